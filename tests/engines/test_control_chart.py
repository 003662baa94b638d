"""Control charts by hand: vector 12.1, each rule on both sides of its line, and properties of every series."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.control_chart import (
    BaselineTooLong,
    Rule,
    Rules,
    RuleTooShort,
    Side,
    TooFewPoints,
    individuals,
    signals,
)
from app.engines.exact import rounded
from tests.engines.properties import steadily

BASELINE = (12, 11, 13, 12, 14, 13, 12, 11, 13)
#: Mean 10, mean moving range 2: limits 4.68 and 15.32, two sigma 6.4533 and 13.5467.
STEADY = (9, 11, 9, 11, 9, 11)


def found(values, *, run=8, trend=6, two_of_three=False):
    chart = individuals(values, len(STEADY))
    return [(each.rule, each.points, each.side) for each in signals(values, chart, Rules(run, trend, two_of_three))]


class TestLimits:
    def test_vector_12_1(self):
        chart = individuals(BASELINE)
        figures = (chart.mean, chart.mean_range, chart.lower, chart.upper)
        assert [str(rounded(each, 4)) for each in figures] == ["12.3333", "1.3750", "8.6758", "15.9908"]
        assert chart.baseline == 9

    @pytest.mark.parametrize(("next_point", "signal"), [(19, True), (15, False)])
    def test_vector_12_1_next_point(self, next_point, signal):
        values = (*BASELINE, next_point)
        chart = individuals(values, 9)
        assert [each.points for each in signals(values, chart)] == ([(9,)] if signal else [])

    def test_limits_stay_frozen_whatever_comes_after(self):
        assert individuals((*STEADY, 100, 0, 100), 6) == individuals(STEADY)

    def test_sigma_lines_and_the_limit_of_the_ranges(self):
        chart = individuals(STEADY)
        assert chart.sigmas(3) == (chart.lower, chart.upper)
        assert [str(rounded(each, 4)) for each in chart.sigmas(2)] == ["6.4533", "13.5467"]
        assert chart.range_upper == Fraction(6534, 1000)

    def test_values_that_never_change_have_limits_at_the_mean(self):
        chart = individuals([7, 7, 7])
        assert (chart.lower, chart.upper, chart.range_upper) == (7, 7, 0)

    def test_decimals_are_exact(self):
        assert individuals([Decimal("0.1"), Decimal("0.3")]).mean == Fraction(1, 5)

    @pytest.mark.parametrize("values", [(), (5,)])
    def test_one_point_has_no_range(self, values):
        with pytest.raises(TooFewPoints, match=f"there are {len(values)}"):
            individuals(values)

    def test_a_baseline_longer_than_the_series(self):
        with pytest.raises(BaselineTooLong, match="from 4 points: there are 3"):
            individuals((1, 2, 3), 4)

    def test_a_float_is_refused(self):
        with pytest.raises(TypeError):
            individuals([1.5, 2])


class TestOutside:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (Decimal("15.32"), []),
            (Decimal("15.33"), [(Rule.OUTSIDE, (6,), Side.ABOVE)]),
            (Decimal("4.68"), []),
            (Decimal("4.67"), [(Rule.OUTSIDE, (6,), Side.BELOW)]),
        ],
    )
    def test_a_value_on_the_limit_is_inside(self, value, expected):
        assert found((*STEADY, value)) == expected


class TestRun:
    def test_eight_on_one_side_and_not_seven(self):
        assert found((9, 11, 9, 11, 11, 9, *[12] * 8)) == [(Rule.RUN, tuple(range(6, 14)), Side.ABOVE)]
        assert found((9, 11, 9, 11, 11, 9, *[12] * 7)) == []

    def test_a_longer_run_is_one_signal(self):
        [(_, points, side)] = found((*STEADY, *[8] * 11))
        assert (points, side) == (tuple(range(6, 17)), Side.BELOW)

    def test_a_value_on_the_mean_ends_it(self):
        assert found((*STEADY, *[8] * 5, 10, *[8] * 5)) == []

    def test_its_length_can_be_set(self):
        assert found((*STEADY, 8, 8, 8), run=3) == [(Rule.RUN, (6, 7, 8), Side.BELOW)]


class TestTrend:
    def test_six_rising_or_falling_and_not_five(self):
        assert found((*STEADY, 8, 9, Decimal("9.5"), 11, 12, 13)) == [(Rule.TREND, tuple(range(6, 12)), Side.ABOVE)]
        assert found((*STEADY, 8, 9, Decimal("9.5"), 11, 12)) == []
        assert found((*STEADY, 10, Decimal("9.9"), 9, 8, 7)) == [(Rule.TREND, tuple(range(5, 11)), Side.BELOW)]

    def test_two_alike_end_it(self):
        assert found((*STEADY, 8, 9, 9, 11, 12, 13)) == []

    @pytest.mark.parametrize("rules", [{"run": 1}, {"trend": 1}])
    def test_one_point_is_no_rule(self, rules):
        with pytest.raises(RuleTooShort, match="not 1"):
            Rules(**rules)


class TestTwoOfThree:
    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ((14, 10, 14), [(Rule.TWO_OF_THREE, (6, 8), Side.ABOVE)]),
            ((14, 10, 10, 14), []),
            ((14, 6, 10), []),
            ((6, 6, 10, 6), [(Rule.TWO_OF_THREE, (6, 7, 9), Side.BELOW)]),
        ],
    )
    def test_beyond_the_same_two_sigma_line(self, more, expected):
        assert found((*STEADY, *more), two_of_three=True) == expected

    def test_it_is_left_out_unless_asked_for(self):
        assert found((*STEADY, 14, 10, 14)) == []


series = st.lists(st.integers(-40, 40), min_size=2, max_size=40)


@steadily
@given(series, st.integers(2, 40), st.integers(-9, 9))
def test_shifting_and_stretching_the_scale_changes_no_signal(values, baseline, shift):
    baseline = min(baseline, len(values))
    moved = [Fraction(value * 3, 2) + shift for value in values]
    rules = Rules(two_of_three=True)
    chart = individuals(values, baseline)
    assert signals(values, chart, rules) == signals(moved, individuals(moved, baseline), rules)


@steadily
@given(series)
def test_turning_the_chart_over_turns_every_signal_over(values):
    rules = Rules(run=4, trend=4, two_of_three=True)
    ours = {(each.rule, each.points, each.side) for each in signals(values, individuals(values), rules)}
    turned = [-value for value in values]
    theirs = {
        (each.rule, each.points, Side.BELOW if each.side is Side.ABOVE else Side.ABOVE)
        for each in signals(turned, individuals(turned), rules)
    }
    assert ours == theirs


@steadily
@given(series)
def test_signals_say_what_their_rules_say(values):
    chart = individuals(values)
    for each in signals(values, chart, Rules(run=4, trend=4)):
        told = [values[at] for at in each.points]
        above = each.side is Side.ABOVE
        if each.rule is Rule.OUTSIDE:
            assert told[0] > chart.upper if above else told[0] < chart.lower
        elif each.rule is Rule.RUN:
            assert len(told) >= 4
            assert all((value > chart.mean) is above and value != chart.mean for value in told)
        else:
            assert len(told) >= 4
            assert sorted(set(told), reverse=not above) == told
