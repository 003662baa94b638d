"""The picture of the options: lines, their names, and the table that says the same."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from app.kinds.business_case import KIND
from app.kinds.business_case.pictures import _short, _ticks
from tests.kinds.business_case.cases import BRIEF, analysed, content, without


def drawn(made):
    return KIND.pictures(analysed(made), BRIEF)


def test_a_line_for_each_option_and_a_row_for_each_year():
    [picture] = drawn(content())
    svg = ET.fromstring(str(picture.svg))
    assert len(svg.findall("polyline")) == 3
    assert picture.headers == ("Year", "O1 Do nothing", "O2 Repair the boiler", "O3 Heat pump")
    assert [row[0] for row in picture.rows] == [str(year) for year in range(11)]
    assert picture.rows[0] == ("0", "£0", "−£10,350", "−£52,900")
    assert picture.rows[10] == ("10", "£2,297", "£19,192", "£24,444")
    assert "O3 £24,444" in picture.summary


def test_options_without_flows_are_left_out_and_none_is_no_picture():
    [picture] = drawn(without("flows", "F1", "F2", "F3"))
    assert len(picture.headers) == 3
    assert drawn(content(flows=[])) == ()


def test_flows_of_the_base_year_alone_can_be_drawn():
    [picture] = drawn(
        content(flows=[{"ref": "F1", "option": "O3", "type": "capital", "years": "0", "amount": "1", "stream": "<b>"}])
    )
    assert picture.rows == (("0", "−£1"),)


def test_many_options_are_in_the_table_and_six_are_drawn():
    options = [{"ref": f"O{number}", "name": "<i>It</i>"} for number in range(1, 10)]
    flows = [
        {"ref": f"F{number}", "option": f"O{number}", "type": "benefit", "years": "1-3", "amount": "1000000"}
        for number in range(1, 10)
    ]
    [picture] = drawn({"options": options, "flows": flows})
    svg = ET.fromstring(str(picture.svg))
    assert len(svg.findall("polyline")) == 6
    assert len(picture.headers) == 10
    assert "<i>" not in str(picture.svg)


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        (-3, 4, [-4, -2, 0, 2, 4]),
        (0, 0, [0, 1]),
        (-1_305_600, 1_470_055, [500_000 * number for number in range(-3, 4)]),
    ],
)
def test_ticks_are_round(lowest, highest, ticks):
    assert _ticks(Fraction(lowest), Fraction(highest)) == ticks


@pytest.mark.parametrize(
    ("amount", "words"), [(1_217_327, "£1.22m"), (-1_000_000, "−£1m"), (365_929, "£366k"), (75, "£75"), (0, "£0")]
)
def test_short_amounts(amount, words):
    assert _short(Fraction(amount)) == words
