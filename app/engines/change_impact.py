"""What a change does to a plan: applied to a network and a budget, analysed again, and compared with before.

A change is judged by its effect on the whole, not by its own size: two days on an activity with ten of float move
nothing, and two days won there win nothing. Changes are applied one by one to the same plan, or one upon another in
the order of their approval. The network is analysed by the critical path method; time is in working days, positive
days are later, money is in pounds, positive is more to pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from app.engines import critical_path
from app.engines.critical_path import Activity, Link, Network, UnknownActivity
from app.engines.exact import Exact, fraction

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different.

    `days` are added to the durations of activities (negative takes away, down to 0). `added` activities come with their
    own links; to place one before others, give those a link in `links`. `removed` activities keep their place in the
    logic but take no time. `unlinked` has the predecessors that an activity no longer waits for. `costs` are
    by package; `carbon` and `exposure` are differences in their own units.
    """

    ref: str
    days: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    added: tuple[Activity, ...] = ()
    removed: tuple[str, ...] = ()
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=lambda: MappingProxyType({}))
    unlinked: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    costs: Mapping[str, Exact] = field(default_factory=lambda: MappingProxyType({}))
    carbon: Exact = 0
    exposure: Exact = 0

    @property
    def cost(self) -> Fraction:
        return sum((fraction(each) for each in self.costs.values()), Fraction(0))

    @property
    def days_added(self) -> int:
        """Working days of work added, all activities together; negative when it takes work away."""
        return sum(self.days.values()) + sum(activity.duration for activity in self.added)


@dataclass(frozen=True)
class Plan:
    """A network, a budget by package in pounds, and what else changes touch. `milestone` is whose finish counts.

    Without a milestone it is the finish of the whole network. Activities must make a network: `critical_path` says how.
    """

    activities: tuple[Activity, ...]
    budget: Mapping[str, Exact] = field(default_factory=lambda: MappingProxyType({}))
    carbon: Exact = 0
    exposure: Exact = 0
    milestone: str = ""

    @property
    def cost(self) -> Fraction:
        return sum((fraction(each) for each in self.budget.values()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Impact:
    """How the plan differs after a change. `finish_moved` is in working days, positive = later.

    `float_used` has the activities, other than added ones, whose total float fell, with the days by which it fell.
    """

    ref: str
    finish_before: int
    finish_after: int
    float_used: Mapping[str, int]
    cost_before: Fraction
    cost_after: Fraction
    carbon_after: Fraction
    exposure_after: Fraction

    @property
    def finish_moved(self) -> int:
        return self.finish_after - self.finish_before

    @property
    def cost(self) -> Fraction:
        return self.cost_after - self.cost_before


def applied(plan: Plan, change: Change) -> Plan:
    """The plan with the change in it. Raises `UnknownActivity` for a ref that is not there, and as the network does."""
    activities = {activity.ref: activity for activity in plan.activities}
    for ref in _known(change.days, activities):
        activities[ref] = replace(activities[ref], duration=max(0, activities[ref].duration + change.days[ref]))
    for ref in _known(change.removed, activities):
        activities[ref] = replace(activities[ref], duration=0)
    for ref in _known(change.unlinked, activities):
        activities[ref] = _without(activities[ref], change.unlinked[ref])
    for ref in _known(change.links, activities):
        activities[ref] = replace(activities[ref], links=(*activities[ref].links, *change.links[ref]))
    budget = {package: fraction(amount) for package, amount in plan.budget.items()}
    for package, amount in change.costs.items():
        budget[package] = budget.get(package, Fraction(0)) + fraction(amount)
    return replace(
        plan,
        activities=(*activities.values(), *change.added),
        budget=budget,
        carbon=fraction(plan.carbon) + fraction(change.carbon),
        exposure=fraction(plan.exposure) + fraction(change.exposure),
    )


def impact(plan: Plan, change: Change) -> Impact:
    """The plan before and after one change. Raises as `applied` does."""
    return _compared(plan, applied(plan, change), change.ref)


def singly(plan: Plan, changes: Iterable[Change]) -> tuple[Impact, ...]:
    """Each change on its own, upon the same plan."""
    return tuple(impact(plan, change) for change in changes)


def cumulatively(plan: Plan, changes: Iterable[Change]) -> tuple[Impact, ...]:
    """Each change upon all those before it, in the order given: that of their approval."""
    found: list[Impact] = []
    for change in changes:
        after = applied(plan, change)
        found.append(_compared(plan, after, change.ref))
        plan = after
    return tuple(found)


def finish(plan: Plan) -> int:
    """The finish that counts, in working days from 0. Raises `UnknownActivity` if the milestone is not there."""
    return _finish(plan, critical_path.analyse(plan.activities))


def _finish(plan: Plan, network: Network) -> int:
    if not plan.milestone:
        return network.finish
    if plan.milestone not in network.dates:
        raise UnknownActivity(plan.milestone)
    return network.dates[plan.milestone].early_finish


def _compared(before: Plan, after: Plan, ref: str) -> Impact:
    old, new = critical_path.analyse(before.activities), critical_path.analyse(after.activities)
    used = {
        each: dates.total_float - new.dates[each].total_float
        for each, dates in old.dates.items()
        if new.dates[each].total_float < dates.total_float
    }
    return Impact(
        ref=ref,
        finish_before=_finish(before, old),
        finish_after=_finish(after, new),
        float_used=MappingProxyType(used),
        cost_before=before.cost,
        cost_after=after.cost,
        carbon_after=fraction(after.carbon),
        exposure_after=fraction(after.exposure),
    )


def _known(refs: Iterable[str], activities: Mapping[str, Activity]) -> Iterator[str]:
    for ref in refs:
        if ref not in activities:
            raise UnknownActivity(ref)
        yield ref


def _without(activity: Activity, predecessors: frozenset[str]) -> Activity:
    return replace(activity, links=tuple(link for link in activity.links if link.predecessor not in predecessors))
