"""A schedule held to the 14-point assessment, in the terms of the engine that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.engines import scheduling
from app.engines.assessed_schedule import Status, Task, Thresholds
from app.engines.schedule_quality import Metric, assess
from app.engines.scheduling import SchedulingError
from app.engines.scheduling.project import HARD
from app.engines.tie import Tie
from app.engines.working_time import WorkingTimeError
from app.kinds.schedule import project
from app.kinds.schedule.network import RowDates
from app.kinds.schedule.row import Days, Row

if TYPE_CHECKING:
    from app.kinds.schedule.analysis import ScheduleAnalysis

#: Above so many rows the network is not worked out again for the critical path test.
MOST_ROWS_TESTED = 2_000


def assessed(analysis: ScheduleAnalysis) -> tuple[Metric, ...]:
    """The fourteen metrics; none while the network is not whole."""
    if analysis.network is None or not analysis.is_whole:
        return ()
    tasks = tuple(_tasks(analysis))
    status = Status(_data_date(analysis), analysis.network.finish, _target(analysis))
    lengthened = None if len(analysis.rows) > MOST_ROWS_TESTED else lambda ref, days: _lengthened(analysis, ref, days)
    open_tasks = {each.ref for each in tasks if each.is_detail and not each.is_complete}
    critical = next((ref for ref in analysis.network.critical_chain() if ref in open_tasks), "")
    return assess(tasks, status, thresholds(analysis), lengthened, critical)


def thresholds(analysis: ScheduleAnalysis) -> Thresholds:
    """The brief's, or those of the source."""
    limits = analysis.brief.quality
    return Thresholds(**limits.model_dump(exclude={"dossier"})) if limits else Thresholds()


def _tasks(analysis: ScheduleAnalysis) -> Iterable[Task]:
    for row in analysis.placed:
        dates = analysis.dates(row.ref)
        if dates is None or row.is_summary:
            continue
        ties = tuple(Tie(link.predecessor, link.kind, link.lag) for link in analysis.links[row.ref])
        yield Task(
            ref=row.ref,
            duration=row.duration or 0,
            ties=ties,
            start=_offset(analysis, dates.start),
            finish=_offset(analysis, dates.finish),
            total_float=None if row.progress.actual_finish else dates.total_float,
            remaining=_remaining(analysis, row),
            is_hard=row.constraint in HARD and row.constraint_at is not None,
            **_baseline(analysis, row),
            **_actual(row, dates, analysis),
        )


def _remaining(analysis: ScheduleAnalysis, row: Row) -> Days | None:
    if row.progress.remaining is not None:
        return row.progress.remaining.in_days(analysis.calendars.per_day)
    if row.progress.percent and row.duration is not None:
        return Fraction(row.duration) * (100 - row.progress.percent) / 100
    return None


def _baseline(analysis: ScheduleAnalysis, row: Row) -> dict[str, Any]:
    calendar = analysis.calendar
    if calendar is None or row.baseline_finish is None:
        return {}
    finish = calendar.finish_offset(row.baseline_finish)
    if row.baseline_start is None:
        return {"baseline_finish": finish}
    return {"baseline_finish": finish, "baseline_duration": max(finish - calendar.offset_of(row.baseline_start), 0)}


def _actual(row: Row, dates: RowDates, analysis: ScheduleAnalysis) -> dict[str, Any]:
    """Offsets of what has happened."""
    found: dict[str, Any] = {}
    if row.progress.has_begun:
        found["actual_start"] = _offset(analysis, dates.start)
    if row.progress.actual_finish:
        found["actual_finish"] = _offset(analysis, dates.finish)
    return found


def _offset(analysis: ScheduleAnalysis, at: int) -> Days:
    timeline = analysis.network.timeline if analysis.network else None
    return timeline.offset(at) if timeline else 0


def _data_date(analysis: ScheduleAnalysis) -> int:
    """The end of the data date as an offset; the project's start when there is none."""
    times = analysis.calendars
    return max(times.days.finish_offset(times.data_date), 0) if times.days and times.data_date else 0


def _target(analysis: ScheduleAnalysis) -> int | None:
    """The finish that the project is held to: the brief's deadline, or the latest date typed as one."""
    calendar = analysis.calendar
    if calendar is None:
        return None
    if analysis.brief.deadline:
        return calendar.finish_offset(analysis.brief.deadline.finish_by)
    typed = [row.must_finish_by for row in analysis.placed if row.must_finish_by]
    return calendar.finish_offset(max(typed)) if typed else None


def _lengthened(analysis: ScheduleAnalysis, ref: str, days: int) -> Days:
    """The project's finish when a row takes so many days more; unmoved when it then leaves the calendar's years."""
    made = project.project(analysis.placed, analysis.calendars)
    more = days * made.minutes_per_day

    def longer(each: scheduling.Task) -> scheduling.Task:
        remaining = None if each.remaining is None else each.remaining + more
        return replace(each, duration=each.duration + more, remaining=remaining) if str(each.uid) == ref else each

    tasks = tuple(map(longer, made.tasks))
    try:
        timeline = scheduling.schedule(replace(made, tasks=tasks))
        return timeline.offset(timeline.finish)
    except (SchedulingError, WorkingTimeError):
        return analysis.network.finish if analysis.network else 0
