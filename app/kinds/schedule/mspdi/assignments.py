"""What resources do to a task's dates: their calendars, the length of their work, and splits in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from app.engines import scheduling
from app.engines.working_time import WorkingTime, instant
from app.kinds.schedule.mspdi import outline
from app.kinds.schedule.mspdi.notes import Notes
from app.kinds.schedule.mspdi.project import Assignment, Project, Resource, Task
from app.kinds.schedule.mspdi.shifts import Calendars

_FLAT = 0
#: Work over units is rounded when a file is saved: a length within a fiftieth of the duration is the duration.
_NEAR = 50
#: Fewer minutes than these between a span and its work are rounding, not a split.
_LEAST_SPLIT = 5


class Load(NamedTuple):
    """What the engine is told: who works how long on which calendar, and pauses, in working minutes."""

    assignments: tuple[scheduling.Assignment, ...] = ()
    split: int = 0
    resume: datetime | None = None


class Loads:
    """The assignments of a file by task, with the calendars of the resources."""

    def __init__(self, file: Project, calendars: Calendars, notes: Notes) -> None:
        self._summaries = outline.summaries(file.tasks)
        self._resources = {each.uid: each for each in file.resources}
        self._calendars = calendars
        self._notes = notes
        self._by_task: defaultdict[int, list[Assignment]] = defaultdict(list)
        for each in file.assignments:
            self._by_task[each.task].append(each)

    def of(self, task: Task) -> Load:
        """Nothing for summaries and for tasks whose dates are their own."""
        is_fixed = task.is_manual or task.is_external or not task.is_active or task.actual_finish is not None
        if is_fixed or task.uid in self._summaries or task.is_elapsed or not task.duration:
            return Load()
        resume = self._resume(task)
        if resume:
            self._notes.of(task, f"is split: the rest of it goes on at {resume:%Y-%m-%d %H:%M}, as in the file")
        split = 0 if task.actual_start else self._split(task)
        if split:
            self._notes.of(task, f"is split: it pauses for {_hours(split)} of working time, as in the file")
        return Load(self._assignments(task), split, resume)

    def _own_calendars(self, task: Task) -> Iterator[tuple[Assignment, Resource, str]]:
        """The assignments that put a task on another calendar than its own."""
        if task.ignores_resource_calendars or task.is_fixed_duration:
            return
        own = self._calendars.of(task.calendar) or self._calendars.default
        found = []
        for each in self._by_task[task.uid]:
            resource = self._resources.get(each.resource)
            key = self._calendars.of(resource.calendar) if resource and resource.is_work else None
            if resource and key:
                found.append((each, resource, key))
        if any(self._calendars.differ(key, own) for _, _, key in found):
            yield from found

    def _assignments(self, task: Task) -> tuple[scheduling.Assignment, ...]:
        found = list(self._own_calendars(task))
        if not found:
            return ()
        named = ", ".join(dict.fromkeys(f"“{resource.name[:40]}”" for _, resource, _ in found))
        self._notes.of(task, f"is worked by {named}, so resource calendars and not only the project’s settle its dates")
        return tuple(scheduling.Assignment(key, _minutes(each, task)) for each, _, key in found)

    def _split(self, task: Task) -> int:
        """The pauses within a task: what its assignment spans over and above its work."""
        start, finish = task.stored.start, task.stored.finish
        if start is None or finish is None:
            return 0
        for each in self._by_task[task.uid]:
            minutes = _minutes(each, task)
            if each.contour == _FLAT and each.work and (each.start, each.finish) == (start, finish):
                worked = task.duration if minutes is None else minutes
                over = self._calendar_of(task, each).between(instant(start), instant(finish)) - worked
                return over if over > _LEAST_SPLIT and worked > 0 else 0
        return 0

    def _resume(self, task: Task) -> datetime | None:
        """When the rest of a started task goes on, if working time passes between that and where it stopped.

        MS Project writes both for every task that has started: 17:00 and 08:00 of the next day are no pause.
        """
        if not task.actual_start or not task.resume or not task.stop:
            return None
        assigned = self._by_task[task.uid]
        time = self._calendar_of(task, assigned[0]) if assigned else self._calendars.ruling(task)
        return task.resume if time.between(instant(task.stop), instant(task.resume)) > _LEAST_SPLIT else None

    def _calendar_of(self, task: Task, assignment: Assignment) -> WorkingTime:
        """The calendar that an assignment goes by: the resource's, unless the task's own or the project's rules."""
        by_key = self._calendars.by_key()
        resource = self._resources.get(assignment.resource)
        is_ruled = not task.ignores_resource_calendars and not task.is_fixed_duration
        key = self._calendars.of(resource.calendar) if resource and is_ruled else None
        return by_key[key or self._calendars.of(task.calendar) or self._calendars.default]


def _minutes(assignment: Assignment, task: Task) -> int | None:
    """How long the work takes at its units, after its delay; None for as long as the task, or if none can be told."""
    if not assignment.work or assignment.units <= 0 or assignment.contour != _FLAT:
        return None
    minutes = assignment.work * 1_000 // assignment.units + assignment.delay
    return None if abs(minutes - task.duration) * _NEAR <= task.duration else minutes


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    words += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest else []
    return " ".join(words)
