"""YAML and JSON read so that every value knows its line.

Everything in a file that is not a list or a set of fields is text, exactly as it was written: `no` stays “no”, `1.10`
stays “1.10” and `007` stays “007”. The models that the content is validated against turn text into numbers and dates,
so none of YAML 1.1's guesses reaches them. Anchors, aliases, tags and merge keys are refused, which leaves nothing that
could grow when it is read; nesting is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Location = tuple[str | int, ...]

DEEPEST = 40
MOST_VALUES = 1_000_000
NULLS = frozenset({"", "~", "null"})
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_JSON_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n')
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a file: `scenario.yaml:12: title: is missing`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Unusable(ValueError):
    """The text cannot be read any further. `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


@dataclass(slots=True)
class Place:
    """Where a value is: the line of its key or its dash, and the places of what it holds."""

    line: int
    parts: dict[str, Place] | list[Place] | None = None


@dataclass(frozen=True)
class Source:
    """What a file says, and where it says it. `shift` is added to lines: front matter begins below the top."""

    name: str
    content: Any
    place: Place
    shift: int = 0

    def line(self, at: Location = ()) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        here = self.place
        for step in at:
            below = _part(here, step)
            if below is None:
                break
            here = below
        return here.line + self.shift

    def problem(self, at: Location, message: str) -> Problem:
        where = self.describe(at)
        return Problem(self.name, self.line(at), f"{where}: {message}" if where else message)

    def describe(self, at: Location) -> str:
        """`rubric[logic].weight`: an item of a list goes by its id or ref, or else by its number, counted from 1."""
        words, here = "", self.content
        for step in at:
            if isinstance(step, int):
                here = here[step] if isinstance(here, list) and step < len(here) else None
                words += f"[{_called(here) or step + 1}]"
            else:
                here = here.get(step) if isinstance(here, dict) else None
                words += f".{step}" if words else step
        return words

    def each(self, *pattern: str) -> Iterator[tuple[Location, Any]]:
        """Every value whose path fits the pattern, in which `*` stands for each item or field; the rest is skipped."""
        found: list[tuple[Location, Any]] = [((), self.content)]
        for step in pattern:
            found = [((*at, key), value) for at, here in found for key, value in _fitting(here, step)]
        return iter(found)


def _part(place: Place, step: str | int) -> Place | None:
    if isinstance(place.parts, dict):
        return place.parts.get(str(step))
    if isinstance(place.parts, list) and isinstance(step, int) and step < len(place.parts):
        return place.parts[step]
    return None


def _called(item: Any) -> str:
    names = [item.get("id"), item.get("ref")] if isinstance(item, dict) else []
    return next((name for name in names if isinstance(name, str) and name), "")


def _fitting(here: Any, step: str) -> list[tuple[str | int, Any]]:
    if isinstance(here, list):
        return list(enumerate(here)) if step == "*" else []
    if isinstance(here, dict):
        return list(here.items()) if step == "*" else [(step, here[step])] if step in here else []
    return []


def read_yaml(text: str, name: str, problems: list[Problem], *, shift: int = 0) -> Source | None:
    """The source, or None when it cannot be read at all. What is wrong with it goes on the list, repeated keys too."""
    return _read(_feed_yaml, text, name, problems, shift)


def read_json(text: str, name: str, problems: list[Problem]) -> Source | None:
    """`read_yaml` for JSON. Numbers are text as well; true and false are not, and no field accepts them as text."""
    return _read(_feed_json, text, name, problems, 0)


def _read(feed: Any, text: str, name: str, problems: list[Problem], shift: int) -> Source | None:
    builder = _Builder()
    try:
        _refuse_control_characters(text)
        feed(builder, text)
        if builder.root is None:
            raise Unusable(1, "there is nothing in it")
    except Unusable as error:
        problems.append(Problem(name, error.line + shift, str(error)))
        return None
    source = Source(name, builder.content, builder.root, shift)
    problems.extend(Problem(name, line + shift, message) for line, message in builder.repeated)
    return source


def _refuse_control_characters(text: str) -> None:
    if found := _UNREADABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unusable(line, f"there is a character here that text cannot hold (U+{ord(found.group()):04X})")


@dataclass(slots=True)
class _Open:
    """A list or a set of fields that has begun and not ended."""

    content: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None
    key_line: int = 0
    is_repeat: bool = False


@dataclass(slots=True)
class _Builder:
    """Puts a stream of beginnings, scalars and ends together."""

    content: Any = None
    root: Place | None = None
    stack: list[_Open] = field(default_factory=list)
    repeated: list[tuple[int, str]] = field(default_factory=list)
    values: int = 0

    def begin(self, content: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= DEEPEST:
            raise Unusable(line, f"this is nested more than {DEEPEST} levels deep")
        place = Place(line, {} if isinstance(content, dict) else [])
        self._put(content, place)
        self.stack.append(_Open(content, place))

    def end(self) -> None:
        self.stack.pop()

    def scalar(self, value: Any, written: str, line: int) -> None:
        """A value, or the name of a field, which is always as written."""
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.content, dict) and top.key is None:
            self._open_key(top, written, line)
        else:
            self._put(value, Place(line))

    def _open_key(self, top: _Open, key: str, line: int) -> None:
        assert isinstance(top.place.parts, dict)  # noqa: S101 - `begin` made it so
        top.key, top.key_line = key, line
        top.is_repeat = key in top.place.parts
        if top.is_repeat:
            self.repeated.append((line, f"{key}: is given twice; the first is on line {top.place.parts[key].line}"))

    def _put(self, value: Any, place: Place) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise Unusable(place.line, f"there are more than {MOST_VALUES:,} values in it")
        if not self.stack:
            self.content, self.root = value, place
            return
        top = self.stack[-1]
        if isinstance(top.content, list) and isinstance(top.place.parts, list):
            top.content.append(value)
            top.place.parts.append(place)
        elif isinstance(top.content, dict) and isinstance(top.place.parts, dict):
            if top.key is None:
                raise Unusable(place.line, "the name of a field must be text")
            place.line = top.key_line
            if not top.is_repeat:
                top.content[top.key], top.place.parts[top.key] = value, place
            top.key = None


def _feed_yaml(builder: _Builder, text: str) -> None:
    try:
        for event in yaml.parse(text, Loader=_Loader):
            _refuse_machinery(event, builder)
            line = _line(event)
            if isinstance(event, yaml.MappingStartEvent):
                builder.begin({}, line)
            elif isinstance(event, yaml.SequenceStartEvent):
                builder.begin([], line)
            elif isinstance(event, yaml.CollectionEndEvent):
                builder.end()
            elif isinstance(event, yaml.ScalarEvent):
                is_null = event.implicit[0] and event.value in NULLS
                builder.scalar(None if is_null else event.value, event.value, line)
    except yaml.MarkedYAMLError as error:
        raise Unusable(*_in_words(error, text)) from error


def _refuse_machinery(event: yaml.Event, builder: _Builder) -> None:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Unusable(line, "anchors (&) and aliases (*) are not used here: write the value out, or put it in quotes")
    if getattr(event, "tag", None):
        raise Unusable(line, "tags (!) are not used here: put the value in quotes if it begins with one")
    if isinstance(event, yaml.DocumentStartEvent) and builder.root is not None:
        raise Unusable(line, "a second document begins here; there can be one to a file")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _in_words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    mark = error.problem_mark or error.context_mark
    line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1
    hint = ""
    if error.problem and "mapping values" in error.problem:
        hint = ". A text with a colon in it must be in quotes"
    return line, f"this is not YAML: {error.problem or error.context or 'it cannot be read'}{hint}"


def _feed_json(builder: _Builder, text: str) -> None:
    _refuse_unless_json(text)
    line = 1
    for found in _JSON_PIECE.finditer(text):
        piece = found.group()
        if piece == "\n":
            line += 1
        elif piece in "{[":
            builder.begin({} if piece == "{" else [], line)
        elif piece in "}]":
            builder.end()
        elif piece not in ":,":
            value = _json_scalar(piece, line)
            builder.scalar(value, str(value), line)


def _refuse_unless_json(text: str) -> None:
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unusable(error.lineno, f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}") from error
    except RecursionError as error:
        raise Unusable(1, f"this is nested more than {DEEPEST} levels deep") from error
    except ValueError as error:
        raise Unusable(1, str(error)) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"this is not JSON: {name} is not a number there")


def _json_scalar(piece: str, line: int) -> Any:
    """Called on what `json.loads` has accepted, so a piece is a string, a number, true, false or null."""
    if not piece.startswith('"'):
        return {"null": None, "true": True, "false": False}.get(piece, piece)
    value: str = json.loads(piece)
    if _UNREADABLE.search(value):
        raise Unusable(line, "there is a character here that text cannot hold")
    return value
