"""The calendars of an MS Project file: weekly hours, exceptions with their recurrence, and inheritance from a base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.engines.working_time import Shift, Shifts, Week, WorkingException, WorkingTime, WorkingTimeError, WorkWeek
from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import recurrence, values
from app.kinds.schedule.mspdi.project import Calendar, OtherWeek
from app.kinds.schedule.mspdi.records import EXPORT, Record

MOST_EXCEPTIONS = 20_000
MOST_BASES = 20
USUAL_HOURS: Shifts = ((480, 720), (780, 1_020))
USUAL_WEEK: Week = (*(USUAL_HOURS,) * 5, (), ())
_EXCEPTION_DAY = 0
_DAY = 1_440


def read_calendar(record: Record, notes: list[str]) -> Calendar:
    """Raises `Unreadable` for hours that cannot be. Recurrence that is not known is noted, and left out."""
    uid = values.number(record, "UID", None)
    if uid is None:
        raise Unreadable(f"{values.whose(record)} has no unique identifier (UID). {EXPORT}", record.line)
    base = values.number(record, "BaseCalendarUID", -1)
    exceptions = list(_exceptions(record, notes))
    return Calendar(
        uid=uid,
        name=record.text("Name"),
        is_base=values.flag(record, "IsBaseCalendar", default=True),
        base=base if base >= 0 and base != uid else None,
        week=_week(record.each("WeekDay")),
        exceptions=tuple(exception for _, exception in exceptions),
        other_weeks=tuple(_other_weeks(record)),
        line=record.line,
        names=tuple(name for name, _ in exceptions),
    )


def _week(days: Iterable[Record]) -> tuple[Shifts | None, ...]:
    week: list[Shifts | None] = [None] * 7
    for day in days:
        kind = values.number(day, "DayType", _EXCEPTION_DAY)
        if 1 <= kind <= 7:
            week[(kind + 5) % 7] = _shifts(day)
    return tuple(week)


def _shifts(day: Record) -> Shifts:
    """The hours of one day. A working day without hours has the usual ones."""
    times = [time for time in day.each("WorkingTime") if time.text("FromTime") or time.text("ToTime")]
    if not values.flag(day, "DayWorking", default=bool(times)):
        return ()
    shifts = sorted(_shift(time) for time in times)
    for earlier, later in pairwise(shifts):
        if later[0] < earlier[1]:
            raise Unreadable("two working times of one day overlap. Correct the calendar in MS Project", day.line)
    return tuple(shift for shift in shifts if shift[0] < shift[1]) if shifts else USUAL_HOURS


def _shift(time: Record) -> Shift:
    """From and to; midnight at the end is written as 00:00, and a day round the clock as 00:00 to 00:00."""
    start, end = values.minute_of_day(time, "FromTime", 0), values.minute_of_day(time, "ToTime", 0)
    end = end or _DAY
    if end < start:
        raise values.refused(time, "ToTime", f"which is before its start {time.text('FromTime')[:12]}. {EXPORT}")
    return start, end


def _exceptions(record: Record, notes: list[str]) -> Iterable[tuple[str, WorkingException]]:
    """With their names: first those of Project 2007 and later; then those of before, which later versions repeat."""
    count = 0
    for each in record.each("Exception"):
        shifts = _shifts(each)
        for first, last in recurrence.days(each, record.text("Name"), notes):
            count += 1
            _limit(count, record)
            yield each.text("Name"), WorkingException(first, last, shifts)
    for day in record.each("WeekDay"):
        span = recurrence.span(day)
        if values.number(day, "DayType", _EXCEPTION_DAY) == _EXCEPTION_DAY and span:
            count += 1
            _limit(count, record)
            yield "", WorkingException(*span, _shifts(day))


def _limit(count: int, record: Record) -> None:
    if count > MOST_EXCEPTIONS:
        words = f"{values.whose(record)} has more than {MOST_EXCEPTIONS:,} days that are exceptions"
        raise Unreadable(f"{words}. Take out those that are long past", record.line)


def _other_weeks(record: Record) -> Iterable[OtherWeek]:
    for each in record.each("WorkWeek"):
        span = recurrence.span(each)
        if span and each.each("WeekDay"):
            yield OtherWeek(*span, _week(each.each("WeekDay")))


def check(calendars: Iterable[Calendar]) -> None:
    """Raises `Unreadable` for a unique identifier that two calendars have."""
    known: dict[int, Calendar] = {}
    for calendar in calendars:
        if calendar.uid in known:
            words = f"calendar “{calendar.name[:40]}” has the unique identifier {calendar.uid}"
            words += f", which calendar “{known[calendar.uid].name[:40]}” has too"
            raise Unreadable(f"{words}. Give it another, or export the file again", calendar.line)
        known[calendar.uid] = calendar


class Inherited(NamedTuple):
    """A calendar with all that it has from its bases."""

    week: Week
    exceptions: tuple[WorkingException, ...]
    other_weeks: tuple[WorkWeek, ...]
    #: What each exception is called.
    names: tuple[str, ...]


def inherited(calendar: Calendar, known: Mapping[int, Calendar]) -> Inherited:
    """The calendar's own hours and exceptions before those of its base, and of that one's base.

    A day that no calendar in the line says anything of is not worked, except that a calendar which says nothing of
    any day has the usual week. Raises `Unreadable` when a calendar is its own base.
    """
    line = _line(calendar, known)
    week = tuple(_of_day(line, day) for day in range(7))
    if all(shifts is None for each in line for shifts in each.week):
        week = USUAL_WEEK
    return Inherited(
        week,
        tuple(exception for each in line for exception in each.exceptions),
        tuple(_worked(other, week) for each in line for other in each.other_weeks),
        tuple(name for each in line for name in each.names),
    )


def exceptions(calendar: Calendar, known: Mapping[int, Calendar]) -> int:
    """How many exceptions a calendar has with those of its bases."""
    return sum(len(each.exceptions) for each in _line(calendar, known))


def _line(calendar: Calendar, known: Mapping[int, Calendar]) -> Sequence[Calendar]:
    line = [calendar]
    while line[-1].base is not None and line[-1].base in known:
        line.append(known[line[-1].base])
        if len(line) > MOST_BASES:
            words = f"calendar “{calendar.name[:40]}” has a base calendar that leads back to it"
            raise Unreadable(f"{words}. Choose another base for it in MS Project", calendar.line)
    return line


def _of_day(line: Sequence[Calendar], day: int) -> Shifts:
    return next((shifts for each in line if (shifts := each.week[day]) is not None), ())


def _worked(other: OtherWeek, week: Sequence[Shifts]) -> WorkWeek:
    days = tuple(usual if shifts is None else shifts for shifts, usual in zip(other.week, week, strict=True))
    return WorkWeek(other.first, other.last, days)


def working_time(calendar: Calendar, known: Mapping[int, Calendar]) -> WorkingTime:
    """The calendar as the engine takes it. Raises `Unreadable` for one in which nothing is ever worked."""
    whole = inherited(calendar, known)
    try:
        return WorkingTime(whole.week, whole.exceptions, whole.other_weeks)
    except WorkingTimeError as error:
        words = f"calendar “{calendar.name[:40]}” cannot be used: {error}"
        raise Unreadable(f"{words} Give it working hours in MS Project", calendar.line) from None
