from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.pert import DisorderedEstimate, Spread, ThreePoint, chain
from tests.engines.properties import steadily

SKEWED = ThreePoint(4, 6, 14)


def test_pert_of_a_skewed_estimate():
    assert SKEWED.pert.mean == 7
    assert SKEWED.pert.sd == pytest.approx(1.6667, abs=0.00005)


def test_triangular_of_a_skewed_estimate():
    assert SKEWED.triangular.mean == 8
    assert SKEWED.triangular.sd == pytest.approx(2.1602, abs=0.00005)


class TestChain:
    path = chain(estimate.pert for estimate in (ThreePoint(2, 4, 6), SKEWED, ThreePoint(3, 5, 13)))

    def test_means_and_variances_add(self):
        assert (self.path.mean, self.path.variance) == (17, 6)
        assert self.path.sd == pytest.approx(2.4495, abs=0.00005)

    def test_chance_of_a_date(self):
        assert self.path.chance_within(17) == pytest.approx(0.5)
        assert self.path.chance_within(20) == pytest.approx(0.8897, abs=0.00005)

    def test_p80(self):
        assert self.path.days_for(Fraction(4, 5)) == pytest.approx(19.06, abs=0.005)


def test_a_duration_that_cannot_vary_is_certain():
    certain = ThreePoint(5, 5, 5).pert
    assert certain == Spread(Fraction(5), Fraction(0))
    assert [certain.chance_within(days) for days in (4, 5, 6)] == [0, 1, 1]
    assert certain.days_for(Fraction(4, 5)) == 5


def test_no_activities_take_no_time():
    assert chain([]) == Spread(Fraction(0), Fraction(0))


@pytest.mark.parametrize("figures", [(5, 4, 6), (4, 7, 6)])
def test_figures_out_of_order_are_refused(figures):
    with pytest.raises(DisorderedEstimate):
        ThreePoint(*figures)


@steadily
@given(st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted))
def test_means_lie_within_the_estimate_and_triangles_spread_no_less(figures):
    estimate = ThreePoint(*figures)
    assert figures[0] <= estimate.pert.mean <= figures[2]
    assert figures[0] <= estimate.triangular.mean <= figures[2]
    assert estimate.triangular.variance >= estimate.pert.variance
