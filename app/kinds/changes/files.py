"""Change logs from files: a workbook of all three tables, or a CSV of the one whose headings it has."""

from __future__ import annotations

from app.kinds import csv_files, sheets
from app.kinds.changes.columns import EDITOR
from app.kinds.changes.payload import ChangeLog


def read_csv(content: bytes, keep: ChangeLog) -> ChangeLog:
    """The log with the rows of one table replaced. Raises `Unreadable`."""
    return sheets.validated(keep, csv_files.read_into(EDITOR, content, keep.model_dump(mode="json")))
