"""Performance measures worked out from raw records, and what their figures mean: colour, trend and progress.

A record is a row of a table as text, by column. Figures are exact fractions, to be rounded only to be shown. What
cannot be worked out is `None`, never 0, and `reason` says why; a measure without a figure is grey, never green.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from app.engines.exact import Exact, fraction

Record = Mapping[str, str]

HUNDRED = 100
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class Sort(StrEnum):
    """What sort of thing a cell holds; only things of one sort are compared, or taken from each other."""

    NUMBER = "number"
    TIME = "time"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is, a time of day in minutes after midnight, or a day as a count of days."""

    sort: Sort
    size: Fraction


def amount(text: str) -> Amount | None:
    """What a cell of raw data holds: `1,250.5`, `08:47` or `2027-06-30`; None for anything else.

    A day that is not in the calendar, such as 31 June, is nothing.
    """
    typed = text.strip()
    if _NUMBER.fullmatch(typed):
        return Amount(Sort.NUMBER, Fraction(Decimal(typed.replace(",", "").replace("−", "-"))))
    if found := _TIME.fullmatch(typed):
        return Amount(Sort.TIME, Fraction(int(found[1]) * 60 + int(found[2])))
    if found := _DAY.fullmatch(typed):
        try:
            return Amount(Sort.DAY, Fraction(date(int(found[1]), int(found[2]), int(found[3])).toordinal()))
        except ValueError:
            return None
    return None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column's figure; with `since`, how much more it is than that column's, in days or in minutes."""

    column: str
    since: str = ""

    def of(self, record: Record) -> Amount | None:
        """None when a cell is blank or is no figure, or the two are not of one sort."""
        found = amount(record.get(self.column, ""))
        if not self.since or found is None:
            return found
        before = amount(record.get(self.since, ""))
        if before is None or before.sort is not found.sort:
            return None
        return Amount(Sort.NUMBER, found.size - before.size)


class Comparison(StrEnum):
    """How a record's cell is tested. `is` and `is_not` compare words, but for case and spaces around them."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"


_ORDERS: Mapping[Comparison, Callable[[Fraction, Fraction], bool]] = {
    Comparison.AT_LEAST: lambda one, other: one >= other,
    Comparison.AT_MOST: lambda one, other: one <= other,
    Comparison.ABOVE: lambda one, other: one > other,
    Comparison.BELOW: lambda one, other: one < other,
}


@dataclass(frozen=True, slots=True)
class Test:
    """One thing asked of a record, such as that its strength is at least 28."""

    #: Not a test case, whatever it is called.
    __test__ = False

    quantity: Quantity
    comparison: Comparison
    value: str

    def met(self, record: Record) -> bool | None:
        """Whether the record meets it; None when its cell is blank or cannot be compared."""
        if self.comparison in _ORDERS:
            found, wanted = self.quantity.of(record), amount(self.value)
            if found is None or wanted is None or found.sort is not wanted.sort:
                return None
            return _ORDERS[self.comparison](found.size, wanted.size)
        words = record.get(self.quantity.column, "").strip().casefold()
        if not words:
            return None
        return (words == self.value.strip().casefold()) is (self.comparison is Comparison.IS)


def within(column: str, first: date, last: date) -> tuple[Test, Test]:
    """The tests of a period, both days included: `Formula(where=within("tested_on", ...))`."""
    quantity = Quantity(column)
    return (
        Test(quantity, Comparison.AT_LEAST, first.isoformat()),
        Test(quantity, Comparison.AT_MOST, last.isoformat()),
    )


class Method(StrEnum):
    """How a measure is worked out."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    PERCENTILE = "percentile"
    SHARE = "share"
    RATIO = "ratio"


class InvalidFormula(ValueError):
    """A formula that lacks what its method needs."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure's rule. `where` says which records count at all; `times` gives the figure its unit (100: per cent).

    `count` counts the records that meet `meets`, `share` divides that by those of which it can be told. `ratio` is the
    sum of `value` over the sum of `over`. The others are of `value`; `rank` is the percentile's, above 0 and up to 100.
    Raises `InvalidFormula`.
    """

    method: Method
    value: Quantity | None = None
    where: tuple[Test, ...] = ()
    meets: tuple[Test, ...] = ()
    over: Quantity | None = None
    rank: Exact = 90
    times: Exact = 1

    def __post_init__(self) -> None:
        is_counted = self.method in (Method.COUNT, Method.SHARE)
        if not is_counted and self.value is None:
            raise InvalidFormula(f"{self.method} needs a value.")
        if self.method is Method.SHARE and not self.meets:
            raise InvalidFormula("share needs something to meet.")
        if self.method is Method.RATIO and self.over is None:
            raise InvalidFormula("ratio needs what it is over.")
        if not 0 < fraction(self.rank) <= HUNDRED:
            raise InvalidFormula("A percentile's rank is above 0 and at most 100.")


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's figure and the number of records it stands on.

    `over` is what a ratio was divided by. `unknown` counts the records that should count but hold nothing to go by.
    """

    value: Fraction | None
    base: int
    unknown: int = 0
    over: Fraction | None = None
    reason: str = ""


def work_out(records: Iterable[Record], formula: Formula) -> Measured:
    """The figure that the records give. An empty base gives no figure, with the reason."""
    population = [record for record in records if all(test.met(record) for test in formula.where)]
    if not population:
        return Measured(None, 0, reason="No record counts towards it.")
    if formula.method in (Method.COUNT, Method.SHARE):
        return _counted(population, formula)
    if formula.method is Method.RATIO:
        return _ratio(population, formula)
    return _summarised(population, formula)


def _counted(population: Sequence[Record], formula: Formula) -> Measured:
    told = [tuple(test.met(record) for test in formula.meets) for record in population]
    # One test that is not met settles it, whatever cannot be told of the others.
    known = [all(answers) for answers in told if False in answers or None not in answers]
    unknown = len(population) - len(known)
    if not known:
        return Measured(None, 0, unknown, reason="No record holds what it is counted by.")
    met, times = Fraction(sum(known)), fraction(formula.times)
    value = met if formula.method is Method.COUNT else met / len(known)
    return Measured(value * times, len(known), unknown)


def _ratio(population: Sequence[Record], formula: Formula) -> Measured:
    pairs = [(_size(formula.value, record), _size(formula.over, record)) for record in population]
    known = [(above, below) for above, below in pairs if above is not None and below is not None]
    unknown = len(pairs) - len(known)
    over = sum((below for _, below in known), Fraction(0))
    if not over:
        return Measured(None, len(known), unknown, over, reason="There is nothing to divide by.")
    above = sum((above for above, _ in known), Fraction(0))
    return Measured(above / over * fraction(formula.times), len(known), unknown, over)


def _summarised(population: Sequence[Record], formula: Formula) -> Measured:
    found = [_size(formula.value, record) for record in population]
    sizes = sorted(size for size in found if size is not None)
    unknown = len(found) - len(sizes)
    if not sizes:
        return Measured(None, 0, unknown, reason="No record holds a figure.")
    value = _SUMMARIES[formula.method](sizes, fraction(formula.rank))
    return Measured(value * fraction(formula.times), len(sizes), unknown)


def _size(quantity: Quantity | None, record: Record) -> Fraction | None:
    found = quantity.of(record) if quantity else None
    return found.size if found else None


def _total(sizes: Sequence[Fraction], rank: Fraction) -> Fraction:
    return sum(sizes, Fraction(0))


def _mean(sizes: Sequence[Fraction], rank: Fraction) -> Fraction:
    return sum(sizes, Fraction(0)) / len(sizes)


def _median(sizes: Sequence[Fraction], rank: Fraction) -> Fraction:
    middle = len(sizes) // 2
    return sizes[middle] if len(sizes) % 2 else (sizes[middle - 1] + sizes[middle]) / 2


def _percentile(sizes: Sequence[Fraction], rank: Fraction) -> Fraction:
    """The nearest rank: the smallest figure that at least so many per cent of the figures do not exceed."""
    return sizes[ceil(rank * len(sizes) / HUNDRED) - 1]


_SUMMARIES: Mapping[Method, Callable[[Sequence[Fraction], Fraction], Fraction]] = {
    Method.SUM: _total,
    Method.MEAN: _mean,
    Method.MEDIAN: _median,
    Method.MINIMUM: lambda sizes, rank: sizes[0],
    Method.MAXIMUM: lambda sizes, rank: sizes[-1],
    Method.PERCENTILE: _percentile,
}


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"


class Colour(StrEnum):
    """The status of a measure. Grey is no data, which is never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


def _reaches(direction: Direction, value: Fraction, least: Fraction) -> bool:
    return value >= least if direction is Direction.HIGHER else value <= least


class InvalidThresholds(ValueError):
    def __init__(self, direction: Direction) -> None:
        way = "at or below" if direction is Direction.HIGHER else "at or above"
        super().__init__(f"The amber threshold must be {way} the green one when {direction} is better.")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From `green` on it is green, else from `amber` on amber, else red; each figure belongs to the better side.

    Raises `InvalidThresholds` when amber would be better than green.
    """

    direction: Direction
    green: Exact
    amber: Exact

    def __post_init__(self) -> None:
        if not _reaches(self.direction, fraction(self.green), fraction(self.amber)):
            raise InvalidThresholds(self.direction)

    def colour(self, value: Exact | None) -> Colour:
        """Grey for no figure."""
        if value is None:
            return Colour.GREY
        if _reaches(self.direction, fraction(value), fraction(self.green)):
            return Colour.GREEN
        return Colour.AMBER if _reaches(self.direction, fraction(value), fraction(self.amber)) else Colour.RED


#: Where nothing else is agreed: a share or an index is green from 0.95 on and amber from 0.90 on.
USUAL = Thresholds(Direction.HIGHER, Decimal("0.95"), Decimal("0.90"))


class Trend(StrEnum):
    """What became of a measure since the last period."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


def trend(value: Exact | None, last: Exact | None, direction: Direction) -> Trend:
    """Against one last figure: what changed, which is not yet a trend line. Unknown while either is missing."""
    if value is None or last is None:
        return Trend.UNKNOWN
    if fraction(value) == fraction(last):
        return Trend.SAME
    is_better = _reaches(direction, fraction(value), fraction(last))
    return Trend.BETTER if is_better else Trend.WORSE


def progress(*, baseline: Exact, target: Exact, actual: Exact) -> Fraction | None:
    """How much of the way is gone: 0 at the baseline, 1 at the target, whichever direction is good.

    (actual − baseline) / (target − baseline). None, not applicable, when the target is the baseline.
    """
    way = fraction(target) - fraction(baseline)
    return (fraction(actual) - fraction(baseline)) / way if way else None


def relative_change(*, baseline: Exact, actual: Exact) -> Fraction | None:
    """(actual − baseline) / |baseline|; None against a baseline of 0."""
    start = fraction(baseline)
    return (fraction(actual) - start) / abs(start) if start else None


def completeness(present: int, expected: int) -> Fraction | None:
    """The share of the expected records that are there; None when none were expected."""
    return Fraction(present, expected) if expected else None


class Timing(StrEnum):
    """A lead measure says what is coming while it can still be changed; a lag measure says what has come about."""

    LEAD = "lead"
    LAG = "lag"


def looks_both_ways(timings: Iterable[Timing | None]) -> bool:
    """Whether there are lead and lag measures among them."""
    return {Timing.LEAD, Timing.LAG} <= set(timings)
