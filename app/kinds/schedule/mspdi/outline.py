"""The outline of an MS Project file: which task stands under which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kinds.schedule.mspdi.project import Task


def parents(tasks: Sequence[Task]) -> Mapping[int, int | None]:
    """For each task's unique identifier that of the task it is outlined under: the nearest above of a lower level."""
    under: dict[int, int | None] = {}
    line: list[Task] = []
    for task in tasks:
        while line and line[-1].outline_level >= task.outline_level:
            line.pop()
        under[task.uid] = line[-1].uid if line else None
        line.append(task)
    return under


def summaries(tasks: Sequence[Task]) -> frozenset[int]:
    """The tasks that others are outlined under."""
    return frozenset(uid for uid in parents(tasks).values() if uid is not None)
