"""Whatever is typed, marking ends with findings and never with an error, and soon."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.kinds.business_case import KIND
from app.kinds.business_case.columns import EDITOR
from app.kinds.business_case.payload import BusinessCase
from tests.kinds.business_case.cases import BRIEF, analysed, content

ODD = st.sampled_from(
    [
        *("", "NaN", "Infinity", "-0", "1e400", "٣", "３%", "½", "=cmd|calc", "<b>", "100%", "0", "0-125", "1-30"),
        *("£1,000,000,000", "\x00", "‮", "a" * 900, "O1", "F1", "all costs", "do_nothing", "capital", "benefit"),
        *("1753", "9999-12-31", "-12", "300%", "1" * 300, "4.1", "green_book_2026", "nominal", "20%"),
    ]
)


def rows(grid):
    cells = {column.key: st.one_of(ODD, st.text(max_size=20)) for column in grid.columns}
    return st.lists(st.fixed_dictionaries(cells), max_size=3)


GRIDS = st.fixed_dictionaries({grid.key: rows(grid) for grid in EDITOR.grids})
FIELDS = st.fixed_dictionaries({column.key: ODD for column in EDITOR.fields})


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(GRIDS, FIELDS)
def test_any_text_in_any_cell_is_marked(grids, fields):
    numbered = {
        grid.key: [{"ref": f"{grid.ref_prefix}{n}"} | row for n, row in enumerate(grids[grid.key], 1)]
        for grid in EDITOR.grids
    }
    payload = BusinessCase.model_validate(numbered | fields)
    analysis = KIND.analyse(payload, BRIEF)
    marked = KIND.judge(analysis, BRIEF)
    assert len(marked.results) == len(KIND.checks)
    KIND.pictures(analysis, BRIEF)
    KIND.facts(analysis, BRIEF)
    KIND.row_outputs(analysis)
    assert KIND.read_file("xlsx", KIND.exporters["xlsx"](payload), BusinessCase()).payload


def test_words_of_ten_thousand_characters_are_cut_short_in_findings():
    made = content(reasons="y " * 5000, recommended="z" * 900)
    made["faults"][0] |= {"wrong": "deck " * 2000, "place": "q" * 900}
    made["flows"][0] |= {"years": "w" * 900, "amount": "v" * 900}
    review = analysed(made)
    told = [*review.problems, *(each for result in KIND.judge(review, BRIEF).results for each in result.findings)]
    assert told
    assert all(len(each.message) < 400 for each in told)


def test_figures_of_every_size_stay_exact():
    made = content()
    made["flows"][6]["amount"] = "999,999,999.99"
    assert KIND.figures(BusinessCase.model_validate(made))["options"][2]["pv_costs"] == "1150037424.71"
