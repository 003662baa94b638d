"""How far the work of one row has come, as typed: what happened, per cent complete, and what is left."""

from __future__ import annotations

from app.kinds.schedule import cells
from app.kinds.schedule.payload import ScheduleRow
from app.kinds.schedule.problems import NOTHING, Notebook
from app.kinds.schedule.row import Progress

COMPLETE = 100


def read_progress(ref: str, row: ScheduleRow, notes: Notebook) -> Progress:
    """The progress of a row, with a problem where its cells do not go together."""
    start = notes.optional(ref, "actual_start", row.actual_start, cells.moment, "progress")
    finish = notes.optional(ref, "actual_finish", row.actual_finish, cells.moment, "progress")
    percent = notes.optional(ref, "percent_complete", row.percent_complete, cells.percent, "progress")
    remaining = notes.optional(ref, "remaining", row.remaining, cells.length, "progress")
    progress = Progress(actual_start=start, actual_finish=finish, percent=percent, remaining=remaining)
    if found := _disagreement(progress, row):
        notes.note(ref, *found, "progress")
        return Progress()
    return progress


def _disagreement(progress: Progress, row: ScheduleRow) -> tuple[str, str] | None:
    """The column and the words of what does not go together."""
    start, finish, percent = progress.actual_start, progress.actual_finish, progress.percent or 0
    is_start_empty = row.actual_start.strip().lower() in NOTHING
    if finish and start and finish.day < start.day:
        return "actual_finish", "it finished before it started. Check the two dates"
    if finish and is_start_empty and not _is_milestone(row):
        return "actual_start", "it has finished, so type the day on which it started too"
    if finish and percent not in (0, COMPLETE):
        return "percent_complete", "it has finished, so it is 100% complete. Correct one of the two"
    if percent == COMPLETE and row.actual_finish.strip().lower() in NOTHING:
        return "actual_finish", "it is 100% complete, so type the day on which it finished"
    if percent and is_start_empty and not finish:
        return "actual_start", "work is done on it, so type the day on which it started"
    return None


def _is_milestone(row: ScheduleRow) -> bool:
    try:
        return cells.length(row.duration) == cells.NO_TIME
    except cells.NotRead:
        return False
