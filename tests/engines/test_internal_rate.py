"""Rates of return: none, one, several, touching zero, and out of range."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.internal_rate import internal_rates, sign_changes
from tests.engines.properties import steadily


def with_roots(*percents: int) -> list[Fraction]:
    """Flows that balance at just these rates: the product of (x - (1 + r)), x^n first, as years 0, 1, 2 …"""
    flows = [Fraction(-1)]
    for percent in percents:
        root = 1 + Fraction(percent, 100)
        longer = [*flows, Fraction(0)]
        flows = [each - root * (flows[place - 1] if place else 0) for place, each in enumerate(longer)]
    return flows


@pytest.mark.parametrize(
    ("flows", "rates", "changes"),
    [
        ([-100, 30, 40, 50, 20], ["0.1532"], 1),
        ([-100, 110], ["0.1000"], 1),
        ([100, -110], ["0.1000"], 1),
        ([0, -100, 0, 121], ["0.1000"], 1),
        ([-100, 100], ["0.0000"], 1),
        ([-100, 50], ["-0.5000"], 1),
        ([-100, 1100], ["10.0000"], 1),
        ([-100, 230, -132], ["0.1000", "0.2000"], 2),
        (with_roots(5, 25, 80), ["0.0500", "0.2500", "0.8000"], 3),
        (with_roots(10, 10), ["0.1000"], 2),
    ],
)
def test_rates_are_found(flows, rates, changes):
    found = internal_rates(flows)
    assert [str(each) for each in found.rates] == rates
    assert found.sign_changes == changes
    assert found.only == (Decimal(rates[0]) if changes == 1 else None)
    assert ("does not rank" in found.reason) == (changes > 1)


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ([], "no cash flow"),
        ([0, 0], "no cash flow"),
        ([10, 20], "never change sign"),
        ([-10, -20], "never change sign"),
        ([-100, 5000], "No rate between"),
        ([-100, Decimal("0.5")], "No rate between"),
        ([-100, 200, -150], "No rate between"),
    ],
)
def test_where_there_is_none_the_reason_is_given(flows, reason):
    found = internal_rates(flows)
    assert (found.rates, found.only) == ((), None)
    assert reason in found.reason


def test_no_float_is_taken():
    with pytest.raises(TypeError):
        internal_rates([-100.0, 110.0])


@steadily
@given(st.integers(1, 1000), st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any))
def test_the_rate_brings_the_net_present_value_to_zero(cost, benefits):
    found = internal_rates([-cost, *benefits])
    assert len(found.rates) <= 1
    for rate in found.rates:
        values = []
        for near in (rate - Decimal("0.0001"), rate + Decimal("0.0001")):
            x = 1 + Fraction(near)
            values.append(sum((Fraction(each) / x**year for year, each in enumerate([-cost, *benefits])), Fraction(0)))
        assert values[0] >= 0 >= values[1]


@steadily
@given(st.lists(st.integers(-30, 90), min_size=1, max_size=4, unique=True))
def test_every_rate_that_was_put_in_is_found(percents):
    found = internal_rates(with_roots(*percents))
    assert list(found.rates) == [Decimal(each).scaleb(-2).quantize(Decimal("0.0001")) for each in sorted(percents)]


@steadily
@given(st.lists(st.integers(-50, 50), max_size=10))
def test_there_are_never_more_rates_than_changes_of_sign(flows):
    found = internal_rates(flows)
    assert len(found.rates) <= found.sign_changes == sign_changes([Fraction(each) for each in flows])
