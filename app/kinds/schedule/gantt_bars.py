"""Where the rows of a schedule stand across a Gantt chart, in places of its axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from app.engines.working_time import DAY, Instant, WorkingTime, moment
from app.kinds.schedule import gantt_axis
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.gantt_axis import Axis
from app.kinds.schedule.network import Network, RowDates, last_day
from app.kinds.schedule.payload import ScheduleBrief
from app.kinds.schedule.project import minutes_left
from app.kinds.schedule.row import Row

#: A place is a day of the axis; a part of one is a part of that day's work.
Place = float | Fraction
Span = tuple[Place, Place]
#: A bar of more days is drawn whole, though its calendar stops on some of them.
MOST_DAYS_SPLIT = 400
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart. `float_until` is where its float ends, `limit` a date typed as its latest."""

    row: Row
    dates: RowDates
    start: Place
    finish: Place
    float_until: Place
    #: The stretches that are worked, for a row with a calendar of its own.
    stretches: tuple[Span, ...] = ()
    baseline: Span | None = None
    done_until: Place | None = None
    limit: Place | None = None


def axis(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief) -> Axis:
    """An axis of dates that holds every row, its baseline and the deadline; of numbered days without a calendar."""
    if analysis.calendar is None or analysis.finish is None:
        return gantt_axis.numbered(ceil(network.finish))
    days = [each.start for each in analysis.shown.values()] + [analysis.finish]
    days += [day for row in analysis.rows for day in (row.baseline_start, row.baseline_finish) if day]
    if brief.deadline:
        days.append(brief.deadline.finish_by)
    return gantt_axis.dated(min(days), max(days))


def bars(analysis: ScheduleAnalysis, axis: Axis) -> Iterator[Bar]:
    """The rows that have dates, in their order."""
    for row in analysis.rows:
        dates = analysis.dates(row.ref)
        if dates is None:
            continue
        if analysis.calendar is None or axis.first is None:
            yield Bar(row, dates, dates.early_start, dates.early_finish, dates.late_finish)
        else:
            yield _dated(analysis, axis, row, dates)


def _dated(analysis: ScheduleAnalysis, axis: Axis, row: Row, dates: RowDates) -> Bar:
    times = analysis.calendars
    calendar = times.by_key.get(row.calendar, times.project)
    finish = _end(axis, calendar, dates.finish)
    start = finish if dates.start == dates.finish else _start(axis, calendar, dates.start)
    limit = row.must_finish_by
    return Bar(
        row,
        dates,
        start,
        finish,
        _end(axis, calendar, dates.ends_by) if dates.total_float > 0 else finish,
        tuple(_stretches(axis, calendar, dates)) if row.calendar else (),
        _baseline(axis, row),
        _done_until(analysis, axis, row, dates, calendar),
        axis.place(limit) + 1 if limit and _is_on(axis, limit) else None,
    )


def _start(axis: Axis, calendar: WorkingTime, at: Instant) -> Place:
    on = moment(at).date()
    return axis.place(on) + _part(calendar, on, at % DAY, 0)


def _end(axis: Axis, calendar: WorkingTime, at: Instant) -> Place:
    """A milestone that stands at the beginning of a day's work is at the morning of that day."""
    on = last_day(at)
    return axis.place(on) + _part(calendar, on, at % DAY or DAY, 1)


def _part(calendar: WorkingTime, on: date, minute: int, otherwise: int) -> Fraction:
    """How much of a day's span of work has passed at a minute of it."""
    shifts = calendar.shifts_on(on)
    if not shifts:
        return Fraction(otherwise)
    begin, end = shifts[0][0], shifts[-1][1]
    return Fraction(min(max(minute - begin, 0), end - begin), end - begin)


def _stretches(axis: Axis, calendar: WorkingTime, dates: RowDates) -> Iterator[Span]:
    """Runs of days on which a calendar works between a start and a finish."""
    first, last = moment(dates.start).date(), last_day(dates.finish)
    begin, end = _start(axis, calendar, dates.start), _end(axis, calendar, dates.finish)
    if (last - first).days > MOST_DAYS_SPLIT:
        return
    worked = [day for step in range((last - first).days + 1) if calendar.shifts_on(day := first + timedelta(step))]
    runs: list[list[int]] = []
    for place in map(axis.place, worked):
        if runs and runs[-1][1] == place:
            runs[-1][1] = place + 1
        else:
            runs.append([place, place + 1])
    for opens, closes in runs:
        yield max(begin, opens), min(end, closes)


def _baseline(axis: Axis, row: Row) -> Span | None:
    if row.baseline_finish is None:
        return None
    finish = axis.place(row.baseline_finish) + 1
    return (axis.place(row.baseline_start) if row.baseline_start and not row.is_milestone else finish), finish


def _done_until(
    analysis: ScheduleAnalysis, axis: Axis, row: Row, dates: RowDates, calendar: WorkingTime
) -> Place | None:
    """Where the work that is done ends along the bar: its share of the working time that the bar spans."""
    share = done_percent(row, analysis.calendars.per_day)
    if not share:
        return None
    minutes = calendar.between(dates.start, dates.finish) * share // HUNDRED
    return _end(axis, calendar, calendar.add(dates.start, minutes))


def done_percent(row: Row, per_day: int) -> int:
    """How much of a row is complete: as typed, or what its remaining duration leaves of the duration."""
    progress = row.progress
    if progress.actual_finish:
        return HUNDRED
    if progress.percent is not None or not progress.has_begun:
        return progress.percent or 0
    whole = row.length.in_minutes(per_day) if row.length else 0
    return max(whole - minutes_left(row, per_day), 0) * HUNDRED // whole if whole else 0


def _is_on(axis: Axis, day: date) -> bool:
    return axis.first is not None and 0 <= axis.place(day) < axis.days
