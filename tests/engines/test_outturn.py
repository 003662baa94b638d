from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.exact import rounded
from app.engines.outturn import cost_line, cost_variance, open_commitment, outturn, total
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


class TestCostLine:
    line = cost_line(invoiced=20, accrual=10, committed=12, rest=11)

    def test_parts_make_the_outturn_of_the_worked_example(self):
        against = self.line.against(50)
        assert (self.line.actual, self.line.to_go, self.line.forecast) == (30, 23, 53)
        assert (against.variance, against.variance_share) == (-3, Fraction(-6, 100))
        assert against == outturn(budget=50, actual=30, committed=12, rest=11)

    def test_lines_add_part_by_part(self):
        assert total([self.line, cost_line(invoiced=5, rest=1)]) == cost_line(
            invoiced=25, accrual=10, committed=12, rest=12
        )
        assert total([]) == cost_line()


@pytest.mark.parametrize(
    ("invoiced", "accrued", "open_part"),
    [(0, 0, 286), (86, 0, 200), (86, 120, 80), (200, 86, 0), (290, 0, 0)],
    ids=["nothing yet", "invoiced", "and accrued", "all of it", "overspent"],
)
def test_what_is_accrued_is_no_longer_open(invoiced, accrued, open_part):
    assert open_commitment(order=286, invoiced=invoiced, accrued=accrued) == open_part


@steadily
@given(amounts, amounts, amounts)
def test_an_order_of_fixed_price_is_forecast_at_its_price(order, invoiced, accrued):
    rest = open_commitment(order=order, invoiced=invoiced, accrued=accrued)
    forecast = cost_line(invoiced=invoiced, accrual=accrued, committed=rest).forecast
    assert forecast == max(Fraction(order), Fraction(invoiced) + Fraction(accrued))


@steadily
@given(st.lists(st.tuples(amounts, amounts, amounts, amounts), max_size=5), amounts)
def test_a_forecast_less_its_variance_is_its_budget(parts, budget):
    lines = [cost_line(invoiced=a, accrual=b, committed=c, rest=d) for a, b, c, d in parts]
    whole = total(lines)
    assert whole.forecast == sum((line.forecast for line in lines), Fraction(0))
    assert whole.against(budget).variance + whole.forecast == Fraction(budget)


@steadily
@given(amounts, amounts, amounts, amounts)
def test_parts_of_a_variance_always_sum_to_budget_less_actual(planned, rate, used, paid):
    variance = cost_variance(budget_quantity=planned, budget_rate=rate, actual_quantity=used, actual_rate=paid)
    assert variance.total == Fraction(planned) * Fraction(rate) - Fraction(used) * Fraction(paid)
