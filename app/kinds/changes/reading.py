"""From what was typed to changes, values and signals. Nothing raises: what cannot be read is a problem at its cell, in
words that say what to type instead, and the other cells of the row are read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from app.core import money
from app.core.money import NotMoney
from app.engines.control_chart import Rule
from app.kinds.base import Finding, Payload, fault
from app.kinds.changes.columns import LABELS
from app.kinds.changes.payload import Authority, ChangeRow, Decision, PointRow, Recommendation, SignalRow
from app.kinds.schedule import cells

LONGEST_NAME = 48
#: A title and its reason are a few sentences; words far beyond that are not searched.
LONGEST_SEARCHED = 1000
MOST_DAYS = 2_000
MOST_VALUE = Decimal(10_000_000)

Version = tuple[int, ...]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

#: What is written where there is nothing to say.
NOTHING = frozenset({"", "-", "–", "—", "none", "nil", "no", "n/a", "na", "not applicable", "no effect", "no change"})
_DAYS = re.compile(r"([+-]?)\s*([0-9]{1,5})\s*(?:d|days?|working days?)?", re.IGNORECASE)
_NUMBER = re.compile(r"([+-]?)\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*(?:t|tco2e|tonnes|mm)?", re.IGNORECASE)
_COUNT = re.compile(r"(?:first\s+)?([0-9]{1,4})(?:\s+[a-z]+)?", re.IGNORECASE)
_VERSION = re.compile(r"(?:v|version)?\.?\s*([0-9]{1,4}(?:\.[0-9]{1,4}){0,3})", re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "–": "-", "\N{NO-BREAK SPACE}": " "})


class NotRead(ValueError):
    """A cell that cannot be read; the message says what to type."""


@dataclass(frozen=True)
class Entry:
    """One row of the log as read. What is blank or unreadable is None; `unread` names the unreadable cells.

    `cells` has the text of every cell, stripped.
    """

    ref: str
    cells: Mapping[str, str]
    raised_on: date | None
    days: int | None
    opening_days: int | None
    cost: Decimal | None
    exposure: Decimal | None
    carbon: Decimal | None
    recommendation: Recommendation | None
    authority: Authority | None
    decision: Decision | None
    decided_on: date | None
    started_on: date | None
    baseline_after: Version | None
    unread: frozenset[str]

    @property
    def title(self) -> str:
        return shortened(self.cells["title"] or self.cells["reason"], LONGEST_NAME)

    @property
    def name(self) -> str:
        """How findings call the row: `C3 “Mains supply”`."""
        return f"{self.ref} “{self.title}”" if self.title else self.ref

    @property
    def statement(self) -> str:
        return f"{self.cells['title'][:LONGEST_SEARCHED]}\n{self.cells['reason'][:LONGEST_SEARCHED]}"

    @property
    def is_approved(self) -> bool:
        return self.decision is Decision.APPROVED

    def lacks(self, key: str) -> bool:
        """Whether a cell is empty. What cannot be read is there, and is reported as such."""
        return not self.cells[key]


@dataclass(frozen=True, slots=True)
class Point:
    """A measured value; None where it cannot be read."""

    ref: str
    taken_on: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A signal as the apprentice names it. `points` are places in the series, from 0."""

    ref: str
    rule: Rule | None
    points: tuple[int, ...]
    meaning: str
    action: str


def has_content(row: Payload, *aside: str) -> bool:
    """Whether anything is typed in a row, its reference and the named cells left aside."""
    return any(str(text).strip() for key, text in row.model_dump().items() if key not in {"ref", *aside})


def read_change(row: ChangeRow) -> tuple[Entry, list[Finding]]:
    reader = Reader({key: str(text).strip() for key, text in row.model_dump().items()})
    read = {
        "raised_on": reader.read("raised_on", read_day),
        "days": reader.read("days", read_days),
        "opening_days": reader.read("opening_days", read_days),
        "cost": reader.read("cost", read_pounds),
        "exposure": reader.read("exposure", read_pounds),
        "carbon": reader.read("carbon", read_number),
        "recommendation": reader.read("recommendation", _one_of(Recommendation)),
        "authority": reader.read("authority", _one_of(Authority)),
        "decision": reader.read("decision", _one_of(Decision)),
        "decided_on": reader.read("decided_on", read_day),
        "started_on": reader.read("started_on", read_day),
        "baseline_after": reader.read("baseline_after", read_version),
    }
    entry = Entry(ref=reader.cells["ref"], cells=reader.cells, unread=frozenset(reader.unread), **read)  # type: ignore[arg-type]
    return entry, reader.problems


def read_point(row: PointRow) -> tuple[Point, list[Finding]]:
    reader = Reader({key: str(text).strip() for key, text in row.model_dump().items()})
    value = reader.read("value", read_number)
    if reader.lacks("value"):
        reader.say("value", "there is no value. Type the number that was measured, or delete the row")
    return Point(reader.cells["ref"], reader.cells["taken_on"], value), reader.problems


def read_signal(row: SignalRow, places: Mapping[str, int]) -> tuple[Claim, list[Finding]]:
    """`places` has the place of every value of the series by its reference."""
    reader = Reader({key: str(text).strip() for key, text in row.model_dump().items()})
    rule = reader.read("rule", _one_of(Rule))
    points = reader.read("points", lambda text: read_points(text, places))
    claim = Claim(reader.cells["ref"], rule, points or (), reader.cells["meaning"], reader.cells["action"])
    return claim, reader.problems


def read_day(text: str) -> date | None:
    if text.lower() in NOTHING:
        return None
    try:
        return cells.day(text)
    except cells.NotRead as error:
        raise NotRead(str(error)) from error


def read_days(text: str) -> int:
    """Signed whole working days: `2`, `+2 days`, `−1`, `none`."""
    if text.lower() in NOTHING:
        return 0
    found = _DAYS.fullmatch(text.translate(_MINUS))
    if not found or int(found[2]) > MOST_DAYS:
        raise NotRead(f"{quoted(text)} is not a number of days. Type whole working days, such as 2, 0 or −2")
    return -int(found[2]) if found[1] == "-" else int(found[2])


def read_count(text: str) -> int:
    """A whole number of values: `12`, `first 12`, `12 loads`."""
    if not (found := _COUNT.fullmatch(text)):
        raise NotRead(f"{quoted(text)} is not a number of values. Type a whole number, such as 10")
    return int(found[1])


def read_pounds(text: str) -> Decimal:
    """Signed pounds, a saving negative."""
    if text.lower() in NOTHING:
        return Decimal(0)
    try:
        return money.parse(text.translate(_MINUS).removeprefix("+"))
    except NotMoney as error:
        raise NotRead(f"{quoted(text)} is not an amount. Type pounds, such as 4,800, 0 or −1,200") from error


def read_number(text: str) -> Decimal:
    """A signed number, with or without its unit."""
    if text.lower() in NOTHING:
        return Decimal(0)
    found = _NUMBER.fullmatch(text.translate(_MINUS))
    if not found or Decimal(found[2]) > MOST_VALUE:
        raise NotRead(f"{quoted(text)} is not a number. Type figures, such as 6, 0.5 or −6")
    return -Decimal(found[2]) if found[1] == "-" else Decimal(found[2])


def read_version(text: str) -> Version | None:
    """`1.3`, `v1.3`; None for no change."""
    if text.lower() in NOTHING or text.lower() in {"unchanged", "as before"}:
        return None
    if not (found := _VERSION.fullmatch(text)):
        raise NotRead(f"{quoted(text)} is not a version. Type numbers with points, such as 1.3")
    return tuple(int(part) for part in found[1].split("."))


_KIND_OF_VALUE = re.compile(r"^(?:loads?|values?|points?|rows?)\s+", re.IGNORECASE)
_RANGE = re.compile(r"([a-z]*[0-9]{1,9})(?:\s*(?:to|-|until)\s*([a-z]*[0-9]{1,9}))?", re.IGNORECASE)


def read_points(text: str, places: Mapping[str, int]) -> tuple[int, ...]:
    """Places of values by their references: `S4`, `S4 to S11`, `4-11`, `S2, S5 and S9`."""
    found: set[int] = set()
    for part in re.split(r"[,;\n]|\band\b", text.translate(_MINUS)):
        if not part.strip():
            continue
        match = _RANGE.fullmatch(_KIND_OF_VALUE.sub("", part.strip()))
        if not match:
            raise NotRead(f"{quoted(text)} are not values of the series. Type references, such as S4 or S4 to S11")
        first = _place(match[1], places)
        last = first if match[2] is None else _place(match[2], places)
        found.update(range(min(first, last), max(first, last) + 1))
    return tuple(sorted(found))


def _place(ref: str, places: Mapping[str, int]) -> int:
    for known in (ref, ref.upper(), f"S{ref}"):
        if known in places:
            return places[known]
    raise NotRead(f"there is no value {quoted(ref)} in the series. Type references, such as S4 or S4 to S11")


def _one_of(choices: type[E]) -> Callable[[str], E]:
    def read(text: str) -> E:
        try:
            return choices(text.lower().replace(" ", "_"))
        except ValueError as error:
            raise NotRead(f"{quoted(text)} is not one of the choices. Choose one from the list") from error

    return read


@dataclass
class Reader:
    """Reads the cells of one row, or the fields, and gathers what is wrong with them."""

    cells: dict[str, str]
    problems: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def read(self, key: str, convert: Callable[[str], T]) -> T | None:
        text = self.cells[key]
        if not text:
            return None
        try:
            return convert(text)
        except NotRead as error:
            self.say(key, str(error))
            return None

    def lacks(self, key: str) -> bool:
        return not self.cells[key]

    def say(self, key: str, words: str) -> None:
        ref = self.cells.get("ref", "")
        self.unread.add(key)
        begin = f"{ref}, {LABELS[key].lower()}" if ref else LABELS[key]
        self.problems.append(fault(f"{begin}: {words}.", f"{ref}.{key}" if ref else key, "logging"))


def shortened(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def quoted(text: str) -> str:
    """What was typed, in quotation marks, cut short."""
    return f"“{shortened(text, LONGEST_NAME)}”"


def shown_version(version: Version) -> str:
    return ".".join(str(part) for part in version)
