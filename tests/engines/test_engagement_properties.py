"""What holds for any scores, any groups and any plans."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.engines.engagement import (
    Cadence,
    Sending,
    Stance,
    Strategy,
    UnknownFrequency,
    cadence,
    channels,
    channels_added,
    gap,
    loads_of_audiences,
    loads_of_owners,
    strategy,
)
from tests.engines.properties import steadily

scores = st.integers(1, 5)
people = st.integers(0, 400)
stances = st.sampled_from(Stance)
cadences = st.builds(Cadence, st.fractions(0, 30, max_denominator=12), st.integers(0, 5))
days = st.none() | st.dates(date(2027, 1, 1), date(2027, 12, 31))
plans = st.lists(
    st.builds(
        Sending, st.sampled_from("abc"), st.lists(st.sampled_from("xyz"), unique=True).map(tuple), cadences, days
    ),
    max_size=8,
)
HIGH_POWER = {Strategy.MANAGE_CLOSELY, Strategy.KEEP_SATISFIED}
HIGH_INTEREST = {Strategy.MANAGE_CLOSELY, Strategy.KEEP_INFORMED}


@steadily
@given(scores, scores, scores)
def test_more_power_never_means_less_care(one, other, interest):
    low, high = sorted([one, other])
    assert (strategy(low, interest) in HIGH_POWER) <= (strategy(high, interest) in HIGH_POWER)
    assert (strategy(interest, low) in HIGH_INTEREST) <= (strategy(interest, high) in HIGH_INTEREST)


@steadily
@given(people, people)
def test_two_groups_that_join_gain_every_pair_between_them(one, other):
    assert channels(one + other) == channels(one) + channels(other) + one * other
    assert channels_added(one, one + other) == channels(one + other) - channels(one)


@steadily
@given(stances, stances, stances)
def test_gaps_add_up(one, other, third):
    assert gap(one, other) + gap(other, third) == gap(one, third)
    assert gap(one, other) == -gap(other, one)


@steadily
@given(plans)
def test_loads_are_those_of_the_plan_in_any_order(plan):
    loads = loads_of_owners(plan)
    assert loads == loads_of_owners(plan[::-1])
    assert sum(load.regular for load in loads.values()) == sum(each.cadence.per_month for each in plan)
    assert all(load.busiest >= load.regular >= 0 for load in loads.values())


@steadily
@given(plans)
def test_nobody_hears_more_than_is_sent(plan):
    sent = sum(each.cadence.per_month for each in plan)
    assert all(load.regular <= sent for load in loads_of_audiences(plan).values())


@steadily
@given(st.integers(1, 999), st.sampled_from(["week", "month", "quarter", "year"]))
def test_every_so_many_is_the_other_way_round_of_so_many_times_in_one(number, unit):
    once = cadence(f"every {unit}").per_month
    assert cadence(f"every {number} {unit}s").per_month * number == once
    assert cadence(f"{number} times a {unit}").per_month == once * number


@steadily
@given(st.text(max_size=60))
def test_any_words_are_a_frequency_or_are_refused(words):
    with suppress(UnknownFrequency):
        assert cadence(words).per_month >= 0
