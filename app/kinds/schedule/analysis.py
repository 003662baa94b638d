"""A schedule read and analysed once: the network, its dates, and which rows are the work that the brief expects.

When something cannot be read the rest is analysed without it. `unsure` then names the rows whose dates hang on what
was left out, and `is_whole` is false: floats and the critical path belong to a network that is complete.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.engines import critical_path, wording
from app.engines.calendar import CalendarError, WorkingCalendar
from app.engines.critical_path import FROM_FINISH, Activity, CircularLogic, Dates, Link, Network
from app.kinds.base import Finding, fault
from app.kinds.schedule import cells, reading
from app.kinds.schedule.payload import Expected, Schedule, ScheduleBrief, ScheduleRow
from app.kinds.schedule.reading import Row, label, problem

#: More loops than these are not named one by one; nothing is dated until they are undone.
MOST_LOOPS = 20
LONGEST_LOOP_IN_WORDS = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """The calendar days of one activity, both included; a milestone has one."""

    start: date
    finish: date


@dataclass(frozen=True)
class ScheduleAnalysis:
    """What the checks, the figures and the pictures share. `network` is None when no duration could be placed."""

    is_blank: bool
    problems: tuple[Finding, ...]
    rows: tuple[Row, ...]
    calendar: WorkingCalendar | None
    #: The rows that could be placed, as the engine takes them.
    activities: tuple[Activity, ...]
    network: Network | None
    shown: Mapping[str, Shown]
    unsure: frozenset[str]
    is_whole: bool
    #: The row of each expected item that was found.
    found: Mapping[str, Row]
    by_ref: Mapping[str, Row] = field(repr=False)

    @cached_property
    def followers(self) -> Mapping[str, tuple[tuple[str, Link], ...]]:
        """For each row, who follows it and by which link."""
        followers: dict[str, list[tuple[str, Link]]] = {row.ref: [] for row in self.rows}
        for row in self.rows:
            for link in row.links:
                followers[link.predecessor].append((row.ref, link))
        return {ref: tuple(each) for ref, each in followers.items()}

    def dates(self, ref: str) -> Dates | None:
        return self.network.dates.get(ref) if self.network else None

    @cached_property
    def finish(self) -> date | None:
        """The last day of the project, when there is a calendar."""
        return max((each.finish for each in self.shown.values()), default=None)


def analyse(schedule: Schedule, brief: ScheduleBrief) -> ScheduleAnalysis:
    """Never raises: what cannot be read is a problem of the analysis, at its cell."""
    read = reading.read(schedule)
    problems = list(read.problems)
    if brief.needs_dates and not schedule.start_on.strip() and not any(each.where == "start_on" for each in problems):
        words = f"This exercise has dates to keep, so the schedule needs the date it starts on. {cells.DATE_HELP}"
        problems.append(problem("", "start_on", words, "calendar"))
    rows = {row.ref: row for row in read.rows}
    placed, loops = _placed(read.rows)
    problems.extend(_loop_problems(loops))
    ignored = read.ignored | (rows.keys() - placed.keys())
    activities = tuple(_activity(row, placed, read.calendar) for row in placed.values())
    has_durations = any(row.duration is not None for row in placed.values())
    network = critical_path.analyse(activities) if has_durations else None
    calendar = read.calendar
    try:
        shown = _shown(network, placed, calendar)
    except CalendarError:
        shown, calendar = {}, None
        words = "The schedule runs past the year 9999. Check the durations, the lags and the working days"
        problems.append(problem("", "start_on", words, "calendar"))
    return ScheduleAnalysis(
        is_blank=_is_blank(schedule.activities),
        problems=tuple(problems),
        rows=read.rows,
        calendar=calendar,
        activities=activities,
        network=network,
        shown=shown,
        unsure=_hanging_on(ignored, read.rows),
        is_whole=not ignored,
        found=_found(read.rows, brief.items),
        by_ref=rows,
    )


def _is_blank(rows: Iterable[ScheduleRow]) -> bool:
    """Blank: no row has a name, a duration or a predecessor, leaving aside milestones that follow nothing.

    An exercise may open with such a milestone, to start from; it is not the apprentice's work.
    """
    return not any((row.name.strip() or reading.has_logic(row)) and not _is_lone_milestone(row) for row in rows)


def _is_lone_milestone(row: ScheduleRow) -> bool:
    try:
        return not row.predecessors.strip() and cells.duration(row.duration) == 0
    except cells.NotRead:
        return False


def _placed(rows: Sequence[Row]) -> tuple[dict[str, Row], list[tuple[str, ...]]]:
    """The rows that can stand in a network, and the loops whose rows cannot.

    A row whose duration cannot be read stands with none, to keep those that follow it in order; they are all unsure.
    """
    placed = {row.ref: row for row in rows}
    loops: list[tuple[str, ...]] = []
    while True:
        try:
            critical_path.analyse([_activity(row, placed, None) for row in placed.values()])
        except CircularLogic as error:
            loops.append(error.refs)
            placed = {ref: row for ref, row in placed.items() if ref not in error.refs}
        else:
            return placed, loops
        if len(loops) == MOST_LOOPS:
            return {}, loops


def _activity(row: Row, placed: Mapping[str, Row], calendar: WorkingCalendar | None) -> Activity:
    """A row as the engine takes it, with its links to rows that are placed. Dates count only with a calendar."""
    earliest = calendar.offset_of(row.start_no_earlier) if calendar and row.start_no_earlier else None
    latest = calendar.finish_offset(row.must_finish_by) if calendar and row.must_finish_by else None
    links = tuple(link for link in row.links if link.predecessor in placed)
    return Activity(row.ref, row.duration or 0, links, earliest, latest)


def _loop_problems(loops: Iterable[tuple[str, ...]]) -> Iterable[Finding]:
    for loop in loops:
        for ref in loop[:-1]:
            yield fault(f"{_in_words(loop)}. Take out one of the links.", f"{ref}.predecessors", "network-logic")


def _in_words(loop: tuple[str, ...]) -> str:
    if len(loop) == 2:
        return f"{label(loop[0])} waits for itself"
    refs = loop if len(loop) <= LONGEST_LOOP_IN_WORDS else (*loop[: LONGEST_LOOP_IN_WORDS - 2], "…", loop[-1])
    return f"Rows {' → '.join(refs)} wait for each other"


def _hanging_on(ignored: Iterable[str], rows: Sequence[Row]) -> frozenset[str]:
    """The ignored rows and every row that follows one of them, however far on."""
    followers: dict[str, list[str]] = {}
    for row in rows:
        for link in row.links:
            followers.setdefault(link.predecessor, []).append(row.ref)
    hanging = set(ignored)
    waiting = list(hanging)
    while waiting:
        fresh = [ref for ref in followers.get(waiting.pop(), ()) if ref not in hanging]
        hanging.update(fresh)
        waiting.extend(fresh)
    return frozenset(hanging)


def _shown(network: Network | None, rows: Mapping[str, Row], calendar: WorkingCalendar | None) -> dict[str, Shown]:
    """Calendar days by ref. Raises `CalendarError` for dates that no calendar reaches.

    A milestone is shown on the day that what drives it finishes; on the day that it may start when its own date,
    the start of the project or the start of another row drives it.
    """
    if network is None or calendar is None:
        return {}
    shown: dict[str, Shown] = {}
    at_day_end: set[str] = set()
    for ref in network.order:
        row, dates = rows[ref], network.dates[ref]
        if row.duration:
            shown[ref] = Shown(calendar.start_date(dates.early_start), calendar.finish_date(dates.early_finish))
            continue
        if _is_reached_at_day_end(row, dates, rows, at_day_end, calendar):
            at_day_end.add(ref)
        day = (calendar.finish_date if ref in at_day_end else calendar.start_date)(dates.early_start)
        shown[ref] = Shown(day, day)
    return shown


def _is_reached_at_day_end(
    row: Row, dates: Dates, rows: Mapping[str, Row], at_day_end: Container[str], calendar: WorkingCalendar
) -> bool:
    """Whether a finish drives a milestone, be it through other milestones."""
    if row.start_no_earlier and calendar.offset_of(row.start_no_earlier) == dates.early_start:
        return False
    return any(
        link.kind in FROM_FINISH if rows[link.predecessor].duration else link.predecessor in at_day_end
        for link in row.links
        if link.predecessor in dates.drivers
    )


def _found(rows: Sequence[Row], items: Sequence[Expected]) -> dict[str, Row]:
    """The row of each expected item: as many items as can be found, each with a row of its own.

    Of the ways to find that many, one in which milestones are milestones and work is work, if there is one.
    """
    by_ref = {row.ref: row for row in rows}
    expected = {item.id: item for item in items}

    def is_named(ref: str, item: str) -> bool:
        return wording.matches(by_ref[ref].name, expected[item].match)

    named = {(ref, item) for ref in by_ref for item in expected if is_named(ref, item)}
    alike = {(ref, item) for ref, item in named if by_ref[ref].is_milestone == expected[item].is_milestone}
    most = wording.best_assignment(list(by_ref), list(expected), lambda ref, item: (ref, item) in named)
    first = wording.best_assignment(list(by_ref), list(expected), lambda ref, item: (ref, item) in alike)
    rest = wording.best_assignment(
        [ref for ref in by_ref if ref not in first.values()],
        [item for item in expected if item not in first],
        lambda ref, item: (ref, item) in named,
    )
    best = first | rest if len(first) + len(rest) == len(most) else most
    return {item: by_ref[ref] for item, ref in best.items()}
