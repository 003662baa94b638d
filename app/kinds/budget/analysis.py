"""A budget report read once and added up: totals, earned value, earned schedule, and which rows are which package.

Everything is worked out from the apprentice's own figures; whether those are right is for the checks to say. What
cannot be worked out is None, and `missing` or the engine's `not_applicable` says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from app.engines import earned_value, outturn, wording
from app.engines.drawdown import Drawdown, drawdown
from app.engines.earned_value import EarnedSchedule, EarnedValue
from app.engines.exact import Exact, fraction
from app.engines.outturn import CostLine
from app.kinds.base import Finding
from app.kinds.budget import reading
from app.kinds.budget.cells import MonthOf
from app.kinds.budget.payload import Budget, BudgetBrief, Cause, Measure, Package
from app.kinds.budget.reading import CauseEntry, Line, Month, Movement, Reading

#: A money figure may differ by this share of the largest gross figure in its sum, or by a pound.
MONEY_SHARE = Fraction(1, 1000)
INDEX_WITHIN = Fraction(5, 1000)
#: Earned schedule is stated in months: to two places, rounded either way.
TIME_WITHIN = Fraction(1, 100)
#: Words that are not searched for beyond this, so that nobody's draft takes minutes.
LONGEST_SEARCHED = 1000
#: The same for the name of a package.
LONGEST_PACKAGE = 120

_CONTINGENCY = ("contingenc", "management reserve", "risk allowance|pot|money")
_OPENING = (
    "open|opening|start|initial|original contingenc|balance|pot|sum",
    "approved gate",
    "opening",
    "brought forward",
)


@dataclass(frozen=True)
class BudgetAnalysis:
    """What the checks, figures and pictures share. `found` maps a package of the brief to the row that is it."""

    read: Reading
    found: Mapping[str, Line]
    packages: Mapping[str, Package]
    opening: Decimal | None

    @property
    def is_blank(self) -> bool:
        return self.read.is_blank

    @property
    def problems(self) -> Sequence[Finding]:
        return self.read.problems

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.read.lines

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The refs of the rows that lack a figure, so that no totals can be made."""
        return tuple(line.ref for line in self.lines if not line.is_complete)

    @property
    def is_whole(self) -> bool:
        return bool(self.lines) and not self.missing

    @cached_property
    def cost(self) -> CostLine:
        """Invoiced, accrued, committed and rest of all rows."""
        return outturn.total(line.cost for line in self.lines)

    @cached_property
    def budget(self) -> Fraction:
        """The sum of the packages' budgets: the budget at completion, without contingency."""
        return _total(line.budget for line in self.lines)

    @cached_property
    def planned(self) -> Fraction:
        return _total(line.planned for line in self.lines)

    @cached_property
    def earned(self) -> Fraction:
        return _total(line.earned for line in self.lines)

    @cached_property
    def value(self) -> EarnedValue | None:
        """Earned value of the whole; None until every row has its figures."""
        if not self.is_whole:
            return None
        return earned_value.earned_value(bac=self.budget, pv=self.planned, ev=self.earned, ac=self.cost.actual)

    @cached_property
    def forecasts(self) -> Mapping[str, Fraction | None]:
        """The four estimates at completion by the method's name; empty until they can be made."""
        return self.value.forecasts(self.cost.to_go) if self.value else {}

    @property
    def chosen(self) -> Fraction | None:
        """What the chosen method gives."""
        return self.forecasts.get(self.read.method) if self.read.method else None

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The rows whose month could be read, in order of time."""
        return tuple(sorted((each for each in self.read.months if each.month), key=_number))

    @cached_property
    def curve(self) -> tuple[Fraction, ...]:
        """Cumulative planned value by month without a gap; empty when there is a gap, a double or a fall in it."""
        numbers = [_number(each) for each in self.months]
        values = [each.planned for each in self.months]
        if not values or None in values or any(later - earlier != 1 for earlier, later in pairwise(numbers)):
            return ()
        curve = tuple(fraction(value) for value in values if value is not None)
        return () if any(later < earlier for earlier, later in pairwise((Fraction(0), *curve))) else curve

    @property
    def actual_time(self) -> Fraction | None:
        """Months from the beginning of the first to the data date, a part of a month by its days."""
        if self.read.data_date is None or not self.months:
            return None
        return months_between(self.months[0].month, self.read.data_date)

    @cached_property
    def schedule(self) -> EarnedSchedule | None:
        """Earned schedule in months; None until there is a curve, a data date and earned value."""
        at = self.actual_time
        if self.value is None or not self.curve or not self.curve[-1] or at is None or at < 0:
            return None
        return earned_value.earned_schedule(self.curve, self.value.ev, at)

    @cached_property
    def draws(self) -> tuple[Movement, ...]:
        """The movements but for a row that only states the opening sum."""
        return tuple(each for each in self.read.movements if not self._is_opening(each))

    def _is_opening(self, movement: Movement) -> bool:
        amount = movement.amount
        is_the_sum = self.opening is None or amount in {None, self.opening, -self.opening}
        return is_the_sum and wording.matches(movement.change[:LONGEST_PACKAGE], _OPENING)

    @cached_property
    def pot(self) -> Drawdown | None:
        """Contingency through its movements; None where the brief gives no opening sum."""
        if self.opening is None:
            return None
        return drawdown(self.opening, [each.amount or Decimal(0) for each in self.draws])

    @cached_property
    def set_aside(self) -> tuple[Line, ...]:
        """Rows that hold contingency among the packages."""
        known = {line.ref for line in self.found.values()}
        return tuple(
            line
            for line in self.lines
            if line.ref not in known and wording.matches(line.package[:LONGEST_PACKAGE], _CONTINGENCY)
        )

    def causes_of(self, line: Line, *, timing: bool) -> list[CauseEntry]:
        """The causes given for a row: those of schedule when `timing`, those of cost otherwise."""
        mine = [cause for cause in self.read.causes if self.line_of(cause) is line and cause.cause is not None]
        return [cause for cause in mine if (cause.cause is Cause.TIMING) == timing]

    def line_of(self, cause: CauseEntry) -> Line | None:
        """The row that a cause speaks of: by its reference, its name, or the words of a package of the brief."""
        return self._lines_by_cause.get(cause.ref)

    @cached_property
    def _lines_by_cause(self) -> dict[str, Line | None]:
        return {cause.ref: self._named(cause.package) for cause in self.read.causes}

    def _named(self, text: str) -> Line | None:
        typed = text[:LONGEST_PACKAGE].casefold()
        for line in self.lines:
            if typed in {line.ref.casefold(), line.package[:LONGEST_PACKAGE].casefold()}:
                return line
        if (
            len(named := [line for line in self.lines if _code(line.package) and _code(line.package) == _code(text)])
            == 1
        ):
            return named[0]
        matching = [line for key, line in self.found.items() if wording.matches(typed, self.packages[key].match)]
        return matching[0] if len(matching) == 1 else None

    def worked_out(self, measure: Measure) -> Exact | None:
        """What a stated measure ought to be, from the apprentice's own totals; None when it is not defined."""
        value, schedule = self.value, self.schedule
        if measure in _OF_SCHEDULE:
            return _OF_SCHEDULE[measure](schedule) if schedule else None
        return _OF_VALUE[measure](value, self) if value else None

    def can_work_out(self, measure: Measure) -> bool:
        """Whether the figures it is made from are all there, defined or not."""
        return (self.schedule if measure in _OF_SCHEDULE else self.value) is not None


_OF_SCHEDULE: Mapping[Measure, Callable[[EarnedSchedule], Fraction | None]] = {
    Measure.ES: lambda schedule: schedule.es,
    Measure.SPI_T: lambda schedule: schedule.spi_t,
    Measure.TSPI: lambda schedule: schedule.tspi,
}
_OF_VALUE: Mapping[Measure, Callable[[EarnedValue, BudgetAnalysis], Exact | None]] = {
    Measure.CV: lambda value, _: value.cv,
    Measure.SV: lambda value, _: value.sv,
    Measure.CPI: lambda value, _: value.cpi,
    Measure.SPI: lambda value, _: value.spi,
    Measure.EAC_TREND: lambda value, _: value.eac_trend,
    Measure.EAC_BUDGET: lambda value, _: value.eac_budget,
    Measure.EAC_COST_AND_TIME: lambda value, _: value.eac_cost_and_time,
    Measure.EAC_ESTIMATE: lambda value, budget: value.eac_estimated(budget.cost.to_go),
    Measure.TCPI_BUDGET: lambda value, _: value.tcpi_to_bac,
    Measure.TCPI_FORECAST: lambda value, budget: (
        None if budget.read.forecast is None else value.tcpi(budget.read.forecast)
    ),
}


def analyse(payload: Budget, brief: BudgetBrief) -> BudgetAnalysis:
    """Never raises: what cannot be read is a problem of the analysis, at its cell."""
    read = reading.read(payload)
    packages = {each.id: each for each in brief.packages}
    by_ref = {line.ref: line for line in read.lines}

    def is_it(ref: str, key: str) -> bool:
        return wording.matches(by_ref[ref].package[:LONGEST_PACKAGE], packages[key].match)

    found = wording.best_assignment(list(by_ref), list(packages), is_it)
    lines = {key: by_ref[ref] for key, ref in found.items()}
    return BudgetAnalysis(read, lines, packages, brief.contingency)


def months_between(first: MonthOf | None, last: date) -> Fraction:
    """Months from the first day of a month to the end of a day; each day is a share of its own month."""
    if first is None:
        return Fraction(0)
    month = MonthOf(last.year, last.month)
    return month.number - first.number + Fraction(last.day, month.last_day.day)


def within(stated: Exact, right: Exact, *gross: Exact | None) -> bool:
    """Whether a money figure is right: within a pound, or a thousandth of the largest gross figure of its sum."""
    largest = max((abs(fraction(each)) for each in (right, *gross) if each is not None), default=Fraction(0))
    return abs(fraction(stated) - fraction(right)) <= max(Fraction(1), largest * MONEY_SHARE)


def _code(text: str) -> str:
    """`wp4` of “WP 4 Piling”: the code by which a package is known, or nothing."""
    found = re.match(r"\s*wp[ -]?0*([1-9][0-9]?)\b", text, re.IGNORECASE)
    return f"wp{found[1]}" if found else ""


def _number(month: Month) -> int:
    return month.month.number if month.month else 0


def _total(values: Iterable[Exact | None]) -> Fraction:
    return sum((fraction(value) for value in values if value is not None), Fraction(0))
