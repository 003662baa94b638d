"""Short ways to write projects for the tests of scheduling."""

from __future__ import annotations

from datetime import date, datetime

from app.engines.scheduling import Constraint, Link, LinkKind, Project, Task, schedule
from app.engines.working_time import (
    DAYS,
    ROUND_THE_CLOCK,
    STANDARD_WEEK,
    WorkingException,
    WorkingTime,
    instant,
    moment,
)

DAY = 480
FS, SS, FF, SF = LinkKind
STANDARD = WorkingTime(STANDARD_WEEK)
#: With Good Friday and Easter Monday off.
SPRING = WorkingTime(STANDARD_WEEK, [WorkingException(day, day) for day in (date(2027, 3, 26), date(2027, 3, 29))])
FOUR_DAYS = WorkingTime((((480, 720), (780, 1140)),) * 4 + ((),) * 3)
#: Microsoft Project's: Monday 23:00 to Saturday 08:00, with an hour off each night from 03:00.
NIGHT_SHIFT = WorkingTime(
    (
        ((1380, 1440),),
        *[((0, 180), (240, 480), (1380, 1440))] * 4,
        ((0, 180), (240, 480)),
        (),
    )
)
WEEKEND = WorkingTime(((),) * 5 + (((480, 720), (780, 1020)),) * 2)
CALENDARS = {
    "standard": STANDARD,
    "spring": SPRING,
    "four days": FOUR_DAYS,
    "night": NIGHT_SHIFT,
    "clock": ROUND_THE_CLOCK,
    "weekend": WEEKEND,
}
assert len(STANDARD_WEEK) == DAYS


def at(text: str):
    """The instant of “8 Mar 08:00” in 2027, or of a date with its year."""
    words = text.split()
    year = words.pop(2) if len(words) == 4 else "2027"
    return instant(datetime.strptime(f"{words[0]} {words[1]} {year} {words[2]}", "%d %b %Y %H:%M"))  # noqa: DTZ007


def told(at_instant) -> str:
    """The other way round: “8 Mar 08:00”, with the year unless it is 2027."""
    when = moment(at_instant)
    year = "" if when.year == 2027 else f"{when.year} "
    return f"{when.day} {when:%b} {year}{when:%H:%M}"


def task(uid, days=0, *links, **more) -> Task:
    """A task of so many days; a link is a predecessor's number, or number, kind and lag in days."""
    made = []
    for link in links:
        if isinstance(link, Link):
            made.append(link)
        elif isinstance(link, int):
            made.append(Link(link))
        else:
            before, kind, *lag = link
            made.append(Link(before, kind, round(lag[0] * DAY) if lag else 0))
    return Task(uid=uid, duration=more.pop("duration", round(days * DAY)), links=tuple(made), **more)


def project(*tasks, **more) -> Project:
    """From Monday 8 March 2027, 08:00, on the standard calendar, unless said otherwise."""
    settings = {"start": at("8 Mar 08:00"), "calendars": CALENDARS, "calendar": "standard", **more}
    return Project(tasks=tasks, **settings)


def plan(*tasks, **more):
    """The timeline of such a project."""
    return schedule(project(*tasks, **more))


def early(timeline, uid) -> tuple[str, str]:
    return told(timeline.dates[uid].early_start), told(timeline.dates[uid].early_finish)


def late(timeline, uid) -> tuple[str, str]:
    return told(timeline.dates[uid].late_start), told(timeline.dates[uid].late_finish)


def placed(timeline, uid) -> tuple[str, str]:
    return told(timeline.dates[uid].start), told(timeline.dates[uid].finish)


def total(timeline, uid):
    """Total float in days."""
    return timeline.days(timeline.dates[uid].total_float)


def free(timeline, uid):
    return timeline.days(timeline.dates[uid].free_float)


def held(kind: Constraint, when: str) -> dict:
    """The two fields of a constraint."""
    return {"constraint": kind, "constraint_date": at(when)}
