from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.earned_value import earned_value
from app.engines.exact import rounded
from tests.engines.properties import steadily

BEHIND_AND_OVER = earned_value(bac=200, pv=80, ev=70, ac=90)

amounts = st.decimals(min_value=0, max_value=1_000_000, places=2)
positive = st.decimals(min_value=Decimal("0.01"), max_value=1_000_000, places=2)


@pytest.mark.parametrize(
    ("measure", "places", "answer"),
    [
        ("cv", 0, "-20"),
        ("sv", 0, "-10"),
        ("cpi", 4, "0.7778"),
        ("spi", 4, "0.8750"),
        ("eac_trend", 2, "257.14"),
        ("eac_budget", 2, "220.00"),
        ("eac_cost_and_time", 2, "281.02"),
        ("tcpi_to_bac", 4, "1.1818"),
    ],
)
def test_measures_of_a_project_behind_and_over_cost(measure, places, answer):
    assert rounded(getattr(BEHIND_AND_OVER, measure), places) == Decimal(answer)


def test_what_follows_from_the_estimate_at_completion_that_is_chosen():
    chosen = BEHIND_AND_OVER.eac_trend
    assert rounded(BEHIND_AND_OVER.etc(chosen), 2) == Decimal("167.14")
    assert rounded(BEHIND_AND_OVER.vac(chosen), 2) == Decimal("-57.14")
    assert BEHIND_AND_OVER.tcpi(chosen) == BEHIND_AND_OVER.cpi
    assert BEHIND_AND_OVER.eac_estimated(150) == 240


def test_four_forecasts_by_name():
    forecasts = BEHIND_AND_OVER.forecasts(etc=150)
    assert {name: rounded(figure, 2) for name, figure in forecasts.items()} == {
        "trend": Decimal("257.14"),
        "as_budgeted": Decimal("220.00"),
        "cost_and_time": Decimal("281.02"),
        "estimate": Decimal("240.00"),
    }


def test_forecasts_that_cannot_be_made_are_none():
    nothing_spent = earned_value(bac=100, pv=10, ev=0, ac=0).forecasts(etc=100)
    assert nothing_spent == {"trend": None, "as_budgeted": 100, "cost_and_time": None, "estimate": 100}


def test_everything_applies_to_a_project_under_way():
    assert BEHIND_AND_OVER.not_applicable == {}


@pytest.mark.parametrize(
    ("figures", "missing"),
    [
        ({"bac": 100, "pv": 10, "ev": 5, "ac": 0}, {"cpi": "cost", "eac_trend": "cost", "eac_cost_and_time": "cost"}),
        ({"bac": 100, "pv": 10, "ev": 5, "ac": -5}, {"cpi": "cost", "eac_trend": "cost", "eac_cost_and_time": "cost"}),
        ({"bac": 100, "pv": 0, "ev": 5, "ac": 5}, {"spi": "planned", "eac_cost_and_time": "planned"}),
        ({"bac": 100, "pv": 10, "ev": 0, "ac": 5}, {"eac_trend": "earned", "eac_cost_and_time": "earned"}),
        ({"bac": 100, "pv": 90, "ev": 80, "ac": 100}, {"tcpi_to_bac": "spent"}),
        ({"bac": 100, "pv": 90, "ev": 80, "ac": 120}, {"tcpi_to_bac": "spent"}),
    ],
    ids=["no cost", "credits alone", "no plan", "no work", "budget spent", "budget overspent"],
)
def test_what_cannot_be_worked_out_is_not_zero_and_says_why(figures, missing):
    measures = earned_value(**figures)
    assert set(measures.not_applicable) == set(missing)
    for name, word in missing.items():
        assert getattr(measures, name) is None
        assert word in measures.not_applicable[name]


def test_work_that_earned_nothing_for_its_cost_has_an_index_of_zero():
    assert earned_value(bac=100, pv=10, ev=0, ac=5).cpi == 0


def test_an_estimate_that_is_already_spent_cannot_be_reached():
    assert BEHIND_AND_OVER.tcpi(90) is None
    assert BEHIND_AND_OVER.tcpi(80) is None


@steadily
@given(positive, positive, positive, positive)
def test_identities(bac, pv, ev, ac):
    measures = earned_value(bac=bac, pv=pv, ev=ev, ac=ac)
    assert measures.cv - measures.sv == Fraction(pv) - Fraction(ac)
    assert measures.cv == Fraction(ac) * (measures.cpi - 1)
    assert measures.sv == Fraction(pv) * (measures.spi - 1)
    for eac in (measures.eac_trend, measures.eac_budget, measures.eac_cost_and_time):
        assert measures.etc(eac) + measures.ac == eac
        assert measures.vac(eac) + eac == measures.bac
    assert measures.vac(measures.eac_budget) == measures.cv
    assert measures.cpi * measures.ac == measures.ev
    assert measures.spi * measures.pv == measures.ev
    assert measures.eac_trend * measures.ev == measures.bac * measures.ac
    assert (measures.eac_cost_and_time - measures.ac) * measures.spi == measures.eac_trend - measures.ac
    assert measures.forecasts(0)["estimate"] == measures.ac
    assert measures.eac_estimated(measures.etc(measures.eac_trend)) == measures.eac_trend
    if ev < bac:
        assert measures.tcpi(measures.eac_trend) == measures.cpi
        assert measures.tcpi(measures.eac_budget) == 1


@steadily
@given(amounts, amounts, amounts, amounts)
def test_a_measure_is_none_exactly_when_a_reason_is_given(bac, pv, ev, ac):
    measures = earned_value(bac=bac, pv=pv, ev=ev, ac=ac)
    names = ("cpi", "spi", "eac_trend", "eac_cost_and_time", "tcpi_to_bac")
    assert {name for name in names if getattr(measures, name) is None} == set(measures.not_applicable)
