"""Cells as people type them, and what they are told when one cannot be read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from app.kinds.performance import cells
from app.kinds.row_reading import NotRead


@pytest.mark.parametrize(
    ("text", "size", "is_percent"),
    [
        ("94.5", "94.5", False),
        (" 94.5 % ", "94.5", True),
        ("94 per cent", "94", True),
        ("≥ 95%", "95", True),
        (">= 95", "95", False),
        ("at most 12", "12", False),
        ("−3", "-3", False),
        ("£1,250.50", "1250.5", False),
        ("68 dB(A)", "68", False),
        ("38.5 N/mm2", "38.5", False),
        ("0 lorries", "0", False),
        ("2.6 per 1,000 h", "2.6", False),
        ("12 (weeks)", "12", False),
        ("47 of 50", "94", True),
        ("47/50", "94", True),
        ("47 out of 50 (94%)", "94", True),
    ],
)
def test_figures(text, size, is_percent):
    found = cells.figure(text)
    assert (found.size, found.is_percent) == (Fraction(size), is_percent)


@pytest.mark.parametrize(
    "text",
    ["good", "NaN", "inf", "1e400", "1" + "0" * 30, "=1+1", "<b>", "3 of 0", "1,2", "٣", "½", "12 34", "2027-05-31"],
)
def test_what_is_no_figure_says_what_to_type(text):
    with pytest.raises(NotRead, match="Type"):
        cells.figure(text)


@pytest.mark.parametrize(
    ("text", "size"), [("24", 24), ("n = 24", 24), ("2,320 h", 2320), ("22 of 24", 24), ("24 cubes", 24)]
)
def test_bases(text, size):
    assert cells.base(text) == size


@pytest.mark.parametrize("text", ["some", "-4", "24%"])
def test_what_is_no_base(text):
    with pytest.raises(NotRead, match="how many"):
        cells.base(text)


@pytest.mark.parametrize("text", ["2027-05-31", "31 May 2027", "Mon 31/05/27", "31st May 2027", "31.5.2027"])
def test_days(text):
    assert cells.day(text) == date(2027, 5, 31)


@pytest.mark.parametrize("text", ["May", "31/06/2027", "1 Jan 1753", "9999-12-31", "5/31/2027", "0"])
def test_what_is_no_day(text):
    with pytest.raises(NotRead, match="Type a date"):
        cells.day(text)
