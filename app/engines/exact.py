"""Exact arithmetic for the engines: whole numbers, decimals and fractions in, no float anywhere.

Engines keep full precision as fractions; `rounded` is for the moment a figure is shown or stored.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

Exact = int | Decimal | Fraction

HALF = Fraction(1, 2)


def fraction(value: Exact) -> Fraction:
    """The same number as a fraction. Raises `TypeError` for a float: its last digits are not the ones typed."""
    if not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"An exact number is needed, not a {type(value).__name__}.")
    return Fraction(value)


def rounded(value: Exact, places: int) -> Decimal:
    """The number to so many decimal places, halves away from zero, exact whatever its size."""
    scaled = fraction(value) * 10**places
    digits = floor(abs(scaled) + HALF)
    sign = 1 if scaled < 0 and digits else 0
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))
