"""One task of an MS Project file as the cells of a row, saying what the row has no place for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.kinds.schedule.mspdi import outline, typing_out, values
from app.kinds.schedule.mspdi.calendar_fields import CalendarFields
from app.kinds.schedule.mspdi.losses import Loss, Losses
from app.kinds.schedule.mspdi.project import Constraint, Predecessor, Project, Task

LONGEST_NAME = 500
#: Custom fields that this platform writes, by what they are called.
ESTIMATES = {"Optimistic": "optimistic", "Pessimistic": "pessimistic"}
_CONSTRAINTS = {
    Constraint.ALAP: "alap",
    Constraint.MUST_START_ON: "mso",
    Constraint.MUST_FINISH_ON: "mfo",
    Constraint.START_NO_LATER: "snlt",
    Constraint.FINISH_NO_EARLIER: "fnet",
    Constraint.FINISH_NO_LATER: "fnlt",
}
_OF_START = frozenset({Constraint.MUST_START_ON, Constraint.START_NO_LATER})
_COMPLETE = 100


class RowCells:
    """Makes the cells of rows; lives for one import."""

    def __init__(self, file: Project, refs: Mapping[int, str], fields: CalendarFields, losses: Losses) -> None:
        self._file = file
        self._refs = refs
        self._fields = fields
        self._losses = losses
        self._summaries = outline.summaries([task for task in file.tasks if task.uid in refs])
        self._is_outlined = any(task.uid in self._summaries for task in file.tasks)
        self._tasks = {task.uid: task for task in file.tasks}
        self._resources = {each.uid: each.name for each in file.resources}
        self._assigned: defaultdict[int, list[str]] = defaultdict(list)
        for each in file.assignments:
            if each.resource in self._resources:
                self._assigned[each.task].append(self._resources[each.resource][:40] or f"resource {each.resource}")
        self._happened: list[datetime] = []

    def row(self, task: Task, level: int) -> dict[str, str]:
        """The cells by column."""
        is_summary = task.uid in self._summaries
        self._say_what_is_lost(task)
        cells = {
            "ref": self._refs[task.uid],
            "name": task.name[:LONGEST_NAME] or f"Task {task.ref}",
            "duration": "" if is_summary else self._duration(task),
            "predecessors": "; ".join(self._predecessors(task)),
            "level": str(level) if self._is_outlined else "",
            "calendar": self._fields.names.get(task.calendar, "") if task.calendar is not None else "",
            "must_finish_by": self._fields.ends(task, task.deadline) if task.deadline else "",
        }
        cells |= self._constraint(task) | self._baseline(task) | self._estimates(task)
        return cells if is_summary else cells | self._progress(task)

    def data_date(self, tasks: Sequence[Task]) -> str:
        """The last day whose progress is in; nothing when nothing has begun."""
        if not self._happened:
            return ""
        last = max(self._happened)
        if self._file.status_date is None:
            day = f"{last:%Y-%m-%d}"
            self._losses.say(f"The file has no status date; {day}, the last day on which anything happened, is taken.")
        self._losses.say("Work that has not started waits for the data date here; in MS Project it stays where it was.")
        return f"{self._file.status_date or last:%Y-%m-%d}"

    def _duration(self, task: Task) -> str:
        """Where dates were typed by hand, or there is no duration, the working time between them.

        Some programs write days of 24 hours there beside calendars of eight.
        """
        if task.is_milestone or (task.has_duration and not task.is_manual):
            return self._length(task.duration, task.is_elapsed)
        minutes = self._fields.span(task)
        return self._length(minutes, False) if minutes else self._length(task.duration, task.is_elapsed)

    def _length(self, minutes: int, is_elapsed: bool) -> str:
        return typing_out.length(minutes, self._fields.per_day, is_elapsed)

    def _predecessors(self, task: Task) -> Iterable[str]:
        for link in task.predecessors:
            if link.uid in self._refs:
                if link.lag.is_percent and link.lag.is_elapsed and link.lag.amount:
                    self._losses.of(task, Loss.CLOCK_PERCENT)
                yield typing_out.predecessor(self._refs[link.uid], link.type, link.lag, self._fields.per_day)
            else:
                self._lose_link(task, link)

    def _lose_link(self, task: Task, link: Predecessor) -> None:
        other = self._tasks.get(link.uid)
        if other is None:
            self._losses.of(task, Loss.CROSS, f"to a task of {link.crosses_to[:60]}")
        else:
            self._losses.of(task, Loss.LINKS, f"it follows task {other.ref}, which is left out")

    def _constraint(self, task: Task) -> dict[str, str]:
        """Start no earlier has a column of its own; a manual task's typed start is one, if no link leads to it."""
        start = task.constraint_date if task.constraint is Constraint.START_NO_EARLIER else None
        if task.is_manual and task.uid not in self._summaries:
            is_linked = any(link.uid in self._refs for link in task.predecessors)
            self._losses.of(task, Loss.MANUAL if is_linked else Loss.TYPED_DATES)
            start = start or (None if is_linked or task.stored.start == self._fields.start else task.stored.start)
        if start:
            return {"start_no_earlier": self._fields.begins(task, start)}
        if task.constraint not in _CONSTRAINTS:
            return {}
        return {"constraint": _CONSTRAINTS[task.constraint], "constraint_date": self._constraint_date(task)}

    def _constraint_date(self, task: Task) -> str:
        at = task.constraint_date
        if at is None or task.constraint is Constraint.ALAP:
            return ""
        if task.constraint in _OF_START:
            return self._fields.begins(task, at)
        if task.constraint is Constraint.FINISH_NO_EARLIER:
            return typing_out.moment(at, self._fields.is_hourly)
        return self._fields.ends(task, at)

    def _baseline(self, task: Task) -> dict[str, str]:
        first = next((each for each in task.baselines if each.number == 0), None)
        if any(each.number for each in task.baselines):
            self._losses.of(task, Loss.BASELINES)
        if first is None:
            return {}
        days = {"baseline_start": first.start, "baseline_finish": first.finish}
        return {column: f"{day:%Y-%m-%d}" for column, day in days.items() if day}

    def _estimates(self, task: Task) -> dict[str, str]:
        """The two ends of a range, if both are in the file's custom fields under the names this platform gives them."""
        found: dict[str, str] = {}
        lost = 0
        for number, text in task.custom:
            column = ESTIMATES.get(self._file.custom_fields.get(number, ""))
            minutes = values.minutes(text) if column else None
            if column and minutes is not None:
                found[column] = self._length(minutes, task.is_elapsed)
            else:
                lost += 1
        if lost:
            self._losses.of(task, Loss.FIELDS)
        return found if len(found) == len(ESTIMATES) else {}

    def _progress(self, task: Task) -> dict[str, str]:
        start, finish = task.actual_start, task.actual_finish
        if task.percent_complete and start is None:
            start = task.stored.start
            self._losses.of(task, Loss.PROGRESS)
        if start is None and finish is None:
            return {}
        if task.percent_complete == _COMPLETE and finish is None:
            finish = task.stored.finish
        self._happened += [day for day in (start, finish) if day]
        cells = {"actual_start": self._fields.begins(task, start) if start and task.duration else ""}
        if start and not task.duration:
            cells["actual_start"] = f"{start:%Y-%m-%d}"
        if finish:
            return cells | {"actual_finish": self._fields.ends(task, finish), "percent_complete": str(_COMPLETE)}
        left = task.remaining_duration
        cells["remaining"] = "" if left is None else self._length(left, task.is_elapsed)
        return cells | {"percent_complete": str(min(task.percent_complete, _COMPLETE - 1))}

    def _say_what_is_lost(self, task: Task) -> None:
        losses = self._losses
        if self._assigned[task.uid]:
            losses.of(task, Loss.RESOURCES, ", ".join(dict.fromkeys(self._assigned[task.uid])))
        if task.stop and task.resume and not task.actual_finish and self._fields.pauses(task, task.stop, task.resume):
            losses.of(task, Loss.SPLIT)
        for has, loss in (
            (task.levelling_delay, Loss.LEVELLING),
            (task.has_costs, Loss.COSTS),
            (task.has_notes, Loss.NOTES),
            (task.is_recurring, Loss.RECURRING),
        ):
            if has:
                losses.of(task, loss)
