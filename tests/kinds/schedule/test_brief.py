"""A marking key that makes no sense is refused before anybody is marked with it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.kinds.schedule.build import brief, item


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"items": [item("a"), item("a")]}, "more than one item is called a"),
        ({"items": [item("a") | {"match": []}]}, "match"),
        ({"items": [item("a", match="span|")]}, "no word to look for"),
        ({"items": [item("a", match="  ")]}, "match"),
        ({"items": [item("a", 5, 4)]}, "least days"),
        ({"items": [item("a", -1, 4)]}, "days"),
        ({"items": [item("a")], "order": [{"first": "a", "then": "b"}]}, "order names b"),
        ({"items": [item("a")], "order": [{"first": "b", "then": "a"}]}, "order names b"),
        ({"items": [item("a")], "order": [{"first": "a", "then": "a"}]}, "a cannot wait for itself"),
        ({"items": [item("a"), item("b")], "order": [{"first": "a", "then": "b", "gap": -1}]}, "gap"),
        ({"items": [item("a")], "windows": [{"item": "b", "not_before": "2027-03-08"}]}, "windows names b"),
        ({"items": [item("a")], "windows": [{"item": "a"}]}, "needs not_before or finish_by"),
        (
            {"items": [item("a")], "windows": [{"item": "a", "not_before": "2027-03-08", "finish_by": "2027-03-05"}]},
            "ends before it begins",
        ),
        ({"items": [item("a")], "deadline": {"item": "b", "finish_by": "2027-03-05"}}, "deadline names b"),
        ({"days_off": ["Easter"]}, "days_off"),
        ({"finish": "2027-03-05"}, "finish"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(content, says):
    with pytest.raises(ValidationError, match=says):
        brief(**content)


def test_a_key_without_anything_asks_for_no_dates():
    assert not brief().needs_dates
    assert brief(days_off=["2027-05-03"]).needs_dates
