"""The text of one cell, read as a person means it: units, days away, money, and references to rows.

Each function returns the value or raises `NotRead`, whose message says what to type instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.engines.critical_path import Link
from app.kinds.schedule import cells as schedule_cells

MOST_UNITS = 1_000
MOST_DAYS_AWAY = 400

UNITS_HELP = "Type how many, such as 2, 0.5 or 50%"

NotRead = schedule_cells.NotRead
quoted = schedule_cells.quoted
day = schedule_cells.day

_NUMBER = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?|\.[0-9]{1,3})\s*(%|per ?cent)?", re.IGNORECASE)
_FRACTION = re.compile(r"([0-9]{1,3})\s*/\s*([1-9][0-9]{0,2})")
_ROW = re.compile(r"(?:row|activity|task)?\s*#?\s*([0-9]{1,4})\b", re.IGNORECASE)
_REF = re.compile(r"(R[0-9]{1,6})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n]")


def units(text: str, *, may_be_none: bool = False) -> Fraction:
    """So many of a resource: `2`, `0.5`, `1/2`, `150%`; above 0, unless there may be none."""
    typed = text.strip()
    if found := _FRACTION.fullmatch(typed):
        amount = Fraction(int(found[1]), int(found[2]))
    elif found := _NUMBER.fullmatch(typed):
        amount = Fraction(Decimal(found[1])) / (100 if found[2] else 1)
    else:
        raise NotRead(f"{quoted(typed)} is not a number of units. {UNITS_HELP}")
    if amount > MOST_UNITS:
        raise NotRead(f"{quoted(typed)} is more than any resource here can be ({MOST_UNITS:,}). {UNITS_HELP}")
    if not amount and not may_be_none:
        raise NotRead(f"{quoted(typed)} asks for nothing. {UNITS_HELP}, or delete the row")
    return amount


def days_away(text: str) -> frozenset[date]:
    """Dates and spans with a semicolon between two: `4 May 2027 to 21 May 2027; 1 Jun 2027`."""
    away: set[date] = set()
    for part in _BETWEEN.split(text):
        if part.strip():
            away |= schedule_cells.days_off(part)
    if len(away) > MOST_DAYS_AWAY:
        raise NotRead(f"{quoted(text)} are more than {MOST_DAYS_AWAY} days. Check the dates")
    return frozenset(away)


def amount(text: str) -> Decimal:
    """Pounds, 0 or more."""
    try:
        pounds = money.parse(text[:40])
    except money.NotMoney as error:
        raise NotRead(f"{quoted(text)} is not an amount. Type pounds, for example 1,250 or 310.50") from error
    if pounds < 0:
        raise NotRead(f"{quoted(text)} is negative. Type pounds, 0 or more")
    return pounds


def activity(text: str, names: Mapping[str, str]) -> str:
    """The reference of the schedule's row that is meant: its number, with or without words after it, or its name."""
    if not names:
        raise NotRead(f"{quoted(text)} cannot be looked up, for there is no schedule to look in")
    if (found := _ROW.match(text.strip())) and found[1].lstrip("0") in names:
        return found[1].lstrip("0")
    if len(meant := _meant(text, names)) == 1:
        return meant[0]
    raise NotRead(
        f"{quoted(text)} is not a row of the schedule. Type the number of its row, such as {next(iter(names))}"
    )


def resource(text: str, names: Mapping[str, str]) -> str:
    """The reference of the resource that is meant: `R2`, with or without words after it, or its name."""
    if (found := _REF.match(text.strip())) and found[1].upper() in names:
        return found[1].upper()
    if len(meant := _meant(text, names)) == 1:
        return meant[0]
    raise NotRead(f"{quoted(text)} is not one of your resources. Type its reference, such as R1, or its name")


def _meant(text: str, names: Mapping[str, str]) -> list[str]:
    """The references whose name it is, or else those whose name begins like that."""
    typed = _plain(text)
    if not typed:
        return []
    plain = {ref: _plain(name) for ref, name in names.items()}
    same = [ref for ref, name in plain.items() if name == typed]
    return same or [ref for ref, name in plain.items() if name.startswith(typed)]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def row_number(text: str) -> str:
    """The number with which a text begins, empty when there is none."""
    found = _ROW.match(text.strip())
    return found[1].lstrip("0") if found else ""


def whole_days(text: str) -> int:
    """A duration in whole working days."""
    return schedule_cells.duration(text)


def links(text: str) -> tuple[Link, ...]:
    """Predecessors as in a schedule: `4, 4FS+2d`."""
    return tuple(Link(str(each.number), each.kind, each.lag) for each in schedule_cells.links(text))
