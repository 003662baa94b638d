"""The calendars of a schedule as elements: the week, and each day off with what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app.engines.working_time import Shifts, WorkingTime
from app.kinds.schedule import cells
from app.kinds.schedule.calendars import PROJECT, Calendars
from app.kinds.schedule.day_cells import OtherHours
from app.kinds.schedule.mspdi.markup import clock, element, fields
from app.kinds.schedule.payload import Schedule

STANDARD = "Standard"
#: A Monday so late that no day off is typed for its week.
_PLAIN_MONDAY = date(2148, 6, 3)
_UP_TO_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
_Named = tuple[str, OtherHours]


def usual_week(time: WorkingTime) -> list[Shifts]:
    """The shifts of Monday to Sunday, leaving days off aside."""
    return [time.shifts_on(_PLAIN_MONDAY + timedelta(number)) for number in range(7)]


def calendars(schedule: Schedule, times: Calendars, uids: Mapping[str, int]) -> Iterable[str]:
    """Each calendar, the project's first."""
    off = {PROJECT: _days(schedule.days_off)} | _days_of_others(schedule.calendars)
    for key, uid in uids.items():
        title = STANDARD if key == PROJECT else times.titles[key]
        head = fields({"UID": uid, "Name": title, "IsBaseCalendar": 1, "BaseCalendarUID": -1})
        week = "".join(_week_day(number, shifts) for number, shifts in _sunday_first(usual_week(times.by_key[key])))
        exceptions = "".join(_exception(name, other) for name, other in off.get(key, ()))
        days = element("WeekDays", week) + (element("Exceptions", exceptions) if exceptions else "")
        yield element("Calendar", head + days)


def _sunday_first(week: list[Shifts]) -> list[tuple[int, Shifts]]:
    return list(enumerate([week[6], *week[:6]], start=1))


def _week_day(number: int, shifts: Shifts) -> str:
    return element("WeekDay", fields({"DayType": number, "DayWorking": int(bool(shifts))}) + _times(shifts))


def _times(shifts: Shifts) -> str:
    made = "".join(
        element("WorkingTime", fields({"FromTime": clock(start), "ToTime": clock(end)})) for start, end in shifts
    )
    return element("WorkingTimes", made) if made else ""


def _exception(name: str, other: OtherHours) -> str:
    period = fields({"FromDate": f"{other.first}T00:00:00", "ToDate": f"{other.last}T23:59:00"})
    days = (other.last - other.first).days + 1
    before = fields({"EnteredByOccurrences": 0}) + element("TimePeriod", period)
    after = {"Occurrences": days, "Name": name or None, "Type": 1, "DayWorking": int(bool(other.shifts))}
    return element("Exception", before + fields(after) + _times(other.shifts))


def _days(text: str) -> list[_Named]:
    return [found for line in text.splitlines() if (found := _day(line))]


def _day(line: str) -> _Named | None:
    """One line of days off that can be read, with the words after its last figure."""
    try:
        return _UP_TO_LAST_DIGIT.sub("", line).strip(), cells.other_hours(line)
    except cells.NotRead:
        return None


def _days_of_others(text: str) -> dict[str, list[_Named]]:
    """The days off of other calendars, by their names in small letters: lines that begin with a figure."""
    found: dict[str, list[_Named]] = {}
    name = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if not line[0].isdecimal():
            name = " ".join(line.partition(":")[0].lower().split())
            found.setdefault(name, [])
        elif day := _day(line):
            found.setdefault(name, []).append(day)
    return found
