"""The bullet charts: everything in the table, honest axes, and words beside colours."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from app.kinds.performance import KIND
from app.kinds.performance.payload import PerformanceReport
from app.kinds.performance.pictures import LEFT, RIGHT
from tests.kinds.performance.reports import BRIEF, K1, K2, K3, analysed, report


def drawn(*rows):
    (picture,) = KIND.pictures(analysed(report(*rows)), BRIEF)
    return picture, ET.fromstring(str(picture.svg))


def texts(svg):
    return ["".join(each.itertext()) for each in svg.iter() if each.tag.endswith("text")]


def rects(svg, css):
    return [each for each in svg.iter() if each.tag.endswith("rect") and each.get("class") == css]


def test_nothing_typed_draws_nothing():
    assert KIND.pictures(analysed(PerformanceReport()), BRIEF) == ()


def test_the_table_says_what_the_drawing_says():
    picture, svg = drawn()
    assert picture.rows[0] == (
        "K1", "Visits kept", "91.5%", "47", "98%", "95%", "90%", "Amber", "Amber", "Better by 2.6 points",
    )  # fmt: skip
    assert picture.rows[2][2] == "no data"
    assert picture.summary == "3 measures: 0 green, 1 amber, 1 red, 1 without data."
    assert {"91.5% · Amber", "9 · Red", "Grey: no data"} <= set(texts(svg))


def test_every_scale_begins_at_nought():
    _, svg = drawn(K1, K2)
    for bar in rects(svg, "svg-ink"):
        assert bar.get("x") == str(LEFT)
    assert [each for each in texts(svg) if each in {"0", "100", "10"}] == ["0", "100", "0", "10"]


def test_a_bar_is_as_long_as_its_figure():
    _, svg = drawn(K1 | {"value": "50"})
    assert float(rects(svg, "svg-ink")[0].get("width")) == (RIGHT - LEFT) / 2


def test_bands_run_the_other_way_where_lower_is_better():
    _, svg = drawn(K1, K2)
    reds = [float(each.get("x")) for each in rects(svg, "svg-band-red")]
    greens = [float(each.get("x")) for each in rects(svg, "svg-band-green")]
    assert reds[0] < greens[0]
    assert reds[1] > greens[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"green": ""},
        {"value": "", "target": "", "green": "", "amber": "", "last": ""},
        {"value": "−5", "unit": "points"},
        {"value": "0", "target": "0", "green": "0", "amber": "0", "last": "0", "unit": "", "direction": "lower"},
        {"value": "999,999,999,999", "unit": "£"},
        {"value": "0.000001", "unit": "£", "target": "", "green": "", "amber": "", "last": ""},
        {"value": "140%"},
        {"rag": "", "base": "", "measure": "", "green": ""},
    ],
)
def test_odd_figures_are_drawn_inside_the_frame(changes):
    picture, svg = drawn(K1 | changes)
    assert len(picture.rows) == 1
    for rect in [each for each in svg.iter() if each.tag.endswith("rect")]:
        start, width = float(rect.get("x")), float(rect.get("width"))
        assert LEFT <= start <= start + width <= RIGHT + 0.2


def test_far_more_than_can_be_drawn_are_in_the_table():
    picture, svg = drawn(*(K1 | {"ref": f"K{number}"} for number in range(1, 41)))
    assert len(picture.rows) == 40
    assert "and 10 more in the table" in texts(svg)
    assert len(rects(svg, "svg-ink")) == 30


def test_what_was_typed_is_escaped():
    picture, _ = drawn(K1 | {"measure": "<script>alert(1)</script>"}, K3)
    assert "<script" not in str(picture.svg)
