"""The text of one cell, read as a person means it: durations, predecessors, dates and the days that are worked.

Each function returns the value or raises `NotRead`, whose message says what to type instead. Durations and lags are
whole working days; a week is five of them, as in MS Project's standard calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.engines.critical_path import LinkKind

DAYS_IN_A_WEEK_TYPED = 5
MOST_DAYS = 2_000
LONGEST_DAYS_OFF = 366
YEARS = range(2000, 2200)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

DURATION_HELP = "Type whole working days such as 15, or weeks such as 3w; 0 is a milestone"
LINK_HELP = "Type row numbers, such as 4, 4FS+2d or 3SS+1w, with a comma between two"
DATE_HELP = "Type a date such as 8 Mar 2027 or 08/03/2027"


class NotRead(ValueError):
    """The text is not what the cell is for. The message begins with what was typed."""


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A predecessor as typed: the row's number, the kind of link, and the lag in working days."""

    number: int
    kind: LinkKind
    lag: int


def quoted(text: str) -> str:
    """What was typed, in quotation marks, cut to what fits in a sentence."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"


_UNITS = {"d": 1, "w": DAYS_IN_A_WEEK_TYPED}
_UNIT = r"(?P<unit>d|dy|dys|day|days|w|wk|wks|week|weeks)"
_DURATION = re.compile(rf"(?P<number>[0-9]{{1,9}})(?:\.0+)?\s*{_UNIT}?\s*\??", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")
_ELAPSED = re.compile(r"[0-9]\s*e(d|w|m|h)", re.IGNORECASE)


def duration(text: str) -> int:
    """Whole working days: `5`, `5d`, `5 days`, `5 days?`, `1 wk`, `2w`; 0 is a milestone."""
    typed = text.strip()
    found = _DURATION.fullmatch(typed)
    if not found:
        raise NotRead(_why_not_a_duration(typed))
    days = int(found["number"]) * _UNITS[(found["unit"] or "d")[0].lower()]
    if days > MOST_DAYS:
        raise NotRead(f"{quoted(typed)} is longer than any activity here can be ({MOST_DAYS:,} working days)")
    return days


def _why_not_a_duration(typed: str) -> str:
    if _ELAPSED.search(typed):
        return f"{quoted(typed)} is elapsed time. Type working days, such as 15"
    if number := _NUMBER.match(typed):
        if number[0].startswith("-"):
            return f"{quoted(typed)} is less than nothing. {DURATION_HELP}"
        if "." in number[0] or "," in number[0]:
            return f"{quoted(typed)} is not a whole number. {DURATION_HELP}"
    return f"{quoted(typed)} is not a duration. {DURATION_HELP}"


_SEPARATORS = re.compile(r"[,;&\n\r]+|\band\b", re.IGNORECASE)
_LINK = re.compile(
    rf"""(?P<number>[0-9]{{1,9}})
    \s*(?P<kind>FS|SS|FF|SF)?
    (?:\s*(?P<sign>[+-])\s*(?P<lag>[0-9]{{1,9}})(?:\.0+)?(?P<percent>\s*%)?(?:\s*{_UNIT}\b)?)?
    (?:\s+|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "\N{NO-BREAK SPACE}": " "})


def links(text: str) -> tuple[TypedLink, ...]:
    """Predecessors as MS Project writes them: `4`, `4FS+2d`, `3SS+1w; 5FF-2 days`, in either case.

    Commas, semicolons, new lines, `&`, `and` and spaces may stand between two. A link typed twice counts once.
    """
    found: dict[TypedLink, None] = {}
    for part in _SEPARATORS.split(text.translate(_MINUS_SIGNS)):
        rest = part.strip()
        while rest:
            match = _LINK.match(rest)
            if not match:
                raise NotRead(_why_not_a_link(part.strip()))
            found[_link(match, part.strip())] = None
            rest = rest[match.end() :]
    return tuple(found)


def _link(match: re.Match[str], part: str) -> TypedLink:
    number, kind, sign = int(match["number"]), match["kind"], match["sign"]
    if match["percent"]:
        raise NotRead(f"{quoted(part)} has a lag in percent. Type it in working days, such as {number}FS+2d")
    if sign and not (kind or match["unit"]):
        raise NotRead(f"{quoted(part)} can be read two ways. Type {number}FS{sign}{match['lag']}d, or the rows apart")
    lag = int(match["lag"] or 0) * _UNITS[(match["unit"] or "d")[0].lower()]
    if lag > MOST_DAYS:
        raise NotRead(f"{quoted(part)} has a lag longer than any here can be ({MOST_DAYS:,} working days)")
    return TypedLink(number, LinkKind((kind or "FS").upper()), -lag if sign == "-" else lag)


def _why_not_a_link(part: str) -> str:
    if _ELAPSED.search(part):
        return f"{quoted(part)} has a lag in elapsed time. Type it in working days, such as 4FS+2d"
    return f"{quoted(part)} is not a predecessor. {LINK_HELP}"


_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+"
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_DATE = rf"""(?:{_WEEKDAY})?
    (?:(?P<iso>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})
    |(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?P<gap>[\s/.-]+)(?P<month>[0-9]{{1,2}}|{_MONTH})[\s/.,-]+(?P<year>[0-9]{{4}}|[0-9]{{2}}))
    (?![0-9])(?:[T\s]+[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.0+)?)?(?:\s*[ap]m)?)?"""
_ONE_DATE = re.compile(_DATE, re.IGNORECASE | re.VERBOSE)
_TO = re.compile(r"\s*(?:to|until|–|—|-)\s*", re.IGNORECASE)


def day(text: str) -> date:
    """A date: `2027-03-08`, `8 Mar 2027`, `Mon 08/03/27`. The day comes first; a time of day is left aside."""
    typed = text.strip()
    found = _ONE_DATE.fullmatch(typed)
    if not found:
        raise NotRead(f"{quoted(typed)} is not a date. {DATE_HELP}")
    return _date(found)


def _date(found: re.Match[str]) -> date:
    if found["iso"]:
        year, month, number = (int(part) for part in found["iso"].split("-"))
    else:
        year, month, number = int(found["year"]), _month(found["month"]), int(found["day"])
        year += 2000 if len(found["year"]) < 4 else 0
    if year not in YEARS:
        raise NotRead(f"{quoted(found[0])} is in a year that is out of reach here. {DATE_HELP}")
    try:
        return date(year, month, number)
    except ValueError:
        raise NotRead(f"{quoted(found[0])} is not a day of the calendar. {DATE_HELP}, day first") from None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.index(text[:3].lower()) + 1


def weekdays(text: str) -> frozenset[int]:
    """The days of the week that are worked, Monday 0 to Sunday 6: `Mon Tue Wed`, `Mon to Fri`, `Monday-Friday`."""
    typed = re.findall(r"[^\W_]+|-", text.translate(_MINUS_SIGNS).lower())
    words = [word if word in ("-", "to") else word[:3] for word in typed if word != "and"]
    if not words:
        raise NotRead("There are no working days. Type the days that are worked, such as Mon Tue Wed Thu Fri")
    worked: set[int] = set()
    last, is_range = -1, False
    for word in words:
        if word in ("-", "to") and last >= 0 and not is_range:
            is_range = True
        elif word in WEEKDAYS:
            this = WEEKDAYS.index(word)
            worked |= {(last + step) % 7 for step in range((this - last) % 7 + 1)} if is_range else {this}
            last, is_range = this, False
        else:
            raise NotRead(_not_weekdays(text))
    if is_range:
        raise NotRead(_not_weekdays(text))
    return frozenset(worked)


def _not_weekdays(text: str) -> str:
    return f"{quoted(text)} are not days of the week. Type the days that are worked, such as Mon Tue Wed Thu Fri"


def days_off(line: str) -> frozenset[date]:
    """One line of days off: a date or `date to date`, then a name if you like."""
    typed = line.strip()
    first_found = _ONE_DATE.match(typed)
    if not first_found:
        raise NotRead(f"{quoted(typed)} does not begin with a date. Type one a line, such as 29 Mar 2027 Easter Monday")
    first = last = _date(first_found)
    rest = typed[first_found.end() :]
    if (to := _TO.match(rest)) and (last_found := _ONE_DATE.match(rest, to.end())):
        last, rest = _date(last_found), rest[last_found.end() :]
    if _ONE_DATE.search(rest):
        raise NotRead(f"{quoted(typed)} has too many dates. Type one day a line, or a first and a last day with “to”")
    length = (last - first).days + 1
    if length < 1:
        raise NotRead(f"{quoted(typed)} ends before it begins. Type the first day, “to”, then the last day")
    if length > LONGEST_DAYS_OFF:
        raise NotRead(f"{quoted(typed)} is more than a year. Check the two dates")
    return frozenset(first + timedelta(step) for step in range(length))
