"""MS Project XML into rows: what is carried, in the words a person would type, and what is said to be lost."""

from __future__ import annotations

from typing import Any

import pytest

from app.kinds.base import Imported, Unreadable
from app.kinds.schedule import KIND
from app.kinds.schedule.mspdi import calendar_fields, importing, losses
from app.kinds.schedule.payload import Schedule
from tests.kinds.schedule.build import analysed
from tests.kinds.schedule.mspdi_files import (
    DAYS,
    ELAPSED_DAYS,
    FF,
    FS,
    NAMESPACE,
    PERCENT,
    SF,
    SS,
    calendar,
    elements,
    exception,
    length,
    link,
    project,
    task,
    week,
)

DAY = 480


def imported(*tasks: str, **more: Any) -> Imported[Schedule]:
    return KIND.read_file("xml", project(*tasks, **more), Schedule())


def cells(*tasks: str, **more: Any) -> list[dict[str, str]]:
    """The rows with what is in them, and nothing of what is empty."""
    rows = imported(*tasks, **more).payload.activities
    return [{column: text for column, text in row.model_dump().items() if text} for row in rows]


def notes(*tasks: str, **more: Any) -> tuple[str, ...]:
    return imported(*tasks, **more).notes


def test_a_plan_in_whole_days_becomes_what_one_would_type():
    made = imported(
        task(1, 5 * DAY, name="Appoint the contractor"),
        task(2, 2 * DAY, link(1, FS, 4_800), name="Order the steel", Deadline="2027-04-16T17:00:00"),
        task(3, 0, link(2), ConstraintType=4, ConstraintDate="2027-04-06T08:00:00", name="Access given"),
        calendars=calendar(days=week(), exceptions=exception("2027-03-26", "2027-03-29", Name="Easter")),
    )
    assert made.notes == ()
    assert made.payload == Schedule.model_validate(
        {
            "start_on": "2027-03-08",
            "days_off": "2027-03-26 to 2027-03-29 Easter",
            "activities": [
                {"ref": 1, "name": "Appoint the contractor", "duration": 5},
                {
                    "ref": 2,
                    "name": "Order the steel",
                    "duration": 2,
                    "predecessors": "1FS+1d",
                    "must_finish_by": "2027-04-16",
                },
                {
                    "ref": 3,
                    "name": "Access given",
                    "duration": 0,
                    "predecessors": "2",
                    "start_no_earlier": "2027-04-06",
                },
            ],
        }
    )
    assert analysed(made.payload).problems == ()


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (link(1), "1"),
        (link(1, SS), "1SS"),
        (link(1, FF, 9_600), "1FF+2d"),
        (link(1, SF, -4_800), "1SF-1d"),
        (link(1, FS, 2_400), "1FS+4h"),
        (link(1, FS, 450), "1FS+45m"),
        (link(1, FS, 43_200, ELAPSED_DAYS), "1FS+3ed"),
        (link(1, FS, 900, ELAPSED_DAYS), "1FS+90em"),
        (link(1, SS, 50, PERCENT), "1SS+50%"),
    ],
)
def test_links_are_typed_as_ms_project_shows_them(made: str, typed: str):
    assert cells(task(1), task(2, DAY, made))[1]["predecessors"] == typed


@pytest.mark.parametrize(
    ("minutes", "unit", "typed"),
    [
        (0, DAYS, "0"),
        (DAY, DAYS, "1"),
        (240, DAYS, "4h"),
        (90, DAYS, "90m"),
        (1_440, ELAPSED_DAYS, "1ed"),
        (720, ELAPSED_DAYS, "12eh"),
    ],
)
def test_durations_keep_their_unit(minutes: int, unit: int, typed: str):
    assert cells(task(1, minutes, DurationFormat=unit))[0]["duration"] == typed


@pytest.mark.parametrize(
    ("kind", "date", "made"),
    [
        (0, None, {}),
        (1, None, {"constraint": "alap"}),
        (2, "2027-03-10T08:00:00", {"constraint": "mso", "constraint_date": "2027-03-10"}),
        (3, "2027-03-10T17:00:00", {"constraint": "mfo", "constraint_date": "2027-03-10"}),
        (4, "2027-03-10T08:00:00", {"start_no_earlier": "2027-03-10"}),
        (4, "2027-03-12T17:00:00", {"start_no_earlier": "2027-03-15"}),
        (5, "2027-03-10T08:00:00", {"constraint": "snlt", "constraint_date": "2027-03-10"}),
        (6, "2027-03-10T17:00:00", {"constraint": "fnet", "constraint_date": "2027-03-10"}),
        (7, "2027-03-13T17:00:00", {"constraint": "fnlt", "constraint_date": "2027-03-12"}),
    ],
)
def test_constraints_are_carried_all_eight(kind: int, date: str | None, made: dict[str, str]):
    (row,) = cells(task(1, ConstraintType=kind, ConstraintDate=date))
    assert {key: row[key] for key in row if "constraint" in key or key == "start_no_earlier"} == made


def test_hours_are_carried_where_days_are_not_whole():
    made = imported(
        task(1, 240),
        task(2, DAY, ConstraintType=4, ConstraintDate="2027-03-10T13:00:00", Deadline="2027-03-12T12:00:00"),
        calendars=calendar(
            days=week(), exceptions=exception("2027-03-09", hours=[("08:00", "12:00")], Name="Half day")
        ),
    ).payload
    assert (made.hours, made.days_off) == ("08:00-12:00, 13:00-17:00", "2027-03-09 works 08:00-12:00 Half day")
    assert made.activities[1].start_no_earlier == "2027-03-10 13:00"
    assert made.activities[1].must_finish_by == "2027-03-12 12:00"


def test_weeks_with_other_hours_and_other_calendars_are_typed_out():
    short = week().replace(
        "<DayType>6</DayType><DayWorking>1</DayWorking>", "<DayType>6</DayType><DayWorking>0</DayWorking>"
    )
    nights = calendar(2, "Nights: 1; A", week([("22:00", "00:00")], range(2, 6)), exception("2027-03-11"))
    again = calendar(3, "nights 1 a", week([("00:00", "00:00")], [1]))
    made = imported(
        task(1, CalendarUID=2),
        task(2, CalendarUID=3),
        task(3, CalendarUID=1),
        calendars=calendar(days=short) + nights + again,
    ).payload
    assert made.working_days == "Mon Tue Wed Thu"
    assert made.calendars.splitlines() == [
        "Nights 1 A: Mon Tue Wed Thu 22:00-24:00",
        "2027-03-11",
        "nights 1 a 3: Sun 00:00-24:00",
    ]
    assert [row.calendar for row in made.activities] == ["Nights 1 A", "nights 1 a 3", ""]
    assert analysed(made).problems == ()


def test_days_off_far_from_the_project_stay_behind_and_long_ones_come_in_pieces():
    far = (
        exception("1990-01-01")
        + exception("2140-01-01")
        + exception("2028-01-01", "2029-06-30", Name="25 Dec: closed!")
    )
    made = imported(task(1), calendars=calendar(days=week(), exceptions=far)).payload
    assert made.days_off.splitlines() == ["2028-01-01 to 2028-12-31 Dec closed", "2029-01-01 to 2029-06-30 Dec closed"]


def test_more_days_off_than_fit_are_counted():
    many = "".join(
        exception(f"2027-{month:02}-{day:02}", Name="A" * 80) for month in range(3, 13) for day in range(1, 29)
    )
    assert (
        "days off of the project’s calendar did not fit"
        in notes(task(1), calendars=calendar(days=week(), exceptions=many))[0]
    )


def test_the_outline_baseline_and_estimates_are_carried():
    marked = "<ExtendedAttributes>" + "".join(
        f"<ExtendedAttribute>{elements(FieldID=number, Alias=alias)}</ExtendedAttribute>"
        for number, alias in ((1, "Optimistic"), (2, "Pessimistic"), (3, "Cost code"))
    )
    values = "".join(
        f"<ExtendedAttribute>{elements(FieldID=number, Value=value)}</ExtendedAttribute>"
        for number, value in ((1, length(DAY)), (2, length(4 * DAY)), (3, "X-1"))
    )
    first = f"<Baseline>{elements(Number=0, Start='2027-03-08T08:00:00', Finish='2027-03-09T17:00:00')}</Baseline>"
    second = f"<Baseline>{elements(Number=1, Start='2027-03-08T08:00:00')}</Baseline>"
    made = imported(
        task(1, 0, Summary=1, OutlineLevel=1),
        task(2, 2 * DAY, OutlineLevel=2, attributes=values, baselines=first + second),
        extra=marked + "</ExtendedAttributes>",
    )
    top, below = made.payload.activities
    assert (top.level, top.duration, below.level) == ("1", "", "2")
    assert (below.optimistic, below.pessimistic) == ("1", "4")
    assert (below.baseline_start, below.baseline_finish) == ("2027-03-08", "2027-03-09")
    assert made.notes == (
        "Custom fields not carried over: Task 2 “Task 2”.",
        "Further baselines not carried over; the first one is: Task 2 “Task 2”.",
    )


def test_progress_is_carried_with_the_day_it_is_in():
    done = task(1, DAY, PercentComplete=100, ActualStart="2027-03-08T08:00:00", ActualFinish="2027-03-08T17:00:00")
    begun = task(
        2, 4 * DAY, link(1), PercentComplete=25, ActualStart="2027-03-09T08:00:00", RemainingDuration=length(3 * DAY)
    )
    reached = task(3, 0, PercentComplete=100, ActualStart="2027-03-08T17:00:00", ActualFinish="2027-03-08T17:00:00")
    made = imported(done, begun, reached, StatusDate="2027-03-10T17:00:00")
    assert made.payload.data_date == "2027-03-10"
    one, two, three = made.payload.activities
    assert (one.actual_start, one.actual_finish, one.percent_complete) == ("2027-03-08", "2027-03-08", "100")
    assert (two.actual_start, two.remaining, two.percent_complete) == ("2027-03-09", "3", "25")
    assert (three.actual_start, three.actual_finish) == ("2027-03-08", "2027-03-08")
    assert any("waits for the data date" in note for note in made.notes)
    assert analysed(made.payload).problems == ()


def test_progress_without_dates_takes_the_files_and_says_so():
    begun = task(1, 2 * DAY, PercentComplete=100, Start="2027-03-09T08:00:00", Finish="2027-03-10T17:00:00")
    made = imported(begun, task(2, DAY, link(1)))
    assert made.payload.data_date == "2027-03-10"
    assert made.payload.activities[0].actual_finish == "2027-03-10"
    assert any("no status date; 2027-03-10" in note for note in made.notes)
    assert any(note.startswith("Complete in part without an actual date") for note in made.notes)


def test_everything_that_has_no_place_is_named_task_by_task():
    outside = task(2, DAY, name="Steel arrives", ExternalTask=1)
    off = task(3, DAY, name="Old way", Active=0)
    stopped = {"Stop": "2027-03-08T17:00:00", "Resume": "2027-03-11T08:00:00", "ActualStart": "2027-03-08T08:00:00"}
    made = notes(
        task(0, 0, OutlineLevel=0, Summary=1, name="Bridge"),
        task(1, DAY, link(2), link(3), link(9, CrossProject=1, CrossProjectName="steel.mpp"), name="Dig"),
        outside,
        off,
        task(4, DAY, name="Pour", Notes="Call first", FixedCost=10, LevelingDelay=4_800, CalendarUID=8),
        task(5, DAY, name="Meet", Recurring=1),
        task(6, 2 * DAY, name="Cure", PercentComplete=50, RemainingDuration=length(DAY), **stopped),
        task(7, DAY, link(1), name="Crane", Manual=1, Start="2027-03-17T08:00:00"),
        task(8, DAY, link(1, FS, 50, 20), name="Paint"),
        resources=f"<Resource>{elements(UID=1, Name='Ann')}</Resource><Resource>{elements(UID=2)}</Resource>",
        assignments="".join(
            f"<Assignment>{elements(TaskUID=4, ResourceUID=uid)}</Assignment>" for uid in (1, 2, -65_535)
        ),
    )
    for sentence in (
        "Left out, for they belong to other projects: Task 2 “Steel arrives”.",
        "Left out, for they are inactive: Task 3 “Old way”.",
        "Links taken out, because what they lead to is not here: Task 1 “Dig” (it follows task 2, which is left out), "
        "Task 1 “Dig” (it follows task 3, which is left out).",
        "Links to other projects (cross-project links) taken out: Task 1 “Dig” (to a task of steel.mpp).",
        "Scheduled by hand in the file, and by their links and calendars here: Task 7 “Crane”.",
        "Splits taken out, so that the work goes on without a pause: Task 6 “Cure”.",
        "Levelling delays taken out: Task 4 “Pour”.",
        "Resources and their work not carried over: Task 4 “Pour” (Ann, resource 2).",
        "Costs not carried over: Task 4 “Pour”.",
        "Notes not carried over: Task 4 “Pour”.",
        "Calendars of these tasks not carried over: Task 4 “Pour”.",
        "Lags in elapsed per cent carried over as plain per cent: Task 8 “Paint”.",
    ):
        assert sentence in made
    assert any(note.startswith("Recurring tasks carried over") for note in made)


def test_manual_tasks_without_predecessors_keep_the_date_typed_for_them():
    made = imported(
        task(1, DAY, Manual=1, Start="2027-03-17T08:00:00"), task(2, DAY, Manual=1, Start="2027-03-08T08:00:00")
    )
    assert [row.start_no_earlier for row in made.payload.activities] == ["2027-03-17", ""]
    assert made.notes[0].startswith("Scheduled by hand in the file, without predecessors")


def test_long_lists_of_losses_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(losses, "MOST_NAMED", 2)
    made = notes(*(task(uid, Notes="x") for uid in range(1, 6)))
    assert made == ("Notes not carried over: Task 1 “Task 1”, Task 2 “Task 2”, and 3 more.",)


def test_loops_are_named_and_the_rows_come_in_all_the_same():
    made = imported(task(1, DAY, link(2), name="Dig"), task(2, DAY, link(1), name="Pour"))
    assert [row.predecessors for row in made.payload.activities] == ["2", "1"]
    assert "in a loop: Task 1 “Dig” → Task 2 “Pour” → Task 1 “Dig”" in made.notes[0]
    long = [task(uid, DAY, link(uid - 1 or 30)) for uid in range(1, 31)]
    assert "… → Task 1" in notes(*long)[0]


def test_dates_that_come_out_otherwise_are_named():
    moved = {"Start": "2027-03-10T08:00:00", "Finish": "2027-03-10T17:00:00"}
    assert notes(task(1, DAY, **moved)) == (
        "Dates come out otherwise here than in the file: "
        "Task 1 “Task 1” (2027-03-08 to 2027-03-08 here, 2027-03-10 to 2027-03-10 there).",
    )
    made = notes(*(task(uid, DAY, **moved) for uid in range(1, 41)))
    assert made[0].startswith("40 tasks come out on other dates")
    assert made[1].count("there)") == importing.MOST_DIFFERENCES


def test_rows_that_no_calendar_reaches_are_said_to_be_undated():
    chain = (task(uid, 2_000 * DAY, link(uid - 1)) if uid > 1 else task(1, 2_000 * DAY) for uid in range(1, 31))
    made = notes(*chain)
    assert any("cannot be dated yet" in note for note in made)


def test_numbers_used_twice_are_given_anew():
    made = imported(task(11, DAY, ID=1), task(12, DAY, link(11), ID=1))
    assert [(row.ref, row.predecessors) for row in made.payload.activities] == [("1", ""), ("2", "1")]
    assert "rows are numbered anew" in made.notes[0]


def test_levels_that_are_too_deep_or_leave_one_out_are_brought_up():
    deep = imported(*(task(uid, DAY, OutlineLevel=uid) for uid in range(1, 12)))
    assert [row.level for row in deep.payload.activities] == [*"123456789", "9", "9"]
    assert "Outlined deeper than nine levels" in deep.notes[0]
    assert [row["level"] for row in cells(task(1, OutlineLevel=1), task(2, OutlineLevel=4))] == ["1", "2"]


def test_what_belongs_to_the_whole_project_is_said():
    assert "scheduled from its finish date" in notes(task(1), ScheduleFromStart=0)[0]
    assert "starts at 13:00" in notes(task(1), StartDate="2027-03-08T13:00:00")[0]
    june = f"<TimePeriod>{elements(FromDate='2027-06-01', ToDate='2027-06-30')}</TimePeriod>"
    other = f"<WorkWeeks><WorkWeek>{june}{week(worked=[2])}</WorkWeek></WorkWeeks>"
    made = calendar(days=week()).replace("</Calendar>", f"{other}</Calendar>")
    assert "work weeks" in notes(task(1), calendars=made)[0]
    only = f"<Task>{elements(UID=5, Start='2027-03-08T08:00:00')}</Task>"
    bare = f'<Project xmlns="{NAMESPACE}"><Tasks>{only}</Tasks></Project>'
    found = KIND.read_file("xml", bare.encode(), Schedule())
    assert "no calendar for the project" in found.notes[0]


def test_names_and_lists_that_no_cell_holds_are_cut_or_refused():
    assert len(cells(task(1, name="x" * 900))[0]["name"]) == 500
    many = [task(uid) for uid in range(1, 400)]
    with pytest.raises(Unreadable, match="longer than 1,000 characters"):
        imported(*many, task(400, DAY, *(link(uid) for uid in range(1, 400))))


@pytest.mark.parametrize("tasks", [(task(0, 0, OutlineLevel=0, Summary=1),), (task(1, Active=0),)])
def test_a_file_without_a_row_to_make_is_refused(tasks: tuple[str, ...]):
    with pytest.raises(Unreadable, match="no tasks in the file that could become rows"):
        imported(*tasks)


def test_more_tasks_than_rows_fit_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importing, "MOST_ROWS", 3)
    with pytest.raises(Unreadable, match="4 tasks"):
        imported(*(task(uid) for uid in range(1, 5)))


def test_a_file_by_the_web_may_be_ten_megabytes():
    with pytest.raises(Unreadable, match="at most 10 MB"):
        KIND.read_file("xml", b"<Project>" + b" " * importing.MOST_BYTES, Schedule())


def test_days_of_24_hours_beside_a_calendar_of_eight_are_days():
    """As GanttProject writes them: every task by hand, from midnight to midnight."""
    typed = {"Manual": 1, "ManualStart": "2027-03-09T00:00:00", "ManualFinish": "2027-03-12T00:00:00"}
    made = imported(task(1, 3 * 1_440, **typed), StartDate="2027-03-09T00:00:00", MinutesPerDay=1_440)
    assert made.payload.activities[0].duration == "3"
    reached = {"Manual": 1, "ManualStart": "2027-03-09T00:00:00", "ManualFinish": "2027-03-09T00:00:00"}
    assert imported(task(1, 0, **reached)).payload.activities[0].duration == "0"
    assert cells(task(1, Manual=1))[0]["duration"] == "1"


def test_what_reading_had_to_leave_is_said_too():
    odd = calendar(days=week(), exceptions=exception("2027-01-01", "2027-12-31", Type=7, Name="Odd days"))
    assert "recurs in a way that is not known here" in notes(task(1), calendars=odd)[0]


def test_more_other_calendars_than_fit_are_cut_at_a_whole_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calendar_fields, "MOST_LETTERS", 60)
    others = "".join(calendar(uid, f"Gang {uid}", week()) for uid in range(2, 6))
    made = imported(*(task(uid, CalendarUID=uid) for uid in range(2, 6)), calendars=calendar(days=week()) + others)
    assert made.payload.calendars.startswith("Gang 2: Mon")
    assert any("did not all fit" in note for note in made.notes)


def test_a_resource_that_works_on_nothing_is_named_too():
    idle = b"<Resources><Resource><UID>7</UID><ID>7</ID><Name>Spare crane</Name></Resource></Resources></Project>"
    content = project(task(1, DAY)).replace(b"</Project>", idle)
    assert KIND.read_file("xml", content, Schedule()).notes == (
        "Resources without any work not carried over: Spare crane.",
    )
