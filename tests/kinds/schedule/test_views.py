"""The network diagram, the chance of the date and the 14 points, each with the table that says the same."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from app.kinds.schedule import KIND
from app.kinds.schedule.network_layout import laid_out
from tests.kinds.schedule.build import analysed, brief, row, schedule
from tests.kinds.schedule.update import key, update

ROWS = (row(1, "Dig", 5), row(2, "Lay", 10, "1SS+1d, 1FF"), row(3, "Paint", 2, "1"), row(4, "Open", 0, "2,3"))


def views(made, asked=None):
    asked = asked or brief()
    return {each.key: each for each in KIND.pictures(analysed(made, asked), asked)}


def texts(picture):
    return [each.text for each in ET.fromstring(str(picture.svg)).iter("text")]


def shapes(picture, tag="rect"):
    found = ET.fromstring(str(picture.svg)).iter(tag)
    return {each.findtext("title"): each.get("class") for each in found if each.find("title") is not None}


class TestNetworkDiagram:
    def test_a_box_has_its_seven_cells_and_says_that_it_is_critical(self):
        picture = views(schedule(*ROWS))["network"]
        assert shapes(picture) == {
            "Row 1 (Dig): early 0 to 5, late 0 to 5, total float 0, critical": "svg-node-critical",
            "Row 2 (Lay): early 1 to 11, late 1 to 11, total float 0, critical": "svg-node-critical",
            "Row 3 (Paint): early 5 to 7, late 9 to 11, total float 4": "svg-node",
            "Row 4 (Open): early 11 to 11, late 11 to 11, total float 0, critical": "svg-node-critical",
        }
        words = texts(picture)
        assert {"2 Lay (critical)", "3 Paint", "TF 4", "SS+1d", "FF"} <= set(words)

    def test_the_table_says_the_same(self):
        picture = views(schedule(*ROWS))["network"]
        assert picture.rows[1] == ("2", "Lay", "10 d", "1", "11", "1", "11", "0", "0", "1SS+1d, 1FF", "Yes")
        assert picture.summary == (
            "4 rows in the order of their logic, the driving path 1 → 2 → 4, 11 working days long."
        )

    def test_negative_float_has_a_true_minus_sign(self):
        picture = views(schedule(*ROWS[:3], row(4, "Open", 0, "2,3", must_finish_by="19 Mar 2027")))["network"]
        assert "TF −1" in texts(picture)
        assert picture.rows[0][7] == "−1"

    def test_nothing_is_drawn_while_something_cannot_be_read(self):
        assert set(views(schedule(*ROWS, row(5, "Tidy", "soon")))) == {"gantt"}

    def test_of_many_rows_the_first_are_drawn_at_a_width_that_the_style_sheet_knows(self):
        rows = [row(ref, "Dig", 1, str(ref - 1) if ref > 1 else "") for ref in range(1, 151)]
        picture = views(schedule(*rows))["network"]
        assert len(picture.rows) == 100
        assert picture.summary.endswith("The first 100 are drawn.")
        assert ET.fromstring(str(picture.svg)).get("class") == "drawing network network-8000"

    def test_long_names_are_cut(self):
        name = "Fabricate the main span in nine weeks from the revised quotation of March"
        picture = views(schedule(row(1, name, 5), row(2, "Donaudampfschifffahrtsgesellschaft", 1, "1")))["network"]
        assert "1 Fabricate the main" in texts(picture)
        assert "span in nine weeks…" in " ".join(texts(picture))
        assert max(len(each) for each in texts(picture)) <= 22

    def test_what_people_type_is_text(self):
        assert "<script" not in str(views(schedule(row(1, "<script>alert(1)</script>", 5)))["network"].svg)


class TestLayout:
    def test_layers_follow_logic_and_links_pass_between_boxes(self):
        layout = laid_out(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("a", "d")])
        assert [layout.at[(ref,)][0] for ref in "abcd"] == [0, 1, 2, 3]
        assert len(layout.routes["a", "d"]) == 4
        assert layout.layers == 4

    def test_nothing_overlaps_within_a_layer(self):
        refs = [str(each) for each in range(12)]
        links = [(str(a), str(b)) for a in range(4) for b in range(4, 8)] + [("4", "8"), ("0", "9"), ("1", "11")]
        layout = laid_out(refs, links)
        by_layer = {}
        for node, (layer, height) in layout.at.items():
            by_layer.setdefault(layer, []).append((height, 1.0 if len(node) == 1 else 0.35))
        for places in by_layer.values():
            places.sort()
            for (above, one), (below, other) in pairwise(places):
                assert below - above >= (one + other) / 2 - 1e-9
        assert min(height - size / 2 for places in by_layer.values() for height, size in places) == pytest.approx(0)

    def test_nothing_is_laid_out(self):
        layout = laid_out([], [])
        assert (layout.layers, layout.height) == (0, 0)


class TestChance:
    def test_the_curve_and_its_table(self):
        picture = views(update(), key())["chance"]
        assert picture.headers == ("Share of runs", "Done by", "Working days")
        assert [each[0] for each in picture.rows][:3] == ["P5", "P10", "P20"]
        assert {each[0]: each[1] for each in picture.rows}["P80"] == "30 Mar 2027"
        words = texts(picture)
        assert {"Plan", "Deadline", "P80 30 Mar 2027"} <= set(words)
        assert "The deadline is kept in 53% of them." in picture.summary
        assert "with seed 1" in picture.summary

    def test_without_a_calendar_or_a_deadline_days_are_numbered(self):
        picture = views(schedule(row(1, "Dig", 5, optimistic=4, pessimistic=9), start_on=""))["chance"]
        assert picture.rows[-1][1] == "d9"
        assert "Deadline" not in texts(picture)
        assert "deadline" not in picture.summary

    def test_the_tornado_ranks_what_moves_the_finish(self):
        rows = (
            row(1, "Dig", 5, optimistic=4, pessimistic=15),
            row(2, "Lay the long pipe from the river to the reservoir", 5, "1", optimistic="32h", pessimistic=6),
            row(3, "Side", 1, "", optimistic=1, pessimistic=2),
        )
        picture = views(schedule(*rows))["tornado"]
        assert [each[0] for each in picture.rows][:2] == ["1", "2"]
        assert picture.rows[0][2:5] == ("4 d", "5 d", "15 d")
        assert picture.rows[1][2:5] == ("32 h", "5 d", "6 d")
        assert picture.summary.startswith("Row 1 moves the finish most")
        assert "2 Lay the long pipe from the river …" in texts(picture)

    def test_a_duration_that_brings_the_finish_forward_is_told_apart(self):
        rows = (row(1, "A", 30), row(2, "B", 5, "1FF", optimistic=1, pessimistic=9), row(3, "C", 20, "2SS"))
        picture = views(schedule(*rows))["tornado"]
        assert picture.rows[0][5].startswith("−")
        assert set(shapes(picture).values()) == {"svg-watch"}

    def test_ranges_that_are_none_move_nothing(self):
        picture = views(schedule(row(1, "Dig", 5, optimistic=5, pessimistic=5)))["tornado"]
        assert picture.rows == ()
        assert picture.summary.startswith("No duration moves the finish")

    def test_without_ranges_there_is_neither(self):
        assert set(views(schedule(*ROWS))) == {"gantt", "network", "fourteen-points"}


class TestFourteenPoints:
    def test_each_has_its_base_its_limit_and_its_rows(self):
        picture = views(update(), key())["fourteen-points"]
        table = {each[0]: each[2:] for each in picture.rows}
        assert len(table) == 15
        assert table["11"][1:] == ("1 of 1 (100%)", "at most 5%", "Fails", "2")
        assert table["14"][1:] == ("1 of 1 (1.00)", "at least 0.95", "Passes", "")
        assert table["10"][1] == "not applicable: the schedule has no resources"
        assert table["12"][1:] == ("600 of 600 days", "all of them", "Passes", "3 (tested)")
        assert table["7"][1:3] == ("0 of 2", "none")
        assert picture.summary.startswith("Of 15 measures: 13 pass, 1 to ask about, 1 not applicable.")

    def test_many_rows_are_cut(self):
        rows = [row(ref, "Dig", 60) for ref in range(1, 21)]
        table = {each[0]: each[6] for each in views(schedule(*rows))["fourteen-points"].rows}
        assert table["8"].endswith(" …")

    def test_a_task_that_leaves_the_years_when_longer_does_not_pass(self):
        made = schedule(row(1, "Dig", 10), start_on="1 Dec 2148")
        table = {each[0]: each[5] for each in views(made)["fourteen-points"].rows}
        assert table["12"] == "Fails"


class TestGantt:
    def test_baseline_progress_and_the_data_date_are_drawn_and_in_the_table(self):
        picture = views(update(), key())["gantt"]
        svg = ET.fromstring(str(picture.svg))
        classes = [each.get("class") for each in svg.iter()]
        assert {"svg-baseline", "svg-done", "svg-today", "svg-latest"} <= set(classes)
        assert picture.headers[-2:] == ("Baseline finish", "Complete")
        assert [each[-2:] for each in picture.rows] == [
            ("", "100%"),
            ("9 Mar", "100%"),
            ("17 Mar", "33%"),
            ("23 Mar", ""),
            ("23 Mar", ""),
        ]
        assert {"Baseline", "Done", "Latest finish", "Data date 12 Mar"} <= set(texts(picture))

    @pytest.mark.parametrize(
        ("progress", "complete"),
        [
            ({"remaining": 4}, "33%"),
            ({"remaining": 9}, "0%"),
            ({"percent_complete": "20"}, "20%"),
            ({}, "0%"),
            ({"duration": 0, "optimistic": "", "pessimistic": ""}, "0%"),
        ],
    )
    def test_what_is_complete_is_typed_or_what_remaining_leaves(self, progress, complete):
        made = update(_3={"percent_complete": "", "remaining": ""} | progress)
        assert views(made)["gantt"].rows[2][-1] == complete

    def test_a_data_date_before_the_chart_is_not_drawn(self):
        made = schedule(row(1, "Dig", 5), data_date="1 Feb 2027")
        assert "svg-today" not in str(views(made)["gantt"].svg)

    def test_a_day_without_work_has_no_parts(self):
        made = schedule(row(1, "Pour", 5), row(2, "Cure", "1ed", "1"), row(3, "Wait", 9))
        assert views(made)["gantt"].rows[1][2:4] == ("12 Mar 17:00", "13 Mar 17:00")

    def test_a_summary_is_a_bracket_and_its_rows_are_indented(self):
        made = schedule(row(1, "Ground", "", "", level=1), row(2, "Dig", 5, "", level=2), row(3, "Pour", 2, "2"))
        picture = views(made)["gantt"]
        assert "Ground: 8 Mar to 16 Mar, 7 d" in shapes(picture, "polygon")
        assert picture.rows[0][-1] == "Summary"
        assert "Summary" in texts(picture)

    def test_a_calendar_of_its_own_leaves_gaps(self):
        made = schedule(row(1, "Lift", 4, calendar="weekends"), calendars="Weekends: Sat Sun")
        svg = ET.fromstring(str(views(made)["gantt"].svg))
        assert len(list(svg.iter("g"))) == 1
        long = schedule(row(1, "Lift", 200, calendar="weekends"), calendars="Weekends: Sat Sun")
        assert list(ET.fromstring(str(views(long)["gantt"].svg)).iter("g")) == []

    def test_a_part_of_a_day_is_a_part_of_its_width(self):
        picture = views(schedule(row(1, "Dig", "4h"), row(2, "Lay", 1, "1")))["gantt"]
        bars = {
            each.findtext("title")[:3]: each
            for each in ET.fromstring(str(picture.svg)).iter("rect")
            if each.find("title") is not None
        }
        width = float(bars["Dig"].get("width"))
        # Four of nine hours from the first to the last of a day: 08:00 to 12:00 of 08:00 to 17:00.
        apart = float(bars["Lay"].get("x")) - float(bars["Dig"].get("x"))
        assert apart == pytest.approx(width * 5 / 4, abs=0.3)

    def test_the_key_goes_on_in_another_line_where_one_is_full(self):
        plain, full = (views(made)["gantt"] for made in (schedule(*ROWS), update()))
        heights = [float(ET.fromstring(str(each.svg)).get("viewBox").split()[3]) for each in (plain, full)]
        assert heights[1] - heights[0] == 24 + 16

    def test_a_summary_that_hangs_on_what_cannot_be_read_has_no_duration(self):
        made = schedule(row(1, "Ground", "", "", level=1), row(2, "Dig", "x", "", level=2), row(3, "Pour", 2, "2"))
        assert views(made)["gantt"].rows[0][2:5] == ("–", "–", "–")
