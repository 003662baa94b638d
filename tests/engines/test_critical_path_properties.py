"""Properties of every network, and agreement with longest paths found by another library."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from app.engines.critical_path import Activity, Link, LinkKind, analyse, finish_moves
from tests.engines.properties import steadily

FS, SS, FF, SF = LinkKind


@st.composite
def networks(draw, kinds=tuple(LinkKind), dated=False):
    """A logical network, its rows shuffled so that predecessors may come later."""
    durations = draw(st.lists(st.integers(0, 9), min_size=1, max_size=14))
    activities = []
    for at, duration in enumerate(durations):
        before = draw(st.lists(st.integers(0, at - 1), max_size=3)) if at else []
        links = tuple(Link(str(ref), draw(st.sampled_from(kinds)), draw(st.integers(-4, 6))) for ref in before)
        no_earlier = draw(st.none() | st.integers(0, 15)) if dated else None
        activities.append(Activity(str(at), duration, links, no_earlier))
    return draw(st.permutations(activities))


def events(activities):
    """The network as waits between starts and finishes, straight from the definitions of the links."""
    graph = nx.DiGraph()

    def wait(before, after, days):
        known = graph.get_edge_data(before, after, {"weight": -days})["weight"]
        graph.add_edge(before, after, weight=min(known, -days))

    for activity in activities:
        start, finish = (activity.ref, "start"), (activity.ref, "finish")
        wait("begin", start, activity.start_no_earlier or 0)
        wait("begin", start, 0)
        wait(start, finish, activity.duration)
        wait(finish, start, -activity.duration)
        wait(finish, "end", 0)
        for link in activity.links:
            from_end = "finish" if link.kind in (FS, FF) else "start"
            to_end = "start" if link.kind in (FS, SS) else "finish"
            wait((link.predecessor, from_end), (activity.ref, to_end), link.lag)
    return graph


@steadily
@given(networks(dated=True))
def test_dates_are_longest_paths(activities):
    graph = events(activities)
    from_begin = nx.single_source_bellman_ford_path_length(graph, "begin")
    to_end = nx.single_source_bellman_ford_path_length(graph.reverse(), "end")
    network = analyse(activities)
    assert network.finish == -from_begin["end"]
    for activity in activities:
        dates = network.dates[activity.ref]
        assert dates.early_start == -from_begin[activity.ref, "start"]
        assert dates.early_finish == -from_begin[activity.ref, "finish"]
        assert dates.late_start == network.finish + to_end[activity.ref, "start"]
        assert dates.late_finish == network.finish + to_end[activity.ref, "finish"]


def delayed(activities, ref, start):
    return analyse([replace(each, start_no_earlier=start) if each.ref == ref else each for each in activities])


@steadily
@given(networks(dated=True))
def test_total_float_is_the_delay_that_the_finish_can_bear(activities):
    network = analyse(activities)
    for ref, dates in network.dates.items():
        assert delayed(activities, ref, dates.late_start).finish == network.finish
        assert delayed(activities, ref, dates.late_start + 1).finish == network.finish + 1


@steadily
@given(networks(dated=True))
def test_free_float_is_the_delay_that_nobody_else_notices(activities):
    network = analyse(activities)

    def noticed(ref, days):
        after = delayed(activities, ref, network.dates[ref].early_start + days)
        others = [other for other in network.dates if other != ref]
        moved = [other for other in others if after.dates[other].early_start != network.dates[other].early_start]
        return bool(moved) or after.finish != network.finish

    for ref, dates in network.dates.items():
        assert not noticed(ref, dates.free_float)
        assert noticed(ref, dates.free_float + 1)


@steadily
@given(networks(dated=True))
def test_without_imposed_finishes_float_is_never_negative_and_something_is_critical(activities):
    network = analyse(activities)
    for dates in network.dates.values():
        assert 0 <= dates.free_float <= dates.total_float
        assert dates.late_finish - dates.late_start == dates.early_finish - dates.early_start
    assert network.critical


@steadily
@given(networks(dated=True), st.integers(-20, 60))
def test_imposed_finish_moves_every_float_alike(activities, imposed):
    free = analyse(activities)
    held = analyse(activities, imposed_finish=imposed)
    for ref, dates in held.dates.items():
        assert dates.total_float == free.dates[ref].total_float + imposed - free.finish
        assert dates.free_float == free.dates[ref].free_float
    least = min(dates.total_float for dates in held.dates.values())
    critical = {ref for ref, dates in held.dates.items() if dates.total_float <= max(least, 0)}
    assert set(held.critical) == critical


@steadily
@given(networks(dated=True))
def test_the_critical_chain_is_driven_from_end_to_end(activities):
    network = analyse(activities)
    chain = network.critical_chain()
    assert network.dates[chain[-1]].early_finish == network.finish
    assert network.dates[chain[0]].drivers == ()
    for before, after in pairwise(chain):
        assert before in network.dates[after].drivers
    assert set(chain) <= set(network.critical)


@steadily
@given(networks(kinds=(FS, SS), dated=True), st.data())
def test_lengthening_an_activity_never_brings_the_finish_forward(activities, data):
    """Of links to starts only: those to finishes are the known exception."""
    ref = data.draw(st.sampled_from([activity.ref for activity in activities]))
    days = data.draw(st.integers(0, 30))
    assert 0 <= finish_moves(activities, ref, days) <= days


@steadily
@given(networks(dated=True), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_date(activities, random):
    shuffled = list(activities)
    random.shuffle(shuffled)
    network, other = analyse(activities), analyse(shuffled)
    assert network.dates == other.dates
    for each in (network, other):
        place = {ref: at for at, ref in enumerate(each.order)}
        assert all(place[link.predecessor] < place[after.ref] for after in activities for link in after.links)
