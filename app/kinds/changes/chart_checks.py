"""The checks of the chart: limits recomputed, true signals named by their rule, and false alarms left alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.engines import control_chart
from app.engines.control_chart import Rules, Signal
from app.engines.exact import fraction
from app.kinds.base import Finding, fault, weakness
from app.kinds.changes.analysis import Log
from app.kinds.changes.payload import ChangesBrief, ChartKey
from app.kinds.changes.reading import Claim
from app.kinds.changes.statements import says_something
from app.kinds.schedule.words import see


def limits_right(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """The values are those of the paper, and the limits are mean ± 2.66 × mean moving range of the values that they
    are to be frozen from."""
    key = brief.chart
    if key is None:
        return
    if log.values != key.values:
        yield fault(f"The measured values are not those of the paper. {see(key.source)}", why="control-chart")
        return
    if log.fields.limits_from != key.baseline:
        words = "Say from how many of the first values the limits are frozen: those of the time when all was steady."
        yield fault(f"{words} {see(key.source)}", "limits_from", "control-chart")
        return
    chart = control_chart.individuals(key.values, key.baseline)
    for field, typed, right in (
        ("lower_limit", log.fields.lower, chart.lower),
        ("upper_limit", log.fields.upper, chart.upper),
    ):
        if not _close(typed, right, key.within):
            words = "The limit is not that of these values: mean ± 2.66 × mean moving range. Keep a decimal place."
            yield fault(words, field, "control-chart")


def _close(typed: Decimal | None, right: object, within: Decimal) -> bool:
    return typed is not None and abs(fraction(typed) - right) <= fraction(within)  # type: ignore[operator]


def signals_named(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Every signal of the chart is in the table under the rule that finds it, and nothing else is.

    A row is right if a signal by its rule holds all the values that it names; one row is enough where several rules
    speak of the same values. Each row says what the signal means and what is done.
    """
    key = brief.chart
    if key is None:
        return
    true = signals_of(key)
    told: set[int] = set()
    for claim in log.claims:
        signal = confirmed(claim, true)
        if signal is None:
            yield _unconfirmed(claim)
            continue
        told.update(claim.points)
        yield from _said(claim)
    if any(not told & set(signal.points) for signal in true):
        words = "The chart gives a signal that your table does not have. Try each rule on the whole series in turn."
        yield fault(words, why="signals")


def signals_of(key: ChartKey) -> tuple[Signal, ...]:
    chart = control_chart.individuals(key.values, key.baseline)
    return control_chart.signals(key.values, chart, Rules(key.run, key.trend))


def confirmed(claim: Claim, signals: tuple[Signal, ...]) -> Signal | None:
    """The signal by the claim's rule that has all of the claim's values, if there is one."""
    points = set(claim.points)
    fitting = (each for each in signals if each.rule is claim.rule and points and points <= set(each.points))
    return next(fitting, None)


def _unconfirmed(claim: Claim) -> Finding:
    if claim.rule is None:
        return fault(f"{claim.ref}: name the rule that makes these values a signal.", f"{claim.ref}.rule", "signals")
    if not claim.points:
        return fault(f"{claim.ref}: name the values that make the signal.", f"{claim.ref}.points", "signals")
    return fault(
        f"{claim.ref}: that rule does not make a signal of these values. Count them, and hold them against the mean "
        "and the limits; what no rule names is noise, and is left alone.",
        f"{claim.ref}.points",
        "signals",
    )


def _said(claim: Claim) -> Iterator[Finding]:
    for column, text, words in (
        ("meaning", claim.meaning, "say what the signal means for the work."),
        ("action", claim.action, "say who does what about it."),
    ):
        if not says_something(text):
            yield weakness(f"{claim.ref}: {words}", f"{claim.ref}.{column}", "signals")
