"""Whatever is typed, marking ends with findings and never with an error."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.kinds.risks import KIND
from app.kinds.risks.payload import RiskRow
from tests.kinds.risks.plans import brief_on
from tests.kinds.risks.registers import BRIEF, register, row

ODD = st.sampled_from(
    [
        "",
        "NaN",
        "Infinity",
        "-0",
        "1e999",
        "٣",
        "３%",
        "½",
        "=1+1",
        "<b>",
        "100%",
        "0%",
        "3",
        "5",
        "£1,000,000,000",
        "\x00",
        "‮",
        "a" * 900,
    ]
)
CELLS = [key for key in RiskRow.model_fields if key != "ref"]
ROWS = st.lists(st.fixed_dictionaries({key: st.one_of(ODD, st.text(max_size=30)) for key in CELLS}), max_size=3)


@settings(max_examples=30, deadline=None)
@given(ROWS, ODD)
def test_any_text_in_any_cell_is_marked(rows, contingency):
    payload = register(*({"ref": f"R{n}"} | cells for n, cells in enumerate(rows)), contingency=contingency)
    analysis = KIND.analyse(payload, BRIEF)
    marked = KIND.judge(analysis, BRIEF)
    assert len(marked.results) == len(KIND.checks)
    assert KIND.load(payload.model_dump(), KIND.version) == payload
    KIND.pictures(analysis, BRIEF)
    KIND.facts(analysis, BRIEF)
    KIND.row_outputs(analysis)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(["1", "the", "", "Lift the spans", "99"]))
def test_any_text_is_held_against_a_schedule_too(rows, activity):
    brief = brief_on(today="2027-03-17", finish_by="2027-04-23")
    payload = register(*({"ref": f"R{n}"} | cells | {"activity": activity} for n, cells in enumerate(rows)))
    analysis = KIND.analyse(payload, brief)
    assert len(KIND.judge(analysis, brief).results) == len(KIND.checks)
    KIND.pictures(analysis, brief)
    assert len(KIND.facts(analysis, brief)) <= 6


@pytest.mark.parametrize(
    "typed", ["NaN", "Infinity", "1e400", "-1", "1" * 30, "<b>x</b>", "=cmd|' /C calc'!A0", "x" * 1000]
)
@pytest.mark.parametrize("cell", ["proximity", "delay", "secondary_probability", "secondary_cost"])
def test_absurd_cells_are_told_at_their_place(cell, typed):
    result = KIND.mark(register(row(**{cell: typed})), BRIEF).results[0]
    [found] = result.findings
    assert (result.key, found.where) == ("readable", f"R1.{cell}")
    assert len(found.message) < 300


@pytest.mark.parametrize("typed", ["1753-01-01", "9999-12-31", "9999 months", "0 days"])
def test_dates_of_other_ages_are_told_or_read(typed):
    brief = brief_on(today="2027-03-17")
    assert KIND.mark(register(row(proximity=typed, activity="2", delay="1")), brief).results


def test_a_cell_longer_than_any_is_refused_by_the_payload():
    with pytest.raises(ValidationError):
        register(row(activity="x" * 10_000))


def test_a_typical_register_is_checked_quickly():
    """What is shown while somebody types takes tens of milliseconds; the limit leaves room for a busy machine."""
    brief = brief_on(today="2027-03-17", finish_by="2027-04-23")
    payload = register(*(row(ref=f"R{n}", activity="2", delay="1 to 9") for n in range(15)))
    KIND.mark(payload, brief)
    before = time.process_time()
    KIND.mark(payload, brief)
    assert time.process_time() - before < 0.25


def test_far_more_rows_than_the_editor_takes_are_marked():
    payload = register(*(row(ref=f"R{n}", event=f"Event {n} happens") for n in range(1000)))
    analysis = KIND.analyse(payload, BRIEF)
    assert KIND.judge(analysis, BRIEF).measures["risks"] == 1000
    assert [len(picture.rows) for picture in KIND.pictures(analysis, BRIEF)] == [1000, 1002], "too many to simulate"
    assert KIND.facts(analysis, BRIEF)[0].note == ""


def test_cells_of_five_thousand_characters_are_marked():
    payload = register(row(cause="cause " * 833, action="x" * 5000))
    results = {each.key: each for each in KIND.mark(payload, BRIEF).results}
    [action] = results["responses_fit"].findings
    assert action.where == "R1.action"
    assert len(action.message) < 300
