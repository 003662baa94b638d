"""Rows, their references, and what changed between two payloads."""

from __future__ import annotations

import pytest

from app.kinds.editor import CellKind, Change, Column, changes
from tests.kinds.editors import EDITOR, GRID, boat


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
