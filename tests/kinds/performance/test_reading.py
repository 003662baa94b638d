"""What is typed becomes entries; what cannot be read is told at its cell."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.engines.performance import Colour, Trend
from app.kinds.performance import KIND
from app.kinds.performance.analysis import records_in
from app.kinds.performance.payload import PerformanceReport
from tests.kinds.performance.reports import BRIEF, F1, K1, K2, K3, analysed, report, said, with_row


def entry(**changes):
    return analysed(report(K1 | changes)).entries[0]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"value": "rather good"}, "K1.value"),
        ({"base": "a few"}, "K1.base"),
        ({"green": "high"}, "K1.green"),
        ({"last": "better"}, "K1.last"),
        ({"rag": "blue"}, "K1.rag"),
        ({"timing": "soon"}, "K1.timing"),
        ({"direction": "sideways"}, "K1.direction"),
        ({"data_to": "31 June 2027"}, "K1.data_to"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell(changes, where):
    found = said(report(*with_row(K1, **changes)), "fault")["readable"]
    assert found == [where]


def test_so_is_what_cannot_be_read_elsewhere():
    payload = report(faults=(F1 | {"nature": "odd"}, F1 | {"ref": "F2", "treatment": "burnt"}), data_date="some day")
    assert said(payload)["readable"] == ["data_date", "F1.nature", "F2.treatment"]


def test_messages_begin_with_the_row_and_end_as_sentences():
    problems = analysed(report(K1 | {"value": "rather good", "rag": "blue"}, data_date="x")).problems
    assert [each.message.split(":")[0] for each in problems] == ["Data date", "K1 “Visits kept”", "K1 “Visits kept”"]
    assert all(each.message.endswith(".") for each in problems)


def test_references_are_each_used_once():
    messages = [each.message for each in analysed(report(K1, K2 | {"ref": "K1"}, K3 | {"ref": ""})).problems]
    assert messages[0].startswith("2 rows are called K1")
    assert messages[1].startswith("A row has no reference")


def test_rows_without_content_are_left_out():
    blank = dict.fromkeys(K1, "") | {
        "ref": "K9",
        "rag": "red",
        "timing": "lead",
        "direction": "lower",
        "comment": " – ",
    }
    assert len(analysed(report(K1, blank, faults=(dict.fromkeys(F1, "") | {"ref": "F9"},))).entries) == 1
    assert analysed(PerformanceReport()).is_blank
    assert analysed(report(blank)).is_blank


def test_per_cents_are_known_by_their_sign_or_unit():
    assert entry().is_percent
    assert entry(unit="", value="91.5%").is_percent
    assert not entry(unit="", value="91.5").is_percent


def test_the_base_may_be_in_the_value():
    assert (entry(value="43 of 47", base="").base, entry(value="43 of 47", base="").value) == (47, Fraction(4300, 47))
    assert entry(value="9", base="no data").base is None


@pytest.mark.parametrize(
    ("changes", "colour"),
    [
        ({}, Colour.AMBER),
        ({"value": ""}, Colour.GREY),
        ({"value": "no data", "green": ""}, Colour.GREY),
        ({"value": "odd"}, None),
        ({"green": ""}, None),
        ({"direction": ""}, None),
        ({"amber": "96"}, None),
    ],
)
def test_a_colour_is_worked_out_where_it_can_be(changes, colour):
    assert entry(**changes).colour is colour


def test_a_trend_needs_both_figures_and_a_direction():
    assert entry().trend is Trend.BETTER
    assert entry(direction="").trend is Trend.UNKNOWN
    assert entry(last="").trend is Trend.UNKNOWN


def test_a_name_is_the_reference_where_there_is_no_other():
    assert entry(measure="").name == "K1"
    assert entry(measure="Visits kept in the two hours that were promised to everybody").name.endswith("…”")


@pytest.mark.parametrize(
    ("text", "records"),
    [("C07", {"C7"}), ("c-7, C 08", {"C7", "C8"}), ("C18 and C19", {"C18", "C19"}), ("", set()), ("all", set())],
)
def test_records_are_found_in_what_is_written(text, records):
    assert records_in(text) == records


def test_each_measure_is_one_row_and_its_name_counts_first():
    """The definition of the second row speaks of visits as well."""
    other = K2 | {"definition": "Complaints for each of the visits kept"}
    report_ = analysed(report(other, K1, K3))
    assert report_.asked == {"visits": 1, "complaints": 0, "heat": 2}
    assert [each.id for each, _ in report_.pairs(BRIEF)] == ["visits", "complaints", "heat"]


def test_choices_may_be_typed_as_words():
    assert entry(rag="Amber").rag is Colour.AMBER
    assert KIND.load(report().model_dump(mode="json"), 1) == report()
