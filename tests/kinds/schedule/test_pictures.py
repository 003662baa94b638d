"""The Gantt chart: it agrees with its table, scales, and says what it leaves out."""

from __future__ import annotations

import itertools
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from app.engines.critical_path import LinkKind
from app.kinds.schedule import KIND, gantt_axis
from app.kinds.schedule.gantt_links import Box, route
from tests.kinds.schedule.build import analysed, brief, item, row, schedule

ROWS = (row(1, "Dig", 5), row(2, "Lay", 10, "1"), row(3, "Paint", 2, "1"), row(4, "Open", 0, "2,3"))
KEY = brief(items=[item("open", 0, 0)], deadline={"item": "open", "finish_by": "2027-03-31"})


def drawn(made, key=None):
    key = key or brief()
    picture = KIND.pictures(analysed(made, key), key)[0]
    return picture, ET.fromstring(picture.svg)


def classes(svg, tag):
    return [each.get("class") for each in svg.iter(tag)]


def bars(svg):
    """The bars and diamonds with a tooltip, by the words of it."""
    return {
        each.findtext("title"): each
        for each in (*svg.iter("rect"), *svg.iter("polygon"))
        if each.find("title") is not None
    }


def test_bars_say_what_the_table_says():
    picture, svg = drawn(schedule(*ROWS))
    assert picture.rows == (
        ("1", "Dig", "8 Mar", "12 Mar", "5 d", "0 d", "Yes"),
        ("2", "Lay", "15 Mar", "26 Mar", "10 d", "0 d", "Yes"),
        ("3", "Paint", "15 Mar", "16 Mar", "2 d", "8 d", "No"),
        ("4", "Open", "26 Mar", "26 Mar", "0 d", "0 d", "Yes"),
    )
    assert {words: each.get("class") for words, each in bars(svg).items()} == {
        "Dig: 8 Mar to 12 Mar, 5 d, total float 0 d, critical": "svg-critical",
        "Lay: 15 Mar to 26 Mar, 10 d, total float 0 d, critical": "svg-critical",
        "Paint: 15 Mar to 16 Mar, 2 d, total float 8 d": "svg-plan",
        "Open: 26 Mar, 0 d, total float 0 d, critical": "svg-critical",
    }
    assert picture.summary == "Finish 26 Mar 2027 after 15 working days; 3 of 4 rows are critical."


def test_bars_stand_where_their_dates_are():
    _, svg = drawn(schedule(*ROWS))
    dig, lay = (next(each for words, each in bars(svg).items() if words.startswith(name)) for name in ("Dig", "Lay"))
    day_width = float(dig.get("width")) / 5
    assert float(lay.get("x")) - float(dig.get("x")) == pytest.approx(7 * day_width, abs=0.2)
    assert float(lay.get("width")) == pytest.approx(12 * day_width, abs=0.2)


def test_links_have_an_arrow_each_and_critical_ones_are_told_apart():
    _, svg = drawn(schedule(*ROWS))
    assert sorted(classes(svg, "polyline")) == ["svg-link", "svg-link", "svg-link-critical", "svg-link-critical"]
    assert sum(css.endswith("-head") for css in classes(svg, "polygon")) == 4


def test_a_link_between_critical_rows_that_drives_nothing_is_not_critical():
    _, svg = drawn(schedule(row(1, "Dig", 5), row(2, "Lay", 10, "1"), row(3, "Test", 1, "1, 2")))
    assert classes(svg, "polyline") == ["svg-link", "svg-link-critical", "svg-link-critical"]


def test_float_is_a_line_as_long_as_it_lasts():
    _, svg = drawn(schedule(*ROWS))
    (line,) = [each for each in svg.iter("line") if each.get("class") == "svg-float" and float(each.get("y1")) < 120]
    paint = next(each for words, each in bars(svg).items() if words.startswith("Paint"))
    assert float(line.get("x1")) == pytest.approx(float(paint.get("x")) + float(paint.get("width")), abs=0.2)
    assert float(line.get("x2")) - float(line.get("x1")) == pytest.approx(5 * float(paint.get("width")), abs=0.5)


def test_the_deadline_is_a_line_with_its_date():
    picture, svg = drawn(schedule(*ROWS), KEY)
    assert "svg-deadline" in classes(svg, "line")
    assert "Deadline 31 Mar" in [each.text for each in svg.iter("text")]
    assert "3 days early for 31 Mar 2027" in picture.summary


def test_a_deadline_is_not_drawn_on_numbered_days():
    _, svg = drawn(schedule(*ROWS, start_on=""), KEY)
    assert "svg-deadline" not in classes(svg, "line")


def test_names_are_cut_and_kept_whole_in_the_title():
    name = "Fabricate the main span, nine weeks from the revised quotation"
    _, svg = drawn(schedule(row(1, name, 5), row(2, "長い名前の活動を短くする必要があります", 5, "1")))
    labels = {each.findtext("title"): each.text for each in svg.iter("text") if each.find("title") is not None}
    assert labels[name] == "Fabricate the main span,…"
    assert labels["長い名前の活動を短くする必要があります"] == "長い名前の活動を短くする…"


def test_what_people_type_is_text():
    picture, svg = drawn(schedule(row(1, "<script>alert(1)</script>", 5)))
    assert "<script" not in picture.svg
    assert list(svg.iter("script")) == []


def test_a_typo_leaves_the_rest_drawn_hollow_where_it_may_move():
    picture, svg = drawn(schedule(*ROWS[:1], row(2, "Lay", "ten", "1"), *ROWS[2:]))
    shapes = {words.partition(":")[0]: each.get("class") for words, each in bars(svg).items()}
    assert shapes == {"Dig": "svg-plan", "Lay": "svg-baseline", "Paint": "svg-plan", "Open": "svg-baseline"}
    assert picture.rows[1] == ("2", "Lay", "–", "–", "–", "–", "–")
    assert picture.summary == (
        "Row 2 cannot be used as typed: hollow bars may still move, and no critical path is shown until they can."
    )
    assert "svg-link-critical" not in classes(svg, "polyline")


def test_dates_that_need_a_calendar_are_said_to_wait():
    picture, _ = drawn(schedule(*ROWS, row(5, "Lift", 1, "4", start_no_earlier="3 Aug 2027"), start_on=""))
    assert picture.summary.startswith("Typed dates cannot be used yet: hollow bars may still move")


def test_without_a_calendar_days_are_numbered():
    picture, svg = drawn(schedule(*ROWS, start_on=""))
    words = [each.text for each in svg.iter("text")]
    assert [each for each in words if each in ("d0", "d1", "d2", "d14")] == ["d0", "d2", "d14"]
    assert "Finish d15 after 15 working days" in picture.summary
    assert "Days are numbered from the start" in picture.summary
    assert "svg-off" not in classes(svg, "rect")


def test_the_key_names_what_is_drawn():
    _, svg = drawn(schedule(*ROWS[:3]))
    assert [each.text for each in svg.iter("text")][-3:] == ["Critical", "Not critical", "Total float"]
    _, svg = drawn(schedule(*ROWS))
    assert [each.text for each in svg.iter("text")][-1] == "Milestone"


def test_nothing_is_drawn_until_a_duration_can_be_read():
    assert KIND.pictures(analysed(schedule()), brief()) == ()
    assert KIND.pictures(analysed(schedule(row(1, "Dig", "soon"))), brief()) == ()


def test_of_many_rows_the_first_150_are_drawn():
    rows = [row(ref, "Dig", 1, str(ref - 1) if ref > 1 else "") for ref in range(1, 201)]
    picture, svg = drawn(schedule(*rows))
    assert len(picture.rows) == len(bars(svg)) == 150
    assert picture.summary.endswith("The first 150 of 200 rows are drawn.")


@pytest.mark.parametrize(
    ("days", "width", "upper", "lower"),
    [
        (20, 720, "Mar 2027", "15"),
        (110, 720, "Apr 2027", "12"),
        (250, 1120, "Sep 2027", "13"),
        (650, 1760, "2028", "Apr"),
        (2000, 1760, "2029", None),
    ],
)
def test_the_axis_suits_the_span(days, width, upper, lower):
    _, svg = drawn(schedule(row(1, "Dig", days)))
    words = [each.text for each in svg.iter("text")]
    assert svg.get("class") == f"drawing gantt gantt-{width}"
    assert upper in words
    assert lower is None or lower in words
    places = sorted(float(each.get("x")) for each in svg.iter("text") if each.get("y") == "14")
    assert all(right - left >= 20 for left, right in itertools.pairwise(places))


def test_two_centuries_fit():
    made = schedule(row(1, "Dig", 1), row(2, "Done", 0, "1", start_no_earlier="1 Jan 2140"), start_on="1 Jan 1990")
    _, svg = drawn(made)
    assert {"1990", "2100"} <= {each.text for each in svg.iter("text")}
    assert len(list(svg.iter())) < 200


def test_an_axis_begins_on_a_monday_and_ends_on_a_sunday():
    axis = gantt_axis.dated(date(2027, 3, 10), date(2027, 3, 15))
    assert (axis.first, axis.days) == (date(2027, 3, 8), 14)


BEFORE, AFTER, EARLIER = Box(100, 200, 50, 6), Box(220, 300, 74, 6), Box(120, 180, 98, 6)


@pytest.mark.parametrize(
    ("kind", "after", "begins", "ends", "corners"),
    [
        (LinkKind.FS, AFTER, (200, 50), (225, 68), 3),
        (LinkKind.FS, EARLIER, (200, 50), (120, 98), 6),
        (LinkKind.SS, AFTER, (100, 50), (220, 74), 4),
        (LinkKind.FF, AFTER, (200, 50), (300, 74), 4),
        (LinkKind.SF, AFTER, (100, 50), (300, 74), 6),
    ],
)
def test_each_kind_of_link_leaves_and_arrives_at_its_ends(kind, after, begins, ends, corners):
    points = route(kind, BEFORE, after, 24)
    assert (points[0], points[-1], len(points)) == (begins, ends, corners)
    turns = itertools.pairwise(points)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in turns), "every stretch is upright or level"


def test_a_link_to_a_row_above_arrives_from_below():
    assert route(LinkKind.FS, Box(100, 200, 98, 6), Box(220, 300, 50, 6), 24)[-1] == (225, 56)
