"""How far the cells of a workbook reach, found before anything reads it into memory.

A reader makes a rectangle of a sheet, from its first cell to its furthest. One cell in the last corner of a sheet of a
few kilobytes would make that of 17 thousand million cells, and end the process. This looks at where cells say they are.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any
from xml.parsers import expat

#: Far more than fifty thousand rows of any grid here.
MOST_CELLS = 2_000_000
#: Parts that only other kinds of workbook have, which are not read here.
OTHER_FORMATS = frozenset({"xl/workbook.bin", "content.xml"})
_PLACE = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})")
_CONTENT = frozenset({"v", "is", "f"})


class TooFar(ValueError):
    """A sheet's cells reach further than may be read. `row` and `column` are the furthest ones, counted from 1."""

    def __init__(self, row: int, column: int) -> None:
        self.row, self.column = row, column
        super().__init__(f"its cells reach to row {row:,} and column {column:,}")


class NotAWorkbook(ValueError):
    """It is another format, or its sheets are not well-formed."""


def refuse_far_cells(archive: zipfile.ZipFile) -> None:
    """Raise `TooFar` for a sheet of more than `MOST_CELLS`, counting those without content between its cells.

    Raises `NotAWorkbook` for a part that has a document type, is not well-formed, or is not what the archive says.
    """
    for part in archive.infolist():
        if part.filename.lower().replace("\\", "/") in OTHER_FORMATS:
            raise NotAWorkbook
        try:
            content = archive.read(part)
            if b"sheetData" in content:
                _Extent().read(content)
        except (zipfile.BadZipFile, expat.ExpatError, OSError, RuntimeError, NotImplementedError) as error:
            raise NotAWorkbook from error


class _Extent:
    """Follows the cells of one sheet. A row or a cell that does not say where it is stands after the one before."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.last_row = self.last_column = 0

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(content, True)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row, self.column = self._place(attributes, self.row + 1, 0)
        elif name == "c":
            self.row, self.column = self._place(attributes, self.row or 1, self.column + 1)
        elif name in _CONTENT:
            self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
            if self.last_row * self.last_column > MOST_CELLS:
                raise TooFar(self.last_row, self.last_column)

    def _place(self, attributes: dict[str, str], row: int, column: int) -> tuple[int, int]:
        if (text := attributes.get("r")) is None:
            return row, column
        if (found := _PLACE.fullmatch(text)) is None:
            raise NotAWorkbook
        letters = 0
        for letter in found[1].upper():
            letters = letters * 26 + ord(letter) - ord("A") + 1
        return int(found[2]), letters

    def _refuse(self, *_: Any) -> None:
        raise NotAWorkbook
