from __future__ import annotations

from decimal import Decimal

import pytest

from app.engines.tolerance import InvalidTolerance, Standing, Tolerance

STAGE = Tolerance(5, 10)


@pytest.mark.parametrize(
    ("forecast", "standing"),
    [(104, "within"), (105, "within"), (106, "over"), (90, "within"), (89, "under"), (100, "within")],
)
def test_a_stage_of_a_hundred_with_five_above_and_ten_below(forecast, standing):
    assert STAGE.standing(forecast, 100) is Standing(standing)


def test_limits_are_exact():
    tolerance = Tolerance(Decimal(2), 5)
    assert (tolerance.most(1_106_000), tolerance.least(1_106_000)) == (1_128_120, 1_050_700)


@pytest.mark.parametrize(("above", "below"), [(-1, 0), (0, -1), (0, 101)])
def test_a_tolerance_that_cannot_be(above, below):
    with pytest.raises(InvalidTolerance):
        Tolerance(above, below)
