"""What resources do to a task's dates: their calendars, the length of their work, and splits in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from app.engines import scheduling
from app.kinds.schedule.mspdi import outline
from app.kinds.schedule.mspdi.notes import Notes
from app.kinds.schedule.mspdi.project import Assignment, Project, Resource, Task

_FLAT = 0
#: Work over units is rounded when a file is saved; a length nearer than this to the duration is the duration.
_NEAR = 50


class Load(NamedTuple):
    assignments: tuple[scheduling.Assignment, ...] = ()
    split: int = 0
    resume: datetime | None = None


class Loads:
    """The assignments of a file by task, with the calendars of the resources."""

    def __init__(self, file: Project, calendar: Callable[[int | None], str | None], notes: Notes) -> None:
        self.summaries = outline.summaries(file.tasks)
        self._resources = {each.uid: each for each in file.resources if each.is_work}
        self._calendar = calendar
        self._notes = notes
        self._by_task: defaultdict[int, list[Assignment]] = defaultdict(list)
        for each in file.assignments:
            if each.resource in self._resources:
                self._by_task[each.task].append(each)

    def of(self, task: Task, is_summary: bool) -> Load:
        """What the engine needs to know; nothing for summaries and for tasks with dates of their own."""
        if is_summary or task.is_manual or task.is_external or not task.is_active:
            return Load()
        resume = self._resume(task)
        if task.is_elapsed or task.ignores_resource_calendars or task.is_fixed_duration:
            return Load(resume=resume)
        assigned = [each for each in self._by_task[task.uid] if self._calendar(self._owner(each).calendar)]
        return Load(self._assignments(task, assigned), resume=resume)

    def _owner(self, assignment: Assignment) -> Resource:
        return self._resources[assignment.resource]

    def _assignments(self, task: Task, assigned: Sequence[Assignment]) -> tuple[scheduling.Assignment, ...]:
        lengths = [_minutes(each, task) for each in assigned]
        whole = max((each for each in lengths if each is not None), default=0)
        is_short = all(each is not None for each in lengths) and whole < task.duration - _NEAR
        made = []
        for each, minutes in zip(assigned, lengths, strict=True):
            key = self._calendar(self._owner(each).calendar)
            is_longest = is_short and minutes == whole
            if key is not None:
                made.append(scheduling.Assignment(key, None if is_longest else minutes))
        return tuple(made)

    def _resume(self, task: Task) -> datetime | None:
        """When the rest of a started task goes on, if there is a pause after what is done."""
        if not task.actual_start or task.actual_finish or not task.resume or not task.stop:
            return None
        return task.resume if task.resume > task.stop else None


def _minutes(assignment: Assignment, task: Task) -> int | None:
    """How long the work takes at its units, after its delay; None for as long as the task, or if none can be told."""
    if not assignment.work or assignment.units <= 0 or assignment.contour != _FLAT:
        return None
    minutes = assignment.work * 1_000 // assignment.units + assignment.delay
    return None if abs(minutes - task.duration) * _NEAR <= task.duration else minutes
