"""What reading packs gathers on the way: problems with their places, and the ids that are taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from app.scenarios.yaml_lines import Location, Problem, Source, read_yaml

#: No file of a pack is anywhere near it; what is larger was put there by mistake.
MOST_BYTES = 1024 * 1024
#: Each item of a list, or each field, in the pattern of a path.
ANY = "*"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NUMBERED_SLUG = re.compile(r"[0-9]{2}(-[a-z0-9]+)+")


@dataclass
class Reading:
    """What is gathered while packs are read: problems, and where each id was seen first."""

    ksbs: frozenset[str]
    lessons: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    ids: dict[UUID, str] = field(default_factory=dict)

    def text(self, path: Path) -> str | None:
        return read_text(path, self.problems)

    def source(self, path: Path) -> Source | None:
        text = self.text(path)
        return None if text is None else read_yaml(text, shown(path), self.problems)

    def complain(self, path: Path, message: str, line: int = 1) -> None:
        self.problems.append(Problem(shown(path), line, message))

    def claim(self, identity: UUID, source: Source) -> None:
        """Take an id for what the source describes. Learners' work refers to it, so nothing else may have it."""
        here = f"{source.name}:{source.line(('id',))}"
        if (first := self.ids.setdefault(identity, here)) != here:
            message = f"{identity} is already the id in {first}; a copied pack needs new ids"
            self.problems.append(source.problem(("id",), message))

    def slug(self, path: Path, *, is_numbered: bool = False) -> None:
        """The name of a folder or a file is part of addresses, so it must be fit for one."""
        name, pattern = path.name.partition(".")[0], NUMBERED_SLUG if is_numbered else SLUG
        if not pattern.fullmatch(name):
            form = "two digits and lower-case words" if is_numbered else "lower-case words"
            self.complain(path, f"the name “{name}” must be {form} joined by hyphens")


def shown(path: Path) -> str:
    """A path as a person at the command line would open it: relative to where they are, if it is below."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The text of a UTF-8 file, or None with the problem on the list."""
    content = read_bytes(path, problems)
    return None if content is None else decoded(content, shown(path), problems)


def read_bytes(path: Path, problems: list[Problem], *, most_bytes: int = MOST_BYTES) -> bytes | None:
    """What is in a file, which is not opened if it is too large; or None with the problem on the list."""
    name = shown(path)
    if not path.is_file():
        reason = "this is not a file" if path.exists() else "there is no such file"
        problems.append(Problem(name, 1, reason))
        return None
    try:
        if (size := path.stat().st_size) > most_bytes:
            message = f"the file is {size / 1_048_576:,.1f} MB; it can be {most_bytes // 1_048_576} MB at most"
            problems.append(Problem(name, 1, message))
            return None
        return path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 1, f"this cannot be read: {error.strerror or error}"))
        return None


def decoded(content: bytes, name: str, problems: list[Problem]) -> str | None:
    """The text, or None with the line of the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "this is not UTF-8 text"))
        return None


def report_repeats(source: Source, pattern: Sequence[str], problems: list[Problem]) -> None:
    """A value that fits the pattern and has been given before is a problem on its own line."""
    first: dict[str, Location] = {}
    for at, value in source.each(*pattern):
        if isinstance(value, str) and first.setdefault(value, at) != at:
            line = source.line(first[value])
            problems.append(source.problem(at, f"“{value}” is used twice; the first is on line {line}"))
