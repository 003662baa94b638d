"""Reads the in-tray of a pack: documents with front matter, in their order, and the tables attached to them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from app.scenarios.gathering import ANY, Reading, shown
from app.scenarios.pack import Document, DocumentHeader, Table, TableColumn
from app.scenarios.validating import validate
from app.scenarios.yaml_lines import Location, Source, read_yaml

FENCE = "---"
NUMBER = re.compile(r"(-?\d+(\.\d+)?)?", re.ASCII)


def read_in_tray(folder: Path, source: Source | None, reading: Reading) -> dict[str, Document]:
    """The documents by stem. Every stem needs its file, and every file its stem or its place as an attachment."""
    found: dict[str, Document] = {}
    attached: set[str] = set()
    for path in sorted(folder.glob("*.md")):
        document = _document(path, reading, attached)
        if document:
            found[path.stem] = document
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if source is not None:
        _match_stems(source, folder, there, reading)
    for name in sorted(there - attached):
        if not name.endswith(".md") and not name.startswith("."):
            reading.complain(folder / name, "no document has this file as its attachment")
    return found


def _match_stems(source: Source, folder: Path, there: set[str], reading: Reading) -> None:
    listed: set[str] = set()
    for at, stem in source.each("in_tray", ANY):
        if isinstance(stem, str):
            listed.add(stem)
            if f"{stem}.md" not in there:
                reading.problems.append(source.problem(at, f"there is no in-tray/{stem}.md"))
    for name in sorted(there):
        if name.endswith(".md") and name.removesuffix(".md") not in listed:
            reading.complain(folder / name, f"in_tray in {source.name} does not list it")


def _document(path: Path, reading: Reading, attached: set[str]) -> Document | None:
    """Front matter between two lines of `---`, then Markdown."""
    reading.slug(path, is_numbered=True)
    text = reading.text(path)
    parts = None if text is None else _parts(text, path, reading)
    if parts is None:
        return None
    front, body = parts
    source = read_yaml(front, shown(path), reading.problems, shift=1)
    header = validate(DocumentHeader, source, reading.problems) if source else None
    if source is None or header is None:
        return None
    reading.claim(header.id, source)
    attached.add(header.attachment)
    path_of_table = _attachment(path.parent, header.attachment, source, reading) if header.attachment else None
    table = _table(path_of_table, reading) if path_of_table else None
    return Document(path.stem, header, body, path_of_table, table)


def _parts(text: str, path: Path, reading: Reading) -> tuple[str, str] | None:
    """The front matter and what is below it."""
    lines = [line.rstrip() for line in text.split("\n")]
    if lines[0] != FENCE:
        reading.complain(path, f"it must begin with a line of {FENCE} and its front matter")
        return None
    if FENCE not in lines[1:]:
        reading.complain(path, f"the front matter has no closing line of {FENCE}")
        return None
    end = lines.index(FENCE, 1)
    body = "\n".join(lines[end + 1 :]).strip()
    if not body:
        reading.complain(path, "there is nothing below the front matter", end + 1)
    return "\n".join(lines[1:end]), body


def _attachment(folder: Path, name: str, source: Source, reading: Reading) -> Path | None:
    at: Location = ("attachment",)
    if Path(name).name != name or not name.endswith(".csv"):
        reading.problems.append(source.problem(at, f"“{name}” must be the name of a CSV file in in-tray"))
        return None
    path = folder / name
    if not path.is_file():
        reading.problems.append(source.problem(at, f"there is no in-tray/{name}"))
        return None
    return path


def _table(path: Path, reading: Reading) -> Table | None:
    """Headings, and as many cells in every row."""
    if (text := reading.text(path)) is None:
        return None
    reader = csv.reader(text.splitlines(keepends=True))
    headings = next(reader, [])
    if not headings:
        reading.complain(path, "the first line must hold headings")
    rows = []
    for row in reader:
        if len(row) != len(headings):
            reading.complain(path, f"{len(row)} cells where the headings have {len(headings)}", reader.line_num)
        rows.append(tuple(cell.strip() for cell in row))
    cells = list(zip(*rows, strict=False)) or [()] * len(headings)
    columns = (
        TableColumn(title.strip(), any(column) and all(NUMBER.fullmatch(cell) for cell in column))
        for title, column in zip(headings, cells, strict=False)
    )
    return Table(tuple(columns), tuple(rows))
