"""On which days an exception of a calendar falls: once, every so many days, weeks or months, or every year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import takewhile

from app.kinds.schedule.mspdi import values
from app.kinds.schedule.mspdi.records import Record

#: The kinds of recurrence, by the number that MS Project writes.
_DAILY, _YEARLY, _YEARLY_POSITION, _MONTHLY, _MONTHLY_POSITION, _WEEKLY = range(1, 7)
_LAST = 4
_ANY_DAY, _WEEKDAY, _WEEKEND_DAY, _SUNDAY = range(4)


def span(record: Record) -> tuple[date, date] | None:
    """The first and the last day of the record's period; None when it has none that is whole and in order."""
    period = next(iter(record.each("TimePeriod")), None)
    if period is None:
        return None
    first, last = values.day(period, "FromDate"), values.day(period, "ToDate")
    if first is None or last is None:
        return None
    if last < first:
        raise values.refused(period, "ToDate", f"which is before its FromDate {period.text('FromDate')[:10]}")
    return first, last


def days(record: Record, calendar: str, notes: list[str]) -> Iterable[tuple[date, date]]:
    """The spans of days of one exception. Kinds of recurrence that are not known are noted and give none."""
    whole = span(record)
    if whole is None:
        return ()
    kind = values.number(record, "Type", _DAILY)
    step = max(values.number(record, "Period", 1), 1)
    if kind == _DAILY and step == 1:
        return (whole,)
    known = {
        _DAILY: _daily,
        _YEARLY: _yearly,
        _YEARLY_POSITION: _yearly_position,
        _MONTHLY: _monthly,
        _MONTHLY_POSITION: _monthly_position,
        _WEEKLY: _weekly,
    }
    if kind not in known:
        return (whole,) if whole[0] == whole[1] else _unknown(record, calendar, notes)
    fall = known[kind](record, whole[0], step)
    falling = [day for day in takewhile(lambda day: day <= whole[1], fall) if day >= whole[0]]
    if values.flag(record, "EnteredByOccurrences"):
        most = values.number(record, "Occurrences", 0)
        falling = falling[:most] if most > 0 else falling
    return tuple((day, day) for day in falling)


def _unknown(record: Record, calendar: str, notes: list[str]) -> Iterable[tuple[date, date]]:
    name = record.text("Name") or "without a name"
    notes.append(
        f"The exception {values.shown(name)} of the calendar {values.shown(calendar)} (line {record.line}) recurs in a "
        "way that is not known here, so it is left out."
    )
    return ()


def _daily(record: Record, first: date, step: int) -> Iterator[date]:
    while first.year <= values.LAST_YEAR:
        yield first
        first += timedelta(min(step, 366))


def _weekly(record: Record, first: date, step: int) -> Iterator[date]:
    """`DaysOfWeek` adds 1 for Sunday, 2 for Monday … 64 for Saturday; weeks are counted from the first one's Sunday."""
    mask = values.number(record, "DaysOfWeek", 0)
    worked = [number for number in range(7) if mask >> number & 1]
    sunday = first - timedelta((first.weekday() + 1) % 7)
    while worked and sunday.year <= values.LAST_YEAR:
        yield from (sunday + timedelta(number) for number in worked)
        sunday += timedelta(weeks=min(step, 52))


def _months(first: date, step: int) -> Iterator[tuple[int, int]]:
    month = first.year * 12 + first.month - 1
    while month // 12 <= values.LAST_YEAR:
        yield month // 12, month % 12 + 1
        month += step


def _years(record: Record, first: date) -> Iterator[tuple[int, int]]:
    """`Month` counts from 0."""
    month = min(max(values.number(record, "Month", 0), 0), 11) + 1
    yield from ((year, month) for year in range(first.year, values.LAST_YEAR + 1))


def _on_day(months: Iterable[tuple[int, int]], number: int) -> Iterator[date]:
    """The same day of each month, or its last one in a shorter month; 29 February only in leap years' Februaries."""
    for year, month in months:
        yield date(year, month, min(max(number, 1), monthrange(year, month)[1]))


def _monthly(record: Record, first: date, step: int) -> Iterator[date]:
    return _on_day(_months(first, step), values.number(record, "MonthDay", first.day))


def _yearly(record: Record, first: date, step: int) -> Iterator[date]:
    return _on_day(_years(record, first), values.number(record, "MonthDay", first.day))


def _at_position(record: Record, months: Iterable[tuple[int, int]]) -> Iterator[date]:
    """The first, second, third, fourth or last day, weekday, weekend day, or day of the week of each month."""
    item, position = values.number(record, "MonthItem", _ANY_DAY), values.number(record, "MonthPosition", 0)
    for year, month in months:
        every = (date(year, month, number) for number in range(1, monthrange(year, month)[1] + 1))
        fitting = [day for day in every if _fits(day, item)]
        index = -1 if position >= _LAST else max(position, 0)
        yield fitting[index] if index < len(fitting) else fitting[-1]


def _fits(day: date, item: int) -> bool:
    if item == _WEEKDAY:
        return day.weekday() < 5
    if item == _WEEKEND_DAY:
        return day.weekday() >= 5
    return item < _WEEKDAY or (day.weekday() + 1) % 7 == min(item - _SUNDAY, 6)


def _monthly_position(record: Record, first: date, step: int) -> Iterator[date]:
    return _at_position(record, _months(first, step))


def _yearly_position(record: Record, first: date, step: int) -> Iterator[date]:
    return _at_position(record, _years(record, first))
