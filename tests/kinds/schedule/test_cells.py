"""What people type in a cell, and what it is taken for."""

from __future__ import annotations

from datetime import date

import pytest

from app.engines.critical_path import LinkKind
from app.kinds.schedule import cells
from app.kinds.schedule.cells import NotRead, TypedLink

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
    assert cells.duration(text) == days


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("3 to 4", "is not a duration"),
        ("soon", "is not a duration"),
        ("-3", "less than nothing"),
        ("2.5 days", "not a whole number"),
        ("1,000", "not a whole number"),
        ("5 edays", "elapsed time"),
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
        cells.duration(text)
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
    assert cells.links(text) == tuple(TypedLink(*each) for each in links)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Fabricate", "is not a predecessor"),
        ("4FS5", "is not a predecessor"),
        ("4XS", "is not a predecessor"),
        ("4d", "is not a predecessor"),
        ("4FS+2m", "is not a predecessor"),
        ("=4", "is not a predecessor"),
        ("٤", "is not a predecessor"),
        ("1;4FS+2ed", "elapsed time"),
        ("4FS+50%", "in percent"),
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
