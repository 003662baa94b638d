"""The pictures: their tables say what the engine says, and the drawings hold what the tables hold."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from app.core import money
from app.kinds.base import Picture
from app.kinds.risks import KIND
from app.kinds.risks.figures import figures
from tests.kinds.risks.registers import BRIEF, CRANE, analysed, brief_with, register, row


def drawn(*rows, brief=BRIEF) -> dict[str, Picture]:
    return {picture.key: picture for picture in KIND.pictures(analysed(*rows), brief)}


def elements(picture: Picture, css: str) -> list[ET.Element]:
    root = ET.fromstring(picture.svg)
    return [element for element in root.iter() if css in element.get("class", "").split()]


def texts(picture: Picture, css: str) -> list[str]:
    return [element.text or "" for element in elements(picture, css)]


def legend_free(found: list[ET.Element]) -> list[ET.Element]:
    """Markers with a number beside them are grouped; those of the legend are not."""
    return [
        each for each in found if each.get("cy", each.get("y", "")) and float(each.get("cy") or each.get("y")) < 425
    ]


class TestHeatMap:
    def test_the_table_says_where_each_risk_stands_before_and_after(self):
        picture = drawn(row(), CRANE)["heat-map"]
        assert picture.rows == (
            ("R1", "The spans leave the works late", "Threat", "4 × 5 = 20 red", "2 × 3 = 6 amber"),
            ("R2", "The railway lets us share its crane", "Opportunity", "3 × 3 = 9 amber", "4 × 3 = 12 amber"),
        )
        assert len(picture.headers) == len(picture.rows[0])

    def test_the_table_agrees_with_the_figures(self):
        rows = drawn(row(), CRANE)["heat-map"].rows
        for cells, risk in zip(rows, figures(register(row(), CRANE))["risks"], strict=True):
            assert cells[3].endswith(f"= {risk['score']} {risk['band']}")
            assert cells[4].endswith(f"= {risk['residual_score']} {risk['residual_band']}")

    def test_the_summary_counts_bands_of_threats(self):
        assert drawn(row(), CRANE)["heat-map"].summary == (
            "Threats: 1 red, 0 amber, 0 green before response; 0 red, 1 amber, 0 green after. 1 opportunity as squares."
        )
        assert "squares" not in drawn(row())["heat-map"].summary

    def test_every_cell_has_its_band_in_colour_and_as_a_letter(self):
        picture = drawn(row())["heat-map"]
        letters = texts(picture, "svg-band-letter")
        assert len(letters) == 25
        for letter, band in (("G", "green"), ("A", "amber"), ("R", "red")):
            assert sum(text.endswith(f" {letter}") for text in letters) == len(elements(picture, f"svg-band-{band}"))
        assert {"5 G", "6 A", "12 A", "15 R", "25 R"} <= set(letters)

    def test_a_risk_that_moves_has_two_markers_and_an_arrow(self):
        picture = drawn(row())["heat-map"]
        assert texts(picture, "svg-marker-text") == texts(picture, "svg-marker-open-text") == ["1"]
        assert len(elements(picture, "svg-arrow")) == len(elements(picture, "svg-arrow-head")) == 1
        [arrow] = elements(picture, "svg-arrow")
        assert float(arrow.get("x2")) < float(arrow.get("x1"))
        assert float(arrow.get("y2")) > float(arrow.get("y1"))

    def test_a_risk_that_stays_has_one_marker_with_a_ring(self):
        picture = drawn(row(response="accept", residual_probability="", residual_impact=""))["heat-map"]
        assert texts(picture, "svg-marker-open-text") == []
        assert len(legend_free(elements(picture, "svg-marker-ring"))) == 1
        assert not elements(picture, "svg-arrow")
        assert picture.rows[0][3] == picture.rows[0][4]

    def test_a_risk_not_yet_scored_after_has_only_its_first_marker(self):
        picture = drawn(row(residual_probability=""))["heat-map"]
        assert texts(picture, "svg-marker-text") == ["1"]
        assert not texts(picture, "svg-marker-open-text")
        assert not legend_free(elements(picture, "svg-marker-ring"))
        assert picture.rows[0][4] == "not scored"

    def test_opportunities_are_square(self):
        picture = drawn(CRANE)["heat-map"]
        assert {each.tag for each in legend_free(elements(picture, "svg-marker"))} == {"rect"}

    @pytest.mark.parametrize("count", [2, 4, 5, 8, 9, 12, 15])
    def test_markers_of_a_cell_stay_apart_and_inside_it(self, count):
        rows = [row(ref=f"R{n}", residual_probability="3", residual_impact="3") for n in range(1, count + 1)]
        picture = drawn(*rows)["heat-map"]
        markers = legend_free(elements(picture, "svg-marker"))
        assert len(markers) == count
        places = [(float(each.get("cx")), float(each.get("cy")), float(each.get("r"))) for each in markers]
        for number, (x, y, radius) in enumerate(places):
            assert x - radius >= 514
            assert x + radius <= 624
            assert y - radius >= 108
            assert y + radius <= 183
            for other_x, other_y, _ in places[number + 1 :]:
                assert (x - other_x) ** 2 + (y - other_y) ** 2 > (2 * radius) ** 2

    def test_in_a_full_cell_those_that_come_from_above_stand_over_those_that_go_on_down(self):
        coming = [row(ref=f"R{n}") for n in (1, 2)]
        going = [row(ref=f"R{n}", probability="2", impact="3", residual_probability="1") for n in (3, 4, 5)]
        picture = drawn(*going, *coming)["heat-map"]
        upper = {float(each.get("cy")) for each in legend_free(elements(picture, "svg-marker-open"))}
        lower = {float(each.get("cy")) for each in legend_free(elements(picture, "svg-marker"))}
        assert len(upper) == 2
        assert min(upper) < max(lower) < max(upper)

    def test_beyond_what_fits_the_rest_are_a_number_and_the_table_has_all(self):
        picture = drawn(*(row(ref=f"R{n}") for n in range(1, 41)))["heat-map"]
        assert len(texts(picture, "svg-marker-text")) == 15
        assert "+25 more" in texts(picture, "svg-band-letter")
        assert len(picture.rows) == 40

    def test_markers_carry_their_row_as_a_tooltip(self):
        titles = [each.text for each in ET.fromstring(drawn(row())["heat-map"].svg).iter("title")]
        assert set(titles) == {
            "R1 “The spans leave the works late”, before response: 4 × 5 = 20 red",
            "R1 “The spans leave the works late”, after response: 2 × 3 = 6 amber",
        }

    def test_references_that_begin_differently_are_written_out(self):
        assert set(texts(drawn(row(ref="T1"), row(ref="O12345"))["heat-map"], "svg-marker-text")) == {"T1", "O123"}

    def test_the_scale_of_the_brief_stands_beside_the_bands(self):
        picture = drawn(row(), brief=brief_with(probability_scale=[2, 10, 30, 62.5, 90]))["heat-map"]
        assert [text for text in texts(picture, "svg-text-small") if "%" in text] == [
            "2%",
            "10%",
            "30%",
            "62.5%",
            "90%",
        ]


class TestExposureBars:
    def test_the_table_has_each_risk_largest_first_with_sums(self):
        small = row(ref="R7", cost="500", residual_cost="100", response_cost="10")
        picture = drawn(small, row(), CRANE)["exposure"]
        assert [cells[0] for cells in picture.rows] == [
            "R1", "R7", "All threats", "R2", "All opportunities", "All risks",
        ]  # fmt: skip
        assert picture.rows[0][3:] == ("£7,200", "£1,600", "£2,400", "£3,200")
        assert picture.rows[3][3:] == ("−£12,000", "−£18,000", "£1,000", "£5,000")

    def test_the_sums_are_the_figures(self):
        found = figures(register(row(), CRANE))
        total = drawn(row(), CRANE)["exposure"].rows[-1]
        keys = ("exposure_before", "exposure_after", "response_cost", "net_gain")
        assert total[3:] == tuple(money.show(Decimal(found[key])) for key in keys)

    def test_bars_are_as_long_as_their_amounts(self):
        picture = drawn(row(), CRANE)["exposure"]
        before = [float(each.get("width")) for each in elements(picture, "svg-baseline")]
        assert before == pytest.approx([7200 * before[1] / 12000, before[1]], abs=0.1)
        [after] = [float(each.get("width")) for each in elements(picture, "svg-plan")]
        assert after == pytest.approx(1600 * before[1] / 12000, abs=0.1)
        [saving] = [float(each.get("width")) for each in elements(picture, "svg-done")]
        assert saving == pytest.approx(18000 * before[1] / 12000, abs=0.1)

    def test_amounts_in_the_drawing_are_those_of_the_table(self):
        picture = drawn(row(), CRANE)["exposure"]
        assert texts(picture, "svg-number") == ["£7,200 → £1,600", "£12,000 → £18,000"]

    def test_very_many_bars_are_cut_short_and_say_so(self):
        picture = drawn(*(row(ref=f"R{n}") for n in range(1, 36)))["exposure"]
        assert len(elements(picture, "svg-baseline")) == 30
        assert "and 5 more in the table" in texts(picture, "svg-text-small")
        assert len(picture.rows) == 35 + 2

    @pytest.mark.parametrize(
        ("cost", "axis"),
        [
            ("0", ["£0", "£1"]),
            ("10", ["£0", "£2", "£4", "£6"]),
            ("100000", ["£0", "£20k", "£40k", "£60k"]),
            ("1000000000", ["£0", "£200,000k", "£400,000k", "£600,000k"]),
        ],
    )
    def test_the_axis_has_round_steps(self, cost, axis):
        small = texts(drawn(row(cost=cost, residual_cost="0"))["exposure"], "svg-text-small")
        assert [text for text in small if text.startswith("£")] == axis


def test_nothing_is_drawn_before_there_is_something_to_draw():
    assert drawn({"ref": "R1", "event": "Something may happen"}) == {}
    assert set(drawn(row(cost=""))) == {"heat-map"}
    assert set(drawn(row(impact=""))) == {"exposure", "contingency"}


def test_drawings_hold_no_colours_and_escape_what_was_typed():
    for picture in drawn(row(event='<script>alert(1)</script> & more "quotes"'), CRANE).values():
        assert "<script" not in picture.svg
        assert not re.search(r"#[0-9a-f]{3,6}|style=|fill=|rgb", picture.svg)


def test_a_drawing_says_what_it_shows():
    for picture in drawn(row(), CRANE).values():
        root = ET.fromstring(picture.svg)
        assert root.get("role") == "img"
        assert picture.summary in root.get("aria-label", "")
