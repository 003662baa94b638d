"""The forward pass: the earliest that each task can start and finish."""

from __future__ import annotations

from collections.abc import Mapping

from app.engines.scheduling.errors import CannotBeDated
from app.engines.scheduling.network import Arrow, Network, Node
from app.engines.scheduling.project import Constraint, Task
from app.engines.scheduling.timeline import HeldBy
from app.engines.working_time import FIRST, Instant, OutsideTheYears, elapsed

#: Constraints whose date is a start's; the others' is a finish's.
OF_START = frozenset({Constraint.SNET, Constraint.SNLT, Constraint.MSO})
EARLIEST = frozenset({Constraint.SNET, Constraint.FNET})
LATEST = frozenset({Constraint.SNLT, Constraint.FNLT})
FIXED = frozenset({Constraint.MSO, Constraint.MFO})
Dates = tuple[Instant, Instant]


class Forward:
    """One forward pass, node by node in order; `early_start` and `early_finish` are by position.

    `left` is what each task has still to do from its start, or from where its remaining work resumes: what the
    backward pass takes off its late finish. Tasks in `shown` (as late as possible) hold their successors at
    those dates instead of their early ones, unless the successor is as late as possible too. `conflicts` are
    the working minutes, below 0, by which a constraint that is honoured has pulled a task before its logic.
    """

    def __init__(self, network: Network, start: Instant) -> None:
        self.network = network
        self.project = network.project
        self.start = self.base = start
        self.held_at = HeldBy.START
        status = self.project.status_date
        if self.project.remaining_after_status and status is not None and status > start:
            self.base, self.held_at = status, HeldBy.STATUS
        self.minutes = list(network.minutes)
        self.left = list(self.minutes)
        self.early_start: list[Instant] = [FIRST] * len(network.kinds)
        self.early_finish: list[Instant] = [FIRST] * len(network.kinds)
        self.held: list[HeldBy] = [self.held_at] * len(network.kinds)
        self.shown: dict[int, Dates] = {}
        self.conflicts: dict[int, int] = {}

    def run(self, order: list[int] | None = None) -> None:
        """Date every node, or those of `order`. Raises `CannotBeDated`."""
        kinds, starts, finishes = self.network.kinds, self.early_start, self.early_finish
        at = 0
        try:
            for at in self.network.order if order is None else order:
                starts[at], finishes[at] = self._task(at) if kinds[at] is Node.TASK else self._virtual(at)
        except OutsideTheYears as error:
            raise self.blamed(at, error) from error

    def finish(self) -> Instant:
        """The last early finish of all tasks, or the project's start if there are none."""
        return max(self.early_finish[: len(self.network.tasks)], default=self.base)

    def bounds(self, at: Instant) -> tuple[Instant, Instant]:
        """What the links of a node hold its start and its finish at, `FIRST` where they do not."""
        start = finish = FIRST
        shown = self.shown_to(at)
        for arrow in self.network.before[at]:
            held = self.hold(arrow, shown)
            if not arrow[3]:
                finish = max(finish, held)
            elif held > start:
                start = held
        return start, finish

    def hold(self, arrow: Arrow, shown: Mapping[int, Dates]) -> Instant:
        """The instant at which one link holds its successor's start or finish."""
        before, _, from_finish, _, lag = arrow
        if shown and before in shown:
            held = shown[before][from_finish]
        else:
            held = self.early_finish[before] if from_finish else self.early_start[before]
        return held if lag is None else lag.after(held, self.minutes[before])

    def shown_to(self, at: int) -> Mapping[int, Dates]:
        """The late dates that hold the node's start or finish; none if it is as late as possible itself."""
        return {} if self.shown and self.is_late(at) else self.shown

    def is_late(self, at: int) -> bool:
        """Whether the node is a task that is to be as late as possible and has not started."""
        if self.network.kinds[at] is not Node.TASK:
            return False
        task = self.network.tasks[at]
        return task.constraint is Constraint.ALAP and task.actual_start is None and task.actual_finish is None

    def _task(self, at: int) -> Dates:
        task = self.network.tasks[at]
        if task.actual_finish is not None or task.actual_start is not None:
            return self._happened(at, task)
        if task.manual and (task.manual_start is not None or task.manual_finish is not None):
            return self._typed(at, task)
        work, minutes = self.network.works[at], self.minutes[at]
        start = self._by_logic(at)
        if task.levelling_delay:
            start = elapsed(work.early(start, minutes)[0], task.levelling_delay)
        if task.constraint_date is not None:
            start = self._constrained(at, task, task.constraint_date, start)
        return work.early(start, minutes)

    def _by_logic(self, at: int) -> Instant:
        """Where links, the project's start and the summaries above let a task start."""
        start, finish = self.bounds(at)
        if finish > FIRST:
            start = max(start, self.network.works[at].start_for(finish, self.minutes[at]))
        floor = self.network.outline.floors[self.network.uids[at]]
        self.held[at] = HeldBy.LINKS
        if start < self.base:
            start, self.held[at] = self.base, self.held_at
        if start < floor:
            start, self.held[at] = floor, HeldBy.CONSTRAINT
        return start

    def _constrained(self, at: int, task: Task, date: Instant, start: Instant) -> Instant:
        """The start that the constraint makes of the one that logic gives."""
        kind = task.constraint
        wanted = date if kind in OF_START else self.network.works[at].start_for(date, self.minutes[at])
        if kind in LATEST:
            moved = min(start, wanted) if self.project.honour_constraints else start
        elif kind in FIXED and self.project.honour_constraints:
            moved = wanted
        elif kind in EARLIEST and self._may_precede(at):
            moved = max(wanted, self.base) if self.held_at is HeldBy.STATUS else wanted
        else:
            moved = max(start, wanted)
        work, minutes = self.network.works[at], self.minutes[at]
        pulled = work.calendar.between(start, moved)
        if pulled < 0 and self.held[at] is HeldBy.LINKS:
            self.conflicts[at] = pulled
        if work.early(moved, minutes) != work.early(start, minutes):
            self.held[at] = HeldBy.CONSTRAINT
        return moved

    def _may_precede(self, at: int) -> bool:
        return self.project.soft_may_precede_start and not self.network.before[at]

    def _typed(self, at: int, task: Task) -> Dates:
        """The dates of a manually scheduled task; the one that is missing is worked out from the other."""
        work, minutes = self.network.works[at], self.minutes[at]
        start, finish = task.manual_start, task.manual_finish
        if start is None:
            start = work.start_for(finish or FIRST, minutes)
        if finish is None:
            finish = work.early(start, minutes)[1]
        self.held[at] = HeldBy.MANUAL
        self.left[at] = max(0, work.calendar.between(start, finish))
        return start, finish

    def _happened(self, at: int, task: Task) -> Dates:
        """The dates of a task that has started: what is left follows what is done, or resumes later."""
        work, minutes = self.network.works[at], self.minutes[at]
        start, finish = task.actual_start, task.actual_finish
        self.held[at] = HeldBy.ACTUAL
        if start is None:
            start = work.start_for(finish or FIRST, minutes)
        if finish is not None:
            return start, finish
        left = task.remaining
        if left is None:
            left = task.duration - (task.duration * task.percent_complete + 50) // 100
        left = max(0, left + minutes - self.network.minutes[at])
        self.left[at] = left
        resumes = task.resume
        if resumes is None:
            resumes = work.early(start, max(0, minutes - left))[1]
        if self.held_at is HeldBy.STATUS:
            resumes = max(resumes, self.base)
        if self.project.retained_logic and task.percent_complete:
            resumes = max(resumes, self._by_logic(at))
            self.held[at] = HeldBy.ACTUAL
        finish = work.early(resumes, left)[1]
        if task.constraint is Constraint.FNET:
            finish = max(finish, task.constraint_date or FIRST)
        return start, finish

    def _virtual(self, at: int) -> Dates:
        """A gate opens at the last of its bounds; a span reaches over all that is in it."""
        network = self.network
        if network.kinds[at] is not Node.SPAN:
            bound = max(self.bounds(at))
            return bound, bound
        below = [self.placed(arrow[0]) for arrow in network.before[at]]
        start = min(start for start, _ in below)
        finish = max(finish for _, finish in below)
        self.minutes[at] = max(0, self.project.calendars[self.project.calendar].between(start, finish))
        return start, finish

    def placed(self, at: int) -> Dates:
        """The dates at which a node is placed: early, or late if it is as late as possible."""
        return self.shown.get(at) or (self.early_start[at], self.early_finish[at])

    def blamed(self, at: int, error: OutsideTheYears) -> CannotBeDated:
        uid = self.network.uids[at]
        return CannotBeDated(uid, self.network.outline.tasks[uid].label, str(error))
