"""`milepost analyse schedule FILE.xml`: dates and float recomputed from logic, calendars and constraints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.engines import scheduling
from app.engines.scheduling import TaskDates, Timeline
from app.engines.scheduling.errors import LoopedLogic
from app.engines.working_time import Instant, OutsideTheYears, moment
from app.kinds.base import AnalyseOptions, Unreadable
from app.kinds.schedule.mspdi import network, reader, records
from app.kinds.schedule.mspdi.conventions import as_stored
from app.kinds.schedule.mspdi.network import Prepared
from app.kinds.schedule.mspdi.notes import title
from app.kinds.schedule.mspdi.project import Project, Task

LONGEST_LOOP_IN_WORDS = 8


def analyser(content: bytes, options: AnalyseOptions) -> dict[str, Any]:
    """`analyse` as the command line calls it; nothing here takes long enough for its options to matter."""
    return analyse(content)


def analyse(content: bytes, most_bytes: int = records.MOST_BYTES) -> dict[str, Any]:
    """The figures of an MS Project file, ready for JSON; raises `Unreadable`.

    Moments are ISO 8601, local, without a zone. Lengths and floats are working minutes of the task's calendar (by the
    clock for a task in elapsed time), and days of the project's hours per day. `notes` say what was set by hand.
    """
    file = reader.read(content, most_bytes)
    prepared = network.prepare(file)
    return figures(file, prepared, timeline(file, prepared))


def timeline(file: Project, prepared: Prepared) -> Timeline:
    """The file scheduled. Raises `Unreadable` naming the tasks at fault, with the line of the first."""
    try:
        return scheduling.schedule(prepared.project)
    except LoopedLogic as error:
        raise _loop(file, error.uids) from None
    except (scheduling.SchedulingError, OutsideTheYears) as error:
        raise _unschedulable(file, error) from None


def _loop(file: Project, uids: tuple[int, ...]) -> Unreadable:
    tasks = {task.uid: task for task in file.tasks}
    loop = [tasks[uid] for uid in uids if uid in tasks]
    named = [title(task) for task in loop]
    if len(named) > LONGEST_LOOP_IN_WORDS:
        named = [*named[: LONGEST_LOOP_IN_WORDS - 2], "…", named[-1]]
    line = loop[0].line if loop else 1
    return Unreadable(f"tasks wait for one another in a loop: {' → '.join(named)}. Take out one of the links", line)


def _unschedulable(file: Project, error: Exception) -> Unreadable:
    uid = getattr(error, "uid", None)
    line = next((task.line for task in file.tasks if task.uid == uid), 1)
    return Unreadable(f"{str(error).rstrip('.')}. Correct it in MS Project", line)


def figures(file: Project, prepared: Prepared, line: Timeline) -> dict[str, Any]:
    """What `analyse` prints, of a file that has been scheduled."""
    per_day = file.minutes_per_day
    working = line.calendar.between(line.start, line.finish)
    critical = frozenset(line.critical)
    rows = as_stored(prepared, line)
    return {
        "project": file.name,
        "start": _iso(line.start),
        "finish": _iso(line.finish),
        "duration": _days(working, per_day),
        "duration_minutes": working,
        "minutes_per_day": per_day,
        "scheduled_from": "start" if file.is_from_start else "finish",
        "status_date": file.status_date.isoformat() if file.status_date else None,
        "activities": [_activity(task, rows.get(task.uid), prepared, per_day) for task in file.tasks],
        "critical": [task.ref for task in file.tasks if task.uid in critical],
        "notes": _notes(file, prepared, line),
    }


def _activity(task: Task, dates: TaskDates | None, prepared: Prepared, per_day: int) -> dict[str, Any]:
    about = {
        "ref": task.ref,
        "uid": task.uid,
        "name": task.name,
        "outline_level": task.outline_level,
        "parent": prepared.parents[task.uid],
    }
    return about | (_dated(task, dates, per_day) if dates else _as_in_the_file(task, per_day))


def _dated(task: Task, dates: TaskDates, per_day: int) -> dict[str, Any]:
    return {
        "start": _iso(dates.start),
        "finish": _iso(dates.finish),
        "early_start": _iso(dates.early_start),
        "early_finish": _iso(dates.early_finish),
        "late_start": _iso(dates.late_start),
        "late_finish": _iso(dates.late_finish),
        "duration_minutes": dates.duration,
        "elapsed": task.is_elapsed,
        "total_float_minutes": dates.total_float,
        "free_float_minutes": dates.free_float,
        "total_float": _days(dates.total_float, per_day),
        "free_float": _days(dates.free_float, per_day),
        "critical": dates.critical,
        "summary": dates.summary,
        "milestone": task.is_milestone or (task.duration == 0 and not dates.summary),
        "percent_complete": task.percent_complete,
        "active": True,
    }


def _as_in_the_file(task: Task, per_day: int) -> dict[str, Any]:
    """A task that is not scheduled: inactive. It keeps the file's dates and has no float."""
    start, finish = (moment.isoformat() if moment else None for moment in (task.stored.start, task.stored.finish))
    return {
        "start": start,
        "finish": finish,
        "early_start": start,
        "early_finish": finish,
        "late_start": None,
        "late_finish": None,
        "duration_minutes": task.duration,
        "elapsed": task.is_elapsed,
        "total_float_minutes": None,
        "free_float_minutes": None,
        "total_float": None,
        "free_float": None,
        "critical": False,
        "summary": task.is_summary,
        "milestone": task.is_milestone,
        "percent_complete": task.percent_complete,
        "active": False,
    }


def _notes(file: Project, prepared: Prepared, line: Timeline) -> list[str]:
    tasks: Mapping[int, Task] = {task.uid: task for task in file.tasks}
    words = [note.words for note in prepared.notes]
    words += [_engine_note(tasks.get(note.uid), note.words) for note in line.notes]
    return list(dict.fromkeys(words))


def _engine_note(task: Task | None, words: str) -> str:
    return f"{title(task)}: {words}" if task else words


def _iso(at: Instant) -> str:
    return moment(at).isoformat()


def _days(minutes: int, per_day: int) -> int | float:
    """Days of the project's hours: a whole number where they are whole, otherwise to four places."""
    return minutes // per_day if minutes % per_day == 0 else round(minutes / per_day, 4)
