"""The text of one cell, read as a person means it: durations, lags, predecessors, shares, and days from `day_cells`.

Each function returns the value or raises `NotRead`, whose message says what to type instead. A day is a working day of
the project's hours and a week is five of them, as in MS Project's standard calendar; `ed`, `eh` and `ew` run by the
clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from app.engines.critical_path import LinkKind
from app.kinds.schedule.day_cells import (
    DATE_HELP,
    MONTHS,
    YEARS,
    Moment,
    day,
    days_off,
    hours,
    moment,
    other_hours,
    week,
    weekdays,
)
from app.kinds.schedule.typed import MINUS_SIGNS, NotRead, quoted

__all__ = [
    "DATE_HELP",
    "DURATION_HELP",
    "MONTHS",
    "NO_TIME",
    "YEARS",
    "Length",
    "Moment",
    "NotRead",
    "TypedLink",
    "day",
    "days_off",
    "duration",
    "hours",
    "length",
    "level",
    "links",
    "moment",
    "other_hours",
    "percent",
    "quoted",
    "week",
    "weekdays",
]

DAYS_IN_A_WEEK_TYPED = 5
MOST_DAYS = 2_000
MOST_ELAPSED_DAYS = 2_800
DAY_IN_MINUTES = 1_440
#: Minutes of a working day where no hours are typed.
USUAL_DAY = 480

DURATION_HELP = "Type working days such as 15, weeks such as 3w or hours such as 4h; 0 is a milestone"
LINK_HELP = "Type row numbers, such as 4, 4FS+2d or 3SS+1w, with a comma between two"


@dataclass(frozen=True, slots=True)
class Length:
    """An amount of time as typed: working days and minutes of work, or minutes by the clock when `is_elapsed`.

    Negative only as the lag of a link.
    """

    days: Fraction = Fraction(0)
    minutes: Fraction = Fraction(0)
    is_elapsed: bool = False

    def in_minutes(self, per_day: int) -> int:
        """Minutes of work, or by the clock, for a day of so many working minutes."""
        return round(self.days * per_day + self.minutes)

    def in_days(self, per_day: int) -> Fraction:
        """Working days; of elapsed time days by the clock."""
        return self.minutes / DAY_IN_MINUTES if self.is_elapsed else self.days + self.minutes / per_day


NO_TIME = Length()


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A predecessor as typed: the row's number, the kind of link, and the lag.

    `percent` is a lag in per cent of the predecessor's duration, in place of a length.
    """

    number: int
    kind: LinkKind
    length: Length = NO_TIME
    percent: int = 0

    @property
    def lag(self) -> int:
        """In whole working days, the next one up; for plans that know no other."""
        return ceil(self.length.in_days(USUAL_DAY))


_UNIT = (
    r"(?P<elapsed>e)?"
    r"(?P<unit>days|day|dys|dy|d|weeks|week|wks|wk|w|hours|hour|hrs|hr|h|minutes|minute|mins|min|m)(?![a-z])"
)
_NUMBER_TYPED = r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)"
_DURATION = re.compile(rf"{_NUMBER_TYPED}\s*(?:{_UNIT})?\s*\??", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")


def length(text: str) -> Length:
    """Working time: `5`, `5d`, `2.5 days`, `5 days?`, `1 wk`, `4h`, `30 mins`; `3ed`, `12eh` by the clock; 0."""
    typed = text.strip()
    found = _DURATION.fullmatch(typed)
    if not found:
        raise NotRead(_why_not_a_duration(typed))
    read = _length(found, 1)
    if _is_too_long(read):
        raise NotRead(f"{quoted(typed)} is longer than any activity here can be ({MOST_DAYS:,} working days)")
    return read


def duration(text: str) -> int:
    """Whole working days, for plans that know no others: `5`, `5d`, `5 days?`, `1 wk`; 0 is a milestone."""
    found = length(text)
    days = found.in_days(USUAL_DAY)
    if found.is_elapsed or days.denominator > 1:
        raise NotRead(f"{quoted(text.strip())} is not a whole number of working days. Type them, such as 15 or 3w")
    return days.numerator


def _length(found: re.Match[str], sign: int, number: str = "number") -> Length:
    amount = sign * Fraction(found[number])
    unit, is_elapsed = (found["unit"] or "d")[0].lower(), bool(found["elapsed"])
    if unit in "hm":
        minutes = amount * (60 if unit == "h" else 1)
        return Length(minutes=minutes, is_elapsed=is_elapsed and bool(amount))
    if is_elapsed and amount:
        return Length(minutes=amount * DAY_IN_MINUTES * (7 if unit == "w" else 1), is_elapsed=True)
    return Length(days=amount * (DAYS_IN_A_WEEK_TYPED if unit == "w" else 1))


def _is_too_long(read: Length) -> bool:
    if read.is_elapsed:
        return abs(read.minutes) > MOST_ELAPSED_DAYS * DAY_IN_MINUTES
    return abs(read.days) > MOST_DAYS or abs(read.minutes) > MOST_DAYS * USUAL_DAY


def _why_not_a_duration(typed: str) -> str:
    if number := _NUMBER.match(typed):
        if number[0].startswith("-"):
            return f"{quoted(typed)} is less than nothing. {DURATION_HELP}"
        if "," in number[0]:
            return f"{quoted(typed)} has a comma in it. {DURATION_HELP}"
    return f"{quoted(typed)} is not a duration. {DURATION_HELP}"


_SEPARATORS = re.compile(r"[,;&\n\r]+|\band\b", re.IGNORECASE)
_LINK = re.compile(
    rf"""(?P<ref>[0-9]{{1,9}})
    \s*(?P<kind>FS|SS|FF|SF)?
    (?:\s*(?P<sign>[+-])\s*{_NUMBER_TYPED}(?:\s*(?P<percent>%)|\s*{_UNIT}\b)?)?
    (?:\s+|$)""",
    re.IGNORECASE | re.VERBOSE,
)


def links(text: str) -> tuple[TypedLink, ...]:
    """Predecessors as MS Project writes them: `4`, `4FS+2d`, `3SS+1w; 5FF-2 days`, `6FS+3ed`, `2SS+50%`.

    Commas, semicolons, new lines, `&`, `and` and spaces may stand between two. A link typed twice counts once.
    """
    found: dict[TypedLink, None] = {}
    for part in _SEPARATORS.split(text.translate(MINUS_SIGNS)):
        rest = part.strip()
        while rest:
            match = _LINK.match(rest)
            if not match:
                raise NotRead(f"{quoted(part.strip())} is not a predecessor. {LINK_HELP}")
            found[_link(match, part.strip())] = None
            rest = rest[match.end() :]
    return tuple(found)


def _link(match: re.Match[str], part: str) -> TypedLink:
    ref, sign = int(match["ref"]), match["sign"]
    kind = LinkKind((match["kind"] or "FS").upper())
    if not sign:
        return TypedLink(ref, kind)
    if not (match["kind"] or match["unit"] or match["percent"]):
        raise NotRead(f"{quoted(part)} can be read two ways. Type {ref}FS{sign}{match['number']}d, or the rows apart")
    direction = -1 if sign == "-" else 1
    if match["percent"]:
        share = Fraction(match["number"])
        if share > MOST_DAYS or share.denominator > 1:
            raise NotRead(f"{quoted(part)} has a lag in per cent that is out of reach. Type a whole number such as 50%")
        return TypedLink(ref, kind, percent=direction * share.numerator)
    lag = _length(match, direction)
    if _is_too_long(lag):
        raise NotRead(f"{quoted(part)} has a lag longer than any here can be ({MOST_DAYS:,} working days)")
    return TypedLink(ref, kind, lag)


def percent(text: str) -> int:
    """A whole number from 0 to 100, with or without a sign for per cent."""
    found = re.fullmatch(r"([0-9]{1,3})(?:\.0+)?\s*%?", text.strip())
    if not found or int(found[1]) > 100:
        raise NotRead(f"{quoted(text)} is not a share. Type a whole number from 0 to 100, such as 60%")
    return int(found[1])


def level(text: str) -> int:
    """How deep in the outline: 1 for the outermost, to 9."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) == 1 and typed != "0"):
        raise NotRead(f"{quoted(text)} is not a level. Type 1 for the outermost rows, 2 for those below them, to 9")
    return int(typed)
