"""What a register may come to: vectors worked by hand, and the exact distribution as the other way to work it out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engines import risk_exposure
from app.engines.contingency import RUNS, TooMuch, happens, spread
from app.engines.risk_exposure import Chance, Effect, Risk, RiskType

R1 = Effect(Fraction(80), Fraction(3, 10))
R2 = Effect(Fraction(50), Fraction(1, 5))
O1 = Effect(Fraction(-30), Fraction(2, 5))


class TestYardsticks:
    """Vector 8.2: R1 and R2 before response; 0 (0.56), 50 (0.14), 80 (0.24), 130 (0.06)."""

    def test_mean_and_percentiles(self):
        found = spread({"R1": [R1], "R2": [R2]})
        assert found.mean == Decimal("34.00")
        assert (found.percentile(50), found.percentile(80)) == (0, 80)
        assert (found.percentile(1), found.percentile(100)) == (0, 130)

    @pytest.mark.parametrize(
        ("amount", "chance"), [(-1, 0), (0, "0.56"), (49, "0.56"), (50, "0.70"), (80, "0.94"), (130, 1)]
    )
    def test_chance_that_a_sum_is_enough(self, amount, chance):
        assert abs(spread({"R1": [R1], "R2": [R2]}).chance_of_enough(amount) - Decimal(chance)) <= Decimal("0.01")

    def test_what_is_left_of_vector_8_1_comes_to_its_exposure(self):
        left = Risk(
            RiskType.THREAT,
            Chance(Fraction(3, 10), 80),
            Chance(Fraction(1, 10), 60),
            6,
            secondary=Chance(Fraction(1, 20), 40),
        )
        assert left.net_gain == 10
        assert spread({"R1": left.effects_after}).mean == 8


def test_every_risk_happens_as_often_as_it_should_and_independently():
    one, other = (happens(name, Fraction(3, 10), runs=RUNS, seed=1) for name in ("R1", "R2"))
    assert one.sum() == other.sum() == 3000
    assert abs(int((one & other).sum()) - 900) < 60


def test_neither_order_nor_company_changes_when_a_risk_happens():
    alone = spread({"R1": [R1]}).totals
    assert spread({"R1": [R1], "R9": [Effect(Fraction(1), Fraction(0))]}).totals == alone
    assert spread({"R2": [R2], "R1": [R1]}) == spread({"R1": [R1], "R2": [R2]})


def test_a_seed_is_repeatable_and_another_seed_is_another_set_of_futures():
    register = {"R1": [R1], "R2": [R2], "O1": [O1]}
    assert spread(register) == spread(register)
    assert spread(register, seed=2).seed == 2
    assert (happens("R1", Fraction(1, 2), runs=50, seed=1) != happens("R1", Fraction(1, 2), runs=50, seed=2)).any()


def test_an_opportunity_lowers_the_total():
    assert spread({"O1": [O1]}).percentile(1) == -30
    assert spread({"O1": [O1]}).mean == -12


def test_nothing_comes_to_nothing():
    assert spread({}).percentile(80) == 0
    assert spread({}).chance_of_enough(0) == 1


def test_sums_beyond_all_measure_are_refused():
    with pytest.raises(TooMuch, match="too large"):
        spread({"R1": [Effect(Fraction(10**17), Fraction(1, 2))]})


chances = st.builds(
    Effect,
    st.integers(-50, 200).map(lambda each: Fraction(each * 1000)),
    st.integers(0, 20).map(lambda n: Fraction(n, 20)),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(chances, max_size=6))
def test_it_agrees_with_the_exact_distribution(effects):
    found = spread({f"R{number}": [effect] for number, effect in enumerate(effects)})
    assert abs(Fraction(found.mean) - risk_exposure.expected(effects)) <= Fraction(1, 100) * max(1, len(effects))
    below = Fraction(0)
    for total, probability in risk_exposure.distribution(effects):
        below += probability
        assert abs(Fraction(found.chance_of_enough(total)) - below) < Fraction(3, 100)


@settings(max_examples=30, deadline=None)
@given(st.lists(chances, max_size=6), st.integers(1, 99))
def test_percentiles_rise_and_another_threat_never_lowers_them(effects, percent):
    register = {f"R{number}": [effect] for number, effect in enumerate(effects)}
    found = spread(register)
    assert found.percentile(percent) <= found.percentile(percent + 1)
    more = spread(register | {"more": [Effect(Fraction(5000), Fraction(1, 2))]})
    assert more.percentile(percent) >= found.percentile(percent)
