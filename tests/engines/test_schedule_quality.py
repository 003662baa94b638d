"""The 14-point assessment on schedules worked by hand, each metric both ways."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from app.engines.assessed_schedule import Status, Task, Thresholds
from app.engines.critical_path import LinkKind
from app.engines.schedule_quality import TITLES, Verdict, assess
from app.engines.tie import Tie

FS, SS, FF, SF = LinkKind
PASSES, FAILS, NOT_APPLICABLE = Verdict


def task(ref, duration, ties=(), finish=0, **more):
    links = tuple(Tie(each) if isinstance(each, str) else Tie(*each) for each in ties)
    more.setdefault("start", finish - duration)
    return Task(ref=ref, duration=duration, ties=links, finish=finish, **more)


def done(ref, duration, ties, start, finish, **more):
    return task(ref, duration, ties, finish, actual_start=start, actual_finish=finish, is_resourced=True, **more)


def planned(ref, duration, ties, finish, baseline_finish, total_float, **more):
    more.setdefault("is_resourced", True)
    return task(ref, duration, ties, finish, baseline_finish=baseline_finish, total_float=total_float, **more)


#: The progressed schedule of twelve rows; the data date is the end of day 10.
PROGRESSED = (
    task("M0", 0, (), 0, actual_start=0, actual_finish=0),
    done("T1", 5, ["M0"], 0, 5, baseline_finish=5),
    done("T2", 5, ["T1"], 5, 10, baseline_finish=9, baseline_duration=4),
    planned("T3", 10, ["T2"], 20, 19, 20),
    planned("T4", 50, [("T2", SS, 2)], 60, 57, -2),
    planned("T5", 8, [("T3", FS, -2)], 26, 25, 20),
    planned("T6", 5, [("T3", FF, 1)], 21, 20, 25, is_resourced=False),
    planned("T7", 12, ["T5", "T6", "T9", "T11"], 38, 37, 20),
    planned("T8", 3, ["T6"], 24, 23, 56),
    planned("T9", 6, [], 16, 16, 30),
    planned("T10", 20, ["T4", "T7"], 80, 77, -2, is_hard=True),
    planned("T11", 4, ["T1"], 14, 9, 32),
    planned("M1", 0, ["T10"], 80, 77, 0),
)
STATUS = Status(data_date=10, forecast_finish=80, target_finish=78)

CLEAN = tuple(
    task(ref, duration, list(before), finish, total_float=spare, is_resourced=True)
    for ref, duration, before, finish, spare in (
        ("A", 3, "", 3, 0),
        ("B", 5, "A", 8, 0),
        ("C", 2, "A", 5, 1),
        ("D", 4, "BC", 12, 0),
        ("E", 6, "C", 11, 1),
        ("F", 1, "DE", 13, 0),
    )
)


def assessed(tasks, status=STATUS, moves=600, **thresholds):
    lengthened = None if moves is None else lambda _ref, _days: status.forecast_finish + moves
    return {each.number: each for each in assess(tasks, status, Thresholds(**thresholds), lengthened)}


@pytest.mark.parametrize(
    ("number", "counted", "verdict", "refs"),
    [
        ("1", (2, 9), FAILS, ["T8", "T9"]),
        ("1b", (1, 9), FAILS, ["T6"]),
        ("2", (1, 13), FAILS, ["T5"]),
        ("3", (2, 13), FAILS, ["T4", "T6"]),
        ("4", (11, 13), FAILS, ["T4", "T6"]),
        ("5", (1, 9), FAILS, ["T10"]),
        ("6", (1, 9), FAILS, ["T8"]),
        ("7", (2, 9), FAILS, ["T4", "T10"]),
        ("8", (1, 9), FAILS, ["T4"]),
        ("9", (0, 11), PASSES, []),
        ("10", (1, 9), FAILS, ["T6"]),
        ("11", (2, 3), FAILS, ["T2", "T11"]),
        ("12", (600, 600), PASSES, ["T4"]),
        ("13", (68, 70), PASSES, []),
        ("14", (2, 3), FAILS, ["T11"]),
    ],
)
def test_a_progressed_schedule(number, counted, verdict, refs):
    found = assessed(PROGRESSED)[number]
    assert (found.numerator, found.denominator) == counted
    assert found.verdict is verdict
    assert list(found.refs) == refs
    assert found.reason == ""


def test_the_clean_schedule_passes_and_what_it_lacks_is_not_applicable():
    found = assessed(CLEAN, Status(0, 13))
    assert [each for each, metric in found.items() if metric.verdict is FAILS] == []
    without = {each: metric.reason for each, metric in found.items() if metric.verdict is NOT_APPLICABLE}
    assert without == {"11": "there is no baseline", "14": "there is no baseline"}
    assert (found["4"].numerator, found["4"].denominator) == (7, 7)
    assert found["13"].value == 1


@pytest.mark.parametrize(
    ("length", "spare", "value", "verdict"),
    [(250, -10, "0.96", PASSES), (250, -20, "0.92", FAILS), (27, -2, "0.926", FAILS), (70, 3, "1.043", PASSES)],
)
def test_critical_path_length_index(length, spare, value, verdict):
    found = assessed(CLEAN, Status(0, length, length + spare))["13"]
    assert round(found.value, 3) == round(Fraction(Decimal(value)), 3)
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("complete", "unplanned", "value", "verdict"),
    [(48, 0, "0.96", PASSES), (47, 0, "0.94", FAILS), (48, 2, "0.923", FAILS)],
)
def test_baseline_execution_index(complete, unplanned, value, verdict):
    due = [done(f"D{each}", 1, [], 0, 1, baseline_finish=1) for each in range(complete)]
    late = [planned(f"L{each}", 1, [], 20, 1, 0) for each in range(50 - complete)]
    others = [task(f"N{each}", 1, [], 20) for each in range(unplanned)]
    found = assessed([*due, *late, *others], Status(10, 20))["14"]
    assert round(found.value, 3) == round(Fraction(Decimal(value)), 3)
    assert found.verdict is verdict


def without_ties(ref):
    return tuple(replace(each, ties=()) if each.ref == ref else each for each in CLEAN)


def with_changes(ref, **cells):
    return tuple(replace(each, **cells) if each.ref == ref else each for each in CLEAN)


@pytest.mark.parametrize(
    ("number", "tasks", "refs"),
    [
        ("1", without_ties("D"), ["B", "D"]),
        ("1b", with_changes("D", ties=(Tie("B", FF), Tie("C", SF))), ["D"]),
        ("1b", with_changes("F", ties=(Tie("D", SS), Tie("E"))), ["D"]),
        ("2", with_changes("D", ties=(Tie("B", FS, Fraction(-1, 2)), Tie("C"))), ["D"]),
        ("3", with_changes("D", ties=(Tie("B", FS, 1), Tie("C"))), ["D"]),
        ("4", with_changes("D", ties=(Tie("B", SS), Tie("C"))), ["D"]),
        ("5", with_changes("D", is_hard=True), ["D"]),
        ("6", with_changes("D", total_float=Decimal("44.5")), ["D"]),
        ("7", with_changes("D", total_float=-1), ["D"]),
        ("8", with_changes("D", duration=45), ["D"]),
        ("9", with_changes("D", actual_start=1), ["D"]),
        ("9", with_changes("D", actual_start=0, actual_finish=2), ["D"]),
        ("9", with_changes("A", start=-1), ["A"]),
        ("9", with_changes("A", actual_start=-4, finish=-1), ["A"]),
        ("10", with_changes("D", is_resourced=False), ["D"]),
        ("11", with_changes("A", baseline_finish=0), ["A"]),
        ("14", with_changes("A", baseline_finish=0), ["A"]),
    ],
)
def test_each_metric_fails_by_its_own_fault(number, tasks, refs):
    found = assessed(tasks, Status(0, 13))[number]
    assert found.verdict is FAILS
    assert list(found.refs) == refs


@pytest.mark.parametrize(
    ("number", "tasks"),
    [
        ("6", with_changes("D", total_float=44)),
        ("8", with_changes("D", duration=44)),
        ("8", with_changes("D", duration=90, is_rolling_wave=True)),
        ("8", with_changes("D", duration=90, baseline_duration=44)),
        ("8", with_changes("D", duration=90, baseline_duration=60, actual_start=0, remaining=44)),
        ("9", with_changes("A", actual_start=-3, actual_finish=0, start=-3, finish=0)),
        ("11", with_changes("A", baseline_finish=0, finish=0, actual_start=-3, actual_finish=0)),
        ("14", with_changes("A", baseline_finish=0, actual_start=-3, actual_finish=0)),
    ],
)
def test_what_is_just_good_enough_passes(number, tasks):
    if number == "14":
        tasks = tuple(replace(each, baseline_finish=each.finish) if each.ref != "A" else each for each in tasks)
    assert assessed(tasks, Status(0, 13))[number].verdict is PASSES


def test_the_critical_path_test_fails_when_the_finish_does_not_follow():
    found = assessed(CLEAN, Status(0, 13), moves=599)["12"]
    assert (found.verdict, found.refs, found.value) == (FAILS, ("A",), Fraction(599, 600))


def test_the_critical_path_test_is_made_on_the_task_that_is_named():
    named = {
        each.number: each for each in assess(CLEAN, Status(0, 13), lengthened=lambda _ref, _days: 613, critical="D")
    }
    assert (named["12"].verdict, named["12"].refs) == (PASSES, ("D",))
    other = {
        each.number: each for each in assess(CLEAN, Status(0, 13), lengthened=lambda _ref, _days: 613, critical="Z")
    }
    assert other["12"].refs == ("A",)


def test_limits_are_data():
    strict = assessed(CLEAN, Status(0, 13), high_float=Decimal(0), finish_to_start=Decimal("1.01"))
    assert (strict["6"].verdict, strict["4"].verdict) == (FAILS, FAILS)
    lax = assessed(PROGRESSED, share=Decimal(1), excused_lag=Decimal(5), unresourced=1)
    assert {lax[each].verdict for each in ("1", "1b", "3", "5", "6", "8", "10", "11")} == {PASSES}
    assert lax["3"].numerator == 0


def test_what_has_no_base_is_not_applicable_with_its_reason():
    nothing = {each: metric.reason for each, metric in assessed((), Status(0, 0)).items()}
    tasks, links, baseline = (
        "there is no unfinished task",
        "no unfinished row has a predecessor",
        "there is no baseline",
    )
    assert nothing == {
        **dict.fromkeys(("1", "1b", "5", "6", "7", "8", "12"), tasks),
        **dict.fromkeys(("2", "3", "4"), links),
        **dict.fromkeys(("11", "14"), baseline),
        "9": "there is no task",
        "10": "the schedule has no resources",
        "13": "nothing is left between the data date and the finish",
    }
    assert assessed(CLEAN, moves=None)["12"].reason == "the network cannot be worked out again"
    due_later = [replace(each, baseline_finish=20) for each in CLEAN]
    assert assessed(due_later, Status(0, 13))["14"].reason == "no task was due by the data date"


def test_summaries_milestones_and_levels_of_effort_are_no_tasks():
    more = (
        *CLEAN,
        task("S", 40, ["A"], 40, is_summary=True),
        task("L", 60, ["A"], 60, is_level_of_effort=True, total_float=50),
        task("G", 0, ["S", "F"], 60, total_float=-3),
    )
    found = assessed(more, Status(0, 60))
    assert {found[each].denominator for each in ("1", "5", "6", "7", "8")} == {6}
    assert found["2"].denominator == 10


def test_every_metric_has_its_title_and_base_in_order():
    assert [(each.number, each.title, each.base) for each in assess(PROGRESSED, STATUS)] == [
        (number, *words) for number, words in TITLES.items()
    ]
