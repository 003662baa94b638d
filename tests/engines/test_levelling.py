from __future__ import annotations

from fractions import Fraction

import pytest

from app.engines import levelling, loading
from app.engines.critical_path import Activity, CircularLogic, Link, LinkKind, analyse
from app.engines.levelling import CannotBeLevelled, Resource, level, steady
from app.engines.smoothing import smooth

FS, SS, FF, SF = LinkKind


def after(*refs: str) -> tuple[Link, ...]:
    return tuple(Link(ref) for ref in refs)


def gang(units, days_off=()):
    return [steady("gang", units, days_off)]


def asking(**units):
    return {ref: {"gang": each} for ref, each in units.items()}


def early(activities):
    return {ref: dates.early_start for ref, dates in analyse(activities).dates.items()}


def spans(activities, starts):
    return {each.ref: (starts[each.ref], starts[each.ref] + each.duration) for each in activities}


FOUR = (Activity("A", 3), Activity("B", 4), Activity("C", 2, after("A")), Activity("D", 2, after("B", "C")))
FOUR_ASK = asking(A=2, B=1, C=1, D=1)


class TestTwoOfAGang:
    def test_before(self):
        starts = early(FOUR)
        assert spans(FOUR, starts) == {"A": (0, 3), "B": (0, 4), "C": (3, 5), "D": (5, 7)}
        assert loading.load(FOUR, starts, FOUR_ASK, "gang") == (3, 3, 3, 2, 1, 1, 1)
        assert analyse(FOUR).dates["B"].total_float == 1

    def test_levelled(self):
        levelled = level(FOUR, gang(2), FOUR_ASK)
        assert spans(FOUR, levelled.starts) == {"A": (0, 3), "B": (3, 7), "C": (3, 5), "D": (7, 9)}
        assert loading.load(FOUR, levelled.starts, FOUR_ASK, "gang") == (2, 2, 2, 2, 2, 1, 1, 1, 1)
        assert levelled.finish == 9

    def test_the_longest_first_is_legal_but_worse(self):
        levelled = level(FOUR, gang(2), FOUR_ASK, levelling.longest_first)
        assert levelled.finish == 11
        assert loading.over_allocations(FOUR, levelled.starts, FOUR_ASK, gang(2)[0]) == ()
        assert loading.breaches(FOUR, levelled.starts) == ()

    def test_nothing_can_be_shorter_than_the_bound(self):
        assert loading.lower_bound(FOUR, gang(2), FOUR_ASK) == 7

    @pytest.mark.parametrize(
        "rule", [levelling.least_float_first, levelling.longest_first, levelling.least_late_finish_first]
    )
    def test_with_one_that_does_everything_any_order_takes_as_long_as_the_work(self, rule):
        ones = asking(A=1, B=1, C=1, D=1)
        assert level(FOUR, gang(1), ones, rule).finish == 11 == loading.work(FOUR, ones, "gang")
        assert loading.lower_bound(FOUR, gang(1), ones) == 11

    def test_two_of_one_cannot_be_levelled(self):
        with pytest.raises(CannotBeLevelled, match="Activity A cannot be levelled") as raised:
            level(FOUR, gang(1), FOUR_ASK)
        assert (raised.value.activity, raised.value.resource) == ("A", "gang")


class TestSmoothing:
    activities = (
        Activity("P", 3),
        Activity("S", 3, after("P")),
        Activity("Q", 2),
        Activity("T", 1, after("S", "Q")),
    )
    asks = asking(P=1, S=0, Q=1, T=1)

    def test_before(self):
        assert loading.load(self.activities, early(self.activities), self.asks, "gang") == (2, 2, 1, 0, 0, 0, 1)
        assert analyse(self.activities).dates["Q"].total_float == 4

    def test_the_peak_is_moved_into_float_and_the_finish_stays(self):
        smoothed = smooth(self.activities, gang(1), self.asks)
        assert spans(self.activities, smoothed.starts)["Q"] == (3, 5)
        assert loading.load(self.activities, smoothed.starts, self.asks, "gang") == (1, 1, 1, 1, 1, 0, 1)
        assert smoothed.finish == 7

    def test_a_finish_may_be_imposed(self):
        smoothed = smooth((Activity("P", 2), Activity("Q", 2)), gang(1), asking(P=1, Q=1), imposed_finish=4)
        assert smoothed.finish == 4
        assert loading.load(self.activities[:0], {}, {}, "gang") == ()

    def test_what_has_no_float_stays_whatever_its_load(self):
        activities = (Activity("P", 2), Activity("Q", 2))
        smoothed = smooth(activities, gang(1), asking(P=1, Q=1))
        assert smoothed.starts == {"P": 0, "Q": 0}

    def test_below_capacity_the_load_is_made_even(self):
        activities = (Activity("P", 4), Activity("Q", 2), Activity("R", 2))
        smoothed = smooth(activities, gang(9), asking(P=0, Q=1, R=1))
        assert loading.load(activities, smoothed.starts, asking(Q=1, R=1), "gang") == (1, 1, 1, 1)

    def test_days_off_and_own_dates_count(self):
        activities = (Activity("P", 5), Activity("Q", 1, start_no_earlier=1))
        smoothed = smooth(activities, gang(1, days_off=[1, 2]), asking(Q=1))
        assert smoothed.starts["Q"] == 3

    def test_a_resource_without_a_limit_moves_nothing(self):
        activities = (Activity("P", 5), Activity("Q", 1), Activity("R", 1))
        asks = {"Q": {"other": 1}, "R": {"other": 1}}
        assert smooth(activities, gang(1), asks).starts == {"P": 0, "Q": 0, "R": 0}

    def test_impossible_dates_move_nothing(self):
        activities = (Activity("P", 5), Activity("Q", 2))
        assert smooth(activities, gang(1), asking(P=1, Q=1), imposed_finish=1).starts == {"P": 0, "Q": 0}


class TestLinksAndCalendars:
    def test_with_enough_of_everything_the_early_dates_come_out(self):
        activities = (
            Activity("A", 5),
            Activity("B", 10, after("A")),
            Activity("C", 8, (Link("B", SS, 4),)),
            Activity("D", 6, (Link("C", FS, 2),)),
            Activity("E", 4, (Link("D", SS, 3), Link("D", FF, 2))),
            Activity("G", 3, after("A"), start_no_earlier=9),
            Activity("F", 0, after("B", "E", "G")),
        )
        assert level(activities, gang(9), asking(A=1, B=2, C=3)).starts == early(activities)

    def test_a_lead_is_used_even_when_it_begins_before_what_it_follows(self):
        activities = (Activity("P", 4), Activity("Q", 6, (Link("P", FF, 3),)))
        assert level(activities, gang(2), asking(P=1, Q=1)).starts == {"P": 0, "Q": 1}

    def test_a_start_that_a_finish_waits_for(self):
        activities = (Activity("P", 4), Activity("Q", 3, (Link("P", SF, 6),)))
        assert level(activities, gang(1), asking(P=1, Q=1)).starts == {"P": 0, "Q": 4}

    def test_a_lag_is_kept(self):
        activities = (Activity("P", 2), Activity("Q", 2, (Link("P", FS, 3),)), Activity("R", 3))
        assert level(activities, gang(1), asking(P=1, Q=1, R=1)).starts == {"P": 0, "Q": 5, "R": 2}

    def test_nothing_is_begun_that_would_be_cut_by_a_day_off(self):
        activities = (Activity("P", 3), Activity("Q", 2))
        assert level(activities, gang(1, days_off=[2]), asking(P=1, Q=1)).starts == {"P": 3, "Q": 0}

    def test_days_off_before_the_start_do_not_matter(self):
        assert level((Activity("P", 1),), gang(1, days_off=[-3]), asking(P=1)).starts == {"P": 0}

    def test_a_day_may_have_more_or_less_than_usual(self):
        resource = Resource("gang", 2, {0: 1, 1: 3})
        activities = (Activity("P", 1), Activity("Q", 1), Activity("R", 1))
        levelled = level(activities, [resource], asking(P=2, Q=1, R=1))
        assert levelled.starts == {"P": 1, "Q": 0, "R": 1}
        assert [resource.on(day) for day in range(3)] == [1, 3, 2]

    def test_several_resources_at_once(self):
        activities = (Activity("P", 2), Activity("Q", 2), Activity("R", 2))
        resources = [steady("gang", 1), steady("rig", 1)]
        demands = {"P": {"gang": 1}, "Q": {"rig": 1}, "R": {"gang": 1, "rig": 1}}
        assert level(activities, resources, demands).starts == {"P": 0, "Q": 0, "R": 2}

    def test_halves_of_a_person(self):
        half = Fraction(1, 2)
        activities = (Activity("P", 2), Activity("Q", 2), Activity("R", 1))
        assert level(activities, gang(1), asking(P=half, Q=half, R=half)).starts == {"P": 0, "Q": 0, "R": 2}

    def test_milestones_and_resources_without_a_limit_ask_for_nothing(self):
        activities = (Activity("M", 0), Activity("P", 2))
        assert level(activities, gang(1), {"M": {"gang": 5}, "P": {"other": 9}}).starts == {"M": 0, "P": 0}

    def test_ten_comes_after_nine(self):
        activities = tuple(Activity(ref, 1) for ref in ("10", "9"))
        assert level(activities, gang(1), {"9": {"gang": 1}, "10": {"gang": 1}}).starts == {"9": 0, "10": 1}

    def test_nothing_takes_no_time(self):
        assert level((), gang(1), {}).finish == 0

    def test_a_loop_is_an_error(self):
        with pytest.raises(CircularLogic):
            level((Activity("A", 1, after("B")), Activity("B", 1, after("A"))), [], {})

    def test_a_resource_of_which_there_is_none(self):
        with pytest.raises(CannotBeLevelled):
            level((Activity("A", 1),), gang(0), asking(A=1))
