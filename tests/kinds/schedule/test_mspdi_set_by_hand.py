"""What a file has set by hand or from outside: kept as the file says, and noted; and what resources do to dates."""

from __future__ import annotations

from typing import Any

from app.kinds.schedule.mspdi import analysis
from tests.kinds.schedule.mspdi_files import (
    ELAPSED_DAYS,
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


def analysed(*tasks: str, **more: Any) -> dict[str, dict[str, Any]]:
    return {each["ref"]: each for each in analysis.analyse(project(*tasks, **more))["activities"]}


def notes(*tasks: str, **more: Any) -> list[str]:
    found: list[str] = analysis.analyse(project(*tasks, **more))["notes"]
    return found


def span(row: dict[str, Any]) -> tuple[str, str]:
    return row["start"][5:16], row["finish"][5:16]


def test_a_percentage_without_dates_means_the_dates_of_the_file():
    begun = task(1, 2 * DAY, PercentComplete=50, Start="2027-03-10T08:00:00", Finish="2027-03-11T17:00:00")
    whole = task(2, DAY, PercentComplete=100, Start="2027-03-09T08:00:00", Finish="2027-03-09T17:00:00")
    rows = analysed(begun, whole)
    assert span(rows["1"]) == ("03-10T08:00", "03-11T17:00")
    assert span(rows["2"]) == ("03-09T08:00", "03-09T17:00")
    assert any("Task 1 “Task 1” is 50% complete and has no actual start" in note for note in notes(begun))


def test_the_remaining_work_of_a_stopped_task_resumes_when_the_file_says():
    stopped = task(
        1,
        2 * DAY,
        PercentComplete=50,
        ActualStart="2027-03-08T08:00:00",
        Stop="2027-03-08T17:00:00",
        Resume="2027-03-11T08:00:00",
        RemainingDuration=length(DAY),
    )
    assert span(analysed(stopped)["1"]) == ("03-08T08:00", "03-11T17:00")
    assert "is split: the rest of it goes on at 2027-03-11 08:00" in notes(stopped)[0]


def test_the_end_of_one_day_and_the_beginning_of_the_next_are_no_split():
    begun = task(
        1,
        2 * DAY,
        PercentComplete=50,
        ActualStart="2027-03-08T08:00:00",
        Stop="2027-03-08T17:00:00",
        Resume="2027-03-09T08:00:00",
        RemainingDuration=length(DAY),
    )
    assert span(analysed(begun)["1"]) == ("03-08T08:00", "03-09T17:00")
    assert notes(begun) == []


def test_work_begun_out_of_order_waits_if_the_file_lets_it_be_split():
    begun = task(
        2, 2 * DAY, link(1), PercentComplete=50, ActualStart="2027-03-08T08:00:00", RemainingDuration=length(DAY)
    )
    made = (task(1, 4 * DAY), begun)
    assert span(analysed(*made, SplitsInProgressTasks=1)["2"]) == ("03-08T08:00", "03-12T17:00")
    assert span(analysed(*made, SplitsInProgressTasks=0)["2"]) == ("03-08T08:00", "03-09T17:00")


def test_a_split_in_an_assignment_lengthens_the_task_and_is_noted():
    dates = {"Start": "2027-03-08T08:00:00", "Finish": "2027-03-11T17:00:00"}
    unassigned = elements(TaskUID=1, ResourceUID=-65535, Units=1, Work=length(2 * DAY), **dates)
    more = {"assignments": f"<Assignment>{unassigned}</Assignment>"}
    assert span(analysed(task(1, 2 * DAY, **dates), **more)["1"]) == ("03-08T08:00", "03-11T17:00")
    assert notes(task(1, 2 * DAY, **dates), **more) == [
        "Task 1 “Task 1” is split: it pauses for 16 hours of working time, as in the file."
    ]


def test_manual_tasks_keep_their_dates_and_lead_their_successors():
    typed = {"Manual": 1, "ManualStart": "2027-03-17T08:00:00", "ManualFinish": "2027-03-18T17:00:00"}
    made = (task(1, DAY), task(2, 2 * DAY, link(1), name="Crane", **typed), task(3, DAY, link(2)))
    rows = analysed(*made)
    assert span(rows["2"]) == ("03-17T08:00", "03-18T17:00")
    assert span(rows["3"]) == ("03-19T08:00", "03-19T17:00")
    assert notes(*made) == [
        "Task 2 “Crane” is manually scheduled: its dates are kept as they were typed, whatever its links say."
    ]


def test_inactive_tasks_keep_the_dates_of_the_file_and_hold_nothing():
    off = task(2, 9 * DAY, link(1), Active=0, Start="2027-03-09T08:00:00", Finish="2027-03-19T17:00:00")
    rows = analysed(task(1, DAY), off, task(3, DAY, link(2)))
    assert (span(rows["2"]), rows["2"]["active"], rows["2"]["total_float_minutes"]) == (
        ("03-09T08:00", "03-19T17:00"),
        False,
        None,
    )
    assert span(rows["3"]) == ("03-08T08:00", "03-08T17:00")
    assert "is inactive" in notes(task(1), off)[0]


def test_levelling_delays_are_kept_and_noted():
    delayed = task(1, DAY, LevelingDelay=28_800, LevelingDelayFormat=ELAPSED_DAYS)
    assert span(analysed(delayed)["1"]) == ("03-10T08:00", "03-10T17:00")
    assert "a levelling delay of 2 elapsed days" in notes(delayed)[0]


def test_tasks_and_links_of_other_projects_are_noted():
    outside = task(2, DAY, ExternalTask=1, Start="2027-03-15T08:00:00", Finish="2027-03-15T17:00:00")
    across = link(77, CrossProject=1, CrossProjectName="steel.mpp\\4")
    made = (task(1, DAY, across), outside, task(3, DAY, link(2)))
    assert span(analysed(*made)["3"]) == ("03-16T08:00", "03-16T17:00")
    found = notes(*made)
    assert any("has a cross-project link, to a task of steel.mpp\\4" in note for note in found)
    assert any("Task 2 “Task 2” belongs to another project" in note for note in found)


def test_resource_calendars_rule_where_a_resource_is_assigned():
    calendars = calendar(days=week()) + calendar(2, "Ann", exceptions=exception("2027-03-09"), base=1)
    more = {
        "calendars": calendars,
        "resources": f"<Resource>{elements(UID=1, Name='Ann', Type=1, CalendarUID=2)}</Resource>",
        "assignments": f"<Assignment>{elements(TaskUID=1, ResourceUID=1, Units=1, Work=length(2 * DAY))}</Assignment>",
    }
    made = task(1, 2 * DAY, Type=0)
    assert span(analysed(made, **more)["1"]) == ("03-08T08:00", "03-10T17:00")
    assert "is worked by “Ann”, so resource calendars" in notes(made, **more)[0]
    assert span(analysed(task(1, 2 * DAY, Type=1), **more)["1"]) == ("03-08T08:00", "03-09T17:00")
    assert span(analysed(task(1, 2 * DAY, IgnoreResourceCalendar=1), **more)["1"]) == ("03-08T08:00", "03-09T17:00")


def test_two_workers_of_other_hours_last_until_the_later_and_overtime_lengthens_nothing():
    """Ann works mornings: 16 hours take her until Thursday noon, whatever the duration between them is."""
    calendars = calendar(days=week()) + calendar(2, "Ann", week([("08:00", "12:00")]), base=1)
    resources = f"<Resource>{elements(UID=1, Name='Ann', Type=1, CalendarUID=2)}</Resource>"
    resources += f"<Resource>{elements(UID=2, Name='Bob', Type=1, CalendarUID=1)}</Resource>"
    ann = elements(TaskUID=1, ResourceUID=1, Units=1, Work=length(2 * DAY))
    bob = elements(TaskUID=1, ResourceUID=2, Units=1, Work=length(5 * DAY), RegularWork=length(2 * DAY))
    given = f"<Assignment>{ann}</Assignment><Assignment>{bob}</Assignment>"
    rows = analysed(task(1, 28 * 60), calendars=calendars, resources=resources, assignments=given)
    assert span(rows["1"]) == ("03-08T08:00", "03-11T12:00")


def test_half_units_and_two_workers_make_work_as_long_as_it_takes():
    calendars = calendar(days=week()) + calendar(2, "Ann", week([("08:00", "12:00")]), base=1)
    resources = f"<Resource>{elements(UID=1, Name='Ann', Type=1, CalendarUID=2)}</Resource>"
    resources += f"<Resource>{elements(UID=2, Name='Bob', Type=1, CalendarUID=1)}</Resource>"
    work = elements(TaskUID=1, ResourceUID=1, Units="0.5", Work=length(DAY // 2))
    more = elements(TaskUID=1, ResourceUID=2, Units=1, Work=length(DAY // 4))
    rows = analysed(
        task(1, DAY),
        calendars=calendars,
        resources=resources,
        assignments=f"<Assignment>{work}</Assignment><Assignment>{more}</Assignment>",
    )
    assert span(rows["1"]) == ("03-08T08:00", "03-09T12:00")


def test_ganttproject_sends_every_task_as_manual_below_a_summary_that_says_it_is_none():
    typed = {"Manual": 1, "IgnoreResourceCalendar": 1}
    dates = {"ManualStart": "2027-03-08T00:00:00", "ManualFinish": "2027-03-09T00:00:00"}
    top = task(0, 1_440, OutlineLevel=0, Start="2027-03-08T00:00:00", Finish="2027-03-09T00:00:00")
    rows = analysed(top, task(1, 1_440, **typed, **dates), StartDate="2027-03-08T00:00:00")
    assert rows["1"]["start"] == "2027-03-08T00:00:00"
    assert rows["0"]["summary"] is True


def test_what_else_a_task_says_is_noted():
    begun = task(1, 2 * DAY, PercentComplete=50, ActualStart="2027-03-08T08:00:00")
    meeting = task(2, DAY, Recurring=1)
    found = notes(begun, meeting)
    assert any("says nothing of its remaining duration" in note for note in found)
    assert any("is a recurring task" in note for note in found)


def test_material_and_calendars_that_are_not_there_move_nothing():
    resources = f"<Resource>{elements(UID=1, Name='Sand', Type=0, CalendarUID=2)}</Resource>"
    resources += f"<Resource>{elements(UID=2, Name='Ann', Type=1, CalendarUID=9)}</Resource>"
    given = "".join(
        f"<Assignment>{elements(TaskUID=1, ResourceUID=uid, Work=length(DAY))}</Assignment>" for uid in (1, 2)
    )
    calendars = calendar(days=week()) + calendar(2, "Pit", week(worked=[7]))
    rows = analysed(task(1, DAY), calendars=calendars, resources=resources, assignments=given)
    assert span(rows["1"]) == ("03-08T08:00", "03-08T17:00")


def test_work_shaped_by_hand_lasts_as_long_as_the_task():
    resources = f"<Resource>{elements(UID=1, Name='Ann', Type=1, CalendarUID=2)}</Resource>"
    given = elements(TaskUID=1, ResourceUID=1, Units=1, Work=length(DAY), WorkContour=8)
    calendars = calendar(days=week()) + calendar(2, "Ann", exceptions=exception("2027-03-09"), base=1)
    rows = analysed(
        task(1, 2 * DAY), calendars=calendars, resources=resources, assignments=f"<Assignment>{given}</Assignment>"
    )
    assert span(rows["1"]) == ("03-08T08:00", "03-10T17:00")
