"""The calendars of a schedule as typed: the project's own, others that activities name, and what a day of work is.

Without a start or with a calendar that cannot be read nothing can be dated. Rows are then placed on a plain calendar
of made-up dates, which nobody is shown: only working days counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from app.engines.calendar import WorkingCalendar
from app.engines.working_time import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    STANDARD_WEEK,
    WorkingException,
    WorkingTime,
    WorkingTimeError,
    day_number,
)
from app.kinds.schedule import cells
from app.kinds.schedule.day_cells import Moment, OtherHours, Shifts
from app.kinds.schedule.payload import Schedule
from app.kinds.schedule.problems import Notebook

#: The key of the project's own calendar: no name that is typed is empty.
PROJECT = ""
#: The Monday from which rows are placed when they cannot be dated.
NO_DATE = date(2001, 1, 1)
USUAL_HOURS: Shifts = STANDARD_WEEK[0]


@dataclass(frozen=True, slots=True)
class Calendars:
    """`by_key` holds the project's under `PROJECT` and each other under its name in small letters; `titles` as typed.

    `days` counts the project's working days; None when nothing can be dated. `per_day` is a working day in minutes.
    `is_hourly` says that hours were typed, so that times of day count.
    """

    by_key: Mapping[str, WorkingTime]
    titles: Mapping[str, str]
    days: WorkingCalendar | None
    start: date
    per_day: int
    is_hourly: bool
    days_a_week: int
    data_date: date | None = None

    @property
    def project(self) -> WorkingTime:
        return self.by_key[PROJECT]

    def begins(self, at: Moment) -> int:
        """The instant of a typed date from which something may be: the day's beginning, or the time that was typed."""
        minute = at.minute if at.minute is not None and self.is_hourly else 0
        return DAY * day_number(at.day) + minute

    def ends(self, at: Moment) -> int:
        """The instant of a typed date until which something may be: the day's end, or the time that was typed."""
        minute = at.minute if at.minute is not None and self.is_hourly else DAY
        return DAY * day_number(at.day) + minute


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    time: WorkingTime


@dataclass(frozen=True, slots=True)
class _Typed:
    """One calendar's cells, read."""

    week: tuple[Shifts, ...]
    others: tuple[OtherHours, ...]


def read(schedule: Schedule, notes: Notebook) -> Calendars:
    """The calendars of a schedule, with a problem for each cell that cannot be read."""
    before = len(notes.problems)
    start = notes.optional("", "start_on", schedule.start_on, cells.day, "calendar")
    hours = notes.optional("", "hours", schedule.hours, cells.hours, "calendar") or USUAL_HOURS
    week = notes.cell("", "working_days", schedule.working_days, lambda text: cells.week(text, hours), "calendar")
    others = _others("days_off", schedule.days_off, notes)
    data_date = notes.optional("", "data_date", schedule.data_date, cells.day, "progress")
    notes.ignored.discard("")
    typed = None if week is None or len(notes.problems) > before else _Typed(week, others)
    project = _working_time(typed, "working_days", notes) if typed else None
    rest = _rest(schedule.calendars, hours, notes)
    notes.ignored.discard("")
    is_dated = project is not None and start is not None
    plain = WorkingTime(week or STANDARD_WEEK)
    return Calendars(
        by_key={PROJECT: project if project is not None and is_dated else plain}
        | {each.name.lower(): each.time for each in reversed(rest)},
        titles={each.name.lower(): each.name for each in reversed(rest)},
        days=_days(typed, start) if typed and start and is_dated else None,
        start=start if start and is_dated else NO_DATE,
        per_day=sum(end - begin for begin, end in hours),
        is_hourly=bool(schedule.hours.strip()) or any(letter.isdigit() for letter in schedule.working_days),
        days_a_week=sum(bool(shifts) for shifts in week or STANDARD_WEEK),
        data_date=data_date if is_dated else None,
    )


def _others(field: str, text: str, notes: Notebook) -> tuple[OtherHours, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    found = [notes.cell("", field, line, cells.other_hours, "calendar") for line in lines]
    return tuple(each for each in found if each)


def _working_time(typed: _Typed, field: str, notes: Notebook) -> WorkingTime | None:
    try:
        return _made(typed.week, typed.others)
    except WorkingTimeError as error:
        notes.note("", field, str(error).rstrip("."), "calendar")
        return None


@lru_cache(maxsize=64)
def _made(week: tuple[Shifts, ...], others: tuple[OtherHours, ...]) -> WorkingTime:
    return WorkingTime(week, [WorkingException(each.first, each.last, each.shifts) for each in others])


_NAMED = re.compile(r"(?P<name>[^:;]{1,60}):(?![0-9])\s*(?P<week>.*)")


def _rest(text: str, usual: Shifts, notes: Notebook) -> list[_Named]:
    """Each calendar of the field that can be read. A line that begins with a date is a day of the calendar above it."""
    found: list[tuple[str, tuple[Shifts, ...], list[str]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if (named := _NAMED.fullmatch(line)) and named["name"].strip():
            name = " ".join(named["name"].split())
            week = notes.cell("", "calendars", named["week"], lambda typed: cells.week(typed, usual), "calendar")
            found.append((name, week or (), []))
        elif found and line[0].isdecimal():
            found[-1][2].append(line)
        else:
            example = "Type its name, a colon and its days, such as Weekends: Sat Sun 08:00-16:00"
            words = f"{cells.quoted(line)} is not a calendar. {example}"
            notes.note("", "calendars", words, "calendar")
    return [made for each in found if (made := _named(*each, notes=notes))]


def _named(name: str, week: tuple[Shifts, ...], lines: list[str], notes: Notebook) -> _Named | None:
    others = _others("calendars", "\n".join(lines), notes)
    time = _working_time(_Typed(week, others), "calendars", notes) if week else None
    return _Named(name, time) if time else None


def _days(typed: _Typed, start: date) -> WorkingCalendar | None:
    """The project's calendar in whole days: a day on which anything is worked is one."""
    weekdays = frozenset(number for number, shifts in enumerate(typed.week) if shifts)
    return _counted(weekdays, typed.others, start)


@lru_cache(maxsize=64)
def _counted(weekdays: frozenset[int], others: tuple[OtherHours, ...], start: date) -> WorkingCalendar:
    """Where an extra weekday is worked now and then, it is a working day and all its other days are off."""
    decided: dict[date, bool] = {}
    for each in others:
        for step in range((each.last - each.first).days + 1):
            decided.setdefault(each.first + timedelta(step), bool(each.shifts))
    off = {day for day, is_worked in decided.items() if not is_worked}
    extra = {day for day, is_worked in decided.items() if is_worked and day.weekday() not in weekdays}
    for weekday in {day.weekday() for day in extra}:
        first = date(FIRST_YEAR, 1, 1)
        first += timedelta((weekday - first.weekday()) % 7)
        weeks = (date(LAST_YEAR, 12, 31) - first).days // 7
        off |= {first + timedelta(weeks=week) for week in range(weeks + 1)} - extra
    return WorkingCalendar(weekdays | {day.weekday() for day in extra}, frozenset(off), start)
