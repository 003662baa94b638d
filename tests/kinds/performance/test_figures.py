"""Measures, facts, worked-out cells and figures without a scenario."""

from __future__ import annotations

import json

import pytest

from app.kinds.base import Unreadable
from app.kinds.performance import KIND
from app.kinds.performance.figures import change
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.words import asks_for_nothing, document, has_a_day, kept, shown
from tests.kinds.performance.reports import BRIEF, F1, F2, K1, K2, K3, analysed, report


def test_measures_for_thresholds():
    found = KIND.measures(analysed(report(faults=(F1, F2, F1 | {"ref": "F3", "record": "H99"}))), BRIEF)
    assert {key: int(value) for key, value in found.items()} == {
        "measures": 3,
        "measures_found": 3,
        "measures_expected": 3,
        "faults_listed": 3,
        "faults_found": 2,
        "faults_expected": 3,
        "false_alarms": 1,
        "green": 0,
        "amber": 1,
        "red": 1,
        "grey": 1,
    }
    empty = PerformanceBrief()
    assert KIND.measures(analysed(report(), empty), empty)["false_alarms"] == 0


def test_facts_speak_of_what_was_typed():
    facts = {
        each.label: (each.value, each.note)
        for each in KIND.facts(analysed(report(K1, K2 | {"rag": "green"}, K3)), BRIEF)
    }
    assert facts == {
        "Measures": ("3", "1 lead, 2 lag"),
        "Green": ("0", "1 without data"),
        "Amber": ("1", "1 better, 0 worse than last period"),
        "Red": ("1", ""),
        "Colours unlike their figures": ("1", ""),
        "Data faults listed": ("2", ""),
    }  # fmt: skip
    assert KIND.facts(analysed(report(K1)), BRIEF)[1].note == ""


def test_cells_worked_out():
    outputs = KIND.row_outputs(analysed(report(K1, K2, K3, K1 | {"ref": "K4", "green": ""})))
    assert outputs["K1"].cells == {"colour": "Amber", "change": "Better by 2.6 points"}
    assert outputs["K1"].flag == "risk-amber"
    assert outputs["K2"].cells == {"colour": "Red", "change": ""}
    assert outputs["K3"].cells == {"colour": "Grey: no data", "change": ""}
    assert outputs["K4"].cells["colour"] == ""
    assert outputs["K4"].flag == ""


@pytest.mark.parametrize(("last", "words"), [("9", "The same"), ("7", "Worse by 2"), ("10.5", "Better by 1.5")])
def test_change(last, words):
    assert change(analysed(report(K2 | {"last": last})).entries[0]) == words


def test_figures_without_a_scenario():
    figures = KIND.figures(report())
    assert json.loads(json.dumps(figures)) == figures
    assert (figures["data_date"], figures["data_faults"]) == ("2027-05-31", 2)
    assert figures["colours"] == {"green": 0, "amber": 1, "red": 1, "grey": 1}
    assert figures["measures"][0] == {
        "ref": "K1",
        "measure": "Visits kept",
        "value": "91.5",
        "unit": "%",
        "base": "47",
        "target": "98",
        "stated": "amber",
        "colour": "amber",
        "agrees": True,
        "last": "88.9",
        "trend": "better",
        "data_to": None,
    }
    assert figures["measures"][1]["data_to"] == "2027-05-28"
    assert figures["measures"][2]["value"] is None
    bare = KIND.figures(report(K1 | {"rag": "", "green": ""}, data_date=""))
    assert (bare["data_date"], bare["measures"][0]["agrees"]) == (None, None)


@pytest.mark.parametrize(
    ("payload", "message"),
    [(report(K1 | {"value": "x"}), "K1.value: "), (report(K1 | {"ref": ""}), "A row has no reference")],
)
def test_what_cannot_be_read_is_said_with_its_place(payload, message):
    with pytest.raises(Unreadable, match=message):
        KIND.figures(payload)


def test_words():
    assert [document(each) for each in ("07-survey-note", "survey-note", "")] == [
        "document 7, “survey note”",
        "“survey note”",
        "the in-tray",
    ]
    assert [shown(each) for each in (None, analysed(report()).entries[0].value)] == ["no data", "91.5"]
    assert (kept(None), kept(0), kept(100)) == (None, "0", "100")


@pytest.mark.parametrize(
    "text", ["To note the report.", "The board is asked to receive and note this paper.", "None required.", "-"]
)
def test_what_asks_for_nothing(text):
    assert asks_for_nothing(text)
    assert not asks_for_nothing(f"{text} The sponsor approves a second crane for August.")


@pytest.mark.parametrize(
    "text", ["by 14 July", "on Friday", "July 14th", "by 14/7", "2027-07-14", "at gate 3", "tomorrow"]
)
def test_a_day_is_known_in_many_forms(text):
    assert has_a_day(text)


@pytest.mark.parametrize("text", ["soon", "in the summer", "by then", "K4 and K5"])
def test_what_is_no_day(text):
    assert not has_a_day(text)
