"""How an artefact is typed in: a few fields, and one or more grids of rows that each keep their reference.

The same description draws the editor, reads the posted form, reads and writes CSV, and finds what changed between two
attempts, so a kind says each thing once.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
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

    `size` is a class of the style sheet (`xs`, `s`, `m`, `l`); `aliases` are other headings a CSV may use. Columns of
    one `group` can be folded away together, and are while nothing is in them.
    """

    key: str
    label: str
    kind: CellKind = CellKind.TEXT
    size: str = "m"
    help: str = ""
    placeholder: str = ""
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    group: str = ""

    def shown(self, value: str) -> str:
        """A cell for reading: a choice by its label, all else as it was typed."""
        return next((choice.label for choice in self.choices if choice.key == value), value)

    @property
    def wraps(self) -> bool:
        """A line of words that may be longer than its cell is wide, so it is shown on as many lines as it needs."""
        return self.kind is CellKind.TEXT and self.size == "l"


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is worked out, not typed. One of a `group` is folded away until its group is opened."""

    key: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """`key` is the payload's field; `noun` is what a row is called; `ref_prefix` begins every new reference.

    Where an editor has several grids, their prefixes differ, so that a reference names one row of one grid; `title`
    stands above the grid and `help` under the title.
    """

    key: str
    noun: str
    nouns: str
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...] = ()
    ref_prefix: str = ""
    most_rows: int = 300
    layout: Layout = Layout.TABLE
    title: str = ""
    help: str = ""

    @property
    def name(self) -> str:
        """What the grid is called where there are several: its title, or what its rows are."""
        return self.title or self.nouns.capitalize()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of columns that can be folded away, in order."""
        groups = [*(column.group for column in self.columns), *(output.group for output in self.outputs)]
        return tuple(dict.fromkeys(group for group in groups if group))

    def shown_columns(self, payload: Mapping[str, Any]) -> tuple[Column, ...]:
        """The columns to read: those of a group only where some row has something in one of them."""
        rows = self.rows(payload)
        used = {each.group for each in self.columns if any(row.get(each.key, "").strip() for row in rows)}
        return tuple(column for column in self.columns if not column.group or column.group in used)

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
    """Grids in the order in which they are shown; the first is the one that the artefact is about."""

    grids: tuple[Grid, ...]
    fields: tuple[Column, ...] = ()

    @property
    def grid(self) -> Grid:
        return self.grids[0]

    def rows(self, payload: Mapping[str, Any]) -> list[dict[str, str]]:
        """The rows of every grid, grid after grid."""
        return [row for grid in self.grids for row in grid.rows(payload)]

    def grid_of(self, payload: Mapping[str, Any], ref: str) -> Grid | None:
        """The grid that has a row of this reference."""
        return next((grid for grid in self.grids if any(row["ref"] == ref for row in grid.rows(payload))), None)

    def grid_called(self, key: str) -> Grid:
        """By its key; without one the first. `KeyError` when there is none."""
        return {grid.key: grid for grid in self.grids}[key] if key else self.grid


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
    """What changed from one payload to another, by row reference: in each grid the rows of `after`, then those removed.

    A change of a field above the grid is a row change with an empty ref.
    """
    found: list[RowChange] = []
    fields = _differences(editor.fields, before, after)
    if fields:
        found.append(RowChange("", Change.EDITED, fields))
    for grid in editor.grids:
        found.extend(_row_changes(grid, before, after))
    return found


def _row_changes(grid: Grid, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[RowChange]:
    old = {row["ref"]: row for row in grid.rows(before)}
    new = {row["ref"]: row for row in grid.rows(after)}
    for ref, row in new.items():
        if ref not in old:
            yield RowChange(ref, Change.ADDED, _differences(grid.columns, {}, row))
        elif cells := _differences(grid.columns, old[ref], row):
            yield RowChange(ref, Change.EDITED, cells)
    for ref, row in old.items():
        if ref not in new:
            yield RowChange(ref, Change.REMOVED, _differences(grid.columns, row, {}))


def _differences(
    columns: Sequence[Column], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, tuple[str, str]]:
    pairs = ((column.label, str(before.get(column.key, "")), str(after.get(column.key, ""))) for column in columns)
    return {label: (old, new) for label, old, new in pairs if old.strip() != new.strip()}
