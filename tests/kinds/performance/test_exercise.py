"""The exercise’s accepted figures and planted faults, worked out again from the raw files in the in-tray."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from app.engines import wording
from app.engines.data_quality import Agreement, Nature, Rules, flaws
from app.engines.exact import fraction
from app.engines.performance import Comparison, Quantity, Test, work_out
from app.kinds.performance import KIND
from app.kinds.performance.analysis import is_near
from app.kinds.performance.key import Asked, PerformanceBrief
from tests.kinds.samples import Sample, exercises

EXERCISE = exercises(KIND)[0]
BRIEF = EXERCISE.brief
JUNE = (date(2027, 6, 1), date(2027, 6, 30))
IN_SLOT = Quantity("arrived", since="booked")
#: What a careful reader would ask of each file: every fault in it, and no other, is one that was planted.
RULES = {
    "cube-tests.csv": Rules(
        ref="record",
        same=("sample",),
        required=("strength",),
        days=("cast_on", "tested_on"),
        order=(("cast_on", "tested_on"),),
        ranges={"strength": (15, 70)},
        period=("tested_on", *JUNE),
        units={"unit": "N/mm2"},
    ),
    "deliveries.csv": Rules(
        ref="delivery",
        same=("ticket",),
        required=("arrived",),
        days=("day",),
        period=("day", *JUNE),
        agreements=(
            Agreement(
                "in_slot",
                "yes",
                (Test(IN_SLOT, Comparison.AT_LEAST, "-30"), Test(IN_SLOT, Comparison.AT_MOST, "30")),
            ),
        ),
    ),
    "invoices.csv": Rules(
        ref="record",
        same=("supplier", "invoice"),
        required=("received_on",),
        days=("received_on", "paid_on"),
        order=(("received_on", "paid_on"),),
        period=("paid_on", *JUNE),
    ),
    "site-log.csv": Rules(
        ref="shift",
        same=("day", "gang"),
        required=("hours", "noise_dba"),
        days=("day",),
        ranges={"hours": (8, 120), "noise_dba": (30, 120)},
        period=("day", *JUNE),
        units={"time_unit": "h"},
    ),
}
by_measure = pytest.mark.parametrize("asked", BRIEF.measures, ids=lambda each: each.id)


def table(file: str) -> dict[str, dict[str, str]]:
    document = next(each for each in EXERCISE.documents if each.header.attachment == file)
    with document.attachment.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row[RULES[file].ref]: row for row in rows}


def treated(asked: Asked, brief: PerformanceBrief = BRIEF) -> Iterator[list[dict[str, str]]]:
    """The file's records under every combination of the treatments that can be defended."""
    known = [each for each in brief.faults if each.file == asked.file]
    for chosen in product(*(each.treatments for each in known)):
        records = {ref: dict(row) for ref, row in table(asked.file).items()}
        for treatment in chosen:
            for ref, cells in treatment.correct.items():
                records[ref].update(cells)
        left_out = {ref for treatment in chosen for ref in treatment.leave_out}
        yield [row for ref, row in records.items() if ref not in left_out]


@by_measure
def test_accepted_figures_are_those_of_the_file(asked):
    worked_out = [work_out(records, asked.formula.formula) for records in treated(asked)]
    found = {each.value for each in worked_out}
    if not asked.accepted:
        assert found == {None}
        return
    for each in worked_out:
        accepted = [row for row in asked.accepted if is_near(each.value, row.value, Decimal("0.0001"))]
        assert len(accepted) == 1
        assert each.base in accepted[0].bases
        assert each.over is None or each.over in accepted[0].bases
    for row in asked.accepted:
        assert any(is_near(value, row.value, Decimal("0.0001")) for value in found)


@by_measure
def test_every_treatment_gives_the_same_colour(asked):
    assert len({asked.thresholds.colour(work_out(each, asked.formula.formula).value) for each in treated(asked)}) == 1


@by_measure
def test_records_as_they_came_do_not_pass(asked):
    """Where an untreated fault matters at all, value or base is out of tolerance."""
    raw = work_out(table(asked.file).values(), asked.formula.formula)
    matching = [each for each in asked.accepted if is_near(raw.value, each.value, asked.within)]
    agrees = any(fraction(base) in (raw.base, raw.over) for each in matching for base in each.bases)
    # The lowest pile is not among the faulty records, and no abutment cube is old enough.
    assert agrees is (asked.id == "pile-lowest")


@pytest.mark.parametrize("file", RULES)
def test_the_planted_faults_are_all_the_faults_there_are(file):
    planted = {each.id: each for each in BRIEF.faults if each.file == file}
    found = flaws(list(table(file).values()), RULES[file])
    by_id = {
        key: [flaw for flaw in found if flaw.ref in each.records and flaw.nature in each.natures]
        for key, each in planted.items()
    }
    assert all(by_id.values()), by_id
    assert {flaw for flaws_of in by_id.values() for flaw in flaws_of} == set(found)


def test_every_nature_of_fault_is_there_to_be_found():
    assert {nature for each in BRIEF.faults for nature in each.natures} == set(Nature)


def test_the_distinction_finds_all_and_says_nothing_false():
    measures = Sample(EXERCISE, "distinction").automarked.marked.measures
    assert measures["faults_found"] == measures["faults_expected"] == len(BRIEF.faults)
    assert measures["false_alarms"] == 0


def test_the_report_has_every_colour():
    measures = Sample(EXERCISE, "distinction").automarked.marked.measures
    assert all(measures[colour] for colour in ("green", "amber", "red", "grey"))


@pytest.mark.parametrize(
    ("text", "is_of_cubes"),
    [
        ("Seven-day cubes", True),
        ("Concrete strength, 7 days", True),
        ("Deliveries were 77.4% in May, and a slot that is missed is a day off the abutments.", False),
        ("On the numbers of May (24 of 31) it was 77.4%.", False),
    ],
)
def test_a_figure_that_begins_with_seven_is_no_seven_day_result(text, is_of_cubes):
    asked = next(each for each in BRIEF.measures if each.id == "cubes-7")
    assert wording.matches(text, asked.match) is is_of_cubes
