"""Properties of every levelled, smoothed and best plan."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.engines import loading
from app.engines.critical_path import Activity, Link, LinkKind, analyse
from app.engines.levelling import finish_of, level, steady
from app.engines.optimum import RULES, Limit, Proof, solve
from app.engines.smoothing import smooth
from tests.engines.properties import steadily

NAMES = ("gang", "rig")


@st.composite
def plans(draw, most=9, longest=6):
    """A network with resources enough for each activity alone, some of them with days off."""
    durations = draw(st.lists(st.integers(0, longest), min_size=1, max_size=most))
    activities, demands = [], {}
    for at, duration in enumerate(durations):
        before = draw(st.lists(st.integers(0, at - 1), max_size=2)) if at else []
        kinds, lags = st.sampled_from([*LinkKind, LinkKind.FS]), st.integers(-2, 3)
        links = tuple(Link(str(ref), draw(kinds), draw(lags)) for ref in before)
        activities.append(Activity(str(at), duration, links, draw(st.none() | st.integers(0, 6))))
        demands[str(at)] = {name: draw(st.integers(0, 3)) for name in NAMES if draw(st.booleans())}
    resources = [steady(name, draw(st.integers(3, 5)), draw(st.sets(st.integers(0, 9), max_size=2))) for name in NAMES]
    return tuple(activities), resources, demands


def early(activities):
    return {ref: dates.early_start for ref, dates in analyse(activities).dates.items()}


def excess(activities, starts, demands, resources):
    loads = {each.ref: loading.load(activities, starts, demands, each.ref) for each in resources}
    return sum(max(0, units - each.on(day)) for each in resources for day, units in enumerate(loads[each.ref]))


@steadily
@given(plans(), st.sampled_from(RULES))
def test_a_levelled_plan_keeps_its_logic_and_its_capacity(plan, rule):
    activities, resources, demands = plan
    levelled = level(*plan, rule)
    assert loading.breaches(activities, levelled.starts) == ()
    assert excess(activities, levelled.starts, demands, resources) == 0
    assert levelled.finish == finish_of(activities, levelled.starts) >= loading.lower_bound(*plan)


@steadily
@given(plans())
def test_with_no_limits_levelling_changes_nothing(plan):
    activities, _, demands = plan
    assert level(activities, [], demands).starts == early(activities)


@steadily
@given(plans(), st.integers(0, 5))
def test_a_smoothed_plan_keeps_its_finish_and_asks_for_no_more_over_capacity(plan, more):
    activities, resources, demands = plan
    latest = analyse(activities).finish + more
    smoothed = smooth(*plan, imposed_finish=latest)
    assert smoothed.finish <= latest
    assert loading.breaches(activities, smoothed.starts) == ()
    before = excess(activities, early(activities), demands, resources)
    assert excess(activities, smoothed.starts, demands, resources) <= before


@steadily
@given(plans())
def test_work_and_its_cost_by_the_day_do_not_depend_on_when_it_is_done(plan):
    activities, resources, demands = plan
    levelled = level(*plan)
    for each in resources:
        for starts in (early(activities), levelled.starts):
            assert sum(loading.load(activities, starts, demands, each.ref)) == loading.work(
                activities, demands, each.ref
            )


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(plans(most=4, longest=3))
def test_the_best_is_what_trying_everything_finds(plan):
    activities, resources, demands = plan
    found = solve(*plan, Limit(effort=5))
    assert found.status is Proof.OPTIMAL
    assert loading.breaches(activities, found.starts) == ()
    assert excess(activities, found.starts, demands, resources) == 0
    assert finish_of(activities, found.starts) == found.makespan

    def is_possible(starts):
        return not loading.breaches(activities, starts) and not excess(activities, starts, demands, resources)

    refs, shorter = [each.ref for each in activities], found.makespan - 1
    spaces = [range(max(0, shorter - each.duration + 1)) for each in activities]
    size = 1
    for each in spaces:
        size *= len(each)
    if size <= 3000:
        assert not any(is_possible(dict(zip(refs, starts, strict=True))) for starts in product(*spaces))
