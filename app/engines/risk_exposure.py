"""Risks in figures: scales and scores, expected values, what responses are worth, and percentiles.

Signs: the expected monetary value (EMV) of a threat is positive, an expected cost; that of an opportunity
is negative. A lower exposure is better and a positive net gain is worth having. Amounts are exact, in
pounds; an EMV is a mean, so percentiles of the whole distribution are given as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from app.engines.exact import Exact, fraction, rounded

ZERO = Fraction(0)
HIGHEST_BAND = 5
#: How many different totals `distribution` will list: those of 14 risks no two sums of which are alike.
MOST_OUTCOMES = 2**14
#: How many each half of a percentile's search may have: those of 30 such risks, or of far more in round figures.
MOST_IN_HALF = 2**15


class RiskType(StrEnum):
    THREAT = "threat"
    OPPORTUNITY = "opportunity"


class Rating(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class RiskError(ValueError):
    """A figure that a risk cannot have."""


class UnknownBand(RiskError):
    def __init__(self, band: int) -> None:
        self.band = band
        super().__init__(f"Probability and impact are scored from 1 to {HIGHEST_BAND}, not {band}.")


class InvalidScale(RiskError):
    def __init__(self) -> None:
        super().__init__("A probability scale has five rising percentages above 0 and below 100.")


class NotAProbability(RiskError):
    def __init__(self) -> None:
        super().__init__("A probability is between 0 and 1.")


class NegativeCost(RiskError):
    def __init__(self) -> None:
        super().__init__("The money effect of a risk is written as a positive figure, for opportunities too.")


class TooManyOutcomes(RiskError):
    def __init__(self) -> None:
        super().__init__("There are too many different risks to work out every total exactly.")


@dataclass(frozen=True, slots=True)
class ProbabilityScale:
    """The percentage that stands for each band of probability, 1 to 5. Raises `InvalidScale`."""

    percentages: tuple[Exact, ...]

    def __post_init__(self) -> None:
        values: list[Exact] = [0, *(fraction(value) for value in self.percentages), 100]
        if len(self.percentages) != HIGHEST_BAND or any(low >= high for low, high in pairwise(values)):
            raise InvalidScale

    def probability(self, band: int) -> Fraction:
        """The probability that stands for a band. Raises `UnknownBand`."""
        return fraction(self.percentages[_band(band) - 1]) / 100

    def band(self, probability: Exact) -> int:
        """The band whose percentage is nearest; the higher of two as near, to be prudent."""
        percentage = _probability(probability) * 100
        return min(range(HIGHEST_BAND, 0, -1), key=lambda band: abs(fraction(self.percentages[band - 1]) - percentage))


@dataclass(frozen=True, slots=True)
class RatingBands:
    """The scores from which a risk is amber and red; the defaults are those of a 5 by 5 grid."""

    amber_from: int = 6
    red_from: int = 15

    def rating(self, score: int) -> Rating:
        """Green, amber or red."""
        if score >= self.red_from:
            return Rating.RED
        return Rating.AMBER if score >= self.amber_from else Rating.GREEN


def score(probability_band: int, impact_band: int) -> int:
    """Probability x impact, each 1 to 5. Raises `UnknownBand`."""
    return _band(probability_band) * _band(impact_band)


class Effect(NamedTuple):
    """A sum that may have to be found: positive = cost, negative = saving."""

    amount: Fraction
    probability: Fraction

    @property
    def emv(self) -> Fraction:
        return self.amount * self.probability


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability from 0 to 1, and the money effect if it happens, positive for both types of risk.

    Raises `NotAProbability` or `NegativeCost`.
    """

    probability: Exact
    cost: Exact

    def __post_init__(self) -> None:
        _probability(self.probability)
        if fraction(self.cost) < 0:
            raise NegativeCost

    def effect(self, risk_type: RiskType) -> Effect:
        """The sum with its sign: a threat costs, an opportunity saves."""
        cost = fraction(self.cost)
        return Effect(cost if risk_type is RiskType.THREAT else -cost, fraction(self.probability))


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk before and after its response. `after` is `None` where nothing is changed.

    `secondary` is a threat that the response itself brings.
    """

    risk_type: RiskType
    before: Chance
    after: Chance | None = None
    response_cost: Exact = 0
    secondary: Chance | None = None

    @property
    def effects_before(self) -> tuple[Effect, ...]:
        return (self.before.effect(self.risk_type),)

    @property
    def effects_after(self) -> tuple[Effect, ...]:
        """What is left after the response, and what the response brings."""
        residual = (self.after or self.before).effect(self.risk_type)
        return (residual, self.secondary.effect(RiskType.THREAT)) if self.secondary else (residual,)

    @property
    def emv_before(self) -> Fraction:
        return expected(self.effects_before)

    @property
    def emv_after(self) -> Fraction:
        """EMV of what is left, with that of the secondary risk."""
        return expected(self.effects_after)

    @property
    def net_gain(self) -> Fraction:
        """EMV before - EMV after (with the secondary risk) - response cost; above 0 the response pays.

        0 where there is no response.
        """
        return self.emv_before - self.emv_after - fraction(self.response_cost)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a register, in pounds. `net_gain` = exposure before - exposure after - response cost."""

    exposure_before: Fraction
    exposure_after: Fraction
    response_cost: Fraction
    net_gain: Fraction


def expected(effects: Iterable[Effect]) -> Fraction:
    """Exposure: the sum of expected values."""
    return sum((effect.emv for effect in effects), ZERO)


def totals(risks: Sequence[Risk]) -> Totals:
    """The exposure of a register before and after its responses, and what they cost and gain."""
    return Totals(
        exposure_before=sum((risk.emv_before for risk in risks), ZERO),
        exposure_after=sum((risk.emv_after for risk in risks), ZERO),
        response_cost=sum((fraction(risk.response_cost) for risk in risks), ZERO),
        net_gain=sum((risk.net_gain for risk in risks), ZERO),
    )


def probability_of_any(effects: Iterable[Effect]) -> Fraction:
    """Chance that at least one happens, the risks being independent."""
    none = Fraction(1)
    for effect in effects:
        none *= 1 - effect.probability
    return 1 - none


def distribution(effects: Iterable[Effect]) -> tuple[tuple[Decimal, Fraction], ...]:
    """Every total cost that can come about, lowest first, with its probability; risks independent.

    Exact, with amounts to the penny. Raises `TooManyOutcomes` beyond `MOST_OUTCOMES` different totals.
    """
    ways, all_ways = _convolved(effects, MOST_OUTCOMES)
    return tuple((_pounds(pence), Fraction(ways[pence], all_ways)) for pence in sorted(ways))


def percentile(effects: Sequence[Effect], level: Exact) -> Decimal:
    """The smallest total cost whose cumulative probability is at least `level`: 0.8 gives the P80.

    `level` is more than 0 and at most 1, or `NotAProbability` is raised. Exact, risks independent: the
    distribution is worked out in two halves and searched. Raises `TooManyOutcomes` beyond `MOST_IN_HALF`.
    """
    wanted = _probability(level)
    if not wanted:
        raise NotAProbability
    one_half, ways_one = _convolved(effects[::2], MOST_IN_HALF)
    other_half, ways_other = _convolved(effects[1::2], MOST_IN_HALF)
    others = sorted(other_half)
    cumulative = [0, *accumulate(other_half[pence] for pence in others)]
    enough = wanted * ways_one * ways_other
    low, high = min(one_half) + others[0], max(one_half) + others[-1]
    while low < high:
        middle = (low + high) // 2
        ways = sum(count * cumulative[bisect_right(others, middle - pence)] for pence, count in one_half.items())
        low, high = (low, middle) if ways >= enough else (middle + 1, high)
    return _pounds(low)


def _convolved(effects: Iterable[Effect], most: int) -> tuple[dict[int, int], int]:
    """For each total in pence the number of equally likely ways to reach it, and the number of all ways."""
    totals_so_far, all_ways = {0: 1}, 1
    for effect in effects:
        pence = int(rounded(effect.amount * 100, 0))
        happens, ways = effect.probability.as_integer_ratio()
        spared = {total: count * (ways - happens) for total, count in totals_so_far.items() if ways > happens}
        for total, count in totals_so_far.items():
            if happens:
                spared[total + pence] = spared.get(total + pence, 0) + count * happens
        if len(spared) > most:
            raise TooManyOutcomes
        totals_so_far, all_ways = spared, all_ways * ways
    return totals_so_far, all_ways


def _pounds(pence: int) -> Decimal:
    return rounded(Fraction(pence, 100), 2)


def _band(band: int) -> int:
    if not 1 <= band <= HIGHEST_BAND:
        raise UnknownBand(band)
    return band


def _probability(value: Exact) -> Fraction:
    probability = fraction(value)
    if not 0 <= probability <= 1:
        raise NotAProbability
    return probability
