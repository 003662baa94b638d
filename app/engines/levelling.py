"""Levelling and smoothing: moving activities so that no resource is asked for more than there is.

Days are working days counted from 0, as in `critical_path`; activities neither stretch nor split. Units are whole
numbers or fractions of what a resource has on a day: half an engineer is 1/2. Loads and their figures are in `loading`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from app.engines import critical_path
from app.engines.critical_path import Activity, Dates

Units = int | Fraction
#: Demands by activity, then by resource.
Demands = Mapping[str, Mapping[str, Units]]
#: Starts by activity.
Starts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Resource:
    """What there is of one resource: `units` on every day, but for the days of `exceptions`, which have their own."""

    ref: str
    units: Units
    exceptions: Mapping[int, Units]

    def on(self, day: int) -> Units:
        return self.exceptions.get(day, self.units)


def steady(ref: str, units: Units, days_off: Iterable[int] = ()) -> Resource:
    """A resource that has the same units on every day but its days off, when it has none."""
    return Resource(ref, units, dict.fromkeys(days_off, 0))


@dataclass(frozen=True, slots=True)
class Levelled:
    """The start of every activity, in the order they were given, and the greatest finish."""

    starts: Starts
    finish: int


class CannotBeLevelled(ValueError):
    """One activity on its own asks for more of a resource than there ever is for as long as it takes."""

    def __init__(self, activity: str, resource: str) -> None:
        self.activity = activity
        self.resource = resource
        super().__init__(f"Activity {activity} cannot be levelled: it needs more of {resource} than there ever is.")


#: What is scheduled first: the least comes first.
Priority = Callable[[Activity, Dates], tuple[object, ...]]


def least_float_first(activity: Activity, dates: Dates) -> tuple[object, ...]:
    """Least total float before levelling, then the longer duration, then the reference (shorter ones first)."""
    return dates.total_float, -activity.duration, len(activity.ref), activity.ref


def longest_first(activity: Activity, dates: Dates) -> tuple[object, ...]:
    return -activity.duration, dates.total_float, len(activity.ref), activity.ref


def least_late_finish_first(activity: Activity, dates: Dates) -> tuple[object, ...]:
    return dates.late_finish, dates.total_float, len(activity.ref), activity.ref


def least_late_start_first(activity: Activity, dates: Dates) -> tuple[object, ...]:
    return dates.late_start, -activity.duration, len(activity.ref), activity.ref


def level(
    activities: Sequence[Activity],
    resources: Sequence[Resource],
    demands: Demands,
    priority: Priority = least_float_first,
) -> Levelled:
    """Resource-limited scheduling: the finish may move, no resource is over-allocated, all logic is kept.

    Parallel schedule generation without splitting: day by day, of the activities that may start, each in order of
    priority starts if there is enough of everything until it ends. One that may start before what it follows (a lead,
    a link to its finish) is placed as soon as that is, on the first day that has room. With enough of everything the
    early dates come out. An imposed finish moves nothing. A resource that is not among `resources` has no limit.

    Raises `CannotBeLevelled`, and as `critical_path.analyse` does. The rule is Kelley's, as in every textbook; that it
    is a rule and not the optimum is why `optimum` exists.
    """
    network = critical_path.analyse(activities)
    must_fit_alone(activities, resources, demands)
    room = {each.ref: _Room(each) for each in resources}
    by_ref = {activity.ref: activity for activity in activities}
    rank = {ref: priority(by_ref[ref], network.dates[ref]) for ref in by_ref}
    line = _Line(activities)
    waiting = [(line.earliest[ref], rank[ref], ref) for ref in line.free]
    heapify(waiting)
    while waiting:
        day, _, ref = heappop(waiting)
        duration = by_ref[ref].duration
        needs = [(room[each], units) for each, units in demands.get(ref, {}).items() if each in room]
        first = _first_fit(needs, day, duration)
        if first > day:
            heappush(waiting, (first, rank[ref], ref))
            continue
        for each, units in needs:
            each.take(day, day + duration, units)
        for unlocked in line.place(ref, day):
            heappush(waiting, (line.earliest[unlocked], rank[unlocked], unlocked))
    starts = {activity.ref: line.placed[activity.ref] for activity in activities}
    return Levelled(starts, finish_of(activities, starts))


def finish_of(activities: Iterable[Activity], starts: Starts) -> int:
    """The greatest finish, in working days from 0."""
    return max((starts[activity.ref] + activity.duration for activity in activities), default=0)


class _Line:
    """Which activities may be placed: those whose predecessors all are, and from which day."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        waits = critical_path.start_waits(activities)
        self.placed: dict[str, int] = {}
        self.earliest = {each.ref: max(0, each.start_no_earlier or 0) for each in activities}
        self._unmet = {ref: len(before) for ref, before in waits.items()}
        self._after: dict[str, list[tuple[str, int]]] = {ref: [] for ref in waits}
        for ref, before in waits.items():
            for predecessor, wait in before:
                self._after[predecessor].append((ref, wait))
        self.free = [ref for ref, count in self._unmet.items() if not count]

    def place(self, ref: str, day: int) -> list[str]:
        """Start an activity on a day; the activities that may be placed now."""
        self.placed[ref] = day
        unlocked = []
        for follower, wait in self._after[ref]:
            self.earliest[follower] = max(self.earliest[follower], day + wait)
            self._unmet[follower] -= 1
            if not self._unmet[follower]:
                unlocked.append(follower)
        return unlocked


class _Room:
    """What is left of one resource, as steps: `left[i]` from day `days[i]` until the next, the last one for ever."""

    def __init__(self, resource: Resource) -> None:
        self.days = [0]
        self.left: list[Units] = [resource.units]
        for day, units in resource.exceptions.items():
            if day >= 0:
                at, after = self._step(day), self._step(day + 1)
                self.left[at:after] = [units]

    def _step(self, day: int) -> int:
        """The place of the step that begins on a day, made if there is none."""
        at = bisect_right(self.days, day) - 1
        if self.days[at] != day:
            at += 1
            self.days.insert(at, day)
            self.left.insert(at, self.left[at - 1])
        return at

    def first_fit(self, day: int, duration: int, units: Units) -> int:
        """The first day from `day` on with so many units left for so long. The last step must have as many."""
        at = bisect_right(self.days, day) - 1
        while at < len(self.days) and self.days[at] < day + duration:
            if self.left[at] < units:
                day = self.days[at + 1]
            at += 1
        return day

    def take(self, start: int, finish: int, units: Units) -> None:
        first, last = self._step(start), self._step(finish)
        self.left[first:last] = [left - units for left in self.left[first:last]]


def _first_fit(needs: Sequence[tuple[_Room, Units]], day: int, duration: int) -> int:
    """The first day on which everything fits at once."""
    while True:
        first = max((room.first_fit(day, duration, units) for room, units in needs), default=day)
        if first == day:
            return day
        day = first


def must_fit_alone(activities: Sequence[Activity], resources: Sequence[Resource], demands: Demands) -> None:
    """Raises `CannotBeLevelled`. What needs no more than the usual units fits some day, when exceptions are over."""
    usual = {each.ref: each.units for each in resources}
    for activity in activities:
        for ref, units in demands.get(activity.ref, {}).items():
            if activity.duration and ref in usual and units > usual[ref]:
                raise CannotBeLevelled(activity.ref, ref)
