"""The outline of a project: which tasks take part, which of them are summaries, and what these hand down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.engines.scheduling.errors import RepeatedTask, WrongOutline
from app.engines.scheduling.project import Constraint, Project, Task
from app.engines.scheduling.timeline import Note
from app.engines.working_time import FIRST, LAST, Instant

FLOORS = frozenset({Constraint.SNET, Constraint.MSO})
CEILINGS = frozenset({Constraint.FNLT, Constraint.MFO})


@dataclass(frozen=True, slots=True)
class Outline:
    """The active tasks of a project.

    `children` has every summary with at least one active task somewhere below it, parents before their own
    children; the children are in the order given. `leaves` are the others, in the order given. `floors` and
    `ceilings` are what a leaf's summaries let it start and finish at, `FIRST` and `LAST` where they say nothing.
    """

    tasks: Mapping[int, Task]
    leaves: tuple[int, ...]
    children: Mapping[int, tuple[int, ...]]
    floors: Mapping[int, Instant]
    ceilings: Mapping[int, Instant]
    notes: tuple[Note, ...]


def outline(project: Project) -> Outline:
    """Raises `RepeatedTask` or `WrongOutline`. What is below an inactive task is inactive with it."""
    tasks: dict[int, Task] = {}
    below: dict[int | None, list[int]] = {}
    for task in project.tasks:
        if task.uid in tasks:
            raise RepeatedTask(task.uid)
        tasks[task.uid] = task
        below.setdefault(task.parent, []).append(task.uid)
    order = _downwards(tasks, below)
    active = {uid for uid in order if tasks[uid].active}
    for uid in order:
        parent = tasks[uid].parent
        if parent is not None and parent not in active:
            active.discard(uid)
    children: dict[int, tuple[int, ...]] = {}
    empty: set[int] = set()
    for uid in reversed(order):
        if uid in below and uid in active:
            found = tuple(child for child in below[uid] if child in active and child not in empty)
            if found:
                children[uid] = found
            else:
                empty.add(uid)
    summaries = {uid: children[uid] for uid in order if uid in children}
    leaves = tuple(uid for uid in tasks if uid in active and uid not in below)
    floors, ceilings = _handed_down(tasks, [uid for uid in order if uid in active])
    kept = {uid: tasks[uid] for uid in tasks if uid in active and uid not in empty}
    notes = [Note(uid, "It has no active task below it, so it has no dates.") for uid in tasks if uid in empty]
    return Outline(kept, leaves, summaries, floors, ceilings, (*notes, *_unapplied(kept, summaries)))


def _downwards(tasks: Mapping[int, Task], below: Mapping[int | None, list[int]]) -> list[int]:
    """Every task after the one it is outlined under."""
    order: list[int] = list(below.get(None, ()))
    for uid in order:
        order.extend(below.get(uid, ()))
    if len(order) < len(tasks):
        lost = min(set(tasks).difference(order))
        raise WrongOutline(lost, tasks[lost].label)
    return order


def _handed_down(tasks: Mapping[int, Task], order: list[int]) -> tuple[dict[int, Instant], dict[int, Instant]]:
    """What the summaries above each task let it start and finish at."""
    floors: dict[int, Instant] = {}
    ceilings: dict[int, Instant] = {}
    for uid in order:
        above = tasks[uid].parent
        if above is None:
            floors[uid], ceilings[uid] = FIRST, LAST
            continue
        summary = tasks[above]
        date = summary.constraint_date
        floor = date if summary.constraint in FLOORS and date is not None else FIRST
        limits = [date if summary.constraint in CEILINGS else None, summary.deadline]
        floors[uid] = max(floors[above], floor)
        ceilings[uid] = min(ceilings[above], *(limit for limit in limits if limit is not None), LAST)
    return floors, ceilings


def _unapplied(tasks: Mapping[int, Task], summaries: Mapping[int, tuple[int, ...]]) -> list[Note]:
    notes = []
    for uid in summaries:
        task = tasks[uid]
        if task.constraint not in FLOORS | CEILINGS | {Constraint.ASAP}:
            words = f"A summary task cannot be held to “{task.constraint}”, so that constraint is not applied."
            notes.append(Note(uid, words))
        if task.manual:
            notes.append(Note(uid, "Its dates are those of the tasks below it, not the ones typed for it."))
    return notes
