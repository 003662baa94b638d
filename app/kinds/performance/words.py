"""Turns of phrase and word rules that several checks share."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from app.engines.exact import rounded
from app.engines.wording import WORD

MOST_PLACES = 2
#: A decision with fewer words of content than this asks for nothing.
FEWEST_WORDS = 3

_GRAMMAR = frozenset(
    WORD.findall(
        """a an and are as ask asked at be been board by for from in is it its members of on or our please sponsor that
        the their this to we with"""
    )
)
_NOTING = re.compile(
    r"note[sd]?|noting|receive[sd]?|read|accept(?:s|ed)?|report|paper|performance|content[s]?|update|position|information"
    r"|none|nothing|no|decision|required|needed|wanted|status",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATED = re.compile(
    rf"""\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b | \b{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?\b
    | \b[0-9]{{1,2}}[/.][0-9]{{1,2}}\b | \b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\b
    | \b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b | \b(?:today|tomorrow|gate\s+[1-9])\b""",
    re.IGNORECASE | re.VERBOSE,
)


def document(source: str) -> str:
    """A document of the in-tray as an apprentice knows it: `07-survey-note` is document 7, “survey note”."""
    number, dash, rest = source.partition("-")
    if not source:
        return "the in-tray"
    if not dash or not number.isdigit():
        return f"“{source.replace('-', ' ')}”"
    return f"document {int(number)}, “{rest.replace('-', ' ')}”"


def counted(number: int, noun: str) -> str:
    """`1 fault`, `3 faults`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shown(figure: Fraction | None, *, is_percent: bool = False) -> str:
    """A figure to two places at most, without noughts at its end: `94.5%`; `no data` for none."""
    if figure is None:
        return "no data"
    text = f"{rounded(figure, MOST_PLACES):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text.replace('-', '−')}{'%' if is_percent else ''}"


def kept(figure: Fraction | None) -> str | None:
    """A figure for JSON: text with four decimals at most."""
    if figure is None:
        return None
    return str(rounded(figure, 4).normalize() + Decimal(0)) if figure else "0"


def asks_for_nothing(decision: str) -> bool:
    """Whether a decision is only to note something: fewer than `FEWEST_WORDS` words are left without such words."""
    told = [word for word in WORD.findall(decision) if word.lower() not in _GRAMMAR and not _NOTING.fullmatch(word)]
    return len(told) < FEWEST_WORDS


def has_a_day(text: str) -> bool:
    """Whether it names a day, a weekday or a gate, as something is decided by."""
    return bool(_DATED.search(text))
