"""Changes on a small network, by hand, and properties of every change.

A (5) → B (10) → D (4), and A → C (6) → D: B is critical, C has four days of float; the finish is day 19.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.change_impact import Change, Plan, applied, cumulatively, finish, impact, singly
from app.engines.critical_path import Activity, CircularLogic, Link, LinkKind, UnknownActivity
from tests.engines.properties import steadily
from tests.engines.test_critical_path_properties import networks


def follows(*refs):
    return tuple(Link(ref) for ref in refs)


PLAN = Plan(
    (
        Activity("A", 5),
        Activity("B", 10, follows("A")),
        Activity("C", 6, follows("A")),
        Activity("D", 4, follows("B", "C")),
    ),
    budget={"Works": 40_000, "Design": 10_000},
    carbon=155,
    exposure=30_000,
)


class TestTime:
    @pytest.mark.parametrize(
        ("change", "moved", "used"),
        [
            (Change("C1", days={"B": 2}), 2, {}),
            (Change("C1", days={"B": -2}), -2, {"C": 2}),
            (Change("C1", days={"B": -30}), -4, {"C": 4}),
            (Change("C1", days={"C": 2}), 0, {"C": 2}),
            (Change("C1", days={"C": 5}), 1, {"C": 4}),
            (Change("C1", days={"C": -6}), 0, {}),
            (Change("C1", days={"B": 1, "D": 1}), 2, {}),
            (Change("C1", removed=("B",)), -4, {"C": 4}),
            (Change("C1", added=(Activity("E", 3, follows("A")),)), 0, {}),
            (Change("C1", added=(Activity("E", 3, follows("B")),), links={"D": follows("E")}), 3, {}),
            (Change("C1", unlinked={"B": frozenset({"A"})}), -4, {"C": 4}),
            (Change("C1", links={"C": (Link("A", lag=9),)}), 5, {"C": 4}),
        ],
    )
    def test_the_finish_moves_and_float_is_used(self, change, moved, used):
        told = impact(PLAN, change)
        assert (told.finish_before, told.finish_moved, dict(told.float_used)) == (19, moved, used)

    def test_the_finish_of_a_milestone_may_not_be_that_of_the_network(self):
        plan = Plan((*PLAN.activities, Activity("E", 50)), milestone="D")
        assert finish(plan) == 19
        assert impact(plan, Change("C1", days={"B": 1})).finish_after == 20

    def test_what_is_not_there(self):
        for change in (
            Change("C1", days={"Z": 1}),
            Change("C1", removed=("Z",)),
            Change("C1", links={"Z": ()}),
            Change("C1", unlinked={"Z": frozenset()}),
        ):
            with pytest.raises(UnknownActivity, match="Z"):
                impact(PLAN, change)
        with pytest.raises(UnknownActivity, match="Z"):
            finish(Plan(PLAN.activities, milestone="Z"))

    def test_a_change_that_makes_a_loop(self):
        with pytest.raises(CircularLogic):
            impact(PLAN, Change("C1", links={"A": follows("D")}))

    def test_days_of_work_added(self):
        assert Change("C1", days={"B": 2, "C": -1}, added=(Activity("E", 3),)).days_added == 4


class TestMoney:
    def test_costs_by_package_carbon_and_exposure(self):
        change = Change("C1", costs={"Works": Decimal("1250.50"), "Crane": 800}, carbon=Decimal("-6.5"), exposure=-9000)
        told = impact(PLAN, change)
        assert (told.cost_before, told.cost, told.carbon_after) == (50_000, Decimal("2050.50"), Decimal("148.5"))
        assert told.exposure_after == 21_000
        assert change.cost == told.cost
        assert applied(PLAN, change).budget == {"Works": Decimal("41250.50"), "Design": 10_000, "Crane": 800}


class TestTogether:
    CHANGES = (Change("C1", days={"C": 3}, costs={"Works": 100}), Change("C2", days={"C": 3}, costs={"Works": 200}))

    def test_singly_neither_moves_the_finish(self):
        assert [each.finish_moved for each in singly(PLAN, self.CHANGES)] == [0, 0]

    def test_together_the_second_does(self):
        told = cumulatively(PLAN, self.CHANGES)
        assert [(each.ref, each.finish_moved, each.cost_after) for each in told] == [
            ("C1", 0, 50_100),
            ("C2", 2, 50_300),
        ]
        assert dict(told[1].float_used) == {"C": 1}


@st.composite
def plans_and_changes(draw):
    plan = Plan(tuple(draw(networks(kinds=(LinkKind.FS,)))))
    refs = [activity.ref for activity in plan.activities]
    days = st.dictionaries(st.sampled_from(refs), st.integers(-5, 5), max_size=3)
    return plan, [Change(str(at), days=each) for at, each in enumerate(draw(st.lists(days, max_size=4)))]


@steadily
@given(plans_and_changes())
def test_moves_add_up_to_the_whole(drawn):
    plan, changes = drawn
    told = cumulatively(plan, changes)
    after = plan
    for change in changes:
        after = applied(after, change)
    assert sum(each.finish_moved for each in told) == finish(after) - finish(plan)


@steadily
@given(plans_and_changes())
def test_the_finish_moves_by_no_more_than_the_days_and_never_the_other_way(drawn):
    """With finish-to-start links alone: more work never makes a plan shorter, less never longer."""
    plan, changes = drawn
    for change, told in zip(changes, singly(plan, changes), strict=True):
        more = sum(days for days in change.days.values() if days > 0)
        less = sum(days for days in change.days.values() if days < 0)
        assert less <= told.finish_moved <= more


@steadily
@given(plans_and_changes())
def test_nothing_changes_nothing(drawn):
    plan, _ = drawn
    told = impact(plan, Change("C1"))
    assert (told.finish_moved, dict(told.float_used), told.cost) == (0, {}, 0)
