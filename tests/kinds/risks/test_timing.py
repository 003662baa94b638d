"""When a risk could strike and how long it would hold up an activity, as people type it."""

from __future__ import annotations

from datetime import date

import pytest

from app.kinds.risks import timing
from app.kinds.schedule.typed import NotRead

TODAY = date(2027, 3, 17)


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("10", 10, 10),
        ("0", 0, 0),
        ("10 days", 10, 10),
        ("10 working days", 10, 10),
        ("2w", 10, 10),
        ("2 Weeks", 10, 10),
        ("5 to 15", 5, 15),
        ("5-15", 5, 15),
        ("5 – 15 days", 5, 15),
        ("1 to 2 weeks", 5, 10),
        ("3d to 2w", 3, 10),
        (" 5   to 15 ", 5, 15),
    ],
)
def test_a_delay_is_whole_working_days_or_a_range(typed, least, most):
    found = timing.delay(typed)
    assert (found.least, found.most) == (least, most)
    assert found.words == (str(least) if least == most else f"{least} to {most}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (each, "is not a delay. Type whole working days, such as 10, or a range such as 5 to 15")
        for each in ("-5", "1.5", "NaN", "1e400", "10000", "two", "2 months", "=5", "<b>", "٣", "5 to", "5 to 6 to 7")
    ]
    + [("15 to 5", "runs backwards. Type the shorter delay first")],
)
def test_a_delay_that_is_none_says_what_to_type(typed, told):
    with pytest.raises(NotRead, match=told):
        timing.delay(typed)


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("now", TODAY),
        ("Immediately.", TODAY),
        ("26 Apr 2027", date(2027, 4, 26)),
        ("2027-04-26", date(2027, 4, 26)),
        ("3 days", date(2027, 3, 20)),
        ("in 3 weeks", date(2027, 4, 7)),
        ("within 2w", date(2027, 3, 31)),
        ("2 months from now", date(2027, 5, 16)),
    ],
)
def test_proximity_is_a_date_now_or_a_time_from_today(typed, on):
    assert timing.proximity(typed, TODAY).on == on


def test_a_time_from_a_day_that_nobody_has_said_has_no_date():
    assert timing.proximity("3 weeks", None).on is None
    assert timing.proximity("now", None).on is None


@pytest.mark.parametrize(
    "typed", ["soon", "31 Feb 2027", "1753-01-01", "9999-12-31", "3", "99999 weeks", "=now", "<b>"]
)
def test_a_proximity_that_is_none_says_what_to_type(typed):
    with pytest.raises(NotRead, match=r"is not a time\. Type a date such as 26 Apr 2027, now"):
        timing.proximity(typed, TODAY)
