"""The worked networks that every scheduling tool must get right, typed as a person types them."""

from __future__ import annotations

from typing import Any

import pytest

from app.kinds.base import Unreadable
from app.kinds.schedule import KIND
from tests.kinds.schedule.build import row, schedule

OFFSETS = ("early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float")

FS_ONLY = (
    row(1, "A", 3),
    row(2, "B", 5, "1"),
    row(3, "C", 2, "1"),
    row(4, "D", 4, "2,3"),
    row(5, "E", 6, "3"),
    row(6, "F", 1, "4,5"),
)

WITH_LAGS = (
    row(1, "A", 5),
    row(2, "B", 10, "1"),
    row(3, "C", 8, "2SS+4d"),
    row(4, "D", 6, "3FS+2d"),
    row(5, "E", 4, "4SS+3d, 4FF+2d"),
    row(6, "G", 3, "1"),
    row(7, "F", 0, "2, 5, 6"),
)
EASTER = "26 Mar 2027 Good Friday\n29 Mar 2027 Easter Monday"


def figures(*rows: Any, **fields: str) -> dict[str, Any]:
    return KIND.figures(schedule(*rows, **fields))


def by_name(found: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each for each in found["activities"]}


def test_finish_to_start_links_only():
    found = figures(*FS_ONLY)
    rows = by_name(found)
    assert found["duration"] == 13
    assert "".join(name for name, each in rows.items() if each["critical"]) == "ABDF"
    assert {name: each["total_float"] for name, each in rows.items()} == {
        "A": 0,
        "B": 0,
        "C": 1,
        "D": 0,
        "E": 1,
        "F": 0,
    }
    assert (rows["C"]["free_float"], rows["E"]["free_float"]) == (0, 1)


@pytest.mark.parametrize(
    ("name", "offsets", "start", "finish"),
    [
        ("A", (0, 5, 0, 5, 0, 0), "2027-03-08", "2027-03-12"),
        ("B", (5, 15, 5, 15, 0, 0), "2027-03-15", "2027-03-30"),
        ("C", (9, 17, 9, 17, 0, 0), "2027-03-19", "2027-04-01"),
        ("D", (19, 25, 19, 25, 0, 0), "2027-04-06", "2027-04-13"),
        ("E", (23, 27, 23, 27, 0, 0), "2027-04-12", "2027-04-15"),
        ("G", (5, 8, 24, 27, 19, 19), "2027-03-15", "2027-03-17"),
        ("F", (27, 27, 27, 27, 0, 0), "2027-04-15", "2027-04-15"),
    ],
)
def test_lags_overlaps_and_holidays(name, offsets, start, finish):
    found = by_name(figures(*WITH_LAGS, days_off=EASTER))[name]
    assert tuple(found[key] for key in OFFSETS) == offsets
    assert (found["start"], found["finish"]) == (start, finish)
    assert found["critical"] == (name != "G")


def test_the_usual_mistakes_give_the_wrong_answers_they_are_known_by():
    without_lags = [each.model_copy(update={"predecessors": _without_lags(each.predecessors)}) for each in WITH_LAGS]
    finish_to_start = [
        each.model_copy(update={"predecessors": _finish_to_start(each.predecessors)}) for each in WITH_LAGS
    ]
    assert figures(*WITH_LAGS, days_off=EASTER)["finish"] == "2027-04-15"
    assert figures(*without_lags)["duration"] == 19
    assert figures(*finish_to_start)["duration"] == 42
    assert figures(*WITH_LAGS)["finish"] == "2027-04-13"


def _without_lags(text: str) -> str:
    return text.replace("+4d", "").replace("+3d", "").replace("+2d", "")


def _finish_to_start(text: str) -> str:
    return text.replace("SS", "FS").replace("FF", "FS")


def test_an_imposed_finish_two_days_too_early_makes_float_negative():
    # The 25th working day, with Easter off, is Tuesday 13 April.
    milestone = WITH_LAGS[-1].model_copy(update={"must_finish_by": "13 Apr 2027"})
    rows = by_name(figures(*WITH_LAGS[:-1], milestone, days_off=EASTER))
    assert {name: each["total_float"] for name, each in rows.items()} == {
        "A": -2,
        "B": -2,
        "C": -2,
        "D": -2,
        "E": -2,
        "G": 17,
        "F": -2,
    }


def test_a_start_to_finish_link():
    found = figures(row(1, "P", 4), row(2, "Q", 3, "1SF+6d"))
    assert found["duration"] == 6
    assert (by_name(found)["Q"]["early_start"], by_name(found)["Q"]["early_finish"]) == (3, 6)


def test_without_a_start_there_are_offsets_and_no_dates():
    found = figures(*FS_ONLY, start_on="")
    assert found["finish"] is None
    assert found["duration"] == 13
    assert {(each["start"], each["finish"]) for each in found["activities"]} == {(None, None)}


def test_an_empty_schedule_has_no_duration():
    found = figures(start_on="")
    assert {key: found[key] for key in ("finish", "duration", "activities")} == {
        "finish": None,
        "duration": 0,
        "activities": [],
    }
    assert (found["dcma"], found["monte_carlo"], found["critical_path"]) == ([], None, [])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row(1, "A", "soon")], r"Row 1: “soon” is not a duration.*\(1\.duration\)"),
        ([row(1, "A", 1, "2"), row(2, "B", 1, "1")], r"Rows 1 → 2 → 1 wait for each other.*\(1\.predecessors\)"),
        ([row(1, "A", 1, "7")], r"Row 1: it follows row 7.*\(1\.predecessors\)"),
    ],
)
def test_figures_of_what_cannot_be_read_are_refused_with_the_place(rows, says):
    with pytest.raises(Unreadable, match=says):
        figures(*rows)
