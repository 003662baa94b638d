"""Turns of phrase that several findings and pictures share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

MOST_ROWS_NAMED = 8


def counted(number: int | Fraction, noun: str) -> str:
    """`1 working day`, `3 working days`, `2.5 working days`, `1,200 rows`."""
    return f"{figure(number)} {noun}{'' if number == 1 else 's'}"


def figure(number: int | Fraction) -> str:
    """A number in figures, to two decimal places at most: `1,200`, `2.5`, `0.33`."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    return f"{number.numerator / number.denominator:,.2f}".rstrip("0").rstrip(".")


def listed_rows(refs: Iterable[str]) -> str:
    """`Row 4`, `Rows 4 and 6`, `Rows 4, 6 and 9`; a long list is cut and says how many more."""
    named = list(refs)
    if len(named) > MOST_ROWS_NAMED:
        named = [*named[: MOST_ROWS_NAMED - 1], f"{len(named) - MOST_ROWS_NAMED + 1} more"]
    if len(named) == 1:
        return f"Row {named[0]}"
    return f"Rows {', '.join(named[:-1])} and {named[-1]}"


def document(source: str) -> str:
    """A document of the in-tray by its file stem: `13-method-statement` is document 13, “method statement”."""
    number, _, title = source.partition("-")
    if number.isdecimal() and title:
        return f"document {int(number)}, “{title.replace('-', ' ')}”,"
    return f"“{source.replace('-', ' ')}”" if source else "the in-tray"


def see(source: str) -> str:
    """Where to look again, as a sentence."""
    return f"Read {document(source).rstrip(',')} again."
