from __future__ import annotations

from fractions import Fraction

import pytest

from app.engines.raci import Assignment, Rule, Thresholds, bottleneck, faults, is_crowded


def row(letters: str) -> Assignment:
    """A row of a chart, a letter for each role: `A/R C` is one role that answers and does, and one that is asked."""
    names: dict[str, list[str]] = {"A": [], "R": [], "C": [], "I": []}
    for place, cell in enumerate(letters.split()):
        for letter in cell.split("/"):
            names[letter].append(f"Role {place}")
    return Assignment("Work", *(tuple(names[letter]) for letter in "ARCI"))


@pytest.mark.parametrize(
    ("letters", "broken"),
    [
        ("A R C I", ()),
        ("A/R C", ()),
        ("A R R", ()),
        ("R R I", (Rule.NOBODY_ACCOUNTABLE,)),
        ("A A R", (Rule.SEVERAL_ACCOUNTABLE,)),
        ("A C I", (Rule.NOBODY_RESPONSIBLE,)),
        ("C I", (Rule.NOBODY_ACCOUNTABLE, Rule.NOBODY_RESPONSIBLE)),
    ],
)
def test_one_accountable_and_somebody_responsible(letters, broken):
    assert faults(row(letters)) == broken


def test_the_same_name_twice_is_one():
    assert faults(Assignment("Work", ("Ann", "Ann"), ("Ann",))) == ()


@pytest.mark.parametrize(("letters", "crowded"), [("A R C C C C", False), ("A R C C C C C", True)])
def test_more_than_four_consulted_is_a_crowd(letters, crowded):
    assert is_crowded(row(letters)) is crowded


def test_how_many_may_be_consulted_is_data():
    assert is_crowded(row("A R C C"), Thresholds(most_consulted=1))


def answering(*names: str) -> list[Assignment]:
    return [Assignment("Work", (name,), (name,)) for name in names]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("AAAB", "A"),
        ("AABB", ""),
        ("AABC", ""),
        ("AAA", ""),
        ("", ""),
    ],
)
def test_one_name_that_holds_most_of_the_accountability_is_named(names, found):
    assert bottleneck(answering(*names)) == found


def test_what_most_means_is_data():
    assert bottleneck(answering(*"AAB"), Thresholds(largest_share=Fraction(2, 3), fewest_rows=1)) == ""
    assert bottleneck(answering(*"AAB"), Thresholds(largest_share=Fraction(3, 5), fewest_rows=1)) == "A"


def test_rows_with_several_accountable_names_do_not_count():
    assert bottleneck([*answering(*"AAA"), Assignment("Work", ("A", "B"))]) == ""
