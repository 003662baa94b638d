"""An MS Project file as the scheduling engine takes it, with notes of all that was set by hand or from outside.

What the file fixes (tasks scheduled by hand, levelling delays, splits, tasks of other projects) stays as the file says
and is noted; everything else is left to logic, calendars and constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.engines import scheduling
from app.engines.scheduling import LagUnit, Link, LinkKind
from app.engines.working_time import Instant, instant
from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import outline
from app.kinds.schedule.mspdi.assignments import Loads
from app.kinds.schedule.mspdi.notes import Notes
from app.kinds.schedule.mspdi.project import Constraint, LinkType, Predecessor, Project, Task
from app.kinds.schedule.mspdi.records import EXPORT
from app.kinds.schedule.mspdi.shifts import Calendars

_LINKS = {LinkType.FF: LinkKind.FF, LinkType.FS: LinkKind.FS, LinkType.SF: LinkKind.SF, LinkType.SS: LinkKind.SS}
_CONSTRAINTS = {
    Constraint.ASAP: scheduling.Constraint.ASAP,
    Constraint.ALAP: scheduling.Constraint.ALAP,
    Constraint.MUST_START_ON: scheduling.Constraint.MSO,
    Constraint.MUST_FINISH_ON: scheduling.Constraint.MFO,
    Constraint.START_NO_EARLIER: scheduling.Constraint.SNET,
    Constraint.START_NO_LATER: scheduling.Constraint.SNLT,
    Constraint.FINISH_NO_EARLIER: scheduling.Constraint.FNET,
    Constraint.FINISH_NO_LATER: scheduling.Constraint.FNLT,
}
_LAG_UNITS = {
    (False, False): LagUnit.WORKING,
    (False, True): LagUnit.ELAPSED,
    (True, False): LagUnit.PERCENT,
    (True, True): LagUnit.ELAPSED_PERCENT,
}


@dataclass(frozen=True)
class Prepared:
    """The engine's project, the tasks that are left out of it, and what the reader of the figures should know."""

    project: scheduling.Project
    parents: Mapping[int, int | None]
    notes: Notes


def prepare(file: Project) -> Prepared:
    """Raises `Unreadable` when there is nothing to schedule from, or a calendar has no work.

    The file's `HonorConstraints` is not followed: MS Project writes 0 there in new projects, in which its option to
    honour constraint dates is on.
    """
    if not file.tasks:
        raise Unreadable(f"there are no tasks in the file. {EXPORT}")
    notes = Notes(file)
    made = Calendars(file, notes)
    parents = outline.parents(file.tasks)
    loads = Loads(file, made, notes)
    known = frozenset(task.uid for task in file.tasks)
    whole = [_with_duration(task, made, notes) for task in file.tasks]
    tasks = tuple(_task(task, parents, known, made, loads, notes) for task in whole)
    start = instant(project_start(file))
    project = scheduling.Project(
        start=start,
        calendars=made.by_key(),
        calendar=made.default,
        tasks=tasks,
        from_finish=not file.is_from_start,
        finish=_instant(file.finish),
        status_date=_instant(file.status_date),
        retained_logic=file.splits_in_progress,
        multiple_critical_paths=file.has_many_critical_paths,
        critical_limit=file.critical_slack * file.minutes_per_day,
        minutes_per_day=file.minutes_per_day,
        minutes_per_week=file.minutes_per_week,
        days_per_month=file.days_per_month,
        title=file.name or "The project",
    )
    return Prepared(project, parents, notes)


def project_start(file: Project) -> datetime:
    """The project's start; without one, the first start that a task has."""
    starts = [task.stored.start for task in file.tasks if task.stored.start]
    found = file.start or min(starts, default=None)
    if found is None:
        raise Unreadable(f"the file says neither when the project starts nor when any task does. {EXPORT}")
    return found


def _instant(moment: datetime | None) -> Instant | None:
    return instant(moment) if moment else None


def _task(
    task: Task,
    parents: Mapping[int, int | None],
    known: frozenset[int],
    made: Calendars,
    loads: Loads,
    notes: Notes,
) -> scheduling.Task:
    calendar = made.of(task.calendar)
    if task.calendar is not None and calendar is None:
        notes.of(task, "has a calendar that is not in the file, so it works by the project’s")
    notes.of_task(task)
    is_fixed = task.is_manual or task.is_external
    load = loads.of(task)
    start, finish = _happened(task, notes)
    return scheduling.Task(
        uid=task.uid,
        name=task.name or f"Task {task.ref}",
        duration=task.duration,
        elapsed=task.is_elapsed,
        calendar=calendar,
        links=tuple(_links(task, known, notes)),
        constraint=_CONSTRAINTS[task.constraint],
        constraint_date=_instant(task.constraint_date),
        deadline=_instant(task.deadline),
        parent=parents[task.uid],
        active=task.is_active,
        manual=is_fixed,
        manual_start=_instant(task.stored.start) if is_fixed else None,
        manual_finish=_instant(task.stored.finish) if is_fixed else None,
        split=load.split,
        levelling_delay=task.levelling_delay,
        actual_start=_instant(start),
        actual_finish=_instant(finish),
        percent_complete=task.percent_complete,
        remaining=task.remaining_duration if start else None,
        resume=_instant(load.resume),
        assignments=load.assignments,
    )


def _with_duration(task: Task, made: Calendars, notes: Notes) -> Task:
    """A task whose file gives no duration takes the working time between its dates."""
    if task.has_duration or task.is_summary or task.is_milestone or not (minutes := made.span(task)):
        return task
    notes.of(task, "has no duration in the file, so the working time between its dates is taken")
    return replace(task, duration=minutes, is_elapsed=False)


def _happened(task: Task, notes: Notes) -> tuple[datetime | None, datetime | None]:
    """When a task started and finished; a percentage without a date means the date that the file works out."""
    start, finish = task.actual_start, task.actual_finish
    if task.is_summary or task.is_manual or not task.percent_complete or start or task.stored.start is None:
        return start, finish
    notes.of(
        task, f"is {task.percent_complete}% complete and has no actual start, so it has started on the file’s date"
    )
    return task.stored.start, finish or (task.stored.finish if task.percent_complete == 100 else None)


def _links(task: Task, known: frozenset[int], notes: Notes) -> Iterable[Link]:
    """The links within the file; one that leads out of it is noted."""
    for link in task.predecessors:
        if link.uid in known:
            yield _link(link)
        else:
            name = link.crosses_to[:60]
            notes.of(
                task,
                f"has a cross-project link, to a task of {name}; the link is not counted, for its dates are not here",
            )


def _link(link: Predecessor) -> Link:
    return Link(link.uid, _LINKS[link.type], link.lag.amount, _LAG_UNITS[link.lag.is_percent, link.lag.is_elapsed])
