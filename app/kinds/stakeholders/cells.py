"""The text of one cell, read as a person means it. Each function returns the value or raises `NotRead`, whose message
says what to type instead.
"""

from __future__ import annotations

import re
from datetime import date

from app.engines import engagement
from app.engines.engagement import ONE_TO_FIVE, Cadence
from app.kinds.row_reading import NotRead, quoted

YEARS = range(2000, 2200)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE_HELP = "Type a date such as 31 May 2027 or 31/05/2027"
SCORE_HELP = f"Type a whole number from {ONE_TO_FIVE.lowest} to {ONE_TO_FIVE.highest}"
OFTEN_HELP = "Type weekly, every two weeks, twice a month, once, or at gates 3 and 4"

_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_DATE = re.compile(
    rf"""(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,?\s+)?
    (?:(?P<iso>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})
    |(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s/.-]+(?P<month>[0-9]{{1,2}}|{_MONTH})[\s/.,-]+(?P<year>[0-9]{{4}}|[0-9]{{2}}))""",
    re.IGNORECASE | re.VERBOSE,
)
_SCORE = re.compile(rf"([0-9])(?:\s*(?:/|out of|of)\s*{ONE_TO_FIVE.highest})?", re.IGNORECASE)


def score(text: str) -> int:
    """`4` or `4/5`."""
    found = _SCORE.fullmatch(text.strip())
    if not found or not ONE_TO_FIVE.lowest <= int(found[1]) <= ONE_TO_FIVE.highest:
        raise NotRead(f"{quoted(text)} is not a score. {SCORE_HELP}")
    return int(found[1])


def cadence(text: str) -> Cadence:
    """How often: see the engine."""
    try:
        return engagement.cadence(text[:400])
    except engagement.UnknownFrequency as error:
        if error.is_vague:
            raise NotRead(f"{quoted(text)} promises nothing that anybody can hold you to. {OFTEN_HELP}") from None
        raise NotRead(f"{quoted(text)} does not say how often, or can be read in two ways. {OFTEN_HELP}") from None


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
