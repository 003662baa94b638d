"""Individuals and moving range chart: natural limits frozen from a baseline run, and the rules that tell a signal.

A process that is left alone wanders between its natural limits. Only what a rule names is a signal; everything else is
noise, and acting on noise makes a process worse. Sources: Shewhart's individuals chart with Wheeler's scaling factors;
the run and trend rules of Nelson and of the Western Electric handbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from app.engines.exact import Exact, fraction

#: Three sigma of individual values for one mean moving range: 3 / d2 with d2 = 1.128 for ranges of two.
LIMITS_PER_RANGE = Fraction(266, 100)
#: The upper limit of the ranges themselves for one mean moving range: D4 for ranges of two.
RANGE_LIMIT_PER_RANGE = Fraction(3267, 1000)
SIGMAS_TO_LIMIT = 3
FEWEST_POINTS = 2
USUAL_RUN = 8
USUAL_TREND = 6
FEWEST_IN_A_RULE = 2


class ChartError(ValueError):
    """A chart that cannot be made."""


class TooFewPoints(ChartError):
    """A moving range needs two points."""

    def __init__(self, points: int) -> None:
        self.points = points
        super().__init__(f"Limits need at least {FEWEST_POINTS} points, and there are {points}.")


class BaselineTooLong(ChartError):
    def __init__(self, baseline: int, points: int) -> None:
        self.baseline = baseline
        super().__init__(f"Limits cannot be frozen from {baseline} points: there are {points}.")


class RuleTooShort(ChartError):
    """A run or a trend of one point would make everything a signal."""

    def __init__(self, points: int) -> None:
        self.points = points
        super().__init__(f"A run or a trend needs at least {FEWEST_IN_A_RULE} points, not {points}.")


@dataclass(frozen=True, slots=True)
class Chart:
    """Centre line and natural limits, in the unit of the values, exact.

    `baseline` says from how many of the first points they were frozen. Without any range the limits are the mean.
    """

    mean: Fraction
    mean_range: Fraction
    baseline: int

    @property
    def lower(self) -> Fraction:
        return self.mean - LIMITS_PER_RANGE * self.mean_range

    @property
    def upper(self) -> Fraction:
        return self.mean + LIMITS_PER_RANGE * self.mean_range

    @property
    def range_upper(self) -> Fraction:
        """Above this a single moving range is itself outside its natural limit."""
        return RANGE_LIMIT_PER_RANGE * self.mean_range

    def sigmas(self, number: int) -> tuple[Fraction, Fraction]:
        """The lines so many sigma below and above the mean; three are the natural limits."""
        width = LIMITS_PER_RANGE * self.mean_range * number / SIGMAS_TO_LIMIT
        return self.mean - width, self.mean + width


class Rule(StrEnum):
    """What makes a signal; kept with learners' work, so never renamed."""

    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


class Side(StrEnum):
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Signal:
    """`points` are positions in the series, from 0, all of them that make the signal.

    `side` is above or below the mean; of a trend, above is rising and below is falling.
    """

    rule: Rule
    points: tuple[int, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class Rules:
    """How many points make a run on one side of the mean and a trend, and whether two of three is asked."""

    run: int = USUAL_RUN
    trend: int = USUAL_TREND
    two_of_three: bool = False

    def __post_init__(self) -> None:
        for points in (self.run, self.trend):
            if points < FEWEST_IN_A_RULE:
                raise RuleTooShort(points)


def individuals(values: Sequence[Exact], baseline: int | None = None) -> Chart:
    """The chart whose limits are frozen from the first `baseline` values, or from all of them.

    Limits are mean ± 2.66 × mean moving range, where a moving range is the distance between neighbours. Raises
    `TooFewPoints` or `BaselineTooLong`.
    """
    count = len(values) if baseline is None else baseline
    if count > len(values):
        raise BaselineTooLong(count, len(values))
    if count < FEWEST_POINTS:
        raise TooFewPoints(count)
    frozen = [fraction(each) for each in values[:count]]
    ranges = [abs(later - earlier) for earlier, later in pairwise(frozen)]
    return Chart(sum(frozen, Fraction(0)) / count, sum(ranges, Fraction(0)) / len(ranges), count)


def signals(values: Sequence[Exact], chart: Chart, rules: Rules | None = None) -> tuple[Signal, ...]:
    """Every signal in the whole series, baseline included, in the order of the rules and then of time.

    - outside: one signal for each value beyond a limit; a value on the limit is inside.
    - run: `run` or more in a row on one side of the mean. A value on the mean belongs to neither side and ends a run.
    - trend: `trend` or more values in a row, each higher (or each lower) than the one before it.
    - two of three: two of three in a row beyond the same two-sigma line, the third one anywhere.
    """
    asked = rules or Rules()
    exact = [fraction(each) for each in values]
    found = [*_outside(exact, chart), *_runs(exact, chart, asked.run), *_trends(exact, asked.trend)]
    if asked.two_of_three:
        found += _two_of_three(exact, chart)
    return tuple(found)


def _outside(values: Sequence[Fraction], chart: Chart) -> Iterator[Signal]:
    for at, value in enumerate(values):
        if value > chart.upper:
            yield Signal(Rule.OUTSIDE, (at,), Side.ABOVE)
        elif value < chart.lower:
            yield Signal(Rule.OUTSIDE, (at,), Side.BELOW)


def _runs(values: Sequence[Fraction], chart: Chart, shortest: int) -> Iterator[Signal]:
    sides = [_side(value - chart.mean) for value in values]
    for first, last, side in _stretches(sides):
        if last - first + 1 >= shortest:
            yield Signal(Rule.RUN, tuple(range(first, last + 1)), side)


def _trends(values: Sequence[Fraction], shortest: int) -> Iterator[Signal]:
    """Steps from one value to the next; so many steps one way join one value more."""
    steps = [_side(later - earlier) for earlier, later in pairwise(values)]
    for first, last, side in _stretches(steps):
        if last - first + 2 >= shortest:
            yield Signal(Rule.TREND, tuple(range(first, last + 2)), side)


def _two_of_three(values: Sequence[Fraction], chart: Chart) -> Iterator[Signal]:
    """Windows that overlap are one signal, so that a long shift is told once."""
    low, high = chart.sigmas(2)
    for side, beyond in ((Side.ABOVE, high.__lt__), (Side.BELOW, low.__gt__)):
        for points in _joined(values, beyond):
            yield Signal(Rule.TWO_OF_THREE, points, side)


def _joined(values: Sequence[Fraction], beyond: Callable[[Fraction], bool]) -> list[tuple[int, ...]]:
    """Positions beyond the line that lie at most two apart, in groups of two or more."""
    groups: list[list[int]] = []
    for at, value in enumerate(values):
        if not beyond(value):
            continue
        if groups and at - groups[-1][-1] <= 2:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [tuple(group) for group in groups if len(group) > 1]


def _side(distance: Fraction) -> Side | None:
    if not distance:
        return None
    return Side.ABOVE if distance > 0 else Side.BELOW


def _stretches(sides: Sequence[Side | None]) -> Iterator[tuple[int, int, Side]]:
    """The first and the last position of each unbroken stretch of one side."""
    first = 0
    for at, side in enumerate(sides):
        if side is not sides[first]:
            first = at
        is_last = at + 1 == len(sides) or sides[at + 1] is not side
        if side is not None and is_last:
            yield first, at, side
