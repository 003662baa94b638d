"""Turns of phrase that findings, figures and pictures share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.core.templating import day
from app.engines.exact import rounded
from app.engines.levelling import Units
from app.kinds.resources.basis import Basis
from app.kinds.schedule.words import counted, document, see

__all__ = ["counted", "dates", "document", "listed", "number", "pounds", "see", "span"]

MOST_LISTED = 6


def number(units: Units) -> str:
    """`2`, `1.5`, `0.33`: two places at most."""
    text = f"{rounded(units, 2):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pounds(amount: Fraction | Decimal) -> str:
    return money.show(rounded(Fraction(amount), 2))


def span(basis: Basis, start: int, finish: int) -> str:
    """The days from `start` to `finish` - 1: `26 to 30 Apr 2027`, `3 Sep 2027`; without a calendar `day 27`."""
    first, last = basis.first_day(start), basis.last_day(finish)
    if first is None or last is None:
        return f"day {start + 1}" if finish - start <= 1 else f"day {start + 1} to day {finish}"
    if first >= last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{first.day} {first:%b} to {day(last)}" if first.year == last.year else f"{day(first)} to {day(last)}"


def dates(basis: Basis, start: int, duration: int) -> str:
    """The days of an activity; a milestone has one."""
    return span(basis, start, start + duration) if duration else span(basis, max(0, start - 1), max(1, start))


def short_start(basis: Basis, offset: int) -> str:
    """The working day at an offset, for a narrow column: `24 May`; without a calendar `d47`."""
    day_of = basis.first_day(offset)
    return f"{day_of.day} {day_of:%b}" if day_of else f"d{offset}"


def short_finish(basis: Basis, offset: int) -> str:
    """The last working day of what finishes at an offset."""
    day_of = basis.last_day(offset)
    return f"{day_of.day} {day_of:%b}" if day_of else f"d{offset}"


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; a long list is cut and says how many more."""
    named = list(parts)
    if len(named) > MOST_LISTED:
        named = [*named[: MOST_LISTED - 1], f"{len(named) - MOST_LISTED + 1} more"]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
