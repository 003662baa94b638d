"""The text of one cell, read as a person means it. Each function returns the value or raises `NotRead`, whose message
says what to type instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.kinds.row_reading import NotRead, quoted

YEARS = range(2000, 2200)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

NUMBER_HELP = "Type a figure such as 94.5, 94.5% or 1,250"
DATE_HELP = "Type a date such as 31 May 2027 or 31/05/2027"
NO_DATA_WORDS = frozenset(
    ("no data", "none yet", "no data yet", "not available", "no result", "no results", "n/a", "na", "nil return")
) | frozenset(("-", "–", "—"))

_FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,6})?"
_NUMBER = re.compile(
    rf"""(?:[<>=≥≤~]{{1,2}}|at\ least|at\ most|up\ to|no\ more\ than|not\ less\ than)?\s*
    (?P<minus>[-−])?\s*£?\s*(?P<figures>{_FIGURES})\s*
    (?P<percent>%|per\ ?cent)?\s*
    (?:per\s[0-9,]{{1,9}}\s?[a-z]{{0,10}}|[^\W0-9_][^0-9]{{0,30}}[23²³]?|\([^0-9]{{0,30}}\))?""",
    re.IGNORECASE | re.VERBOSE,
)
_PART = re.compile(
    rf"(?P<part>{_FIGURES})\s*(?:of|out of|/)\s*(?P<whole>{_FIGURES})(?:\s*\(?\s*[0-9.]+\s*%\)?)?", re.IGNORECASE
)
_COUNT = re.compile(rf"(?:n\s*=\s*)?(?:[0-9,]+\s*(?:of|out of|/)\s*)?(?P<figures>{_FIGURES})(?:\s*[^\W\d].{{0,30}})?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as typed. `is_percent`: a per cent sign stood by it; `of` is the whole of a share such as 47 of 50."""

    size: Fraction
    is_percent: bool = False
    of: Fraction | None = None


def says_no_data(text: str) -> bool:
    return " ".join(text.lower().rstrip(".").split()) in NO_DATA_WORDS


def figure(text: str) -> Figure:
    """`94.5`, `94.5%`, `≥ 95 %`, `£1,250`, `68 dB(A)`, `30 N/mm2`; a share such as `47 of 50` is 94 per cent."""
    typed = text.strip()
    if found := _PART.fullmatch(typed):
        whole = _exact(found["whole"])
        if not whole:
            raise NotRead(f"{quoted(typed)} is a share of nothing, which has no figure. Type “no data”")
        return Figure(_exact(found["part"]) / whole * 100, is_percent=True, of=whole)
    found = _NUMBER.fullmatch(typed)
    if not found:
        raise NotRead(f"{quoted(typed)} is not a figure. {NUMBER_HELP}")
    size = _exact(found["figures"])
    return Figure(-size if found["minus"] else size, is_percent=bool(found["percent"]))


def base(text: str) -> Fraction:
    """How many: `24`, `n = 24`, `24 cubes`, `22 of 24` (which is 24)."""
    found = _COUNT.fullmatch(text.strip())
    if not found:
        raise NotRead(f"{quoted(text)} is not a number of records. Type how many the value is worked out from")
    return _exact(found["figures"])


def _exact(figures: str) -> Fraction:
    return Fraction(Decimal(figures.replace(",", "")))


_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_DATE = re.compile(
    rf"""(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,?\s+)?
    (?:(?P<iso>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})
    |(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s/.-]+(?P<month>[0-9]{{1,2}}|{_MONTH})[\s/.,-]+(?P<year>[0-9]{{4}}|[0-9]{{2}}))""",
    re.IGNORECASE | re.VERBOSE,
)


def day(text: str) -> date:
    """A date: `2027-05-31`, `31 May 2027`, `Mon 31/05/27`. The day comes first."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise NotRead(f"{quoted(text)} is not a date. {DATE_HELP}")
    if found["iso"]:
        year, month, number = (int(part) for part in found["iso"].split("-"))
    else:
        typed = found["month"]
        month = int(typed) if typed.isdecimal() else MONTHS.index(typed[:3].lower()) + 1
        year, number = int(found["year"]), int(found["day"])
        year += 2000 if len(found["year"]) < 4 else 0
    if year not in YEARS:
        raise NotRead(f"{quoted(text)} is in a year that is out of reach here. {DATE_HELP}")
    try:
        return date(year, month, number)
    except ValueError:
        raise NotRead(f"{quoted(text)} is not a day of the calendar. {DATE_HELP}, day first") from None
