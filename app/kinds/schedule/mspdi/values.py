"""The values of MS Project XML: moments, lengths, numbers and ticks. What cannot be true is refused, with its line."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeVar

from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi.records import EXPORT, Record

#: MS Project keeps no other dates than these.
FIRST_YEAR, LAST_YEAR = 1984, 2149
YEARS = f"{FIRST_YEAR} to {LAST_YEAR}"
#: No length is more than a hundred years by the clock, in minutes.
LONGEST = 100 * 366 * 1_440
MOST_NUMBER = 10**12
_NO_DATE = frozenset({"", "NA"})
_NO_DATE_YEARS = ("1970-01-01", "0001-01-01", "1899-12-30", "1899-12-31", "1984-01-01T00:00:00Z")
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d{1,9}(?:\.\d*)?)D)?"
    r"(?:T(?:(?P<hours>\d{1,9}(?:\.\d*)?)H)?(?:(?P<minutes>\d{1,9}(?:\.\d*)?)M)?(?:(?P<seconds>\d{1,9}(?:\.\d*)?)S)?)?"
)
_UNITS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
_DECIMAL = re.compile(r"([+-]?)(\d{0,18})(?:[.,](\d{0,30}))?(?:[eE]([+-]?\d{1,2}))?")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_TRUE = frozenset({"1", "true"})
_FALSE = frozenset({"", "0", "false"})

T = TypeVar("T")


def shown(text: str) -> str:
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”"


def whose(record: Record) -> str:
    """How a message names a record: `task 12 “Fix the deck”`, `calendar “Standard”`."""
    name, number = record.text("Name"), record.text("ID") or record.text("UID")
    words = [record.name.lower() if record.name != "PredecessorLink" else "link"]
    if record.name in ("Task", "Resource") and number:
        words.append(number[:12])
    if name:
        words.append(shown(name))
    return " ".join(words)


def refused(record: Record, name: str, problem: str) -> Unreadable:
    """`task 3 “Dig”: its Start is “next week”, which is not a date …`."""
    text = record.text(name)
    return Unreadable(f"{whose(record)}: its {name} is {shown(text)}, {problem}", record.line)


def moment(record: Record, name: str) -> datetime | None:
    """A date and time without a zone; None when there is none. Raises `Unreadable`."""
    text = record.text(name)
    if text in _NO_DATE or text.startswith(_NO_DATE_YEARS):
        return None
    try:
        found = datetime.fromisoformat(_ZONE.sub("", text) if len(text) > 19 else text)
    except ValueError:
        raise refused(record, name, f"which is not a date and time such as 2027-03-08T08:00:00. {EXPORT}") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise refused(record, name, f"which is not in the years {YEARS} that MS Project knows. Correct it there")
    return found.replace(second=0, microsecond=0)


def moment_if_readable(record: Record, name: str) -> datetime | None:
    """A moment that nothing is worked out from: one that cannot be read is none."""
    try:
        return moment(record, name)
    except Unreadable:
        return None


def day(record: Record, name: str) -> date | None:
    """The date of a moment. Calendars may name days in any year; those out of reach stand for the nearest in reach."""
    text = record.text(name)
    if text in _NO_DATE:
        return None
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        raise refused(record, name, f"which is not a date such as 2027-03-08. {EXPORT}") from None
    if found.year < FIRST_YEAR:
        return date(FIRST_YEAR, 1, 1)
    return min(found, date(LAST_YEAR, 12, 31))


def minute_of_day(record: Record, name: str, default: int) -> int:
    """`08:00:00`, or a whole moment, as minutes since midnight."""
    text = record.text(name)
    if not text:
        return default
    found = re.fullmatch(r"(?:[\d-]+T)?(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", text)
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        raise refused(record, name, f"which is not a time of day such as 08:00:00. {EXPORT}")
    minutes = int(found[1]) * 60 + int(found[2]) + (1 if found[3] == "59" and found[2] == "59" else 0)
    return min(minutes, 1_440)


def duration(record: Record, name: str) -> int | None:
    """`PT16H30M0S` as whole minutes; None when there is none. Raises `Unreadable` for one below zero, or absurd."""
    text = record.text(name)
    if not text:
        return None
    found = _DURATION.fullmatch(text)
    if not found or not any(found[unit] for unit in _UNITS):
        raise refused(record, name, f"which is not a length such as PT8H0M0S. {EXPORT}")
    whole = _minutes(found)
    if found["sign"] and whole:
        raise refused(record, name, "and no work takes less than no time. Correct it in MS Project")
    if whole > LONGEST:
        raise refused(record, name, "which is more than a hundred years. Correct it in MS Project")
    return whole


def minutes(text: str) -> int | None:
    """`PT16H30M0S` as whole minutes, of a text that need not be a length at all; None if it is none."""
    found = _DURATION.fullmatch(text)
    if not found or found["sign"] or not any(found[unit] for unit in _UNITS):
        return None
    whole = _minutes(found)
    return whole if whole <= LONGEST else None


def _minutes(found: re.Match[str]) -> int:
    """The nearest whole minutes."""
    return (sum(_seconds(found[unit], size) for unit, size in _UNITS.items() if found[unit]) + 30) // 60


def _seconds(text: str, size: int) -> int:
    whole, _, part = text.partition(".")
    return int(whole) * size + (int(part) * size // 10 ** len(part) if part else 0)


def number(record: Record, name: str, default: T) -> int | T:
    """A whole number, or a decimal that is nearly one; MS Project writes both. Raises `Unreadable`."""
    text = record.text(name)
    if text.isdecimal() and len(text) < 12:
        return int(text)
    return default if not text else thousandths(record, name) // 1_000


def thousandths(record: Record, name: str) -> int:
    """A decimal number times 1,000, cut. Raises `Unreadable` for what is no number (NaN, INF) or absurd."""
    text = record.text(name)
    found = _DECIMAL.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise refused(record, name, f"which is not a number. {EXPORT}")
    part = found[3] or ""
    value = int(f"{found[2]}{part}" or "0")
    power = int(found[4] or 0) + 3 - len(part)
    value = value * int(10**power) if power >= 0 else value // int(10**-power)
    if value > MOST_NUMBER * 1_000:
        raise refused(record, name, "which is absurdly large. Correct it in MS Project")
    return -value if found[1] == "-" else value


def flag(record: Record, name: str, default: bool = False) -> bool:
    """`1` and `0`; some programs write `true` and `false`."""
    text = record.text(name).lower()
    if not text:
        return default
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise refused(record, name, f"which is neither 1 nor 0. {EXPORT}")
