"""What every kind that reads rows cell by cell says of a cell, a choice and a reference."""

from __future__ import annotations

from enum import StrEnum

import pytest

from app.kinds.row_reading import NotRead, Reader, quoted, shared_refs, shortened


class Berth(StrEnum):
    NORTH_QUAY = "north_quay"


def even(text: str) -> int:
    if int(text) % 2:
        raise NotRead(f"{quoted(text)} is odd")
    return int(text)


def reader(ref: str = "B1", name: str = "", **typed: str) -> Reader:
    return Reader(ref, typed, {"length": "Length", "berth": "Berth"}, name)


def test_long_texts_are_cut_where_they_are_quoted():
    assert quoted("a " * 500) == f"“{'a ' * 19}a…”"
    assert quoted(" one\n two ") == "“one two”"
    assert shortened("abcdef", 4) == "abc…"


def test_a_cell_that_can_be_read_is_no_problem_and_a_blank_one_is_none():
    row = reader(length="4", berth="")
    assert (row.read("length", even, "size"), row.choice("berth", Berth, "quay")) == (4, None)
    assert reader(length="").read("length", even, "size") is None
    assert row.problems == []


@pytest.mark.parametrize(
    ("row", "message", "where"),
    [
        (reader(length="3"), "B1: Length: “3” is odd.", "B1.length"),
        (reader(name="B1 “Ada”", length="3"), "B1 “Ada”: Length: “3” is odd.", "B1.length"),
        (reader(ref="", length="3"), "Length: “3” is odd.", "length"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_at_its_place(row, message, where):
    assert row.read("length", even, "size") is None
    assert [(each.message, each.where, each.why) for each in row.problems] == [(message, where, "size")]


def test_a_choice_may_be_written_as_it_is_shown():
    assert reader(berth="North quay").choice("berth", Berth, "quay") is Berth.NORTH_QUAY
    row = reader(berth="east")
    assert row.choice("berth", Berth, "quay") is None
    assert row.problems[0].message == "B1: Berth: “east” is not one of the choices. Choose from the list."


def test_references_are_there_and_nobody_else_s():
    assert shared_refs(["B1", "B2"]) == []
    blank, shared = shared_refs(["", "B1", "B1"])
    assert blank.message == "A row has no reference. Delete it and add it again."
    assert (shared.where, shared.message[:24]) == ("B1", "2 rows are called B1. De")
