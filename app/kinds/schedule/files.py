"""Schedules as CSV, both ways, with the columns that MS Project exports."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from app.kinds import csv_files
from app.kinds.base import Unreadable
from app.kinds.editor import Column
from app.kinds.schedule.columns import GRID
from app.kinds.schedule.payload import Schedule, ScheduleRow

_TYPE, _DATE, _SUMMARY = "constraint_type", "constraint_date", "summary"
#: What MS Project writes beside the columns of the grid.
_BESIDE = (Column(_TYPE, "Constraint Type"), Column(_DATE, "Constraint Date"), Column(_SUMMARY, "Summary"))
_EXPORTED = replace(GRID, columns=(*GRID.columns, *_BESIDE))
_CONSTRAINTS = {"start no earlier than": "start_no_earlier", "finish no later than": "must_finish_by"}
_NO_CONSTRAINT = frozenset({"", "as soon as possible"})
_NO_VALUE = "na"


def from_csv(content: bytes, schedule: Schedule) -> Schedule:
    """The rows of a CSV in place of the schedule's own; its calendar is kept.

    Summary rows are left out, for a schedule here is a list of activities. `NA`, which MS Project writes for no
    date, is read as nothing. Raises `Unreadable` with the line, and for constraints that have no counterpart.
    """
    rows = csv_files.read_rows(_EXPORTED, content)
    activities = [_activity(row, line) for line, row in enumerate(rows, start=2) if row[_SUMMARY].lower() != "yes"]
    return schedule.model_copy(update={"activities": tuple(activities)})


def _activity(row: dict[str, str], line: int) -> ScheduleRow:
    cells = {key: "" if row[key].lower() == _NO_VALUE else row[key] for key in ("ref", *(c.key for c in GRID.columns))}
    constraint = " ".join(row[_TYPE].lower().split())
    if constraint in _CONSTRAINTS:
        cells[_CONSTRAINTS[constraint]] = row[_DATE]
    elif constraint not in _NO_CONSTRAINT:
        raise Unreadable(
            f"activity {row['ref']} has the constraint “{row[_TYPE][:40]}”. Known here: As Soon As Possible, Start No "
            "Earlier Than and Finish No Later Than. Change it, or take the constraint columns out of the file",
            line,
        )
    try:
        return ScheduleRow.model_validate(cells)
    except ValidationError as error:
        raise Unreadable(f"activity {row['ref'][:12]} has a cell that is longer than 1,000 characters", line) from error


def to_csv(schedule: Schedule) -> bytes:
    """The rows as CSV, in the words they were typed in."""
    return csv_files.write_rows(GRID, [row.model_dump() for row in schedule.activities])
