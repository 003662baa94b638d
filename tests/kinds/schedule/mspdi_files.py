"""MS Project XML for tests, written as MS Project, ProjectLibre and GanttProject write it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.microsoft.com/project"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY_SHIFTS = (("08:00", "12:00"), ("13:00", "17:00"))
MONDAY = "2027-03-08T08:00:00"
FF, FS, SF, SS = 0, 1, 2, 3
DAYS, HOURS, ELAPSED_DAYS, PERCENT = 7, 5, 8, 19


def element(name: str, value: object) -> str:
    return f"<{name}>{escape(str(value))}</{name}>"


def elements(**fields: object) -> str:
    return "".join(element(name, value) for name, value in fields.items() if value is not None)


def length(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def shifts(hours: Iterable[tuple[str, str]]) -> str:
    times = "".join(f"<WorkingTime>{elements(FromTime=f'{a}:00', ToTime=f'{b}:00')}</WorkingTime>" for a, b in hours)
    return f"<WorkingTimes>{times}</WorkingTimes>"


def week(hours: Iterable[tuple[str, str]] = DAY_SHIFTS, worked: Iterable[int] = range(2, 7)) -> str:
    """Days are numbered as MS Project does: 1 Sunday to 7 Saturday."""
    hours, worked = tuple(hours), tuple(worked)
    times = {day: shifts(hours) if day in worked else "" for day in range(1, 8)}
    days = [f"<WeekDay>{elements(DayType=day, DayWorking=int(day in worked))}{times[day]}</WeekDay>" for day in times]
    return f"<WeekDays>{''.join(days)}</WeekDays>"


def exception(first: str, last: str = "", hours: Iterable[tuple[str, str]] = (), **more: object) -> str:
    period = elements(FromDate=f"{first}T00:00:00", ToDate=f"{last or first}T23:59:00")
    hours = tuple(hours)
    fields = {"Type": 1, "DayWorking": int(bool(hours))} | more
    return (
        f"<Exception><TimePeriod>{period}</TimePeriod>{elements(**fields)}{shifts(hours) if hours else ''}</Exception>"
    )


def old_exception(first: str, last: str = "") -> str:
    """As Project 2003 wrote a day off."""
    period = elements(FromDate=f"{first}T00:00:00", ToDate=f"{last or first}T23:59:00")
    return f"<WeekDay>{elements(DayType=0, DayWorking=0)}<TimePeriod>{period}</TimePeriod></WeekDay>"


def calendar(uid: int = 1, name: str = "Standard", days: str = "", exceptions: str = "", base: int = -1) -> str:
    head = elements(UID=uid, Name=name, IsBaseCalendar=int(base < 0), BaseCalendarUID=base)
    return f"<Calendar>{head}{days}{f'<Exceptions>{exceptions}</Exceptions>' if exceptions else ''}</Calendar>"


def link(uid: int, kind: int = FS, lag: int = 0, unit: int = DAYS, **more: object) -> str:
    """`lag` as it is written: tenths of a minute, or percent."""
    fields = {"PredecessorUID": uid, "Type": kind, "CrossProject": 0, "LinkLag": lag, "LagFormat": unit} | more
    return f"<PredecessorLink>{elements(**fields)}</PredecessorLink>"


def task(uid: int, minutes: int = 480, *links: str, name: str = "", **more: object) -> str:
    fields: dict[str, object] = {
        "UID": uid,
        "ID": uid,
        "Name": name or f"Task {uid}",
        "IsNull": 0,
        "OutlineLevel": 1,
        "Duration": length(minutes),
        "DurationFormat": DAYS,
        "Milestone": int(minutes == 0),
        "Summary": 0,
        "PercentComplete": 0,
        "ConstraintType": 0,
        "CalendarUID": -1,
    }
    inside = "".join(str(more.pop(key, "")) for key in ("baselines", "attributes"))
    return f"<Task>{elements(**(fields | more))}{inside}{''.join(links)}</Task>"


def project(
    *tasks: str,
    calendars: str | None = None,
    resources: str = "",
    assignments: str = "",
    extra: str = "",
    **more: object,
) -> bytes:
    fields: dict[str, object] = {
        "SaveVersion": 14,
        "Name": "Bridge.xml",
        "Title": "Bridge",
        "ScheduleFromStart": 1,
        "StartDate": MONDAY,
        "CriticalSlackLimit": 0,
        "CalendarUID": 1,
        "MinutesPerDay": 480,
        "MinutesPerWeek": 2400,
        "DaysPerMonth": 20,
    }
    made = calendar(days=week()) if calendars is None else calendars
    body = f"<Calendars>{made}</Calendars><Tasks>{''.join(tasks)}</Tasks><Resources>{resources}</Resources>"
    body += f"<Assignments>{assignments}</Assignments>"
    return f'{HEAD}<Project xmlns="{NAMESPACE}">{elements(**(fields | more))}{extra}{body}</Project>'.encode()
