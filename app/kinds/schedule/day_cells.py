"""Days and hours as people type them: dates, the week that is worked, the hours of a day, and days that differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.kinds.schedule.typed import MINUS_SIGNS, NotRead, quoted

LONGEST_DAYS_OFF = 366
#: The years of Microsoft Project's calendars.
YEARS = range(1984, 2150)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE_HELP = "Type a date such as 8 Mar 2027 or 08/03/2027"
HOURS_HELP = "Type the hours that are worked, such as 08:00-12:00, 13:00-17:00"
MINUTES_OF_A_DAY = 1_440

#: Start and end, as minutes of the day; 1440 is midnight at the day's end.
Shift = tuple[int, int]
Shifts = tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and a time in minutes after its beginning when one was typed."""

    day: date
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class OtherHours:
    """Days, both included, on which other hours are worked than in the week, or none."""

    first: date
    last: date
    shifts: Shifts = ()


_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+"
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_DATE = rf"""(?:{_WEEKDAY})?
    (?:(?P<iso>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})
    |(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?P<gap>[\s/.-]+)(?P<month>[0-9]{{1,2}}|{_MONTH})[\s/.,-]+(?P<year>[0-9]{{4}}|[0-9]{{2}}))
    (?![0-9])(?:[T\s]+(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:\.0+)?)?(?:\s*(?P<half>[ap])m)?)?"""
_ONE_DATE = re.compile(_DATE, re.IGNORECASE | re.VERBOSE)
_TO = re.compile(r"\s*(?:to|until|–|—|-)\s*", re.IGNORECASE)


def day(text: str) -> date:
    """A date: `2027-03-08`, `8 Mar 2027`, `Mon 08/03/27`. The day comes first; a time of day is left aside."""
    typed = text.strip()
    found = _ONE_DATE.fullmatch(typed)
    if not found:
        raise NotRead(f"{quoted(typed)} is not a date. {DATE_HELP}")
    return _date(found)


def moment(text: str) -> Moment:
    """A date as `day` reads it, with its time of day if it has one: `8 Mar 2027 13:00`, `08/03/27 1:00 pm`."""
    typed = text.strip()
    on, found = day(typed), _ONE_DATE.fullmatch(typed)
    if not found or not found["hour"]:
        return Moment(on)
    hour, minute, half = int(found["hour"]), int(found["minute"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour * 60 + minute > MINUTES_OF_A_DAY or minute > 59:
        raise NotRead(f"{quoted(typed)} is not a time of day. Type it such as 8 Mar 2027 13:00")
    return Moment(on, hour * 60 + minute)


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
    typed = re.findall(r"[^\W_]+|-", text.translate(MINUS_SIGNS).lower())
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


_TIME = r"([0-9]{1,2})(?:[:.]([0-9]{2}))?"
_SHIFT = re.compile(rf"{_TIME}\s*(?:-|to)\s*{_TIME}(?![0-9:])", re.IGNORECASE)
_BETWEEN_SHIFTS = re.compile(r"(?:[\s,;&+]|and\b)*", re.IGNORECASE)
_ROUND_THE_CLOCK = frozenset({"24h", "24 hours", "24 hrs", "all day", "round the clock"})


def hours(text: str) -> Shifts:
    """The hours of a day: `08:00-12:00, 13:00-17:00`, `8-12 and 13-17`, `22:00 to 24:00`, `24h`."""
    typed = " ".join(text.translate(MINUS_SIGNS).split())
    if typed.lower() in _ROUND_THE_CLOCK:
        return ((0, MINUTES_OF_A_DAY),)
    shifts, at = _shifts(typed, 0)
    if not shifts or at < len(typed):
        raise NotRead(f"{quoted(text)} are not the hours of a day. {HOURS_HELP}")
    return shifts


def _shifts(typed: str, at: int) -> tuple[Shifts, int]:
    """As many shifts as follow from a place in the text, and the place after them."""
    shifts: list[Shift] = []
    while found := _SHIFT.match(typed, at):
        begin, end = (int(found[one]) * 60 + int(found[one + 1] or 0) for one in (1, 3))
        last = shifts[-1][1] if shifts else 0
        if not last <= begin < end <= MINUTES_OF_A_DAY or max(int(found[2] or 0), int(found[4] or 0)) > 59:
            raise NotRead(f"{quoted(found[0])} does not follow what is before it within one day. {HOURS_HELP}")
        shifts.append((begin, end))
        at = found.end()
        gap = _BETWEEN_SHIFTS.match(typed, at)
        at = gap.end() if gap and _SHIFT.match(typed, gap.end()) else at
    return tuple(shifts), at


def week(text: str, usual: Shifts) -> tuple[Shifts, ...]:
    """The shifts of Monday to Sunday: `Mon to Fri`, or with other hours `Mon-Thu; Fri 08:00-12:00`.

    Between semicolons stand days, and the hours of those days if they are not the usual ones.
    """
    shifts: list[Shifts] = [()] * 7
    parts = [part for part in re.split(r"[;\n]", text) if part.strip(" ,")] or [""]
    for part in parts:
        digit = re.search(r"[0-9]", part)
        days, typed = (part[: digit.start()], part[digit.start() :]) if digit else (part, "")
        worked = hours(typed) if typed.strip() else usual
        for weekday in weekdays(days):
            shifts[weekday] = worked
    return tuple(shifts)


def days_off(line: str) -> frozenset[date]:
    """One line of days off: a date or `date to date`, then a name if you like."""
    found = other_hours(line)
    return frozenset(found.first + timedelta(step) for step in range((found.last - found.first).days + 1))


_WORKS = re.compile(r"\s*(?:works|worked|working|open)\s+", re.IGNORECASE)


def other_hours(line: str) -> OtherHours:
    """One line of days that differ: a date or `date to date`, then `works 08:00-16:00` or nothing, then a name.

    Without hours nothing is worked on them.
    """
    typed = line.strip()
    first_found = _ONE_DATE.match(typed)
    if not first_found:
        raise NotRead(f"{quoted(typed)} does not begin with a date. Type one a line, such as 29 Mar 2027 Easter Monday")
    first = last = _date(first_found)
    rest = typed[first_found.end() :]
    if (to := _TO.match(rest)) and (last_found := _ONE_DATE.match(rest, to.end())):
        last, rest = _date(last_found), rest[last_found.end() :]
    shifts: Shifts = ()
    if works := _WORKS.match(rest):
        plain = rest.translate(MINUS_SIGNS)
        shifts, at = _shifts(plain, works.end())
        rest = rest[at:] if shifts else rest
    if _ONE_DATE.search(rest):
        raise NotRead(f"{quoted(typed)} has too many dates. Type one day a line, or a first and a last day with “to”")
    length = (last - first).days + 1
    if length < 1:
        raise NotRead(f"{quoted(typed)} ends before it begins. Type the first day, “to”, then the last day")
    if length > LONGEST_DAYS_OFF:
        raise NotRead(f"{quoted(typed)} is more than a year. Check the two dates")
    return OtherHours(first, last, shifts)
