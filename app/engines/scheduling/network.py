"""A project made ready for the two passes: nodes by position, links by position, and one order for all.

Each task that is no summary is a node. A summary that has links gets nodes of its own, so that a link to a
summary of a thousand tasks is one link and not a thousand: a gate that all its tasks wait at (one for starts,
one for finishes), and a span from its first start to its last finish.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from app.engines.critical_path import FROM_FINISH, TO_FINISH, LinkKind
from app.engines.scheduling.errors import LoopedLogic, MissingPredecessor
from app.engines.scheduling.outline import Outline, outline
from app.engines.scheduling.project import LagUnit, Link, Project, Task
from app.engines.scheduling.reading import Reader
from app.engines.scheduling.timeline import Note
from app.engines.scheduling.work import Work
from app.engines.working_time import Instant, WorkingTime, elapsed


class Node(IntEnum):
    """What a node stands for."""

    TASK = 0
    START_GATE = 1
    FINISH_GATE = 2
    SPAN = 3


class Lag(NamedTuple):
    """A wait in minutes, or in per cent of the predecessor's duration; by the clock without a calendar.

    `split` is the part of the predecessor's span that is no duration.
    """

    amount: int
    percent: bool
    calendar: WorkingTime | None
    split: int

    def after(self, at: Instant, span: int) -> Instant:
        """The end of the wait that begins at `at`, behind a predecessor of this span."""
        minutes = self.minutes(span)
        return elapsed(at, minutes) if self.calendar is None else self.calendar.add(at, minutes)

    def before(self, at: Instant, span: int) -> Instant:
        """The latest beginning of the wait if it is to be over by `at`."""
        minutes = self.minutes(span)
        return elapsed(at, -minutes) if self.calendar is None else self.calendar.subtract(at, minutes)

    def minutes(self, span: int) -> int:
        """The wait itself; half a minute is rounded up."""
        return ((span - self.split) * self.amount + 50) // 100 if self.percent else self.amount


#: A link by position: the predecessor's node, the successor's, whether it is from the finish of the one and to
#: the start of the other, and its lag. A plain tuple, for there may be a hundred thousand of them.
Arrow = tuple[int, int, bool, bool, Lag | None]
_ENDS = {kind: (kind in FROM_FINISH, kind not in TO_FINISH) for kind in LinkKind}


@dataclass(slots=True)
class Network:
    """The nodes of a project. The first are its tasks without summaries, in the order given."""

    project: Project
    outline: Outline
    tasks: list[Task]
    works: list[Work]
    #: Minutes from start to finish, splits included; set by the forward pass for spans.
    minutes: list[int]
    kinds: list[Node]
    #: The number of the task or summary that a node belongs to.
    uids: list[int]
    before: list[list[Arrow]]
    after: list[list[Arrow]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def network(project: Project) -> Network:
    """Read, check and order a project. Raises a `SchedulingError`."""
    found = outline(project)
    reader = Reader(project)
    tasks = [found.tasks[uid] for uid in found.leaves]
    for task in project.tasks:
        reader.check(task)
    works = [reader.work(task) for task in tasks]
    made = Network(
        project=project,
        outline=found,
        tasks=tasks,
        works=works,
        minutes=[task.duration + task.split for task in tasks],
        kinds=[Node.TASK] * len(tasks),
        uids=list(found.leaves),
        before=[[] for _ in tasks],
        places={uid: at for at, uid in enumerate(found.leaves)},
        notes=[*found.notes, *reader.notes],
    )
    _Wiring(made, reader).wire()
    made.after = [[] for _ in made.before]
    for arrows in made.before:
        for arrow in arrows:
            made.after[arrow[0]].append(arrow)
    made.order = _order(made)
    return made


class _Wiring:
    """Puts the links of a project between its nodes, making the gates and spans that they need."""

    def __init__(self, made: Network, reader: Reader) -> None:
        self.made = made
        self.reader = reader
        self.nodes: dict[tuple[int, Node], int] = {}

    def wire(self) -> None:
        places, before = self.made.places, self.made.before
        known = {task.uid for task in self.made.project.tasks}
        for uid, task in self.made.outline.tasks.items():
            own = places.get(uid)
            for link in task.links:
                first = places.get(link.predecessor)
                if first is None or own is None:
                    self._of_summaries(task, link, known)
                    continue
                from_finish, to_start = _ENDS[link.kind]
                before[own].append((first, own, from_finish, to_start, self._lag(task, link) if link.lag else None))

    def _of_summaries(self, task: Task, link: Link, known: set[int]) -> None:
        """A link from or to a summary, or from a task that takes no part or is not there."""
        made = self.made
        if link.predecessor not in known:
            raise MissingPredecessor(task.uid, task.label, link.predecessor)
        if link.predecessor not in made.outline.tasks:
            return
        from_finish, to_start = _ENDS[link.kind]
        first, own = made.places.get(link.predecessor), made.places.get(task.uid)
        if first is None:
            first = self._node(link.predecessor, Node.SPAN)
        if own is None:
            own = self._node(task.uid, Node.START_GATE if to_start else Node.FINISH_GATE)
        made.before[own].append((first, own, from_finish, to_start, self._lag(task, link) if link.lag else None))

    def _lag(self, task: Task, link: Link) -> Lag:
        if link.unit is LagUnit.WORKING:
            return Lag(link.lag, False, self.reader.calendar(task), 0)
        if link.unit is LagUnit.ELAPSED:
            return Lag(link.lag, False, None, 0)
        before = self.made.outline.tasks[link.predecessor]
        by_clock = before.elapsed or link.unit is LagUnit.ELAPSED_PERCENT
        split = before.split if link.predecessor in self.made.places else 0
        return Lag(link.lag, True, None if by_clock else self.reader.calendar(task), split)

    def _node(self, uid: int, kind: Node) -> int:
        """A summary's gate or span, with all that hangs on it."""
        if (uid, kind) not in self.nodes:
            waiting = [uid]
            for each in waiting:
                self._add(each, kind)
                waiting.extend(child for child in self.made.outline.children[each] if self._lacks(child, kind))
            for each in waiting:
                self._join(each, kind)
        return self.nodes[uid, kind]

    def _lacks(self, uid: int, kind: Node) -> bool:
        return uid not in self.made.places and (uid, kind) not in self.nodes

    def _add(self, uid: int, kind: Node) -> None:
        made = self.made
        self.nodes[uid, kind] = len(made.kinds)
        made.kinds.append(kind)
        made.uids.append(uid)
        made.before.append([])
        made.minutes.append(0)

    def _join(self, uid: int, kind: Node) -> None:
        at = self.nodes[uid, kind]
        for child in self.made.outline.children[uid]:
            below = self.made.places[child] if child in self.made.places else self.nodes[child, kind]
            if kind == Node.SPAN:
                self.made.before[at].append((below, at, True, False, None))
            else:
                starts = kind == Node.START_GATE
                self.made.before[below].append((at, below, not starts, starts, None))


def _order(made: Network) -> list[int]:
    """Kahn's algorithm, the earliest given first."""
    unmet = [len(arrows) for arrows in made.before]
    ready = [at for at, count in enumerate(unmet) if not count]
    heapify(ready)
    order: list[int] = []
    while ready:
        at = heappop(ready)
        order.append(at)
        for _, then, _, _, _ in made.after[at]:
            unmet[then] -= 1
            if not unmet[then]:
                heappush(ready, then)
    if len(order) < len(unmet):
        uids = _loop(made, set(range(len(unmet))).difference(order))
        named = made.outline.tasks
        raise LoopedLogic(uids, [named[uid].label for uid in uids])
    return order


def _loop(made: Network, unordered: set[int]) -> list[int]:
    """The tasks of a loop, from the one given first; a summary's nodes count once."""
    path: dict[int, None] = {}
    at = min(unordered)
    while at not in path:
        path[at] = None
        at = next(arrow[0] for arrow in made.before[at] if arrow[0] in unordered)
    back = list(path)
    loop = back[back.index(at) :][::-1]
    first = loop.index(min(loop))
    uids = [made.uids[each] for each in [*loop[first:], *loop[:first]]]
    once = [uid for at, uid in enumerate(uids) if uid != uids[at - 1] or len(uids) == 1]
    return [*once, once[0]]
