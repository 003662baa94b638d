from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.engines.exact import rounded
from app.engines.outturn import cost_variance, outturn
from tests.engines.properties import steadily

amounts = st.decimals(min_value=0, max_value=10_000, places=2)


def test_forecast_counts_what_is_committed_and_what_is_left():
    forecast = outturn(budget=50, actual=30, committed=12, rest=11)
    assert (forecast.forecast, forecast.variance) == (53, -3)
    assert forecast.variance_share == Fraction(-6, 100)


def test_share_of_no_budget_is_not_applicable():
    assert outturn(budget=0, actual=1, committed=0, rest=0).variance_share is None


def test_rate_and_volume_explain_the_whole():
    variance = cost_variance(budget_quantity=100, budget_rate=40, actual_quantity=110, actual_rate=45)
    assert (variance.rate, variance.volume, variance.total) == (-550, -400, -950)


def test_pence_are_kept():
    forecast = outturn(budget=Decimal("10.10"), actual=Decimal("0.10"), committed=Decimal("0.20"), rest=0)
    assert rounded(forecast.variance, 2) == Decimal("9.80")


@steadily
@given(amounts, amounts, amounts, amounts)
def test_parts_of_a_variance_always_sum_to_budget_less_actual(planned, rate, used, paid):
    variance = cost_variance(budget_quantity=planned, budget_rate=rate, actual_quantity=used, actual_rate=paid)
    assert variance.total == Fraction(planned) * Fraction(rate) - Fraction(used) * Fraction(paid)
