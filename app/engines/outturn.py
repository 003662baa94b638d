"""The forecast outturn of a budget, and what a cost variance is made of.

Signs: a variance is positive when favourable (under budget). Figures are exact, to be rounded only to be shown.
"""

from __future__ import annotations

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


def cost_variance(
    *, budget_quantity: Exact, budget_rate: Exact, actual_quantity: Exact, actual_rate: Exact
) -> CostVariance:
    """Rate: (budget rate - actual rate) x actual quantity. Volume: (budget - actual quantity) x budget rate."""
    return CostVariance(
        rate=(fraction(budget_rate) - fraction(actual_rate)) * fraction(actual_quantity),
        volume=(fraction(budget_quantity) - fraction(actual_quantity)) * fraction(budget_rate),
    )
