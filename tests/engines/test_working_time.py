from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.working_time import (
    DAY,
    FIRST,
    LAST,
    ROUND_THE_CLOCK,
    STANDARD_WEEK,
    HasAZone,
    NoWorkingTime,
    OutsideTheYears,
    WorkingException,
    WorkingTime,
    WorkWeek,
    WrongShifts,
    WrongSpell,
    WrongWeek,
    day_number,
    elapsed,
    instant,
    moment,
)
from tests.engines.plans import FOUR_DAYS, NIGHT_SHIFT, SPRING, STANDARD, WEEKEND, at, told
from tests.engines.properties import steadily

NEVER = ((),) * 7


class TestInstants:
    @pytest.mark.parametrize("text", ["1984-01-01T00:00", "2027-03-08T08:00", "2149-12-31T23:59"])
    def test_there_and_back(self, text):
        when = datetime.fromisoformat(text)
        assert moment(instant(when)) == when

    def test_seconds_are_dropped(self):
        assert told(instant(datetime.fromisoformat("2027-03-08T08:00:59"))) == "8 Mar 08:00"

    @pytest.mark.parametrize("text", ["1753-01-01T08:00", "1983-12-31T23:59", "2150-01-01T00:00", "9999-12-31T17:00"])
    def test_other_years_are_refused_in_words(self, text):
        with pytest.raises(OutsideTheYears, match=f"within the years 1984 to 2149. The year {text[:4]} is outside"):
            instant(datetime.fromisoformat(text))

    @pytest.mark.parametrize("at_instant", [FIRST - 1, LAST + 1, -(10**30), 10**30])
    def test_there_is_no_date_outside_the_years(self, at_instant):
        with pytest.raises(OutsideTheYears, match="Check the dates"):
            moment(at_instant)
        with pytest.raises(OutsideTheYears):
            STANDARD.worked(at_instant)

    def test_a_time_zone_is_refused(self):
        with pytest.raises(HasAZone, match="without a time zone"):
            instant(datetime(2027, 3, 8, tzinfo=UTC))

    def test_elapsed_time_stays_within_the_years(self):
        assert told(elapsed(at("8 Mar 08:00"), 3 * DAY)) == "11 Mar 08:00"
        assert told(elapsed(at("8 Mar 08:00"), -DAY)) == "7 Mar 08:00"
        with pytest.raises(OutsideTheYears):
            elapsed(at("8 Mar 08:00"), 10**12)


class TestArithmetic:
    @pytest.mark.parametrize(
        ("calendar", "start", "minutes", "finish"),
        [
            (STANDARD, "8 Mar 08:00", 0, "8 Mar 08:00"),
            (STANDARD, "8 Mar 08:00", 1, "8 Mar 08:01"),
            (STANDARD, "8 Mar 08:00", 240, "8 Mar 12:00"),
            (STANDARD, "8 Mar 08:00", 241, "8 Mar 13:01"),
            (STANDARD, "8 Mar 08:00", 480, "8 Mar 17:00"),
            (STANDARD, "8 Mar 17:00", 480, "9 Mar 17:00"),
            (STANDARD, "6 Mar 11:00", 480, "8 Mar 17:00"),
            (STANDARD, "12 Mar 13:00", 480, "15 Mar 12:00"),
            (STANDARD, "8 Mar 08:00", 250 * 480, "18 Feb 2028 17:00"),
            (SPRING, "25 Mar 08:00", 960, "30 Mar 17:00"),
            (FOUR_DAYS, "11 Mar 08:00", 601, "15 Mar 08:01"),
            (NIGHT_SHIFT, "8 Mar 23:00", 480, "9 Mar 08:00"),
            (NIGHT_SHIFT, "8 Mar 23:00", 60, "9 Mar 00:00"),
            (NIGHT_SHIFT, "12 Mar 23:00", 481, "15 Mar 23:01"),
            (ROUND_THE_CLOCK, "12 Mar 17:00", 3 * DAY, "15 Mar 17:00"),
            (WEEKEND, "8 Mar 08:00", 480, "13 Mar 17:00"),
        ],
    )
    def test_work_and_its_way_back(self, calendar, start, minutes, finish):
        assert told(calendar.add(at(start), minutes)) == finish
        begun = calendar.next_start(at(start))
        assert calendar.subtract(at(finish), minutes) == (begun if minutes else at(finish))
        assert calendar.between(at(start), at(finish)) == minutes
        assert calendar.between(at(finish), at(start)) == -minutes

    def test_a_negative_count_goes_back_to_where_work_ended(self):
        assert told(STANDARD.add(at("12 Mar 17:00"), -480)) == "11 Mar 17:00"

    @pytest.mark.parametrize(
        ("when", "start", "finish", "stands", "working"),
        [
            ("8 Mar 08:00", "8 Mar 08:00", "5 Mar 17:00", "8 Mar 08:00", True),
            ("8 Mar 09:30", "8 Mar 09:30", "8 Mar 09:30", "8 Mar 09:30", True),
            ("8 Mar 12:00", "8 Mar 13:00", "8 Mar 12:00", "8 Mar 12:00", False),
            ("8 Mar 12:30", "8 Mar 13:00", "8 Mar 12:00", "8 Mar 13:00", False),
            ("12 Mar 17:00", "15 Mar 08:00", "12 Mar 17:00", "12 Mar 17:00", False),
            ("13 Mar 10:00", "15 Mar 08:00", "12 Mar 17:00", "15 Mar 08:00", False),
        ],
    )
    def test_starts_finishes_and_places_to_stand(self, when, start, finish, stands, working):
        assert told(STANDARD.next_start(at(when))) == start
        assert told(STANDARD.previous_finish(at(when))) == finish
        assert told(STANDARD.stands(at(when))) == stands
        assert STANDARD.is_working(at(when)) is working

    def test_before_any_work_there_is_a_place_to_stand_but_no_finish(self):
        assert STANDARD.stands(FIRST) == STANDARD.next_start(FIRST)
        with pytest.raises(OutsideTheYears):
            STANDARD.previous_finish(FIRST)

    def test_the_last_minute_of_the_years(self):
        assert ROUND_THE_CLOCK.finish_at(ROUND_THE_CLOCK.total) == LAST
        assert ROUND_THE_CLOCK.is_working(LAST) is False
        with pytest.raises(OutsideTheYears):
            ROUND_THE_CLOCK.next_start(LAST)

    @pytest.mark.parametrize("minutes", [10**9, 10**12, 10**30, -(10**12)])
    def test_absurd_amounts_are_refused_in_words(self, minutes):
        for calendar in (STANDARD, SPRING, ROUND_THE_CLOCK):
            with pytest.raises(OutsideTheYears, match="Check the dates, the durations and the lags"):
                calendar.add(at("8 Mar 08:00"), minutes)


class TestExceptions:
    def test_a_short_day_a_long_day_and_a_worked_saturday(self):
        calendar = WorkingTime(
            STANDARD_WEEK,
            [
                WorkingException(date(2027, 3, 9), date(2027, 3, 9), ((480, 720),)),
                WorkingException(date(2027, 3, 10), date(2027, 3, 11), ((480, 1440),)),
                WorkingException(date(2027, 3, 13), date(2027, 3, 13), ((540, 600),)),
            ],
        )
        assert calendar.between(at("8 Mar 08:00"), at("15 Mar 08:00")) == 480 + 240 + 2 * 960 + 480 + 60
        assert told(calendar.add(at("9 Mar 08:00"), 241)) == "10 Mar 08:01"
        assert told(calendar.add(at("10 Mar 08:00"), 960)) == "11 Mar 00:00"
        assert calendar.shifts_on(date(2027, 3, 9)) == ((480, 720),)
        assert calendar.shifts_on(date(2027, 3, 14)) == ()

    def test_of_exceptions_that_overlap_the_first_given_holds_and_then_work_weeks(self):
        calendar = WorkingTime(
            STANDARD_WEEK,
            [
                WorkingException(date(2027, 3, 10), date(2027, 3, 10), ((480, 540),)),
                WorkingException(date(2027, 3, 9), date(2027, 3, 11)),
                WorkingException(date(2027, 3, 10), date(2027, 3, 12), ((0, 1440),)),
            ],
            [
                WorkWeek(date(2027, 3, 8), date(2027, 3, 21), (((600, 660),),) * 7),
                WorkWeek(date(2027, 3, 15), date(2027, 3, 28), NEVER),
            ],
        )
        worked = [sum(b - a for a, b in calendar.shifts_on(date(2027, 3, day))) for day in range(8, 24)]
        assert worked == [60, 0, 60, 0, 1440, 60, 60, 60, 60, 60, 60, 60, 60, 60, 0, 0]
        assert calendar.between(at("8 Mar 00:00"), at("29 Mar 00:00")) == sum(worked)

    def test_a_century_of_days_off_costs_nothing(self):
        away = WorkingTime(STANDARD_WEEK, [WorkingException(date(2027, 3, 9), date(2127, 3, 9))])
        assert told(away.add(at("8 Mar 08:00"), 481)) == "10 Mar 2127 08:01"

    def test_a_calendar_worked_on_one_day_only(self):
        once = WorkingTime(NEVER, [WorkingException(date(2027, 3, 9), date(2027, 3, 9), ((0, 60),))])
        assert told(once.next_start(at("8 Mar 08:00"))) == "9 Mar 00:00"
        assert once.total == 60
        with pytest.raises(OutsideTheYears):
            once.next_start(at("9 Mar 01:00"))


class TestSharedTime:
    def test_of_two_shifts_and_their_days_off(self):
        shared = SPRING.shared_with(FOUR_DAYS)
        assert shared.shifts_on(date(2027, 3, 25)) == ((480, 720), (780, 1020))
        assert shared.shifts_on(date(2027, 3, 29)) == ()
        assert shared.between(at("22 Mar 00:00"), at("5 Apr 00:00")) == 7 * 480

    def test_with_the_clock_it_is_the_calendar_itself(self):
        assert SPRING.shared_with(ROUND_THE_CLOCK) == SPRING
        assert hash(SPRING.shared_with(ROUND_THE_CLOCK)) == hash(SPRING)
        assert SPRING != STANDARD
        assert SPRING != "SPRING"

    def test_nothing_shared_is_refused(self):
        with pytest.raises(NoWorkingTime):
            STANDARD.shared_with(WEEKEND)


class TestWrongCalendars:
    def test_nothing_worked(self):
        with pytest.raises(NoWorkingTime, match="at least one shift"):
            WorkingTime(NEVER)

    @pytest.mark.parametrize(
        "shifts",
        [
            ((480, 480),),
            ((720, 480),),
            ((480, 720), (700, 900)),
            ((780, 900), (480, 720)),
            ((-5, 60),),
            ((1380, 1441),),
            ((10**12, 10**13),),
        ],
    )
    def test_shifts_that_are_none(self, shifts):
        with pytest.raises(WrongShifts, match="must follow one another between 00:00 and 24:00"):
            WorkingTime((shifts, *[()] * 6))

    def test_a_week_of_six_days(self):
        with pytest.raises(WrongWeek, match="this one has 6"):
            WorkingTime(STANDARD_WEEK[:6])

    def test_an_exception_that_ends_before_it_begins(self):
        with pytest.raises(WrongSpell, match="ends on 8 March 2027, before it begins on 9 March 2027"):
            WorkingTime(STANDARD_WEEK, [WorkingException(date(2027, 3, 9), date(2027, 3, 8))])

    @pytest.mark.parametrize("year", [1753, 1983, 2150, 9999])
    def test_exceptions_of_other_years(self, year):
        with pytest.raises(OutsideTheYears, match=str(year)):
            WorkingTime(STANDARD_WEEK, [WorkingException(date(year, 1, 1), date(year, 1, 1))])


@st.composite
def shifts(draw):
    edges = sorted(set(draw(st.lists(st.integers(0, 24).map(lambda hour: 60 * hour), max_size=6))))
    return tuple(tuple(pair) for pair in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw):
    """A calendar that is worked on Mondays at the least, with exceptions in March 2027."""
    week = (((480, 1020),), *[draw(shifts()) for _ in range(6)])
    exceptions = []
    for _ in range(draw(st.integers(0, 4))):
        first = date(2027, 3, draw(st.integers(1, 31)))
        last = date(2027, 3, draw(st.integers(first.day, 31)))
        exceptions.append(WorkingException(first, last, draw(shifts())))
    return WorkingTime(week, exceptions)


MONTH = range(at("25 Feb 00:00"), at("5 Apr 00:00"))


@steadily
@given(calendars(), st.sampled_from(MONTH), st.integers(1, 3000))
def test_arithmetic_agrees_with_counting_minute_by_minute(calendar, start, minutes):
    def worked(minute):
        day, minute_of_day = divmod(minute, DAY)
        return any(a <= minute_of_day < b for a, b in calendar.shifts_on(moment(day * DAY).date()))

    at_minute, done = start, 0
    while done < minutes:
        done += worked(at_minute)
        at_minute += 1
    assert calendar.add(start, minutes) == at_minute
    first = next(minute for minute in range(start, at_minute) if worked(minute))
    assert calendar.next_start(start) == first
    assert calendar.subtract(at_minute, minutes) == first
    assert calendar.between(start, at_minute) == minutes


@steadily
@given(calendars(), calendars(), st.sampled_from(MONTH))
def test_shared_time_is_worked_by_both(one, other, when):
    shared = one.shared_with(other)
    assert shared.is_working(when) is (one.is_working(when) and other.is_working(when))


@steadily
@given(calendars(), st.lists(st.sampled_from(MONTH), min_size=2, max_size=6))
def test_places_only_go_forward(calendar, moments):
    places = [calendar.worked(when) for when in sorted(moments)]
    assert all(a <= b for a, b in pairwise(places))
    for when, place in zip(sorted(moments), places, strict=True):
        assert calendar.finish_at(place) <= when or calendar.is_working(when - 1)
        assert calendar.start_at(place) >= when


def test_the_epoch_is_a_monday_before_the_years():
    assert day_number(date(2027, 3, 8)) % 7 == 0
    assert 0 < FIRST < 7 * DAY
