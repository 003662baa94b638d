"""The outline of a schedule: which rows are summaries of the rows below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kinds.schedule import cells
from app.kinds.schedule.payload import ScheduleRow
from app.kinds.schedule.problems import NOTHING, Notebook


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its level from 1, the row it is outlined under, and whether others are under it."""

    level: int
    parent: str
    is_summary: bool


def outlined(rows: Mapping[str, ScheduleRow], notes: Notebook) -> list[Place]:
    """The place of every row, in their order. A row without a level stays on that of the row before it.

    Without any level typed every row stands by itself. A level that leaves one out is a problem, and is read as the
    next one down.
    """
    levels: list[int] = []
    for ref, row in rows.items():
        above = levels[-1] if levels else 1
        typed = (
            None
            if row.level.strip().lower() in NOTHING
            else notes.cell(ref, "level", row.level, cells.level, "outline")
        )
        level = above if typed is None else typed
        if level > above + 1 or (level > 1 and not levels):
            deepest = above + 1 if levels else 1
            words = f"level {level} leaves out a level. Here the deepest that can follow is {deepest}"
            notes.note(ref, "level", words, "outline")
            level = deepest
        levels.append(level)
    return _places(list(rows), levels)


def _places(refs: list[str], levels: list[int]) -> list[Place]:
    places: list[Place] = []
    above: list[str] = []
    for at, (ref, level) in enumerate(zip(refs, levels, strict=True)):
        del above[level - 1 :]
        is_summary = at + 1 < len(levels) and levels[at + 1] > level
        places.append(Place(level, above[-1] if above else "", is_summary))
        above.append(ref)
    return places
