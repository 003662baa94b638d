"""Problems noticed while a schedule is read, each placed on its row and cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.kinds.base import Finding, fault
from app.kinds.schedule.typed import NotRead

T = TypeVar("T")


def label(ref: str) -> str:
    return f"Row {ref}"


def problem(ref: str, column: str, words: str, why: str = "") -> Finding:
    """A fault at one cell, beginning with its row; with no row, at a field above the grid."""
    return fault(f"{label(ref)}: {words}." if ref else f"{words}.", f"{ref}.{column}" if ref else column, why)


class Notebook:
    """Collects problems, and the rows of which something that moves dates could not be used; lives for one reading."""

    def __init__(self) -> None:
        self.problems: list[Finding] = []
        self.ignored: set[str] = set()

    def note(self, ref: str, column: str, words: str, why: str = "") -> None:
        """A problem of a row that is then not wholly used."""
        self.problems.append(problem(ref, column, words, why))
        self.ignored.add(ref)

    def cell(self, ref: str, column: str, text: str, read_text: Callable[[str], T], why: str) -> T | None:
        """The value of a cell, or None with the problem noted and the row marked as not wholly used."""
        try:
            return read_text(text)
        except NotRead as error:
            self.note(ref, column, str(error), why)
            return None

    def optional(self, ref: str, column: str, text: str, read_text: Callable[[str], T], why: str) -> T | None:
        """`cell`, where nothing, or the `NA` of Microsoft Project, may stand for nothing."""
        return None if text.strip().lower() in NOTHING else self.cell(ref, column, text, read_text, why)


NOTHING = ("", "na", "n/a")
