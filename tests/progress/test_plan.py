"""The plan to gateway against figures worked by hand; the plan itself is in `plans.py`."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.earned_value import NothingPlanned
from app.progress.plan import DutyDates, DutyState, Standing, Terms, earned_share, measured, whole_weeks, work_out
from tests.progress.plans import ALL, DUTIES, GATEWAY, RULES, SOME, START, plan_at


class TestEarnedShare:
    @pytest.mark.parametrize(
        ("state", "share"),
        [
            (DutyState(0, 1, 0, 6), "0"),
            (DutyState(1, 1, 0, 6), "1/2"),
            (DutyState(0, 1, 6, 6), "1/2"),
            (DutyState(1, 2, 3, 6), "1/2"),  # 1/4 + 1/4
            (DutyState(1, 1, 3, 6), "3/4"),
            (DutyState(1, 1, 6, 6), "1"),
        ],
    )
    def test_exercises_earn_half_and_evidence_the_other_half(self, state: DutyState, share: str) -> None:
        assert earned_share(state, RULES) == Fraction(share)

    def test_without_an_exercise_evidence_earns_the_whole(self) -> None:
        assert earned_share(DutyState(exercises=0, accepted=2, ksbs=5), RULES) == Fraction(2, 5)

    def test_the_shares_follow_the_rules(self) -> None:
        rules = RULES.model_copy(update={"exercise_percent": 20})
        assert earned_share(DutyState(1, 1, 3, 6), rules) == Fraction(1, 5) + Fraction(2, 5)


class TestWorkedByHand:
    def test_planned_value_accrues_evenly_over_each_baseline(self) -> None:
        plan = plan_at(56)  # 6 x 56/70 and 4 x 21/70
        assert [each.planned for each in plan.duties] == [Fraction("4.8"), Fraction("1.2")]
        assert (plan.planned, plan.planned_share) == (6, Fraction(6, 10))

    def test_a_late_plan(self) -> None:
        """ES = 35 + 35 x (4.5 - 3) / 5 = 45.5; 45.5 / 56 = 0.8125; 105 / 0.8125 - 105 = 24.2, so 25 days."""
        plan = plan_at(56)
        assert plan.earned == Fraction("4.5")
        assert plan.schedule.es == Fraction("45.5")
        assert plan.spi_t == Fraction("0.8125")
        assert (plan.earned_weeks, plan.passed_weeks) == (Fraction("6.5"), 8)
        assert plan.standing is Standing.LATE
        assert plan.forecast_on == GATEWAY + timedelta(days=25) == date(2026, 6, 19)
        assert plan.slip_weeks == 4

    def test_a_plan_to_watch(self) -> None:
        """45.5 / 52 = 0.875; 105 / 0.875 = 120, 15 days more than 105."""
        plan = plan_at(52)
        assert (plan.spi_t, plan.standing) == (Fraction("0.875"), Standing.WATCH)
        assert (plan.forecast_on, plan.slip_weeks) == (GATEWAY + timedelta(days=15), 2)

    def test_a_plan_on_its_baseline(self) -> None:
        """Duty 1 whole: 6 earned of 6 planned, ES = 35 + 35 x 3/5 = 56."""
        plan = plan_at(56, SOME | {1: DutyState(1, 1, 6, 6)})
        assert (plan.spi_t, plan.standing, plan.forecast_on, plan.slip_weeks) == (1, Standing.ON_COURSE, GATEWAY, 0)

    def test_a_plan_ahead(self) -> None:
        """7 earned: ES = 35 + 35 x 4/5 = 63; 63/56 = 1.125; 105/1.125 = 93.3, so 11 days before."""
        plan = plan_at(56, {1: DutyState(1, 1, 6, 6), 2: DutyState(0, 0, 1, 4)})
        assert (plan.spi_t, plan.standing) == (Fraction("1.125"), Standing.ON_COURSE)
        assert (plan.forecast_on, plan.slip_weeks) == (GATEWAY - timedelta(days=11), -2)

    def test_the_word_agrees_with_the_figure_that_is_shown(self) -> None:
        """45.5 / 48 = 0.9479, which is shown as 0.95."""
        assert plan_at(48).standing is Standing.ON_COURSE
        assert plan_at(49).standing is Standing.WATCH  # 0.9286

    @pytest.mark.parametrize(
        ("spi_t", "standing"),
        [
            ("0.945", Standing.ON_COURSE),
            ("0.9449", Standing.WATCH),
            ("0.845", Standing.WATCH),
            ("0.8449", Standing.LATE),
            ("0", Standing.LATE),
            ("2", Standing.ON_COURSE),
        ],
    )
    def test_thresholds_are_of_the_figure_to_two_places(self, spi_t: str, standing: Standing) -> None:
        assert measured(Fraction(spi_t), RULES) is standing


class TestEdges:
    def test_on_the_first_day_nothing_has_started(self) -> None:
        plan = plan_at(0, {})
        assert (plan.week, plan.spi_t, plan.standing, plan.forecast_on) == (1, None, Standing.NOT_BEGUN, None)

    def test_before_the_start_it_has_no_week(self) -> None:
        plan = plan_at(-10, {})
        assert (plan.week, plan.at, plan.standing) == (0, 0, Standing.NOT_BEGUN)

    def test_a_level_stretch_at_the_start_is_not_earned_time(self) -> None:
        """With nothing planned or earned, earned schedule would be the whole stretch, and SPI(t) above 1."""
        duties = (DutyDates(1, START + timedelta(days=40), START + timedelta(days=70), 6),)
        plan = work_out(Terms(START, GATEWAY, duties), {}, today=START + timedelta(days=35), rules=RULES)
        assert (plan.spi_t, plan.standing, plan.forecast_on) == (None, Standing.NOT_BEGUN, None)

    def test_in_the_first_days_it_is_too_early_to_say(self) -> None:
        last = plan_at(RULES.early_days - 1, {})
        assert (last.standing, last.spi_t, last.forecast_on) == (Standing.TOO_EARLY, 0, None)
        assert plan_at(RULES.early_days, {}).standing is Standing.LATE

    def test_with_nothing_earned_there_is_no_forecast(self) -> None:
        plan = plan_at(56, {})
        assert (plan.spi_t, plan.standing, plan.forecast_on, plan.is_beyond) == (0, Standing.LATE, None, False)

    def test_a_forecast_years_away_is_not_a_date(self) -> None:
        """1 earned: ES = 35/3; at day 200 the duties would take 105 x 200 x 3/35 = 1,800 days, 1,695 more."""
        plan = plan_at(200, {2: DutyState(0, 0, 1, 4)})
        assert (plan.forecast_on, plan.is_beyond) == (None, True)

    def test_when_everything_is_earned_the_baseline_holds_until_it_has_passed(self) -> None:
        assert (plan_at(130, ALL).standing, plan_at(130, ALL).forecast_on) == (Standing.ALL_EARNED, GATEWAY)
        assert plan_at(150, ALL).forecast_on == START + timedelta(days=150)

    def test_a_forecast_is_never_in_the_past(self) -> None:
        """Only the closing stretch of the plan is left after the duties, and a late day may use it up."""
        nearly = {1: DutyState(1, 1, 6, 6), 2: DutyState(0, 0, 3, 4)}
        for day in range(28, 400, 7):
            plan = plan_at(day, nearly)
            assert plan.forecast_on is None or plan.forecast_on >= plan.today

    @pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.AT_GATEWAY, Standing.ENDED])
    def test_what_is_not_measured_has_no_forecast(self, standing: Standing) -> None:
        plan = plan_at(56, unmeasured=standing)
        assert (plan.standing, plan.forecast_on) == (standing, None)

    def test_a_duty_of_one_day_takes_that_day(self) -> None:
        duties = (DutyDates(1, START, START, 3),)
        plan = work_out(Terms(START, GATEWAY, duties), {}, today=START + timedelta(days=1), rules=RULES)
        assert (plan.duties[0].start, plan.duties[0].finish, plan.planned) == (0, 1, 3)

    def test_a_plan_without_duties_is_refused(self) -> None:
        with pytest.raises(NothingPlanned):
            work_out(Terms(START, GATEWAY, ()), {}, today=START, rules=RULES)

    def test_weeks_count_from_one_and_a_part_is_a_week(self) -> None:
        assert [plan_at(day).week for day in (0, 6, 7, 139, 140)] == [1, 1, 2, 20, 21]
        assert plan_at(0).weeks == 20

    @pytest.mark.parametrize(("days", "weeks"), [(0, 0), (3, 0), (4, 1), (25, 4), (-3, 0), (-4, -1), (-11, -2)])
    def test_days_are_rounded_to_weeks(self, days: int, weeks: int) -> None:
        assert whole_weeks(days) == weeks


class TestWhereTheyAre:
    def test_it_is_the_first_duty_begun_and_not_whole(self) -> None:
        assert plan_at(20).current_duty.duty == 1
        assert plan_at(60, SOME | {1: DutyState(1, 1, 6, 6)}).current_duty.duty == 2

    def test_ahead_of_the_plan_it_is_the_next_duty(self) -> None:
        assert plan_at(20, SOME | {1: DutyState(1, 1, 6, 6)}).current_duty.duty == 2

    def test_with_everything_earned_it_is_the_last(self) -> None:
        assert plan_at(20, ALL).current_duty.duty == 2

    def test_a_duty_is_behind_when_it_has_earned_less_than_planned(self) -> None:
        assert [each.is_behind for each in plan_at(56).duties] == [True, True]
        assert [each.is_behind for each in plan_at(20).duties] == [False, False]


class TestAnyPlan:
    @given(
        day=st.integers(-20, 500),
        passed=st.integers(0, 1),
        accepted=st.integers(0, 6),
        more=st.integers(0, 4),
    )
    def test_figures_stay_within_their_bounds(self, day: int, passed: int, accepted: int, more: int) -> None:
        plan = plan_at(day, {1: DutyState(passed, 1, accepted, 6), 2: DutyState(0, 0, more, 4)})
        assert 0 <= plan.earned <= plan.weight == 10
        assert 0 <= plan.planned <= 10
        assert 0 <= plan.schedule.es <= plan.schedule.planned_duration == 105
        assert plan.forecast_on is None or (plan.forecast_on - GATEWAY).days <= max(
            RULES.furthest_forecast_days, day - 140
        )

    @given(day=st.integers(28, 139), accepted=st.integers(0, 5))
    def test_more_evidence_never_makes_the_forecast_later(self, day: int, accepted: int) -> None:
        before, after = (
            plan_at(day, {1: DutyState(1, 1, each, 6), 2: DutyState(ksbs=4)}) for each in (accepted, accepted + 1)
        )
        assert before.forecast_on is not None
        assert after.forecast_on is not None
        assert after.forecast_on <= before.forecast_on

    def test_the_duties_are_those_of_the_terms(self) -> None:
        assert tuple(each.dates for each in plan_at(3).duties) == DUTIES
