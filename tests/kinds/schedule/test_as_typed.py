"""A schedule as the engine takes it, and a project of the engine as one would type it: there and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.engines import scheduling
from app.engines.scheduling import Assignment, Constraint, LagUnit, Link, LinkKind, Project, Task
from app.engines.working_time import STANDARD_WEEK, WorkingException, WorkingTime, instant
from app.kinds.schedule import KIND
from app.kinds.schedule.as_typed import from_project
from app.kinds.schedule.project import to_project
from tests.kinds.schedule.build import analysed, row, schedule
from tests.kinds.schedule.update import update


def at(text):
    return instant(datetime.fromisoformat(text))


MONDAY = at("2027-03-08T08:00")
EASTER = (
    WorkingException(date(2027, 3, 26), date(2027, 3, 26)),
    WorkingException(date(2027, 3, 29), date(2027, 3, 29)),
    WorkingException(date(2027, 4, 10), date(2027, 4, 11), ((480, 720),)),
)
NIGHTS = WorkingTime((((1320, 1440),),) * 4 + ((), (), ()))


def project(*tasks, **more):
    calendars = {"Standard": WorkingTime(STANDARD_WEEK, EASTER), "Nights: line": NIGHTS, "24 hours": NIGHTS}
    return Project(start=MONDAY, calendars=calendars, calendar="Standard", tasks=tasks, **more)


def rows(made):
    return {each.ref: each for each in made.activities}


TASKS = (
    Task(uid=1, name="Phase"),
    Task(uid=2, name="Dig", duration=2400, parent=1),
    Task(uid=3, name="Pour", duration=240, parent=1, links=(Link(2, LinkKind.SS, 960),)),
    Task(uid=4, name="Cure", duration=4320, elapsed=True, links=(Link(3, LinkKind.FS, 600, LagUnit.ELAPSED),)),
    Task(
        uid=5, name="Grind", duration=90, calendar="Nights: line", links=(Link(4, LinkKind.FS, -50, LagUnit.PERCENT),)
    ),
    Task(uid=6, name="Open", links=(Link(5, LinkKind.FF, -480),), deadline=at("2027-03-31T17:00")),
    Task(uid=7, name="Wait", constraint=Constraint.SNET, constraint_date=at("2027-03-31T08:00")),
    Task(uid=8, name="Fix", duration=480, constraint=Constraint.MFO, constraint_date=at("2027-04-01T17:00")),
    Task(uid=9, name="Late", duration=480, constraint=Constraint.ALAP),
    Task(uid=10, name="Set", duration=480, constraint=Constraint.SNLT, constraint_date=at("2027-04-02T08:00")),
)


def test_every_cell_that_can_be_typed_is():
    made = from_project(project(*TASKS), {2: (date(2027, 3, 8), date(2027, 3, 12)), 6: (None, None)}).payload
    assert (made.start_on, made.working_days, made.hours) == ("2027-03-08", "Mon Tue Wed Thu Fri", "")
    assert made.days_off == "2027-03-26\n2027-03-29\n2027-04-10 to 2027-04-11 works 08:00-12:00"
    assert made.calendars == "Nights line: Mon Tue Wed Thu 22:00-24:00"
    typed = rows(made)
    assert {ref: each.duration for ref, each in typed.items()} == {
        "1": "",
        "2": "5d",
        "3": "4h",
        "4": "3ed",
        "5": "90m",
        "6": "0d",
        "7": "0d",
        **dict.fromkeys(("8", "9", "10"), "1d"),
    }
    assert [typed[ref].predecessors for ref in ("3", "4", "5", "6")] == ["2SS+2d", "3FS+10eh", "4FS-50%", "5FF-1d"]
    assert (typed["6"].must_finish_by, typed["7"].start_no_earlier) == ("2027-03-31", "2027-03-31")
    assert [(typed[ref].constraint, typed[ref].constraint_date) for ref in ("7", "8", "9", "10")] == [
        ("", ""),
        ("mfo", "2027-04-01"),
        ("alap", ""),
        ("snlt", "2027-04-02"),
    ]
    assert [typed[ref].level for ref in ("1", "2", "4")] == ["1", "2", "1"]
    assert (typed["2"].baseline_start, typed["2"].baseline_finish, typed["5"].calendar) == (
        "2027-03-08",
        "2027-03-12",
        "Nights line",
    )


def test_what_comes_back_gives_the_same_dates():
    asked = project(*TASKS, honour_constraints=False, soft_may_precede_start=False)
    again = to_project(from_project(asked).payload)
    before, after = scheduling.schedule(asked), scheduling.schedule(again)
    assert {uid: (each.start, each.finish) for uid, each in after.dates.items()} == {
        uid: (each.start, each.finish) for uid, each in before.dates.items()
    }
    assert analysed(from_project(asked).payload).problems == ()


def test_a_schedule_that_was_typed_comes_back_as_good():
    made = update()
    back = from_project(to_project(made)).payload
    before, after = (KIND.row_outputs(analysed(each)) for each in (made, back))
    assert {ref: each.cells for ref, each in after.items()} == {ref: each.cells for ref, each in before.items()}
    assert back.data_date == "2027-03-12"
    assert rows(back)["3"].remaining == "4d"
    assert rows(back)["2"].percent_complete == "100"


def test_other_hours_are_typed_with_times_of_day():
    early = WorkingTime((((420, 900),),) * 4 + (((420, 660),), (), ()))
    asked = Project(
        start=at("2027-03-08T07:00"),
        calendars={"": early},
        calendar="",
        tasks=(
            Task(uid=1, name="Dig", duration=960, constraint=Constraint.SNET, constraint_date=at("2027-03-09T09:00")),
            Task(uid=2, name="Lay", duration=480, deadline=at("2027-03-12T11:00"), links=(Link(1),)),
        ),
    )
    made = from_project(asked).payload
    assert (made.working_days, made.hours) == ("Mon Tue Wed Thu; Fri 07:00-11:00", "07:00-15:00")
    assert rows(made)["1"].start_no_earlier == "2027-03-09 09:00"
    assert rows(made)["2"].must_finish_by == "2027-03-12 11:00"


def test_numbers_that_no_row_can_have_are_given_anew():
    asked = project(Task(uid=0, name="A", duration=480), Task(uid=77777, name="B", duration=480, links=(Link(0),)))
    typed = rows(from_project(asked).payload)
    assert [(ref, each.predecessors) for ref, each in typed.items()] == [("1", ""), ("2", "1FS")]


def test_very_deep_outlines_end_at_the_deepest_level():
    tasks = [Task(uid=uid, name="Deeper", duration=480, parent=uid - 1 if uid > 1 else None) for uid in range(1, 14)]
    assert [each.level for each in from_project(project(*tasks)).payload.activities][-5:] == ["9"] * 5


def test_a_week_without_work_keeps_the_usual_hours():
    rare = WorkingTime(((),) * 7, [WorkingException(date(2027, 3, 8), date(2027, 3, 8), ((480, 720),))])
    made = from_project(Project(start=MONDAY, calendars={"": rare}, calendar="", tasks=())).payload
    assert (made.working_days, made.hours, made.days_off) == ("", "", "2027-03-08 works 08:00-12:00")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"manual": True}, "1 task was scheduled by hand"),
        ({"split": 480}, "1 task was split"),
        ({"levelling_delay": 480}, "1 task was delayed by levelling"),
        ({"active": False}, "1 task was inactive"),
        ({"assignments": (Assignment("Standard"),)}, "1 task was worked on the calendars of resources"),
        ({"constraint": Constraint.MSO, "constraint_date": MONDAY}, "Hard constraints move work in the file"),
    ],
)
def test_what_cannot_be_typed_is_said(change, says):
    (note,) = from_project(project(replace(TASKS[1], parent=None, **change))).notes
    assert note.startswith(says)
    assert note.endswith(".")


def test_several_are_counted_and_a_backward_project_is_told():
    tasks = (Task(uid=1, name="A", manual=True), Task(uid=2, name="B", manual=True))
    notes = from_project(project(*tasks, from_finish=True, finish=at("2027-04-30T17:00"))).notes
    assert notes[0].startswith("2 tasks were scheduled by hand")
    assert notes[1].startswith("The file is scheduled backwards")


def test_a_row_without_a_duration_and_one_on_a_summary_are_none():
    made = to_project(schedule(row(1, "Phase", 9, level=1), row(2, "Dig", "x", level=2)))
    assert [task.duration for task in made.tasks] == [0, 0]
