"""Smoothing: moving activities within their float, so that peaks are lower and the finish stays where it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from app.engines import critical_path
from app.engines.critical_path import Activity, Network
from app.engines.levelling import Demands, Levelled, Resource, Units, finish_of

#: What a placement costs: units over capacity on all its days, then the rise in the sum of squared loads.
Cost = tuple[Units, Units]


def smooth(
    activities: Sequence[Activity],
    resources: Sequence[Resource],
    demands: Demands,
    imposed_finish: int | None = None,
) -> Levelled:
    """Time-limited scheduling: nothing starts after its late start, so the finish, or the imposed one, is kept.

    From the last activity to the first, each moves to the start that leaves the fewest units over capacity, then the
    least sum of squared loads, then the earliest; over and over until none moves. What stays above capacity afterwards
    cannot be smoothed away by this rule: levelling would have to move the finish. An activity without float stays.
    Raises as `critical_path.analyse` does. The rule is Burgess and Killebrew's, with capacity put first.
    """
    network = critical_path.analyse(activities, imposed_finish)
    smoother = _Smoother(activities, resources, demands, network)
    # It ends, for every move lowers the cost of the whole.
    while sum(smoother.moves(ref) for ref in reversed(network.order)):
        continue
    starts = {activity.ref: smoother.starts[activity.ref] for activity in activities}
    return Levelled(starts, finish_of(activities, starts))


class _Smoother:
    """The loads while activities move; lives for one `smooth`."""

    def __init__(
        self, activities: Sequence[Activity], resources: Sequence[Resource], demands: Demands, network: Network
    ) -> None:
        self.starts = {ref: dates.early_start for ref, dates in network.dates.items()}
        self._dates = network.dates
        self._activities = {activity.ref: activity for activity in activities}
        self._resources = {resource.ref: resource for resource in resources}
        self._needs = {
            activity.ref: {each: units for each, units in demands.get(activity.ref, {}).items() if units}
            for activity in activities
        }
        self._before = critical_path.start_waits(activities)
        self._after: dict[str, list[tuple[str, int]]] = {ref: [] for ref in self._before}
        for ref, before in self._before.items():
            for predecessor, wait in before:
                self._after[predecessor].append((ref, wait))
        self._load: dict[str, dict[int, Units]] = {resource.ref: {} for resource in resources}
        for activity in activities:
            self._add(activity.ref, 1)

    def moves(self, ref: str) -> bool:
        """Move an activity to the best of its starts, and whether that is another one."""
        here = self.starts[ref]
        earliest = max(
            [
                self._activities[ref].start_no_earlier or 0,
                0,
                *(self.starts[each] + wait for each, wait in self._before[ref]),
            ]
        )
        latest = min([self._dates[ref].late_start, *(self.starts[each] - wait for each, wait in self._after[ref])])
        if not self._needs[ref] or latest <= earliest:
            return False
        self._add(ref, -1)
        costs = self._costs(ref, earliest, latest)
        self.starts[ref] = earliest + min(range(len(costs)), key=lambda at: (costs[at], at))
        if costs[self.starts[ref] - earliest] == costs[here - earliest]:
            self.starts[ref] = here
        self._add(ref, 1)
        return self.starts[ref] != here

    def _costs(self, ref: str, earliest: int, latest: int) -> list[Cost]:
        """The cost of each start from the earliest to the latest."""
        duration = self._activities[ref].duration
        days = range(earliest, latest + duration)
        over: list[Units] = [0] * len(days)
        squares: list[Units] = [0] * len(days)
        for each, units in self._needs[ref].items():
            resource = self._resources.get(each)
            if resource is None:
                continue
            load = self._load[each]
            for at, day in enumerate(days):
                before = load.get(day, 0)
                over[at] += max(0, before + units - resource.on(day)) - max(0, before - resource.on(day))
                squares[at] += 2 * before * units + units * units
        sums = [list(accumulate(each, initial=0)) for each in (over, squares)]
        return [
            (sums[0][at + duration] - sums[0][at], sums[1][at + duration] - sums[1][at])
            for at in range(latest - earliest + 1)
        ]

    def _add(self, ref: str, times: int) -> None:
        days = range(self.starts[ref], self.starts[ref] + self._activities[ref].duration)
        for each, units in self._needs[ref].items():
            if each in self._load:
                load = self._load[each]
                for day in days:
                    load[day] = load.get(day, 0) + times * units
