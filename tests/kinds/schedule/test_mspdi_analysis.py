"""What is worked out of an MS Project file, against dates worked out by hand and rules that MS Project publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli import main
from app.kinds.schedule.mspdi import analysis
from tests.kinds.schedule.mspdi_files import (
    DAYS,
    ELAPSED_DAYS,
    FF,
    FS,
    HOURS,
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
EASTER = calendar(days=week(), exceptions=exception("2027-03-26") + exception("2027-03-29"))
SNET, FNET, SNLT, FNLT, MSO, MFO, ALAP = 4, 6, 5, 7, 2, 3, 1


def analysed(*tasks: str, **more: Any) -> dict[str, dict[str, Any]]:
    return {each["ref"]: each for each in analysis.analyse(project(*tasks, **more))["activities"]}


def notes(*tasks: str, **more: Any) -> list[str]:
    found: list[str] = analysis.analyse(project(*tasks, **more))["notes"]
    return found


def span(row: dict[str, Any]) -> tuple[str, str]:
    return row["start"][5:16], row["finish"][5:16]


def late(row: dict[str, Any]) -> tuple[str, str]:
    return row["late_start"][5:16], row["late_finish"][5:16]


def test_the_yardstick_with_lags_overlaps_and_holidays():
    """Vector 5.2: A to G with SS+4, FS+2, SS+3 with FF+2, and two days off, to the day and to the float."""
    made = analysis.analyse(
        project(
            task(1, 5 * DAY, name="A"),
            task(2, 10 * DAY, link(1), name="B"),
            task(3, 8 * DAY, link(2, SS, 4 * 4_800), name="C"),
            task(4, 6 * DAY, link(3, FS, 2 * 4_800), name="D"),
            task(5, 4 * DAY, link(4, SS, 3 * 4_800), link(4, FF, 2 * 4_800), name="E"),
            task(7, 3 * DAY, link(1), name="G"),
            task(6, 0, link(2), link(5), link(7), name="F"),
            calendars=EASTER,
        )
    )
    rows = {row["name"]: row for row in made["activities"]}
    assert {name: (row["start"][:10], row["finish"][:10]) for name, row in rows.items()} == {
        "A": ("2027-03-08", "2027-03-12"),
        "B": ("2027-03-15", "2027-03-30"),
        "C": ("2027-03-19", "2027-04-01"),
        "D": ("2027-04-06", "2027-04-13"),
        "E": ("2027-04-12", "2027-04-15"),
        "G": ("2027-03-15", "2027-03-17"),
        "F": ("2027-04-15", "2027-04-15"),
    }
    assert {name: row["total_float"] for name, row in rows.items()} == dict.fromkeys("ABCDEF", 0) | {"G": 19}
    assert {name: row["free_float"] for name, row in rows.items()} == dict.fromkeys("ABCDEF", 0) | {"G": 19}
    assert (made["finish"], made["duration"], made["critical"]) == ("2027-04-15T17:00:00", 27, list("123456"))


@pytest.mark.parametrize(
    ("kind", "lag", "unit", "dates"),
    [
        (FS, 0, DAYS, ("03-10T08:00", "03-10T17:00")),
        (FS, 4_800, DAYS, ("03-11T08:00", "03-11T17:00")),
        (FS, -4_800, DAYS, ("03-09T08:00", "03-09T17:00")),
        (FS, 2_400, HOURS, ("03-10T13:00", "03-11T12:00")),
        (FS, 14_400, ELAPSED_DAYS, ("03-11T08:00", "03-11T17:00")),
        (FS, 8_400, ELAPSED_DAYS, ("03-10T08:00", "03-10T17:00")),
        (FS, 50, PERCENT, ("03-11T08:00", "03-11T17:00")),
        (FS, -25, PERCENT, ("03-09T13:00", "03-10T12:00")),
        (FS, 100, 20, ("03-10T09:00", "03-11T09:00")),
        (SS, 0, DAYS, ("03-08T08:00", "03-08T17:00")),
        (SS, 4_800, DAYS, ("03-09T08:00", "03-09T17:00")),
        (FF, 0, DAYS, ("03-09T08:00", "03-09T17:00")),
        (FF, 4_800, 39, ("03-10T08:00", "03-10T17:00")),
        (SF, 9_600, DAYS, ("03-09T08:00", "03-09T17:00")),
        (SF, 0, DAYS, ("03-08T08:00", "03-08T17:00")),
    ],
)
def test_every_kind_of_link_with_every_kind_of_lag(kind: int, lag: int, unit: int, dates: tuple[str, str]):
    rows = analysed(task(1, 2 * DAY), task(2, DAY, link(1, kind, lag, unit)), task(3, 20 * DAY))
    assert span(rows["2"]) == dates


@pytest.mark.parametrize(
    ("kind", "date", "dates", "floating"),
    [
        (0, "", ("03-09T08:00", "03-09T17:00"), 3 * DAY),
        (ALAP, "", ("03-12T08:00", "03-12T17:00"), 0),
        (SNET, "2027-03-10T08:00:00", ("03-10T08:00", "03-10T17:00"), 2 * DAY),
        (FNET, "2027-03-11T17:00:00", ("03-11T08:00", "03-11T17:00"), DAY),
        (SNLT, "2027-03-10T08:00:00", ("03-09T08:00", "03-09T17:00"), DAY),
        (SNLT, "2027-03-08T08:00:00", ("03-08T08:00", "03-08T17:00"), -DAY),
        (FNLT, "2027-03-11T17:00:00", ("03-09T08:00", "03-09T17:00"), 2 * DAY),
        (MSO, "2027-03-10T08:00:00", ("03-10T08:00", "03-10T17:00"), 0),
        (MFO, "2027-03-11T17:00:00", ("03-11T08:00", "03-11T17:00"), 0),
    ],
)
def test_every_kind_of_constraint(kind: int, date: str, dates: tuple[str, str], floating: int):
    """One day's work after another, in a project of five days."""
    held = task(2, DAY, link(1), ConstraintType=kind, ConstraintDate=date or None)
    rows = analysed(task(1, DAY), held, task(3, 5 * DAY))
    assert span(rows["2"]) == dates
    assert rows["2"]["total_float_minutes"] == floating


def test_hard_constraints_against_logic_show_as_negative_float_of_what_goes_before():
    held = task(2, DAY, link(1), ConstraintType=MFO, ConstraintDate="2027-03-09T17:00:00")
    rows = analysed(task(1, 3 * DAY), held)
    assert span(rows["2"]) == ("03-09T08:00", "03-09T17:00")
    assert (rows["1"]["total_float_minutes"], rows["1"]["critical"]) == (-2 * DAY, True)


def test_a_deadline_moves_nothing_and_takes_float():
    rows = analysed(task(1, 2 * DAY, Deadline="2027-03-08T17:00:00"), task(2, 5 * DAY))
    assert span(rows["1"]) == ("03-08T08:00", "03-09T17:00")
    assert (rows["1"]["total_float_minutes"], rows["1"]["free_float_minutes"]) == (-DAY, 0)
    rows = analysed(task(1, 2 * DAY, Deadline="2027-03-10T17:00:00"), task(2, 5 * DAY))
    assert (rows["1"]["total_float_minutes"], rows["1"]["free_float_minutes"]) == (DAY, DAY)


def test_a_milestone_falls_at_the_end_of_the_work_and_is_late_where_the_next_must_begin():
    """As MS Project stores it: 12:00 in the early dates and 13:00 in the late ones, with no float between."""
    rows = analysed(task(1, 240), task(2, 0, link(1)), task(3, DAY, link(2)))
    assert span(rows["2"]) == ("03-08T12:00", "03-08T12:00")
    assert late(rows["2"]) == ("03-08T13:00", "03-08T13:00")
    assert (rows["2"]["total_float_minutes"], rows["2"]["milestone"], rows["2"]["critical"]) == (0, True, True)
    assert late(rows["1"]) == ("03-08T08:00", "03-08T12:00")


def test_elapsed_durations_run_by_the_clock_from_when_they_may():
    rows = analysed(task(1, 5 * DAY), task(2, 2_880, link(1), DurationFormat=ELAPSED_DAYS), task(3, DAY, link(2)))
    assert span(rows["2"]) == ("03-12T17:00", "03-14T17:00")
    assert (rows["2"]["duration_minutes"], rows["2"]["elapsed"]) == (2_880, True)
    assert span(rows["3"]) == ("03-15T08:00", "03-15T17:00")


def test_calendars_of_tasks_and_lags_on_the_successors_calendar():
    weekends = calendar(2, "Weekends", week([("08:00", "16:00")], (1, 7)))
    rows = analysed(
        task(1, DAY),
        task(2, 2 * DAY, link(1), CalendarUID=2),
        task(3, DAY, link(1, FS, 4_800), CalendarUID=2),
        calendars=calendar(days=week()) + weekends,
    )
    assert span(rows["2"]) == ("03-13T08:00", "03-14T16:00")
    assert span(rows["3"]) == ("03-14T08:00", "03-14T16:00")


def test_night_shifts_and_half_days_count_to_the_minute():
    nights = calendar(2, "Nights", week([("00:00", "03:00"), ("04:00", "08:00"), ("23:00", "00:00")], range(2, 7)))
    half = exception("2027-03-09", hours=[("08:00", "12:00")])
    rows = analysed(
        task(1, 2 * DAY),
        task(2, DAY, CalendarUID=2),
        calendars=calendar(days=week(), exceptions=half) + nights,
    )
    assert span(rows["1"]) == ("03-08T08:00", "03-10T12:00")
    assert span(rows["2"]) == ("03-08T23:00", "03-09T08:00")


def test_summaries_reach_over_what_is_below_them_and_pass_their_links_on():
    rows = analysed(
        task(0, 0, OutlineLevel=0, Summary=1, Milestone=0, name="Bridge"),
        task(1, 0, OutlineLevel=1, Summary=1, Milestone=0),
        task(2, DAY, OutlineLevel=2),
        task(3, 3 * DAY, OutlineLevel=2),
        task(4, DAY, link(1), OutlineLevel=1),
    )
    assert span(rows["1"]) == ("03-08T08:00", "03-10T17:00")
    assert span(rows["4"]) == ("03-11T08:00", "03-11T17:00")
    assert span(rows["0"]) == ("03-08T08:00", "03-11T17:00")
    assert [rows[ref]["summary"] for ref in "01234"] == [True, True, False, False, False]
    assert [rows[ref]["parent"] for ref in "01234"] == [None, 0, 1, 1, 0]
    assert (rows["2"]["total_float_minutes"], rows["1"]["duration_minutes"]) == (2 * DAY, 3 * DAY)


def test_free_float_of_a_summary_is_its_total_float_unless_something_follows_it():
    """As MS Project stores it, though the work before the milestone at its end has none to spare."""
    outlined = (
        task(1, 0, OutlineLevel=1, Summary=1, Milestone=0),
        task(2, DAY, OutlineLevel=2),
        task(3, 0, link(2), OutlineLevel=2),
    )
    rows = analysed(*outlined, task(4, 5 * DAY))
    assert [rows[ref]["free_float_minutes"] for ref in "123"] == [4 * DAY, 0, 4 * DAY]
    rows = analysed(
        *outlined, task(4, 5 * DAY), task(5, DAY, link(1), ConstraintType=4, ConstraintDate="2027-03-10T08:00:00")
    )
    assert [rows[ref]["free_float_minutes"] for ref in "123"] == [DAY, 0, DAY]


def test_progress_keeps_what_has_happened_and_moves_only_what_is_left():
    done = task(
        1,
        2 * DAY,
        PercentComplete=100,
        ActualStart="2027-03-09T08:00:00",
        ActualFinish="2027-03-10T17:00:00",
        RemainingDuration=length(0),
    )
    begun = task(
        2,
        4 * DAY,
        link(1),
        PercentComplete=25,
        ActualStart="2027-03-12T08:00:00",
        RemainingDuration=length(3 * DAY),
    )
    rows = analysed(done, begun, task(3, DAY, link(2)), StatusDate="2027-04-01T17:00:00")
    assert span(rows["1"]) == ("03-09T08:00", "03-10T17:00")
    assert (rows["1"]["total_float_minutes"], rows["1"]["critical"]) == (0, False)
    assert span(rows["2"]) == ("03-12T08:00", "03-17T17:00")
    assert span(rows["3"]) == ("03-18T08:00", "03-18T17:00")
    assert rows["2"]["percent_complete"] == 25


def test_a_project_scheduled_from_its_finish_ends_there():
    made = (task(1, 2 * DAY, ConstraintType=ALAP), task(2, DAY, link(1), ConstraintType=ALAP))
    more = {"ScheduleFromStart": 0, "FinishDate": "2027-03-12T17:00:00"}
    rows = analysed(*made, **more)
    assert (span(rows["1"]), span(rows["2"])) == (("03-10T08:00", "03-11T17:00"), ("03-12T08:00", "03-12T17:00"))
    assert "scheduled from its finish date" in notes(*made, **more)[0]


def test_slack_that_still_counts_as_critical_and_paths_of_their_own():
    made = (task(1, 3 * DAY), task(2, 2 * DAY), task(3, DAY))
    assert [row["critical"] for row in analysed(*made, CriticalSlackLimit=1).values()] == [True, True, False]
    assert [row["critical"] for row in analysed(*made, MultipleCriticalPaths=1).values()] == [True, True, True]


def test_what_is_not_said_has_what_ms_project_would_take():
    only = f"<Tasks><Task>{elements(UID=5, Start='2027-03-08T08:00:00')}</Task></Tasks>"
    bare = f'<Project xmlns="{NAMESPACE}">{only}</Project>'
    made = analysis.analyse(bare.encode())
    assert (made["activities"][0]["ref"], made["activities"][0]["start"]) == ("5", "2027-03-08T08:00:00")
    assert "no calendar for the project" in made["notes"][0]
    made = analysis.analyse(project(task(1, CalendarUID=9), CalendarUID=7))
    assert "The project’s calendar is not in the file" in made["notes"][0]
    assert "has a calendar that is not in the file" in made["notes"][1]


def test_floats_in_days_are_of_the_projects_hours():
    rows = analysed(task(1, 450), task(2, 600), MinutesPerDay=450)
    assert (rows["1"]["total_float_minutes"], rows["1"]["total_float"]) == (150, 0.3333)


def test_a_task_without_a_duration_is_as_long_as_between_its_dates():
    dates = {"Start": "2027-03-11T08:00:00", "Finish": "2027-03-15T17:00:00"}
    bare = task(1, **dates).replace(f"<Duration>{length(DAY)}</Duration>", "")
    assert span(analysed(bare)["1"]) == ("03-08T08:00", "03-10T17:00")
    assert "has no duration in the file" in notes(bare)[0]
    assert span(analysed(task(1).replace(f"<Duration>{length(DAY)}</Duration>", ""))["1"]) == (
        "03-08T08:00",
        "03-08T08:00",
    )


def test_calendars_that_say_nothing_have_the_usual_week_and_work_weeks_count():
    assert span(analysed(task(1, 6 * DAY), calendars=calendar())["1"]) == ("03-08T08:00", "03-15T17:00")
    march = f"<TimePeriod>{elements(FromDate='2027-03-08', ToDate='2027-03-12')}</TimePeriod>"
    other = f"<WorkWeeks><WorkWeek>{march}{week(worked=[2])}</WorkWeek></WorkWeeks>"
    made = calendar(days=week()).replace("</Calendar>", f"{other}</Calendar>")
    assert span(analysed(task(1, 2 * DAY), calendars=made)["1"]) == ("03-08T08:00", "03-15T17:00")
    bare = "<WorkWeeks><WorkWeek><Name>Empty</Name></WorkWeek></WorkWeeks>"
    made = calendar(days=week()).replace("</Calendar>", f"{bare}</Calendar>")
    assert span(analysed(task(1, 2 * DAY), calendars=made)["1"]) == ("03-08T08:00", "03-09T17:00")


def test_the_command_line_prints_the_figures_or_the_line_that_is_wrong(tmp_path: Path):
    file = tmp_path / "plan.xml"
    file.write_bytes(project(task(1, DAY)))
    done = CliRunner().invoke(main, ["analyse", "schedule", str(file), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["finish"]) == (0, "2027-03-08T17:00:00")
    file.write_bytes(project(task(1, DAY, Start="soon")))
    done = CliRunner().invoke(main, ["analyse", "schedule", str(file)])
    assert (done.exit_code, f"{file}:2: task 1" in done.stderr) == (2, True)
    binary = tmp_path / "plan.mpp"
    binary.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "this is an MS Project .mpp file" in CliRunner().invoke(main, ["analyse", "schedule", str(binary)]).stderr
