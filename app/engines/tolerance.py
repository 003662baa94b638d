"""Whether a forecast stays within a tolerance, or is an exception that somebody above must decide on.

An exception is reported when the forecast leaves the tolerance, not when the spending does. Underspending beyond
the lower limit is an exception too: work may be missing. On a limit is within it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.engines.exact import Exact, fraction


class Standing(StrEnum):
    """Where a forecast lies against its limits."""

    WITHIN = "within"
    OVER = "over"
    UNDER = "under"


class InvalidTolerance(ValueError):
    def __init__(self) -> None:
        super().__init__("A tolerance is 0% or more above, and from 0% to 100% below.")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a forecast may lie above and below a base, in per cent of it, both limits included."""

    above: Exact
    below: Exact

    def __post_init__(self) -> None:
        if fraction(self.above) < 0 or not 0 <= fraction(self.below) <= 100:
            raise InvalidTolerance

    def most(self, base: Exact) -> Fraction:
        return fraction(base) * (100 + fraction(self.above)) / 100

    def least(self, base: Exact) -> Fraction:
        return fraction(base) * (100 - fraction(self.below)) / 100

    def standing(self, forecast: Exact, base: Exact) -> Standing:
        if fraction(forecast) > self.most(base):
            return Standing.OVER
        if fraction(forecast) < self.least(base):
            return Standing.UNDER
        return Standing.WITHIN
