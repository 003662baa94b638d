"""What a plan's figures say in words, and who needs attention first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.templating import day
from app.progress import words
from app.progress.attention import Need, Queue, Waiting, days_since, order, reasons
from app.progress.plan import DutyState, Standing
from tests.progress.plans import ALL, GATEWAY, RULES, SOME, START, plan_at

BEGUN = Waiting(has_begun=True)


def at(day_number: int, hour: int = 12) -> datetime:
    return datetime(START.year, START.month, START.day, hour, tzinfo=UTC) + timedelta(days=day_number)


class TestWhy:
    def test_every_standing_says_why(self) -> None:
        plans = [
            plan_at(56),
            plan_at(52),
            plan_at(56, SOME | {1: DutyState(1, 1, 6, 6)}),
            plan_at(56, ALL),
            plan_at(3),
            plan_at(0, {}),
            *(plan_at(56, unmeasured=each) for each in (Standing.PAUSED, Standing.AT_GATEWAY, Standing.ENDED)),
        ]
        assert {each.standing for each in plans} == set(Standing)
        assert [words.why(each, RULES) for each in plans] == [
            "Earned 6.5 planned weeks in 8.0: SPI(t) 0.81 is below 0.85.",
            "Earned 6.5 planned weeks in 7.4: SPI(t) 0.88 is below 0.95, but not below 0.85.",
            "Earned 8.0 planned weeks in 8.0: SPI(t) 1.00, and 0.95 or more is on course.",
            "Every exercise of the duties is passed and each of their KSBs has accepted evidence.",
            "In the first 28 days one week looks like a trend. SPI(t) counts from 2 Feb 2026.",
            "Nothing is planned or earned yet.",
            "During a break in learning progress is not measured against the plan.",
            "The gateway has been reached, so progress is no longer measured.",
            "The apprenticeship has ended, so progress is no longer measured.",
        ]

    def test_somebody_who_has_earned_nothing_is_told_so(self) -> None:
        assert words.why(plan_at(56, {}), RULES) == "Nothing earned in 8.0 weeks: SPI(t) 0.00 is below 0.85."

    def test_before_the_start_the_day_is_named(self) -> None:
        plan = plan_at(-3, {})
        assert words.why(plan, RULES) == "The apprenticeship starts on 5 Jan 2026."
        assert words.week(plan) == "Starts on 5 Jan 2026."

    def test_a_week_after_the_gateway_is_not_of_the_plan(self) -> None:
        assert words.week(plan_at(139)) == "Week 20 of 20."
        assert words.week(plan_at(161)) == "Week 24 of a plan of 20."


class TestGateway:
    @pytest.mark.parametrize(
        ("number", "states", "expected"),
        [
            (56, SOME, ("19 Jun 2026", "4 weeks after baseline", "late")),
            (52, SOME, ("9 Jun 2026", "2 weeks after baseline", "watch")),
            (48, SOME, ("31 May 2026", "1 week after baseline", "done")),
            (56, SOME | {1: DutyState(1, 1, 6, 6)}, ("25 May 2026", "on the baseline", "done")),
            (
                56,
                {1: DutyState(1, 1, 6, 6), 2: DutyState(0, 0, 1, 4)},
                ("14 May 2026", "2 weeks before baseline", "done"),
            ),
            (3, SOME, (day(GATEWAY), "baseline; too early to say", "off")),
            (56, {}, (day(GATEWAY), "baseline; no forecast until something is earned", "late")),
            (200, {2: DutyState(0, 0, 1, 4)}, (day(GATEWAY), "baseline; at this pace over three years later", "late")),
        ],
    )
    def test_the_date_says_whether_it_is_a_forecast(
        self, number: int, states: dict[int, DutyState], expected: tuple[str, str, str]
    ) -> None:
        assert words.gateway(plan_at(number, states), RULES) == expected


class TestReasons:
    def test_all_reasons_are_given_the_most_pressing_first(self) -> None:
        waiting = Waiting(
            to_mark=Queue(2, at(50)),
            to_decide=Queue(1, at(55)),
            oldest_draft=("Build the schedule", at(36)),
            has_begun=True,
        )
        assert [(each.need, each.text) for each in reasons(plan_at(56), waiting, RULES)] == [
            (Need.LATE, "Late: earned 6.5 planned weeks in 8.0"),
            (Need.MARKING, "2 pieces of work to mark, the oldest waiting 6 days"),
            (Need.EVIDENCE, "1 claim to decide, waiting 1 day"),
            (Need.IDLE_DRAFT, "Draft of “Build the schedule” untouched for 20 days"),
        ]

    def test_what_came_today_says_so(self) -> None:
        found = reasons(plan_at(48), Waiting(to_mark=Queue(1, at(48)), has_begun=True), RULES)
        assert [each.text for each in found] == ["1 piece of work to mark, since today"]

    def test_somebody_on_course_with_nothing_waiting_needs_nothing(self) -> None:
        assert reasons(plan_at(48), BEGUN, RULES) == []

    def test_a_draft_is_idle_from_the_day_the_rules_say(self) -> None:
        drafts = [Waiting(oldest_draft=("X", at(48 - days)), has_begun=True) for days in (13, 14)]
        assert [len(reasons(plan_at(48), each, RULES)) for each in drafts] == [0, 1]

    def test_who_never_started_is_named_from_the_second_day(self) -> None:
        assert reasons(plan_at(0, {}), Waiting(), RULES) == []
        assert [each.text for each in reasons(plan_at(1, {}), Waiting(), RULES)] == [
            "Nothing opened or claimed since the start on 5 Jan 2026"
        ]

    def test_in_a_break_only_what_others_wait_for_counts(self) -> None:
        waiting = Waiting(to_mark=Queue(1, at(40)), oldest_draft=("X", at(1)))
        found = reasons(plan_at(56, unmeasured=Standing.PAUSED), waiting, RULES)
        assert [each.need for each in found] == [Need.MARKING]

    def test_days_are_counted_in_london(self) -> None:
        late_evening = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # 2 July in London
        assert days_since(late_evening, late_evening.date()) == 0
        assert days_since(late_evening, late_evening.date() + timedelta(days=3)) == 2


class TestOrder:
    def test_needs_come_in_order_and_the_worst_of_each_first(self) -> None:
        people = {
            "nothing": reasons(plan_at(48), BEGUN, RULES),
            "idle": reasons(plan_at(48), Waiting(oldest_draft=("X", at(1)), has_begun=True), RULES),
            "watch": reasons(plan_at(52), BEGUN, RULES),
            "decide": reasons(plan_at(48), Waiting(to_decide=Queue(1, at(47)), has_begun=True), RULES),
            "mark": reasons(plan_at(48), Waiting(to_mark=Queue(1, at(47)), has_begun=True), RULES),
            "mark longer": reasons(plan_at(48), Waiting(to_mark=Queue(1, at(40)), has_begun=True), RULES),
            "late": reasons(plan_at(56), BEGUN, RULES),
            "later": reasons(plan_at(70), BEGUN, RULES),
            "new": reasons(plan_at(5, {}), Waiting(), RULES),
        }
        in_order = sorted(people, key=lambda name: order(people[name], name))
        assert in_order == ["later", "late", "mark longer", "mark", "decide", "watch", "idle", "new", "nothing"]

    def test_names_settle_what_is_equal(self) -> None:
        assert order([], "Ámir") != order([], "bea")
        assert order([], "Bea") < order([], "callum")
