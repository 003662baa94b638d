from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.engines.calendar import WorkingCalendar
from app.engines.critical_path import (
    Activity,
    CircularLogic,
    DuplicateRef,
    Link,
    LinkKind,
    NegativeDuration,
    NetworkError,
    UnknownActivity,
    UnknownPredecessor,
    analyse,
    finish_moves,
    perturbed,
    waits_for,
)

FS, SS, FF, SF = LinkKind


def after(*refs: str) -> tuple[Link, ...]:
    return tuple(Link(ref) for ref in refs)


FINISH_TO_START_ONLY = (
    Activity("A", 3),
    Activity("B", 5, after("A")),
    Activity("C", 2, after("A")),
    Activity("D", 4, after("B", "C")),
    Activity("E", 6, after("C")),
    Activity("F", 1, after("D", "E")),
)
EVERY_LINK = (
    Activity("A", 5),
    Activity("B", 10, after("A")),
    Activity("C", 8, (Link("B", SS, 4),)),
    Activity("D", 6, (Link("C", FS, 2),)),
    Activity("E", 4, (Link("D", SS, 3), Link("D", FF, 2))),
    Activity("G", 3, after("A")),
    Activity("F", 0, after("B", "E", "G")),
)
SPRING = WorkingCalendar(frozenset(range(5)), frozenset({date(2027, 3, 26), date(2027, 3, 29)}), start=date(2027, 3, 8))


def with_links(activities, change):
    return [replace(each, links=tuple(change(link) for link in each.links)) for each in activities]


def floats(network):
    return {ref: dates.total_float for ref, dates in network.dates.items()}


class TestFinishToStartOnly:
    network = analyse(FINISH_TO_START_ONLY)

    def test_duration_and_critical_path(self):
        assert self.network.finish == 13
        assert self.network.critical == ("A", "B", "D", "F")
        assert self.network.critical_chain() == ("A", "B", "D", "F")

    def test_total_float(self):
        assert floats(self.network) == {"A": 0, "B": 0, "C": 1, "D": 0, "E": 1, "F": 0}

    def test_free_float_is_shared_along_a_path(self):
        assert (self.network.dates["C"].free_float, self.network.dates["E"].free_float) == (0, 1)


class TestEveryKindOfLink:
    network = analyse(EVERY_LINK)

    @pytest.mark.parametrize(
        ("ref", "early", "late", "total_float", "free_float", "start", "finish"),
        [
            ("A", (0, 5), (0, 5), 0, 0, date(2027, 3, 8), date(2027, 3, 12)),
            ("B", (5, 15), (5, 15), 0, 0, date(2027, 3, 15), date(2027, 3, 30)),
            ("C", (9, 17), (9, 17), 0, 0, date(2027, 3, 19), date(2027, 4, 1)),
            ("D", (19, 25), (19, 25), 0, 0, date(2027, 4, 6), date(2027, 4, 13)),
            ("E", (23, 27), (23, 27), 0, 0, date(2027, 4, 12), date(2027, 4, 15)),
            ("G", (5, 8), (24, 27), 19, 19, date(2027, 3, 15), date(2027, 3, 17)),
        ],
    )
    def test_activity(self, ref, early, late, total_float, free_float, start, finish):
        dates = self.network.dates[ref]
        assert (dates.early_start, dates.early_finish) == early
        assert (dates.late_start, dates.late_finish) == late
        assert (dates.total_float, dates.free_float) == (total_float, free_float)
        assert dates.critical is (total_float == 0)
        assert (SPRING.start_date(dates.early_start), SPRING.finish_date(dates.early_finish)) == (start, finish)

    def test_milestone_is_shown_on_the_day_of_what_drives_it(self):
        dates = self.network.dates["F"]
        assert (dates.early_start, dates.early_finish, dates.total_float, dates.free_float) == (27, 27, 0, 0)
        assert SPRING.finish_date(dates.early_finish) == date(2027, 4, 15)
        assert dates.drivers == ("E",)

    def test_finish_to_finish_drives_once_though_two_links_join_the_pair(self):
        assert self.network.dates["E"].drivers == ("D",)
        without_ff = [*EVERY_LINK[:4], Activity("E", 4, (Link("D", SS, 3),)), *EVERY_LINK[5:]]
        assert analyse(without_ff).dates["E"].early_start == 22

    def test_critical_path_goes_through_the_start_of_b(self):
        assert self.network.critical == ("A", "B", "C", "D", "E", "F")
        assert self.network.critical_chain() == ("A", "B", "C", "D", "E", "F")

    def test_errors_of_reading_give_their_known_wrong_answers(self):
        assert analyse(with_links(EVERY_LINK, lambda link: replace(link, lag=0))).finish == 19
        assert analyse(with_links(EVERY_LINK, lambda link: replace(link, kind=FS))).finish == 42
        no_holidays = replace(SPRING, days_off=frozenset())
        assert no_holidays.finish_date(self.network.finish) == date(2027, 4, 13)

    def test_imposed_finish_that_cannot_be_met(self):
        network = analyse(EVERY_LINK, imposed_finish=25)
        assert floats(network) == {"A": -2, "B": -2, "C": -2, "D": -2, "E": -2, "G": 17, "F": -2}
        assert network.critical == ("A", "B", "C", "D", "E", "F")
        assert network.finish == 27

    def test_imposed_finish_that_leaves_float_makes_the_least_float_critical(self):
        network = analyse(EVERY_LINK, imposed_finish=30)
        assert floats(network) == {"A": 3, "B": 3, "C": 3, "D": 3, "E": 3, "G": 22, "F": 3}
        assert network.critical == ("A", "B", "C", "D", "E", "F")
        assert network.dates["G"].free_float == 19


def test_start_to_finish():
    network = analyse([Activity("P", 4), Activity("Q", 3, (Link("P", SF, 6),))])
    assert (network.dates["Q"].early_start, network.dates["Q"].early_finish) == (3, 6)
    assert network.finish == 6
    assert network.critical_chain() == ("P", "Q")


@pytest.mark.parametrize(
    ("kind", "early_start", "free_float"), [(FS, 12, 0), (SS, 7, 0), (FF, 8, 0), (SF, 3, 0)], ids=str
)
def test_each_link_holds_the_end_that_it_names(kind, early_start, free_float):
    """P is days 5 to 10 and Q takes 4 days: 10 + 2, 5 + 2, 10 + 2 - 4, 5 + 2 - 4."""
    network = analyse([Activity("P", 5, start_no_earlier=5), Activity("Q", 4, (Link("P", kind, 2),))])
    assert network.dates["Q"].early_start == early_start
    assert network.dates["P"].free_float == free_float


@pytest.mark.parametrize(("kind", "late_start"), [(FS, 3), (SS, 8), (FF, 7), (SF, 12)], ids=str)
def test_each_link_holds_back_late_dates_as_well(kind, late_start):
    """Q may be no later than days 10 to 14: P (5 days) then starts by 10 - 2 - 5, 10 - 2, 14 - 2 - 5, 14 - 2."""
    network = analyse(
        [Activity("P", 5), Activity("Q", 4, (Link("P", kind, 2),), finish_no_later=14)], imposed_finish=99
    )
    assert network.dates["P"].late_start == late_start


def test_a_lead_lets_the_successor_overlap():
    network = analyse([Activity("A", 5), Activity("B", 4, (Link("A", FS, -2),))])
    assert network.dates["B"].early_start == 3


def test_nothing_starts_before_the_project_does():
    network = analyse([Activity("A", 1), Activity("B", 2, (Link("A", FS, -9),)), Activity("C", 9, (Link("A", FF),))])
    assert network.dates["B"].early_start == 0
    assert network.dates["C"].early_start == 0
    assert network.dates["B"].drivers == ()
    assert analyse([Activity("A", 1, start_no_earlier=-4)]).dates["A"].early_start == 0


def test_no_earlier_date_moves_an_activity_forward_and_is_its_driver():
    network = analyse([Activity("A", 2), Activity("B", 3, after("A"), start_no_earlier=6)])
    assert (network.dates["B"].early_start, network.dates["B"].drivers) == (6, ())
    assert network.dates["A"].free_float == 4
    assert network.critical_chain() == ("B",)


def test_no_earlier_date_that_logic_has_passed_changes_nothing():
    network = analyse([Activity("A", 7), Activity("B", 3, after("A"), start_no_earlier=6)])
    assert (network.dates["B"].early_start, network.dates["B"].drivers) == (7, ("A",))


def test_no_later_date_makes_float_negative_and_leaves_early_dates_alone():
    network = analyse([Activity("A", 5), Activity("B", 3, after("A"), finish_no_later=6), Activity("C", 9)])
    assert floats(network) == {"A": -2, "B": -2, "C": 0}
    assert network.dates["B"].early_finish == 8
    assert network.finish == 9
    assert network.critical == ("A", "B", "C")


def test_no_later_date_after_the_finish_gives_nothing_away():
    network = analyse([Activity("A", 5, finish_no_later=50)])
    assert network.dates["A"].total_float == 0


def test_tightest_float_of_zero_or_less_decides_even_with_a_late_imposed_finish():
    network = analyse([Activity("A", 5, finish_no_later=5), Activity("B", 8)], imposed_finish=20)
    assert floats(network) == {"A": 0, "B": 12}
    assert network.critical == ("A",)


def test_finish_of_the_project_limits_the_free_float_of_an_activity_followed_only_by_its_start():
    network = analyse([Activity("A", 10), Activity("B", 8), Activity("C", 2, (Link("A", SS), Link("B")))])
    assert (network.dates["A"].total_float, network.dates["A"].free_float) == (0, 0)


def test_order_keeps_the_rows_as_given_wherever_logic_allows():
    network = analyse([Activity("X", 1, after("Z")), Activity("Y", 1), Activity("Z", 1), Activity("W", 1)])
    assert network.order == ("Y", "Z", "X", "W")
    assert list(network.dates) == ["X", "Y", "Z", "W"]


def test_of_two_ends_the_one_with_least_float_is_explained():
    network = analyse([Activity("A", 4), Activity("B", 4, finish_no_later=3), Activity("C", 4)])
    assert network.critical_chain() == ("B",)
    assert analyse([Activity("A", 4), Activity("M", 0, after("A"))]).critical_chain() == ("A", "M")


def test_only_what_ends_the_project_is_explained_however_late_something_else_is():
    assert analyse([Activity("A", 4), Activity("B", 3, finish_no_later=1)]).critical_chain() == ("A",)


def test_empty_network_has_no_dates():
    network = analyse([])
    assert (dict(network.dates), network.finish, network.order, network.critical) == ({}, 0, (), ())
    assert network.critical_chain() == ()


class TestWhatIsNotANetwork:
    def test_loop_is_named_in_the_order_of_its_links(self):
        activities = [
            Activity("S", 1),
            Activity("A", 1, after("S", "C")),
            Activity("B", 1, after("A")),
            Activity("C", 1, after("B")),
            Activity("D", 1, after("C")),
        ]
        with pytest.raises(CircularLogic) as loop:
            analyse(activities)
        assert loop.value.refs == ("A", "B", "C", "A")
        assert "A → B → C → A" in str(loop.value)

    def test_loop_is_found_from_an_activity_that_only_follows_it(self):
        with pytest.raises(CircularLogic) as loop:
            analyse([Activity("T", 1, after("Y")), Activity("X", 1, after("Y")), Activity("Y", 1, after("X"))])
        assert loop.value.refs == ("X", "Y", "X")

    def test_activity_that_waits_for_itself(self):
        with pytest.raises(CircularLogic) as loop:
            analyse([Activity("A", 1, (Link("A", SS, 1),))])
        assert loop.value.refs == ("A", "A")

    def test_predecessor_that_is_not_there(self):
        with pytest.raises(UnknownPredecessor) as unknown:
            analyse([Activity("A", 1), Activity("B", 1, after("A", "Z"))])
        assert (unknown.value.ref, unknown.value.missing) == ("B", "Z")

    def test_two_activities_of_one_reference(self):
        with pytest.raises(DuplicateRef) as duplicate:
            analyse([Activity("A", 1), Activity("A", 2)])
        assert duplicate.value.ref == "A"

    def test_negative_duration(self):
        with pytest.raises(NegativeDuration) as negative:
            analyse([Activity("A", -1)])
        assert negative.value.ref == "A"
        assert isinstance(negative.value, NetworkError)


class TestPerturbing:
    def test_lengthening_a_critical_activity_moves_the_finish_as_far(self):
        assert finish_moves(EVERY_LINK, "D", 600) == 600

    def test_float_is_used_up_first(self):
        assert finish_moves(EVERY_LINK, "G", 19) == 0
        assert finish_moves(EVERY_LINK, "G", 20) == 1

    def test_only_the_named_activity_changes(self):
        longer = perturbed(EVERY_LINK, "G", 4)
        assert longer[5] == replace(EVERY_LINK[5], duration=7)
        assert longer[:5] + longer[6:] == EVERY_LINK[:5] + EVERY_LINK[6:]

    def test_activity_that_is_not_there(self):
        with pytest.raises(UnknownActivity) as unknown:
            perturbed(EVERY_LINK, "Z", 1)
        assert unknown.value.ref == "Z"

    def test_longer_activity_held_by_its_finish_may_bring_the_project_forward(self):
        """B ends with A on day 10, so being longer it starts sooner, and C starts with B."""
        activities = [Activity("A", 10), Activity("B", 2, (Link("A", FF),)), Activity("C", 10, (Link("B", SS),))]
        assert finish_moves(activities, "B", 6) == -6


class TestWaitsFor:
    def test_through_a_chain_of_links(self):
        assert waits_for(EVERY_LINK, "C", "D")
        assert waits_for(EVERY_LINK, "C", "D", gap=2)
        assert not waits_for(EVERY_LINK, "C", "D", gap=3)
        assert waits_for(EVERY_LINK, "A", "F")

    def test_dates_that_merely_fall_right_do_not_count(self):
        activities = [Activity("A", 2), Activity("B", 2, start_no_earlier=30)]
        assert not waits_for(activities, "A", "B")
        assert not waits_for(activities, "A", "B", gap=-10)

    def test_a_link_from_the_start_only_does_not_count(self):
        assert not waits_for(EVERY_LINK, "B", "C")
        assert waits_for(EVERY_LINK, "A", "C")

    def test_a_lead_counts_only_as_far_as_it_is_allowed(self):
        activities = [Activity("A", 5), Activity("B", 4, (Link("A", FS, -2),))]
        assert not waits_for(activities, "A", "B")
        assert waits_for(activities, "A", "B", gap=-2)
        assert not waits_for(activities, "A", "B", gap=-1)

    def test_an_activity_does_not_wait_for_itself_or_for_what_follows_it(self):
        assert not waits_for(EVERY_LINK, "A", "A")
        assert not waits_for(EVERY_LINK, "D", "A")

    @pytest.mark.parametrize(("first", "then"), [("Z", "A"), ("A", "Z")])
    def test_activity_that_is_not_there(self, first, then):
        with pytest.raises(UnknownActivity) as unknown:
            waits_for(EVERY_LINK, first, then)
        assert unknown.value.ref == "Z"


def test_a_chain_of_thousands_is_no_deeper_than_a_short_one():
    chain = [Activity("0", 1), *(Activity(str(n), 1, after(str(n - 1))) for n in range(1, 3000))]
    network = analyse(chain)
    assert network.finish == 3000
    assert len(network.critical_chain()) == 3000
    with pytest.raises(CircularLogic) as loop:
        analyse([replace(chain[0], links=after("2999")), *chain[1:]])
    assert len(loop.value.refs) == 3001
