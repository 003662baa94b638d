"""What a brief may not say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.kinds.business_case.payload import BusinessCaseBrief
from tests.kinds.business_case.cases import BRIEF


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"options": [BRIEF.options[0].model_dump()] * 2}, "options: the id pump is used twice"),
        ({"planted": [BRIEF.planted[0].model_dump()] * 2}, "planted: the id sunk is used twice"),
        ({"rates": "banker"}, "rates: choose one of green_book_2026"),
        ({"sound": [{"places": ["3.1"], "why": "So."}]}, "3.1 has a planted fault as well"),
        ({"sound": [{"places": ["the end"], "why": "So."}]}, "is not a place"),
        ({"objective": ["---"]}, "no word to look for"),
        ({"horizon": 0}, "greater than or equal to 1"),
        ({"tolerance_percent": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_brief_that_cannot_be_marked_by_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        BusinessCaseBrief.model_validate(BRIEF.model_dump() | changes)
