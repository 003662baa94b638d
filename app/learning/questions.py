"""Self-check questions: what a lesson's questions file may hold, and whether an answer given on the page is right.

Answers are looked at and forgotten: nothing here is stored, and no mark depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

MINUS = "\N{MINUS SIGN}"
#: What a reader may type around a number without changing it.
_ORNAMENTS = re.compile(r"[\s,£]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
LONGEST_ANSWER = 40


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Part):
    text: str = Field(min_length=1)
    right: bool
    because: str = Field(min_length=1)


class Question(_Part):
    """A choice, of which exactly one is right, or a number that may be `within` so much of `answer`."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    ask: str = Field(min_length=1)
    choices: tuple[Choice, ...] = ()
    answer: Decimal | None = None
    unit: str = ""
    within: Decimal = Field(default=Decimal(0), ge=0)
    because: str = ""

    @model_validator(mode="after")
    def is_one_sort_or_the_other(self) -> Self:
        if bool(self.choices) == (self.answer is not None):
            raise ValueError("give either choices or an answer")
        if self.choices:
            if sum(choice.right for choice in self.choices) != 1:
                raise ValueError("exactly one of the choices is right")
        elif not self.because:
            raise ValueError("because: say how the number is worked out")
        return self

    @property
    def is_number(self) -> bool:
        return self.answer is not None

    @property
    def right_answer(self) -> str:
        """`2,300 pounds`, or the text of the right choice."""
        if self.answer is None:
            return next(choice.text for choice in self.choices if choice.right)
        return f"{_plain(self.answer)} {self.unit}".strip()

    @property
    def explanation(self) -> str:
        """Why the right answer is right."""
        return self.because or next(choice.because for choice in self.choices if choice.right)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one answer. `is_right` is None where there was nothing that could be judged."""

    is_right: bool | None
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page shows it: with what was answered and, once sent, the verdict."""

    question: Question
    given: str
    verdict: Verdict | None


def ask(questions: Sequence[Question], given: Mapping[str, str], *, is_sent: bool) -> list[Asked]:
    """Each question with the answer given under its id. Nothing is judged before the form has been sent."""
    return [_asked(each, given.get(each.id, "").strip()[:LONGEST_ANSWER], is_sent) for each in questions]


def _asked(question: Question, given: str, is_sent: bool) -> Asked:
    return Asked(question, given, judge(question, given) if is_sent else None)


def judge(question: Question, given: str) -> Verdict:
    """Whether an answer is right: a choice by its number from 1, a number within the question's tolerance."""
    if not given:
        return Verdict(None, "Not answered.", "")
    return _judge_number(question, given) if question.is_number else _judge_choice(question, given)


def _judge_choice(question: Question, given: str) -> Verdict:
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= len(question.choices)):
        return Verdict(None, "Not answered.", "")
    choice = question.choices[int(given) - 1]
    return Verdict(choice.right, "That is right." if choice.right else "Not quite.", choice.because)


def _judge_number(question: Question, given: str) -> Verdict:
    value = read_number(given, question.unit)
    if value is None or question.answer is None:
        return Verdict(None, "That could not be read as a number. Write it like 12.5.", "")
    if abs(value - question.answer) <= question.within:
        return Verdict(True, "That is right.", question.because)
    return Verdict(False, "Not quite. Work it through once more before you look.", "")


def read_number(given: str, unit: str = "") -> Decimal | None:
    """The number in what was typed, with thousands, a pound sign or words of the unit allowed; else None."""
    words = given.replace(MINUS, "-").split()
    while words and words[-1].lower() in unit.lower().split():
        words.pop()
    number = _ORNAMENTS.sub("", "".join(words))
    return Decimal(number) if _NUMBER.fullmatch(number) else None


def _plain(value: Decimal) -> str:
    """Without trailing noughts, with thousands separated."""
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,f}"
