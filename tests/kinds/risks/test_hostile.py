"""Whatever is typed, marking ends with findings and never with an error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.kinds.risks import KIND
from app.kinds.risks.payload import RiskRow
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
