"""What the papers' own figures lead to: each change applied to the schedule and the budget, and who may decide it.

Changes that the papers show approved come first, in the order of their approval, each upon those before it. One that
waits is judged upon all of them, by itself: until it is approved it uses nothing up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.engines.authority import Area, Level, Request, Tolerance, exceptions, routes
from app.engines.exact import Exact
from app.kinds.changes.outlook import Outlook, State
from app.kinds.changes.payload import Authority, ChangesBrief, Decision, ExpectedChange


@dataclass(frozen=True, slots=True)
class Truth:
    """One expected change. `moved` is in working days on the date the project is held to; `authority` is None where the
    brief delegates nothing. `broken` are the tolerances that it is forecast to break."""

    id: str
    moved: int
    authority: Authority | None
    broken: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the project stands with the approved changes in: pounds, tCO2e, and the forecast date if there is one."""

    budget: Decimal
    contingency: Decimal
    change_budget: Decimal
    exposure: Decimal
    carbon: Decimal
    opening: date | None


@dataclass(frozen=True, slots=True)
class Truths:
    by_id: Mapping[str, Truth]
    standing: Standing


def truths(brief: ChangesBrief, outlook: Outlook | None) -> Truths:
    """Everything that can be worked out before anybody has typed anything."""
    approved = sorted(
        (each for each in brief.expected if each.decision is Decision.APPROVED),
        key=lambda each: each.decided_on or date.max,
    )
    rest = [each for each in brief.expected if each.decision is not Decision.APPROVED]
    state = outlook.state(outlook.plan) if outlook else None
    before: list[ExpectedChange] = []
    moved: dict[str, int] = {}
    broken: dict[str, tuple[Area, ...]] = {}
    for each in approved:
        moved[each.id], broken[each.id] = _judged(brief, outlook, state, each, before)
        state = _with(outlook, state, each)
        before.append(each)
    for each in rest:
        moved[each.id], broken[each.id] = _judged(brief, outlook, state, each, before)
    authorities, left = _authorities(brief, approved, rest, {key for key, areas in broken.items() if areas})
    found = {
        each.id: Truth(each.id, moved[each.id], authorities.get(each.id), broken[each.id]) for each in brief.expected
    }
    opening = outlook.day(state.finish) if outlook and state else None
    return Truths(found, _standing(brief, before, left, opening))


def _judged(
    brief: ChangesBrief,
    outlook: Outlook | None,
    state: State | None,
    change: ExpectedChange,
    before: Sequence[ExpectedChange],
) -> tuple[int, tuple[Area, ...]]:
    """By how much it moves the date, and the tolerances it breaks.

    Anything that moves the date later is kept for the board, whether or not there is room before the last day.
    """
    moved = change.opening_days
    if (after := _with(outlook, state, change)) and state:
        moved = after.finish - state.finish
    stand = _standing(brief, [*before, change], Decimal(0), None)
    tests: list[tuple[Tolerance, Exact]] = [
        (Tolerance(Area.TIME, 0, over=0), moved),
        (Tolerance(Area.RISK, stand.contingency, over=0), stand.exposure),
    ]
    if brief.position.most_carbon is not None:
        tests.append((Tolerance(Area.SUSTAINABILITY, brief.position.most_carbon, over=0), stand.carbon))
    areas = [breach.area for breach in exceptions(tests)]
    return moved, (*areas, *(area for area in change.breaks if area not in areas))


def _with(outlook: Outlook | None, state: State | None, change: ExpectedChange) -> State | None:
    if outlook is None or state is None:
        return None
    return outlook.after(state, outlook.found.get(change.item, ""), change.days)


def _authorities(
    brief: ChangesBrief, approved: Sequence[ExpectedChange], rest: Sequence[ExpectedChange], reserved: set[str]
) -> tuple[dict[str, Authority], Decimal]:
    """Who may decide each, and what is left of the change budget after what was approved."""
    if not brief.delegation:
        return {}, brief.position.change_budget
    requests = [
        Request(each.id, each.cost, max(each.days, 0), is_reserved=each.id in reserved, draws=each in approved)
        for each in (*approved, *rest)
    ]
    found = routes(requests, levels(brief))
    lowest = [each.left_after for each in found if each.left_after is not None]
    left = min(lowest, default=Fraction(brief.position.change_budget))
    return {each.ref: Authority(each.level) for each in found}, Decimal(left.numerator) / Decimal(left.denominator)


def levels(brief: ChangesBrief) -> tuple[Level, ...]:
    """The brief's levels and the board above them. The project manager pays out of the change budget."""
    below = [
        Level(
            each.level,
            each.most_cost,
            each.most_days,
            brief.position.change_budget if each.level is Authority.PROJECT_MANAGER else None,
        )
        for each in brief.delegation
    ]
    return (*below, Level(Authority.BOARD, decides_reserved=True))


def _standing(brief: ChangesBrief, changes: Sequence[ExpectedChange], left: Decimal, opening: date | None) -> Standing:
    """Approved changes are paid from contingency and raise the current budget by the same sum."""
    position, cost = brief.position, sum((each.cost for each in changes), Decimal(0))
    return Standing(
        budget=position.budget + cost,
        contingency=position.contingency - cost,
        change_budget=left,
        exposure=position.exposure + sum((each.exposure for each in changes), Decimal(0)),
        carbon=position.carbon + sum((each.carbon for each in changes), Decimal(0)),
        opening=opening,
    )
