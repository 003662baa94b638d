"""What a cell may hold, and what is said when it cannot be read."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.kinds.business_case import cells
from app.kinds.business_case.cells import NotReadable, Undefined
from app.kinds.business_case.payload import Nature


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("0", (0,)),
        ("1-3", (1, 2, 3)),
        ("1–3", (1, 2, 3)),
        ("1 to 3", (1, 2, 3)),
        ("8, 16, 24", (8, 16, 24)),
        ("8; 3-4 and 4", (3, 4, 8)),
        ("125", (125,)),
    ],
)
def test_years(text, years):
    assert cells.read_years(text) == years


@pytest.mark.parametrize("text", ["every year", "5-1", "126", "-1", "1.5", "2028", "1-", "9999", "1" * 900])
def test_years_that_cannot_be_read(text):
    with pytest.raises(NotReadable) as error:
        cells.read_years(text)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    ("text", "share"),
    [("20%", "1/5"), ("20", "1/5"), ("-7.5 %", "-3/40"), ("−20%", "-1/5"), ("+3 per cent", "3/100"), ("0", "0")],
)
def test_percentages(text, share):
    assert cells.read_percent(text) == Fraction(share)


@pytest.mark.parametrize("text", ["a fifth", "NaN", "inf", "1e400", "20%%", "--2", ""])
def test_percentages_that_cannot_be_read(text):
    with pytest.raises(NotReadable):
        cells.read_percent(text)


def test_growth_and_bias_have_limits():
    assert cells.read_growth("2%") == Fraction(1, 50)
    assert cells.read_bias("0") == 0
    for read, text in ((cells.read_growth, "51%"), (cells.read_bias, "301%"), (cells.read_bias, "-5%")):
        with pytest.raises(NotReadable):
            read(text)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("1.85", Fraction("1.85")), ("-0.4", Fraction("-0.4")), ("1,234", Fraction(1234)), ("n/a", Undefined.STATED)],
)
def test_ratios(text, ratio):
    assert cells.read_ratio(text) == ratio


@pytest.mark.parametrize("text", ["good", "1:2", "1e9"])
def test_ratios_that_cannot_be_read(text):
    with pytest.raises(NotReadable):
        cells.read_ratio(text)


def test_money_is_positive_where_the_type_says_which_way_it_goes():
    assert cells.read_money("-£1,200") == -1200
    assert cells.read_amount("12k") == 12_000
    for text in ("-5", "10" + "0" * 30, "about 3", "=1+1"):
        with pytest.raises(NotReadable) as error:
            cells.read_amount(text)
        assert len(str(error.value)) < 200


@pytest.mark.parametrize(("text", "year"), [("2027", 2027), ("2027/28", 2027), ("2027-28", 2027), ("2027–2028", 2027)])
def test_base_years(text, year):
    assert cells.read_base_year(text) == year


@pytest.mark.parametrize("text", ["27", "1753", "9999", "this year", "2027/28/29"])
def test_base_years_that_cannot_be_read(text):
    with pytest.raises(NotReadable):
        cells.read_base_year(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("4.1", ("4.1",)),
        ("Section 4.1", ("4.1",)),
        ("§4.1.", ("4.1",)),
        ("Table 2", ("table 2",)),
        ("tab. 2 and para 7.1", ("table 2", "7.1")),
        ("3.2, 3.3; 3.2", ("3.2", "3.3")),
    ],
)
def test_places(text, places):
    assert cells.read_places(text) == places


@pytest.mark.parametrize("text", ["the costs", "1.1 2.1 3.1 4.1", "§"])
def test_places_that_cannot_be_read(text):
    with pytest.raises(NotReadable):
        cells.read_places(text)


def test_choices_are_keys_in_any_case():
    assert cells.read_choice("Sunk cost", Nature) is Nature.SUNK_COST
    with pytest.raises(NotReadable):
        cells.read_choice("odd", Nature)


def test_what_is_quoted_is_short():
    assert cells.quoted("a\nb") == "“a b”"
    assert len(cells.quoted("x" * 9000)) < 50
