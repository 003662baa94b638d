from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.drawdown import NegativeContingency, drawdown
from tests.engines.properties import steadily

sums = st.decimals(min_value=0, max_value=100_000, places=2)


def test_the_balance_after_each_draw():
    pot = drawdown(60_000, [4_600, 1_800, 11_600])
    assert pot.balances == (55_400, 53_600, 42_000)
    assert (pot.left, pot.drawn, pot.overdrawn_at) == (42_000, 18_000, None)


def test_without_movements_all_is_left():
    assert (drawdown(500, []).left, drawdown(500, []).drawn) == (500, 0)


def test_money_put_back_raises_it():
    assert drawdown(100, [60, -20]).balances == (40, 60)


def test_the_first_draw_too_many_is_named():
    assert drawdown(100, [60, 50, 1]).overdrawn_at == 1


def test_what_is_stated_is_held_against_the_movements():
    pot = drawdown(60_000, [4_600])
    assert pot.unexplained(55_400) == 0
    assert pot.unexplained(Decimal("60000")) == 4_600


def test_nobody_begins_below_nothing():
    with pytest.raises(NegativeContingency):
        drawdown(-1, [])


@steadily
@given(sums, st.lists(sums, max_size=8))
def test_what_is_drawn_and_what_is_left_are_the_whole(opening, draws):
    pot = drawdown(opening, draws)
    assert pot.left + sum(map(Fraction, draws)) == Fraction(opening)
    assert pot.left + pot.drawn == pot.opening
    assert (pot.overdrawn_at is None) == (pot.left >= 0)
