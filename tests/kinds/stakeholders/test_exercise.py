"""The exercise’s marking key is that of its papers, and fair to work that differs from the reference."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from app.engines.wording import matches
from app.kinds.stakeholders import KIND
from app.scenarios.pack import Document
from tests.kinds.samples import Sample, exercises

EXERCISE = exercises(KIND)[0]
BRIEF = EXERCISE.brief
REFERENCE = Sample(EXERCISE, "distinction")


def document(stem: str) -> Document:
    return next(each for each in EXERCISE.documents if each.stem == stem)


@pytest.mark.parametrize("item", BRIEF.stakeholders, ids=lambda each: each.id)
def test_everybody_is_in_the_paper_that_is_named(item):
    paper = document(item.source)
    assert matches(f"{paper.header.sender} {paper.header.to} {paper.text}", item.match)


def test_limits_are_those_of_the_list():
    lines = [line.strip("| ") for line in document(BRIEF.capacity).text.splitlines() if line.startswith("|")]
    for limit in BRIEF.limits:
        assert any(matches(line.replace("Me ", "Sana "), limit.match) and f"| {limit.most}" in line for line in lines)


def test_the_survey_adds_up():
    with document("53-how-people-hear").attachment.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert sum(int(row["crossings"]) for row in rows) == 900
    assert sum(int(row["asked"]) for row in rows) == 220
    for row in rows:
        told = sum(int(row[key]) for key in ("best_by_paper_or_notice", "best_by_school", "best_by_web_or_e-mail"))
        assert told == int(row["asked"])


def changed(ref: str, **cells: str) -> dict[str, Any]:
    grid = "stakeholders" if ref.startswith("S") else "communications"
    rows = [row | cells if row["ref"] == ref else row for row in REFERENCE.stored[grid]]
    return REFERENCE.stored | {grid: rows}


def faults(stored: dict[str, Any]) -> set[str]:
    marked = KIND.mark(KIND.payload.model_validate(stored), BRIEF)
    return {each.key for each in marked.results if each.has_fault}


@pytest.mark.parametrize(
    ("ref", "cells"),
    [
        ("S1", {"power": "5"}),
        ("S1", {"present": "neutral", "wanted": "leading"}),
        ("S6", {"interest": "4", "strategy": "manage_closely"}),
        ("S13", {"power": "3", "strategy": "keep_informed"}),
        ("S9", {"power": "4", "strategy": "manage_closely"}),
        ("C1", {"first_on": "5 May 2027"}),
        ("C12", {"message": "We plan to close the path from 23 July. Here is the map. What would you change?"}),
        ("C12", {"message": "The bridge stays open until the end of term. This is another way, with no steps."}),
        ("C10", {"message": "The path closes on 23 July if nobody objects by 3 June. This is the way round."}),
        ("C12", {"message": "The library is close to the bridge. Come to see the map, and tell us what you think."}),
        ("C9", {"message": "From 23 July the path is to be closed, subject to the order. What have we missed?"}),
        ("S8", {"action": "Book the check"}),
        ("C17", {"message": "The 20 August that was printed is wrong. We are working to open by 3 September."}),
        ("C15", {"message": "If the trustees and our board decide so, the span could be given to the light railway."}),
        ("C11", {"message": "Lifting is on 3 and 4 August 2027, with 20 people. This is who answers when you ring."}),
    ],
)  # fmt: skip
def test_another_defensible_way_is_as_good(ref, cells):
    assert faults(changed(ref, **cells)) == set()


@pytest.mark.parametrize(
    ("ref", "cells", "check"),
    [
        ("S1", {"power": "2", "strategy": "keep_informed"}, "scores_fit"),
        ("S1", {"present": "supportive"}, "stances_moved"),
        ("C11", {"message": "Your new one opens on Friday 20 August. Please ring when a board goes."}, "promises_kept"),
        ("C13", {"message": "This footbridge will close on 23 July. See the way round on our page."}, "order_kept"),
        ("C4", {"method": "physical", "channel": "Notice board at the site"}, "closely_two_way"),
        ("C2", {"accessibility": "By e-mail", "channel": "E-mail"}, "access_met"),
    ],
)
def test_a_wrong_one_is_not(ref, cells, check):
    assert faults(changed(ref, **cells)) == {check}


def test_the_contractors_leaflet_does_not_pass():
    leaflet = document("54-one-leaflet").text.split("> *")[1].split("*")[0].replace("\n> ", " ")
    assert faults(changed("C10", message=leaflet)) == {"promises_kept", "private_kept_out"}
    assert "order_kept" in faults(changed("C10", message=leaflet, first_on="30 April 2027"))


def test_the_list_of_2025_does_not_pass():
    only = [row | {"power": "5", "interest": "5"} for row in REFERENCE.stored["stakeholders"][:7]]
    assert "stakeholders_found" in faults(REFERENCE.stored | {"stakeholders": only})
