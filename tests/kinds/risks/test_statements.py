"""The rules on words, each on sentences that apprentices write."""

from __future__ import annotations

import pytest

from app.kinds.risks import statements


@pytest.mark.parametrize(
    "event",
    [
        "Risk of delay",
        "Risk of delay to the project.",
        "Cost increase",
        "There may be a delay and extra cost",
        "The project could finish late",
        "Completion is delayed",
        "The budget is exceeded",
        "Overrun",
        "We might miss the deadline",
        "Cost saving",
        "The programme slips",
    ],
)
def test_an_effect_alone_is_not_an_event(event):
    assert statements.is_only_an_effect(event)


@pytest.mark.parametrize(
    "event",
    [
        "Steel arrives late",
        "The price of steel goes up",
        "The closure order is challenged",
        "Lateral movement of the abutment",
        "The crew's other job overruns",
        "The risk happens",
        "the project",
        "",
    ],
)
def test_an_event_that_says_what_happens_stands(event):
    assert not statements.is_only_an_effect(event)


@pytest.mark.parametrize(
    ("text", "bare"), [("", True), ("Weather", True), ("Bad weather", True), ("Wind stops lifting", False)]
)
def test_a_word_or_two_is_bare(text, bare):
    assert statements.is_bare(text) is bare


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The river floods the site", "The river may flood the site.", True),
        ("Nests in the hedge", "the hedge nests", True),
        ("The river is high", "The river floods the site", False),
        ("", "", False),
    ],
)
def test_saying_it_twice_is_noticed_whatever_the_grammar(one, other, same):
    assert list(statements.repeated({"cause": one, "event": other, "effect": "A week is lost"})) == (
        [("cause", "event")] if same else []
    )


@pytest.mark.parametrize(
    ("event", "certain"),
    [
        ("The quotation has already lapsed", True),
        ("The order has been made and is now with the court; this has happened", True),
        ("Steel is now dearer", True),
        ("Prices are certain to rise", True),
        ("The pipe is already cracked", True),
        ("Nesting has already begun when clearance starts", False),
        ("The pipe may be already cracked", False),
        ("The quotation lapses", False),
        ("Snow is known to fall", False),
    ],
)
def test_an_event_put_as_a_fact_is_certain(event, certain):
    assert statements.is_certain(event) is certain


@pytest.mark.parametrize(
    "action",
    [
        "Monitor",
        "Monitor the situation closely and be careful.",
        "Keep an eye on the weather",
        "Manage the risk as appropriate",
        "Review weekly",
        "Continue to monitor the forecast daily",
        "Be careful",
        "Mitigate",
        "—",
    ],
)
def test_watching_is_not_an_action(action):
    assert statements.is_only_watching(action)


@pytest.mark.parametrize(
    "action",
    [
        "Book a second crane",
        "Order a ground-penetrating radar survey before piling",
        "The project manager briefs the crane driver",
        "Review the drawings with the railway before sending them",
    ],
)
def test_something_done_is_an_action(action):
    assert not statements.is_only_watching(action)
