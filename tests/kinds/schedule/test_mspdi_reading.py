"""MS Project XML read: what a file says, and every way in which one can be wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import reader
from app.kinds.schedule.mspdi.project import Constraint, Lag, LinkType
from tests.kinds.schedule.mspdi_files import (
    ELAPSED_DAYS,
    FF,
    PERCENT,
    SF,
    SS,
    calendar,
    elements,
    exception,
    link,
    old_exception,
    project,
    shifts,
    task,
    week,
)


def problem(content: bytes, **options: int) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reader.read(content, **options)
    return caught.value


def test_the_project_says_how_it_is_scheduled():
    read = reader.read(
        project(task(1), StatusDate="2027-04-01T17:00:00", CriticalSlackLimit=2, MultipleCriticalPaths=1)
    )
    assert read.name == "Bridge"
    assert read.start == datetime.fromisoformat("2027-03-08T08:00:00")
    assert read.status_date == datetime.fromisoformat("2027-04-01T17:00:00")
    assert (read.minutes_per_day, read.minutes_per_week, read.days_per_month) == (480, 2400, 20)
    assert (read.critical_slack, read.has_many_critical_paths, read.is_from_start) == (2, True, True)


def test_a_task_is_read_whole():
    made = task(
        7,
        960,
        link(3, SS, 4800),
        link(4, FF, -2400),
        link(5, SF, 14_400, ELAPSED_DAYS),
        link(6, 1, -50, PERCENT),
        name="Fix the deck",
        ConstraintType=4,
        ConstraintDate="2027-04-06T08:00:00",
        Deadline="2027-05-07T17:00:00",
        PercentComplete=25,
        ActualStart="2027-04-06T08:00:00",
        RemainingDuration="PT12H0M0S",
        TotalSlack=-4800,
        FreeSlack=0,
        attributes="<ExtendedAttribute><FieldID>1</FieldID><Value>x</Value></ExtendedAttribute>",
        baselines="<Baseline><Number>0</Number><Start>2027-04-01T08:00:00</Start><Duration>PT8H0M0S</Duration></Baseline>",
        Notes="Ask the crane firm",
        FixedCost="250.00",
    )
    (read,) = reader.read(project(*(task(uid) for uid in (3, 4, 5, 6)), made)).tasks[4:]
    assert (read.uid, read.ref, read.name, read.duration) == (7, "7", "Fix the deck", 960)
    assert [(each.uid, each.type, each.lag) for each in read.predecessors] == [
        (3, LinkType.SS, Lag(480)),
        (4, LinkType.FF, Lag(-240)),
        (5, LinkType.SF, Lag(1440, is_elapsed=True)),
        (6, LinkType.FS, Lag(-50, is_percent=True)),
    ]
    assert (read.constraint, read.constraint_date) == (
        Constraint.START_NO_EARLIER,
        datetime.fromisoformat("2027-04-06T08:00:00"),
    )
    assert read.deadline == datetime.fromisoformat("2027-05-07T17:00:00")
    assert (read.percent_complete, read.remaining_duration) == (25, 720)
    assert (read.stored.total_slack, read.stored.free_slack) == (-480, 0)
    assert (read.has_notes, read.has_costs, read.custom) == (True, True, (("1", "x"),))
    assert [(each.number, each.duration) for each in read.baselines] == [(0, 480)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT0H0M0S", 0),
        ("PT8H0M0S", 480),
        ("PT7H59M59S", 480),
        ("PT90M", 90),
        ("P2DT1H", 2940),
        ("PT0.5H", 30),
        ("PT0H0M29S", 0),
        ("-PT0H0M0S", 0),
    ],
)
def test_lengths(text: str, minutes: int):
    assert reader.read(project(task(1, Duration=text))).tasks[0].duration == minutes


@pytest.mark.parametrize(
    ("unit", "elapsed"), [(7, False), (8, True), (39, False), (40, True), (53, False), (99, False)]
)
def test_units_say_what_goes_by_the_clock(unit: int, elapsed: bool):
    assert reader.read(project(task(1, DurationFormat=unit))).tasks[0].is_elapsed is elapsed


def test_dates_that_stand_for_none_are_none():
    fields = {"ConstraintDate": "1970-01-01T00:00:00", "Deadline": "NA", "ActualStart": ""}
    (read,) = reader.read(project(task(1, **fields))).tasks
    assert (read.constraint_date, read.deadline, read.actual_start) == (None, None, None)


def test_blank_rows_of_a_plan_are_no_tasks():
    assert [each.uid for each in reader.read(project(task(1), task(2, IsNull=1), task(3))).tasks] == [1, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_files_come_in_many_encodings(encoding: str):
    text = project(task(1, name="Café für £5")).decode().replace('"UTF-8"', f'"{encoding.removesuffix("-sig")}"')
    assert reader.read(text.encode(encoding)).tasks[0].name == "Café für £5"


def test_a_file_without_a_namespace_or_with_a_prefix_is_read():
    plain = project(task(1)).replace(b' xmlns="http://schemas.microsoft.com/project"', b"")
    assert len(reader.read(plain).tasks) == 1
    prefixed = b'<p:Project xmlns:p="http://schemas.microsoft.com/project"><p:Tasks><p:Task><p:UID>1</p:UID></p:Task></p:Tasks></p:Project>'
    assert reader.read(prefixed).tasks[0].uid == 1


def test_what_is_not_asked_for_is_skipped_wherever_it_stands():
    noise = "<ExtendedAttributes><ExtendedAttribute><Task><UID>9</UID></Task></ExtendedAttribute></ExtendedAttributes>"
    noise += "<Views><View><Name>Gantt</Name></View></Views>"
    timed = "<TimephasedData><Type>1</Type><Value>PT8H</Value><UID>99</UID></TimephasedData>"
    read = reader.read(project(task(1, 480, timed), extra=noise))
    assert [each.uid for each in read.tasks] == [1]
    assert read.name == "Bridge"


# Calendars


def days_off(content: bytes, number: int = 0) -> list[tuple[date, date]]:
    return [(each.first, each.last) for each in reader.read(content).calendars[number].exceptions]


def test_holidays_of_every_version_are_read():
    made = calendar(days=week().replace("</WeekDays>", f"{old_exception('2027-03-26')}</WeekDays>"))
    assert days_off(project(task(1), calendars=made)) == [(date(2027, 3, 26), date(2027, 3, 26))]
    made = calendar(days=week(), exceptions=exception("2027-12-24", "2028-01-03"))
    assert days_off(project(task(1), calendars=made)) == [(date(2027, 12, 24), date(2028, 1, 3))]


@pytest.mark.parametrize(
    ("recurs", "first", "last", "days"),
    [
        ({"Type": 1, "Period": 3}, "2027-03-01", "2027-03-08", ["2027-03-01", "2027-03-04", "2027-03-07"]),
        ({"Type": 2, "Month": 11, "MonthDay": 25}, "2027-01-01", "2028-12-31", ["2027-12-25", "2028-12-25"]),
        (  # the last Monday in May
            {"Type": 3, "Month": 4, "MonthItem": 4, "MonthPosition": 4},
            "2027-01-01",
            "2028-12-31",
            ["2027-05-31", "2028-05-29"],
        ),
        (
            {"Type": 4, "MonthDay": 31, "Period": 1},
            "2027-01-01",
            "2027-03-31",
            ["2027-01-31", "2027-02-28", "2027-03-31"],
        ),
        (  # the second weekday of every other month
            {"Type": 5, "MonthItem": 1, "MonthPosition": 1, "Period": 2},
            "2027-01-01",
            "2027-04-30",
            ["2027-01-04", "2027-03-02"],
        ),
        (  # Tuesday and Thursday of every second week
            {"Type": 6, "DaysOfWeek": 4 + 16, "Period": 2},
            "2027-03-08",
            "2027-03-28",
            ["2027-03-09", "2027-03-11", "2027-03-23", "2027-03-25"],
        ),
        (
            {"Type": 6, "DaysOfWeek": 32, "EnteredByOccurrences": 1, "Occurrences": 2},
            "2027-03-08",
            "2149-12-31",
            ["2027-03-12", "2027-03-19"],
        ),
        ({"Type": 6, "DaysOfWeek": 0}, "2027-03-08", "2027-03-28", []),
        ({"Type": 5, "MonthItem": 2, "MonthPosition": 0}, "2027-03-01", "2027-03-31", ["2027-03-06"]),
        ({"Type": 5, "MonthItem": 0, "MonthPosition": 4}, "2027-02-01", "2027-02-28", ["2027-02-28"]),
    ],
)
def test_recurring_exceptions_fall_on_their_days(recurs: dict[str, int], first: str, last: str, days: list[str]):
    made = calendar(days=week(), exceptions=exception(first, last, **recurs))
    assert [each.isoformat() for each, _ in days_off(project(task(1), calendars=made))] == days


def test_a_recurrence_that_is_not_known_is_noted():
    made = calendar(days=week(), exceptions=exception("2027-01-01", "2027-12-31", Type=7, Name="Odd days"))
    read = reader.read(project(task(1), calendars=made))
    assert read.calendars[0].exceptions == ()
    assert "“Odd days” of the calendar “Standard”" in read.notes[0]


def test_round_the_clock_is_written_as_midnight_to_midnight():
    made = calendar(days=week([("00:00", "00:00")], range(1, 8)))
    assert reader.read(project(task(1), calendars=made)).calendars[0].week == (((0, 1440),),) * 7


def test_a_working_day_without_hours_has_the_usual_ones():
    made = calendar(days=f"<WeekDays><WeekDay>{elements(DayType=2, DayWorking=1)}</WeekDay></WeekDays>")
    assert reader.read(project(task(1), calendars=made)).calendars[0].week[0] == ((480, 720), (780, 1020))


def test_exceptions_of_any_year_count_within_the_years_of_calendars_and_half_ones_not_at_all():
    long_ago = exception("1900-01-01", "1984-01-02")
    endless = exception("2149-12-30", "9999-12-31")
    no_end = exception("2027-03-01").replace("<ToDate>2027-03-01T23:59:00</ToDate>", "<ToDate></ToDate>")
    no_period = f"<Exception>{elements(Name='Never', DayWorking=0)}</Exception>"
    made = calendar(days=week(), exceptions=long_ago + endless + no_end + no_period)
    assert days_off(project(task(1), calendars=made)) == [
        (date(1984, 1, 1), date(1984, 1, 2)),
        (date(2149, 12, 30), date(2149, 12, 31)),
    ]


@pytest.mark.parametrize(
    "recurs",
    [
        {"Type": 1, "Period": 2},
        {"Type": 2, "Month": 0, "MonthDay": 1},
        {"Type": 4, "MonthDay": 1},
        {"Type": 6, "DaysOfWeek": 2},
    ],
)
def test_recurrence_ends_with_the_years_of_calendars(recurs: dict[str, int]):
    made = calendar(days=week(), exceptions=exception("2149-11-01", "2149-12-31", **recurs))
    assert all(day.year == 2149 for day, _ in days_off(project(task(1), calendars=made)))


def test_stored_dates_that_nothing_is_worked_out_from_may_be_anything():
    (read,) = reader.read(project(task(1, EarlyStart="never", LateFinish="9999-01-01T00:00:00"))).tasks
    assert (read.stored.early_start, read.stored.late_finish) == (None, None)


def test_projectlibre_writes_its_own_version_with_dates_from_1970_and_worked_days_off():
    worked = f"<WeekDay>{elements(DayType=0, DayWorking=1)}<TimePeriod>"
    worked += f"{elements(FromDate='2027-03-13T00:00:00', ToDate='2027-03-13T23:59:00')}</TimePeriod>"
    worked += f"{shifts([('08:00', '12:00')])}</WeekDay>"
    days = week().replace("</WeekDays>", f"{worked}</WeekDays>")
    made = task(1, ConstraintDate="1970-01-01T00:00:00", DurationFormat=39, Estimated="true")
    read = reader.read(project(made, calendars=calendar(days=days), SaveVersion=9, StatusDate="NA", CurrentDate="NA"))
    assert (read.status_date, read.tasks[0].constraint_date) == (None, None)
    assert [(each.first, each.shifts) for each in read.calendars[0].exceptions] == [(date(2027, 3, 13), ((480, 720),))]


def test_assignments_of_no_task_are_left_aside():
    given = "<Assignment><ResourceUID>1</ResourceUID></Assignment>"
    assert reader.read(project(task(1), assignments=given)).assignments == ()
