"""Responsibility assignment: who answers for each piece of work, who does it, who is asked and who is told.

One name accountable a row, one or more responsible (who may be the same), consulted both ways, informed one way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row: names or roles by letter, each as often as it was written."""

    work: str
    accountable: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a chart is worth a second look. One name holds most of the accountability above `largest_share` of the rows
    that have exactly one; with fewer than `fewest_rows` such rows nobody does."""

    most_consulted: int = 4
    largest_share: Fraction = Fraction(1, 2)
    fewest_rows: int = 4


USUAL = Thresholds()


class Rule(StrEnum):
    """What is wrong with a row."""

    NOBODY_ACCOUNTABLE = "nobody_accountable"
    SEVERAL_ACCOUNTABLE = "several_accountable"
    NOBODY_RESPONSIBLE = "nobody_responsible"


def faults(row: Assignment) -> tuple[Rule, ...]:
    """The rules that a row breaks: exactly one accountable, at least one responsible.

    A name that is accountable twice is one; without anybody responsible, whoever is accountable is not taken to do the
    work: that has to be said.
    """
    accountable = len(set(row.accountable))
    broken = {
        Rule.NOBODY_ACCOUNTABLE: accountable == 0,
        Rule.SEVERAL_ACCOUNTABLE: accountable > 1,
        Rule.NOBODY_RESPONSIBLE: not row.responsible,
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken)


def is_crowded(row: Assignment, thresholds: Thresholds = USUAL) -> bool:
    """Whether more are consulted than can be: a warning, not a fault."""
    return len(set(row.consulted)) > thresholds.most_consulted


def bottleneck(rows: Sequence[Assignment], thresholds: Thresholds = USUAL) -> str:
    """The name that most of the rows with one accountable name answer to; empty when there is none. A warning."""
    names = Counter(row.accountable[0] for row in rows if len(set(row.accountable)) == 1)
    if names.total() < thresholds.fewest_rows:
        return ""
    name, count = names.most_common(1)[0]
    return name if Fraction(count, names.total()) > thresholds.largest_share else ""
