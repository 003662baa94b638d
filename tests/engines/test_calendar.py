from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.calendar import (
    BeforeTheStart,
    BeyondTheCalendar,
    CalendarError,
    NotAWeekday,
    NoWorkingDays,
    WorkingCalendar,
)
from tests.engines.properties import steadily

MONDAY_TO_FRIDAY = frozenset(range(5))
EASTER = frozenset({date(2027, 3, 26), date(2027, 3, 29)})
SPRING = WorkingCalendar(MONDAY_TO_FRIDAY, EASTER, date(2027, 3, 8))


@st.composite
def calendars(draw):
    start = date(2027, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1))
    off = draw(st.frozensets(st.integers(-60, 200), max_size=60))
    return WorkingCalendar(weekdays, frozenset(start + timedelta(days=days) for days in off), start)


def counted(calendar: WorkingCalendar, how_many: int) -> list[date]:
    """The first working days, found by walking through the calendar a day at a time."""
    found: list[date] = []
    day = calendar.start
    while len(found) < how_many:
        if day.weekday() in calendar.working_weekdays and day not in calendar.days_off:
            found.append(day)
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("early_start", "early_finish", "start", "finish"),
    [
        (0, 5, date(2027, 3, 8), date(2027, 3, 12)),
        (5, 15, date(2027, 3, 15), date(2027, 3, 30)),
        (9, 17, date(2027, 3, 19), date(2027, 4, 1)),
        (19, 25, date(2027, 4, 6), date(2027, 4, 13)),
        (23, 27, date(2027, 4, 12), date(2027, 4, 15)),
        (5, 8, date(2027, 3, 15), date(2027, 3, 17)),
    ],
)
def test_offsets_fall_on_working_days_over_easter(early_start, early_finish, start, finish):
    assert SPRING.start_date(early_start) == start
    assert SPRING.finish_date(early_finish) == finish
    assert SPRING.offset_of(start) == early_start
    assert SPRING.finish_offset(finish) == early_finish


def test_a_milestone_at_the_very_start_is_shown_on_the_first_working_day():
    saturday_start = WorkingCalendar(MONDAY_TO_FRIDAY, frozenset(), date(2027, 3, 6))
    assert saturday_start.finish_date(0) == date(2027, 3, 8)


def test_a_day_off_counts_as_the_next_working_day_for_starting_and_the_last_one_for_finishing():
    good_friday = date(2027, 3, 26)
    assert SPRING.start_date(SPRING.offset_of(good_friday)) == date(2027, 3, 30)
    assert SPRING.finish_date(SPRING.finish_offset(good_friday)) == date(2027, 3, 25)


def test_nothing_starts_before_the_project_but_a_finish_asked_for_earlier_is_counted_backwards():
    assert SPRING.offset_of(date(2027, 2, 1)) == 0
    assert SPRING.finish_offset(date(2027, 3, 7)) == 0
    assert SPRING.finish_offset(date(2027, 3, 5)) == 0
    assert SPRING.finish_offset(date(2027, 3, 4)) == -1
    assert SPRING.finish_offset(date(2027, 2, 25)) == -6


def test_days_off_before_the_start_count_only_backwards():
    calendar = WorkingCalendar(MONDAY_TO_FRIDAY, frozenset({date(2027, 3, 5)}), date(2027, 3, 8))
    assert calendar.start_date(0) == date(2027, 3, 8)
    assert calendar.finish_offset(date(2027, 3, 3)) == -1


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        (date(2027, 3, 25), date(2027, 3, 30), 1),
        (date(2027, 3, 30), date(2027, 3, 25), -1),
        (date(2027, 3, 8), date(2027, 3, 15), 5),
        (date(2027, 3, 12), date(2027, 3, 14), 0),
    ],
)
def test_finish_variance_counts_working_days_and_is_positive_when_late(earlier, later, days):
    assert SPRING.working_days_between(earlier, later) == days


def test_weekends_and_days_off_are_not_worked():
    week = [date(2027, 3, 22) + timedelta(days=days) for days in range(8)]
    assert [SPRING.is_working_day(day) for day in week] == [True, True, True, True, False, False, False, False]


def test_a_calendar_with_no_weekday_is_refused():
    with pytest.raises(NoWorkingDays, match="at least one weekday"):
        WorkingCalendar(frozenset(), frozenset(), date(2027, 3, 8))


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_weekday_that_does_not_exist_is_refused(weekday):
    with pytest.raises(NotAWeekday) as refused:
        WorkingCalendar(frozenset({0, weekday}), frozenset(), date(2027, 3, 8))
    assert refused.value.weekday == weekday


def test_offsets_are_never_negative():
    for ask in (SPRING.start_date, SPRING.finish_date):
        with pytest.raises(BeforeTheStart) as refused:
            ask(-1)
        assert isinstance(refused.value, CalendarError)


def test_the_last_day_of_9999_is_the_last_that_can_be_given():
    every_day = WorkingCalendar(frozenset(range(7)), frozenset(), date.max - timedelta(days=1))
    assert every_day.start_date(1) == date.max
    assert every_day.finish_offset(date.max) == 2
    with pytest.raises(BeyondTheCalendar, match="year 9999"):
        every_day.start_date(2)
    with pytest.raises(BeyondTheCalendar):
        every_day.finish_date(10**30)


def test_long_spans_with_many_days_off_are_answered_at_once():
    start = date(2027, 1, 4)
    holidays = frozenset(start + timedelta(days=7 * week + 2) for week in range(10_000))
    calendar = WorkingCalendar(MONDAY_TO_FRIDAY, holidays, start)
    assert calendar.start_date(40_000) == start + timedelta(weeks=10_000)
    for offset in range(40_000, 50_000):
        assert calendar.offset_of(calendar.start_date(offset)) == offset


@steadily
@given(calendars())
def test_dates_are_those_counted_on_the_fingers(calendar):
    expected = counted(calendar, 60)
    assert [calendar.start_date(offset) for offset in range(60)] == expected
    assert [calendar.finish_date(offset + 1) for offset in range(60)] == expected
    assert all(calendar.is_working_day(day) for day in expected)


@steadily
@given(calendars(), st.integers(-100, 300))
def test_offsets_are_those_counted_on_the_fingers(calendar, days):
    day = calendar.start + timedelta(days=days)
    worked = counted(calendar, 400)
    assert calendar.offset_of(day) == sum(each < day for each in worked)
    if day >= calendar.start:
        assert calendar.finish_offset(day) == sum(each <= day for each in worked)


@steadily
@given(calendars(), st.integers(0, 150), st.integers(1, 100))
def test_variance_backwards_through_the_start_adds_up(calendar, before, after):
    early, late = calendar.start - timedelta(days=before), calendar.start + timedelta(days=after)
    between = [early + timedelta(days=days) for days in range(1, before + after + 1)]
    assert calendar.working_days_between(early, late) == sum(calendar.is_working_day(day) for day in between)


@steadily
@given(calendars(), st.integers(0, 60), st.integers(0, 60))
def test_moving_the_start_of_the_project_moves_its_dates_along_the_calendar(calendar, later, offset):
    moved = WorkingCalendar(calendar.working_weekdays, calendar.days_off, calendar.start_date(later))
    assert moved.start_date(offset) == calendar.start_date(later + offset)
