"""Properties of every simulated network."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.engines import critical_path
from app.engines.critical_path import Activity, Link, LinkKind
from app.engines.monte_carlo import Shape, Uncertain, simulate
from app.engines.tie import Tie
from tests.engines.properties import steadily

RUNS = 60


@st.composite
def networks(draw, kinds=tuple(LinkKind)):
    activities = []
    for at in range(draw(st.integers(1, 8))):
        low, mode, high = sorted(draw(st.tuples(*[st.integers(0, 12)] * 3)))
        before = draw(st.lists(st.integers(0, at - 1), max_size=3)) if at else []
        ties = tuple(Tie(str(ref), draw(st.sampled_from(kinds)), draw(st.integers(-4, 6))) for ref in before)
        activities.append(Uncertain(str(at), low, mode, high, ties, draw(st.integers(0, 9))))
    return draw(st.permutations(activities))


def plain(activities, which):
    return critical_path.analyse(
        [
            Activity(
                each.ref,
                getattr(each, which),
                tuple(Link(tie.predecessor, tie.kind, tie.lag) for tie in each.ties),
                each.start_no_earlier,
            )
            for each in activities
        ]
    )


@steadily
@given(networks(), st.sampled_from(Shape))
def test_certain_networks_are_the_plain_critical_path(activities, shape):
    certain = [replace(each, optimistic=each.likely, pessimistic=each.likely) for each in activities]
    network, found = plain(certain, "likely"), simulate(certain, runs=3, shape=shape)
    assert set(found.finishes) == {network.finish * 1000}
    assert found.likely_finish == found.mean_finish == found.mean == network.finish
    assert {ref for ref, share in found.criticality.items() if share} == set(network.critical)


@steadily
@given(networks(kinds=(LinkKind.FS, LinkKind.SS)), st.sampled_from(Shape))
def test_every_run_lies_between_the_best_and_the_worst(activities, shape):
    """Of links to starts only: what is held by its finish may be earlier for being longer."""
    found = simulate(activities, runs=RUNS, shape=shape)
    assert plain(activities, "optimistic").finish * 1000 <= found.finishes[0]
    assert found.finishes[-1] <= plain(activities, "pessimistic").finish * 1000
    assert found.merge_bias >= -1


@steadily
@given(networks(kinds=(LinkKind.FS, LinkKind.SS)), st.data())
def test_a_worse_estimate_never_brings_a_percentile_forward(activities, data):
    at = data.draw(st.integers(0, len(activities) - 1))
    worse = list(activities)
    worse[at] = replace(worse[at], pessimistic=worse[at].pessimistic + data.draw(st.integers(0, 20)))
    before, after = simulate(activities, runs=RUNS), simulate(worse, runs=RUNS)
    if activities[at].optimistic == activities[at].pessimistic:
        assert after.finishes[0] >= before.finishes[0]
    assert all(one <= other for one, other in zip(before.finishes, after.finishes, strict=True))


@steadily
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(activities, random):
    shuffled = list(activities)
    random.shuffle(shuffled)
    one, other = simulate(activities, runs=RUNS), simulate(shuffled, runs=RUNS)
    assert (one.finishes, one.criticality, one.sensitivity) == (other.finishes, other.criticality, other.sensitivity)


@steadily
@given(networks())
def test_shares_are_shares_and_something_is_always_critical(activities):
    found = simulate(activities, runs=RUNS)
    assert all(0 <= share <= 1 for share in found.criticality.values())
    assert sum(found.criticality.values()) >= Decimal("0.99")
    assert all(strength is None or abs(strength) <= 1 for strength in found.sensitivity.values())
