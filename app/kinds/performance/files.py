"""Performance reports as CSV and spreadsheets, in our own columns or those of somebody else's scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kinds import csv_files, sheets
from app.kinds.performance.columns import EDITOR
from app.kinds.performance.payload import PerformanceReport

#: What other scorecards call the same things.
_OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "rag": {"g": "green", "a": "amber", "y": "amber", "yellow": "amber", "r": "red", "gray": "grey", "no data": "grey"},
    "timing": {"leading": "lead", "lagging": "lag"},
    "direction": {"up": "higher", "high": "higher", "increase": "higher", "down": "lower", "low": "lower"},
    "treatment": {"excluded": "left_out", "removed": "left_out", "fixed": "corrected", "query": "queried"},
}


def read_csv(content: bytes, keep: PerformanceReport) -> PerformanceReport:
    """The measures, or the data faults, of a CSV, by which of them its headings fit. Raises `Unreadable`."""
    return sheets.validated(keep, _in_our_words(csv_files.read_into(EDITOR, content, keep.model_dump(mode="json"))))


def read_xlsx(content: bytes, keep: PerformanceReport) -> PerformanceReport:
    """Both tables and the fields of a workbook, as far as it has them. Raises `Unreadable`."""
    return sheets.validated(keep, _in_our_words(sheets.read(EDITOR, content, keep.model_dump(mode="json"))))


def _in_our_words(found: dict[str, Any]) -> dict[str, Any]:
    for grid in EDITOR.grids:
        for row in found.get(grid.key, ()):
            for key in row.keys() & _OTHER_WORDS.keys():
                row[key] = _OTHER_WORDS[key].get(row[key].strip().lower(), row[key])
    return found
