"""An MS Project file read into what it says: every task, link, calendar and assignment, or the line that is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import calendars, records, values
from app.kinds.schedule.mspdi.project import Assignment, Calendar, Project, Resource, Task
from app.kinds.schedule.mspdi.records import Record
from app.kinds.schedule.mspdi.tasks import read_task

MOST_TASKS = 20_000
MOST_LINKS = 100_000
MOST_CALENDARS = 2_000
MOST_ASSIGNMENTS = 100_000
_WORK = 1


class _Gathered:
    """What has streamed by so far; refuses more than any project has."""

    def __init__(self) -> None:
        self.calendars: list[Calendar] = []
        self.tasks: list[Task] = []
        self.resources: list[Resource] = []
        self.assignments: list[Assignment] = []
        self.notes: list[str] = []
        self._links = 0

    def take(self, record: Record) -> None:
        if record.name == "Task":
            self._take_task(record)
        elif record.name == "Calendar":
            self.calendars.append(calendars.read_calendar(record, self.notes))
            _limit(self.calendars, MOST_CALENDARS, "calendars", record)
        elif record.name == "Resource":
            self.resources.append(_resource(record))
            _limit(self.resources, MOST_ASSIGNMENTS, "resource records", record)
        else:
            self._take_assignment(record)

    def _take_task(self, record: Record) -> None:
        if values.flag(record, "IsNull"):
            return
        task = read_task(record)
        self.tasks.append(task)
        self._links += len(task.predecessors)
        _limit(self.tasks, MOST_TASKS, "tasks", record)
        if self._links > MOST_LINKS:
            raise Unreadable(f"there are more than {MOST_LINKS:,} links, which is more than is read here", record.line)

    def _take_assignment(self, record: Record) -> None:
        assignment = _assignment(record)
        if assignment:
            self.assignments.append(assignment)
            _limit(self.assignments, MOST_ASSIGNMENTS, "assignments", record)


def _limit(
    gathered: list[Task] | list[Calendar] | list[Resource] | list[Assignment], most: int, noun: str, at: Record
) -> None:
    if len(gathered) > most:
        raise Unreadable(
            f"there are more than {most:,} {noun}, which is more than is read here. Split the file", at.line
        )


def read(content: bytes, most_bytes: int = records.MOST_BYTES) -> Project:
    """The file as it stands. Raises `Unreadable` with the line and what to change.

    Unique identifiers that occur twice, and links to tasks that are not there, are refused: no schedule worked out
    from them could be told to be the one that was meant.
    """
    gathered = _Gathered()
    project = records.read(content, gathered.take, most_bytes)
    _check_tasks(gathered.tasks)
    calendars.check(gathered.calendars)
    return _project(project, gathered)


def _project(record: Record, gathered: _Gathered) -> Project:
    start = values.moment(record, "StartDate")
    return Project(
        name=record.text("Title") or record.text("Name"),
        author=record.text("Author"),
        start=start,
        finish=values.moment_if_readable(record, "FinishDate"),
        is_from_start=values.flag(record, "ScheduleFromStart", default=True),
        status_date=values.moment_if_readable(record, "StatusDate"),
        minutes_per_day=_minutes(record, "MinutesPerDay", 480, 1_440),
        minutes_per_week=_minutes(record, "MinutesPerWeek", 2_400, 10_080),
        days_per_month=_minutes(record, "DaysPerMonth", 20, 31),
        calendar=calendar_uid(record),
        critical_slack=values.number(record, "CriticalSlackLimit", 0),
        splits_in_progress=values.flag(record, "SplitsInProgressTasks"),
        has_many_critical_paths=values.flag(record, "MultipleCriticalPaths"),
        calendars=tuple(gathered.calendars),
        tasks=tuple(gathered.tasks),
        resources=tuple(gathered.resources),
        assignments=tuple(gathered.assignments),
        custom_fields={each.text("FieldID"): each.text("Alias") for each in record.each("ExtendedAttribute")},
        notes=tuple(gathered.notes),
    )


def _minutes(record: Record, name: str, default: int, most: int) -> int:
    found = values.number(record, name, default)
    return found if 0 < found <= most else default


def calendar_uid(record: Record) -> int | None:
    uid = values.number(record, "CalendarUID", None)
    return None if uid is None or uid < 0 else uid


def _check_tasks(tasks: Iterable[Task]) -> None:
    """Every task once, and every link between two that are there."""
    known: dict[int, Task] = {}
    for task in tasks:
        if task.uid in known:
            words = f"task {task.ref} has the unique identifier {task.uid}, which task {known[task.uid].ref} has too"
            raise Unreadable(f"{words}. Give it another, or export the file again", task.line)
        known[task.uid] = task
    for task in known.values():
        for link in task.predecessors:
            if link.uid not in known and not link.crosses_to:
                raise Unreadable(
                    f"task {task.ref} “{task.name[:40]}” follows a task with the unique identifier {link.uid}, which "
                    "is not in the file. Take the link out, or export the whole project",
                    link.line,
                )


def _resource(record: Record) -> Resource:
    uid = values.number(record, "UID", 0)
    is_work = values.number(record, "Type", _WORK) == _WORK
    return Resource(uid, record.text("Name"), is_work, calendar_uid(record))


def _assignment(record: Record) -> Assignment | None:
    """None for one that belongs to no task. A negative resource stands for work that is not assigned to anybody."""
    task, resource = values.number(record, "TaskUID", -1), values.number(record, "ResourceUID", -1)
    if task < 0:
        return None
    return Assignment(
        task=task,
        resource=resource,
        units=values.thousandths(record, "Units") if record.text("Units") else 1_000,
        work=values.duration(record, "RegularWork") or values.duration(record, "Work"),
        delay=values.number(record, "Delay", 0) // 10,
        start=values.moment_if_readable(record, "Start"),
        finish=values.moment_if_readable(record, "Finish"),
        contour=values.number(record, "WorkContour", 0),
    )
