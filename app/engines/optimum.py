"""The best that levelling could do: the shortest project that its logic and its resources allow, and the proof.

Constraint programming by OR-Tools' CP-SAT, which is optional (the extra `optimum`) and loaded only here, when asked.
One worker and a fixed seed, so that the same problem with the same deterministic limit gives the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from importlib import import_module
from math import lcm
from typing import Any

from app.engines import critical_path, levelling, loading
from app.engines.critical_path import Activity
from app.engines.exact import Exact, rounded
from app.engines.levelling import Demands, Levelled, Resource, Starts, Units

SEED = 20270322
#: Stands for no upper end in a domain of the solver.
LARGEST = 1_000_000_000
RULES = (
    levelling.least_float_first,
    levelling.least_late_start_first,
    levelling.least_late_finish_first,
    levelling.longest_first,
)


class Proof(StrEnum):
    """`optimal`: no shorter project exists. `feasible`: the best found; the bound says how much shorter one may be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True)
class Optimum:
    """Days of the shortest project found, the days that none can beat, and the starts."""

    makespan: int
    lower_bound: int
    status: Proof
    starts: Starts


@dataclass(frozen=True, slots=True)
class Limit:
    """When to stop. `effort` counts work done, so it is the same on every machine: a unit takes a second or three.

    `seconds` are those of the clock, for a command line; nothing that depends on them is shown in the product.
    """

    effort: Exact | None = None
    seconds: Exact | None = None


class OptimumUnavailable(RuntimeError):
    def __init__(self) -> None:
        super().__init__(
            "The best possible finish needs OR-Tools, which is not installed here. Install Milepost with its extra: "
            "pip install 'milepost[optimum]'."
        )


def solve(activities: Sequence[Activity], resources: Sequence[Resource], demands: Demands, limit: Limit) -> Optimum:
    """The shortest project by resource-constrained scheduling (RCPSP), with generalised waits and days off.

    Begins with the best of several levelling rules and looks only for something shorter, down to the lower bound; where
    the two meet no solver is needed. Imposed latest dates are left out: levelling does not keep them either. Raises
    `CannotBeLevelled`, `OptimumUnavailable`, and as `critical_path.analyse` does.
    """
    known = best_levelled(activities, resources, demands)
    bound = loading.lower_bound(activities, resources, demands)
    if known.finish <= bound:
        return Optimum(known.finish, known.finish, Proof.OPTIMAL, known.starts)
    return _searched(activities, resources, demands, known, bound, limit)


def best_levelled(activities: Sequence[Activity], resources: Sequence[Resource], demands: Demands) -> Levelled:
    """The shortest of what the rules give, the first of equals."""
    return min((levelling.level(activities, resources, demands, rule) for rule in RULES), key=lambda each: each.finish)


def _searched(
    activities: Sequence[Activity],
    resources: Sequence[Resource],
    demands: Demands,
    known: Levelled,
    bound: int,
    limit: Limit,
) -> Optimum:
    response = _solve(_model(activities, resources, demands, bound, known.finish - 1), limit)
    outcome = response.status.name
    if outcome == "INFEASIBLE":
        return Optimum(known.finish, known.finish, Proof.OPTIMAL, known.starts)
    finish, starts = known.finish, known.starts
    if outcome in ("OPTIMAL", "FEASIBLE"):
        starts = {each.ref: int(response.solution[at]) for at, each in enumerate(activities)}
        finish = levelling.finish_of(activities, starts)
    proved = finish if outcome == "OPTIMAL" else int(response.inner_objective_lower_bound)
    least = min(finish, max(bound, proved))
    return Optimum(finish, least, Proof.OPTIMAL if least == finish else Proof.FEASIBLE, starts)


def _solve(model: str, limit: Limit) -> Any:
    """The solver's response to a model in the text format of its protocol buffers.

    That format is CP-SAT's own; going by it instead of OR-Tools' modelling layer saves loading pandas, two seconds each
    time. Raises `OptimumUnavailable`.
    """
    try:
        helper: Any = import_module("ortools.sat.python.cp_model_helper")
    except ImportError as error:
        raise OptimumUnavailable from error
    # A linear relaxation gains nothing in scheduling: measured, the hard cases take half the time without.
    settings = f"num_workers: 1 random_seed: {SEED} linearization_level: 0"
    if limit.effort is not None:
        settings += f" max_deterministic_time: {rounded(limit.effort, 3)}"
    if limit.seconds is not None:
        settings += f" max_time_in_seconds: {rounded(limit.seconds, 3)}"
    parameters, proto = helper.SatParameters(), helper.CpModelProto()
    parameters.parse_text_format(settings)
    proto.parse_text_format(model)
    solver = helper.SolveWrapper()
    solver.set_parameters(parameters)
    return solver.solve(proto)


def _model(
    activities: Sequence[Activity], resources: Sequence[Resource], demands: Demands, least: int, most: int
) -> str:
    """A start for each activity within the dates that a finish of `most` allows, then the finish, which is least.

    Links are differences of starts; each activity is an interval, and each resource a cumulative constraint over those
    that need it. Variables and intervals are named by their place.
    """
    free = [replace(activity, finish_no_later=None) for activity in activities]
    dates = critical_path.analyse(free, imposed_finish=most).dates
    place = {activity.ref: at for at, activity in enumerate(activities)}
    finish = len(activities)
    lines = [_variable(dates[each.ref].early_start, dates[each.ref].late_start) for each in activities]
    lines.append(_variable(least, most))
    lines += [_interval(each.duration, f"vars: {at} coeffs: 1") for at, each in enumerate(activities)]
    for ref, waits in critical_path.start_waits(free).items():
        lines += [_difference(place[ref], place[before], wait) for before, wait in waits]
    lines += [_difference(finish, at, each.duration) for at, each in enumerate(activities)]
    lines.append(f"objective {{ vars: {finish} coeffs: 1 }}")
    # Intervals of days off come after all other constraints, which are counted by place as well.
    count = len(lines) - finish - 2
    for resource in resources:
        added = _capacity(activities, resource, demands, most, count)
        lines += added
        count += len(added)
    return "\n".join(lines)


def _variable(least: int, most: int) -> str:
    return f"variables {{ domain: {least} domain: {most} }}"


def _interval(length: int, start: str, offset: int = 0) -> str:
    at = f"{start} offset: {offset}"
    end = f"{start} offset: {offset + length}"
    return f"constraints {{ interval {{ start {{ {at} }} size {{ offset: {length} }} end {{ {end} }} }} }}"


def _difference(later: int, earlier: int, least: int) -> str:
    variables = f"vars: {later} vars: {earlier} coeffs: 1 coeffs: -1"
    return f"constraints {{ linear {{ {variables} domain: {least} domain: {LARGEST} }} }}"


def _capacity(activities: Sequence[Activity], resource: Resource, demands: Demands, most: int, first: int) -> list[str]:
    """One cumulative constraint; on days with less than the most there is, the rest is taken up by a day of no work.

    Units are multiplied up to whole numbers. `first` is the place of the next constraint.
    """
    asked: list[tuple[int, Units]] = [
        (at, units)
        for at, each in enumerate(activities)
        if each.duration and (units := demands.get(each.ref, {}).get(resource.ref, 0))
    ]
    if not asked:
        return []
    top = max([resource.units, *resource.exceptions.values()])
    taken = _less_than(top, resource, most)
    asked += [(first + at, units) for at, (_, _, units) in enumerate(taken)]
    scale = lcm(*(Fraction(units).denominator for units in (top, *(units for _, units in asked))))
    loads = " ".join(f"intervals: {at} demands {{ offset: {int(units * scale)} }}" for at, units in asked)
    days = [_interval(length, "", day) for day, length, _ in taken]
    return [*days, f"constraints {{ cumulative {{ capacity {{ offset: {int(top * scale)} }} {loads} }} }}"]


def _less_than(top: Units, resource: Resource, most: int) -> list[tuple[int, int, Units]]:
    """Stretches of days before `most` on which there is less than `top`: the first, how many, and how much less."""
    found: list[tuple[int, int, Units]] = []
    for day in range(most):
        missing = top - resource.on(day)
        if found and found[-1][0] + found[-1][1] == day and found[-1][2] == missing:
            found[-1] = (found[-1][0], found[-1][1] + 1, missing)
        elif missing:
            found.append((day, 1, missing))
    return found
