"""A schedule read and analysed once: the network, its dates, and which rows are the work that the brief expects.

When something cannot be read the rest is analysed without it. `unsure` then names the rows whose dates hang on what
was left out, and `is_whole` is false: floats and the critical path belong to a network that is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.engines import scheduling, wording
from app.engines.calendar import WorkingCalendar
from app.engines.critical_path import Activity
from app.engines.monte_carlo import Simulation
from app.engines.schedule_quality import Metric
from app.engines.scheduling import SchedulingError
from app.engines.scheduling.errors import LoopedLogic
from app.engines.working_time import WorkingTimeError
from app.kinds.base import Finding, fault
from app.kinds.schedule import cells, logic, network, project, quality, reading, simulation
from app.kinds.schedule.calendars import Calendars
from app.kinds.schedule.logic import LeafLink
from app.kinds.schedule.network import Network, RowDates, Shown
from app.kinds.schedule.payload import Expected, Schedule, ScheduleBrief, ScheduleRow
from app.kinds.schedule.problems import label, problem
from app.kinds.schedule.reading import Row

__all__ = ["ScheduleAnalysis", "Shown", "analyse"]

#: More loops than these are not named one by one; nothing is dated until they are undone.
MOST_LOOPS = 20
LONGEST_LOOP_IN_WORDS = 8


@dataclass(frozen=True)
class ScheduleAnalysis:
    """What the checks, the figures and the pictures share. `network` is None when no duration could be placed."""

    is_blank: bool
    problems: tuple[Finding, ...]
    #: Every row that says something, summaries among them.
    rows: tuple[Row, ...]
    calendars: Calendars
    #: The project's calendar in whole days; None when nothing can be dated.
    calendar: WorkingCalendar | None
    #: The rows that could be placed.
    placed: tuple[Row, ...]
    network: Network | None
    shown: Mapping[str, Shown]
    unsure: frozenset[str]
    is_whole: bool
    #: The row of each expected item that was found.
    found: Mapping[str, Row]
    by_ref: Mapping[str, Row] = field(repr=False)
    brief: ScheduleBrief = field(repr=False)

    @cached_property
    def leaves(self) -> tuple[Row, ...]:
        """The rows that are work or milestones, without the summaries."""
        return tuple(row for row in self.rows if not row.is_summary)

    @cached_property
    def links(self) -> Mapping[str, tuple[LeafLink, ...]]:
        """For each leaf what it waits for, with links of summaries told as those of the rows below them."""
        return logic.leaf_links(self.rows)

    @cached_property
    def followers(self) -> Mapping[str, tuple[tuple[str, LeafLink], ...]]:
        """For each leaf, who follows it and by which link."""
        followers: dict[str, list[tuple[str, LeafLink]]] = {row.ref: [] for row in self.leaves}
        for ref, links in self.links.items():
            for link in links:
                followers[link.predecessor].append((ref, link))
        return {ref: tuple(each) for ref, each in followers.items()}

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The placed leaves as a network of whole working days, for levelling: what is no whole day is rounded up."""
        return logic.in_whole_days(self.placed, self.calendar)

    @cached_property
    def in_minutes(self) -> tuple[Activity, ...]:
        """The placed leaves as a network of working minutes without calendars, to try its logic on."""
        return logic.in_minutes(self.placed, self.calendars)

    @cached_property
    def simulation(self) -> Simulation | None:
        """The three-point estimates simulated; None where there are none."""
        return simulation.simulated(self)

    @cached_property
    def assessment(self) -> tuple[Metric, ...]:
        """The 14-point assessment; empty while the network is not whole."""
        return quality.assessed(self)

    def dates(self, ref: str) -> RowDates | None:
        if self.network is None:
            return None
        return self.network.dates.get(ref) or self.network.summaries.get(ref)

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
    placing = _placed(read.rows, read.calendars)
    problems.extend(_loop_problems(placing.loops))
    calendar = read.calendar
    if placing.trouble:
        calendar = None
        problems.append(problem("", "start_on", placing.trouble, "calendar"))
    ignored = read.ignored | (rows.keys() - placing.rows.keys())
    return ScheduleAnalysis(
        is_blank=_is_blank(schedule.activities),
        problems=tuple(problems),
        rows=read.rows,
        calendars=read.calendars,
        calendar=calendar,
        placed=tuple(placing.rows.values()),
        network=placing.network,
        shown=network.shown(placing.network, read.rows, read.calendars) if placing.network and calendar else {},
        unsure=_hanging_on(ignored, read.rows),
        is_whole=not ignored and not placing.trouble,
        found=_found([row for row in read.rows if not row.is_summary], brief.items),
        by_ref=rows,
        brief=brief,
    )


def _is_blank(rows: Iterable[ScheduleRow]) -> bool:
    """Blank: no row has a name, a duration or a predecessor, leaving aside milestones that follow nothing.

    An exercise may open with such a milestone, to start from; it is not the apprentice's work.
    """
    return not any((row.name.strip() or reading.has_logic(row)) and not _is_lone_milestone(row) for row in rows)


def _is_lone_milestone(row: ScheduleRow) -> bool:
    try:
        return not row.predecessors.strip() and cells.length(row.duration) == cells.NO_TIME
    except cells.NotRead:
        return False


@dataclass(frozen=True, slots=True)
class _Placing:
    """The rows that can stand in a network, the loops whose rows cannot, and why nothing can be dated, if so."""

    rows: dict[str, Row]
    loops: list[tuple[str, ...]]
    network: Network | None = None
    trouble: str = ""


def _placed(rows: Sequence[Row], times: Calendars) -> _Placing:
    """A row whose duration cannot be read stands with none, to keep those that follow it in order: all are unsure."""
    placed = {row.ref: row for row in rows}
    loops: list[tuple[str, ...]] = []
    while len(loops) < MOST_LOOPS:
        try:
            timeline = scheduling.schedule(project.project(placed.values(), times))
        except LoopedLogic as error:
            loops.append(tuple(str(uid) for uid in error.uids))
            placed = {ref: row for ref, row in placed.items() if ref not in loops[-1]}
        except (SchedulingError, WorkingTimeError):
            return _Placing(placed, loops, trouble=TOO_FAR)
        else:
            is_any_timed = any(row.duration is not None and not row.is_summary for row in placed.values())
            return _Placing(placed, loops, network.from_timeline(timeline) if is_any_timed else None)
    return _Placing({}, loops)


TOO_FAR = (
    f"The schedule leaves the years {cells.YEARS[0]} to {cells.YEARS[-1]}. Check the durations, the lags and the dates"
)


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
    """The ignored rows and every row that follows one of them, however far on; summaries hang on what is below them."""
    followers: dict[str, list[str]] = {}
    by_ref = {row.ref: row for row in rows}
    for row in rows:
        for link in row.links:
            followers.setdefault(link.predecessor, []).append(row.ref)
        if row.parent:
            followers.setdefault(row.ref, []).append(row.parent)
            for before in _links_above(row, by_ref):
                followers.setdefault(before, []).append(row.ref)
    hanging = set(ignored)
    waiting = list(hanging)
    while waiting:
        fresh = [ref for ref in followers.get(waiting.pop(), ()) if ref not in hanging]
        hanging.update(fresh)
        waiting.extend(fresh)
    return frozenset(hanging)


def _links_above(row: Row, by_ref: Mapping[str, Row]) -> list[str]:
    """What the summaries above a row wait for."""
    found: list[str] = []
    while row.parent:
        row = by_ref[row.parent]
        found.extend(link.predecessor for link in row.links)
    return found


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
