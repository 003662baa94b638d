"""Which predecessors settle a task's start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.engines.scheduling.forward import Forward
from app.engines.scheduling.network import Arrow, Node
from app.engines.scheduling.timeline import HeldBy
from app.engines.working_time import Instant

#: A node, and whether its finish is what holds; its start otherwise.
End = tuple[int, bool]


class Drivers(Mapping[int, tuple[int, ...]]):
    """The drivers of each task that is no summary, worked out when they are asked for."""

    def __init__(self, forward: Forward) -> None:
        self._forward = forward
        self._network = forward.network

    def __getitem__(self, uid: int) -> tuple[int, ...]:
        at = self._network.places[uid]
        if self._forward.held[at] is not HeldBy.LINKS:
            return ()
        return tuple(dict.fromkeys(self._network.uids[each] for each in self._behind(at)))

    def __iter__(self) -> Iterator[int]:
        return iter(self._network.places)

    def __len__(self) -> int:
        return len(self._network.places)

    def _behind(self, at: int) -> Iterator[int]:
        """The tasks behind the links that hold one, through the gates and spans of summaries."""
        asked: list[End] = [(at, True)]
        for each, finish in asked:
            for end in self._holding(each, finish):
                if self._network.kinds[end[0]] is Node.TASK:
                    yield end[0]
                elif end not in asked:
                    asked.append(end)

    def _holding(self, at: int, finish: bool) -> list[End]:
        arrows = self._network.before[at]
        if self._network.kinds[at] is Node.SPAN:
            forward = self._forward
            mine = (forward.early_finish if finish else forward.early_start)[at]
            return [(arrow[0], finish) for arrow in arrows if forward.placed(arrow[0])[finish] == mine]
        places = [self._place(at, arrow) for arrow in arrows]
        last = max(places)
        return [(arrow[0], arrow[2]) for arrow, place in zip(arrows, places, strict=True) if place == last]

    def _place(self, at: int, arrow: Arrow) -> Instant:
        """Where a link alone would let a task start, or a gate open; comparable for one node only."""
        forward = self._forward
        held = forward.hold(arrow, forward.shown_to(at))
        if self._network.kinds[at] is not Node.TASK:
            return held
        work, minutes = self._network.works[at], forward.minutes[at]
        if not minutes:
            return work.calendar.worked(held)
        return work.early(held if arrow[3] else work.start_for(held, minutes), minutes)[0]
