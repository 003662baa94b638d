"""The forecast outturn of a budget, and what a cost variance is made of.

Signs: a variance is positive when favourable (under budget). Figures are exact, to be rounded only to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.engines.exact import Exact, fraction


@dataclass(frozen=True, slots=True)
class Outturn:
    """A budget against what its work is now forecast to cost. Make one with `outturn`."""

    budget: Fraction
    forecast: Fraction

    @property
    def variance(self) -> Fraction:
        """Budget - forecast; positive = under budget."""
        return self.budget - self.forecast

    @property
    def variance_share(self) -> Fraction | None:
        """The variance as a share of the budget, 0.06 for 6%; `None` where there is no budget to share."""
        return self.variance / self.budget if self.budget else None


@dataclass(frozen=True, slots=True)
class CostLine:
    """What a piece of work has cost and will cost, in four parts that do not overlap.

    `invoiced` is in the ledger; `accrual` is for work done that no invoice has come for; `committed` is ordered, and
    neither invoiced nor accrued (see `open_commitment`); `rest` is neither done nor ordered.
    """

    invoiced: Fraction
    accrual: Fraction
    committed: Fraction
    rest: Fraction

    @property
    def actual(self) -> Fraction:
        """Actual cost of the work done: invoiced + accrued. The ledger alone shows less."""
        return self.invoiced + self.accrual

    @property
    def to_go(self) -> Fraction:
        """What is still to be spent on work not yet done: committed + rest."""
        return self.committed + self.rest

    @property
    def forecast(self) -> Fraction:
        return self.actual + self.to_go

    def against(self, budget: Exact) -> Outturn:
        return Outturn(fraction(budget), self.forecast)

    def __add__(self, other: CostLine) -> CostLine:
        return CostLine(
            self.invoiced + other.invoiced,
            self.accrual + other.accrual,
            self.committed + other.committed,
            self.rest + other.rest,
        )


NO_COST = CostLine(Fraction(0), Fraction(0), Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class CostVariance:
    """Why a line costs other than budgeted, positive = favourable; the two parts are the whole."""

    rate: Fraction
    volume: Fraction

    @property
    def total(self) -> Fraction:
        return self.rate + self.volume


def outturn(*, budget: Exact, actual: Exact, committed: Exact, rest: Exact) -> Outturn:
    """Forecast = actual + committed and not yet invoiced + estimate to complete the rest."""
    return Outturn(fraction(budget), fraction(actual) + fraction(committed) + fraction(rest))


def cost_line(*, invoiced: Exact = 0, accrual: Exact = 0, committed: Exact = 0, rest: Exact = 0) -> CostLine:
    """The four parts of what a piece of work costs, all in the same unit of money."""
    return CostLine(fraction(invoiced), fraction(accrual), fraction(committed), fraction(rest))


def open_commitment(*, order: Exact, invoiced: Exact, accrued: Exact) -> Fraction:
    """What of an order is neither invoiced nor accrued: the part of it that a forecast still has to add.

    An order register shows order - invoiced, which counts work done but not invoiced once more. Never below 0: an
    order that is overspent has nothing open.
    """
    return max(fraction(order) - fraction(invoiced) - fraction(accrued), Fraction(0))


def total(lines: Iterable[CostLine]) -> CostLine:
    """The parts of several lines, each summed."""
    return sum(lines, NO_COST)


def cost_variance(
    *, budget_quantity: Exact, budget_rate: Exact, actual_quantity: Exact, actual_rate: Exact
) -> CostVariance:
    """Rate: (budget rate - actual rate) x actual quantity. Volume: (budget - actual quantity) x budget rate."""
    return CostVariance(
        rate=(fraction(budget_rate) - fraction(actual_rate)) * fraction(actual_quantity),
        volume=(fraction(budget_quantity) - fraction(actual_quantity)) * fraction(budget_rate),
    )
