"""A register's risks drawn thousands of times: what the threats left may cost, and what they may do to the finish.

Each risk happens or does not, whatever the others do. The same register always gives the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from app.engines import contingency, schedule_risk
from app.engines.contingency import Spread, TooMuch
from app.engines.critical_path import Activity, NetworkError
from app.engines.risk_exposure import Effect
from app.engines.schedule_risk import Delay, ScheduleRisk
from app.kinds.risks.plan import Plan
from app.kinds.risks.reading import Entry
from app.kinds.schedule.row import Row

RUNS, SEED = contingency.RUNS, contingency.SEED
#: Fewer, as each run works out a whole network; a page waits for them.
FINISH_RUNS = 2_000
#: Registers and schedules beyond these sizes are not simulated.
MOST_RISKS = 300
MOST_ACTIVITIES = 600
#: A delay beyond a working year is a slip of the keyboard.
MOST_DAYS = 260
#: Imposed dates on the way to the finish that are told: the earliest so many.
MOST_IMPOSED = 3

Named = tuple[tuple[str, tuple[Effect, ...]], ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A threat with a delay, and the activity that it would hold up. `key` is its name in the simulation."""

    key: str
    entry: Entry
    row: Row


@dataclass(frozen=True, slots=True)
class Imposed:
    """A date that others have set, on the way to the finish. `by` is an offset in working days."""

    row: Row
    day: date
    by: int


@dataclass(frozen=True)
class Finishes:
    """The finish as planned, with the risks as they stand, and with those left after the responses.

    `until` is the row whose finish it is, None for the whole schedule; `deadline` the last day for it, if it has one.
    """

    plan: Plan
    linked: tuple[Linked, ...]
    before: ScheduleRisk
    after: ScheduleRisk
    imposed: tuple[Imposed, ...]
    until: Row | None
    deadline: date | None

    @property
    def by(self) -> int | None:
        """The deadline as an offset."""
        calendar = self.plan.analysis.calendar
        return calendar.finish_offset(self.deadline) if calendar and self.deadline else None


def effects_left(entries: Sequence[Entry]) -> Named:
    """What contingency has to cover, by risk: each threat with all its figures as its response leaves it, and what
    any response brings. A saving that an opportunity may bring is not set against it."""
    named: list[tuple[str, tuple[Effect, ...]]] = []
    for key, entry in _keyed(entries):
        if entry.risk is not None and entry.is_complete:
            effects = entry.risk.effects_after
            named.append((key, effects if entry.is_threat else effects[1:]))
    return tuple((key, effects) for key, effects in named if effects)


def spread(effects: Named) -> Spread | None:
    """The totals of the runs; None where there is nothing to draw, or too much."""
    return _spread(effects) if 0 < len(effects) <= MOST_RISKS else None


@lru_cache(maxsize=64)
def _spread(effects: Named) -> Spread | None:
    try:
        return contingency.spread(dict(effects), runs=RUNS, seed=SEED)
    except TooMuch:
        return None


def linked(entries: Sequence[Entry], plan: Plan) -> tuple[Linked, ...]:
    """The threats that would hold up one activity of the schedule by some days."""
    found: list[Linked] = []
    for key, entry in _keyed(entries):
        if entry.is_threat and entry.probability and entry.delay and 0 < entry.delay.most <= MOST_DAYS:
            rows = plan.find(entry.activity) if entry.activity else ()
            if len(rows) == 1 and not rows[0].is_summary:
                found.append(Linked(key, entry, rows[0]))
    return tuple(found)


def finishes(entries: Sequence[Entry], plan: Plan | None, finish_by: date | None) -> Finishes | None:
    """The finish simulated; None without a schedule that is whole, or without any threat that is linked to it."""
    if plan is None or not plan.analysis.is_whole or len(entries) > MOST_RISKS:
        return None
    network, threats = plan.analysis.activities, linked(entries, plan)
    if not threats or len(network) > MOST_ACTIVITIES:
        return None
    until, deadline = _target(plan, finish_by)
    imposed = _imposed(plan, deadline)
    watched = tuple(each.row.ref for each in imposed)
    target = until.ref if until else None
    try:
        before = _simulated(network, _delays(threats, is_after=False), target, watched)
        after = _simulated(network, _delays(threats, is_after=True), target, watched)
    except NetworkError:
        return None
    return Finishes(plan, threats, before, after, imposed, until, deadline)


def _delays(threats: Iterable[Linked], *, is_after: bool) -> tuple[Delay, ...]:
    return tuple(
        Delay(each.key, each.row.ref, chance(each.entry, is_after=is_after), delay.least, delay.most)
        for each in threats
        if (delay := each.entry.delay) is not None
    )


def chance(entry: Entry, *, is_after: bool) -> Fraction:
    """Of a threat happening, before its response or after it; blank after it means unchanged."""
    likelihood = (entry.likelihood_after if is_after else None) or entry.probability
    return likelihood.probability if likelihood else Fraction(0)


@lru_cache(maxsize=64)
def _simulated(
    network: tuple[Activity, ...], delays: tuple[Delay, ...], until: str | None, watched: tuple[str, ...]
) -> ScheduleRisk:
    return schedule_risk.simulate(network, delays, until=until, watched=watched, runs=FINISH_RUNS, seed=SEED)


def _target(plan: Plan, finish_by: date | None) -> tuple[Row | None, date | None]:
    """Whose finish counts, and by when: the row with the brief's date imposed on it, or the whole schedule against
    that date; without one, the row with the last imposed date."""
    rows = _with_dates(plan)
    if finish_by is not None:
        return next((row for row, day in rows if day == finish_by), None), finish_by
    return rows[-1] if rows else (None, None)


def _imposed(plan: Plan, deadline: date | None) -> tuple[Imposed, ...]:
    calendar = plan.analysis.calendar
    if calendar is None:
        return ()
    earlier = [(row, day) for row, day in _with_dates(plan) if deadline is None or day < deadline]
    return tuple(Imposed(row, day, calendar.finish_offset(day)) for row, day in earlier[:MOST_IMPOSED])


def _with_dates(plan: Plan) -> list[tuple[Row, date]]:
    """Activities on which a last day is imposed, earliest first."""
    if plan.analysis.calendar is None:
        return []
    placed = {each.ref for each in plan.analysis.activities}
    rows = ((row, row.must_finish_by) for row in plan.analysis.leaves if row.ref in placed)
    return sorted(((row, day) for row, day in rows if day is not None), key=lambda each: each[1])


def _keyed(entries: Sequence[Entry]) -> Iterable[tuple[str, Entry]]:
    """Each row by its reference, or by its place as well where rows share one."""
    counts = Counter(entry.ref for entry in entries)
    for place, entry in enumerate(entries):
        yield (entry.ref if counts[entry.ref] == 1 and entry.ref else f"{entry.ref}#{place}"), entry
