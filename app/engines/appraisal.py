"""Appraisal of an option: what its costs and benefits are worth today, and what would change the answer.

Signs: benefits and costs are each given as positive amounts of a year; a net flow is benefit - cost. Years count from
the base year, which is year 0 and is not discounted; a year's flow falls at its end and, for payback only, comes in
evenly through it. Figures are exact fractions, to be rounded only to be shown. What is not defined is `None`, never
0, and `undefined` says why. Formulas: HM Treasury, The Green Book (2026).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest

from app.engines.exact import Exact, fraction
from app.engines.internal_rate import InternalRates, internal_rates

ZERO = Fraction(0)


class AppraisalError(ValueError):
    """Flows that cannot be appraised."""


class TooFewFactors(AppraisalError):
    def __init__(self, years: int, factors: int) -> None:
        super().__init__(f"There are flows for {years} years and discount factors for {factors}.")


def present_value(flows: Iterable[Exact], factors: Sequence[Fraction]) -> Fraction:
    """The sum of each year's flow times its discount factor. Raises `TooFewFactors`."""
    amounts = [fraction(each) for each in flows]
    if len(amounts) > len(factors):
        raise TooFewFactors(len(amounts), len(factors))
    return sum((amount * factor for amount, factor in zip(amounts, factors, strict=False) if amount), ZERO)


def with_bias(cost: Exact, percent: Exact) -> Fraction:
    """A cost raised by optimism bias: cost x (1 + percent / 100). Percent 20 is +20%."""
    return fraction(cost) * (1 + fraction(percent) / 100)


def in_base_prices(amount: Exact, year: int, inflation: Exact) -> Fraction:
    """Money of a year in prices of the base year: amount / (1 + inflation)^year. Inflation is a fraction above -1."""
    return fraction(amount) / (1 + fraction(inflation)) ** year


def in_money_of_the_day(amount: Exact, year: int, inflation: Exact) -> Fraction:
    """Base-year prices in money of a year: amount x (1 + inflation)^year."""
    return fraction(amount) * (1 + fraction(inflation)) ** year


@dataclass(frozen=True)
class Appraisal:
    """One option's costs and benefits by year, and the factors they are discounted by.

    Make one with `appraise`, which gives all three the same length.
    """

    costs: tuple[Fraction, ...]
    benefits: tuple[Fraction, ...]
    factors: tuple[Fraction, ...]

    @property
    def net(self) -> tuple[Fraction, ...]:
        """Benefit - cost, year by year."""
        return tuple(benefit - cost for benefit, cost in zip(self.benefits, self.costs, strict=True))

    @cached_property
    def pv_costs(self) -> Fraction:
        return present_value(self.costs, self.factors)

    @cached_property
    def pv_benefits(self) -> Fraction:
        return present_value(self.benefits, self.factors)

    @property
    def npv(self) -> Fraction:
        """Net present value (for a public body: net present social value): PV of benefits - PV of costs."""
        return self.pv_benefits - self.pv_costs

    @property
    def bcr(self) -> Fraction | None:
        """PV of benefits / PV of costs. It has no figure to reach: below 1 is not by itself poor value."""
        return self.pv_benefits / self.pv_costs if self.pv_costs else None

    @cached_property
    def cumulative(self) -> tuple[Fraction, ...]:
        """The discounted net flow, summed from year 0: the last is the net present value."""
        return _sums(flow * factor for flow, factor in zip(self.net, self.factors, strict=True))

    @property
    def payback(self) -> Fraction | None:
        """Years until the net flow has come back to zero, the flow of a year coming in evenly through it."""
        return _payback(_sums(self.net))

    @property
    def discounted_payback(self) -> Fraction | None:
        """Payback of the discounted net flow."""
        return _payback(self.cumulative)

    @cached_property
    def internal_rates(self) -> InternalRates:
        return internal_rates(self.net)

    @property
    def switching_benefits(self) -> Fraction | None:
        """The change of all benefits at which the net present value is 0: -0.2239 is a fall of 22.39%."""
        return switching_value(self.pv_benefits, self.npv)

    @property
    def switching_costs(self) -> Fraction | None:
        """The change of all costs at which the net present value is 0: 0.2885 is a rise of 28.85%."""
        return switching_value(-self.pv_costs, self.npv)

    @property
    def equivalent_annual_cost(self) -> Fraction | None:
        """The level yearly cost, in years 1 to the last, that is worth as much today as all the costs."""
        annuity = sum(self.factors[1:], ZERO)
        return self.pv_costs / annuity if annuity else None

    @property
    def undefined(self) -> Mapping[str, str]:
        """The figures that are not defined, by name, each with the reason."""
        never = "The flows do not come back to zero within the period."
        unspent = "Nothing is spent before it comes back, so there is nothing to pay back."
        reasons = {
            "bcr": "" if self.pv_costs else "There is no cost to divide by.",
            "payback": _why(self.payback, never if _dips(_sums(self.net)) else unspent),
            "discounted_payback": _why(self.discounted_payback, never if _dips(self.cumulative) else unspent),
            "internal_rate": self.internal_rates.reason,
            "switching_benefits": "" if self.pv_benefits else "There are no benefits to change.",
            "switching_costs": "" if self.pv_costs else "There are no costs to change.",
            "equivalent_annual_cost": "" if len(self.factors) > 1 else "There is no year after the base year.",
        }
        return {name: reason for name, reason in reasons.items() if reason}


def appraise(costs: Sequence[Exact], benefits: Sequence[Exact], factors: Sequence[Fraction]) -> Appraisal:
    """An option's flows of years 0, 1, 2 …, the shorter filled up with 0. Raises `TooFewFactors`."""
    pairs = list(zip_longest(map(fraction, costs), map(fraction, benefits), fillvalue=ZERO)) or [(ZERO, ZERO)]
    if len(pairs) > len(factors):
        raise TooFewFactors(len(pairs), len(factors))
    return Appraisal(tuple(each[0] for each in pairs), tuple(each[1] for each in pairs), tuple(factors[: len(pairs)]))


def switching_value(stream: Fraction, npv: Fraction) -> Fraction | None:
    """The change of one stream, as a fraction of it, that brings a net present value to 0; None for an empty stream.

    `stream` is its present value with its sign: benefits positive, costs negative. A benefit's is negative (it may
    fall so far), a cost's positive, as long as the net present value is above 0.
    """
    return -npv / abs(stream) if stream > 0 else (npv / abs(stream) if stream < 0 else None)


def npv_after(npv: Fraction, stream: Fraction, change: Exact) -> Fraction:
    """The net present value once a stream, given as for `switching_value`, changes: -0.2 is a fall of a fifth."""
    return npv + stream * fraction(change)


def one_way(npv: Fraction, stream: Fraction, changes: Iterable[Exact]) -> tuple[tuple[Fraction, Fraction], ...]:
    """A sensitivity table of one stream: each change with the net present value it leaves."""
    return tuple((fraction(change), npv_after(npv, stream, change)) for change in changes)


def two_way(
    npv: Fraction, streams: tuple[Fraction, Fraction], changes: tuple[Sequence[Exact], Sequence[Exact]]
) -> tuple[tuple[Fraction, ...], ...]:
    """A sensitivity table of two streams that share nothing: a row for each change of the first stream."""
    return tuple(
        tuple(npv_after(npv_after(npv, streams[0], first), streams[1], second) for second in changes[1])
        for first in changes[0]
    )


def _sums(flows: Iterable[Fraction]) -> tuple[Fraction, ...]:
    sums: list[Fraction] = []
    for flow in flows:
        sums.append(flow + (sums[-1] if sums else ZERO))
    return tuple(sums)


def _payback(sums: Sequence[Fraction]) -> Fraction | None:
    """The first time that the sum, having been below zero, is back at it; None if it never is.

    Year t's flow comes in between t - 1 and t, so a sum that turns within year t does so at t - 1 and a part.
    """
    for year in range(1, len(sums)):
        before, after = sums[year - 1], sums[year]
        if before < 0 <= after:
            return year - 1 + before / (before - after)
    return None


def _dips(sums: Sequence[Fraction]) -> bool:
    return any(each < 0 for each in sums)


def _why(figure: Fraction | None, reason: str) -> str:
    return reason if figure is None else ""
