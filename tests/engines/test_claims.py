"""Figures in prose: which are read, which name claims them, and when they agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.claims import Unit, claims_in, fact, figures_in, is_rounding_of, wrong_claims

CPI = fact(["CPI", "cost performance index"], Decimal("0.96641"), Unit.INDEX)
SPI = fact(["SPI"], Decimal("0.94647"), Unit.INDEX)
OUTTURN = fact(["forecast outturn", "outturn"], 1_144_437, Unit.MONEY)
LATE = fact(["finish", "opening"], -4, Unit.DAYS)
DONE = fact(["complete"], Decimal("65.04"), Unit.PERCENT)
FACTS = (CPI, SPI, OUTTURN, LATE, DONE)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("£1,148,000", 1_148_000, Unit.MONEY),
        ("-£25,000", 25_000, Unit.MONEY),
        ("£−40.50", Fraction(81, 2), Unit.MONEY),
        ("£1.1m", 1_100_000, Unit.MONEY),
        ("£719k", 719_000, Unit.MONEY),
        ("£2 million", 2_000_000, Unit.MONEY),
        ("96.6%", Fraction(483, 5), Unit.PERCENT),
        ("5 per cent", 5, Unit.PERCENT),
        ("0.97", Fraction(97, 100), Unit.INDEX),
        ("4 days", 4, Unit.DAYS),
        ("4-day", 4, Unit.DAYS),
        ("12 working days", 12, Unit.DAYS),
        ("900", 900, Unit.COUNT),
        ("1.5 million", 1_500_000, Unit.COUNT),
    ],
)
def test_a_figure_is_read_with_its_unit(text, value, unit):
    (found,) = figures_in(f"It is {text}, they say.")
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", "WP5 and R3", "no figure", "version x1.2.3", "1e400", "١٢"])
def test_what_is_no_figure_is_left_alone(text):
    assert figures_in(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "agrees"),
    [
        ("0.97", Decimal("0.9664"), True),
        ("0.966", Decimal("0.9664"), True),
        ("0.967", Decimal("0.9664"), False),
        ("1.0", Decimal("0.9664"), True),
        ("£719k", 719_320, True),
        ("£718k", 719_320, False),
        ("£719,320", 719_320, True),
        ("£719,322", 719_320, False),
        ("£720,000", 719_320, True),
        ("£730,000", 719_320, False),
        ("£25,000", -25_000, True),
        ("6%", Decimal("5.5"), True),
        ("7%", Decimal("5.5"), False),
    ],
)
def test_rounding_is_right_and_no_more(text, value, agrees):
    (figure,) = figures_in(text)
    assert is_rounding_of(figure, value) is agrees


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("CPI is 0.97 and SPI 0.95.", []),
        ("SPI is 0.97 and CPI 0.95.", ["SPI", "CPI"]),
        ("The cost performance index fell from 0.98 to 0.97.", []),
        ("The cost performance index fell from 0.99 to 0.98.", ["CPI"]),
        ("At 0.97, our CPI is low.", []),
        ("At 0.90 our CPI is low.", ["CPI"]),
        ("The forecast outturn is £1,144,437.", []),
        ("The outturn is £1,448,437.", ["forecast outturn"]),
        ("We open on 3 September; the opening slips 4 days.", []),
        ("The opening slips 6 working days, and work is 65% complete.", ["finish"]),
        ("CPI was worked out on 30 June. Sheet 12 has it.", []),
        ("Nothing is said.", []),
    ],
)
def test_each_name_answers_for_its_own_figures(text, wrong):
    assert [claim.fact.names[0] for claim in wrong_claims(text, FACTS)] == wrong


def test_a_claim_carries_its_sentence_and_figures():
    (claim,) = claims_in("All well. The outturn is £1.1m or £1,144,437. More.", FACTS)
    assert claim.sentence == "The outturn is £1.1m or £1,144,437."
    assert [figure.text for figure in claim.figures] == ["£1.1m", "£1,144,437"]


def test_a_figure_belongs_to_the_name_before_it_and_not_to_the_one_after():
    assert [len(claim.figures) for claim in claims_in("CPI 0.97, 0.96; then SPI 0.95", FACTS)] == [2, 1]


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_a_value_agrees_with_itself_at_any_rounding(pence, places):
    value = Decimal(pence) / 100
    shown = f"£{value:.{places}f}"
    (figure,) = figures_in(shown)
    assert is_rounding_of(figure, value)
    assert wrong_claims(f"The outturn is {shown}.", [fact(["outturn"], value, Unit.MONEY)]) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    assert all(claim.figures for claim in claims_in(text, FACTS))
