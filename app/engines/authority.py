"""Tolerances, and who may decide a change: limits of cost and time for each level, and a change budget used in order.

A tolerance is how far a forecast may stray from its target before the level above must be told, and it is told when the
breach is forecast, not once it has happened. Sources: management by exception and delegated change authority as in
PRINCE2; the seven areas are those of its current edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.engines.exact import Exact, fraction


class Area(StrEnum):
    """What a tolerance is about; stored with learners' work, so never renamed."""

    TIME = "time"
    COST = "cost"
    SCOPE = "scope"
    QUALITY = "quality"
    BENEFIT = "benefit"
    RISK = "risk"
    SUSTAINABILITY = "sustainability"


class Direction(StrEnum):
    OVER = "over"
    UNDER = "under"


class AuthorityError(ValueError):
    """Rules of authority that cannot be used."""


class NegativeTolerance(AuthorityError):
    def __init__(self) -> None:
        super().__init__("A tolerance is a distance from the target, so it is 0 or more.")


class NoLevels(AuthorityError):
    def __init__(self) -> None:
        super().__init__("Somebody must be able to decide: give at least one level.")


class LimitedTop(AuthorityError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"Nobody is above {name}, so it cannot have limits.")


@dataclass(frozen=True, slots=True)
class Breach:
    """A forecast outside its tolerance: which way, and by how much beyond what is allowed."""

    area: Area
    direction: Direction
    by: Fraction


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a forecast may be over and under its target, in the unit of the target; None means any distance.

    The limits themselves are within: +5 days of tolerance allows 5 days and not 6. Raises `NegativeTolerance`.
    """

    area: Area
    target: Exact
    over: Exact | None = None
    under: Exact | None = None

    def __post_init__(self) -> None:
        if any(each is not None and each < 0 for each in (self.over, self.under)):
            raise NegativeTolerance

    @classmethod
    def percent(cls, area: Area, target: Exact, over: Exact | None = None, under: Exact | None = None) -> Tolerance:
        """With the distances as per cents of the target, such as +5 and −10."""

        def share(each: Exact | None) -> Fraction | None:
            return None if each is None else abs(fraction(target)) * fraction(each) / 100

        return cls(area, target, share(over), share(under))

    def breach(self, forecast: Exact) -> Breach | None:
        """How a forecast breaks the tolerance; None while it is within."""
        away = fraction(forecast) - fraction(self.target)
        if self.over is not None and away > self.over:
            return Breach(self.area, Direction.OVER, away - fraction(self.over))
        if self.under is not None and -away > self.under:
            return Breach(self.area, Direction.UNDER, -away - fraction(self.under))
        return None


def exceptions(tolerances: Iterable[tuple[Tolerance, Exact]]) -> tuple[Breach, ...]:
    """The breaches among tolerances and their forecasts, in the order given. Any one makes an exception."""
    return tuple(breach for tolerance, forecast in tolerances if (breach := tolerance.breach(forecast)) is not None)


class Reason(StrEnum):
    """Why a level may not decide a change."""

    COST = "cost"
    TIME = "time"
    BUDGET = "change_budget"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of authority. Limits are for each change, the limit itself included; None means no limit.

    `budget` is a change budget in pounds out of which this level pays for what it decides. `decides_reserved` is
    whether it may decide what is kept from those below, such as a change that breaks a tolerance.
    """

    name: str
    most_cost: Exact | None = None
    most_days: int | None = None
    budget: Exact | None = None
    decides_reserved: bool = False

    def refuses(self, request: Request, left: Fraction | None) -> tuple[Reason, ...]:
        """Why this level may not decide; empty if it may. `left` is what its change budget still holds."""
        refused: list[Reason] = []
        if self.most_cost is not None and request.cost > self.most_cost:
            refused.append(Reason.COST)
        if self.most_days is not None and request.days > self.most_days:
            refused.append(Reason.TIME)
        if left is not None and request.cost > left:
            refused.append(Reason.BUDGET)
        if request.is_reserved and not self.decides_reserved:
            refused.append(Reason.RESERVED)
        return tuple(refused)


@dataclass(frozen=True, slots=True)
class Request:
    """A change to be decided. A saving has a negative cost and gains a negative number of days: neither needs leave.

    `draws` is whether it is to be paid for: one that was rejected, or waits, uses nothing up.
    """

    ref: str
    cost: Exact
    days: int
    is_reserved: bool = False
    draws: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """Who may decide a change, what was left of their change budget before and after it, and why not a lower level.

    The sums are None for a level without a change budget. `refused` has a reason or more for each level passed over.
    """

    ref: str
    level: str
    left_before: Fraction | None
    left_after: Fraction | None
    refused: tuple[tuple[str, tuple[Reason, ...]], ...]


def routes(requests: Sequence[Request], levels: Sequence[Level]) -> tuple[Route, ...]:
    """The lowest level that may decide each change, in the order in which they are decided.

    `levels` are from the lowest to the highest; the highest has no limits. What a level decides and pays for is gone
    from its change budget when the next one comes; a saving puts nothing back. Raises `NoLevels` or `LimitedTop`.
    """
    if not levels:
        raise NoLevels
    top = levels[-1]
    if not (top.most_cost is None and top.most_days is None and top.budget is None):
        raise LimitedTop(top.name)
    left = {level.name: None if level.budget is None else fraction(level.budget) for level in levels}
    return tuple(_route(request, levels, left) for request in requests)


def _route(request: Request, levels: Sequence[Level], left: dict[str, Fraction | None]) -> Route:
    refused: list[tuple[str, tuple[Reason, ...]]] = []
    level = levels[-1]
    for each in levels[:-1]:
        if not (reasons := each.refuses(request, left[each.name])):
            level = each
            break
        refused.append((each.name, reasons))
    before = left[level.name]
    if before is not None and request.draws:
        left[level.name] = before - max(fraction(request.cost), Fraction(0))
    return Route(request.ref, level.name, before, left[level.name], tuple(refused))
