"""The money against the dates of the schedule that the dossier holds."""

from __future__ import annotations

from typing import Any

import pytest

from app.kinds.budget.payload import BudgetBrief
from tests.kinds.budget.hall import BRIEF, brief, findings, told

#: 2028: January to July. The roof runs over 20 working days of which 15 are done by the end of April: 75%.
ROWS = [
    {"ref": "1", "name": "Strip the roof", "duration": "20", "start_no_earlier": "2028-04-10"},
    {"ref": "2", "name": "Heating ordered", "duration": "0"},
    {"ref": "3", "name": "Run the electrics", "duration": "10", "start_no_earlier": "2028-07-03"},
]


def with_schedule(source: str = "own", rows: Any = ROWS, **schedule: str) -> BudgetBrief:
    payload = {"start_on": "2028-01-03", "activities": rows} | schedule
    item = {"kind": "schedule", "version": 1, "payload": payload, "source": source, "title": "Build the schedule"}
    packages = [each.model_dump() | {"activities": [each.id]} for each in BRIEF.packages]
    return brief(packages=packages, dossier={"schedule": item})


def test_shares_that_agree_are_left_alone():
    assert not findings("dossier_agrees", with_schedule())


@pytest.mark.parametrize(("source", "whose"), [("own", "your schedule"), ("reference", "the reference schedule")])
def test_a_package_that_parts_from_its_dates_is_told_with_whose_they_are(source, whose):
    late = [ROWS[0] | {"start_no_earlier": "2028-06-05"}, *ROWS[1:]]
    (finding,) = findings("dossier_agrees", with_schedule(source, late))
    assert finding.where == "L2.planned"
    assert f"by the dates of {whose} 0% of its work was planned to be done" in finding.message
    assert "by this budget 75%" in finding.message


@pytest.mark.parametrize("words", ["The roof began later than was baselined.", "L2 has moved since."])
def test_a_package_named_under_differences_is_left_alone(words):
    late = [ROWS[0] | {"start_no_earlier": "2028-06-05"}, *ROWS[1:]]
    assert not findings("dossier_agrees", with_schedule(rows=late), differences=words)


@pytest.mark.parametrize(
    "marking",
    [
        BRIEF,
        with_schedule(start_on=""),
        with_schedule(rows=[]),
        with_schedule(rows=[{"ref": "1", "name": "Roof", "duration": "?"}]),
        with_schedule(unknown_field="1"),
        with_schedule().model_copy(update={"data_date": None}),
    ],
)
def test_without_a_schedule_that_can_be_dated_there_is_nothing_to_say(marking):
    assert told("dossier_agrees", marking) == ""


def test_rows_that_are_missing_or_empty_are_told_elsewhere():
    assert not findings("dossier_agrees", with_schedule(), lines=[])
    assert not findings("dossier_agrees", with_schedule(), **{"L2.planned": ""})
