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
        tasks = self.network.tasks
        self._started = [task.actual_start is not None for task in tasks] + [False] * (count - len(tasks))
        self._complete = [task.actual_finish is not None for task in tasks] + [False] * (count - len(tasks))
        self._opened = self._openings()
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
        started = self._started[at]
        start = finish = LAST
        for _, then, from_finish, to_start, lag in self.network.after[at]:
            if self._complete[then] or (started and not from_finish):
                continue
            held = starts[then] if to_start else self._reach(then, finishes[then])
            if lag is not None and held < LAST:
                held = lag.before(held, self.forward.minutes[at])
            if not from_finish:
                start = min(start, held)
            elif held < finish:
                finish = held
        for span in self._opened.get(at, ()):
            start = min(start, starts[span])
        return start, finish

    def _reach(self, then: int, finish: Instant) -> Instant:
        """The last instant that is no later, in the follower's working time, than its finish."""
        if finish == LAST or self.network.kinds[then] is not Node.TASK or not self.forward.minutes[then]:
            return finish
        return self.network.works[then].calendar.next_start(finish)

    def _openings(self) -> dict[int, list[int]]:
        """The spans that each node opens: what holds a span's start holds the first of its tasks to start."""
        opened: dict[int, list[int]] = {}
        for span in range(len(self.network.tasks), len(self.network.kinds)):
            if self.network.kinds[span] is Node.SPAN:
                below = (arrow[0] for arrow in self.network.before[span])
                opened.setdefault(min(below, key=self.forward.early_start.__getitem__), []).append(span)
        return opened

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
        fixed = task.constraint in FIXED and self.network.project.honour_constraints
        return date if fixed else min(by, date)


class Floats:
    """What each task has to spare, in working minutes of its calendar.

    Total float is the lesser of start and finish slack; of a started task its finish slack. A task that is as
    late as possible has none to spare, but may have less than none. A task that a constraint has pulled before
    its logic lacks at least what it was pulled by, though its early and late dates are the same (T. Boyle,
    “Mandatory constraints in Microsoft Project and Primavera P6”). Free float is how much later a task can be
    without moving a successor or the project's finish; it is never less than 0.
    """

    def __init__(self, forward: Forward, backward: Backward) -> None:
        self.forward = forward
        self.backward = backward
        self.network = forward.network
        tasks, count = len(self.network.tasks), len(self.network.kinds)
        #: Where tasks are placed, and when gates and spans must open and close for that.
        self.starts = forward.early_start[:tasks] + [LAST] * (count - tasks)
        self.finishes = forward.early_finish[:tasks] + [LAST] * (count - tasks)
        for at, (start, finish) in forward.shown.items():
            self.starts[at], self.finishes[at] = start, finish
        #: The last finish of all, or the project's start without tasks.
        self.finish = max(self.finishes[:tasks], default=forward.start)
        for at in reversed(self.network.order):
            if self.network.kinds[at] is not Node.TASK:
                self._virtual(at)
        self.totals = [self._total(at) for at in range(tasks)]
        self.frees = [self._free(at) for at in range(tasks)]

    def _total(self, at: int) -> int:
        task, calendar = self.network.tasks[at], self.network.works[at].calendar
        if task.actual_finish is not None:
            return 0
        early, late = self.forward.early_finish[at], self.backward.finishes[at]
        total = calendar.between(early, late) if early != late else 0
        if task.actual_start is None and (task.manual or task.constraint is Constraint.ALAP or task.assignments):
            total = self._start_slack(at, task, total)
        return min(total, self.forward.conflicts.get(at, total))

    def _free(self, at: int) -> int:
        if self.network.tasks[at].actual_finish is not None:
            return 0
        calendar = self.network.works[at].calendar
        start, finish = self.backward.bounds(at, self.starts, self.finishes)
        free = calendar.between(self.finishes[at], min(finish, self.finish))
        if start < LAST:
            free = min(free, calendar.between(self.starts[at], start))
        return max(0, free)

    def _start_slack(self, at: int, task: Task, slack: int) -> int:
        """The start's slack where it may be less than the finish's."""
        calendar = self.network.works[at].calendar
        slack = min(slack, calendar.between(self.forward.early_start[at], self.backward.late_start[at]))
        return min(slack, 0) if task.constraint is Constraint.ALAP else slack

    def _virtual(self, at: int) -> None:
        start, finish = self.backward.bounds(at, self.starts, self.finishes)
        if self.network.kinds[at] is not Node.SPAN:
            start = finish = min(start, finish)
        self.starts[at], self.finishes[at] = start, finish
