"""Whatever is typed, marking ends with findings and never with an error, and soon."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.kinds.stakeholders import KIND
from app.kinds.stakeholders.columns import COMMUNICATIONS, STAKEHOLDERS
from app.kinds.stakeholders.payload import CommunicationRow, StakeholderRow
from tests.kinds.samples import Sample, exercises
from tests.kinds.stakeholders.plans import BRIEF, C1, S1, plan

ODD = st.sampled_from(
    [
        *("", "NaN", "Infinity", "-0", "1e400", "٣", "½", "=1+1", "<b>", "S1", "all", "weekly", "every 999 weeks"),
        *("\x00", "\u202e", "a" * 900, "S" * 900, "1 Jan 1753", "31/12/9999", "9" * 12, "5", "4", "once"),
        *("manage_closely", "resistant", "external", "virtual", "3 May 2027"),
    ]
)


def rows(model):
    cells = [key for key in model.model_fields if key != "ref"]
    return st.lists(st.fixed_dictionaries({key: ODD | st.text(max_size=20) for key in cells}), max_size=2)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(rows(StakeholderRow), rows(CommunicationRow), ODD, ODD | st.text(max_size=60))
def test_any_text_in_any_cell_is_marked(stakeholders, communications, date, words):
    payload = plan(
        tuple({"ref": f"S{n}"} | cells for n, cells in enumerate(stakeholders)),
        tuple({"ref": f"C{n}"} | cells for n, cells in enumerate(communications)),
        scored_on=date,
        rescore_on=date,
        accessibility=words,
    )
    analysis = KIND.analyse(payload, BRIEF)
    assert len(KIND.judge(analysis, BRIEF).results) == len(KIND.checks)
    KIND.pictures(analysis, BRIEF)
    KIND.facts(analysis, BRIEF)
    KIND.row_outputs(analysis)


def test_very_long_words_are_marked_soon():
    for text in ("every 2 weeks " * 700, "9" * 10_000, "20 June. " * 1_100, "S1 " * 3_000, "no " * 3_000, "a" * 10_000):
        long = dict.fromkeys(("message", "purpose", "audience", "feedback", "accessibility"), text)
        short = dict.fromkeys(("frequency", "channel", "owner"), text[:1000])
        payload = plan((S1 | {"need": text, "action": text, "name": text[:1000]},), (C1 | long | short,), note=text)
        start = perf_counter()
        KIND.mark(payload, BRIEF)
        assert perf_counter() - start < 2, text[:12]


def test_as_many_rows_as_the_editor_takes_are_marked():
    many = plan(
        tuple(S1 | {"ref": f"S{n}", "name": f"Person number {n}"} for n in range(STAKEHOLDERS.most_rows)),
        tuple(C1 | {"ref": f"C{n}", "message": f"word{n} " * 40} for n in range(COMMUNICATIONS.most_rows)),
    )
    start = perf_counter()
    assert KIND.mark(many, BRIEF).measures["stakeholders"] == STAKEHOLDERS.most_rows
    assert perf_counter() - start < 3


def test_the_reference_is_marked_while_somebody_types():
    sample = Sample(exercises(KIND)[0], "distinction")
    assert min(_seconds(sample) for _ in range(3)) < 0.5


def _seconds(sample: Sample) -> float:
    start = perf_counter()
    KIND.mark(sample.payload, sample.exercise.brief)
    return perf_counter() - start
