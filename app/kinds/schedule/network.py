"""A scheduled network in working days, the way people speak of it, from the engine's minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.engines.scheduling import TaskDates, Timeline
from app.engines.working_time import DAY, Instant, moment
from app.kinds.schedule.calendars import Calendars
from app.kinds.schedule.row import Days, Row, whole


@dataclass(frozen=True, slots=True)
class RowDates:
    """What the two passes give for one row, in working days of the project counted from 0.

    Floats are in working days of the row's own calendar. `start`, `finish` and `ends_by`, the latest finish, are
    instants. `drivers` are the predecessors whose links settle the early start; none if the project's start or an
    imposed date does.
    """

    early_start: Days
    early_finish: Days
    late_start: Days
    late_finish: Days
    total_float: Days
    free_float: Days
    critical: bool
    drivers: tuple[str, ...]
    start: Instant
    finish: Instant
    ends_by: Instant


@dataclass(frozen=True, slots=True)
class Network:
    """The activities' dates, in the order of the rows; `order` has every predecessor before its successors.

    `summaries` has the dates of summaries: from the first start to the last finish below them.
    """

    dates: Mapping[str, RowDates]
    summaries: Mapping[str, RowDates]
    finish: Days
    order: tuple[str, ...]
    critical: tuple[str, ...]
    chain: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()
    timeline: Timeline | None = field(default=None, repr=False, compare=False)

    def critical_chain(self) -> tuple[str, ...]:
        """One driving path, first activity to last, that explains the finish."""
        return self.chain


@dataclass(frozen=True, slots=True)
class Shown:
    """The calendar days of one row, both included; a milestone has one.

    `from_minute` and `to_minute` are times of day where the row begins or ends within a day's work; None otherwise.
    """

    start: date
    finish: date
    from_minute: int | None = None
    to_minute: int | None = None


def from_timeline(timeline: Timeline) -> Network:
    """The engine's answer by row, in working days."""
    rows = {str(uid): _row_dates(timeline, each) for uid, each in timeline.dates.items()}
    summaries = {str(uid) for uid, each in timeline.dates.items() if each.summary}
    return Network(
        dates={ref: each for ref, each in rows.items() if ref not in summaries},
        summaries={ref: each for ref, each in rows.items() if ref in summaries},
        finish=whole(timeline.offset(timeline.finish)),
        order=tuple(str(uid) for uid in timeline.order),
        critical=tuple(str(uid) for uid in timeline.critical),
        chain=tuple(str(uid) for uid in timeline.critical_chain()),
        notes=tuple((str(note.uid), note.words) for note in timeline.notes),
        timeline=timeline,
    )


def _row_dates(timeline: Timeline, dates: TaskDates) -> RowDates:
    offset = timeline.offset
    return RowDates(
        early_start=whole(offset(dates.early_start)),
        early_finish=whole(offset(dates.early_finish)),
        late_start=whole(offset(dates.late_start)),
        late_finish=whole(offset(dates.late_finish)),
        total_float=whole(timeline.days(dates.total_float)),
        free_float=whole(timeline.days(dates.free_float)),
        critical=dates.critical,
        drivers=() if dates.summary else tuple(str(uid) for uid in timeline.drivers[dates.uid]),
        start=dates.start,
        finish=dates.finish,
        ends_by=dates.late_finish,
    )


def shown(network: Network, rows: Sequence[Row], times: Calendars) -> dict[str, Shown]:
    """Calendar days by ref, for a schedule that can be dated.

    The engine keeps a milestone at the end of the day's work when that is when it falls due.
    """
    found: dict[str, Shown] = {}
    for row in rows:
        dates = network.dates.get(row.ref) or network.summaries.get(row.ref)
        if dates is None:
            continue
        if dates.start == dates.finish:
            on = last_day(dates.finish)
            found[row.ref] = Shown(on, on, *_times_of(dates, row, times))
        else:
            found[row.ref] = Shown(moment(dates.start).date(), last_day(dates.finish), *_times_of(dates, row, times))
    return found


def last_day(at: Instant) -> date:
    """The day that an instant belongs to as an end: midnight belongs to the day before."""
    there = moment(at)
    return there.date() - timedelta(days=1) if at % DAY == 0 else there.date()


def _times_of(dates: RowDates, row: Row, times: Calendars) -> tuple[int | None, int | None]:
    """Times of day, where the row does not begin with its first day's work or end with its last day's."""
    calendar = times.by_key.get(row.calendar, times.project)
    first = calendar.shifts_on(moment(dates.start).date())
    last = calendar.shifts_on(last_day(dates.finish))
    begin, end = dates.start % DAY, dates.finish % DAY or DAY
    if dates.start == dates.finish:
        is_at_edge = any(end in (shifts[0][0], shifts[-1][1]) for shifts in (first, last) if shifts) or end == DAY
        return (None, None) if is_at_edge else (None, end)
    return (
        None if first and begin == first[0][0] else begin,
        None if last and end == last[-1][1] else end,
    )
