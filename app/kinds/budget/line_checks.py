"""The checks that read the packages, row by row: each figure against the papers that it can be worked out from.

A row that is not one of the brief's packages is told once, by `lines_agree`; the others leave it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.engines.exact import fraction, rounded
from app.kinds.base import Finding, fault, weakness
from app.kinds.budget.analysis import BudgetAnalysis, within
from app.kinds.budget.payload import BudgetBrief, Package
from app.kinds.budget.reading import Line
from app.kinds.schedule.cells import quoted
from app.kinds.schedule.words import listed_rows, see

#: So many packages are named at most when rows are missing.
MOST_NAMED = 3


def lines_agree(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Every package is there once, at the data date, with the planned value that the baseline and the approved changes
    give it; no row is anything else."""
    if brief.data_date and analysis.read.data_date != brief.data_date:
        words = "is not the day to which this report is counted" if analysis.read.data_date else "is missing"
        yield fault(f"The data date {words}. {see(brief.sources.rules)}", "data_date", "data-date")
    missing = [each.title for each in brief.packages if each.id not in analysis.found]
    if missing:
        named = ", ".join(missing[:MOST_NAMED]) + (f" and {len(missing) - MOST_NAMED} more" if missing[3:] else "")
        yield fault(f"There is no row for {named}. {see(brief.sources.baseline)}", why="planned-value")
    yield from _strangers(analysis, brief)
    yield from _not_begun(analysis, brief, "planned-value")
    for package, line in _rows(analysis, brief):
        if line.planned is None:
            yield fault(
                f"{line.name}: fill in what was planned to the data date.", f"{line.ref}.planned", "planned-value"
            )
        elif not within(line.planned, package.planned, package.budget):
            yield fault(
                f"{line.name}: {_why_not_planned(line.planned, package)}", f"{line.ref}.planned", "planned-value"
            )


def approved_changes_only(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Each package's budget is its original budget and the changes that somebody has approved: no fewer, no more."""
    yield from _not_begun(analysis, brief, "baseline")
    for package, line in _rows(analysis, brief):
        if line.budget is None:
            yield fault(f"{line.name}: fill in its budget.", f"{line.ref}.budget", "baseline")
        elif not within(line.budget, package.budget):
            yield fault(
                f"{line.name}: {_why_not_budget(line.budget, package, brief)}", f"{line.ref}.budget", "baseline"
            )


def accruals_included(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Invoiced and accrued together are what each package's work has cost by the data date, with what was posted to the
    wrong package moved.

    The right sum, all of it called invoiced though part of it is not, is a weakness.
    """
    yield from _not_begun(analysis, brief, "accruals")
    for package, line in _rows(analysis, brief):
        actual, accrued = line.cost.actual, fraction(package.actual) - fraction(package.ledger)
        if not within(actual, package.actual, line.cost.invoiced, line.cost.accrual):
            yield fault(f"{line.name}: {_why_not_actual(line, package, brief)}", f"{line.ref}.accrual", "accruals")
        elif accrued > 0 and not line.cost.accrual:
            yield weakness(
                f"{line.name}: not all of that is invoiced. Show what is accrued apart, so that finance can post it.",
                f"{line.ref}.accrual",
                "accruals",
            )


def commitments_once(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """What is ordered and neither invoiced nor accrued is shown as committed, once.

    An order left out of committed but counted in the rest is a weakness.
    """
    yield from _not_begun(analysis, brief, "commitments")
    for package, line in _rows(analysis, brief):
        committed, where = line.cost.committed, f"{line.ref}.committed"
        if within(committed, package.committed, package.outstanding):
            continue
        if package.outstanding > package.committed and within(committed, package.outstanding):
            words = "part of that order is accrued already, so it is counted twice. Committed is what is still to come."
            yield fault(f"{line.name}: {words}", where, "commitments")
        elif not committed and _is_likely(line.cost.to_go, package.to_go, package.budget):
            words = "something is on order. An order binds the council, so show it as committed and not in the rest."
            yield weakness(f"{line.name}: {words}", where, "commitments")
        else:
            words = f"what is committed does not agree with the orders. {see(brief.sources.orders)}"
            yield fault(f"{line.name}: {words}", where, "commitments")


def earned_by_rule(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Each package has earned the share of its budget that the rule for measuring it gives for the work that is done,
    whatever was spent."""
    yield from _not_begun(analysis, brief, "earned-value")
    for package, line in _rows(analysis, brief):
        where = f"{line.ref}.earned"
        if line.earned is None:
            yield fault(f"{line.name}: fill in what has been earned, 0 if nothing has.", where, "earned-value")
        elif not within(line.earned, package.earned, package.budget):
            if within(line.earned, line.cost.actual) or within(line.earned, package.ledger):
                words = "that is what was spent. Earned value is the budget of the work that is done."
            elif within(line.earned, package.planned, package.budget):
                words = "that is what was planned. Look at what has in fact been done."
            else:
                words = "that does not follow from the rule for measuring this package and the work that is done."
            yield fault(f"{line.name}: {words} {see(brief.sources.progress)}", where, "earned-value")


def forecast_realistic(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Forecast = actual + accrual + committed + rest, and what is still to be spent on each package fits what the
    papers say of the work that remains.

    A commitment told by `commitments_once` is not told again: then the rest is judged alone.
    """
    yield from _not_begun(analysis, brief, "forecast")
    for package, line in _rows(analysis, brief):
        where = f"{line.ref}.rest"
        least, most = package.to_go
        rest_alone = (max(least - package.committed, Decimal(0)), max(most - package.committed, Decimal(0)))
        if not line.has_rest:
            yield fault(f"{line.name}: say what the rest will cost, 0 if nothing is left.", where, "forecast")
        elif not _is_likely(line.cost.to_go, package.to_go, package.budget) and not _is_likely(
            line.cost.rest, rest_alone, package.budget
        ):
            yield fault(f"{line.name}: {_why_not_likely(line, package)} {see(package.source)}", where, "forecast")


def _rows(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[tuple[Package, Line]]:
    """The brief's packages with their rows, but for rows with nothing in them: `_not_begun` tells those."""
    for package in brief.packages:
        if (line := analysis.found.get(package.id)) is not None and not line.is_empty:
            yield package, line


def _not_begun(analysis: BudgetAnalysis, brief: BudgetBrief, why: str) -> Iterator[Finding]:
    """One fault for all the rows that have a name and no figure, and one where a package has no row: what is left out
    is never right."""
    if empty := [line for line in analysis.lines if line.is_empty]:
        yield fault(
            f"{listed_rows([line.ref for line in empty])}: no figure has been filled in yet.", empty[0].ref, why
        )
    if len(analysis.found) < len(brief.packages):
        yield fault("Not every package of the baseline has a row yet.", why=why)


def _strangers(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Rows that are no package. Without packages in the brief there is nothing to hold them against."""
    known = {line.ref for line in (*analysis.found.values(), *analysis.set_aside)}
    for line in analysis.lines:
        if not line.package:
            yield fault(f"{line.ref}: say which package it is.", f"{line.ref}.package", "planned-value")
        elif brief.packages and line.ref not in known:
            words = f"{quoted(line.package)} is not a package of the baseline, or is there twice."
            yield fault(f"{line.ref}: {words} {see(brief.sources.baseline)}", f"{line.ref}.package", "planned-value")


def _why_not_planned(planned: Decimal, package: Package) -> str:
    change = package.budget - package.original
    if change and within(planned, package.planned - change):
        return "an approved change has added to this package; its planned value has to follow."
    if within(planned, package.budget) or within(planned, package.original):
        return "that is its whole budget. Count only what was planned to be done by the data date."
    return "that is not what the baseline and the approved changes plan to the data date. Add up its months."


def _why_not_budget(budget: Decimal, package: Package, brief: BudgetBrief) -> str:
    unapproved = (package.budget + each.amount for each in brief.pending)
    if any(within(budget, amount) for amount in unapproved):
        return "this includes a change that has been asked for and not approved."
    if package.original != package.budget and within(budget, package.original):
        return f"the original budget has been changed since, by an approved change. {see(brief.sources.changes)}"
    words = "this is not its baseline with the approved changes, and nothing else changes a budget."
    return f"{words} {see(brief.sources.baseline)}"


def _why_not_actual(line: Line, package: Package, brief: BudgetBrief) -> str:
    actual = line.cost.actual
    if package.actual > package.ledger and within(actual, package.ledger):
        advice = "Look for work that is done and for which no invoice has come."
        return f"the ledger does not show all that this work has cost. {advice} {see(brief.sources.accruals)}"
    if line.cost.accrual and within(line.cost.accrual, package.actual) and line.cost.invoiced:
        return "the accrual covers what has been invoiced as well. Accrue only what has not."
    if not line.cost.accrual and package.actual != package.ledger:
        return f"something is posted to the wrong package, or is not accrued. {see(brief.sources.accruals)}"
    shown = money.show(rounded(actual, 2))
    return f"{shown} is not what the papers give for its work to the data date. {see(brief.sources.accruals)}"


def _is_likely(amount: Fraction, limits: tuple[Decimal, Decimal], budget: Decimal) -> bool:
    """Whether an amount lies within limits, give or take what a figure may be out by."""
    least, most = limits
    slack = max(Fraction(1), fraction(budget) / 1000)
    return fraction(least) - slack <= amount <= fraction(most) + slack


def _why_not_likely(line: Line, package: Package) -> str:
    forecast, least = line.cost.forecast, fraction(package.to_go[0])
    if within(forecast, package.budget) and line.cost.to_go < least:
        return "the forecast is the budget, though more than budgeted has been spent for the work done."
    direction = "less" if line.cost.to_go < least else "more"
    return f"{money.show(rounded(line.cost.to_go, 2))} still to be spent is {direction} than the papers let one expect."
