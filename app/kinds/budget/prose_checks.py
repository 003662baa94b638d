"""The check that the statement to the board is there, and quotes the figures of the tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from app.engines import claims
from app.engines.claims import Claim, Fact, Figure, Unit, is_rounding_of
from app.engines.exact import Exact, fraction
from app.engines.wording import WORD
from app.kinds.base import Finding, fault, weakness
from app.kinds.budget.analysis import BudgetAnalysis
from app.kinds.budget.payload import BudgetBrief
from app.kinds.schedule.cells import quoted

FEWEST_WORDS = 25
#: A statement far beyond this is not searched to its end.
LONGEST_READ = 6_000
#: So many figures that are wrong are told at most.
MOST_TOLD = 8

FORECAST_NAMES = ("forecast outturn", "outturn", "estimate at completion", "EAC")
_RATE = r"(?:a|an|per|each|every)\b"


def prose_agrees(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """The statement says something, names the forecast, and each figure that it gives for something in the tables is
    that figure, rounded or not.

    A sum of money may also be any other sum that the tables hold or that lies between two of them: “£27,100 over
    budget” speaks truly beside the forecast. But a statement that never gives the forecast, and calls another total
    by its name, is wrong. So much a day is a rate and no sum. Indices are held to their own name.
    """
    statement = analysis.read.statement
    if len(WORD.findall(statement)) < FEWEST_WORDS:
        yield fault(
            "Write the statement: where it stands, what it will cost, why, and what you ask.", "statement", "board"
        )
        return
    text = statement[:LONGEST_READ]
    sums = sorted(set(_sums(analysis, brief)))
    is_given = _gives(text, analysis.read.forecast)
    wrong = (
        claim
        for claim in claims.wrong_claims(text, _facts(analysis))
        if not _are_rates(claim)
        and (not _is_known(claim, sums) or not (is_given or _is_beside_forecast(claim, analysis)))
    )
    told = list(islice(wrong, MOST_TOLD))
    for claim in told:
        said = ", ".join(figure.text for figure in claim.figures[:MOST_TOLD])
        yield fault(
            f"{quoted(claim.sentence)}: {said} is not what your tables give for “{claim.fact.names[0]}”.",
            "statement",
            "board",
        )
    if not is_given and not any(map(_is_of_forecast, told)):
        yield weakness("The statement does not say what the project is forecast to cost.", "statement", "board")


def _gives(text: str, forecast: Exact | None) -> bool:
    """Whether a text has the forecast among its figures, rounded or not; one that is not stated cannot be missed."""
    return forecast is None or any(
        figure.unit in {Unit.MONEY, Unit.COUNT} and is_rounding_of(figure, forecast)
        for figure in claims.figures_in(text)
    )


def _is_of_forecast(claim: Claim) -> bool:
    return claim.fact.names == FORECAST_NAMES


def _is_beside_forecast(claim: Claim, analysis: BudgetAnalysis) -> bool:
    """Whether a claim does not call another total of the project its forecast: a difference from it may stand alone."""
    approved = analysis.budget + fraction(analysis.read.contingency_left or 0)
    totals = [analysis.budget, approved, analysis.planned, analysis.earned, analysis.cost.actual]
    totals += [each for each in analysis.forecasts.values() if each is not None]
    return not _is_of_forecast(claim) or not all(
        any(is_rounding_of(figure, total) for total in totals) for figure in claim.figures
    )


def _facts(analysis: BudgetAnalysis) -> list[Fact]:
    """What a statement may speak of by name, as the tables have it."""
    value, schedule, read = analysis.value, analysis.schedule, analysis.read
    named: list[tuple[tuple[str, ...], Exact | None, Unit]] = [
        (FORECAST_NAMES, read.forecast, Unit.MONEY),
        (("contingency left", "contingency remaining", "left in contingency"), read.contingency_left, Unit.MONEY),
        (("current budget", "budget at completion", "BAC"), analysis.budget if value else None, Unit.MONEY),
        (("actual cost", "AC"), value.ac if value else None, Unit.MONEY),
        (("earned value", "EV"), value.ev if value else None, Unit.MONEY),
        (("planned value", "PV"), value.pv if value else None, Unit.MONEY),
        (("cost variance", "CV"), value.cv if value else None, Unit.MONEY),
        (("schedule variance", "SV"), value.sv if value else None, Unit.MONEY),
        (("CPI", "cost performance index"), value.cpi if value else None, Unit.INDEX),
        (("SPI(t)",), schedule.spi_t if schedule else None, Unit.INDEX),
        (("SPI", "schedule performance index"), value.spi if value else None, Unit.INDEX),
    ]
    return [claims.fact(names, figure, unit) for names, figure, unit in named if figure is not None]


def _sums(analysis: BudgetAnalysis, brief: BudgetBrief) -> list[Fraction]:
    """Every sum that the report holds, and the ways between its totals."""
    read = analysis.read
    totals = [fraction(each) for each in (read.forecast, read.contingency_left, brief.contingency) if each is not None]
    totals += [analysis.budget, analysis.planned, analysis.earned, analysis.cost.actual, analysis.cost.invoiced]
    if brief.limits is not None:
        totals += [brief.limits.most(analysis.budget), brief.limits.least(analysis.budget)]
    totals += [each for each in analysis.forecasts.values() if each is not None]
    between = [abs(one - other) for one in totals for other in totals]
    approved = [analysis.budget + fraction(read.contingency_left or 0)]
    causes = [abs(fraction(each.amount)) for each in read.causes if each.amount is not None]
    draws = [abs(fraction(each.amount)) for each in analysis.draws if each.amount is not None]
    return [*totals, *between, *approved, *causes, *draws, *_line_sums(analysis)]


def _line_sums(analysis: BudgetAnalysis) -> Iterator[Fraction]:
    for line in analysis.lines:
        cost = line.cost
        yield from (cost.invoiced, cost.accrual, cost.actual, cost.committed, cost.rest, cost.to_go, cost.forecast)
        yield from (abs(each) for each in (line.earned, line.cv, line.sv) if each is not None)
        if line.budget is not None:
            yield fraction(line.budget)
            yield abs(cost.against(line.budget).variance)


def _are_rates(claim: Claim) -> bool:
    """Whether every figure is so much a day, a week, per metre: then none of them is the sum that is named."""
    return all(re.search(rf"{re.escape(each.text)}\s+{_RATE}", claim.sentence, re.IGNORECASE) for each in claim.figures)


def _is_known(claim: Claim, sums: Sequence[Fraction]) -> bool:
    return claim.fact.unit is Unit.MONEY and any(_is_among(figure, sums) for figure in claim.figures)


def _is_among(figure: Figure, sums: Sequence[Fraction]) -> bool:
    """Whether a figure is a rounding of one of the sums, which are in order."""
    reach = max(figure.step, figure.value / 100)
    first = bisect_left(sums, figure.value - reach)
    last = bisect_right(sums, figure.value + reach)
    return any(is_rounding_of(figure, each) for each in sums[first:last])
