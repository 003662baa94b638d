from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.earned_value import (
    Baseline,
    FallingPlan,
    InvalidBaseline,
    NegativeProgress,
    NothingPlanned,
    earned_schedule,
    earned_schedule_in_days,
    earned_value,
    planned_curve,
    planned_value,
    value_at,
)
from app.engines.exact import rounded
from tests.engines.properties import steadily

EIGHT_PERIODS = (10, 30, 60, 100, 140, 170, 190, 200)

baselines = st.builds(
    lambda start, days, weight: Baseline(start, start + days, weight),
    st.integers(0, 30),
    st.integers(1, 30),
    st.integers(1, 9),
)
plans = st.lists(baselines, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("ev", "at", "es", "sv_t", "spi_t", "estimated_duration"),
    [
        (70, 5, "3.25", "-1.75", "0.6500", "12.31"),
        (180, 9, "6.50", "-2.50", "0.7222", "11.08"),
        (200, 11, "8.00", "-3.00", "0.7273", "11.00"),
    ],
    ids=["under way", "past its planned end", "finished late"],
)
def test_measures_in_time(ev, at, es, sv_t, spi_t, estimated_duration):
    schedule = earned_schedule(EIGHT_PERIODS, ev, at)
    assert rounded(schedule.es, 2) == Decimal(es)
    assert rounded(schedule.sv_t, 2) == Decimal(sv_t)
    assert rounded(schedule.spi_t, 4) == Decimal(spi_t)
    assert rounded(schedule.estimated_duration, 2) == Decimal(estimated_duration)


def test_pace_needed_from_here():
    assert rounded(earned_schedule(EIGHT_PERIODS, 70, 5).tspi, 4) == Decimal("1.5833")


@pytest.mark.parametrize(
    ("pv", "ev", "spi", "sv"), [(140, 70, "0.50", -70), (200, 180, "0.90", -20), (200, 200, "1.00", 0)]
)
def test_indices_in_money_beside_them(pv, ev, spi, sv):
    measures = earned_value(bac=200, pv=pv, ev=ev, ac=1)
    assert (rounded(measures.spi, 2), measures.sv) == (Decimal(spi), sv)


@pytest.mark.parametrize(
    ("curve", "ev", "es"),
    [
        (EIGHT_PERIODS, 100, 4),
        (EIGHT_PERIODS, 5, Fraction(1, 2)),
        (EIGHT_PERIODS, 0, 0),
        ((10, 30, 30, 60), 30, 3),
        ((10, 30, 30, 60), 45, Fraction(7, 2)),
        ((10, 20, 20, 20), 20, 2),
        (EIGHT_PERIODS, 250, 8),
    ],
    ids=["on a point", "first period", "nothing", "level", "after level", "level at the end", "more than all"],
)
def test_edges_of_the_curve(curve, ev, es):
    assert earned_schedule(curve, ev, 1).es == es


@pytest.mark.parametrize(
    ("at", "value"), [(0, 0), (1, 10), (Fraction(7, 2), 80), (8, 200), (11, 200), (Fraction(1, 2), 5)]
)
def test_value_at_a_time(at, value):
    assert value_at(EIGHT_PERIODS, at) == value


def test_no_value_before_time_began():
    with pytest.raises(NegativeProgress):
        value_at(EIGHT_PERIODS, -1)


@steadily
@given(st.lists(st.integers(1, 90), min_size=1, max_size=9), st.integers(0, 100))
def test_earned_schedule_undoes_the_curve(increments, percent):
    curve = [sum(increments[:place]) for place in range(1, len(increments) + 1)]
    ev = Fraction(curve[-1] * percent, 100)
    assert value_at(curve, earned_schedule(curve, ev, 1).es) == ev


def test_the_planned_duration_ends_when_everything_was_planned_to_be_done():
    assert earned_schedule((10, 20, 20, 20), 5, 1).planned_duration == 2


@pytest.mark.parametrize(
    ("ev", "at", "missing"),
    [
        (0, 1, {"estimated_duration": "earned"}),
        (5, 0, {"spi_t": "time", "estimated_duration": "time"}),
        (200, 8, {"tspi": "planned end"}),
        (180, 9, {"tspi": "planned end"}),
    ],
)
def test_what_cannot_be_worked_out_says_why(ev, at, missing):
    schedule = earned_schedule(EIGHT_PERIODS, ev, at)
    assert set(schedule.not_applicable) == set(missing)
    for name in ("spi_t", "estimated_duration", "tspi"):
        assert (getattr(schedule, name) is None) is (name in missing)
    for name, word in missing.items():
        assert word in schedule.not_applicable[name]


@pytest.mark.parametrize("curve", [(), (0, 0)])
def test_without_a_plan_there_is_no_schedule(curve):
    with pytest.raises(NothingPlanned):
        earned_schedule(curve, 0, 1)


def test_cumulative_value_never_falls():
    with pytest.raises(FallingPlan) as falling:
        earned_schedule((10, 30, 20), 5, 1)
    assert falling.value.period == 3


@pytest.mark.parametrize(("ev", "at"), [(-1, 1), (1, -1)])
def test_negative_progress_is_refused(ev, at):
    with pytest.raises(NegativeProgress):
        earned_schedule(EIGHT_PERIODS, ev, at)


class TestPlanOfBaselines:
    """Two duties: 12 over days 0 to 10, then 30 over days 20 to 40, with nothing planned in between."""

    plan = (Baseline(0, 10, 12), Baseline(20, 40, 30))

    @pytest.mark.parametrize(
        ("day", "value"), [(0, 0), (5, 6), (10, 12), (15, 12), (20, 12), (30, 27), (40, 42), (99, 42)]
    )
    def test_value_accrues_evenly_over_each(self, day, value):
        assert planned_value(self.plan, day) == value

    def test_baselines_that_overlap_accrue_together(self):
        assert planned_value([Baseline(0, 10, 10), Baseline(5, 10, 10)], Decimal("7.5")) == Fraction(25, 2)

    def test_curve_by_week_reaches_past_the_last_day(self):
        assert planned_curve(self.plan, 7) == (Fraction(42, 5), 12, Fraction(27, 2), 24, Fraction(69, 2), 42)

    def test_curve_by_day(self):
        assert len(planned_curve(self.plan)) == 40
        assert planned_curve([]) == ()

    def test_a_period_is_at_least_a_day(self):
        with pytest.raises(ValueError, match="at least one day"):
            planned_curve(self.plan, 0)

    def test_schedule_in_days(self):
        schedule = earned_schedule_in_days(self.plan, ev=27, at_day=36)
        assert (schedule.es, schedule.sv_t, schedule.spi_t) == (30, -6, Fraction(5, 6))
        assert (schedule.planned_duration, schedule.estimated_duration) == (40, 48)
        assert schedule.tspi == Fraction(5, 2)

    def test_schedule_on_the_level_is_at_its_end(self):
        assert earned_schedule_in_days(self.plan, ev=12, at_day=12).es == 20

    def test_nothing_planned(self):
        for nothing in ([], [Baseline(0, 5, 0)]):
            with pytest.raises(NothingPlanned):
                earned_schedule_in_days(nothing, 0, 1)

    @pytest.mark.parametrize(("start", "finish", "weight"), [(-1, 5, 1), (5, 5, 1), (6, 5, 1), (0, 5, -1)])
    def test_baseline_that_cannot_be(self, start, finish, weight):
        with pytest.raises(InvalidBaseline):
            Baseline(start, finish, weight)


@steadily
@given(plans, st.integers(0, 100), st.integers(0, 90))
def test_in_days_is_the_same_as_against_the_curve_by_day(plan, percent, at_day):
    ev = Fraction(sum(baseline.weight for baseline in plan) * percent, 100)
    assert earned_schedule_in_days(plan, ev, at_day) == earned_schedule(planned_curve(plan), ev, at_day)


@steadily
@given(plans, st.integers(0, 70))
def test_earning_just_what_was_planned_is_never_behind(plan, day):
    schedule = earned_schedule_in_days(plan, planned_value(plan, day), day)
    assert schedule.es >= min(day, schedule.planned_duration)
    assert planned_value(plan, schedule.es) == planned_value(plan, day)


@steadily
@given(plans, st.integers(0, 100), st.integers(0, 100))
def test_earning_more_is_never_further_behind(plan, one, other):
    whole = sum(baseline.weight for baseline in plan)
    less, more = sorted((Fraction(whole * one, 100), Fraction(whole * other, 100)))
    assert earned_schedule_in_days(plan, less, 1).es <= earned_schedule_in_days(plan, more, 1).es
