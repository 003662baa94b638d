"""The internal rate of return: every yearly rate at which a row of cash flows is worth nothing today.

There may be none, one or several: one for each change of sign at most (Descartes), so a case whose sign changes more
than once has no single answer and is told so. Roots are counted exactly with Sturm's chain and closed in on with whole
numbers; no float is used, so a root is never missed or invented by rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from app.engines.exact import Exact, fraction, rounded

#: Rates are looked for above the lowest and up to the highest, as yearly fractions: -99% to +1,000%.
LOWEST, HIGHEST = Fraction(-99, 100), Fraction(10)
#: A rate is given to so many places of a fraction: 0.1532 is 15.32%.
PLACES = 4
#: Closed in on until it lies within this much, finer than what is shown so that it rounds rightly.
_WIDTH = Fraction(1, 10 ** (PLACES + 4))
#: Whole-number coefficients, highest power first; never with a leading 0.
_Polynomial = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InternalRates:
    """The rates found, lowest first, to four places; `reason` says why there is none, or why it is not one.

    `sign_changes` is how often the flows turn from cost to benefit or back: at most as many rates exist. A yearly rate
    of 0.1532 is 15.32%.
    """

    rates: tuple[Decimal, ...]
    sign_changes: int
    reason: str = ""

    @property
    def only(self) -> Decimal | None:
        """The rate, where there is exactly one and there could be no other."""
        return self.rates[0] if len(self.rates) == 1 and self.sign_changes == 1 else None


def internal_rates(flows: Sequence[Exact]) -> InternalRates:
    """Every rate between `LOWEST` and `HIGHEST` at which the flows of years 0, 1, 2 … have a net present value of 0.

    The flows are net, benefit positive and cost negative. With x = 1 + rate the net present value is zero where
    a(0) x^n + a(1) x^(n-1) + ... + a(n) is, so the rates are the roots of that polynomial.
    """
    amounts = [fraction(each) for each in flows]
    changes = sign_changes(amounts)
    if not any(amounts):
        return InternalRates((), 0, "There is no cash flow.")
    if not changes:
        return InternalRates((), 0, "The flows never change sign, so no rate makes them balance.")
    polynomial = _whole(amounts)
    chain = (polynomial,) if changes == 1 else _sturm_chain(polynomial)
    low, high = 1 + LOWEST, 1 + HIGHEST
    rates = tuple(rounded(root - 1, PLACES) for root in _roots(chain, low, high))
    return InternalRates(rates, changes, _reason(len(rates), changes))


def sign_changes(flows: Sequence[Fraction]) -> int:
    """How often the flows, zeros left out, turn from negative to positive or back."""
    signs = [each > 0 for each in flows if each]
    return sum(before != after for before, after in pairwise(signs))


def _reason(found: int, changes: int) -> str:
    if not found:
        return "No rate between −99% and 1,000% a year makes the flows balance."
    if changes > 1:
        return f"The flows change sign {changes} times, so a rate of return does not rank this option."
    return ""


def _roots(chain: Sequence[_Polynomial], low: Fraction, high: Fraction) -> list[Fraction]:
    """The distinct roots in (low, high], in order: the interval is halved until each part holds one, or is narrow."""
    found: list[Fraction] = []
    parts = [(low, high)]
    while parts:
        low, high = parts.pop()
        count = _count(chain, low, high)
        if not count:
            continue
        middle = (low + high) / 2
        if high - low <= _WIDTH:
            found.append(middle)
        elif count == 1 and _value(chain[0], low) * _value(chain[0], high) < 0:
            found.append(_closed_in(chain[0], low, high))
        else:
            parts += [(middle, high), (low, middle)]
    return found


def _closed_in(polynomial: _Polynomial, low: Fraction, high: Fraction) -> Fraction:
    """The one root between two places where the sign differs, by halving."""
    rises = _value(polynomial, high) > 0
    while high - low > _WIDTH:
        middle = (low + high) / 2
        if (_value(polynomial, middle) > 0) == rises:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _count(chain: Sequence[_Polynomial], low: Fraction, high: Fraction) -> int:
    """How many distinct roots lie in (low, high]. With a chain of one, for flows that change sign once, 1 or 0."""
    if len(chain) == 1:
        at_low, at_high = (_value(chain[0], each) for each in (low, high))
        return int(at_low * at_high < 0 or not at_high)
    return _variations(chain, low) - _variations(chain, high)


def _variations(chain: Sequence[_Polynomial], at: Fraction) -> int:
    return sign_changes([Fraction(_value(each, at)) for each in chain])


def _value(polynomial: _Polynomial, at: Fraction) -> int:
    """The polynomial there, times a power of the denominator that makes it whole: its sign is what is wanted."""
    total, scale = 0, 1
    for coefficient in polynomial:
        total = total * at.numerator + coefficient * scale
        scale *= at.denominator
    return total


def _whole(amounts: Sequence[Fraction]) -> _Polynomial:
    scale = lcm(*(each.denominator for each in amounts))
    return _primitive([int(each * scale) for each in amounts])


def _primitive(coefficients: Sequence[int]) -> _Polynomial:
    """Without leading zeros and common factors; its sign is kept."""
    start = next((place for place, each in enumerate(coefficients) if each), len(coefficients))
    common = gcd(*coefficients[start:]) or 1
    return tuple(each // common for each in coefficients[start:])


def _sturm_chain(polynomial: _Polynomial) -> list[_Polynomial]:
    """The polynomial, its derivative, and remainders with the sign turned, each made as small as can be."""
    degree = len(polynomial) - 1
    slope = _primitive([each * (degree - place) for place, each in enumerate(polynomial[:-1])])
    chain = [polynomial, slope]
    while len(chain[-1]) > 1:
        remainder = _remainder(chain[-2], chain[-1])
        if not remainder:
            break
        chain.append(_primitive([-each for each in remainder]))
    return chain


def _remainder(above: _Polynomial, below: _Polynomial) -> _Polynomial:
    """What is left of one over the other, times a positive whole number that keeps it whole."""
    left = list(above)
    lead = abs(below[0])
    turn = 1 if below[0] > 0 else -1
    while len(left) >= len(below):
        first = left[0] * turn
        left = [each * lead for each in left]
        for place, each in enumerate(below):
            left[place] -= first * each
        left = left[1:]
    return _primitive(left)
