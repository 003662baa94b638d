"""Contingency and what is drawn from it: the balance after each approved change, and whether it reconciles.

Signs: a draw is positive and lowers the balance; money put back is negative. Figures are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.engines.exact import Exact, fraction


class NegativeContingency(ValueError):
    def __init__(self) -> None:
        super().__init__("Contingency cannot begin below nothing.")


@dataclass(frozen=True, slots=True)
class Drawdown:
    """Contingency from its opening sum through its movements. Make one with `drawdown`."""

    opening: Fraction
    #: The balance after each movement, in the order they were given.
    balances: tuple[Fraction, ...]

    @property
    def left(self) -> Fraction:
        return self.balances[-1] if self.balances else self.opening

    @property
    def drawn(self) -> Fraction:
        return self.opening - self.left

    @property
    def overdrawn_at(self) -> int | None:
        """The place of the first movement that takes more than was left; `None` when none does."""
        return next((place for place, balance in enumerate(self.balances) if balance < 0), None)

    def unexplained(self, stated: Exact) -> Fraction:
        """What is stated to be left, less what the movements leave; 0 = it reconciles."""
        return fraction(stated) - self.left


def drawdown(opening: Exact, draws: Sequence[Exact]) -> Drawdown:
    """The balance after each draw. Raises `NegativeContingency` for an opening sum below nothing."""
    left = fraction(opening)
    if left < 0:
        raise NegativeContingency
    balances: list[Fraction] = []
    for draw in draws:
        left -= fraction(draw)
        balances.append(left)
    return Drawdown(fraction(opening), tuple(balances))
