"""From the text of one cell to a figure, a choice, years or a place in the draft.

What cannot be read raises `NotReadable` with what to type instead; the callers put it at its cell.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from app.core import money
from app.core.money import NotMoney

#: No cash flow is later than this; the Green Book's rates go on, but nobody's bridge does.
LAST_YEAR = 125
LONGEST_SHOWN = 40
#: A name, a reason or a statement is some sentences; words far beyond are not searched.
LONGEST_SEARCHED = 1000

_RANGE = re.compile(r"(\d{1,4})(?:\s*(?:-|–|—|to)\s*(\d{1,4}))?", re.IGNORECASE)
_PERCENT = re.compile(r"([+-]?)\s*(\d{1,5}(?:\.\d{1,6})?)\s*(?:%|per ?cent)?", re.IGNORECASE)
_RATIO = re.compile(r"-?\d{1,7}(?:\.\d{1,8})?")
_NOT_DEFINED = re.compile(r"-|–|—|n/?a|none|not defined|undefined|not applicable", re.IGNORECASE)
_YEAR = re.compile(r"(1[89]\d\d|2[01]\d\d)(?:\s*[/–-]\s*\d{2,4})?")
_PLACE = re.compile(r"(?:\b(table|tab)\b\.?\s*)?\b(\d{1,3}(?:\.\d{1,3})*)")
#: One fault may show in two or three places; a row for the whole draft finds nothing.
MOST_PLACES = 3

Chosen = TypeVar("Chosen", bound=StrEnum)


class NotReadable(ValueError):
    """A cell that cannot be read; the message says what to type, and `why` where to read about it."""

    def __init__(self, message: str, why: str = "") -> None:
        self.why = why
        super().__init__(message)


class Undefined(StrEnum):
    """What stands in place of a ratio that the apprentice says is not defined."""

    STATED = "stated"


def quoted(text: str) -> str:
    """What was typed, in quotation marks, on one line and cut short."""
    return f"“{shortened(text)}”"


def shortened(text: str, most: int = LONGEST_SHOWN) -> str:
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def read_money(text: str) -> Fraction:
    """Pounds with their sign."""
    try:
        return Fraction(money.parse(text))
    except NotMoney as error:
        raise NotReadable(str(error).replace(text, shortened(text))) from error


def read_amount(text: str) -> Fraction:
    """Pounds, 0 or more: whether it is spent or gained is said by the type."""
    amount = read_money(text)
    if amount < 0:
        message = (
            f"{quoted(text)} is negative. Type a positive figure: the type says whether it is a cost or a benefit."
        )
        raise NotReadable(message, "flows")
    return amount


def read_percent(text: str) -> Fraction:
    """Per cent with its sign, as a fraction: `-20%` is -1/5. A bare 20 is 20%."""
    found = _PERCENT.fullmatch(text.replace("−", "-").strip())
    if found is None:
        raise NotReadable(f"{quoted(text)} is not a percentage. Type for example 20% or −7.5%.")
    value = Fraction(Decimal(found[2])) / 100
    return -value if found[1] == "-" else value


def read_growth(text: str) -> Fraction:
    """A yearly change between -50% and +50%."""
    value = read_percent(text)
    if abs(value) > Fraction(1, 2):
        raise NotReadable(f"{quoted(text)} is more than 50% a year. Type a yearly growth such as 2%.", "real-nominal")
    return value


def read_bias(text: str) -> Fraction:
    """An allowance between 0% and 300%."""
    value = read_percent(text)
    if not 0 <= value <= 3:
        raise NotReadable(f"{quoted(text)} is not an allowance for optimism. Type 0% to 300%.", "optimism-bias")
    return value


def read_ratio(text: str) -> Fraction | Undefined:
    """A benefit-cost ratio such as 1.85, or that it is not defined: `n/a`, `none`, a dash."""
    plain = text.replace("−", "-").replace(",", "").strip()
    if _NOT_DEFINED.fullmatch(plain):
        return Undefined.STATED
    if not _RATIO.fullmatch(plain):
        raise NotReadable(f"{quoted(text)} is not a ratio. Type for example 1.85, or n/a where there is none.")
    return Fraction(Decimal(plain))


def read_years(text: str) -> tuple[int, ...]:
    """Years from the base year, in order, each once: `0`, `1-30`, `8, 16, 24`, `0; 5 to 9`."""
    years: set[int] = set()
    for part in re.split(r"[,;&]|\band\b", text):
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            raise NotReadable(
                f"{quoted(text)} does not say which years. Count from the base year: 0, or 1-30, or 8, 16, 24.", "flows"
            )
        first = int(found[1])
        last = int(found[2] or found[1])
        if first > last or last > LAST_YEAR:
            raise NotReadable(
                f"{quoted(text)}: years count from the base year, which is 0, up to {LAST_YEAR}, the earlier first.",
                "flows",
            )
        years.update(range(first, last + 1))
    return tuple(sorted(years))


def read_base_year(text: str) -> int:
    """The calendar year in which year 0 begins: `2027/28` and `2027` are both 2027."""
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        raise NotReadable(f"{quoted(text)} is not a year. Type for example 2027/28.", "period")
    return int(found[1])


def read_places(text: str) -> tuple[str, ...]:
    """Numbered paragraphs and tables of a draft: `4.1` for `Section 4.1`, `table 2` for `Table 2`."""
    found = [f"table {number}" if table else number for table, number in _PLACE.findall(text.casefold())]
    places = tuple(dict.fromkeys(found))
    if not places or len(places) > MOST_PLACES:
        asked = f"at most {MOST_PLACES} of them" if places else "a paragraph such as 4.1, or Table 2"
        raise NotReadable(f"{quoted(text)} is not a place in the draft. Type {asked}.", "faults")
    return places


def read_choice(text: str, choices: type[Chosen]) -> Chosen:
    try:
        return choices(text.strip().lower().replace(" ", "_"))
    except ValueError as error:
        raise NotReadable(f"{quoted(text)} is not on the list. Choose one from it.") from error
