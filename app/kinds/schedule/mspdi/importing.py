"""MS Project XML into the editor's rows and fields, with a sentence for everything that had to be left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from app.engines import scheduling
from app.engines.scheduling.errors import LoopedLogic, SchedulingError
from app.engines.working_time import moment
from app.kinds.base import Imported, Unreadable
from app.kinds.schedule import project as typed_project
from app.kinds.schedule.mspdi import calendar_fields, reader
from app.kinds.schedule.mspdi.calendar_fields import CalendarFields
from app.kinds.schedule.mspdi.losses import Loss, Losses
from app.kinds.schedule.mspdi.notes import title
from app.kinds.schedule.mspdi.project import Project, Task
from app.kinds.schedule.mspdi.records import AUTHOR
from app.kinds.schedule.mspdi.row_cells import RowCells
from app.kinds.schedule.payload import MOST_ROWS, Schedule, ScheduleRow
from app.kinds.schedule.reading import LARGEST_REF

#: Files that come by the web may be this large.
MOST_BYTES = 10_000_000
DEEPEST_LEVEL = 9
MOST_DIFFERENCES = 20
LONGEST_LOOP_IN_WORDS = 8


def from_xml(content: bytes, schedule: Schedule) -> Imported[Schedule]:
    """The file in place of the schedule's rows and calendars, and what was lost. Raises `Unreadable`."""
    file = reader.read(content, MOST_BYTES)
    losses = Losses()
    for note in file.notes:
        losses.say(note)
    at_work = {assignment.resource for assignment in file.assignments}
    idle = [each.name for each in file.resources if each.name and each.uid not in at_work]
    losses.say_of("Resources without any work not carried over", idle)
    tasks = _carried(file, losses)
    refs = _refs(file, tasks, losses)
    fields = calendar_fields.read(file, tasks, losses)
    levels = _levels(tasks, losses)
    cells = RowCells(file, refs, fields, losses)
    rows = [cells.row(task, level) for task, level in zip(tasks, levels, strict=True)]
    update = fields.cells() | {"data_date": cells.data_date(tasks)}
    try:
        activities = tuple(ScheduleRow.model_validate(row) for row in rows)
    except ValidationError:
        raise Unreadable("a task has a name or a list of predecessors that is longer than 1,000 characters") from None
    made = schedule.model_copy(update=update | {"activities": activities})
    _compare(made, {refs[task.uid]: task for task in tasks}, fields, losses)
    return Imported(made, losses.sentences())


def _carried(file: Project, losses: Losses) -> list[Task]:
    """The tasks that become rows: all but the project's own summary, inactive tasks, and those of other projects."""
    if not file.is_from_start:
        losses.say("The project is scheduled from its finish date in the file; here it is scheduled from its start.")
    carried = []
    for task in file.tasks:
        if task.outline_level == 0:
            continue
        if not task.is_active:
            losses.of(task, Loss.INACTIVE)
        elif task.is_external:
            losses.of(task, Loss.EXTERNAL)
        else:
            carried.append(task)
    if not carried:
        raise Unreadable("there are no tasks in the file that could become rows")
    if len(carried) > min(MOST_ROWS, LARGEST_REF):
        raise Unreadable(f"there are {len(carried):,} tasks, and at most {LARGEST_REF:,} rows fit here. Split the file")
    return carried


def _refs(file: Project, tasks: Sequence[Task], losses: Losses) -> Mapping[int, str]:
    """The number of each task's row: its ID if those are numbers of their own, or else its place.

    In a file that was written here it is the unique identifier, which another program keeps when it moves tasks.
    """
    is_ours = file.author == AUTHOR
    found = {task.uid: str(task.uid) if is_ours else task.ref for task in tasks}
    fits = all(ref.isascii() and ref.isdigit() and 0 < int(ref) <= LARGEST_REF for ref in found.values())
    if fits and len({int(ref) for ref in found.values()}) == len(found):
        return {uid: str(int(ref)) for uid, ref in found.items()}
    losses.say("The tasks’ numbers (ID) are missing, too large or used twice in the file, so rows are numbered anew.")
    return {task.uid: str(place) for place, task in enumerate(tasks, start=1)}


def _levels(tasks: Sequence[Task], losses: Losses) -> list[int]:
    """Levels from 1 that leave none out, whatever was left out of the rows above."""
    levels: list[int] = []
    for task in tasks:
        if task.outline_level > DEEPEST_LEVEL:
            losses.of(task, Loss.OUTLINE)
        above = levels[-1] if levels else 0
        levels.append(max(1, min(task.outline_level, above + 1, DEEPEST_LEVEL)))
    return levels


def _compare(made: Schedule, tasks: Mapping[str, Task], fields: CalendarFields, losses: Losses) -> None:
    """Say which dates come out otherwise than the file has them, and name a loop."""
    try:
        line = scheduling.schedule(typed_project.to_project(made))
    except LoopedLogic as error:
        losses.say(_loop([tasks[str(uid)] for uid in error.uids if str(uid) in tasks]))
        return
    except SchedulingError as error:
        losses.say(f"The rows cannot be dated yet: {error}")
        return
    differing = 0
    for ref, task in tasks.items():
        dates = line.dates.get(int(ref))
        if dates is None or dates.summary or task.stored.start is None or task.stored.finish is None:
            continue
        here = (moment(dates.start).date(), moment(dates.finish).date())
        there = (task.stored.start.date(), task.stored.finish.date())
        if here != there:
            differing += 1
            if differing <= MOST_DIFFERENCES:
                losses.of(task, Loss.DATES, f"{_span(here)} here, {_span(there)} there")
    if differing > MOST_DIFFERENCES:
        losses.say(f"{differing:,} tasks come out on other dates here than in the file; the first are named below.")


def _span(days: tuple[date, date]) -> str:
    return f"{days[0]:%Y-%m-%d} to {days[1]:%Y-%m-%d}"


def _loop(loop: Sequence[Task]) -> str:
    named = [title(task) for task in loop]
    if len(named) > LONGEST_LOOP_IN_WORDS:
        named = [*named[: LONGEST_LOOP_IN_WORDS - 2], "…", named[-1]]
    return f"Tasks wait for one another in a loop: {' → '.join(named)}. Take out one of the links to see dates."
