"""The text of one cell, read as a person means it: pounds, shares, months and indices.

Each function returns the value or raises `NotRead`, whose message says what to type instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.core.money import NotMoney
from app.kinds.schedule.cells import MONTHS, YEARS, NotRead, quoted

MONTH_HELP = "Type a month with its year, such as Jun 2027 or 2027-06"
NOT_DEFINED = frozenset({"n/a", "na", "not applicable", "not defined", "undefined", "none"})
LARGEST_INDEX = 1_000_000

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?(?:%|per ?cent)", re.IGNORECASE)
_NUMBER = re.compile(r"(-)?([0-9]{1,9}(?:\.[0-9]{1,12})?|\.[0-9]{1,12}) ?(?:months?|mths?)?", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})(?:[-/][0-9]{1,2})?(?:[ T]00:00(?::00)?)?")
_FIGURES = re.compile(r"(?:[0-9]{1,2}[-/.])?([0-9]{1,2})[-/.]([0-9]{4})")
_WORDS = re.compile(r"(?:[0-9]{1,2}(?:st|nd|rd|th)?[ -])?([A-Za-z]{3,9})\.?[ ,-]*'?’?([0-9]{2}|[0-9]{4})")


@dataclass(frozen=True, slots=True, order=True)
class MonthOf:
    """A calendar month; months are ordered and counted by `number`."""

    year: int
    month: int

    @property
    def number(self) -> int:
        return self.year * 12 + self.month - 1

    @property
    def last_day(self) -> date:
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1].capitalize()} {self.year}"


def pounds(text: str) -> Decimal:
    """Pounds, 0 or more."""
    amount = signed_pounds(text)
    if amount < 0:
        raise NotRead(f"{quoted(text)} is negative. Type 0 or more here")
    return amount


def signed_pounds(text: str) -> Decimal:
    """Pounds with a sign; an accountant's brackets are a minus."""
    typed = text.strip()
    if typed.startswith("(") and typed.endswith(")"):
        typed = f"-{typed[1:-1]}"
    typed = typed.replace("£-", "-£").replace("£−", "-£").removeprefix("+")
    try:
        return money.parse(typed)
    except NotMoney as error:
        if "more than" in str(error):
            raise NotRead(f"{quoted(text)} is more than £1,000,000,000. Check the number of noughts") from error
        raise NotRead(f"{quoted(text)} is not an amount. Type pounds, for example 12,000 or 1250.50") from error


def share_or_pounds(text: str) -> Fraction | Decimal:
    """A percentage from 0% to 100% as a share of 1, which is a `Fraction`; otherwise pounds, a `Decimal`."""
    if "%" not in text and "cent" not in text.lower():
        return pounds(text)
    found = _PERCENT.fullmatch(text.strip())
    share = Fraction(Decimal(found[1])) / 100 if found else None
    if share is None or share > 1:
        raise NotRead(f"{quoted(text)} is not a share of the work. Type 0% to 100%, or pounds")
    return share


def index(text: str) -> Decimal:
    """A plain number, such as an index or months: `0.97`, `-0.12`, `5.88 months`."""
    found = _NUMBER.fullmatch(text.strip().replace("−", "-").removeprefix("+"))
    if found is None or Decimal(found[2]) > LARGEST_INDEX:
        raise NotRead(f"{quoted(text)} is not a number. Type it like 0.97")
    return -Decimal(found[2]) if found[1] else Decimal(found[2])


def month(text: str) -> MonthOf:
    """`Jun 2027`, `June 2027`, `Jun-27`, `2027-06`, `06/2027`, or any day of it, day first."""
    typed = " ".join(text.split())
    year, number = _year_and_month(typed)
    if year not in YEARS or not 1 <= number <= 12:
        raise NotRead(f"{quoted(text)} is not a month. {MONTH_HELP}")
    return MonthOf(year, number)


def _year_and_month(typed: str) -> tuple[int, int]:
    if found := _ISO.fullmatch(typed):
        return int(found[1]), int(found[2])
    if found := _FIGURES.fullmatch(typed):
        return int(found[2]), int(found[1])
    if (found := _WORDS.fullmatch(typed)) and (number := _month_named(found[1].lower())):
        return int(found[2]) + (2000 if len(found[2]) == 2 else 0), number
    return 0, 0


_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def _month_named(word: str) -> int:
    """1 to 12 for a month's name or a beginning of it of three letters or more; 0 for any other word."""
    return next((place for place, name in enumerate(_NAMES, start=1) if name.startswith(word)), 0)
