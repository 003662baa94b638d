"""Figures quoted in sentences, so that they can be compared with the table that they are about.

Only figures that are plainly of a measure are taken: percentages, numbers with decimals, and shares such as `47 of 50`.
Dates, times, sums of money and bare whole numbers are left alone, for a sentence holds many that are of nothing here;
so are sentences about the data itself, such as how complete it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.engines import claims
from app.engines.claims import Figure, Unit

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
#: A sentence with such a word is about the data and not about a measure.
_OF_THE_DATA = re.compile(r"\b(?:records?|lines|complete|completeness|faulty|usable|duplicates?)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}\b|\b[0-9]{1,2}[:.][0-9]{2}\s*(?:am|pm)\b"
    r"|\b[0-9]{1,2}:[0-9]{2}\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<![\w.,])([0-9]{1,7})\s+(?:out\s+of|of)\s+(?:the\s+)?([0-9]{1,7})(?![\w%]|\.[0-9])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure as it stands in its sentence."""

    text: str
    sentence: str
    figure: Figure

    @property
    def is_percent(self) -> bool:
        return self.figure.unit is Unit.PERCENT

    def is_of(self, value: Fraction) -> bool:
        """Whether the value, sign aside, rounds to it as it was written."""
        return claims.is_rounding_of(self.figure, value)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, as it stands in its sentence."""

    text: str
    sentence: str
    part: Fraction
    whole: Fraction


def figures_in(text: str) -> Iterator[Quoted | Share]:
    """The percentages, decimals and shares of a text, sentence by sentence."""
    for sentence in _SENTENCE.split(text):
        if _OF_THE_DATA.search(sentence):
            continue
        plain = _ASIDE.sub(" … ", sentence)
        for found in _SHARE.finditer(plain):
            yield Share(" ".join(found[0].split()), sentence, Fraction(int(found[1])), Fraction(int(found[2])))
        for figure in claims.figures_in(plain):
            if figure.unit in (Unit.PERCENT, Unit.INDEX):
                yield Quoted(figure.text, sentence, figure)
