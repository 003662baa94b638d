"""The shipped exercise: its key can be worked out from its papers, and the reference says what the fact sheet says."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest

from app.config import ROOT
from app.engines.exact import rounded
from app.engines.rubric import Level
from app.kinds.budget import KIND
from tests.kinds.samples import Sample, exercises

PAPERS = ROOT / "scenarios/quarry-lane-footbridge/in-tray"
REFERENCE = Sample(exercises(KIND)[0], "distinction")
PACKAGES = REFERENCE.exercise.brief.packages
#: Approved since the baseline file: package, month, pounds.
CHANGES = (("wp4", "apr_2027", 1_800), ("wp4", "jun_2027", 11_600))


def table(name: str) -> list[dict[str, str]]:
    with (PAPERS / name).open(newline="") as file:
        return list(csv.DictReader(file))


def planned(row: dict[str, str], months: list[str]) -> int:
    added = sum(amount for package, month, amount in CHANGES if package == _code(row["package"]) and month in months)
    return sum(int(row[month]) for month in months) + added


def _code(text: str) -> str:
    return text.split()[0].lower()


def test_budgets_and_planned_value_follow_from_the_baseline_and_the_changes():
    rows = table("baseline-gate-2.csv")
    months = [key for key in rows[0] if key.endswith("_2027")]
    for row, package in zip(rows, PACKAGES, strict=True):
        assert _code(row["package"]) == package.id
        assert planned(row, months) == package.budget
        assert planned(row, months[:6]) == package.planned
    for place, end in enumerate(REFERENCE.exercise.brief.months, start=1):
        assert sum(planned(row, months[:place]) for row in rows) == end.planned


def test_ledger_sums_are_those_of_the_key():
    posted: dict[str, int] = {}
    for row in table("ledger-to-june.csv"):
        assert row["posted"] <= "2027-06-30"
        posted[row["package"].lower()] = posted.get(row["package"].lower(), 0) + int(row["amount"])
    assert {each.id: posted.get(each.id, 0) for each in PACKAGES} == {each.id: each.ledger for each in PACKAGES}
    assert sum(posted.values()) == 477_300


def test_what_was_paid_is_in_the_ledger_at_the_same_price():
    """The invoices of another exercise are the same ones."""
    posted = {row["document"]: (row["supplier"], Decimal(row["amount"])) for row in table("ledger-to-june.csv")}
    for row in table("invoices.csv"):
        assert posted[row["invoice"]] == (row["supplier"], Decimal(row["amount_gbp"]))


def test_invoices_came_in_the_order_of_their_numbers_and_before_they_were_posted():
    """So no stamp but the planted ones looks wrong."""
    posted = {row["document"]: row["posted"] for row in table("ledger-to-june.csv")}
    stamped = [row for row in table("invoices.csv") if "" < row["received_on"] <= row["paid_on"]]
    assert all(row["received_on"] <= posted[row["invoice"]] for row in stamped)
    numbered = sorted((row["invoice"], row["received_on"]) for row in stamped if row["invoice"].startswith("QL-"))
    assert [day for _, day in numbered] == sorted(day for _, day in numbered)


def test_nothing_in_the_ledger_is_for_what_comes_after_the_data_date():
    later = ("July", "August", "September")
    assert not [
        row["description"] for row in table("ledger-to-june.csv") if any(m in row["description"] for m in later)
    ]


def test_the_totals_are_those_of_the_facts():
    value, schedule = REFERENCE.analysis.value, REFERENCE.analysis.schedule
    assert (value.bac, value.pv, value.ev, value.ac) == (1_106_000, 760_000, 719_320, 744_320)
    assert (value.cv, value.sv) == (-25_000, -40_680)
    assert (rounded(value.cpi, 4), rounded(value.spi, 4)) == (Decimal("0.9664"), Decimal("0.9465"))
    assert (rounded(schedule.es, 2), rounded(schedule.spi_t, 2)) == (Decimal("5.88"), Decimal("0.98"))
    assert REFERENCE.analysis.cost.forecast == 1_133_100
    assert REFERENCE.analysis.pot.left == 42_000


def test_any_way_of_estimating_leaves_the_tolerance():
    most = REFERENCE.exercise.brief.limits.most(REFERENCE.analysis.budget)
    assert most == 1_128_120
    assert all(forecast > most for forecast in REFERENCE.analysis.forecasts.values())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda each: each.id)
def test_causes_are_the_whole_of_each_cost_variance(package):
    if package.causes:
        assert sum(each.amount for each in package.causes) == package.earned - package.actual


def test_accruals_are_what_the_papers_add_to_the_ledger():
    recoded = 2_150
    accrued = {each.id: Fraction(each.actual - each.ledger) for each in PACKAGES}
    assert accrued["wp1"] == 2_900 + 1_500
    assert accrued["wp2"] == Fraction(72, 100) * 286_000 - 85_800
    assert accrued["wp3"] == 5_200 + 3_000 + recoded
    assert accrued["wp4"] == 15_800
    assert accrued["wp5"] == 104_500
    assert accrued["wp6"] == -recoded
    assert accrued["wp8"] == 40 * 350


@pytest.mark.parametrize("left_out", ["lines", "months", "causes", "drawdown", "measures"])
def test_a_table_that_is_left_out_is_never_right(left_out):
    needed = {
        "lines": {"baseline", "cost", "earned", "variances", "forecast", "control"},
        "months": {"earned"},
        "causes": {"variances"},
        "drawdown": {"control"},
        "measures": {"earned"},
    }
    marked = REFERENCE.exercise.automark(REFERENCE.stored | {left_out: []})
    failed = {each.criterion.id for each in marked.proposed if each.level is Level.NOT_YET}
    assert failed == needed[left_out]


def test_words_alone_pass_nothing():
    empty = {grid.key: [] for grid in KIND.editor.grids}
    marked = REFERENCE.exercise.automark(REFERENCE.stored | empty)
    assert {each.level for each in marked.proposed if each.criterion.checks} == {Level.NOT_YET}


def test_marking_is_quick():
    payload, brief = REFERENCE.payload, REFERENCE.exercise.brief
    KIND.mark(payload, brief)
    begun = process_time()
    KIND.mark(payload, brief)
    assert process_time() - begun < 1
