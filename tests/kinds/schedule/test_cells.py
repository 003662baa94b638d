"""What people type in a cell, and what it is taken for."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from app.engines.critical_path import LinkKind
from app.kinds.schedule import cells
from app.kinds.schedule.cells import Length, Moment, NotRead
from app.kinds.schedule.day_cells import OtherHours

FS, SS, FF, SF = LinkKind.FS, LinkKind.SS, LinkKind.FF, LinkKind.SF


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("5d", 5),
        ("5 d", 5),
        ("5 days", 5),
        ("1 day", 1),
        ("5 days?", 5),
        ("5.0", 5),
        ("0", 0),
        ("0 days", 0),
        ("2w", 10),
        ("1 wk", 5),
        ("2 wks", 10),
        ("3 Weeks", 15),
        ("2000", 2000),
    ],
)
def test_a_duration_is_read_in_working_days(text, days):
    assert cells.length(text) == Length(days=Fraction(days))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2.5 days", Length(days=Fraction(5, 2))),
        ("4h", Length(minutes=Fraction(240))),
        ("90 mins", Length(minutes=Fraction(90))),
        ("5m", Length(minutes=Fraction(5))),
        ("1.5 hrs", Length(minutes=Fraction(90))),
        ("3ed", Length(minutes=Fraction(4320), is_elapsed=True)),
        ("5 edays", Length(minutes=Fraction(7200), is_elapsed=True)),
        ("12 eh", Length(minutes=Fraction(720), is_elapsed=True)),
        ("2ew", Length(minutes=Fraction(20160), is_elapsed=True)),
        ("30em", Length(minutes=Fraction(30), is_elapsed=True)),
        ("0ed", Length()),
        ("0h", Length()),
    ],
)
def test_a_duration_may_be_in_hours_or_by_the_clock(text, length):
    assert cells.length(text) == length


def test_a_length_is_told_in_minutes_and_in_days():
    assert Length(days=Fraction(5, 2)).in_minutes(480) == 1200
    assert Length(minutes=Fraction(240)).in_days(480) == Fraction(1, 2)
    assert Length(minutes=Fraction(2880), is_elapsed=True).in_days(480) == 2
    assert Length(minutes=Fraction(2880), is_elapsed=True).in_minutes(480) == 2880


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("3 to 4", "is not a duration"),
        ("soon", "is not a duration"),
        ("-3", "less than nothing"),
        ("1,000", "has a comma in it"),
        ("2,5", "has a comma in it"),
        ("5 e", "is not a duration"),
        ("2801ed", "longer than any activity"),
        ("16001h", "longer than any activity"),
        ("2001", "longer than any activity"),
        ("401w", "longer than any activity"),
        ("1 month", "is not a duration"),
        ("NaN", "is not a duration"),
        ("1e3", "is not a duration"),
        ("٣", "is not a duration"),
        ("=1+1", "is not a duration"),
        ("9" * 900, "is not a duration"),
    ],
)
def test_a_duration_that_cannot_be_read_says_what_to_type(text, because):
    with pytest.raises(NotRead, match=because) as error:
        cells.length(text)
    assert len(str(error.value)) < 160


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", []),
        ("4", [(4, FS, 0)]),
        ("04", [(4, FS, 0)]),
        ("4FS+2d", [(4, FS, 2)]),
        ("4fs + 2 days", [(4, FS, 2)]),
        ("4 FS+2 days", [(4, FS, 2)]),
        ("4+2d", [(4, FS, 2)]),
        ("4FS+2", [(4, FS, 2)]),
        ("3SS+1w; 5FF-2d", [(3, SS, 5), (5, FF, -2)]),
        ("5FF−2 d", [(5, FF, -2)]),
        ("5FF–1 wk", [(5, FF, -5)]),
        ("6SF+2.0 days", [(6, SF, 2)]),
        ("1,2 ;3", [(1, FS, 0), (2, FS, 0), (3, FS, 0)]),
        ("1 2\n3", [(1, FS, 0), (2, FS, 0), (3, FS, 0)]),
        ("1 and 2 & 3SS", [(1, FS, 0), (2, FS, 0), (3, SS, 0)]),
        ("4, 4FS, 4ss", [(4, FS, 0), (4, SS, 0)]),
        ("4SS+3d, 4FF+2d", [(4, SS, 3), (4, FF, 2)]),
        (",;", []),
    ],
)
def test_predecessors_are_read_as_ms_project_writes_them(text, links):
    found = [(each.number, each.kind, each.length) for each in cells.links(text)]
    assert found == [(number, kind, Length(days=Fraction(lag))) for number, kind, lag in links]


@pytest.mark.parametrize(
    ("text", "lag", "percent"),
    [
        ("4FS+2ed", Length(minutes=Fraction(2880), is_elapsed=True), 0),
        ("4SS-3eh", Length(minutes=Fraction(-180), is_elapsed=True), 0),
        ("4FF+4h", Length(minutes=Fraction(240)), 0),
        ("4FS+0.5d", Length(days=Fraction(1, 2)), 0),
        ("4+50%", Length(), 50),
        ("4SS - 25 %", Length(), -25),
    ],
)
def test_a_lag_may_be_by_the_clock_in_hours_or_in_per_cent(text, lag, percent):
    (link,) = cells.links(text)
    assert (link.number, link.length, link.percent) == (4, lag, percent)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Fabricate", "is not a predecessor"),
        ("4FS5", "is not a predecessor"),
        ("4XS", "is not a predecessor"),
        ("4d", "is not a predecessor"),
        ("4FS+2 months", "is not a predecessor"),
        ("4FS+2.5%", "out of reach"),
        ("4FS+2001%", "out of reach"),
        ("4FS+2801ed", "longer than any"),
        ("=4", "is not a predecessor"),
        ("٤", "is not a predecessor"),
        ("4-6", "two ways"),
        ("4 + 6", "two ways"),
        ("4FS+2001d", "longer than any"),
    ],
)
def test_a_predecessor_that_cannot_be_read_says_what_to_type(text, because):
    with pytest.raises(NotRead, match=because):
        cells.links(text)


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-08",
        "8 Mar 2027",
        "8 March 2027",
        "08/03/2027",
        "8/3/27",
        "8.3.2027",
        "8-Mar-27",
        "Mon 8 Mar 2027",
        "Mon 08/03/27",
        "Monday, 8th March 2027",
        "08 March 2027 08:00",
        "2027-03-08T00:00:00",
        "8 MAR 2027 8:00 am",
    ],
)
def test_a_date_is_read_with_the_day_first(text):
    assert cells.day(text) == date(2027, 3, 8)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("tomorrow", "is not a date"),
        ("8 Mar", "is not a date"),
        ("8 Foo 2027", "is not a date"),
        ("31/02/2027", "not a day of the calendar"),
        ("03/25/2027", "not a day of the calendar"),
        ("2027-13-01", "not a day of the calendar"),
        ("1 Jan 1066", "out of reach"),
        ("9999-12-31", "out of reach"),
        ("٨ Mar 2027", "is not a date"),
        ("46089", "is not a date"),
    ],
)
def test_a_date_that_cannot_be_read_says_what_to_type(text, because):
    with pytest.raises(NotRead, match=because):
        cells.day(text)


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("Mon Tue Wed Thu Fri", {0, 1, 2, 3, 4}),
        ("mon,tue", {0, 1}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("Mon–Fri", {0, 1, 2, 3, 4}),
        ("Tues, Weds and Thurs", {1, 2, 3}),
        ("Fri-Mon", {4, 5, 6, 0}),
        ("Sun", {6}),
    ],
)
def test_working_days_are_read(text, worked):
    assert cells.weekdays(text) == worked


@pytest.mark.parametrize("text", ["", " , ", "Mon to", "to Fri", "Mon - - Fri", "weekdays", "Mon 5", "月"])
def test_working_days_that_cannot_be_read_say_what_to_type(text):
    with pytest.raises(NotRead, match="such as Mon Tue Wed Thu Fri"):
        cells.weekdays(text)


@pytest.mark.parametrize(
    ("line", "first", "days"),
    [
        ("2027-03-26 Good Friday", date(2027, 3, 26), 1),
        ("29 Mar 2027", date(2027, 3, 29), 1),
        ("29/03/2027 - Easter Monday", date(2027, 3, 29), 1),
        ("2027-12-24 to 2028-01-03 Site shutdown", date(2027, 12, 24), 11),
        ("24 Dec 2027 – 3 Jan 2028", date(2027, 12, 24), 11),
        ("2027-03-26 Phase 2 shutdown 24", date(2027, 3, 26), 1),
    ],
)
def test_a_line_of_days_off_is_a_day_or_a_range(line, first, days):
    off = cells.days_off(line)
    assert (min(off), len(off)) == (first, days)


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("Good Friday", "does not begin with a date"),
        ("2027-03-26, 2027-03-29", "too many dates"),
        ("2027-03-26 to 2027-03-29 and 3 May 2027", "too many dates"),
        ("2027-03-29 to 2027-03-26", "ends before it begins"),
        ("2027-03-29 to 2029-03-29", "more than a year"),
        ("2027-02-30", "not a day of the calendar"),
    ],
)
def test_a_line_of_days_off_that_cannot_be_read_says_why(line, because):
    with pytest.raises(NotRead, match=because):
        cells.days_off(line)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("8 Mar 2027", None),
        ("8 Mar 2027 13:15", 795),
        ("08/03/27 8:00 am", 480),
        ("08/03/27 12:30 am", 30),
        ("2027-03-08T24:00:00", 1440),
        ("8 Mar 2027 1:05 PM", 785),
    ],
)
def test_a_moment_has_its_time_of_day_if_one_is_typed(text, minute):
    assert cells.moment(text) == Moment(date(2027, 3, 8), minute)


@pytest.mark.parametrize("text", ["8 Mar 2027 25:00", "8 Mar 2027 12:75", "8 Mar 2027 24:01"])
def test_a_time_that_no_day_has_is_refused(text):
    with pytest.raises(NotRead, match="is not a time of day"):
        cells.moment(text)


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("08:00-12:00, 13:00-17:00", ((480, 720), (780, 1020))),
        ("8-12 and 13-17", ((480, 720), (780, 1020))),
        ("22.00 to 24.00", ((1320, 1440),)),
        ("7:30–16:00", ((450, 960),)),
        ("24h", ((0, 1440),)),
        ("Round the clock", ((0, 1440),)),
    ],
)
def test_the_hours_of_a_day_are_read(text, shifts):
    assert cells.hours(text) == shifts


@pytest.mark.parametrize("text", ["", "soon", "8", "12-8", "8-25", "8:75-9", "8-12, 11-13", "8-12 then 13-17", "8-8"])
def test_hours_that_cannot_be_read_say_what_to_type(text):
    with pytest.raises(NotRead, match="such as 08:00-12:00, 13:00-17:00"):
        cells.hours(text)


USUAL = ((480, 1020),)


@pytest.mark.parametrize(
    ("text", "by_day"),
    [
        ("Mon to Fri", [USUAL] * 5 + [()] * 2),
        ("Mon-Thu; Fri 08:00-12:00", [USUAL] * 4 + [((480, 720),), (), ()]),
        ("Sat 8-12\nSun", [()] * 5 + [((480, 720),), USUAL]),
    ],
)
def test_a_week_may_have_days_with_other_hours(text, by_day):
    assert list(cells.week(text, USUAL)) == by_day


@pytest.mark.parametrize("text", ["", ";", "Mon 5", "08:00-12:00", "Mon; Tues or so"])
def test_a_week_that_cannot_be_read_is_refused(text):
    with pytest.raises(NotRead):
        cells.week(text, USUAL)


@pytest.mark.parametrize(
    ("line", "shifts"),
    [
        ("2027-03-26 Good Friday", ()),
        ("2027-03-26 works 08:00-12:00", ((480, 720),)),
        ("2027-03-26 works 8-12, 13-16 to catch up", ((480, 720), (780, 960))),
        ("2027-03-26 works meeting", ()),
    ],
)
def test_a_day_may_be_off_or_have_other_hours(line, shifts):
    assert cells.other_hours(line) == OtherHours(date(2027, 3, 26), date(2027, 3, 26), shifts)


@pytest.mark.parametrize(("text", "share"), [("0", 0), ("60%", 60), (" 100 % ", 100), ("25.0", 25)])
def test_a_share_is_read(text, share):
    assert cells.percent(text) == share


@pytest.mark.parametrize("text", ["", "101", "-1", "half", "12.5", "1e1", "٣"])
def test_a_share_that_cannot_be_read_says_what_to_type(text):
    with pytest.raises(NotRead, match="whole number from 0 to 100"):
        cells.percent(text)


def test_a_level_is_a_figure_from_1_to_9():
    assert [cells.level(each) for each in ("1", " 9 ")] == [1, 9]
    for text in ("", "0", "10", "1.1", "²", "one"):
        with pytest.raises(NotRead, match="is not a level"):
            cells.level(text)


@pytest.mark.parametrize(("text", "days"), [("5", 5), ("2w", 10), ("16h", 2), ("0", 0)])
def test_plans_in_whole_days_read_whole_days(text, days):
    assert cells.duration(text) == days


@pytest.mark.parametrize("text", ["2.5d", "4h", "3ed", "soon"])
def test_plans_in_whole_days_refuse_others(text):
    with pytest.raises(NotRead, match="Type"):
        cells.duration(text)


def test_plans_in_whole_days_round_a_lag_up():
    assert [each.lag for each in cells.links("4FS+2d, 5FS+4h, 6FS-4h, 7FS+2ed")] == [2, 1, 0, 2]
