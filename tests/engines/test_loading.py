from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from app.engines import loading
from app.engines.critical_path import Activity, Link, LinkKind
from app.engines.levelling import Resource, steady
from app.engines.loading import Breach, Charge, OverAllocation

TWO = (Activity("P", 3), Activity("Q", 2))
ASK = {"P": {"gang": 2}, "Q": {"gang": 1}}


class TestUtilisation:
    @pytest.mark.parametrize(
        ("assigned", "available", "share"),
        [
            (45, Decimal("37.5"), Fraction(6, 5)),
            (30, Decimal("37.5"), Fraction(4, 5)),
            (0, 5, Fraction(0)),
        ],
    )
    def test_assigned_over_available(self, assigned, available, share):
        assert loading.utilisation(assigned, available) == share

    def test_it_is_not_defined_where_nothing_is_available(self):
        assert loading.utilisation(5, 0) is None

    def test_what_is_available_leaves_days_off_out(self):
        assert loading.available(steady("gang", 2, days_off=[1, 7]), 0, 5) == 8


class TestOverAllocations:
    def test_each_stretch_has_its_worst_day_and_those_who_ask(self):
        starts = {"P": 0, "Q": 1}
        found = loading.over_allocations(TWO, starts, ASK, Resource("gang", 2, {2: 1}))
        assert found == (OverAllocation("gang", 1, 3, 3, 1, ("P", "Q")),)

    def test_two_stretches_are_two(self):
        found = loading.over_allocations(TWO, {"P": 0, "Q": 5}, ASK, steady("gang", 0))
        assert [(each.start, each.finish, each.activities) for each in found] == [(0, 3, ("P",)), (5, 7, ("Q",))]

    def test_none_within_capacity_or_without_demand(self):
        assert loading.over_allocations(TWO, {"P": 0, "Q": 3}, ASK, steady("gang", 2)) == ()
        assert loading.over_allocations(TWO, {"P": 0, "Q": 3}, ASK, steady("other", 0)) == ()


class TestLowerBound:
    def test_days_off_make_it_longer(self):
        assert loading.lower_bound(TWO, [steady("gang", 2)], ASK) == 4
        assert loading.lower_bound(TWO, [steady("gang", 2, days_off=range(1, 11))], ASK) == 14

    def test_a_day_with_more_makes_it_shorter(self):
        assert loading.lower_bound(TWO, [Resource("gang", 2, {0: 4})], ASK) == 3

    def test_a_resource_of_which_there_is_none_bounds_nothing(self):
        assert loading.lower_bound(TWO, [steady("gang", 0), steady("other", 1)], ASK) == 3


class TestCost:
    @pytest.mark.parametrize(
        ("charge", "starts", "amount"),
        [
            (Charge.WORKED, {"P": 0, "Q": 9}, 8 * 150),
            (Charge.HIRED, {"P": 0, "Q": 9}, 11 * 2 * 150),
            (Charge.HIRED, {"P": 4, "Q": 4}, 3 * 3 * 150),
        ],
    )
    def test_by_days_worked_or_by_days_hired(self, charge, starts, amount):
        assert loading.cost(TWO, starts, ASK, "gang", Decimal(150), charge) == amount

    @pytest.mark.parametrize("charge", Charge)
    def test_what_nobody_asks_for_costs_nothing(self, charge):
        assert loading.cost(TWO, {"P": 0, "Q": 0}, ASK, "crane", Decimal("999.99"), charge) == 0

    def test_money_is_exact(self):
        with pytest.raises(TypeError):
            loading.cost(TWO, {"P": 0, "Q": 0}, ASK, "gang", 0.1, Charge.WORKED)


class TestBreaches:
    def test_every_kind_of_link_and_own_dates(self):
        activities = (
            Activity("A", 4),
            Activity("B", 2, (Link("A", LinkKind.SS, 2), Link("A", LinkKind.FF, 1)), start_no_earlier=4),
            Activity("C", 1, (Link("B"),)),
        )
        found = loading.breaches(activities, {"A": 0, "B": 1, "C": 3})
        assert found == (Breach("B", "", 3), Breach("B", "A", 1), Breach("B", "A", 2))

    def test_before_the_project_starts_is_too_soon(self):
        assert loading.breaches((Activity("A", 4),), {"A": -2}) == (Breach("A", "", 2),)
