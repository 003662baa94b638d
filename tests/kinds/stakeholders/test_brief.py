"""A marking key that cannot be used is refused when the pack is read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.kinds.stakeholders.key import StakeholdersBrief
from tests.kinds.stakeholders.plans import BRIEF, PARENTS, UNION


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stakeholders": [UNION, UNION]}, "the id union is used twice"),
        ({"stakeholders": [UNION | {"power": [5, 4]}]}, "from low to high"),
        ({"stakeholders": [UNION | {"interest": [5, 4]}]}, "from low to high"),
        ({"stakeholders": [UNION | {"power": [0, 4]}]}, "power"),
        ({"stakeholders": [UNION | {"match": ["|"]}]}, "no word to look for"),
        ({"stakeholders": [UNION | {"match": []}]}, "at least 1"),
        ({"stakeholders": [UNION | {"present": ["cross"]}]}, "present"),
        ({"needs": [{"audience": "nurses", "words": ["x"], "source": "a"}]}, "there is no stakeholder nurses"),
        ({"holds": [{"match": ["x"], "audiences": ["nurses"], "source": "a"}]}, "there is no stakeholder nurses"),
        ({"limits": [{"match": ["x"], "most": -1}]}, "most"),
    ],
)
def test_what_is_wrong_is_said(changes, message):
    with pytest.raises(ValidationError, match=message):
        StakeholdersBrief.model_validate({"stakeholders": [PARENTS]} | changes)


def test_a_whole_key_is_kept_as_it_was():
    assert StakeholdersBrief.model_validate(BRIEF.model_dump(mode="json")) == BRIEF
