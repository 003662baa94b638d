"""The metrics of the 14-point assessment in words, each with its base and its limit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app.engines.exact import rounded
from app.engines.schedule_quality import Metric, Verdict
from app.kinds.schedule.words import figure

COUNTS = frozenset({"2", "7", "9", "10"})
INDICES = frozenset({"13", "14"})
DAYS_MOVED = "12"


def measured(metric: Metric) -> str:
    """`1 of 9 (11.1%)`, `2 of 9`, `68 of 70 (0.97)`, `600 of 600 days`."""
    if metric.verdict is Verdict.NOT_APPLICABLE or metric.numerator is None or metric.denominator is None:
        return f"not applicable: {metric.reason}"
    counted = f"{figure(Fraction(metric.numerator))} of {figure(Fraction(metric.denominator))}"
    if metric.number in COUNTS or metric.value is None:
        return counted
    if metric.number == DAYS_MOVED:
        return f"{counted} days"
    if metric.number in INDICES:
        return f"{counted} ({rounded(metric.value, 2)})"
    return f"{counted} ({share(metric.value)})"


def against(metric: Metric) -> str:
    """`at most 5%`, `none`, `at least 0.95`, `all`."""
    if metric.number in COUNTS:
        return "none" if not metric.limit else f"at most {metric.limit}"
    if metric.number == DAYS_MOVED:
        return "all of them"
    if metric.number in INDICES:
        return f"at least {metric.limit}"
    return f"{'at least' if metric.is_least else 'at most'} {share(Fraction(metric.limit))}"


def share(value: Fraction) -> str:
    """`11.1%`, `5%`."""
    percent: Decimal = rounded(value * 100, 1)
    return f"{percent:f}%".replace(".0%", "%")
