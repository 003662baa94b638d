from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from app.engines.exact import fraction, rounded


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(1, 3), 4, "0.3333"),
        (Decimal("0.00005"), 4, "0.0001"),
        (Decimal("-0.00005"), 4, "-0.0001"),
        (Fraction(-1, 100_000), 4, "0.0000"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (7, 2, "7.00"),
        (10**40 + 1, 2, f"{10**40 + 1}.00"),
    ],
)
def test_halves_are_rounded_away_from_zero_whatever_the_size(value, places, shown):
    assert str(rounded(value, places)) == shown


def test_a_decimal_is_taken_at_its_word():
    assert fraction(Decimal("0.1")) == Fraction(1, 10)


@pytest.mark.parametrize("value", [0.1, "0.1", None])
def test_only_exact_numbers_are_taken(value):
    with pytest.raises(TypeError, match="exact number"):
        fraction(value)
