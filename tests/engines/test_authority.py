"""Tolerances and delegated authority by hand: vectors 12.2 and those of duty 9, and properties of every order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.authority import (
    Area,
    Breach,
    Direction,
    Level,
    LimitedTop,
    NegativeTolerance,
    NoLevels,
    Reason,
    Request,
    Tolerance,
    exceptions,
    routes,
)
from tests.engines.properties import steadily

STAGE = Tolerance.percent(Area.COST, 100_000, over=5, under=10)
FINISH = Tolerance(Area.TIME, 0, over=5, under=5)
MANAGER = Level("manager", 5000, 2, budget=10_000)
SPONSOR = Level("sponsor", 25_000, 5)
BOARD = Level("board", decides_reserved=True)


class TestTolerance:
    @pytest.mark.parametrize(
        ("tolerance", "forecast", "breach"),
        [
            (STAGE, 104_000, None),
            (STAGE, 105_000, None),
            (STAGE, 106_000, Breach(Area.COST, Direction.OVER, Fraction(1000))),
            (STAGE, 90_000, None),
            (STAGE, 89_000, Breach(Area.COST, Direction.UNDER, Fraction(1000))),
            (FINISH, 5, None),
            (FINISH, 6, Breach(Area.TIME, Direction.OVER, Fraction(1))),
            (FINISH, -6, Breach(Area.TIME, Direction.UNDER, Fraction(1))),
            (Tolerance(Area.SUSTAINABILITY, 155, over=3), -900, None),
            (Tolerance(Area.BENEFIT, 900, under=0), 100_000, None),
            (Tolerance(Area.BENEFIT, 900, under=0), 899, Breach(Area.BENEFIT, Direction.UNDER, Fraction(1))),
            (Tolerance.percent(Area.COST, -200, over=Decimal("2.5")), -195, None),
        ],
    )
    def test_forecast(self, tolerance, forecast, breach):
        assert tolerance.breach(forecast) == breach

    def test_any_breach_is_an_exception(self):
        told = exceptions([(STAGE, 106_000), (FINISH, 5), (FINISH, 9)])
        assert [(each.area, each.by) for each in told] == [(Area.COST, 1000), (Area.TIME, 4)]
        assert exceptions([(STAGE, 104_000)]) == ()

    @pytest.mark.parametrize("limits", [{"over": -1}, {"under": -1}])
    def test_a_negative_tolerance_is_refused(self, limits):
        with pytest.raises(NegativeTolerance):
            Tolerance(Area.COST, 10, **limits)


class TestRoutes:
    def test_vector_12_2(self):
        asked = [Request("1", 4000, 1), Request("2", 5000, 2), Request("3", 3000, 0), Request("4", 500, 3)]
        told = [(each.level, each.left_after) for each in routes(asked, [MANAGER, BOARD])]
        assert told == [("manager", 6000), ("manager", 1000), ("board", None), ("board", None)]

    @pytest.mark.parametrize(
        ("request_", "level", "reasons"),
        [
            (Request("1", 5000, 2), "manager", ()),
            (Request("1", Decimal("5000.01"), 2), "sponsor", (("manager", (Reason.COST,)),)),
            (Request("1", 5000, 3), "sponsor", (("manager", (Reason.TIME,)),)),
            (Request("1", -9000, -4), "manager", ()),
            (
                Request("1", 25_001, 6),
                "board",
                (
                    ("manager", (Reason.COST, Reason.TIME, Reason.BUDGET)),
                    ("sponsor", (Reason.COST, Reason.TIME)),
                ),
            ),
            (
                Request("1", 10, 0, is_reserved=True),
                "board",
                (("manager", (Reason.RESERVED,)), ("sponsor", (Reason.RESERVED,))),
            ),
        ],
    )
    def test_the_lowest_level_that_may(self, request_, level, reasons):
        [route] = routes([request_], [MANAGER, SPONSOR, BOARD])
        assert (route.level, route.refused) == (level, reasons)

    def test_only_what_is_paid_for_uses_the_change_budget(self):
        asked = [
            Request("1", 5000, 0),
            Request("2", 5000, 0, draws=False),
            Request("3", -700, 0),
            Request("4", 5000, 0),
        ]
        told = [(each.level, each.left_before, each.left_after) for each in routes(asked, [MANAGER, BOARD])]
        assert told == [
            ("manager", 10_000, 5000),
            ("manager", 5000, 5000),
            ("manager", 5000, 5000),
            ("manager", 5000, 0),
        ]

    def test_what_a_higher_level_pays_for_leaves_it_alone(self):
        [first, second] = routes([Request("1", 6800, 0), Request("2", 100, 0)], [MANAGER, SPONSOR, BOARD])
        assert (first.level, first.left_after, second.left_before) == ("sponsor", None, 10_000)

    def test_somebody_must_be_able_to_decide_anything(self):
        with pytest.raises(NoLevels):
            routes([], [])
        with pytest.raises(LimitedTop, match="Nobody is above manager"):
            routes([], [MANAGER])


requests = st.lists(
    st.builds(Request, st.just("x"), st.integers(-2000, 9000), st.integers(-3, 7), st.booleans(), st.booleans()),
    max_size=12,
)


@steadily
@given(requests)
def test_a_change_budget_is_never_overdrawn_and_never_grows(asked):
    left = [each.left_after for each in routes(asked, [MANAGER, SPONSOR, BOARD]) if each.level == "manager"]
    assert all(0 <= after <= 10_000 for after in left)
    assert left == sorted(left, reverse=True)


@steadily
@given(requests)
def test_what_is_reserved_goes_to_the_top_and_nothing_goes_higher_for_being_cheaper(asked):
    for request, route in zip(asked, routes(asked, [Level("manager", 5000, 2), SPONSOR, BOARD]), strict=True):
        assert (route.level == "board") is (request.is_reserved or request.cost > 25_000 or request.days > 5)
        [cheaper] = routes(
            [Request("x", request.cost - 1, request.days - 1, request.is_reserved)],
            [Level("manager", 5000, 2), SPONSOR, BOARD],
        )
        assert len(cheaper.refused) <= len(route.refused)
