"""Schedules as CSV, both ways, with the columns that MS Project exports."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from app.kinds import csv_files
from app.kinds.base import Unreadable
from app.kinds.editor import Column
from app.kinds.schedule.columns import GRID
from app.kinds.schedule.payload import Schedule, ScheduleRow

_SUMMARY = "summary"
#: What MS Project writes beside the columns of the grid.
_EXPORTED = replace(GRID, columns=(*GRID.columns, Column(_SUMMARY, "Summary")))
#: Constraints that have a column of their own here, where a date of MS Project's goes.
_PLAIN = {"snet": "start_no_earlier", "fnlt": "must_finish_by"}
_NO_VALUE = "na"
_OWN_HEADING = b"start no earlier than"


def from_csv(content: bytes, schedule: Schedule) -> Schedule:
    """The rows of a CSV in place of the schedule's own; its calendar is kept.

    `NA`, which MS Project writes for no date, is read as nothing. A file of MS Project's has one column for the
    constraint: start no earlier than and finish no later than go to the columns that they have here. Its summary rows
    are left out unless the file says how deep every row is. Raises `Unreadable` with the line.
    """
    rows = csv_files.read_rows(_EXPORTED, content)
    is_own = _OWN_HEADING in content.partition(b"\n")[0].lower()
    activities = [
        _activity(row if is_own else _plain(row), line)
        for line, row in enumerate(rows, start=2)
        if row[_SUMMARY].lower() != "yes" or row["level"]
    ]
    return schedule.model_copy(update={"activities": tuple(activities)})


def _plain(row: dict[str, str]) -> dict[str, str]:
    """A row of MS Project's as one would type it here: a summary's worked-out duration is not typed."""
    column = _PLAIN.get(row["constraint"])
    if column and row[column].strip().lower() in ("", _NO_VALUE):
        row = row | {column: row["constraint_date"], "constraint": "", "constraint_date": ""}
    elif row["constraint"] == "asap":
        row = row | {"constraint": ""}
    return row | {"duration": ""} if row[_SUMMARY].lower() == "yes" else row


def _activity(row: dict[str, str], line: int) -> ScheduleRow:
    cells = {key: "" if row[key].lower() == _NO_VALUE else row[key] for key in ("ref", *(c.key for c in GRID.columns))}
    try:
        return ScheduleRow.model_validate(cells)
    except ValidationError as error:
        raise Unreadable(f"activity {row['ref'][:12]} has a cell that is longer than 1,000 characters", line) from error


def to_csv(schedule: Schedule) -> bytes:
    """The rows as CSV, in the words they were typed in."""
    return csv_files.write_rows(GRID, [row.model_dump() for row in schedule.activities])
