"""What a plan asks of its resources: loads by day, over-allocations, utilisation, bounds, cost and broken logic.

Days are working days counted from 0. Everything is judged by the starts it is given, whoever chose them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from app.engines import critical_path
from app.engines.critical_path import Activity
from app.engines.exact import Exact, fraction
from app.engines.levelling import Demands, Resource, Starts, Units


@dataclass(frozen=True, slots=True)
class OverAllocation:
    """A stretch of days, `start` to `finish` - 1, on each of which more is asked of a resource than there is.

    `load` and `capacity` are those of its worst day, the one with the greatest difference, then the first. `activities`
    are those that ask for it within the stretch.
    """

    resource: str
    start: int
    finish: int
    load: Units
    capacity: Units
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """`activity` starts `days` working days sooner than `predecessor` allows; without one, than its own date does."""

    activity: str
    predecessor: str
    days: int


class Charge(StrEnum):
    """What a resource is paid for: the days it works, or every day from its first to its last."""

    WORKED = "worked"
    HIRED = "hired"


def load(activities: Iterable[Activity], starts: Starts, demands: Demands, resource: str) -> tuple[Units, ...]:
    """Units asked of a resource on each day, from day 0 to the last on which any are."""
    spans = [
        (starts[each.ref], starts[each.ref] + each.duration, demands[each.ref][resource])
        for each in activities
        if resource in demands.get(each.ref, {})
    ]
    days: list[Units] = [0] * max((finish for _, finish, _ in spans), default=0)
    for start, finish, units in spans:
        for day in range(start, finish):
            days[day] += units
    return tuple(days)


def over_allocations(
    activities: Sequence[Activity], starts: Starts, demands: Demands, resource: Resource
) -> tuple[OverAllocation, ...]:
    """The stretches on which more is asked of a resource than there is, first to last."""
    loads = load(activities, starts, demands, resource.ref)
    found: list[OverAllocation] = []
    over = [day for day, units in enumerate(loads) if units > resource.on(day)]
    for start, finish in _stretches(over):
        worst = max(range(start, finish), key=lambda day: (loads[day] - resource.on(day), -day))
        asking = tuple(
            each.ref
            for each in activities
            if resource.ref in demands.get(each.ref, {})
            and starts[each.ref] < finish
            and starts[each.ref] + each.duration > start
        )
        found.append(OverAllocation(resource.ref, start, finish, loads[worst], resource.on(worst), asking))
    return tuple(found)


def _stretches(days: Iterable[int]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for day in days:
        if stretches and stretches[-1][1] == day:
            stretches[-1] = stretches[-1][0], day + 1
        else:
            stretches.append((day, day + 1))
    return stretches


def utilisation(assigned: Exact, available: Exact) -> Fraction | None:
    """Assigned over available, in the same unit: above 1 must be resolved.

    None, for not defined, where nothing is available. Raises `TypeError` for a float.
    """
    return fraction(assigned) / fraction(available) if available else None


def available(resource: Resource, start: int, finish: int) -> Units:
    """Unit-days that there are of a resource from day `start` to day `finish` - 1."""
    ruled: Units = sum(units - resource.units for day, units in resource.exceptions.items() if start <= day < finish)
    return (finish - start) * resource.units + ruled


def work(activities: Iterable[Activity], demands: Demands, resource: str) -> Units:
    """Unit-days that the activities ask of a resource."""
    return sum((each.duration * demands.get(each.ref, {}).get(resource, 0) for each in activities), start=0)


def lower_bound(activities: Sequence[Activity], resources: Iterable[Resource], demands: Demands) -> int:
    """A duration that no levelling can beat: the critical path, or the days in which a resource has the work's worth.

    That is max(critical path, total work / capacity rounded up), with each resource's days off counted. A resource that
    has nothing on most days bounds nothing here: `level` says that it cannot be levelled. Raises as
    `critical_path.analyse` does.
    """
    bounds = [critical_path.analyse(activities).finish]
    for resource in resources:
        asked = work(activities, demands, resource.ref)
        if asked and resource.units > 0:
            bounds.append(_days_for(asked, resource))
    return max(bounds)


def _days_for(asked: Units, resource: Resource) -> int:
    """The fewest days from 0 on in which a resource has so many unit-days."""
    days = 0
    while (missing := asked - available(resource, 0, days)) > 0:
        most = max([resource.units, *resource.exceptions.values()])
        days += max(1, ceil(Fraction(missing) / most))
    return days


def cost(
    activities: Sequence[Activity], starts: Starts, demands: Demands, resource: str, rate: Exact, charge: Charge
) -> Fraction:
    """What a resource costs at a rate per unit and day.

    Worked: rate × unit-days. Hired: rate × the most units on any day × the days from the first on which it is needed to
    the last, idle ones between them counted. Raises `TypeError` for a float.
    """
    if charge is Charge.WORKED:
        return fraction(rate) * work(activities, demands, resource)
    loads = load(activities, starts, demands, resource)
    first = next((day for day, units in enumerate(loads) if units), len(loads))
    return fraction(rate) * max(loads, default=0) * (len(loads) - first)


def breaches(activities: Sequence[Activity], starts: Starts) -> tuple[Breach, ...]:
    """Every link, and every date of its own, that an activity starts too soon for. Raises as `start_waits` does."""
    waits: Mapping[str, tuple[tuple[str, int], ...]] = critical_path.start_waits(activities)
    found: list[Breach] = []
    for activity in activities:
        allowed = [("", max(0, activity.start_no_earlier or 0))]
        allowed += [(before, starts[before] + wait) for before, wait in waits[activity.ref]]
        found += [
            Breach(activity.ref, before, day - starts[activity.ref])
            for before, day in allowed
            if starts[activity.ref] < day
        ]
    return tuple(found)
