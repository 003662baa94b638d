"""What a register of risks may come to: thousands of futures in which each risk happens or does not.

Each risk happens in the share of the runs that its probability says, in runs picked at random, whatever the others do
(Latin hypercube of yes and no). The picking is its own for each seed and risk: neither the order of the register nor
another risk changes it. It comes from the raw stream of PCG64, which numpy promises never to change, and all else is
whole numbers, so that a seed gives the same answer on every machine. Risks are independent: those that share a cause
spread wider than this shows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from app.engines.exact import Exact, fraction, rounded
from app.engines.risk_exposure import Effect

if TYPE_CHECKING:
    from numpy import bool_, uint32
    from numpy.typing import NDArray

RUNS = 10_000
SEED = 1
PENCE = 100
#: Farther than all the sums of a register together may go, in pence, so that whole numbers never run over.
FARTHEST = 2**60


class TooMuch(ValueError):
    def __init__(self) -> None:
        super().__init__("The sums of the register are too large to be simulated.")


@dataclass(frozen=True, slots=True)
class Spread:
    """The totals of every run in pence, lowest first: positive = cost, negative = saving."""

    runs: int
    seed: int
    totals: tuple[int, ...]

    @property
    def mean(self) -> Decimal:
        """The average of the runs, to the penny: close to the exposure, the sum of expected values."""
        return rounded(Fraction(sum(self.totals), self.runs * PENCE), 2)

    def percentile(self, percent: int) -> Decimal:
        """The smallest total in pounds that so many percent of the runs, 1 to 100, do not exceed: 80 gives the P80."""
        place = -(-percent * self.runs // 100) - 1
        return Decimal(self.totals[place]) / PENCE

    def chance_of_enough(self, amount: Exact) -> Decimal:
        """The share of runs whose total is no more than an amount in pounds, to four places."""
        return rounded(Fraction(bisect_right(self.totals, fraction(amount) * PENCE // 1), self.runs), 4)


def spread(effects: Mapping[str, Sequence[Effect]], *, runs: int = RUNS, seed: int = SEED) -> Spread:
    """Draw every run. `effects` are those of each risk by its name; a risk and what its response brings are two.

    Raises `TooMuch` where the sums together would run over.
    """
    import numpy as np

    named = [(f"{name}/{number}", effect) for name, each in effects.items() for number, effect in enumerate(each)]
    pence = [int(rounded(effect.amount * PENCE, 0)) for _, effect in named]
    if sum(map(abs, pence)) > FARTHEST:
        raise TooMuch
    totals = np.zeros(runs, dtype=np.int64)
    for (name, effect), amount in zip(named, pence, strict=True):
        totals += np.where(happens(name, effect.probability, runs=runs, seed=seed), amount, 0)
    return Spread(runs, seed, tuple(np.sort(totals).tolist()))


def happens(name: str, probability: Exact, *, runs: int, seed: int) -> NDArray[bool_]:
    """In which of the runs a risk of this name happens: in as near to its share of them as a whole number can be."""
    import numpy as np

    order = _order(name, runs, seed)
    times = int(rounded(fraction(probability) * runs, 0))
    happened = np.zeros(runs, dtype=np.bool_)
    happened[order[:times]] = True
    return happened


@lru_cache(maxsize=256)
def _order(name: str, runs: int, seed: int) -> NDArray[uint32]:
    import numpy as np

    raw = np.random.PCG64(np.random.SeedSequence([seed, *name.encode()])).random_raw(runs)
    return np.argsort(raw, kind="stable").astype(np.uint32)
