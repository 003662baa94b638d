"""Simulated networks against closed forms, exact distributions, and the plain critical path."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import sqrt

import pytest

from app.engines.critical_path import CircularLogic, LinkKind, NetworkError, UnknownActivity, UnknownPredecessor
from app.engines.monte_carlo import PERCENTILES, Shape, TooFar, Uncertain, simulate
from app.engines.pert import DisorderedEstimate, ThreePoint, chain
from app.engines.tie import Tie

FS, SS, FF, SF = LinkKind


def row(ref, estimate, *ties, **more):
    low, mode, high = (estimate,) * 3 if isinstance(estimate, int) else estimate
    return Uncertain(
        ref, low, mode, high, tuple(Tie(*((each,) if isinstance(each, str) else each)) for each in ties), **more
    )


CHAIN = (row("A", (2, 4, 6)), row("B", (4, 6, 14), "A"), row("C", (3, 5, 13), "B"))


def triangular_percentile(low, mode, high, share):
    at_mode = (mode - low) / (high - low)
    if share < at_mode:
        return low + sqrt(share * (high - low) * (mode - low))
    return high - sqrt((1 - share) * (high - low) * (high - mode))


@pytest.mark.parametrize("estimate", [(4, 6, 14), (4, 4, 14), (4, 14, 14), (0, 1, 2)])
def test_one_activity_has_the_percentiles_of_its_triangle(estimate):
    found = simulate([row("A", estimate)])
    for percent in (1, 10, 25, 50, 80, 90, 99):
        exact = triangular_percentile(*estimate, percent / 100)
        assert float(found.percentile(percent)) == pytest.approx(exact, abs=0.01)
    assert float(found.mean) == pytest.approx(float(ThreePoint(*estimate).triangular.mean), abs=0.002)
    assert float(found.standard_deviation) == pytest.approx(ThreePoint(*estimate).triangular.sd, abs=0.002)
    assert found.sensitivity == {"A": 1}
    assert found.criticality == {"A": 1}


def test_a_triangular_estimate_of_4_6_14():
    found = simulate([row("A", (4, 6, 14))])
    assert (found.likely_finish, found.mean_finish, found.mean) == (6, 8, 8)
    assert found.standard_deviation == Decimal("2.160")


@pytest.mark.parametrize(
    ("estimate", "chance", "percentile"),
    # A beta with both exponents 3 and a symmetrical one with 1 and 5: 1 - (1 - x) ** 5.
    [((0, 5, 10), Decimal("0.5"), 5.0), ((0, 0, 10), Decimal("0.5"), 10 * (1 - 0.5**0.2))],
)
def test_one_activity_has_the_median_of_its_beta(estimate, chance, percentile):
    found = simulate([row("A", estimate)], shape=Shape.PERT)
    assert float(found.percentile(50)) == pytest.approx(percentile, abs=0.01)
    assert found.chance(Decimal(str(round(percentile, 2)))) == pytest.approx(chance, abs=Decimal("0.01"))


def test_the_chain_of_three_estimates_agrees_with_the_sums_of_its_parts():
    """The vectors of PERT: mean 17, and about the 89 % by day 20 that the normal curve gives."""
    found = simulate(CHAIN, shape=Shape.PERT)
    exact = chain(ThreePoint(each.optimistic, each.likely, each.pessimistic).pert for each in CHAIN)
    assert found.mean_finish == 17
    assert float(found.mean) == pytest.approx(17, abs=0.01)
    assert float(found.standard_deviation) == pytest.approx(exact.sd, abs=0.15)
    assert float(found.chance(17)) == pytest.approx(exact.chance_within(17), abs=0.03)
    assert float(found.chance(20)) == pytest.approx(exact.chance_within(20), abs=0.02)
    assert float(found.percentile(80)) == pytest.approx(exact.days_for(Decimal("0.8")), abs=0.1)
    assert abs(found.merge_bias) < Decimal("0.01")


def test_a_triangular_chain_has_the_exact_mean_and_deviation():
    found = simulate(CHAIN)
    exact = chain(ThreePoint(each.optimistic, each.likely, each.pessimistic).triangular for each in CHAIN)
    assert float(found.mean) == pytest.approx(float(exact.mean), abs=0.01)
    assert float(found.standard_deviation) == pytest.approx(exact.sd, abs=0.05)


def test_two_equal_paths_finish_later_than_either():
    """Of two alike the later one has the square of the chance; for a symmetrical triangle its mean is known exactly.

    The mean of the greater of two from (0, 10, 20) is 20 minus the integral of F squared, 37/3: 10 plus 7/3.
    """
    found = simulate([row("A", (0, 10, 20)), row("B", (0, 10, 20)), row("F", 0, "A", "B")])
    assert float(found.mean) == pytest.approx(10 + 7 / 3, abs=0.06)
    assert float(found.merge_bias) == pytest.approx(7 / 3, abs=0.06)
    for days, alone in ((5, Fraction(1, 8)), (10, Fraction(1, 2)), (15, Fraction(7, 8))):
        assert float(found.chance(days)) == pytest.approx(float(alone**2), abs=0.012)
    assert found.criticality["F"] == 1
    assert float(found.criticality["A"]) == pytest.approx(0.5, abs=0.015)
    assert float(found.criticality["A"] + found.criticality["B"]) == pytest.approx(1, abs=0.01)


def test_links_lags_and_dates_are_those_of_the_plain_critical_path():
    network = (
        row("A", 5),
        row("B", 10, "A"),
        row("C", 8, ("B", SS, 4)),
        row("D", 6, ("C", FS, 2)),
        row("E", 4, ("D", SS, 3), ("D", FF, 2)),
        row("G", 3, "A"),
        row("F", 0, "B", "E", "G"),
    )
    found = simulate(network, runs=10)
    assert (found.likely_finish, found.mean_finish, found.mean, found.standard_deviation) == (27, 27, 27, 0)
    assert found.criticality == {ref: 0 if ref == "G" else 1 for ref in "ABCDEGF"}
    assert set(found.sensitivity.values()) == {None}
    assert found.tornado() == ()
    assert simulate([row("P", 4), row("Q", 3, ("P", SF, 6))], runs=2).mean == 6
    assert simulate([row("P", 4, start_no_earlier=Decimal("7.5"))], runs=2).mean == Decimal("11.5")
    assert simulate([row("P", 4), row("Q", 3, ("P", FS, Fraction(-1, 2)))], runs=2).mean == Decimal("6.5")


def test_the_finish_of_one_activity_can_be_asked_for():
    network = (row("A", (4, 6, 14)), row("B", (1, 2, 3), "A"), row("C", (20, 30, 40)))
    found = simulate(network, until="B")
    assert (found.likely_finish, found.mean_finish) == (8, 10)
    assert found.criticality == {"A": 1, "B": 1, "C": 0}
    assert found.tornado()[0] == "A"
    assert abs(found.sensitivity["C"]) <= Decimal("0.03")


def test_dates_that_must_be_met_are_counted_and_move_nothing():
    network = (row("A", (0, 10, 20), finish_no_later=10), row("B", (0, 10, 20), finish_no_later=10), row("C", 1, "A"))
    found = simulate(network)
    assert float(found.kept["A"]) == pytest.approx(0.5, abs=0.001)
    assert float(found.all_kept) == pytest.approx(0.25, abs=0.012)
    assert set(found.kept) == {"A", "B"}
    assert simulate(CHAIN).all_kept == 1
    assert simulate([row("A", 5, finish_no_later=Decimal("4.9"))]).all_kept == 0


def test_the_tornado_puts_the_widest_first():
    found = simulate([row("A", (9, 10, 11)), row("B", (0, 10, 30), "A"), row("C", 5, "B")])
    assert found.tornado()[:2] == ("B", "A")
    assert found.sensitivity["C"] is None
    assert found.sensitivity["B"] > Decimal("0.9") > found.sensitivity["A"] >= 0


def test_an_activity_that_holds_the_finish_back_by_being_short_counts_too():
    found = simulate([row("A", 30), row("B", (1, 5, 9), ("A", FF, 0)), row("C", 20, ("B", SS, 0))])
    assert found.sensitivity["B"] < Decimal("-0.9")
    assert found.tornado() == ("B",)


def test_a_seed_gives_the_same_runs_whatever_else_is_there():
    alone, shuffled = simulate(CHAIN), simulate(tuple(reversed(CHAIN)))
    assert alone.finishes == shuffled.finishes == simulate(CHAIN).finishes
    assert alone.finishes != simulate(CHAIN, seed=2).finishes
    assert (alone.seed, alone.runs, alone.shape) == (1, 10_000, Shape.TRIANGULAR)


def test_the_first_runs_of_seed_1_are_these_on_every_machine():
    found = simulate(CHAIN, runs=8)
    assert found.finishes == FIRST_RUNS


FIRST_RUNS = (15057, 15321, 18189, 18293, 18426, 18532, 20749, 26969)


def test_nothing_is_finished_at_once():
    found = simulate(())
    assert (found.mean, found.standard_deviation, found.percentile(80), found.chance(0)) == (0, 0, 0, 1)
    assert found.criticality == {}


@pytest.mark.parametrize(
    ("network", "error"),
    [
        ([row("A", (6, 4, 14))], DisorderedEstimate),
        ([row("A", 1, "B"), row("B", 1, "A")], CircularLogic),
        ([row("A", 1, "Z")], UnknownPredecessor),
        ([row("A", 10**17)], TooFar),
        ([row("A", 1), row("B", 1, ("A", FS, -(10**17)))], TooFar),
        ([row("A", -1)], NetworkError),
    ],
)
def test_what_cannot_be_simulated_is_refused(network, error):
    with pytest.raises(error):
        simulate(network, runs=10)


def test_only_a_known_activity_can_be_asked_for():
    with pytest.raises(UnknownActivity):
        simulate(CHAIN, runs=10, until="Z")


def test_percentiles_never_fall_and_agree_with_chances():
    found = simulate(CHAIN)
    days = [found.percentile(each) for each in range(1, 101)]
    assert days == sorted(days)
    for percent in PERCENTILES:
        assert found.chance(found.percentile(percent)) >= Decimal(percent) / 100
