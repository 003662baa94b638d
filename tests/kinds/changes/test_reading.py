"""What each cell may be typed as, and what is said of what cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.kinds.changes import reading
from app.kinds.changes.dates_in_words import days_in
from app.kinds.changes.reading import NotRead
from app.kinds.changes.statements import says_something
from tests.kinds.changes.logs import GULLEY, PORCH, SERIES, SIGNAL, analysed, brief_with

PLACES = {f"S{number}": number - 1 for number in range(1, 13)}


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (reading.read_days, "2", 2),
        (reading.read_days, "+2 days", 2),
        (reading.read_days, "−3d", -3),
        (reading.read_days, "None", 0),
        (reading.read_count, "12", 12),
        (reading.read_count, "First 12 loads", 12),
        (reading.read_pounds, "−£1,200", Decimal(-1200)),
        (reading.read_pounds, "+4,800", Decimal(4800)),
        (reading.read_pounds, "nil", Decimal(0)),
        (reading.read_number, "−6 tCO2e", Decimal(-6)),
        (reading.read_number, "0.5", Decimal("0.5")),
        (reading.read_number, "no effect", Decimal(0)),
        (reading.read_version, "v1.3", (1, 3)),
        (reading.read_version, "version 2", (2,)),
        (reading.read_version, "Unchanged", None),
        (reading.read_day, "7 Jul 2027", date(2027, 7, 7)),
        (reading.read_day, "n/a", None),
    ],
)
def test_cells(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (reading.read_days, "1.5"),
        (reading.read_days, "9999"),
        (reading.read_days, "two"),
        (reading.read_count, "-3"),
        (reading.read_count, "all of them"),
        (reading.read_pounds, "1e400"),
        (reading.read_pounds, "NaN"),
        (reading.read_pounds, "=cmd"),
        (reading.read_number, "Infinity"),
        (reading.read_number, "1" + "0" * 30),
        (reading.read_number, "99999999"),
        (reading.read_version, "final"),
        (reading.read_day, "1 Jan 1753"),
        (reading.read_day, "1 Jan 9999"),
        (reading.read_day, "30 Feb 2027"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(read, text):
    with pytest.raises(NotRead, match="Type "):
        read(text)


class TestPoints:
    @pytest.mark.parametrize(
        ("text", "points"),
        [
            ("S4", (3,)),
            ("s4 to S6", (3, 4, 5)),
            ("6-4", (3, 4, 5)),
            ("S2, S5 and S9", (1, 4, 8)),
            ("S2; S3 – S4,", (1, 2, 3)),
            ("loads 2 to 3", (1, 2)),
        ],
    )
    def test_values_by_their_references(self, text, points):
        assert reading.read_points(text, PLACES) == points

    @pytest.mark.parametrize("text", ["the last week", "S40", "S1 to S99"])
    def test_what_is_not_in_the_series(self, text):
        with pytest.raises(NotRead, match="such as S4"):
            reading.read_points(text, PLACES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Friday 3 September", {(9, 3)}),
        ("3rd of Sept 2027, or September 4th", {(9, 3), (9, 4)}),
        ("03/09/2027 and 2027-09-05", {(9, 3), (9, 5)}),
        ("3.9.", {(9, 3)}),
        ("baseline 1.5, £3,500", {(5, 1)}),
        ("nothing here", set()),
    ],
)
def test_days_in_words(text, found):
    assert days_in(text) == found


@pytest.mark.parametrize(
    ("text", "is_said"), [("because it wins nothing", True), ("No.", False), ("n/a", False), ("… – – …", False)]
)
def test_saying_something(text, is_said):
    assert says_something(text) is is_said


class TestProblems:
    def test_every_cell_that_cannot_be_read_has_its_place(self):
        bad = GULLEY | {"days": "x", "cost": "y", "carbon": "z", "decision": "ok", "decided_on": "then"}
        log = analysed(bad, PORCH, opening="later", signals=[SIGNAL | {"points": "many"}])
        assert [each.where for each in log.problems] == [
            "C1.days",
            "C1.cost",
            "C1.carbon",
            "C1.decision",
            "C1.decided_on",
            "G1.points",
            "opening",
        ]
        assert log.problems[0].message.startswith("C1, days of work: “x” is not a number of days.")
        assert log.problems[-1].message.startswith("End date forecast: “later” is not a date.")

    def test_the_other_cells_are_read_all_the_same(self):
        [entry] = analysed(GULLEY | {"days": "x"}).entries
        assert (entry.days, entry.cost, entry.unread) == (None, 800, {"days"})

    def test_rows_that_share_a_reference(self):
        log = analysed(GULLEY, PORCH | {"ref": "C1"}, GULLEY | {"ref": ""}, signals=[])
        assert [each.message.partition(".")[0] for each in log.problems] == [
            "2 rows are called C1",
            "A row has no reference",
        ]

    def test_a_value_without_a_number(self):
        log = analysed(series=[*SERIES[:9], {"ref": "S10", "taken_on": "7 Jul"}], signals=[])
        assert [each.where for each in log.problems] == ["S10.value"]
        assert not log.is_charted
        assert log.signals == ()

    def test_rows_with_nothing_in_them_are_left_out(self):
        log = analysed(
            GULLEY, {"ref": "C9", "decision": "waiting"}, series=[*SERIES, {"ref": "S11"}], signals=[{"ref": "G1"}]
        )
        assert (len(log.entries), len(log.points), len(log.claims)) == (1, 10, 0)


class TestActivity:
    @pytest.mark.parametrize(
        ("text", "row"),
        [("3", "3"), ("Row 3", "3"), ("3 Drains", "3"), ("drains", "3"), ("none", ""), ("", "")],
    )
    def test_a_row_by_its_number_or_its_name(self, text, row):
        assert analysed(GULLEY | {"activity": text}).rows["C1"] == row

    @pytest.mark.parametrize("text", ["33", "a", "cellar"])
    def test_what_is_no_one_activity(self, text):
        log = analysed(GULLEY | {"activity": text})
        assert [each.where for each in log.problems] == ["C1.activity"]
        assert "in your schedule" in log.problems[0].message
        assert log.effects["C1"].finish is None

    def test_without_a_schedule_it_is_not_read(self):
        assert analysed(GULLEY | {"activity": "cellar"}, brief=brief_with(schedule=None)).problems == ()


class TestFound:
    def test_a_title_counts_before_a_reason(self):
        talk = PORCH | {"ref": "C3", "title": "Paint", "reason": "To match the porch and the gulley"}
        found = analysed(talk, GULLEY, PORCH).found
        assert {key: entry.ref for key, entry in found.items()} == {"gulley": "C1", "porch": "C2"}

    def test_a_reason_counts_where_no_title_does(self):
        assert analysed(PORCH | {"title": "Something friendlier", "reason": "A porch"}).found["porch"].ref == "C2"


@pytest.mark.parametrize(
    ("content", "is_blank"),
    [
        ({}, False),
        ({"changes": [], "signals": [], "note": ""}, True),
        (
            {"changes": [{"ref": "C3", "decision": "waiting"}], "signals": [{"ref": "G1", "rule": "run"}], "note": " "},
            True,
        ),
        ({"changes": [], "signals": [], "note": "Dear board"}, False),
        ({"changes": [], "note": ""}, False),
    ],
)
def test_what_an_exercise_gives_is_nobodys_work(content, is_blank):
    assert analysed(**content).is_blank is is_blank
