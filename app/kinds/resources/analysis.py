"""A resource plan worked out once: loads before and after the moves, what is over-allocated, the finish and the cost.

“Before” is the schedule as it is; “after” has each moved activity start no earlier than its new day and all that
follows moved by logic, so that what is drawn always keeps the logic. A start typed too early shows in `too_early`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from app.engines import critical_path, levelling, loading, wording
from app.engines.critical_path import Activity, Network
from app.engines.levelling import CannotBeLevelled, Demands, Levelled, Resource, Starts, Units
from app.engines.loading import OverAllocation
from app.engines.optimum import Limit, Optimum, OptimumUnavailable, Proof, best_levelled, solve
from app.kinds.base import Finding
from app.kinds.resources import reading
from app.kinds.resources.basis import Basis
from app.kinds.resources.payload import ResourcePlan, ResourcesBrief
from app.kinds.resources.reading import Assigned, Move, Reading, Responsibility, Supply

#: Beyond so many activities the rules of levelling are not tried on every change: a plan is read while somebody types.
MOST_LEVELLED = 200
#: Up to so many the solver is asked as well, for as much work as it does in a fraction of a second.
MOST_SOLVED = 40
MOMENT = Fraction(1, 20)


@dataclass(frozen=True)
class Load:
    """What is asked of one resource on each working day, before and after the moves, and where that is too much."""

    supply: Supply
    resource: Resource
    before: tuple[Units, ...]
    after: tuple[Units, ...]
    over_before: tuple[OverAllocation, ...]
    over_after: tuple[OverAllocation, ...]

    @property
    def days_over_before(self) -> int:
        return sum(each.finish - each.start for each in self.over_before)

    @property
    def days_over_after(self) -> int:
        return sum(each.finish - each.start for each in self.over_after)


@dataclass(frozen=True, slots=True)
class TooEarly:
    """A move to a day before its logic allows: `days` working days, because of `predecessor` or, if empty, a date."""

    move: Move
    predecessor: str
    days: int


@dataclass(frozen=True)
class PlanAnalysis:
    """What the checks, the figures and the pictures share. Without a basis nothing has dates."""

    read: Reading
    is_blank: bool
    #: The rows of each resource that the brief expects and that was found, and the row of each deliverable.
    found_resources: Mapping[str, tuple[Supply, ...]]
    found_deliverables: Mapping[str, Responsibility]

    @property
    def problems(self) -> Sequence[Finding]:
        return self.read.problems

    @property
    def basis(self) -> Basis | None:
        return self.read.basis

    @property
    def resources(self) -> tuple[Supply, ...]:
        return self.read.resources

    @cached_property
    def whole(self) -> tuple[Assigned, ...]:
        """The assignments that can be worked with, the first of each activity and resource."""
        whole: dict[tuple[str, str], Assigned] = {}
        for each in self.read.assignments:
            if each.activity is not None and each.resource is not None and each.units is not None:
                whole.setdefault((each.activity, each.resource), each)
        return tuple(whole.values())

    @cached_property
    def demands(self) -> Demands:
        demands: dict[str, dict[str, Units]] = {}
        for each in self.whole:
            demands.setdefault(each.activity or "", {})[each.resource or ""] = each.units or 0
        return demands

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The moves that can be worked with: an activity and a day."""
        return tuple(each for each in self.read.moves if each.activity is not None and each.offset is not None)

    @cached_property
    def moved(self) -> Network | None:
        """The schedule with each moved activity held back to its new day."""
        if self.basis is None:
            return None
        held: dict[str, int] = {}
        for move in self.moves:
            held[move.activity or ""] = max(move.offset or 0, held.get(move.activity or "", 0))
        return critical_path.analyse([_held(each, held.get(each.ref, 0)) for each in self.basis.activities])

    @cached_property
    def before(self) -> Starts:
        return _starts(self.basis.network) if self.basis else {}

    @cached_property
    def after(self) -> Starts:
        return _starts(self.moved) if self.moved else {}

    @cached_property
    def too_early(self) -> tuple[TooEarly, ...]:
        """Moves to a day on which the activity cannot start, each with what holds it longest."""
        if self.basis is None:
            return ()
        found = []
        for move in self.moves:
            wanted = dict(self.after) | {move.activity or "": move.offset or 0}
            breaches = [
                each for each in loading.breaches(self.basis.activities, wanted) if each.activity == move.activity
            ]
            if breaches:
                worst = max(breaches, key=lambda each: each.days)
                found.append(TooEarly(move, worst.predecessor, worst.days))
        return tuple(found)

    @cached_property
    def engine_resources(self) -> tuple[Resource, ...]:
        """The resources whose capacity is known, with their days away as working days of the schedule."""
        return tuple(self._resource(each) for each in self.resources if each.capacity is not None)

    def _resource(self, supply: Supply) -> Resource:
        calendar = self.basis.calendar if self.basis else None
        away: list[int] = []
        if calendar:
            worked = (day for day in supply.days_off if day >= calendar.start and calendar.is_working_day(day))
            away = [calendar.offset_of(day) for day in worked]
        return levelling.steady(supply.ref, supply.capacity or 0, away)

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """The loads of the resources whose capacity is known."""
        if self.basis is None:
            return ()
        supplies = {each.ref: each for each in self.resources}
        return tuple(self._load(self.basis.activities, supplies[each.ref], each) for each in self.engine_resources)

    def _load(self, activities: Sequence[Activity], supply: Supply, resource: Resource) -> Load:
        return Load(
            supply=supply,
            resource=resource,
            before=loading.load(activities, self.before, self.demands, resource.ref),
            after=loading.load(activities, self.after, self.demands, resource.ref),
            over_before=loading.over_allocations(activities, self.before, self.demands, resource),
            over_after=loading.over_allocations(activities, self.after, self.demands, resource),
        )

    @cached_property
    def costs(self) -> Mapping[str, Fraction]:
        """Pounds by resource after the moves, of those whose rate is known."""
        return self._costs(self.after)

    @cached_property
    def costs_before(self) -> Mapping[str, Fraction]:
        return self._costs(self.before)

    def _costs(self, starts: Starts) -> dict[str, Fraction]:
        if self.basis is None:
            return {}
        return {
            each.ref: loading.cost(self.basis.activities, starts, self.demands, each.ref, each.rate, each.charge)
            for each in self.resources
            if each.rate is not None
        }

    @property
    def has_all_rates(self) -> bool:
        return all(each.rate is not None for each in self.resources)

    @property
    def cost(self) -> Fraction:
        return sum(self.costs.values(), Fraction(0))

    @property
    def finish_before(self) -> int:
        return self.basis.network.finish if self.basis else 0

    @property
    def finish_after(self) -> int:
        return self.moved.finish if self.moved else 0

    @cached_property
    def by_rule(self) -> Levelled | None:
        """The best that the rules of levelling make of it; None without demands, or where levelling cannot."""
        if self.basis is None or not self.whole or len(self.basis.activities) > MOST_LEVELLED:
            return None
        try:
            return best_levelled(self.basis.activities, self.engine_resources, self.demands)
        except CannotBeLevelled:
            return None

    @cached_property
    def best(self) -> Optimum | None:
        """The shortest there is, or the best known with the bound; None where nothing can be levelled.

        Where the rules reach the bound that is the proof. Otherwise the solver has a deterministic moment, and is
        asked again only when the network, the resources or the assignments change. No mark depends on it.
        """
        if self.basis is None or self.by_rule is None:
            return None
        rule = self.by_rule
        if rule.finish > self.bound and len(self.basis.activities) <= MOST_SOLVED:
            demands = tuple((ref, tuple(sorted(each.items()))) for ref, each in sorted(self.demands.items()))
            resources = tuple(
                (each.ref, each.units, tuple(sorted(each.exceptions.items()))) for each in self.engine_resources
            )
            with suppress(OptimumUnavailable):
                return _shortest(self.basis.activities, resources, demands)
        proof = Proof.OPTIMAL if rule.finish <= self.bound else Proof.FEASIBLE
        return Optimum(rule.finish, min(rule.finish, self.bound), proof, rule.starts)

    @cached_property
    def unlevellable(self) -> CannotBeLevelled | None:
        """An activity that asks for more of a resource than there ever is."""
        try:
            if self.basis:
                levelling.must_fit_alone(self.basis.activities, self.engine_resources, self.demands)
        except CannotBeLevelled as error:
            return error
        return None

    @cached_property
    def bound(self) -> int:
        """Working days that no plan with these resources can beat."""
        if self.basis is None:
            return 0
        return loading.lower_bound(self.basis.activities, self.engine_resources, self.demands)


def analyse(plan: ResourcePlan, brief: ResourcesBrief) -> PlanAnalysis:
    """Never raises: what cannot be read is a problem of the analysis, at its cell."""
    read = reading.read(plan, brief)
    rows = (*plan.resources, *plan.assignments, *plan.plan, *plan.raci)
    return PlanAnalysis(
        read=read,
        is_blank=not any(reading.has_content(row) for row in rows),
        found_resources=_found_resources(read.resources, brief),
        found_deliverables=_found_deliverables(read.chart, brief),
    )


@lru_cache(maxsize=64)
def _shortest(
    activities: tuple[Activity, ...],
    resources: tuple[tuple[str, Units, tuple[tuple[int, Units], ...]], ...],
    demands: tuple[tuple[str, tuple[tuple[str, Units], ...]], ...],
) -> Optimum:
    made = [Resource(ref, units, dict(exceptions)) for ref, units, exceptions in resources]
    return solve(activities, made, {ref: dict(needs) for ref, needs in demands}, Limit(effort=MOMENT))


def _found_resources(resources: Sequence[Supply], brief: ResourcesBrief) -> dict[str, tuple[Supply, ...]]:
    """The rows of each expected resource: one by the best pairing, and any other that can mean nothing else.

    So a resource may be split over rows, such as the usual erectors and two more from the depot.
    """
    by_ref = {each.ref: each for each in resources}
    meant = {
        ref: [key.id for key in brief.resources if wording.matches(each.name, key.match)]
        for ref, each in by_ref.items()
    }
    pairs = wording.best_assignment(
        list(by_ref), [each.id for each in brief.resources], lambda ref, key: key in meant[ref]
    )
    found = {key: [ref] for key, ref in pairs.items()}
    paired = set(pairs.values())
    for ref, keys in meant.items():
        if ref not in paired and len(keys) == 1:
            found[keys[0]].append(ref)
    return {key: tuple(by_ref[ref] for ref in refs) for key, refs in found.items()}


def _found_deliverables(chart: Sequence[Responsibility], brief: ResourcesBrief) -> dict[str, Responsibility]:
    by_ref = {each.ref: each for each in chart}
    wanted = {each.id: each for each in brief.deliverables}
    pairs = wording.best_assignment(
        list(by_ref), list(wanted), lambda ref, key: wording.matches(by_ref[ref].assignment.work, wanted[key].match)
    )
    return {key: by_ref[ref] for key, ref in pairs.items()}


def _held(activity: Activity, earliest: int) -> Activity:
    return replace(activity, start_no_earlier=max(earliest, activity.start_no_earlier or 0))


def _starts(network: Network) -> Starts:
    return {ref: dates.early_start for ref, dates in network.dates.items()}
