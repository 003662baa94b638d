"""A schedule as MS Project XML: calendars, tasks in their outline, links, constraints, baseline, progress and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.engines import scheduling
from app.engines.scheduling import SchedulingError, Timeline
from app.engines.working_time import DAY, WorkingTimeError, day_number
from app.kinds.schedule import project as typed_project
from app.kinds.schedule import reading
from app.kinds.schedule.calendars import PROJECT, Calendars
from app.kinds.schedule.mspdi import calendar_elements
from app.kinds.schedule.mspdi.markup import clock, element, fields, iso
from app.kinds.schedule.mspdi.records import AUTHOR, NAMESPACE
from app.kinds.schedule.mspdi.task_elements import ESTIMATE_FIELDS, TaskElements
from app.kinds.schedule.payload import Schedule
from app.kinds.schedule.row import Row

#: The format of Project 2010 and later.
SAVE_VERSION = 14
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Written:
    """What the elements are made from. `line` is None when the rows cannot be dated."""

    schedule: Schedule
    rows: Sequence[Row]
    times: Calendars
    project: scheduling.Project
    line: Timeline | None


def to_xml(schedule: Schedule) -> bytes:
    """The rows that can be read, for MS Project, ProjectLibre and GanttProject. It never fails.

    A row's number is its task's unique identifier, and its ID too where rows are in the order of their numbers. Dates
    are written when there are any: with a start, readable rows, and no loop.
    """
    read = reading.read(schedule)
    project = typed_project.project(read.rows, read.calendars)
    line = None
    if read.calendar is not None:
        try:
            line = scheduling.schedule(project)
        except (SchedulingError, WorkingTimeError):
            line = None
    written = Written(schedule, read.rows, read.calendars, project, line)
    inside = "".join(_parts(written))
    return f'{_HEAD}<Project xmlns="{NAMESPACE}">\n{inside}</Project>\n'.encode()


def _parts(written: Written) -> Iterable[str]:
    yield fields(_properties(written)) + "\n"
    if any(row.has_estimates for row in written.rows):
        yield element("ExtendedAttributes", "".join(_estimate_fields())) + "\n"
    uids = {key: number for number, key in enumerate(written.times.by_key, start=1)}
    made = calendar_elements.calendars(written.schedule, written.times, uids)
    yield element("Calendars", "\n".join(made)) + "\n"
    tasks = TaskElements(written.rows, written.times, written.project, written.line, uids)
    yield element("Tasks", "\n" + "\n".join(tasks.all())) + "\n"
    yield "<Resources/><Assignments/>\n"


def _properties(written: Written) -> Mapping[str, object]:
    times, line = written.times, written.line
    shifts = next((shifts for shifts in calendar_elements.usual_week(times.by_key[PROJECT]) if shifts), ())
    status = DAY * (day_number(times.data_date) + 1) if times.data_date else None
    return {
        "SaveVersion": SAVE_VERSION,
        "Name": "Schedule",
        "Title": "Schedule",
        "Author": AUTHOR,
        "ScheduleFromStart": 1,
        "StartDate": iso(line.start) if line else None,
        "FinishDate": iso(line.finish) if line else None,
        "CriticalSlackLimit": 0,
        "CalendarUID": 1,
        "DefaultStartTime": clock(shifts[0][0]) if shifts else None,
        "DefaultFinishTime": clock(shifts[-1][1]) if shifts else None,
        "MinutesPerDay": times.per_day,
        "MinutesPerWeek": 5 * times.per_day,
        "DaysPerMonth": 20,
        "DurationFormat": 7,
        "HonorConstraints": 0,
        "StatusDate": iso(times.project.previous_finish(status)) if status is not None else None,
        "NewTasksAreManual": 0,
    }


def _estimate_fields() -> Iterable[str]:
    for alias, (number, name) in ESTIMATE_FIELDS.items():
        yield element("ExtendedAttribute", fields({"FieldID": number, "FieldName": name, "Alias": alias}))
