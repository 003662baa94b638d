"""An artefact as a spreadsheet, both ways: a sheet for each grid, and one for the fields above them.

Every cell is written as text, so nothing that was typed can run as a formula. A workbook that was edited elsewhere may
hold numbers and dates; they are read as a person would have typed them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from pydantic import ValidationError

from app.kinds import csv_files
from app.kinds.base import Payload, Unreadable
from app.kinds.editor import Editor, Grid
from app.kinds.sheet_extent import TooFar, refuse_far_cells

FIELDS = "Fields"
MOST_UNPACKED = 60 * 1_048_576
MOST_CELL = 10_000
SHEET_NAME = 31
#: Characters that no sheet's name may have.
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDTHS = {"xs": 10, "s": 14, "m": 20, "l": 44, "xl": 60}

P = TypeVar("P", bound=Payload)


def writer(editor: Editor) -> Callable[[Payload], bytes]:
    """An exporter for kinds that need nothing more than `write`."""
    return lambda payload: write(editor, payload.model_dump(mode="json"))


def reader(editor: Editor) -> Callable[[bytes, P], P]:
    """An importer for kinds that need nothing more than `read`."""

    def read_file(content: bytes, payload: P) -> P:
        return validated(payload, read(editor, content, payload.model_dump(mode="json")))

    return read_file


def validated(payload: P, content: Mapping[str, Any]) -> P:
    """Content that came from a file as a payload of the same kind. Raises `Unreadable` for a cell that is too long."""
    try:
        return type(payload).model_validate(content)
    except ValidationError as error:
        place = ", ".join(str(part) for part in error.errors()[0]["loc"])
        raise Unreadable(f"a cell is longer than can be kept here ({place})") from error


def write(editor: Editor, payload: Mapping[str, Any]) -> bytes:
    """A workbook with each grid on a sheet of its own, headings in the first row, and `Fields` if there are any."""
    content = io.BytesIO()
    with workbook(content) as book:
        add_sheets(book, editor, payload)
    return content.getvalue()


@contextmanager
def workbook(content: io.BytesIO) -> Iterator[Any]:
    """A workbook in which no text becomes a formula, a number or a link."""
    import xlsxwriter

    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(content, plain)
    # Nothing in the file says when it was made, so the same work always makes the same file.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
    yield book
    book.close()


def add_sheets(book: Any, editor: Editor, payload: Mapping[str, Any]) -> None:
    """The sheets of `write`, added to a workbook that may have others."""
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for grid, name in zip(editor.grids, sheet_names(editor), strict=True):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(grid.columns, start=1):
            sheet.set_column(place, place, _WIDTHS.get(column.size, 20))
            sheet.write_string(0, place, column.label, heading)
        sheet.write_string(0, 0, "Ref", heading)
        for line, row in enumerate(grid.rows(payload), start=1):
            for place, key in enumerate(("ref", *(column.key for column in grid.columns))):
                sheet.write_string(line, place, row.get(key, ""), cell)
    if editor.fields:
        sheet = book.add_worksheet(FIELDS)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 80)
        for line, column in enumerate(editor.fields):
            sheet.write_string(line, 0, column.label, heading)
            sheet.write_string(line, 1, str(payload.get(column.key, "")), cell)


def sheet_names(editor: Editor) -> list[str]:
    """A name for each grid's sheet: at most 31 characters, and no two alike."""
    names: list[str] = []
    for grid in editor.grids:
        name = " ".join(grid.name.translate(_FORBIDDEN).split())[:SHEET_NAME]
        names.append(name if name.lower() not in {each.lower() for each in names} else f"{name[:28]} {len(names)}")
    return names


def read(editor: Editor, content: bytes, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with the rows and fields of a workbook in place of its own.

    A sheet goes to the grid that it is named after; a workbook of one sheet, to the grid that knows most of its
    headings. Grids without a sheet keep what they have. Raises `Unreadable`.
    """
    sheets = _sheets(content)
    found = dict(payload)
    taken: dict[str, Sequence[Sequence[str]]] = {name.lower(): lines for name, lines in sheets.items()}
    known = False
    for grid, name in zip(editor.grids, sheet_names(editor), strict=True):
        if (lines := taken.get(name.lower())) is not None:
            found[grid.key] = _rows(grid, lines, name)
            known = True
    if (lines := taken.get(FIELDS.lower())) is not None:
        found |= _fields(editor, lines)
        known = True
    if known:
        return found
    first = next(iter(sheets.items()), ("", []))
    name, lines = next(((name, lines) for name, lines in sheets.items() if lines), first)
    grid = csv_files.best_grid(editor, lines[0] if lines else [])
    return found | {grid.key: _rows(grid, lines, name)}


def _rows(grid: Grid, lines: Sequence[Sequence[str]], name: str) -> list[dict[str, str]]:
    csv_files.refuse_too_many(grid, sum(any(line) for line in lines[1:]))
    try:
        return csv_files.rows_of(grid, lines)
    except Unreadable as error:
        raise Unreadable(f"sheet “{name}”: {error}", error.line) from error


def _fields(editor: Editor, lines: Sequence[Sequence[str]]) -> dict[str, str]:
    labels = {column.label.lower(): column.key for column in editor.fields}
    labels |= {column.key: column.key for column in editor.fields}
    return {labels[line[0].lower()]: line[1] for line in lines if len(line) > 1 and line[0].lower() in labels}


def _sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The texts of every sheet. Raises `Unreadable` for what is no workbook, or unpacks to more than anyone types."""
    import python_calamine

    most = csv_files.limits.get().megabytes * 1_048_576
    if len(content) > most:
        raise Unreadable(f"the file is {len(content) / 1_048_576:.1f} MB; a spreadsheet is at most {most >> 20} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable("this is not a spreadsheet. In your program choose Save as, then Excel workbook") from error
    if unpacked > MOST_UNPACKED:
        raise Unreadable("the spreadsheet unpacks to far more than an artefact can hold. Copy its rows into a new one")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_far_cells(archive)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _texts(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
    except TooFar as error:
        raise Unreadable(f"a sheet is too large: {error}. Copy its rows into a new one", error.row) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("this spreadsheet cannot be read. Save it again as an Excel workbook (.xlsx)") from error


def _texts(lines: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [[_text(cell) for cell in line] for line in lines]


def _text(cell: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, dates as ISO dates."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()[: MOST_CELL + 1]
