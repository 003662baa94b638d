"""Causes that are facts and causes that are guesses, as apprentices write them."""

from __future__ import annotations

import pytest

from app.kinds.base import Severity
from app.kinds.risks import statements
from app.kinds.risks.causes import uncertain_words
from tests.kinds.risks.registers import CRANE, brief_with, faulty, results, row, severities


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("The mill may not have a slot for us", "may"),
        ("The ground might be softer on the south bank", "might"),
        ("The supplier could be late", "could"),
        ("There is a risk that the survey is out of date", "a risk that"),
        ("Possibly the drawings are wrong", "Possibly"),
        ("Perhaps the council objects", "Perhaps"),
        ("It is possible that the crane is booked", "It is possible"),
        ("If it rains", "If"),
        ("May be late", "May"),
        ("The bay is full. The works may take another order", "may"),
        ("The chance of a strike", "The chance of"),
    ],
)
def test_a_guess_is_told_with_its_words(cause, told):
    assert uncertain_words(cause) == told


@pytest.mark.parametrize(
    "cause",
    [
        "",
        "The works has one welding bay free until May",
        "May is the nesting season",
        "Birds nest in may and june here",
        "The panel meets on 4 may",
        "The panel meets after 31 May 2027",
        "The early may bank holiday falls in the week",
        "Both bays are taken until may",
        "The inspector said that more boards may fail",
        "Elliot's report warns that the rock could be deeper",
        "According to the mill, rolling may go back a fortnight",
        "Nobody knows whether the pipe might be live",
        "The railway may withdraw the closure at any time",
        "No work may start in the zone without acceptance",
        "Only the ecologist may lift the ring",
        "The inspector could not promise that the boards last to July",
        "The bank couldn't be reached",
        "Nobody could tell us how deep the footings are",
        "The licence was signed as soon as possible",
        "The mightiest crane is at the north end",
        "The survey is twelve years old",
    ],
)
def test_a_fact_stands(cause):
    assert uncertain_words(cause) == ""


def test_an_uncertain_cause_is_a_weakness_at_its_cell():
    [finding] = results(row(cause="The works may have one bay free"), CRANE)["causes_certain"].findings
    assert (finding.severity, finding.where, finding.why) == (Severity.WEAKNESS, "R1.cause", "cause-event-effect")
    assert "the cause says “may”" in finding.message
    assert severities(results(row(), CRANE)["causes_certain"]) == set()


@pytest.mark.parametrize(
    ("event", "certain"),
    [
        ("The railway has withdrawn the closure", True),
        ("The delivery dates have been put back", True),
        ("Two boards broke last week", True),
        ("More boards fail, because two have failed", False),
        ("A board that has been plated gives way", False),
        ("The closure may have been withdrawn by then", False),
        ("All eight south piles have to be longer", False),
        ("The crews have limited access", False),
        ("The last board of the deck fails", False),
    ],
)
def test_what_has_come_to_pass_is_an_issue(event, certain):
    assert statements.is_certain(event) is certain


def test_an_event_that_has_come_to_pass_is_told_with_the_reason():
    assert faulty(row(event="The works has lost its second bay"), CRANE, brief=brief_with(expected=[])) == {
        "not_issues"
    }
