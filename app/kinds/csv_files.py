"""Rows of a grid as CSV, both ways. What a spreadsheet would run as a formula is written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from app.kinds.base import Unreadable
from app.kinds.editor import CellKind, Column, Editor, Grid


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a CSV may hold. Without `rows`, it is as many as the grid may have on a page."""

    rows: int | None = None
    megabytes: int = 2


USUAL = Limits()
#: The command line, where no page has to show the rows, sets larger ones.
limits: ContextVar[Limits] = ContextVar("limits", default=USUAL)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def write_rows(grid: Grid, rows: Iterable[Mapping[str, str]]) -> bytes:
    """CSV with the columns' labels as headings, in UTF-8 with a byte-order mark so that Excel reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Ref", *(column.label for column in grid.columns)])
    for row in rows:
        writer.writerow([_guarded(row.get(key, "")) for key in ("ref", *(column.key for column in grid.columns))])
    return text.getvalue().encode("utf-8-sig")


def read_rows(grid: Grid, content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV whose first line has headings: a column's label, key or alias, in any order and case.

    Unknown headings are ignored, blank lines skipped, missing references given. Raises `Unreadable` with the line.
    """
    try:
        lines = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    except csv.Error as error:
        raise Unreadable(f"this cannot be read as CSV: {error}") from error
    _places(grid, lines[0] if lines else [])
    refuse_too_many(grid, sum(any(map(str.strip, line)) for line in lines[1:]))
    return rows_of(grid, [[_unguarded(cell.strip()) for cell in line] for line in lines])


def refuse_too_many(grid: Grid, count: int) -> None:
    """Before any row is read, for giving each of very many rows its reference takes long. Raises `Unreadable`."""
    most = limits.get().rows or grid.most_rows
    if count > most:
        raise Unreadable(f"the file has {count:,} {grid.nouns}; there can be {most:,} here", most + 2)


def rows_of(grid: Grid, lines: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Rows from a table of texts whose first line has headings. Raises `Unreadable` with the line, as `read_rows`."""
    places = _places(grid, lines[0] if lines else [])
    rows: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        row = {key: cells[place] if place < len(cells) else "" for key, place in places.items()}
        row = grid.blank_row(row.get("ref", "") or grid.next_ref(rows)) | {k: v for k, v in row.items() if k != "ref"}
        row = _as_choices(grid.columns, row)
        if row["ref"] in seen:
            raise Unreadable(
                f"reference {row['ref']} is already on line {seen[row['ref']]}; give each row its own", number
            )
        seen[row["ref"]] = number
        rows.append(row)
    return rows


def read_into(editor: Editor, content: bytes, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with one grid's rows replaced by those of a CSV: the grid that knows most of its headings.

    Raises `Unreadable` as `read_rows` does.
    """
    first_line = next(csv.reader(io.StringIO(_decoded(content), newline="")), [])
    grid = best_grid(editor, first_line)
    return dict(payload) | {grid.key: read_rows(grid, content)}


def best_grid(editor: Editor, headings: Sequence[str]) -> Grid:
    """The grid that knows most of the headings; the first of equals."""
    return max(editor.grids, key=lambda grid: len(known_headings(grid, headings)))


def known_headings(grid: Grid, headings: Sequence[str]) -> dict[str, int]:
    """The place of each column that a heading names, by key, label or alias; the first of two that name the same."""
    names = {"ref": "ref", "id": "ref", "#": "ref", "no": "ref"}
    for column in grid.columns:
        names |= {_name(each): column.key for each in (column.key, column.label, *column.aliases)}
    return {
        names[_name(heading)]: place
        for place, heading in reversed(list(enumerate(headings)))
        if _name(heading) in names
    }


def _decoded(content: bytes) -> str:
    if len(content) > limits.get().megabytes * 1_048_576:
        most = limits.get().megabytes
        raise Unreadable(f"the file is {len(content) / 1_048_576:.1f} MB; a CSV of rows is at most {most} MB")
    if b"\0" in content:
        raise Unreadable("this is not a CSV file. In your spreadsheet choose Save as, then CSV UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _places(grid: Grid, headings: Sequence[str]) -> dict[str, int]:
    places = known_headings(grid, headings)
    if not places.keys() - {"ref"}:
        wanted = ", ".join(column.label for column in grid.columns)
        raise Unreadable(f"the first line must hold headings. Known ones: Ref, {wanted}")
    return places


def _name(heading: str) -> str:
    return " ".join(heading.replace("_", " ").lower().split())


def _as_choices(columns: Sequence[Column], row: dict[str, str]) -> dict[str, str]:
    """A choice may be written by its label; it is stored by its key."""
    for column in columns:
        if column.kind is CellKind.CHOICE:
            keys = {_name(each.label): each.key for each in column.choices} | {
                each.key: each.key for each in column.choices
            }
            row[column.key] = keys.get(_name(row[column.key]), row[column.key])
    return row


def _guarded(cell: str) -> str:
    return f"{_GUARD}{cell}" if _looks_run(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and _looks_run(cell) else cell


def _looks_run(cell: str) -> bool:
    """A formula's beginning, guarded already or not: one guard more or less always gives back what was typed."""
    return cell.lstrip(_GUARD).startswith(FORMULA_STARTS)
