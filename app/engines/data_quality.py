"""Faults in raw data, found by plain rules before anything is worked out from it.

Each rule is one a person could apply with a pencil: a cell that should be filled, a record that is there twice, a
figure that cannot be. What to do with a flaw is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.engines.exact import Exact, fraction
from app.engines.performance import Quantity, Record, Sort, Test, amount, within


class Nature(StrEnum):
    """What is wrong with a record; stored with learners' work, so never renamed."""

    MISSING = "missing"
    DUPLICATE = "duplicate"
    OUT_OF_RANGE = "out_of_range"
    WRONG_PERIOD = "wrong_period"
    UNITS = "units"
    IMPOSSIBLE_DATE = "impossible_date"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with one record, and the column where it shows."""

    ref: str
    column: str
    nature: Nature


@dataclass(frozen=True, slots=True)
class Agreement:
    """`column` must say `yes` on the records that meet all the tests, and something else on the others."""

    column: str
    yes: str
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class Rules:
    """What is asked of every record of a table. `ref` is the column that names a record.

    `same`: columns that no two records share in full. `required`: never blank. `days`: days of the calendar, in order
    along each pair of `order` (equal is allowed). `ranges`: least and most, both included. `period`: a column whose day
    lies within. `units`: what a column must say. `agreements`: see `Agreement`.
    """

    ref: str
    same: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    ranges: Mapping[str, tuple[Exact, Exact]] = field(default_factory=dict)
    period: tuple[str, date, date] | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()


def flaws(records: Sequence[Record], rules: Rules) -> tuple[Flaw, ...]:
    """Every flaw, by record in the order of the table. A second record like an earlier one is the duplicate.

    One mistake is told once: a figure in another unit is not out of range as well, nor is an impossible day outside the
    period.
    """
    found: list[Flaw] = []
    seen: set[tuple[str, ...]] = set()
    for record in records:
        ref = record.get(rules.ref, "")
        key = tuple(record.get(column, "").strip().casefold() for column in rules.same)
        if any(key) and key in seen:
            found.append(Flaw(ref, rules.same[0], Nature.DUPLICATE))
        seen.add(key)
        found.extend(Flaw(ref, column, nature) for column, nature in _flaws(record, rules))
    return tuple(found)


def _flaws(record: Record, rules: Rules) -> Iterator[tuple[str, Nature]]:
    yield from ((column, Nature.MISSING) for column in rules.required if not record.get(column, "").strip())
    impossible = list(_impossible_days(record, rules))
    yield from ((column, Nature.IMPOSSIBLE_DATE) for column in impossible)
    others = [column for column, unit in rules.units.items() if record.get(column, "").strip() not in ("", unit)]
    yield from ((column, Nature.UNITS) for column in others)
    if not others:
        yield from ((column, Nature.OUT_OF_RANGE) for column in _out_of_range(record, rules))
    if rules.period and not impossible and _is_outside(record, rules.period):
        yield rules.period[0], Nature.WRONG_PERIOD
    yield from ((each.column, Nature.INCONSISTENT) for each in rules.agreements if _disagrees(record, each))


def _impossible_days(record: Record, rules: Rules) -> Iterator[str]:
    for column in rules.days:
        if text := record.get(column, "").strip():
            found = amount(text)
            if found is None or found.sort is not Sort.DAY:
                yield column
    for earlier, later in rules.order:
        between = Quantity(later, since=earlier).of(record)
        if between is not None and between.size < 0:
            yield later


def _out_of_range(record: Record, rules: Rules) -> Iterable[str]:
    for column, (least, most) in rules.ranges.items():
        found = amount(record.get(column, ""))
        if found is not None and not fraction(least) <= found.size <= fraction(most):
            yield column


def _is_outside(record: Record, period: tuple[str, date, date]) -> bool:
    return any(test.met(record) is False for test in within(*period))


def _disagrees(record: Record, agreement: Agreement) -> bool:
    said = record.get(agreement.column, "").strip().casefold()
    answers = [test.met(record) for test in agreement.tests]
    if not said or None in answers:
        return False
    return (said == agreement.yes.casefold()) is not all(answers)
