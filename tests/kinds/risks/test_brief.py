"""Marking keys that cannot be right are refused, with the field that is wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.kinds.risks.payload import RiskRegister, RisksBrief

RISK = {"id": "nests", "title": "Nests", "type": "threat", "match": ["nest"], "source": "07-survey-note"}


@pytest.mark.parametrize(
    ("brief", "told"),
    [
        ({"expected": [RISK, RISK]}, "the id nests is used twice"),
        ({"expected": [RISK | {"match": []}]}, "match"),
        ({"expected": [RISK | {"match": ["nest|"]}]}, "There is no word to look for in 'nest|'"),
        ({"expected": [RISK | {"type": "hazard"}]}, "type"),
        ({"expected": [RISK | {"source": " "}]}, "source"),
        ({"issues": [{"title": "Paid", "match": [" "]}]}, "There is no word to look for"),
        ({"probability_scale": [5, 20, 20, 60, 85]}, "probability_scale: A probability scale has five rising"),
        ({"probability_scale": [5, 20, 40, 60]}, "probability_scale"),
        ({"escalate_at": 26}, "escalate_at"),
        ({"contingency_percent": [150, 80]}, "contingency_percent: give the least and the most"),
        ({"owners": [""]}, "owners"),
        ({"objectives": ["—"]}, "objectives"),
        ({"budget": 5}, "budget"),
    ],
)
def test_a_key_that_cannot_be_right_is_refused(brief, told):
    with pytest.raises(ValidationError) as error:
        RisksBrief.model_validate(brief)
    assert told in str(error.value)


def test_the_blank_key_and_the_blank_register_are_valid():
    assert RisksBrief().escalate_at == 20
    assert RiskRegister().risks == ()


def test_a_register_refuses_fields_it_does_not_know():
    with pytest.raises(ValidationError):
        RiskRegister.model_validate({"risks": [{"ref": "R1", "colour": "red"}]})
