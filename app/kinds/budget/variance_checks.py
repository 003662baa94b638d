"""The check that variances are explained: by cause, in amounts that add up and that the papers bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.engines.exact import fraction, rounded
from app.engines.wording import WORD
from app.kinds.base import Finding, fault
from app.kinds.budget.analysis import BudgetAnalysis, within
from app.kinds.budget.payload import BudgetBrief, Cause, Package
from app.kinds.budget.reading import CauseEntry, Line
from app.kinds.schedule.words import see

#: An explanation with fewer words names no cause.
FEWEST_WORDS = 5
COST, SCHEDULE = "cost variance", "schedule variance"
#: What is due to one cause may be out by this share of it: papers round their quantities.
CAUSE_SHARE = Fraction(1, 50)


def variances_explained(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Each package's cost variance from the threshold up is explained by rate, volume and scope, and its schedule
    variance by timing, in amounts that add up to it and that fit the quantities and prices of the papers.

    Cost variance is earned − actual, schedule variance earned − planned: adverse is negative. Each row says why in
    words.
    """
    for cause in analysis.read.causes:
        yield from _row_findings(cause, analysis)
    packages = {line.ref: analysis.packages[key] for key, line in analysis.found.items()}
    for line in analysis.lines:
        if line.cv is not None and _is_large(line.cv, brief.explain_cost):
            yield from _cost_findings(line, line.cv, packages.get(line.ref), analysis, brief)
        if line.sv is not None and _is_large(line.sv, brief.explain_schedule):
            given = analysis.causes_of(line, timing=True)
            gross = (line.earned, fraction(line.planned or 0))
            yield from _sum_findings(line, SCHEDULE, line.sv, given, gross)


def _row_findings(cause: CauseEntry, analysis: BudgetAnalysis) -> Iterator[Finding]:
    if analysis.line_of(cause) is None:
        words = "say which package it explains, by its reference or its name."
        yield fault(f"{cause.ref}: {words}", f"{cause.ref}.package", "variances")
    if cause.cause is None:
        yield fault(f"{cause.ref}: choose the cause.", f"{cause.ref}.cause", "variances")
    if cause.amount is None:
        yield fault(f"{cause.ref}: say how much of the variance it explains.", f"{cause.ref}.amount", "variances")
    if len(WORD.findall(cause.explanation)) < FEWEST_WORDS:
        words = "say in words what happened, so that somebody could check it."
        yield fault(f"{cause.ref}: {words}", f"{cause.ref}.explanation", "variances")


def _cost_findings(
    line: Line, cv: Fraction, package: Package | None, analysis: BudgetAnalysis, brief: BudgetBrief
) -> Iterator[Finding]:
    given = analysis.causes_of(line, timing=False)
    wrong = list(_sum_findings(line, COST, cv, given, (line.earned, line.cost.actual)))
    yield from wrong
    if wrong or package is None:
        return
    stated = _by_cause(given)
    facts: dict[Cause, Decimal] = {fact.cause: fact.amount for fact in package.causes if fact.cause is not Cause.TIMING}
    unlike = [cause for cause in facts.keys() | stated.keys() if not _alike(stated.get(cause), facts.get(cause))]
    if facts and unlike:
        where = next((f"{each.ref}.cause" for each in given if each.cause in unlike), line.ref)
        words = "the quantities and prices in the papers give another split between rate, volume and scope."
        yield fault(f"{line.name}: {words} {see(package.source)}", where, "variances")


def _sum_findings(
    line: Line, kind: str, variance: Fraction, given: Sequence[CauseEntry], gross: tuple[Fraction | None, ...]
) -> Iterator[Finding]:
    amounts = sum((fraction(each.amount) for each in given if each.amount is not None), Fraction(0))
    whole = _pounds(variance)
    if not given:
        causes = "timing" if kind == SCHEDULE else "rate, volume or scope"
        yield fault(f"{line.name}: explain its {kind} of {whole} by {causes}.", line.ref, "variances")
    elif not within(amounts, variance, *gross):
        where = f"{given[0].ref}.amount"
        if within(-amounts, variance, *gross):
            yield fault(f"{line.name}: the sign is the wrong way round. Adverse is negative.", where, "variances")
        else:
            words = f"the causes add up to {_pounds(amounts)}, its {kind} is {whole}."
            yield fault(f"{line.name}: {words}", where, "variances")


def _is_large(variance: Fraction, threshold: Decimal | None) -> bool:
    return threshold is not None and abs(variance) >= fraction(threshold)


def _by_cause(given: Sequence[CauseEntry]) -> dict[Cause, Fraction]:
    sums: dict[Cause, Fraction] = {}
    for each in given:
        if each.cause is not None and each.amount:
            sums[each.cause] = sums.get(each.cause, Fraction(0)) + fraction(each.amount)
    return sums


def _alike(stated: Fraction | None, fact: Decimal | None) -> bool:
    if stated is None or fact is None:
        return False
    return abs(stated - fraction(fact)) <= max(Fraction(1), abs(fraction(fact)) * CAUSE_SHARE)


def _pounds(amount: Fraction) -> str:
    return money.show(rounded(amount, 2))
