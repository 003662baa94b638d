"""Rows, their references, and what changed between two payloads."""

from __future__ import annotations

import pytest

from app.kinds.editor import CellKind, Change, Column, Editor, Grid, changes
from app.submissions import row_operations
from tests.kinds.editors import EDITOR, GRID, boat

CREW = Grid(
    key="crew",
    noun="sailor",
    nouns="sailors",
    ref_prefix="S",
    columns=(Column("rank", "Rank"), Column("pass", "Pass", group="Papers"), Column("visa", "Visa", group="Papers")),
)
FLEET = Editor((GRID, CREW))


def of(before: dict, after: dict) -> list[tuple[str, str, dict]]:
    return [(each.ref, each.change.value, dict(each.cells)) for each in changes(EDITOR, before, after)]


class TestChanges:
    def test_nothing_changed(self):
        payload = {"harbour": "Kirkby", "boats": [boat(name="Ada")]}
        assert of(payload, payload) == []

    @pytest.mark.parametrize(
        ("before", "after", "found"),
        [
            ({"boats": []}, {"boats": [boat(name="Ada")]}, ("B1", Change.ADDED, {"Name": ("", "Ada")})),
            ({"boats": [boat(name="Ada")]}, {"boats": []}, ("B1", Change.REMOVED, {"Name": ("Ada", "")})),
            (
                {"boats": [boat(name="Ada", length="9")]},
                {"boats": [boat(name="Ada", length="10")]},
                ("B1", Change.EDITED, {"Length in metres": ("9", "10")}),
            ),
            ({"harbour": "Kirkby"}, {"harbour": "Roa"}, ("", Change.EDITED, {"Harbour": ("Kirkby", "Roa")})),
            ({}, {"harbour": "Roa"}, ("", Change.EDITED, {"Harbour": ("", "Roa")})),
        ],
    )
    def test_one_change(self, before, after, found):
        assert of(before, after) == [found]

    def test_moving_a_row_or_adding_a_space_is_no_change(self):
        one, two = boat("B1", name="Ada"), boat("B2", name="Eve")
        assert of({"boats": [one, two]}, {"boats": [two | {"name": "Eve "}, one]}) == []

    def test_fields_come_first_then_rows_as_they_stand_then_what_is_gone(self):
        before = {"harbour": "Kirkby", "boats": [boat("B1", name="Ada"), boat("B2", name="Eve")]}
        after = {"harbour": "Roa", "boats": [boat("B3", name="Ivy"), boat("B2", name="Eva")]}
        assert [(ref, change) for ref, change, _ in of(before, after)] == [
            ("", Change.EDITED),
            ("B3", Change.ADDED),
            ("B2", Change.EDITED),
            ("B1", Change.REMOVED),
        ]

    def test_a_row_given_another_s_reference_is_the_same_row_changed(self):
        assert of({"boats": [boat("B1", name="Ada")]}, {"boats": [boat("B1", name="Eve")]}) == [
            ("B1", Change.EDITED, {"Name": ("Ada", "Eve")})
        ]


class TestRows:
    @pytest.mark.parametrize(
        ("refs", "following"),
        [
            ([], "B1"),
            (["B1", "B7"], "B8"),
            (["B2", "x", "B"], "B3"),
            (["7"], "B8"),
            (["B²"], "B1"),
            (["B" + "9" * 5000], "B1"),
        ],
    )
    def test_the_next_reference_is_one_more_than_the_largest(self, refs, following):
        assert GRID.next_ref([boat(ref) for ref in refs]) == following

    def test_a_blank_row_has_every_cell(self):
        assert GRID.blank_row("B4") == {"ref": "B4", "name": "", "length": "", "berth": "", "notes": ""}

    def test_rows_are_copies(self):
        payload = {"boats": [boat(name="Ada")]}
        GRID.rows(payload)[0]["name"] = "Eve"
        assert payload["boats"][0]["name"] == "Ada"
        assert GRID.rows({}) == []

    @pytest.mark.parametrize(
        ("kind", "size", "wraps"), [("text", "l", True), ("text", "m", False), ("money", "l", False)]
    )
    def test_only_a_long_line_of_words_wraps(self, kind, size, wraps):
        assert Column("x", "X", CellKind(kind), size).wraps is wraps


class TestSeveralGrids:
    def test_each_has_its_own_rows_and_a_reference_finds_its_grid(self):
        payload = {"boats": [boat("B1")], "crew": [{"ref": "S1", "rank": "Mate"}]}
        assert [row["ref"] for row in FLEET.rows(payload)] == ["B1", "S1"]
        assert FLEET.grid_of(payload, "S1") is CREW
        assert FLEET.grid_of(payload, "S9") is None
        assert FLEET.grid_called("") is FLEET.grid is GRID
        assert FLEET.grid_called("crew") is CREW

    def test_changes_are_told_grid_after_grid(self):
        before = {"boats": [boat("B1", name="Ada")], "crew": [{"ref": "S1", "rank": "Mate"}]}
        after = {"boats": [], "crew": [{"ref": "S1", "rank": "Cook"}]}
        assert [(each.ref, each.change) for each in changes(FLEET, before, after)] == [
            ("B1", Change.REMOVED),
            ("S1", Change.EDITED),
        ]

    def test_columns_of_a_group_are_shown_only_where_something_is_in_them(self):
        assert CREW.groups == ("Papers",)
        assert [each.key for each in CREW.shown_columns({"crew": [{"ref": "S1", "rank": "Mate", "pass": " "}]})] == [
            "rank"
        ]
        shown = CREW.shown_columns({"crew": [{"ref": "S1", "visa": "yes"}]})
        assert [each.key for each in shown] == ["rank", "pass", "visa"]

    def test_a_choice_is_shown_by_its_label(self):
        berth = next(each for each in GRID.columns if each.key == "berth")
        assert [berth.shown(value) for value in ("north", "east", "")] == ["North quay", "east", ""]


class TestRowOperations:
    PAYLOAD = {"boats": [boat("B1"), boat("B2")], "crew": [{"ref": "S1", "rank": "Mate"}]}

    @pytest.mark.parametrize(
        ("operation", "boats", "crew", "shown"),
        [
            ("add", ["B1", "B2", "B3"], ["S1"], "B3"),
            ("add:crew", ["B1", "B2"], ["S1", "S2"], "S2"),
            ("add:cargo", ["B1", "B2"], ["S1"], ""),
            ("insert:S1", ["B1", "B2"], ["S1", "S2"], "S2"),
            ("delete:B1", ["B2"], ["S1"], "B2"),
            ("down:B1", ["B2", "B1"], ["S1"], "B1"),
            ("up:S9", ["B1", "B2"], ["S1"], ""),
            ("sink:B1", ["B1", "B2"], ["S1"], ""),
        ],
    )
    def test_an_operation_touches_one_grid(self, operation, boats, crew, shown):
        after, ref = row_operations.apply(FLEET, self.PAYLOAD, operation)
        assert ([row["ref"] for row in after["boats"]], [row["ref"] for row in after["crew"]]) == (boats, crew)
        assert ref == shown
