"""Quadrants, stances, channels, and how often: answers worked by hand and the vectors of the yardsticks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from app.engines.engagement import (
    Cadence,
    InvalidScale,
    Load,
    NotAScore,
    Scale,
    Sending,
    Stance,
    Strategy,
    TooFewPeople,
    UnknownFrequency,
    cadence,
    channels,
    channels_added,
    gap,
    loads_of_audiences,
    loads_of_owners,
    strategy,
)


@pytest.mark.parametrize(
    ("power", "interest", "expected"),
    [
        (5, 4, Strategy.MANAGE_CLOSELY),
        (5, 2, Strategy.KEEP_SATISFIED),
        (2, 5, Strategy.KEEP_INFORMED),
        (1, 2, Strategy.MONITOR),
        (4, 4, Strategy.MANAGE_CLOSELY),
        (3, 3, Strategy.MONITOR),
    ],
)
def test_the_quadrant_follows_from_the_scores(power, interest, expected):
    assert strategy(power, interest) is expected


def test_where_high_begins_is_data():
    assert strategy(3, 3, Scale(high_from=3)) is Strategy.MANAGE_CLOSELY
    assert strategy(7, 2, Scale(1, 10, 7)) is Strategy.KEEP_SATISFIED


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_is_on_the_scale(score):
    with pytest.raises(NotAScore, match="from 1 to 5"):
        strategy(score, 3)
    with pytest.raises(NotAScore):
        strategy(3, score)


@pytest.mark.parametrize("scale", [(1, 5, 1), (1, 5, 6), (5, 1, 3)])
def test_a_scale_has_a_low_part_and_a_high_one(scale):
    with pytest.raises(InvalidScale):
        Scale(*scale)


@pytest.mark.parametrize(("people", "pairs"), [(0, 0), (1, 0), (2, 1), (5, 10), (8, 28), (12, 66)])
def test_channels(people, pairs):
    assert channels(people) == pairs


def test_going_from_eight_to_twelve_adds_38():
    assert channels_added(8, 12) == 38
    assert channels_added(12, 8) == -38


def test_there_are_no_fewer_than_no_people():
    with pytest.raises(TooFewPeople):
        channels(-1)


@pytest.mark.parametrize(
    ("present", "wanted", "steps"),
    [
        (Stance.RESISTANT, Stance.SUPPORTIVE, 2),
        (Stance.UNAWARE, Stance.LEADING, 4),
        (Stance.NEUTRAL, Stance.NEUTRAL, 0),
        (Stance.LEADING, Stance.SUPPORTIVE, -1),
    ],
)
def test_a_gap_is_in_steps(present, wanted, steps):
    assert gap(present, wanted) == steps


@pytest.mark.parametrize(
    ("words", "per_month"),
    [
        *((words, Fraction(13, 3)) for words in ("weekly", "Every week", "once a week", "each Friday", "Fridays")),
        *(
            (words, Fraction(13, 6))
            for words in ("fortnightly", "every two weeks", "two-weekly", "every second Tuesday")
        ),
        *((words, Fraction(1)) for words in ("monthly", "1 per month", "second Tuesday of the month", "every month")),
        ("daily", Fraction(65, 3)),
        ("every 10 working days", Fraction(13, 6)),
        ("twice a week", Fraction(26, 3)),
        ("Every Monday and Thursday", Fraction(26, 3)),
        ("every Monday until Friday 28 May", Fraction(13, 3)),
        ("3 times a month", Fraction(3)),
        ("every three weeks", Fraction(13, 9)),
        ("quarterly", Fraction(1, 3)),
        ("once a term", Fraction(1, 4)),
        ("yearly", Fraction(1, 12)),
        ("annually", Fraction(1, 12)),
        ("every 0 weeks", Fraction(13, 3)),
        ("weekly, and at once if a date changes", Fraction(13, 3)),
        ("Weekly until 28 May", Fraction(13, 3)),
    ],
)
def test_how_often_is_a_rate_per_month(words, per_month):
    assert cadence(words) == Cadence(per_month=per_month)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("once", 1),
        ("one-off", 1),
        ("Once, on 13 May", 1),
        ("twice", 2),
        ("three letters", 3),
        ("4 times", 4),
        ("at gate 3", 1),
        ("at gates 3 and 4", 2),
        ("single letter", 1),
    ],
)
def test_or_so_many_times_in_all(words, times):
    assert cadence(words) == Cadence(times=times)
    assert cadence(words).is_counted


@pytest.mark.parametrize(
    "words", ["whenever a date changes", "within a day of a complaint", "after the lift", "ahead of each board"]
)
def test_an_event_sets_it_off(words):
    assert cadence(words) == Cadence()
    assert not cadence(words).is_counted


@pytest.mark.parametrize(
    ("words", "is_vague"),
    [
        ("as needed", True),
        ("when required", True),
        ("regularly", True),
        ("ad hoc", True),
        ("TBC", True),
        ("biweekly", False),
        ("bi-monthly", False),
        ("", False),
        ("banana", False),
    ],
)
def test_words_that_cannot_be_counted_are_refused(words, is_vague):
    with pytest.raises(UnknownFrequency) as refused:
        cadence(words)
    assert refused.value.is_vague is is_vague


WEEKLY, ONCE, TWICE = cadence("weekly"), cadence("once"), cadence("twice")
MAY, JUNE = date(2027, 5, 3), date(2027, 6, 1)
PLAN = [
    Sending("Ann", ("S1", "S2"), WEEKLY, MAY),
    Sending("Ben", ("S2",), ONCE, MAY),
    Sending("Ann", ("S1",), TWICE, MAY),
    Sending("Ann", ("S3",), ONCE, JUNE),
    Sending("Ann", (), ONCE),
]


def test_the_load_of_owners_is_rates_and_the_once_only_ones_of_the_fullest_month():
    assert loads_of_owners(PLAN) == {
        "Ann": Load(Fraction(13, 3), Fraction(19, 3)),
        "Ben": Load(Fraction(0), Fraction(1)),
    }


def test_the_load_of_audiences_is_what_each_hears():
    assert loads_of_audiences(PLAN) == {
        "S1": Load(Fraction(13, 3), Fraction(19, 3)),
        "S2": Load(Fraction(13, 3), Fraction(16, 3)),
        "S3": Load(Fraction(0), Fraction(1)),
    }


def test_no_plan_is_no_load():
    assert loads_of_owners([]) == {}
