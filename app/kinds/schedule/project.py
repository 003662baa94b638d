"""A schedule as the scheduling engine takes it: rows become tasks by their numbers, typed time becomes minutes.

Two rules are the platform's own: a date by which something must finish or start caps the late dates and never moves
work, so that what cannot be met shows as negative float; and remaining work waits for its predecessors and for the data
date.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from app.engines.scheduling import Constraint, LagUnit, Link, Project, Task
from app.engines.working_time import DAY, day_number
from app.kinds.schedule import reading
from app.kinds.schedule.calendars import PROJECT, Calendars
from app.kinds.schedule.cells import Length
from app.kinds.schedule.payload import Schedule
from app.kinds.schedule.row import Row, RowLink

COMPLETE = 100
OF_START = frozenset({Constraint.SNET, Constraint.SNLT, Constraint.MSO})


def to_project(schedule: Schedule) -> Project:
    """The whole schedule as the engine takes it, without what cannot be read."""
    read = reading.read(schedule)
    return project(read.rows, read.calendars)


def project(rows: Iterable[Row], times: Calendars) -> Project:
    """Rows as the engine takes them, with their links to each other. Typed dates count only with a calendar."""
    placed = {row.ref: row for row in rows}
    data_date = times.data_date
    return Project(
        start=times.project.next_start(DAY * day_number(times.start)),
        calendars=times.by_key,
        calendar=PROJECT,
        tasks=tuple(task(row, placed, times) for row in placed.values()),
        status_date=DAY * (day_number(data_date) + 1) if data_date else None,
        remaining_after_status=data_date is not None,
        retained_logic=True,
        honour_constraints=False,
        soft_may_precede_start=False,
        minutes_per_day=times.per_day,
        minutes_per_week=5 * times.per_day,
    )


def task(row: Row, placed: Container[str], times: Calendars) -> Task:
    """One row. A duration that cannot be read is none, so that those that follow it stay in order."""
    is_dated = times.days is not None
    length = Length() if row.length is None or row.is_summary else row.length
    constraint, constraint_date = _constraint(row, times) if is_dated else (row.constraint, None)
    if constraint_date is None and constraint is not Constraint.ALAP:
        constraint = Constraint.ASAP
    return Task(
        uid=int(row.ref),
        name=row.title,
        duration=length.in_minutes(times.per_day),
        elapsed=length.is_elapsed,
        calendar=row.calendar or None,
        links=tuple(_link(link, times) for link in row.links if link.predecessor in placed),
        constraint=constraint,
        constraint_date=constraint_date,
        deadline=times.ends(row.ends_by) if is_dated and row.ends_by else None,
        parent=int(row.parent) if row.parent and row.parent in placed else None,
        **(_progress(row, times) if is_dated and not row.is_summary else {}),
    )


def _constraint(row: Row, times: Calendars) -> tuple[Constraint, int | None]:
    """A start's date is its day's beginning; a finish's the end of its day's work."""
    if row.starts_from:
        return Constraint.SNET, times.begins(row.starts_from)
    if row.constraint_at is None:
        return row.constraint, None
    if row.constraint in OF_START:
        return row.constraint, times.begins(row.constraint_at)
    calendar = times.by_key.get(row.calendar, times.project)
    return row.constraint, calendar.previous_finish(times.ends(row.constraint_at))


def _link(link: RowLink, times: Calendars) -> Link:
    before = int(link.predecessor)
    if link.percent:
        return Link(before, link.kind, link.percent, LagUnit.PERCENT)
    unit = LagUnit.ELAPSED if link.length.is_elapsed else LagUnit.WORKING
    return Link(before, link.kind, link.length.in_minutes(times.per_day), unit)


def _progress(row: Row, times: Calendars) -> dict[str, Any]:
    """What happened, as the engine takes it: a start at its day's first working minute, a finish at its last.

    What is left of an activity that has begun is done after the data date, whatever share of the time has passed.
    """
    progress = row.progress
    start = progress.actual_start or progress.actual_finish
    if start is None:
        return {}
    calendar = times.by_key.get(row.calendar, times.project)
    begins = times.begins(start)
    found: dict[str, Any] = {
        "percent_complete": progress.percent or 0,
        "actual_start": begins if row.is_milestone else calendar.next_start(begins),
    }
    if progress.actual_finish:
        finish = calendar.previous_finish(times.ends(progress.actual_finish))
        found |= {"actual_finish": max(finish, found["actual_start"]), "percent_complete": COMPLETE}
        if row.is_milestone:
            found["actual_start"] = found["actual_finish"]
    elif times.data_date:
        found["remaining"] = minutes_left(row, times.per_day)
        found["resume"] = max(DAY * (day_number(times.data_date) + 1), found["actual_start"])
    return found


def minutes_left(row: Row, per_day: int) -> int:
    """Work to go of an activity that has begun: as typed, or what its share of the duration leaves."""
    progress = row.progress
    if progress.remaining is not None:
        return progress.remaining.in_minutes(per_day)
    return (row.length or Length()).in_minutes(per_day) * (COMPLETE - (progress.percent or 0)) // COMPLETE
