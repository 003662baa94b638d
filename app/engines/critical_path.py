"""Critical path analysis of a precedence network: four kinds of link, lags, leads and imposed dates.

Times are working days counted from 0 at the project's start. An activity of duration d that starts at
ES occupies days ES + 1 to ES + d, and EF = ES + d. A positive lag waits, a negative one is a lead.
Activities neither stretch nor split: LF = LS + d. Calendar dates are `calendar.py`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heapify, heappop, heappush
from types import MappingProxyType


class LinkKind(StrEnum):
    """Which end of the predecessor holds which end of the successor: finish to start, and so on."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


FROM_FINISH = frozenset({LinkKind.FS, LinkKind.FF})
TO_FINISH = frozenset({LinkKind.FF, LinkKind.SF})


@dataclass(frozen=True, slots=True)
class Link:
    """A wait for one predecessor. `lag` is in working days: positive waits, negative is a lead."""

    predecessor: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, in working days; duration 0 is a milestone.

    `start_no_earlier` is the least early start. `finish_no_later` is the greatest late finish: it never
    moves the early dates, so missing it shows as negative float.
    """

    ref: str
    duration: int
    links: tuple[Link, ...] = ()
    start_no_earlier: int | None = None
    finish_no_later: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """What the two passes give for one activity. Negative total float: an imposed date cannot be met.

    `drivers` are the predecessors whose links settle the early start; none if the project's start or an
    imposed date does.
    """

    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int
    critical: bool
    drivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """An analysed network.

    `dates` is in the order the activities were given. `order` has every predecessor before its successors
    and otherwise keeps the given order; `critical` follows it. `finish` is the greatest early finish.
    """

    dates: Mapping[str, Dates]
    finish: int
    order: tuple[str, ...]
    critical: tuple[str, ...]

    def critical_chain(self) -> tuple[str, ...]:
        """One driving path, first activity to last, that explains the finish; empty for an empty network.

        Each activity's early start is settled by the one before it. Of several activities that end the
        project the one with the least float is explained, then the last in order.
        """
        last = [ref for ref in reversed(self.order) if self.dates[ref].early_finish == self.finish]
        if not last:
            return ()
        chain = [min(last, key=lambda ref: self.dates[ref].total_float)]
        while drivers := self.dates[chain[-1]].drivers:
            chain.append(drivers[0])
        return tuple(reversed(chain))


class NetworkError(ValueError):
    """A list of activities that is not a network."""


class CircularLogic(NetworkError):
    """`refs` is the loop, each before the one that waits for it, the first repeated at the end."""

    def __init__(self, refs: Sequence[str]) -> None:
        self.refs = tuple(refs)
        super().__init__(f"These activities wait for one another in a circle: {' → '.join(refs)}.")


class UnknownPredecessor(NetworkError):
    def __init__(self, ref: str, missing: str) -> None:
        self.ref = ref
        self.missing = missing
        super().__init__(f"Activity {ref} follows {missing}, which is not in the schedule.")


class DuplicateRef(NetworkError):
    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(f"There is more than one activity {ref}.")


class NegativeDuration(NetworkError):
    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(f"Activity {ref} has a negative duration.")


class UnknownActivity(NetworkError):
    def __init__(self, ref: str) -> None:
        self.ref = ref
        super().__init__(f"There is no activity {ref} in the schedule.")


# For each activity by position: its predecessors' positions and how long after the predecessor's *start*
# it may start. Since activities do not stretch, one such number says all that a link of any kind says.
Waits = list[list[tuple[int, int]]]


def analyse(activities: Sequence[Activity], imposed_finish: int | None = None) -> Network:
    """The forward and the backward pass.

    Total float is LS - ES. Free float is the least wait to spare over an activity's links to its successors
    and over project finish - EF, for the finish follows everything. Critical: total float of 0 or less or,
    when `imposed_finish` leaves every activity some float, the least float there is.

    Raises `DuplicateRef`, `NegativeDuration`, `UnknownPredecessor` or `CircularLogic`.
    The two passes are those of the precedence diagramming method.
    """
    waits = _waits(activities)
    order = _order(activities, waits)
    early = _early_starts(activities, waits, order)
    finish = max((start + activity.duration for start, activity in zip(early, activities, strict=True)), default=0)
    late = _late_starts(activities, waits, order, finish if imposed_finish is None else imposed_finish)
    free = _free_floats(activities, waits, early, finish)
    floats = [last - first for first, last in zip(early, late, strict=True)]
    critical_float = max(0, min(floats, default=0))
    dates = {
        activity.ref: Dates(
            early_start=early[at],
            early_finish=early[at] + activity.duration,
            late_start=late[at],
            late_finish=late[at] + activity.duration,
            total_float=floats[at],
            free_float=free[at],
            critical=floats[at] <= critical_float,
            drivers=tuple(
                dict.fromkeys(activities[before].ref for before, wait in waits[at] if early[before] + wait == early[at])
            ),
        )
        for at, activity in enumerate(activities)
    }
    refs = tuple(activities[at].ref for at in order)
    return Network(MappingProxyType(dates), finish, refs, tuple(ref for ref in refs if dates[ref].critical))


def perturbed(activities: Sequence[Activity], ref: str, extra: int) -> tuple[Activity, ...]:
    """The same activities with one lengthened by `extra` days. Raises `UnknownActivity`."""
    if all(activity.ref != ref for activity in activities):
        raise UnknownActivity(ref)
    return tuple(
        replace(activity, duration=activity.duration + extra) if activity.ref == ref else activity
        for activity in activities
    )


def finish_moves(activities: Sequence[Activity], ref: str, by: int) -> int:
    """Days by which the project's finish moves, positive = later, when one activity takes `by` days more.

    An activity held by its finish (FF or SF) starts sooner when it is longer, so that one that others
    follow by its start may bring the finish forward: the known oddity of such links.
    """
    return analyse(perturbed(activities, ref, by)).finish - analyse(activities).finish


def waits_for(activities: Sequence[Activity], first: str, then: str, gap: int = 0) -> bool:
    """Whether logic keeps `then` from starting until `gap` days after the finish of `first`, come what may.

    Proved by lengthening `first` beyond everything else, not by reading links, so that any chain of links
    which has the effect counts, and dates that merely fall right do not. Raises as `analyse` does, and
    `UnknownActivity`.
    """
    beyond_all_else = analyse(activities).finish + abs(gap) + 1
    dates = analyse(perturbed(activities, first, beyond_all_else)).dates
    if then not in dates:
        raise UnknownActivity(then)
    return dates[then].early_start >= dates[first].early_finish + gap


def start_waits(activities: Sequence[Activity]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """For each activity: its predecessors, and how many working days after the start of each it may start.

    Since activities do not stretch, this one number says all that a link of any kind says; negative, it may start that
    much sooner. Raises as `analyse` does, but for loops.
    """
    waits = _waits(activities)
    return {
        activity.ref: tuple((activities[before].ref, wait) for before, wait in waits[at])
        for at, activity in enumerate(activities)
    }


def _waits(activities: Sequence[Activity]) -> Waits:
    position: dict[str, int] = {}
    for at, activity in enumerate(activities):
        if activity.ref in position:
            raise DuplicateRef(activity.ref)
        if activity.duration < 0:
            raise NegativeDuration(activity.ref)
        position[activity.ref] = at
    return [[_wait(activity, link, activities, position) for link in activity.links] for activity in activities]


def _wait(
    activity: Activity, link: Link, activities: Sequence[Activity], position: Mapping[str, int]
) -> tuple[int, int]:
    before = position.get(link.predecessor)
    if before is None:
        raise UnknownPredecessor(activity.ref, link.predecessor)
    wait = link.lag
    if link.kind in FROM_FINISH:
        wait += activities[before].duration
    if link.kind in TO_FINISH:
        wait -= activity.duration
    return before, wait


def _order(activities: Sequence[Activity], waits: Waits) -> list[int]:
    """Kahn's algorithm, the earliest given first."""
    unmet = [len(links) for links in waits]
    followers: list[list[int]] = [[] for _ in waits]
    for at, links in enumerate(waits):
        for before, _ in links:
            followers[before].append(at)
    ready = [at for at, count in enumerate(unmet) if not count]
    heapify(ready)
    order: list[int] = []
    while ready:
        at = heappop(ready)
        order.append(at)
        for follower in followers[at]:
            unmet[follower] -= 1
            if not unmet[follower]:
                heappush(ready, follower)
    if len(order) < len(activities):
        raise CircularLogic([activities[at].ref for at in _loop(waits, set(range(len(waits))).difference(order))])
    return order


def _loop(waits: Waits, unordered: set[int]) -> list[int]:
    """A loop among activities each of which waits for another of them, from the one given first."""
    path: dict[int, None] = {}
    at = min(unordered)
    while at not in path:
        path[at] = None
        at = next(before for before, _ in waits[at] if before in unordered)
    back = list(path)
    loop = back[back.index(at) :][::-1]
    first = loop.index(min(loop))
    return [*loop[first:], *loop[:first], loop[first]]


def _early_starts(activities: Sequence[Activity], waits: Waits, order: Sequence[int]) -> list[int]:
    early = [max(0, activity.start_no_earlier or 0) for activity in activities]
    for at in order:
        for before, wait in waits[at]:
            early[at] = max(early[at], early[before] + wait)
    return early


def _late_starts(activities: Sequence[Activity], waits: Waits, order: Sequence[int], latest: int) -> list[int]:
    late = [
        (latest if activity.finish_no_later is None else min(latest, activity.finish_no_later)) - activity.duration
        for activity in activities
    ]
    for at in reversed(order):
        for before, wait in waits[at]:
            late[before] = min(late[before], late[at] - wait)
    return late


def _free_floats(activities: Sequence[Activity], waits: Waits, early: Sequence[int], finish: int) -> list[int]:
    free = [finish - early[at] - activity.duration for at, activity in enumerate(activities)]
    for at, links in enumerate(waits):
        for before, wait in links:
            free[before] = min(free[before], early[at] - wait - early[before])
    return free
