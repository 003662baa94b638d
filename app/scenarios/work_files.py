"""Work in a file on somebody's disk: read for the command line into a kind's payload, with the line of every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app import kinds
from app.kinds import csv_files
from app.kinds.base import Payload, Unreadable
from app.kinds.csv_files import Limits
from app.scenarios.gathering import decoded, read_bytes
from app.scenarios.validating import validate
from app.scenarios.yaml_lines import Location, Problem, Source, read_json, read_yaml

MOST_MEGABYTES = 20
#: More than any page may have: somebody else's register of a large programme.
MOST_ROWS = 50_000
TEXT_ENDINGS = frozenset({"json", "yaml", "yml", "txt", ""})


class WorkFileError(Exception):
    """A file cannot be read as work. `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(each) for each in problems))


@dataclass(frozen=True)
class WorkFile:
    """A payload and the file that it came from. `line` finds a place such as `4.duration` in the file."""

    name: str
    payload: Any
    line: Callable[[str], int]

    def problem(self, message: str, where: str = "", *, line: int = 1) -> Problem:
        return Problem(self.name, self.line(where) if where else line, f"{where}: {message}" if where else message)


def read_work(path: Path, kind: kinds.AnyKind, base: Payload) -> WorkFile:
    """The work in a JSON or YAML file (a payload, or a sample with one) or in a file that the kind can import.

    What an importable file has no place for is taken from `base`. Raises `WorkFileError`.
    """
    problems: list[Problem] = []
    content = read_bytes(path, problems, most_bytes=MOST_MEGABYTES * 1_048_576)
    if content is None:
        raise WorkFileError(problems)
    ending = path.suffix.lower().removeprefix(".")
    if ending in kind.importers:
        return _import(str(path), content, ending, kind, base)
    if ending not in TEXT_ENDINGS:
        readable = ", ".join(sorted({"json", "yaml", *kind.importers}))
        raise WorkFileError([Problem(str(path), 1, f"a .{ending} file cannot be read here; use one of {readable}")])
    text = decoded(content, str(path), problems)
    source = _source(text, str(path), ending, problems) if text is not None else None
    payload = _payload(source, kind, problems) if source is not None else None
    if problems or source is None or payload is None:
        raise WorkFileError(sorted(problems))
    return WorkFile(str(path), payload, lambda where: _line_in_source(source, kind, where))


def analysed_file(path: Path, analyse: Callable[[bytes], dict[str, Any]]) -> dict[str, Any]:
    """What an analyser makes of the bytes of a file. Raises `WorkFileError`."""
    problems: list[Problem] = []
    content = read_bytes(path, problems, most_bytes=MOST_MEGABYTES * 1_048_576)
    if content is None:
        raise WorkFileError(problems)
    try:
        return analyse(content)
    except Unreadable as error:
        raise WorkFileError([Problem(str(path), error.line, str(error))]) from error


def unreadable_cells(kind: kinds.AnyKind, work: WorkFile) -> list[Problem]:
    """What keeps a kind from working the payload out, each cell on its line; empty where only a scenario could say."""
    try:
        analysis = kind.analyse(work.payload, kind.brief())
    except ValidationError:
        return []  # this kind's brief cannot be empty
    return [work.problem(each.message, each.where) for each in analysis.problems]


def _source(text: str, name: str, ending: str, problems: list[Problem]) -> Source | None:
    is_json = ending == "json" or (ending not in {"yaml", "yml"} and text.lstrip().startswith("{"))
    return read_json(text, name, problems) if is_json else read_yaml(text, name, problems)


def _payload(source: Source, kind: kinds.AnyKind, problems: list[Problem]) -> Payload | None:
    at = _payload_at(source)
    return validate(kind.payload, source, problems, at)


def _payload_at(source: Source) -> Location:
    """A sample of a pack has its payload among other fields; a bare payload is the whole."""
    return ("payload",) if isinstance(source.content, dict) and "payload" in source.content else ()


def _line_in_source(source: Source, kind: kinds.AnyKind, where: str) -> int:
    at = _payload_at(source)
    for row, column in _readings(where):
        for grid in kind.editor.grids:
            for place, ref in source.each(*map(str, at), grid.key, "*", "ref"):
                if ref == row:
                    return source.line((*place[:-1], column))
    return source.line((*at, where))


def _readings(where: str) -> Iterator[tuple[str, str]]:
    """`R3.cost` is the cell `cost` of the row `R3`, and may be a row called that."""
    yield where, ""
    row, _, column = where.rpartition(".")
    yield row, column


def _import(name: str, content: bytes, ending: str, kind: kinds.AnyKind, base: Payload) -> WorkFile:
    try:
        with _lifted_limits():
            payload = kind.read_file(ending, content, base).payload
    except Unreadable as error:
        raise WorkFileError([Problem(name, error.line, str(error))]) from error
    lines = _lines_of_rows(content) if ending == "csv" else []
    refs = [row["ref"] for row in kind.editor.rows(payload.model_dump())]
    return WorkFile(name, payload, lambda where: _line_in_table(lines, refs, where))


@contextmanager
def _lifted_limits() -> Iterator[None]:
    token = csv_files.limits.set(Limits(rows=MOST_ROWS, megabytes=MOST_MEGABYTES))
    try:
        yield
    finally:
        csv_files.limits.reset(token)


def _lines_of_rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Each row below the headings with the line that it begins on; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    found, begins = [], 1
    for row in reader:
        if any(cell.strip() for cell in row):
            found.append((begins, [cell.strip() for cell in row]))
        begins = reader.line_num + 1
    return found[1:]


def _line_in_table(lines: Sequence[tuple[int, list[str]]], refs: Sequence[str], where: str) -> int:
    """By the row's position; where the import has left rows out, by its reference."""
    for row, _ in _readings(where):
        if row in refs:
            if len(lines) == len(refs):
                return lines[refs.index(row)][0]
            return next((line for line, cells in lines if row in cells), 1)
    return 1
