"""Whatever is typed, marking ends with findings and never with an error, and soon."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.kinds.performance import KIND
from app.kinds.performance.payload import DataFaultRow, MeasureRow
from tests.kinds.performance.reports import BRIEF, F1, K1, report
from tests.kinds.samples import Sample, exercises

ODD = st.sampled_from(
    [
        *("", "NaN", "Infinity", "-0", "1e999", "٣", "３%", "½", "=1+1", "<b>", "100%", "0%", "0 of 0", "5 of 3"),
        *("£1,000,000,000", "\x00", "\u202e", "a" * 900, "C" * 900, "1 Jan 1753", "31/12/9999", "9" * 12),
        *("green", "higher", "lead", "95", "left_out"),
    ]
)


def rows(model):
    cells = [key for key in model.model_fields if key != "ref"]
    return st.lists(st.fixed_dictionaries({key: ODD | st.text(max_size=20) for key in cells}), max_size=2)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(rows(MeasureRow), rows(DataFaultRow), ODD, ODD | st.text(max_size=60))
def test_any_text_in_any_cell_is_marked(measures, faults, date, words):
    payload = report(
        *({"ref": f"K{n}"} | cells for n, cells in enumerate(measures)),
        faults=tuple({"ref": f"F{n}"} | cells for n, cells in enumerate(faults)),
        data_date=date,
        summary=words,
        decision=words,
    )
    analysis = KIND.analyse(payload, BRIEF)
    assert len(KIND.judge(analysis, BRIEF).results) == len(KIND.checks)
    KIND.pictures(analysis, BRIEF)
    KIND.facts(analysis, BRIEF)
    KIND.row_outputs(analysis)


def test_very_long_words_are_marked_soon():
    for text in ("K1 9.5% 3 of 4. " * 625, "9" * 10_000, "1 of " * 2_000, "a@" * 5_000, "K" * 10_000, "1,111" * 2_000):
        payload = report(K1 | {"comment": text, "definition": text}, summary=text, decision=text)
        start = perf_counter()
        KIND.mark(payload, BRIEF)
        assert perf_counter() - start < 2, text[:12]


def test_far_more_rows_than_the_editor_takes_are_marked():
    many = report(
        *(K1 | {"ref": f"K{n}"} for n in range(1000)),
        faults=tuple(F1 | {"ref": f"F{n}", "record": f"H{n}"} for n in range(1000)),
    )
    assert KIND.mark(many, BRIEF).measures["measures"] == 1000


def test_the_reference_is_marked_while_somebody_types():
    sample = Sample(exercises(KIND)[0], "distinction")
    best = min(_seconds(sample) for _ in range(3))
    assert best < 0.5


def _seconds(sample: Sample) -> float:
    start = perf_counter()
    KIND.mark(sample.payload, sample.exercise.brief)
    return perf_counter() - start
