"""A marking key that cannot be used is refused when the pack is read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.kinds.performance.key import PerformanceBrief
from tests.kinds.performance.reports import ASKED, BRIEF, FAULTS, VISITS


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measures": [VISITS, VISITS]}, "measures: the id visits is used twice"),
        ({"faults": [FAULTS[0], FAULTS[0]]}, "faults: the id twice is used twice"),
        ({"measures": [VISITS | {"amber": 99}]}, "measure visits: The amber threshold"),
        ({"measures": [VISITS | {"match": ["|"]}]}, "no word to look for"),
        ({"measures": [VISITS | {"match": []}]}, "at least 1"),
        ({"measures": [VISITS | {"formula": {"method": "mean"}}]}, "mean needs a value"),
        ({"measures": [VISITS | {"formula": {"method": "guess"}}]}, "method"),
        ({"measures": [VISITS | {"accepted": [{"value": 1, "bases": []}]}]}, "bases"),
        ({"faults": [FAULTS[0] | {"natures": ["odd"]}]}, "natures"),
        ({"deciders": [" "]}, "no word to look for"),
    ],
)
def test_what_is_wrong_is_said(changes, message):
    with pytest.raises(ValidationError, match=message):
        PerformanceBrief.model_validate(changes)


def test_numbers_and_dates_stand_for_what_is_typed():
    formula = {
        "method": "ratio",
        "value": "paid_on",
        "since": "received_on",
        "over": "visits",
        "where": [{"column": "day", "comparison": "at_least", "value": "2027-05-01"}],
        "meets": [{"column": "age", "comparison": "is", "value": 7}],
    }
    asked = PerformanceBrief.model_validate(
        {"measures": [ASKED | {"id": "x", "title": "X", "match": ["x"], "formula": formula}]}
    )
    made = asked.measures[0].formula.formula
    assert (made.meets[0].value, made.value.since, made.over.column) == ("7", "received_on", "visits")


def test_a_whole_key_is_kept_as_it_was():
    assert PerformanceBrief.model_validate(BRIEF.model_dump(mode="json")) == BRIEF
