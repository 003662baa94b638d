from __future__ import annotations

import pytest

from app.kinds.budget.payload import BudgetBrief
from tests.kinds.budget.hall import BRIEF, brief


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"packages": [BRIEF.packages[0].model_dump()] * 2}, "more than one package is called design"),
        ({"packages": [BRIEF.packages[0].model_dump() | {"to_go": [2, 1]}]}, "the least to go is more than the most"),
        ({"packages": [BRIEF.packages[0].model_dump() | {"match": [" | "]}]}, "no word to look for"),
        (
            {"months": [{"month": "2028-02", "planned": 1}, {"month": "2028-01", "planned": 2}]},
            "give each once, in order",
        ),
        ({"months": [{"month": "2028-13", "planned": 1}]}, "a month is written as 2027-06"),
        ({"tolerance": [-1, 5]}, "tolerance: A tolerance is 0% or more above"),
        ({"contingency": -1}, "greater than or equal to 0"),
    ],
)
def test_a_key_that_cannot_be_right_is_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        brief(**changes)


def test_a_key_may_be_empty():
    assert BudgetBrief().limits is None
