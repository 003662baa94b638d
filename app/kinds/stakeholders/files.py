"""Stakeholder registers and plans as CSV and spreadsheets, in our own columns or those of somebody else's register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kinds import csv_files, sheets
from app.kinds.stakeholders.columns import EDITOR
from app.kinds.stakeholders.payload import StakeholderPlan

#: What other registers call the same things.
_OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "side": {"int": "internal", "ext": "external", "in": "internal", "out": "external"},
    "present": {"resister": "resistant", "against": "resistant", "supporter": "supportive", "champion": "leading"},
    "wanted": {"supporter": "supportive", "champion": "leading"},
    "strategy": {"key player": "manage_closely", "minimal effort": "monitor", "show consideration": "keep_informed"},
    "method": {
        "in person": "face_to_face",
        "meeting": "face_to_face",
        "paper": "physical",
        "print": "physical",
        "letter": "physical",
        "e-mail": "virtual",
        "email": "virtual",
        "online": "virtual",
        "digital": "virtual",
    },
}


def read_csv(content: bytes, keep: StakeholderPlan) -> StakeholderPlan:
    """The stakeholders, or the communications, of a CSV, by which its headings fit. Raises `Unreadable`."""
    return sheets.validated(keep, _in_our_words(csv_files.read_into(EDITOR, content, keep.model_dump(mode="json"))))


def read_xlsx(content: bytes, keep: StakeholderPlan) -> StakeholderPlan:
    """Both tables and the fields of a workbook, as far as it has them. Raises `Unreadable`."""
    return sheets.validated(keep, _in_our_words(sheets.read(EDITOR, content, keep.model_dump(mode="json"))))


def _in_our_words(found: dict[str, Any]) -> dict[str, Any]:
    for grid in EDITOR.grids:
        for row in found.get(grid.key, ()):
            for key in row.keys() & _OTHER_WORDS.keys():
                row[key] = _OTHER_WORDS[key].get(row[key].strip().lower(), row[key])
    return found
