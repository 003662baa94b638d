from __future__ import annotations

import sys
from fractions import Fraction

import pytest

from app.engines import levelling, loading, optimum, psplib
from app.engines.critical_path import Activity, Link, LinkKind
from app.engines.levelling import CannotBeLevelled, Resource, steady
from app.engines.optimum import Limit, OptimumUnavailable, Proof, solve
from benchmarks.projects import project
from tests.engines.test_levelling import FOUR, FOUR_ASK, asking, gang
from tests.engines.test_psplib import SMALL

ENOUGH = Limit(effort=5)


def is_sound(activities, resources, demands, found):
    """Our own check: logic, capacity, and the finish that is claimed."""
    assert loading.breaches(activities, found.starts) == ()
    for each in resources:
        assert loading.over_allocations(activities, found.starts, demands, each) == ()
    assert levelling.finish_of(activities, found.starts) == found.makespan
    assert loading.lower_bound(activities, resources, demands) <= found.lower_bound <= found.makespan
    return (found.lower_bound == found.makespan) == (found.status is Proof.OPTIMAL)


@pytest.mark.parametrize(("units", "demands", "finish"), [(2, FOUR_ASK, 9), (1, asking(A=1, B=1, C=1, D=1), 11)])
def test_levelling_of_the_four_is_the_best_possible(units, demands, finish):
    found = solve(FOUR, gang(units), demands, ENOUGH)
    assert (found.makespan, found.lower_bound, found.status) == (finish, finish, Proof.OPTIMAL)
    assert is_sound(FOUR, gang(units), demands, found)


def test_what_cannot_be_levelled_has_no_best():
    with pytest.raises(CannotBeLevelled):
        solve(FOUR, gang(1), FOUR_ASK, ENOUGH)


def test_nothing_takes_no_time():
    assert solve((), [], {}, ENOUGH).makespan == 0


BETTER_THAN_ANY_RULE = project(jobs=30, complexity="1.5", factor="0.75", strength="0.2", seed=101)


def test_it_beats_every_rule_where_they_can_be_beaten():
    best = optimum.best_levelled(*BETTER_THAN_ANY_RULE).finish
    found = solve(*BETTER_THAN_ANY_RULE, ENOUGH)
    assert found.makespan < best
    assert is_sound(*BETTER_THAN_ANY_RULE, found)


def test_the_same_effort_gives_the_same_answer():
    assert solve(*BETTER_THAN_ANY_RULE, ENOUGH) == solve(*BETTER_THAN_ANY_RULE, ENOUGH)


@pytest.mark.parametrize("limit", [Limit(effort=0), Limit(seconds=Fraction(1, 1000))])
def test_without_time_it_gives_the_best_rule_and_the_bound(limit):
    found = solve(*BETTER_THAN_ANY_RULE, limit)
    assert found.status is Proof.FEASIBLE
    assert found.lower_bound < found.makespan
    assert is_sound(*BETTER_THAN_ANY_RULE, found)


def test_a_solution_that_is_not_proved_is_feasible():
    hard = project(jobs=90, complexity="1.5", factor="0.75", strength="0.2", seed=3)
    found = solve(*hard, Limit(effort=1))
    assert found.makespan < optimum.best_levelled(*hard).finish
    assert found.status is Proof.FEASIBLE
    assert is_sound(*hard, found)


def test_days_off_and_halves_and_every_kind_of_link(monkeypatch):
    monkeypatch.setattr(optimum, "RULES", (levelling.longest_first,))
    half = Fraction(1, 2)
    activities = (
        *FOUR,
        Activity("E", 3, (Link("A", LinkKind.SS, 1), Link("B", LinkKind.FF, 1), Link("C", LinkKind.SF, 4))),
        Activity("F", 1, start_no_earlier=2, finish_no_later=3),
    )
    demands = {ref: {"gang": units} for ref, units in zip("ABCDEF", (1, half, half, half, 1, 1), strict=True)}
    resources = [Resource("gang", 1, {3: half, 6: 0, 7: 0, 8: half, 20: 2}), steady("other", 1)]
    found = solve(activities, resources, demands, ENOUGH)
    assert found.status is Proof.OPTIMAL
    assert found.makespan < optimum.best_levelled(activities, resources, demands).finish
    assert is_sound(activities, resources, demands, found)


def test_a_file_of_the_library():
    small = psplib.read(SMALL)
    assert solve(small.activities, small.resources, small.demands, ENOUGH).makespan == 9


def test_without_the_solver_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model_helper", None)
    with pytest.raises(OptimumUnavailable, match=r"milepost\[optimum\]"):
        solve(*BETTER_THAN_ANY_RULE, ENOUGH)
