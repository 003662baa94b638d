"""A schedule's three-point estimates simulated: the chance of its dates, and what drives them.

The runs are in working days of the project. What is on another calendar or by the clock is as long in each run as it is
in the plan, longer or shorter in the proportion of its estimates; what has happened does not vary.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from app.engines import monte_carlo
from app.engines.monte_carlo import Simulation, Uncertain
from app.engines.scheduling import Constraint
from app.engines.tie import Tie
from app.kinds.schedule.network import Network, RowDates
from app.kinds.schedule.project import minutes_left
from app.kinds.schedule.row import Row

if TYPE_CHECKING:
    from app.kinds.schedule.analysis import ScheduleAnalysis

#: As many as a page may wait for; more settle the last figure only.
RUNS = 2_000
SEED = 1
#: Runs are drawn for schedules of so many rows at most.
MOST_ROWS = 600


def simulated(analysis: ScheduleAnalysis, runs: int = RUNS) -> Simulation | None:
    """None where no row has a range, or where the network is not whole. A brief may ask for another number of runs."""
    rows = [row for row in analysis.placed if not row.is_summary]
    if not analysis.is_whole or analysis.network is None or len(rows) > MOST_ROWS:
        return None
    if not any(row.has_estimates for row in rows):
        return None
    confidence, deadline = analysis.brief.confidence, analysis.brief.deadline
    item = analysis.found.get(deadline.item) if deadline else None
    runs, seed = (confidence.runs, confidence.seed) if confidence else (runs, SEED)
    activities = tuple(_uncertain(analysis, analysis.network, rows))
    return _simulate(activities, runs, seed, item.ref if item else None)


@lru_cache(maxsize=64)
def _simulate(activities: tuple[Uncertain, ...], runs: int, seed: int, until: str | None) -> Simulation:
    """Typing a name or a comment changes nothing here, and the same question is often asked again."""
    return monte_carlo.simulate(activities, runs=runs, seed=seed, until=until)


def _uncertain(analysis: ScheduleAnalysis, network: Network, rows: Iterable[Row]) -> Iterable[Uncertain]:
    placed = {row.ref for row in analysis.placed}
    for row in rows:
        dates = network.dates[row.ref]
        low, likely, high = _durations(analysis, row, dates)
        has_begun = row.progress.has_begun
        ties = (
            ()
            if has_begun
            else tuple(
                Tie(link.predecessor, link.kind, link.lag)
                for link in analysis.links[row.ref]
                if link.predecessor in placed
            )
        )
        yield Uncertain(row.ref, low, likely, high, ties, _floor(analysis, row, dates), _limit(analysis, row))


def _durations(analysis: ScheduleAnalysis, row: Row, dates: RowDates) -> tuple[Fraction, Fraction, Fraction]:
    """Working days of the project from the start to the finish: at best, most likely and at worst.

    Of an activity that has begun only what is left varies.
    """
    span = Fraction(dates.early_finish - dates.early_start)
    if row.optimistic is None or row.pessimistic is None or row.length is None or row.progress.actual_finish:
        return span, span, span
    per_day = analysis.calendars.per_day
    typed = row.length.in_minutes(per_day)
    ends = [Fraction(each.in_minutes(per_day)) for each in (row.optimistic, row.pessimistic)]
    if not row.progress.has_begun:
        # What is likely to take no time has nothing to be in proportion to.
        low, high = (end * span / typed if typed else end / per_day for end in ends)
        return low, span, high
    left = minutes_left(row, per_day)
    done = typed - left
    low, high = ((max(end - done, Fraction(0)) - left) / per_day for end in ends)
    return span + low, span, span + high


def _floor(analysis: ScheduleAnalysis, row: Row, dates: RowDates) -> Fraction:
    """The offset before which a run may not start the row: its typed date, what happened, or the data date."""
    if row.progress.has_begun:
        return Fraction(dates.early_start)
    timeline, times = analysis.network.timeline if analysis.network else None, analysis.calendars
    if timeline is None or times.days is None:
        return Fraction(0)
    floor = Fraction(0)
    if times.data_date:
        floor = Fraction(times.days.finish_offset(times.data_date))
    at = row.starts_from or (row.constraint_at if row.constraint in {Constraint.SNET, Constraint.MSO} else None)
    if at:
        floor = max(floor, timeline.offset(times.begins(at)))
    if row.constraint_at and row.constraint in {Constraint.FNET, Constraint.MFO}:
        length = Fraction(dates.early_finish - dates.early_start)
        floor = max(floor, timeline.offset(times.ends(row.constraint_at)) - length)
    return max(floor, Fraction(0))


def _limit(analysis: ScheduleAnalysis, row: Row) -> Fraction | None:
    timeline, times = analysis.network.timeline if analysis.network else None, analysis.calendars
    if timeline is None or times.days is None:
        return None
    at = row.ends_by or (row.constraint_at if row.constraint in {Constraint.FNLT, Constraint.MFO} else None)
    return timeline.offset(times.ends(at)) if at else None
