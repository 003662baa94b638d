"""How an artefact is typed in: a few fields, and a grid of rows that each keep their reference.

The same description draws the editor, reads the posted form, reads and writes CSV, and finds what changed between two
attempts, so a kind says each thing once.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: A longer number, which only a file or a forged form can hold, is a name like any other.
MOST_DIGITS = 9


class Layout(enum.StrEnum):
    """How rows are laid out: as lines of a table, or, where a row has many cells, each as a card of labelled cells."""

    TABLE = "table"
    CARDS = "cards"


class CellKind(enum.StrEnum):
    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of every row, or one field above the grid.

    `size` is a class of the style sheet (`xs`, `s`, `m`, `l`); `aliases` are other headings a CSV may use.
    """

    key: str
    label: str
    kind: CellKind = CellKind.TEXT
    size: str = "m"
    help: str = ""
    placeholder: str = ""
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def wraps(self) -> bool:
        """A line of words that may be longer than its cell is wide, so it is shown on as many lines as it needs."""
        return self.kind is CellKind.TEXT and self.size == "l"


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is worked out, not typed."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Grid:
    """`key` is the payload's field; `noun` is what a row is called; `ref_prefix` begins every new reference."""

    key: str
    noun: str
    nouns: str
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...] = ()
    ref_prefix: str = ""
    most_rows: int = 300
    layout: Layout = Layout.TABLE

    def rows(self, payload: Mapping[str, Any]) -> list[dict[str, str]]:
        return [dict(row) for row in payload.get(self.key, ())]

    def blank_row(self, ref: str) -> dict[str, str]:
        return {"ref": ref} | {column.key: "" for column in self.columns}

    def next_ref(self, rows: Sequence[Mapping[str, str]]) -> str:
        """One more than the largest number in use, so a deleted row's reference is not given to another."""
        tails = (row["ref"].removeprefix(self.ref_prefix) for row in rows)
        numbers = [int(tail) for tail in tails if tail.isdecimal() and len(tail) <= MOST_DIGITS]
        return f"{self.ref_prefix}{max(numbers, default=0) + 1}"


@dataclass(frozen=True, slots=True)
class Editor:
    grid: Grid
    fields: tuple[Column, ...] = ()


class Change(enum.StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class RowChange:
    """How one row differs between two payloads. `cells` maps a column's label to its text before and after."""

    ref: str
    change: Change
    cells: Mapping[str, tuple[str, str]]


def changes(editor: Editor, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[RowChange]:
    """What changed from one payload to another, by row reference: rows of `after` first, then the removed ones.

    A change of a field above the grid is a row change with an empty ref.
    """
    found: list[RowChange] = []
    fields = _differences(editor.fields, before, after)
    if fields:
        found.append(RowChange("", Change.EDITED, fields))
    old = {row["ref"]: row for row in editor.grid.rows(before)}
    new = {row["ref"]: row for row in editor.grid.rows(after)}
    for ref, row in new.items():
        if ref not in old:
            found.append(RowChange(ref, Change.ADDED, _differences(editor.grid.columns, {}, row)))
        elif cells := _differences(editor.grid.columns, old[ref], row):
            found.append(RowChange(ref, Change.EDITED, cells))
    for ref, row in old.items():
        if ref not in new:
            found.append(RowChange(ref, Change.REMOVED, _differences(editor.grid.columns, row, {})))
    return found


def _differences(
    columns: Sequence[Column], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, tuple[str, str]]:
    pairs = ((column.label, str(before.get(column.key, "")), str(after.get(column.key, ""))) for column in columns)
    return {label: (old, new) for label, old, new in pairs if old.strip() != new.strip()}
