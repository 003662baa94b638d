"""Each rule of data quality finds its own kind of flaw, tells it once, and leaves sound records alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.engines.data_quality import Agreement, Flaw, Nature, Rules, flaws
from app.engines.performance import Comparison, Quantity, Test

RULES = Rules(
    ref="ref",
    same=("ticket", "day"),
    required=("strength",),
    days=("made", "day"),
    order=(("made", "day"),),
    ranges={"strength": (5, 90)},
    period=("day", date(2027, 6, 1), date(2027, 6, 30)),
    units={"unit": "N/mm2"},
    agreements=(Agreement("strong", "yes", (Test(Quantity("strength"), Comparison.AT_LEAST, "28"),)),),
)
SOUND = {
    "ref": "C1",
    "ticket": "T1",
    "made": "2027-06-01",
    "day": "2027-06-08",
    "strength": "33.5",
    "unit": "N/mm2",
    "strong": "Yes",
}


def found(**changes):
    return [(each.column, each.nature) for each in flaws([SOUND | changes], RULES)]


def test_sound_records_have_no_flaw():
    assert flaws([SOUND, SOUND | {"ref": "C2", "ticket": "T2"}], RULES) == ()
    assert flaws([], RULES) == ()


@pytest.mark.parametrize(
    ("changes", "column", "nature"),
    [
        ({"strength": " "}, "strength", "missing"),
        ({"strength": "335"}, "strength", "out_of_range"),
        ({"strength": "4.9", "strong": "no"}, "strength", "out_of_range"),
        ({"strength": "4930", "unit": "psi"}, "unit", "units"),
        ({"day": "2027-07-01"}, "day", "wrong_period"),
        ({"made": "2027-05-01", "day": "2027-05-31"}, "day", "wrong_period"),
        ({"day": "2027-06-31"}, "day", "impossible_date"),
        ({"day": "8 June"}, "day", "impossible_date"),
        ({"day": "400"}, "day", "impossible_date"),
        ({"made": "2027-06-09"}, "day", "impossible_date"),
        ({"strong": "no"}, "strong", "inconsistent"),
        ({"strength": "20"}, "strong", "inconsistent"),
    ],
)
def test_each_flaw_is_told_once(changes, column, nature):
    assert found(**changes) == [(column, Nature(nature))]


@pytest.mark.parametrize("changes", [{"unit": ""}, {"strong": ""}, {"day": ""}, {"made": ""}, {"strength": "5"}])
def test_what_is_not_required_may_be_blank_and_limits_are_included(changes):
    assert found(**({"strong": "no"} if changes == {"strength": "5"} else {}), **changes) == []


def test_the_second_of_two_alike_is_the_duplicate():
    again = SOUND | {"ref": "C2", "ticket": " t1 "}
    assert flaws([SOUND, again, SOUND | {"ref": "C3", "day": "2027-06-09"}], RULES) == (
        Flaw("C2", "ticket", Nature.DUPLICATE),
    )


def test_blank_keys_and_no_keys_are_not_alike():
    blank = {"ticket": "", "day": ""}
    assert flaws([SOUND | blank, SOUND | blank], RULES) == ()
    assert flaws([SOUND, SOUND], replace(RULES, same=(), period=None)) == ()


def test_records_without_the_columns_are_read_all_the_same():
    assert flaws([{}], RULES) == (Flaw("", "strength", Nature.MISSING),)
