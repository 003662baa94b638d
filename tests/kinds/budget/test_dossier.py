"""The money against the dates of the schedule and the cost of the resources that the dossier holds."""

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


PACKAGES = [each.model_dump() | {"activities": [each.id]} for each in BRIEF.packages]


def item(kind: str, payload: dict[str, Any], source: str) -> dict[str, Any]:
    return {"kind": kind, "version": 1, "payload": payload, "source": source, "title": f"The {kind}"}


def with_schedule(source: str = "own", rows: Any = ROWS, **schedule: str) -> BudgetBrief:
    payload = {"start_on": "2028-01-03", "activities": rows} | schedule
    return brief(packages=PACKAGES, dossier={"schedule": item("schedule", payload, source)})


def with_resources(rate: str, source: str = "own", **more: Any) -> BudgetBrief:
    """A gang and a clerk without a rate on the roof for its 20 days, and the gang on the heating for no day."""
    payload = {
        "resources": [
            {"ref": "R1", "name": "Gang", "type": "team", "capacity": "2", "rate": rate, "charge": "worked"},
            {"ref": "R2", "name": "Clerk", "type": "person", "capacity": "1"},
        ],
        "assignments": [
            {"ref": "A1", "activity": "1", "resource": "R1", "units": "2"},
            {"ref": "A2", "activity": "1", "resource": "R2", "units": "1"},
            {"ref": "A3", "activity": "2", "resource": "R1", "units": "1"},
        ],
    } | more
    schedule = item("schedule", {"start_on": "2028-01-03", "activities": ROWS}, "reference")
    dossier = {"schedule": schedule, "resources": item("resources", payload, source)}
    return brief(packages=PACKAGES, dossier=dossier)


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


def test_labour_and_plant_within_the_budget_are_left_alone():
    assert not findings("dossier_agrees", with_resources("2,400"))


@pytest.mark.parametrize(("source", "whose"), [("own", "your"), ("reference", "the reference")])
def test_a_package_that_cannot_pay_for_its_resources_is_told_with_whose_they_are(source, whose):
    (finding,) = findings("dossier_agrees", with_resources("2,500", source))
    assert finding.where == "L2.budget"
    assert f"labour and plant cost £100,000 in {whose} resource plan" in finding.message
    assert not findings(
        "dossier_agrees", with_resources("2,500"), differences="The roof's gang is dearer than planned."
    )


def test_a_resource_plan_that_cannot_be_used_says_nothing():
    assert not findings("dossier_agrees", with_resources("2,500", unknown_field="1"))
    without_schedule = with_resources("2,500")
    alone = without_schedule.model_copy(update={"dossier": {"resources": without_schedule.dossier["resources"]}})
    assert not findings("dossier_agrees", alone)
