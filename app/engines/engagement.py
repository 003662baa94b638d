"""Stakeholders in figures: the power and interest grid, stances and how far they must move, and a plan's load.

Scores are whole numbers from 1 to 5. A gap between stances is in steps, positive where somebody has to be moved on.
Rates are messages per month of a year of 52 weeks, exact; a message that is sent once has no rate and counts in the
month in which it is sent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

ZERO = Fraction(0)
WEEKS_IN_YEAR, MONTHS_IN_YEAR, WORKING_DAYS_IN_WEEK, DAYS_IN_WEEK = 52, 12, 5, 7


class EngagementError(ValueError):
    """A figure or a frequency that an engagement plan cannot have."""


class NotAScore(EngagementError):
    def __init__(self, score: int, scale: Scale) -> None:
        self.score = score
        super().__init__(f"Power and interest are scored from {scale.lowest} to {scale.highest}, not {score}.")


class InvalidScale(EngagementError):
    def __init__(self) -> None:
        super().__init__("A scale rises from its lowest score to its highest, and high begins between the two.")


class TooFewPeople(EngagementError):
    def __init__(self, people: int) -> None:
        self.people = people
        super().__init__(f"There cannot be {people} people.")


class UnknownFrequency(EngagementError):
    """The words do not say how often. `is_vague` when they are words that promise nothing, such as “as needed”."""

    def __init__(self, words: str, *, is_vague: bool = False) -> None:
        self.words, self.is_vague = words, is_vague
        super().__init__("These words do not say how often.")


class Strategy(StrEnum):
    """What a quadrant of the grid calls for; stored with learners' work, so never renamed."""

    MANAGE_CLOSELY = "manage_closely"
    KEEP_SATISFIED = "keep_satisfied"
    KEEP_INFORMED = "keep_informed"
    MONITOR = "monitor"


class Stance(StrEnum):
    """Where somebody stands towards a project, from furthest to nearest; stored, so never renamed."""

    UNAWARE = "unaware"
    RESISTANT = "resistant"
    NEUTRAL = "neutral"
    SUPPORTIVE = "supportive"
    LEADING = "leading"


@dataclass(frozen=True, slots=True)
class Scale:
    """How power and interest are scored. From `high_from` on, a score is high; below, it is low."""

    lowest: int = 1
    highest: int = 5
    high_from: int = 4

    def __post_init__(self) -> None:
        if not self.lowest < self.high_from <= self.highest:
            raise InvalidScale

    def is_high(self, score: int) -> bool:
        """Raises `NotAScore`."""
        if not self.lowest <= score <= self.highest:
            raise NotAScore(score, self)
        return score >= self.high_from


ONE_TO_FIVE = Scale()
_QUADRANTS: Mapping[tuple[bool, bool], Strategy] = {
    (True, True): Strategy.MANAGE_CLOSELY,
    (True, False): Strategy.KEEP_SATISFIED,
    (False, True): Strategy.KEEP_INFORMED,
    (False, False): Strategy.MONITOR,
}
_STEPS = {stance: step for step, stance in enumerate(Stance)}


def strategy(power: int, interest: int, scale: Scale = ONE_TO_FIVE) -> Strategy:
    """The strategy of the quadrant that two scores fall into (Mendelow's grid). Raises `NotAScore`."""
    return _QUADRANTS[scale.is_high(power), scale.is_high(interest)]


def gap(present: Stance, wanted: Stance) -> int:
    """How many steps somebody has to be moved; negative where less is wanted of them than they give."""
    return _STEPS[wanted] - _STEPS[present]


def channels(people: int) -> int:
    """How many pairs can talk to each other among so many: n(n − 1)/2. Raises `TooFewPeople` below nought."""
    if people < 0:
        raise TooFewPeople(people)
    return people * (people - 1) // 2


def channels_added(before: int, after: int) -> int:
    """How many more pairs there are when a group grows; negative when it shrinks. Raises `TooFewPeople`."""
    return channels(after) - channels(before)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often: a rate per month, or so many times in all. Neither, where some event sets it off."""

    per_month: Fraction = ZERO
    times: int = 0

    @property
    def is_counted(self) -> bool:
        return bool(self.per_month or self.times)


_WORDS_FOR_NUMBERS = (
    *("", "once one a an each every", "twice two other second", "three third", "four fourth", "five fifth"),
    *("six sixth", "seven", "eight", "nine", "ten"),
)
_NUMBERS = {word: number for number, words in enumerate(_WORDS_FOR_NUMBERS) for word in words.split()}
_NUMBER = rf"(?:[0-9]{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_UNIT = rf"(?:working\s+day|weekday|day|week|fortnight|month|quarter|year|term|{_WEEKDAY}|morning|afternoon|evening)s?"
_VAGUE = re.compile(
    r"\b(?:as|when|where|if)\s+(?:and\s+when\s+)?(?:needed|required|necessary|appropriate|possible|asked|requested)\b"
    r"|\bad[\s-]?hoc\b|\bregular(?:ly)?\b|\boften\b|\boccasional(?:ly)?\b|\bon\s+request\b|\bt\.?b\.?[acd]\b|\bongoing\b"
)
#: Some mean twice in a period by these, and others every second period.
_AMBIGUOUS = re.compile(r"\bbi[\s-]?(?:weekly|monthly|annual(?:ly)?)\b")
_OF_MONTH = re.compile(rf"\b{_WEEKDAY}\b[^;.]{{0,12}}\b(?:of|in)\s+(?:the|each|every|a)\s+month\b")
_TIMES_PER = re.compile(
    rf"\b(?P<times>{_NUMBER})(?:\s+times|\s+days)?\s*(?:a|an|per|each|every|/)\s*(?P<unit>{_UNIT})\b"
)
_EVERY = re.compile(
    rf"\b(?:every|each)\s+(?:(?P<number>{_NUMBER})\s+)?(?P<unit>{_UNIT})\b(?P<more>(?:\s*(?:,|and|&)\s*{_WEEKDAY}\b)*)"
)
_ADVERB = re.compile(
    rf"\b(?:(?P<number>{_NUMBER})[\s-])?(?P<unit>dai|week|fortnight|month|quarter|year|annual)ly\b|\b(?P<days>{_WEEKDAY[:-1]})\b"
)
_GATES = re.compile(r"\bgates?\s+(?P<gates>[0-9](?:\s*(?:,|and|&)\s*[0-9])*)")
_ONCE = re.compile(
    rf"\bone[\s-]?off\b|\bsingle\b|\bonly\b|\b(?P<number>once|twice|{_NUMBER}\s+times|{_NUMBER}\s+(?:letter|meeting|visit|call)s?)\b"
)
_EVENT = re.compile(
    r"\b(?:when(?:ever)?|after|before|ahead\s+of|as\s+soon\s+as|(?:at|for)\s+(?:each|every)|each\s+time|on\s+(?:any|each|every)|within)\b"
)

_PER_YEAR: Mapping[str, int] = {
    "working day": WEEKS_IN_YEAR * WORKING_DAYS_IN_WEEK,
    "weekday": WEEKS_IN_YEAR * WORKING_DAYS_IN_WEEK,
    "day": WEEKS_IN_YEAR * WORKING_DAYS_IN_WEEK,
    "dai": WEEKS_IN_YEAR * WORKING_DAYS_IN_WEEK,
    "week": WEEKS_IN_YEAR,
    "fortnight": WEEKS_IN_YEAR // 2,
    "month": MONTHS_IN_YEAR,
    "quarter": 4,
    "term": 3,
    "year": 1,
    "annual": 1,
}


def cadence(words: str) -> Cadence:
    """How often the words say: `weekly`, `every two weeks`, `twice a month`, `once`, `at gates 3 and 4`.

    The first regular interval counts, so that `weekly, and at once if a date changes` is weekly. A day is a working
    day. Raises `UnknownFrequency` for anything else, and for `biweekly` and its like, which can be read in two ways.
    """
    text = " ".join(words.lower().replace("’", "'").split())
    if _AMBIGUOUS.search(text):
        raise UnknownFrequency(words)
    rate = _rate(text)
    if rate is not None:
        return Cadence(per_month=rate)
    if times := _times(text):
        return Cadence(times=times)
    if _VAGUE.search(text):
        raise UnknownFrequency(words, is_vague=True)
    if _EVENT.search(text):
        return Cadence()
    raise UnknownFrequency(words)


def _rate(text: str) -> Fraction | None:
    if _OF_MONTH.search(text):
        return Fraction(1)
    if found := _TIMES_PER.search(text):
        return _number(found["times"]) * _per_month(found["unit"])
    if found := _EVERY.search(text):
        named = 1 + len(re.findall(_WEEKDAY, found["more"]))
        return named * _per_month(found["unit"]) / _number(found["number"])
    if found := _ADVERB.search(text):
        return _per_month(found["unit"] or "week") / _number(found["number"])
    return None


def _times(text: str) -> int:
    if found := _GATES.search(text):
        return len(re.findall(r"[0-9]", found["gates"]))
    if found := _ONCE.search(text):
        return _number((found["number"] or "once").split()[0])
    return 0


def _number(word: str | None) -> int:
    """`two`, `2`; nothing is one, and so is nought, which nobody means."""
    if not word:
        return 1
    return (int(word) if word.isdecimal() else _NUMBERS[word]) or 1


def _per_month(unit: str) -> Fraction:
    """A named day or part of a day comes once a week."""
    name = unit.rstrip("s")
    return Fraction(_PER_YEAR.get(name, WEEKS_IN_YEAR), MONTHS_IN_YEAR)


@dataclass(frozen=True, slots=True)
class Sending:
    """One line of a communications plan: who sends it, who hears it, how often, and from which day."""

    owner: str
    audiences: tuple[str, ...]
    cadence: Cadence
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """Messages per month: `regular` comes every month, `busiest` adds the once-only ones of the fullest month."""

    regular: Fraction
    busiest: Fraction


def loads_of_owners(plan: Iterable[Sending]) -> Mapping[str, Load]:
    """What each owner has to send, in the order in which they first occur."""
    return _loads((each.owner, each) for each in plan)


def loads_of_audiences(plan: Iterable[Sending]) -> Mapping[str, Load]:
    """What each audience gets to hear, in the order in which they first occur."""
    return _loads((audience, each) for each in plan for audience in each.audiences)


def _loads(sendings: Iterable[tuple[str, Sending]]) -> Mapping[str, Load]:
    regular: dict[str, Fraction] = {}
    once: defaultdict[str, Counter[tuple[int, int] | None]] = defaultdict(Counter)
    for name, each in sendings:
        regular[name] = regular.get(name, ZERO) + each.cadence.per_month
        month = (each.first_on.year, each.first_on.month) if each.first_on else None
        once[name][month] += each.cadence.times
    return {name: Load(rate, rate + max(once[name].values())) for name, rate in regular.items()}
