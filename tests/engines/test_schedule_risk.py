"""What risks do to a finish: networks small enough to work out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engines.critical_path import Activity, CircularLogic, Link, LinkKind, UnknownActivity
from app.engines.exact import fraction
from app.engines.schedule_risk import Delay, simulate

HALF = fraction(Decimal("0.5"))
#: A 3, then B 5 and C 2, then D 4: the critical path is A, B, D and takes 12 days; C has 3 of float.
NETWORK = (
    Activity("A", 3),
    Activity("B", 5, (Link("A"),)),
    Activity("C", 2, (Link("A"),)),
    Activity("D", 4, (Link("B"), Link("C"))),
)


def test_without_risks_every_run_is_the_plan():
    found = simulate(NETWORK, [])
    assert (found.planned, found.percentile(1), found.percentile(100), found.mean) == (12, 12, 12, 12)
    assert found.moves == ()


def test_a_delay_on_the_critical_path_moves_the_finish_as_often_as_it_happens():
    found = simulate(NETWORK, [Delay("R1", "B", HALF, 4, 4)])
    assert (found.percentile(50), found.percentile(51)) == (12, 16)
    assert (found.chance(11), found.chance(12), found.chance(15), found.chance(16)) == (0, HALF, HALF, 1)
    assert found.mean == 14
    assert found.moves == (("R1", 4),)


def test_float_takes_a_delay_up_until_it_is_gone():
    found = simulate(NETWORK, [Delay("R1", "C", 1, 3, 3), Delay("R2", "C", 1, 2, 2)])
    assert set(found.finishes) == {14}
    assert found.moves == (("R1", 0), ("R2", 0)), "either alone is less than the float"


def test_days_of_a_range_come_up_alike():
    found = simulate(NETWORK, [Delay("R1", "A", 1, 1, 4)])
    assert {finish: found.finishes.count(finish) // 100 for finish in {*found.finishes}} == pytest.approx(
        {13: 25, 14: 25, 15: 25, 16: 25}, abs=2
    )


def test_one_activity_s_finish_can_be_measured():
    assert set(simulate(NETWORK, [Delay("R1", "D", 1, 9, 9)], until="C").finishes) == {5}
    with pytest.raises(UnknownActivity):
        simulate(NETWORK, [], until="Z")


def test_activities_on_the_way_can_be_watched():
    found = simulate(NETWORK, [Delay("R1", "C", HALF, 4, 4)], until="D", watched=["B", "C"])
    assert (found.chance_of("B", 8), found.chance_of("C", 5), found.chance_of("C", 9)) == (1, HALF, 1)
    assert found.chance(12) == HALF
    with pytest.raises(UnknownActivity):
        simulate(NETWORK, [], watched=["Z"])


def test_a_delay_of_something_that_is_not_there_is_left_out():
    assert simulate(NETWORK, [Delay("R1", "Z", 1, 9, 9)]).percentile(100) == 12


def test_a_loop_is_an_error():
    with pytest.raises(CircularLogic):
        simulate([Activity("A", 1, (Link("A"),))], [])


@pytest.mark.parametrize(("kind", "finish"), [(LinkKind.FS, 13), (LinkKind.SS, 8), (LinkKind.FF, 8), (LinkKind.SF, 5)])
def test_every_kind_of_link_is_kept(kind, finish):
    """P takes 3 days and 5 more, so 8; Q takes 5, with no lag."""
    network = (Activity("P", 3), Activity("Q", 5, (Link("P", kind),)))
    assert simulate(network, [Delay("R1", "P", 1, 5, 5)], until="Q").percentile(100) == (
        finish if kind is not LinkKind.SS else 5
    )


def test_an_earliest_start_and_a_lag_are_kept():
    network = (Activity("P", 3), Activity("Q", 1, (Link("P", lag=2),), start_no_earlier=9))
    assert set(simulate(network, [Delay("R1", "P", 1, 5, 5)]).finishes) == {11}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 10), st.integers(0, 6)), max_size=4))
def test_risks_never_bring_a_finish_forward_and_a_seed_is_repeatable(drawn):
    delays = [
        Delay(f"R{n}", ref, fraction(Decimal(tenths) / 10), 0, most) for n, (ref, tenths, most) in enumerate(drawn)
    ]
    found = simulate(NETWORK, delays)
    assert min(found.finishes) >= found.planned
    assert max(found.finishes) <= found.planned + sum(delay.most for delay in delays)
    assert simulate(NETWORK, delays) == found
