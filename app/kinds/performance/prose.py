"""Figures quoted in sentences, read so that they can be compared with the table they are about.

Only figures that are plainly of a measure are read: percentages, shares such as `47 of 50`, and numbers with decimals.
Dates, times, references and bare whole numbers are left alone, for a sentence holds many that are of nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_REF = re.compile(r"\bK[0-9]{1,4}\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_ASIDE = re.compile(
    rf"""\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\b | \b[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{2,4}}\b
    | \b[0-9]{{1,2}}[:.][0-9]{{2}}\s*(?:am|pm)\b | \b[0-9]{{1,2}}:[0-9]{{2}}\b
    | \b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b | £\s*[0-9][0-9,.]*(?:k|m)?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FIGURE = re.compile(
    r"""(?<![\w.,])(?:(?P<part>[0-9]{1,7})\s+(?:out\s+of|of)\s+(?:the\s+)?(?P<whole>[0-9]{1,7})(?![\w%])
    |(?P<minus>[-−])?(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(?:%|per\ ?cent)
    |(?P<decimal>[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,6})(?![\w]))""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure in a sentence. `places` are its decimals, `refs` the measures that the sentence names.

    A share such as 47 of 50 has its part as `size` and its `whole`.
    """

    text: str
    size: Fraction
    places: int
    refs: frozenset[str]
    is_percent: bool = False
    whole: Fraction | None = None

    def is_of(self, figure: Fraction) -> bool:
        """Whether it is the figure, rounded as it was written."""
        return abs(figure - self.size) <= Fraction(1, 2 * 10**self.places)


def figures_in(text: str) -> Iterator[Quoted]:
    """The figures of a text, in its order."""
    for sentence in _SENTENCE.split(text):
        refs = frozenset(each.upper() for each in _REF.findall(sentence))
        for found in _FIGURE.finditer(_ASIDE.sub(" … ", sentence)):
            yield _quoted(found, refs)


def _quoted(found: re.Match[str], refs: frozenset[str]) -> Quoted:
    text = " ".join(found[0].split())
    if found["part"]:
        return Quoted(text, Fraction(int(found["part"])), 0, refs, whole=Fraction(int(found["whole"])))
    typed = (found["percent"] or found["decimal"]).replace(",", "")
    size = Fraction(Decimal(typed))
    places = len(typed.partition(".")[2])
    return Quoted(text, -size if found["minus"] else size, places, refs, is_percent=bool(found["percent"]))
