"""Drawings: whatever somebody typed is words in them, and a number is short."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from app.core.svg import Drawing

HOSTILE = '"><script>alert(1)</script> & \u2028'


def parsed(drawing: Drawing) -> ET.Element:
    return ET.fromstring(str(drawing.markup()))


def test_it_is_a_picture_with_a_name():
    root = parsed(Drawing(120, 40.5, label="Plan", css="gantt"))
    assert (root.get("viewBox"), root.get("class")) == ("0 0 120 40.5", "drawing gantt")
    assert (root.get("role"), root.get("aria-label")) == ("img", "Plan")
    assert isinstance(Drawing(1, 1, label="x").markup(), Markup)


def test_what_was_typed_stays_words_wherever_it_stands():
    drawing = Drawing(100, 100, label=HOSTILE)
    drawing.text(1, 2, HOSTILE)
    drawing.tooltip(drawing.rect(0, 0, 5, 5, "svg-plan"), HOSTILE)
    drawing.add("a", href=HOSTILE)
    root = parsed(drawing)
    assert root.get("aria-label") == HOSTILE
    assert [each.text for each in root.iter("text")] == [HOSTILE]
    assert [each.text for each in root.iter("title")] == [HOSTILE]
    assert not list(root.iter("script"))
    assert "<script" not in drawing.markup()


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "1"), (1.0, "1"), (1.25, "1.2"), (10.0, "10"), (0.04, "0"), (-3.5, "-3.5"), ("a b", "a b")],
)
def test_numbers_are_rounded_to_a_tenth(value, written):
    drawing = Drawing(1, 1, label="x")
    drawing.add("line", x1=value)
    assert next(parsed(drawing).iter("line")).get("x1") == written


def test_names_are_those_of_svg_and_nothing_is_left_out_quietly():
    drawing = Drawing(1, 1, label="x")
    drawing.add("text", text_anchor="end", css="svg-text", rx=None, text="a")
    element = next(parsed(drawing).iter("text"))
    assert element.attrib == {"text-anchor": "end", "class": "svg-text"}


def test_a_shape_never_has_a_negative_width():
    drawing = Drawing(10, 10, label="x")
    drawing.rect(5, 0, -3, 2, "svg-plan")
    assert next(parsed(drawing).iter("rect")).get("width") == "0"


def test_a_diamond_has_four_corners_around_its_middle():
    drawing = Drawing(10, 10, label="x")
    drawing.diamond(5, 6.5, 2, "svg-marker")
    assert next(parsed(drawing).iter("polygon")).get("points") == "5,4.5 7,6.5 5,8.5 3,6.5"


def test_elements_stand_in_their_group():
    drawing = Drawing(10, 10, label="x")
    group = drawing.add("g", css="row")
    drawing.add("line", group, x1=1)
    assert [child.tag for child in parsed(drawing).find("g")] == ["line"]
