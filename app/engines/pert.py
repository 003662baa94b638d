"""Three-point estimates of a duration, and the chance that a chain of activities meets a date.

Means and variances are exact. Standard deviations, chances and percentiles come from a square root and
the normal curve, so they are floats: to be shown and compared with a tolerance, never summed into a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from app.engines.exact import Exact, fraction


class DisorderedEstimate(ValueError):
    def __init__(self) -> None:
        super().__init__("An estimate goes from the optimistic to the most likely to the pessimistic figure.")


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean and variance of a duration, in days and days squared."""

    mean: Fraction
    variance: Fraction

    @property
    def sd(self) -> float:
        """Standard deviation, in days."""
        return sqrt(self.variance)

    def chance_within(self, days: Exact) -> float:
        """Chance, by the normal curve, of taking no longer than `days`.

        For a single path: it leaves out the other paths that merge with it, and so flatters.
        """
        if not self.variance:
            return float(fraction(days) >= self.mean)
        return NormalDist(float(self.mean), self.sd).cdf(float(fraction(days)))

    def days_for(self, chance: Exact) -> float:
        """Days that suffice with the given chance (more than 0, less than 1): 0.8 gives the P80."""
        if not self.variance:
            return float(self.mean)
        return NormalDist(float(self.mean), self.sd).inv_cdf(float(fraction(chance)))


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """Optimistic, most likely and pessimistic durations. Raises `DisorderedEstimate` unless O <= M <= P."""

    optimistic: Exact
    likely: Exact
    pessimistic: Exact

    def __post_init__(self) -> None:
        if not fraction(self.optimistic) <= fraction(self.likely) <= fraction(self.pessimistic):
            raise DisorderedEstimate

    @property
    def pert(self) -> Spread:
        """PERT (beta): mean (O + 4M + P) / 6, standard deviation (P - O) / 6."""
        low, mode, high = fraction(self.optimistic), fraction(self.likely), fraction(self.pessimistic)
        return Spread((low + 4 * mode + high) / 6, ((high - low) / 6) ** 2)

    @property
    def triangular(self) -> Spread:
        """Triangular: mean (O + M + P) / 3, variance (O2 + M2 + P2 - OM - OP - MP) / 18."""
        low, mode, high = fraction(self.optimistic), fraction(self.likely), fraction(self.pessimistic)
        products = low * mode + low * high + mode * high
        return Spread((low + mode + high) / 3, (low**2 + mode**2 + high**2 - products) / 18)


def chain(spreads: Iterable[Spread]) -> Spread:
    """Activities one after another, independent of each other: means add, and variances add."""
    links = tuple(spreads)
    return Spread(
        sum((link.mean for link in links), Fraction(0)),
        sum((link.variance for link in links), Fraction(0)),
    )
