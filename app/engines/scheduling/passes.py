"""Schedules a project: the passes in their order, and the rows that come of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from app.engines.scheduling.backward import Backward, Floats
from app.engines.scheduling.drivers import Drivers
from app.engines.scheduling.forward import Forward
from app.engines.scheduling.network import Network, Node, network
from app.engines.scheduling.project import Constraint, Project
from app.engines.scheduling.timeline import HeldBy, TaskDates, Timeline
from app.engines.working_time import Instant


def schedule(project: Project) -> Timeline:
    """Every task's dates and float.

    The forward and the backward pass of the precedence diagramming method, by Microsoft Project's rules: see
    `project.py` for what is read and how. Float is late start less early start, or late finish less early
    finish if that is less. Free float is what a task can lose without moving a successor or the finish.

    A project that is scheduled from its finish starts at the earliest late start that its finish allows.
    Tasks that are as late as possible are placed at their late dates, and their successors then wait for them.

    Raises a `SchedulingError`.
    """
    with _without_collection():
        made = network(project)
        start = project_start(made)
        forward = Forward(made, start)
        forward.run()
        backward = Backward(forward, _bound(project, forward))
        backward.run()
        if _place_late(forward, backward):
            forward.run()
        return _timeline(made, forward, backward, start)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No cycles are made here, and looking for some among half a million tuples takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def project_start(made: Network) -> Instant:
    """The project's start: given, or the earliest late start when it is scheduled from its finish."""
    project = made.project
    if not project.from_finish or project.finish is None:
        return project.start
    forward = Forward(made, project.finish)
    forward.run()
    backward = Backward(forward, project.finish)
    backward.run()
    return min(backward.late_start[: len(made.tasks)], default=project.finish)


def _bound(project: Project, forward: Forward) -> Instant:
    if project.imposed_finish is not None:
        return project.imposed_finish
    if project.from_finish and project.finish is not None:
        return project.finish
    return forward.finish()


def _place_late(forward: Forward, backward: Backward) -> bool:
    """Give tasks that are as late as possible their late dates, if those are not before the early ones."""
    for at in range(len(forward.network.tasks)):
        if forward.is_late(at) and backward.starts[at] >= forward.early_start[at]:
            forward.shown[at] = (backward.starts[at], backward.finishes[at])
    return bool(forward.shown)


def _timeline(made: Network, forward: Forward, backward: Backward, start: Instant) -> Timeline:
    project = made.project
    floats = Floats(forward, backward)
    limit = _critical_limit(made, floats.totals)
    rows: dict[int, TaskDates] = {}
    for at, task in enumerate(made.tasks):
        rows[task.uid] = TaskDates(
            task.uid,
            forward.early_start[at],
            forward.early_finish[at],
            backward.late_start[at],
            backward.finishes[at],
            floats.starts[at],
            floats.finishes[at],
            forward.minutes[at] - task.split,
            floats.totals[at],
            floats.frees[at],
            floats.totals[at] <= limit and task.actual_finish is None,
            False,
            forward.held[at],
        )
    for uid in reversed(list(made.outline.children)):
        rows[uid] = _rolled_up(made, uid, rows)
    order = tuple(made.uids[at] for at in made.order if made.kinds[at] is Node.TASK)
    return Timeline(
        dates=MappingProxyType({uid: rows[uid] for uid in made.outline.tasks}),
        start=start,
        finish=floats.finish,
        order=order,
        critical=tuple(uid for uid in order if rows[uid].critical),
        notes=tuple(made.notes),
        calendar=project.calendars[project.calendar],
        minutes_per_day=project.minutes_per_day,
        drivers=Drivers(forward),
    )


def _critical_limit(made: Network, totals: list[int]) -> int:
    """The float at which a task is critical: the least there is if an imposed finish leaves all of them more."""
    limit = made.project.critical_limit
    if made.project.imposed_finish is None:
        return limit
    unfinished = (total for total, task in zip(totals, made.tasks, strict=True) if task.actual_finish is None)
    return max(limit, min(unfinished, default=limit))


def _rolled_up(made: Network, uid: int, rows: Mapping[int, TaskDates]) -> TaskDates:
    """A summary's dates: first starts and last finishes of what is below it.

    Its float is the lesser of its start's and its finish's, its free float that of the task it ends with; it
    is critical if one of them is.
    """
    project, task = made.project, made.outline.tasks[uid]
    calendar = project.calendars[project.calendar if task.calendar is None else task.calendar]
    below = [rows[child] for child in made.outline.children[uid]]
    late = [made.outline.tasks[row.uid].constraint is Constraint.ALAP for row in below]
    early_start = min(row.start if is_late else row.early_start for row, is_late in zip(below, late, strict=True))
    early_finish = max(row.finish if is_late else row.early_finish for row, is_late in zip(below, late, strict=True))
    late_start = min(row.late_start for row in below)
    late_finish = max(row.late_finish for row in below)
    start, finish = min(row.start for row in below), max(row.finish for row in below)
    return TaskDates(
        uid,
        early_start,
        early_finish,
        late_start,
        late_finish,
        start,
        finish,
        calendar.between(start, finish),
        min(calendar.between(early_start, late_start), calendar.between(early_finish, late_finish)),
        min(row.free_float for row in below if row.finish == finish),
        any(row.critical for row in below),
        True,
        HeldBy.CHILDREN,
    )
