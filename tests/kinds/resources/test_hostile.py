"""Whatever is typed, marking ends with findings and never with an error, and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kinds.resources import KIND
from app.kinds.resources.payload import AssignmentRow, MoveRow, ResourceRow, ResourcesBrief, ResponsibilityRow
from tests.kinds.resources.plans import KEY, bare, brief, plan, schedule

ODD = st.sampled_from(
    [
        "",
        "NaN",
        "Infinity",
        "-0",
        "1e999",
        "٣",
        "½",
        "=1+1",
        "<b>",
        "1",
        "2",
        "R1",
        "0.5",
        "9" * 30,
        "\x00",
        "\u202e",
        "8 Mar 2027",
        "31 Dec 9999",
        "1 Jan 1753",
        "1 Jan 2027 to 31 Dec 2027",
        "a" * 900,
        "1FS-3d",
        "£1,000,000,000",
    ]
)


def rows(model, prefix, most=3):
    cells = {key: st.one_of(ODD, st.text(max_size=20)) for key in model.model_fields if key != "ref"}
    made = st.lists(st.fixed_dictionaries(cells), max_size=most)
    return made.map(lambda found: [{"ref": f"{prefix}{at}"} | row for at, row in enumerate(found, start=1)])


@settings(max_examples=40, deadline=None)
@given(
    rows(ResourceRow, "R"),
    rows(AssignmentRow, "A"),
    rows(MoveRow, "P"),
    rows(ResponsibilityRow, "M"),
    ODD,
    st.booleans(),
)
def test_any_text_in_any_cell_is_marked(resources, assignments, moves, raci, field, has_schedule):
    made = plan(
        resources=resources, assignments=assignments, plan=moves, raci=raci, finish=field, cost=field, note=field
    )
    key = brief() if has_schedule else brief(dossier={})
    analysis = KIND.analyse(made, key)
    marked = KIND.judge(analysis, key)
    assert len(marked.results) == len(KIND.checks)
    KIND.pictures(analysis, key)
    KIND.facts(analysis, key)
    KIND.row_outputs(analysis)


def test_as_much_as_a_page_can_hold_is_marked_soon():
    work = [
        {
            "ref": str(n),
            "name": f"Activity {n}",
            "duration": str(n % 30 + 1),
            "predecessors": str(n - 1) if n % 4 else "",
        }
        for n in range(1, 151)
    ]
    made = plan(
        resources=[
            {"ref": f"R{n}", "name": f"Team {n}", "capacity": "1", "rate": "1", "days_off": "1 Apr 2027 to 1 Apr 2028"}
            for n in range(1, 61)
        ],
        assignments=[
            {"ref": f"A{n}", "activity": str(n % 150 + 1), "resource": f"R{n % 60 + 1}", "units": "0.5"}
            for n in range(1, 301)
        ],
        plan=[{"ref": f"P{n}", "activity": str(n), "start": "1 Jun 2027", "reason": "x" * 9000} for n in range(1, 151)],
    )
    key = bare(schedule(*work))
    began = time.process_time()
    analysis = KIND.analyse(made, key)
    assert len(KIND.judge(analysis, key).results) == len(KIND.checks)
    KIND.facts(analysis, key)
    KIND.pictures(analysis, key)
    assert time.process_time() - began < 10


def test_a_schedule_of_centuries_is_refused():
    long = schedule(
        *(
            {"ref": str(n), "name": "Dig", "duration": "2000", "predecessors": str(n - 1) if n > 1 else ""}
            for n in range(1, 6)
        )
    )
    assert "longer than 3,000 working days" in KIND.analyse(plan(), brief(long)).problems[0].message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resources": KEY["resources"] * 2, "needs": []}, "used twice"),
        ({"deliverables": KEY["deliverables"] * 2}, "used twice"),
        ({"activities": KEY["activities"] * 2}, "used twice"),
        ({"needs": [KEY["needs"][0] | {"activity": "paint"}]}, "needs names paint"),
        ({"needs": [KEY["needs"][0] | {"resource": "crane"}]}, "needs names crane"),
        ({"people": ["Somebody Else"]}, "not among the people"),
        ({"resources": [KEY["resources"][0] | {"capacity": ["3", "2"]}], "needs": []}, "least capacity"),
        ({"resources": [KEY["resources"][0] | {"match": ["|"]}], "needs": []}, "no word"),
        (
            {
                "resources": [KEY["resources"][0] | {"away": [{"first": "2027-05-02", "last": "2027-05-01"}]}],
                "needs": [],
            },
            "before it begins",
        ),
    ],
)
def test_a_brief_that_contradicts_itself_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        ResourcesBrief.model_validate(KEY | change)
