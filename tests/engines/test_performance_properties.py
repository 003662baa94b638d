"""What holds for any figures: colours follow the value, units change nothing, and order of records does not count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.engines.performance import (
    Colour,
    Comparison,
    Direction,
    Formula,
    Method,
    Quantity,
    Test,
    Thresholds,
    progress,
    trend,
    work_out,
)
from tests.engines.properties import steadily

figures = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)
BEST_FIRST = [Colour.GREEN, Colour.AMBER, Colour.RED]
SIZE = Quantity("size")
METHODS = [method for method in Method if method is not Method.RATIO]


@st.composite
def thresholds(draw):
    direction = draw(st.sampled_from(Direction))
    low, high = sorted([draw(figures), draw(figures)])
    return Thresholds(direction, high, low) if direction is Direction.HIGHER else Thresholds(direction, low, high)


@st.composite
def tables(draw):
    sizes = draw(st.lists(st.integers(-500, 500) | st.just(""), min_size=1, max_size=12))
    return [{"size": str(size)} for size in sizes]


def formula(method, least=0):
    return Formula(method, SIZE, meets=(Test(SIZE, Comparison.AT_LEAST, str(least)),))


@steadily
@given(thresholds(), figures, figures)
def test_a_better_value_never_has_a_worse_colour(limits, one, other):
    worse, better = sorted([one, other], reverse=limits.direction is Direction.LOWER)
    assert BEST_FIRST.index(limits.colour(better)) <= BEST_FIRST.index(limits.colour(worse))


@steadily
@given(thresholds(), figures, st.fractions(min_value=Fraction(1, 50), max_value=100), figures)
def test_another_unit_changes_no_colour(limits, value, factor, shift):
    other = Thresholds(limits.direction, limits.green * factor + shift, limits.amber * factor + shift)
    assert other.colour(value * factor + shift) is limits.colour(value)


@steadily
@given(thresholds(), figures)
def test_upside_down_is_the_other_direction(limits, value):
    other = Direction.LOWER if limits.direction is Direction.HIGHER else Direction.HIGHER
    assert Thresholds(other, -limits.green, -limits.amber).colour(-value) is limits.colour(value)


@steadily
@given(figures, figures, figures, figures.filter(bool), figures)
def test_progress_does_not_depend_on_the_unit(baseline, target, actual, factor, shift):
    there = progress(baseline=baseline, target=target, actual=actual)
    changed = [each * factor + shift for each in (baseline, target, actual)]
    assert progress(baseline=changed[0], target=changed[1], actual=changed[2]) == there


@steadily
@given(figures, figures, st.sampled_from(Direction))
def test_a_trend_backwards_is_its_opposite(value, last, direction):
    opposite = {"better": "worse", "worse": "better", "same": "same"}
    assert trend(last, value, direction) == opposite[trend(value, last, direction)]


@steadily
@given(tables(), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_count(records, method, chance):
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert work_out(shuffled, formula(method)) == work_out(records, formula(method))


@steadily
@given(tables(), st.sampled_from(METHODS), st.integers(-9, 9))
def test_times_multiplies_the_value_and_nothing_else(records, method, times):
    once = work_out(records, formula(method))
    value = None if once.value is None else once.value * times
    assert work_out(records, replace(formula(method), times=times)) == replace(once, value=value)


@steadily
@given(tables(), st.integers(-500, 500))
def test_shares_and_means_lie_where_they_must(records, least):
    share = work_out(records, formula(Method.SHARE, least))
    low, mean, high = (work_out(records, formula(each)).value for each in (Method.MINIMUM, Method.MEAN, Method.MAXIMUM))
    if share.value is None:
        assert low is mean is high is None
    else:
        assert 0 <= share.value <= 1
        assert low <= mean <= high
        assert low <= work_out(records, formula(Method.MEDIAN)).value <= high
    assert share.base + share.unknown == len(records)


@steadily
@given(tables(), tables())
def test_sums_and_counts_of_parts_add_up(one, other):
    for method in (Method.SUM, Method.COUNT):
        parts = [work_out(each, formula(method)).value or 0 for each in (one, other)]
        assert (work_out([*one, *other], formula(method)).value or 0) == sum(parts)
