"""Figures quoted in prose, held against the figures they speak of.

A claim is a name of something that has a figure, such as `CPI` or `forecast outturn`, with the figures that its
sentence gives for it. Figures that no known name claims are nobody's business: a date, a clause number, a house number.
Rounding is right: a figure agrees when what it speaks of rounds to it at the last place that it states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.engines.exact import HALF, Exact, fraction

#: A sum that ends in four noughts or more is a round one: half a per cent either way is what people mean by it.
ROUND_SUM = re.compile(r"[1-9][0-9]*0000", re.ASCII)
ROUND_TOLERANCE = Fraction(1, 200)


class Unit(StrEnum):
    """What kind of figure it is. An index has a decimal point and no unit; a count is a bare number or is of days."""

    MONEY = "money"
    PERCENT = "percent"
    INDEX = "index"
    DAYS = "days"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in a text. `value` has no sign, for prose says over or under in words.

    `step` is the worth of its last stated digit: 0.01 for 0.97, 1,000 for £719k.
    """

    value: Fraction
    unit: Unit
    step: Fraction
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that prose may speak of, by any of its names. Make one with `fact`."""

    names: tuple[str, ...]
    value: Fraction
    unit: Unit


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of a fact with the figures of its unit that the sentence gives for it; there is at least one."""

    fact: Fact
    figures: tuple[Figure, ...]
    #: The sentence, as it was written.
    sentence: str

    @property
    def agrees(self) -> bool:
        """Whether one of the figures is right: `it fell from 0.98 to 0.97` speaks truly of 0.97."""
        return any(is_rounding_of(figure, self.fact.value) for figure in self.figures)


def fact(names: Iterable[str], value: Exact, unit: Unit) -> Fact:
    """A fact by its names. A percentage is given as its number: 5 for 5%."""
    return Fact(tuple(names), abs(fraction(value)), unit)


_FIGURE = re.compile(
    r"""(?<![\w.,£-])(?P<sign>[-+−]?)\s?(?P<pound>£)?[-−]?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,12})?)
    (?:(?P<scale>\s?(?:k|m|million|thousand))\b)?
    (?:(?P<percent>\s?(?:%|per\ cent\b))|(?P<days>[\s-](?:working[\s-])?days?\b))?(?!\w)""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


def figures_in(text: str) -> tuple[Figure, ...]:
    """Every figure written in digits, in order: sums of money, percentages, indices, days and counts."""
    return tuple(_figure(found) for found in _FIGURE.finditer(text))


def _figure(found: re.Match[str]) -> Figure:
    number = found["number"].replace(",", "")
    scale = _SCALES[found["scale"].strip().lower()] if found["scale"] else 1
    places = len(number.partition(".")[2])
    return Figure(
        value=Fraction(number) * scale,
        unit=_unit(found, has_point=bool(places)),
        step=Fraction(scale, 10**places),
        text=found[0].strip(),
        start=found.start(),
    )


def _unit(found: re.Match[str], *, has_point: bool) -> Unit:
    if found["pound"]:
        return Unit.MONEY
    if found["percent"]:
        return Unit.PERCENT
    if found["days"]:
        return Unit.DAYS
    return Unit.INDEX if has_point and not found["scale"] else Unit.COUNT


def is_rounding_of(figure: Figure, value: Exact) -> bool:
    """Whether the value, sign aside, rounds to the figure at its last stated place; half a per cent for round sums."""
    gap = abs(figure.value - abs(fraction(value)))
    if gap <= figure.step * HALF:
        return True
    is_round = figure.step == 1 and ROUND_SUM.fullmatch(str(figure.value.numerator)) is not None
    return is_round and gap <= figure.value * ROUND_TOLERANCE


def claims_in(text: str, facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """What a text claims of these facts, in order.

    In a sentence, the figures after a name and before the next name are its; without any, those before it and after
    the name before. Only figures of the fact's unit count. A name without such a figure claims nothing.
    """
    claims: list[Claim] = []
    for sentence in _SENTENCE_END.split(text):
        claims.extend(_claims_of(sentence, facts))
    return tuple(claims)


def wrong_claims(text: str, facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """The claims whose figures all disagree with what they speak of."""
    return tuple(claim for claim in claims_in(text, facts) if not claim.agrees)


def _claims_of(sentence: str, facts: Sequence[Fact]) -> Iterable[Claim]:
    mentions = _mentions(sentence, facts)
    figures = figures_in(sentence)
    for place, (start, end, known) in enumerate(mentions):
        until = mentions[place + 1][0] if place + 1 < len(mentions) else len(sentence)
        since = mentions[place - 1][1] if place else 0
        fitting = [figure for figure in figures if figure.unit is known.unit]
        mine = [figure for figure in fitting if end <= figure.start < until]
        mine = mine or [figure for figure in fitting if since <= figure.start < start]
        if mine:
            yield Claim(known, tuple(mine), sentence.strip())


def _mentions(sentence: str, facts: Sequence[Fact]) -> list[tuple[int, int, Fact]]:
    """Where facts are named: start, end, fact; of names that overlap the longest one."""
    found = [
        (match.start(), match.end(), known)
        for known in facts
        for name in known.names
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, re.IGNORECASE)
    ]
    kept: list[tuple[int, int, Fact]] = []
    for start, end, known in sorted(found, key=lambda each: each[0] - each[1]):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in kept):
            kept.append((start, end, known))
    return sorted(kept, key=lambda each: each[0])
