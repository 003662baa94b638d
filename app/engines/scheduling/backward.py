"""The backward pass: the latest that each task can start and finish, and what it has to spare."""

from __future__ import annotations

from app.engines.scheduling.forward import FIXED, LATEST, OF_START, Dates, Forward
from app.engines.scheduling.network import Node
from app.engines.scheduling.project import Constraint, Task
from app.engines.working_time import LAST, Instant, OutsideTheYears


class Backward:
    """One backward pass over what a forward pass has given; all lists are by position.

    `starts` are the late starts of what is left to do: predecessors are held by them. `late_start` is the
    same but for a started task, whose start is a fact. A complete task holds nothing, and a link from the
    start of a started one holds nothing either.
    """

    def __init__(self, forward: Forward, bound: Instant) -> None:
        """`bound` is the latest finish of the tasks that nothing follows, and of all others."""
        self.forward = forward
        self.network = forward.network
        self.bound = bound
        count = len(self.network.kinds)
        self.starts: list[Instant] = [LAST] * count
        self.finishes: list[Instant] = [LAST] * count
        self.late_start: list[Instant] = [LAST] * count

    def run(self) -> None:
        """Date every node. Raises `CannotBeDated`."""
        at = 0
        try:
            for at in reversed(self.network.order):
                if self.network.kinds[at] is Node.TASK:
                    self._task(at, self.network.tasks[at])
                else:
                    self._virtual(at)
        except OutsideTheYears as error:
            raise self.forward.blamed(at, error) from error

    def bounds(self, at: int, starts: list[Instant], finishes: list[Instant]) -> Dates:
        """By when a node must have started and finished for its followers to have these dates; `LAST` if ever."""
        network, minutes = self.network, self.forward.minutes[at]
        started = self._has_started(at)
        start = finish = LAST
        for other, from_finish, to_start, lag in network.after[at]:
            if network.kinds[other] is Node.SPAN:
                finish = min(finish, finishes[other])
                if self._opens(at, other):
                    start = min(start, starts[other])
                continue
            held = starts[other] if to_start else self._reach(other, finishes[other])
            if held == LAST or self._is_complete(other) or (started and not from_finish):
                continue
            if lag is not None:
                held = lag.before(held, minutes)
            if from_finish:
                finish = min(finish, held)
            else:
                start = min(start, held)
        return start, finish

    def _reach(self, at: int, finish: Instant) -> Instant:
        """The last instant that is no later, in the node's working time, than its finish."""
        if finish == LAST or self.network.kinds[at] is not Node.TASK or not self.forward.minutes[at]:
            return finish
        return self.network.works[at].calendar.next_start(finish)

    def _opens(self, at: int, span: int) -> bool:
        """Whether the node is the one that a span starts with."""
        starts = self.forward.early_start
        return at == min((arrow.other for arrow in self.network.before[span]), key=lambda each: starts[each])

    def _has_started(self, at: int) -> bool:
        return self.network.kinds[at] is Node.TASK and self.network.tasks[at].actual_start is not None

    def _is_complete(self, at: int) -> bool:
        return self.network.kinds[at] is Node.TASK and self.network.tasks[at].actual_finish is not None

    def _virtual(self, at: int) -> None:
        start, finish = self.bounds(at, self.starts, self.finishes)
        if self.network.kinds[at] is not Node.SPAN:
            start = finish = min(start, finish)
        self.starts[at] = self.late_start[at] = start
        self.finishes[at] = finish

    def _task(self, at: int, task: Task) -> None:
        forward, work, left = self.forward, self.network.works[at], self.forward.left[at]
        if task.actual_finish is not None:
            self.starts[at] = self.late_start[at] = forward.early_start[at]
            self.finishes[at] = forward.early_finish[at]
            return
        start, finish = self.bounds(at, self.starts, self.finishes)
        by = min(finish, self._own_bound(at), self.network.outline.ceilings[task.uid])
        if start < LAST:
            by = min(by, work.early(start, left)[1])
        if task.constraint_date is not None:
            by = self._constrained(at, task, task.constraint_date, by)
        if task.deadline is not None:
            by = min(by, task.deadline)
        start, finish = work.late(by, left)
        early = forward.early_finish[at]
        if not left and finish < early <= by:
            start = finish = early
        self.starts[at], self.finishes[at] = start, finish
        self.late_start[at] = start if task.actual_start is None else task.actual_start

    def _own_bound(self, at: int) -> Instant:
        """The project's finish; the task's own for an open end, if each is to have a critical path of its own."""
        if self.network.project.multiple_critical_paths and not self.network.after[at]:
            return self.forward.early_finish[at]
        return self.bound

    def _constrained(self, at: int, task: Task, date: Instant, by: Instant) -> Instant:
        """The late finish that the constraint makes of the one that logic gives."""
        if task.constraint not in LATEST | FIXED:
            return by
        if task.constraint in OF_START:
            if task.actual_start is not None:
                return by
            date = self.network.works[at].early(date, self.forward.left[at])[1]
        return date if task.constraint in FIXED else min(by, date)


class Floats:
    """What each task has to spare, in working minutes of its calendar."""

    def __init__(self, forward: Forward, backward: Backward, shown: list[Dates], finish: Instant) -> None:
        """`shown` are the dates at which tasks are placed, by position; `finish` is the project's."""
        self.forward = forward
        self.backward = backward
        self.network = forward.network
        self.finish = finish
        count = len(self.network.kinds)
        self.starts = [LAST] * count
        self.finishes = [LAST] * count
        for at, (start, end) in enumerate(shown):
            self.starts[at], self.finishes[at] = start, end
        for at in reversed(self.network.order):
            if self.network.kinds[at] is not Node.TASK:
                self._virtual(at)

    def total(self, at: int) -> int:
        """The lesser of start and finish slack; of a started task its finish slack; of a complete one none.

        A task that is as late as possible has none to spare either, but may have less than none.
        """
        task, calendar = self.network.tasks[at], self.network.works[at].calendar
        if task.actual_finish is not None:
            return 0
        spare = calendar.between(self.forward.early_finish[at], self.backward.finishes[at])
        if task.actual_start is None:
            spare = min(spare, calendar.between(self.forward.early_start[at], self.backward.late_start[at]))
            if task.constraint is Constraint.ALAP:
                spare = min(spare, 0)
        return spare

    def free(self, at: int) -> int:
        """How much later it can be without moving a successor, or the project's finish; never less than 0."""
        calendar = self.network.works[at].calendar
        if self.network.tasks[at].actual_finish is not None:
            return 0
        start, finish = self.backward.bounds(at, self.starts, self.finishes)
        spare = calendar.between(self.finishes[at], min(finish, self.finish))
        if start < LAST:
            spare = min(spare, calendar.between(self.starts[at], start))
        return max(0, spare)

    def _virtual(self, at: int) -> None:
        start, finish = self.backward.bounds(at, self.starts, self.finishes)
        if self.network.kinds[at] is not Node.SPAN:
            start = finish = min(start, finish)
        self.starts[at], self.finishes[at] = start, finish
