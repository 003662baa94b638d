"""The checks of the whole: the curve, the stated measures, the estimate at completion, tolerance and contingency.

Measures and forecasts are held against the apprentice's own totals, so that a figure wrong in one row is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.engines import wording
from app.engines.exact import Exact, fraction, rounded
from app.engines.tolerance import Standing
from app.engines.wording import WORD
from app.kinds.base import Finding, fault, weakness
from app.kinds.budget import cells
from app.kinds.budget.analysis import INDEX_WITHIN, LONGEST_SEARCHED, TIME_WITHIN, BudgetAnalysis, within
from app.kinds.budget.columns import MEASURE_LABELS
from app.kinds.budget.payload import BudgetBrief, Measure, Method, MonthEnd, ReportAs
from app.kinds.budget.reading import MONEY_MEASURES, Month, Movement, Stated
from app.kinds.schedule.words import see

FEWEST_REASON_WORDS = 8
#: Words of a reason that speak for each method.
_SPEAKS_FOR = {
    Method.TREND: ("continu", "persist", "carr|go|goes on", "trend", "same rate|way|pace", "last|typical|remain"),
    Method.AS_BUDGETED: (
        "one off",
        "not|never|won recur|repeat|again|continue",
        "isolated",
        "past|over|behind us",
        "at budget",
    ),
    Method.COST_AND_TIME: (
        "accelerat",
        "catch|win|make up|back|lost",
        "overtime",
        "saturday|weekend",
        "deadline",
        "pressure",
    ),
    Method.ESTIMATE: (
        "estimat|forecast each|every|afresh|again|new|bottom|package|line",
        "re estimat",
        "reestimat",
        "bottom up",
        "package|line by|in package|line|turn",
        "known|know|letter|quot|order|valuation|agreed|fixed",
    ),
}
_EXCEPTION = ("exception", "tolerance", "exceed", "escalat")


def months_agree(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """The curve has every month once, cumulative, as the baseline and the approved changes plan it, and at the data
    date it agrees with the packages.

    What was reported for earlier months should be there (else a weakness) and as reported; nothing is earned or spent
    after the data date.
    """
    by_month = {str(each.month): each for each in analysis.months}
    if len(by_month) < len(analysis.months):
        yield fault("A month is there twice. Keep one row for each.", analysis.months[0].ref, "s-curve")
    wanted = {str(cells.month(each.month)): each for each in brief.months}
    if missing := [name for name in wanted if name not in by_month]:
        yield fault(
            f"There is no row for {', '.join(missing[:3])}. The curve runs to the end of the plan.", why="s-curve"
        )
    if empty := [each for name, each in by_month.items() if name in wanted and each.planned is None]:
        words = "Fill in what was planned to the end of each month, from the first to the last."
        yield fault(words, f"{empty[0].ref}.planned", "s-curve")
    for name, end in wanted.items():
        if name in by_month:
            yield from _month_findings(by_month[name], end, brief)
    if analysis.months and not missing:
        yield from _shape(analysis)
    yield from _at_data_date(analysis, brief)


def _month_findings(month: Month, end: MonthEnd, brief: BudgetBrief) -> Iterator[Finding]:
    if month.planned is not None and not within(month.planned, end.planned):
        words = "that is not what the baseline and the approved changes plan to the end of it, counted from the start"
        yield fault(f"{month.month}: {words}. {see(brief.sources.baseline)}", f"{month.ref}.planned", "s-curve")
    for key, label in (("earned", "earned"), ("actual", "spent")):
        stated, reported = getattr(month, key), getattr(end, key)
        if reported is None:
            continue
        if stated is None:
            yield weakness(
                f"{month.month}: what was {label} then has been reported. Show it.", f"{month.ref}.{key}", "s-curve"
            )
        elif not within(stated, reported):
            words = f"that is not what was reported as {label} by then. {see(brief.sources.progress)}"
            yield fault(f"{month.month}: {words}", f"{month.ref}.{key}", "s-curve")


def _shape(analysis: BudgetAnalysis) -> Iterator[Finding]:
    if not analysis.curve and all(each.planned is not None for each in analysis.months):
        words = (
            "The planned figures fall, or a month is left out. Type cumulative figures, a row for each month in a row."
        )
        yield fault(words, f"{analysis.months[0].ref}.planned", "s-curve")


def _at_data_date(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    at = analysis.read.data_date
    if at is None:
        return
    now = cells.MonthOf(at.year, at.month)
    totals = {"planned": analysis.planned, "earned": analysis.earned, "actual": analysis.cost.actual}
    for month in analysis.months:
        if month.month is not None and month.month > now:
            for key in ("earned", "actual"):
                if getattr(month, key) is not None:
                    words = f"{month.month} is after the data date: nothing has been earned or spent by then"
                    yield fault(f"{words}.", f"{month.ref}.{key}", "data-date")
        elif month.month == now and at == now.last_day:
            yield from _against_packages(month, totals, analysis)


def _against_packages(month: Month, totals: dict[str, Fraction], analysis: BudgetAnalysis) -> Iterator[Finding]:
    for key, total in totals.items():
        stated = getattr(month, key)
        where = f"{month.ref}.{key}"
        if stated is None and key != "planned":
            yield fault(f"{month.month}: fill in the {key} figure of the data date.", where, "s-curve")
        elif stated is not None and analysis.is_whole and not within(stated, total):
            shown = money.show(rounded(total, 2))
            yield fault(
                f"{month.month}: your packages add up to {shown} {key}, this row says otherwise.", where, "s-curve"
            )


def measures_right(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Every measure that is asked for is stated, and each stated measure is right for the apprentice's own totals.

    Indices within 0.005, earned schedule within a hundredth of a month, money within a pound or a thousandth of the
    largest figure in it. What is not defined is stated as n/a.
    """
    stated = {each.measure for each in analysis.read.stated}
    if missing := [each for each in brief.measures if each not in stated]:
        names = ", ".join(_short(each) for each in missing)
        yield fault(f"Work out and state: {names}.", why="indices")
    if analysis.missing:
        yield fault(
            f"Row {analysis.missing[0]} lacks a figure, so nothing can be added up.", analysis.missing[0], "indices"
        )
        return
    for each in analysis.read.stated:
        if words := _why_not_right(each, analysis):
            yield fault(f"{_short(each.measure)}: {words}", f"{each.ref}.value", "indices")


def _why_not_right(stated: Stated, analysis: BudgetAnalysis) -> str:
    if not analysis.can_work_out(stated.measure):
        return "the months do not yet give a curve to measure it on."
    right = analysis.worked_out(stated.measure)
    if right is None or stated.value is None:
        if right is None and stated.value is None:
            return ""
        return "it can be worked out from your totals." if stated.value is None else "it is not defined here. Type n/a."
    if _is_right(stated.measure, stated.value, right, analysis):
        return ""
    if _is_right(stated.measure, -stated.value, right, analysis):
        return "the sign is the wrong way round. Favourable is positive."
    if right and _is_right(stated.measure, stated.value, 1 / fraction(right), analysis):
        return "that is the fraction upside down."
    return "that does not follow from your totals."


def _is_right(measure: Measure, value: Decimal, right: Exact, analysis: BudgetAnalysis) -> bool:
    if measure not in MONEY_MEASURES:
        most = TIME_WITHIN if measure is Measure.ES else INDEX_WITHIN
        return abs(fraction(value) - fraction(right)) <= most
    gross = (analysis.earned, analysis.cost.actual, analysis.planned) if measure in {Measure.CV, Measure.SV} else ()
    return within(value, right, *gross)


def eac_reasoned(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """One method of estimating at completion is chosen, the forecast is what it gives, and a reason is given for it.

    A reason that speaks for other methods and not for the chosen one is a weakness; whether it convinces is a tutor's
    business.
    """
    read = analysis.read
    if read.method is None:
        yield fault("Choose how the estimate at completion is made.", "method", "four-forecasts")
    if read.forecast is None:
        yield fault("State the forecast outturn in pounds.", "forecast", "forecast")
    elif analysis.chosen is None:
        if read.method is not None:
            yield fault("Your packages do not give a figure by that method.", "method", "four-forecasts")
    elif not within(read.forecast, analysis.chosen):
        yield fault(
            "The forecast outturn is not what your figures give by the method that you chose.",
            "forecast",
            "four-forecasts",
        )
    if len(WORD.findall(read.reason)) < FEWEST_REASON_WORDS:
        yield fault(
            "Say in a sentence or two why the rest will go as that method supposes.", "reason", "four-forecasts"
        )
    elif read.method and not _speaks_for(read.method, read.reason) and any(_others(read.method, read.reason)):
        yield weakness(
            "The reason speaks for another way of estimating than the one you chose. Read them together.",
            "reason",
            "four-forecasts",
        )


def _speaks_for(method: Method, reason: str) -> bool:
    return wording.matches(reason[:LONGEST_SEARCHED], _SPEAKS_FOR[method])


def _others(method: Method, reason: str) -> Iterator[bool]:
    return (_speaks_for(other, reason) for other in Method if other is not method)


def exception_reported(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """A forecast outside the tolerance on the current budget goes to the board as an exception, one inside it does not.

    It is the forecast that counts, not what is spent, and without contingency. A statement that does not name the
    exception is a weakness.
    """
    limits, read = brief.limits, analysis.read
    if limits is None:
        return
    if read.report_as is None:
        yield fault("Say how this is reported to the board.", "report_as", "exception")
    if read.forecast is None or not analysis.is_whole:
        yield fault(
            "A tolerance needs every package's figures and a forecast to be held against.", "forecast", "exception"
        )
        return
    if read.report_as is None:
        return
    outside = limits.standing(read.forecast, analysis.budget) is not Standing.WITHIN
    if outside and read.report_as is ReportAs.WITHIN:
        words = (
            "Your forecast lies outside the tolerance on the current budget. Contingency is not part of that budget."
        )
        yield fault(f"{words} {see(brief.sources.rules)}", "report_as", "exception")
    elif not outside and read.report_as is ReportAs.EXCEPTION:
        words = "Your forecast lies within the tolerance, so there is no exception to report."
        yield fault(f"{words} {see(brief.sources.rules)}", "report_as", "exception")
    elif outside and not wording.matches(read.statement, _EXCEPTION):
        yield weakness("The statement does not tell the board that this is an exception.", "statement", "exception")


def contingency_apart(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Contingency is no package; it falls by each approved draw, once, and by nothing else; what is left reconciles.

    Each draw names who approved it, and is dated by the data date; without a date it is weak.
    """
    for line in analysis.set_aside:
        yield fault(f"{line.name}: contingency is not a package. Keep it apart.", f"{line.ref}.package", "contingency")
    if brief.contingency is None:
        return
    yield from _draw_findings(analysis, brief)
    left, pot = analysis.read.contingency_left, analysis.pot
    if left is None:
        yield fault("State what is left of the contingency.", "contingency_left", "contingency")
    elif pot is not None and abs(pot.unexplained(left)) > 1:
        words = "What you say is left is not the approved contingency less the movements that you list."
        yield fault(words, "contingency_left", "contingency")


def _draw_findings(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    unused = list(brief.draws)
    for movement in analysis.draws:
        where = f"{movement.ref}.amount"
        draw = next((each for each in unused if movement.amount == each.amount), None)
        if movement.amount is None:
            yield fault(f"{movement.name}: fill in its amount.", where, "contingency")
        elif draw is None:
            yield fault(f"{movement.name}: {_why_no_draw(movement.amount, brief)}", where, "contingency")
        else:
            unused.remove(draw)
            yield from _when(movement, analysis)
            if not wording.matches(movement.approved_by, draw.approver):
                words = "say who approved it." if not movement.approved_by else "that is not who approved it."
                yield fault(
                    f"{movement.name}: {words} {see(brief.sources.changes)}",
                    f"{movement.ref}.approved_by",
                    "contingency",
                )
    if unused:
        yield fault(f"Not every approved draw is listed. {see(brief.sources.changes)}", why="contingency")


def _when(movement: Movement, analysis: BudgetAnalysis) -> Iterator[Finding]:
    at = analysis.read.data_date
    if movement.approved_on is None:
        yield weakness(f"{movement.name}: say when it was approved.", f"{movement.ref}.approved_on", "contingency")
    elif at is not None and movement.approved_on > at:
        yield fault(f"{movement.name}: that is after the data date.", f"{movement.ref}.approved_on", "data-date")


def _why_no_draw(amount: Decimal, brief: BudgetBrief) -> str:
    same = [each.amount for each in brief.draws]
    if -amount in same:
        return "a draw is positive here."
    if amount in same:
        return "that draw is there twice."
    if amount in {each.amount for each in brief.pending}:
        return "that change has not been approved, so nothing has been drawn for it."
    return f"no approved change draws that. {see(brief.sources.changes)}"


def _short(measure: Measure) -> str:
    return MEASURE_LABELS[measure].split(",", maxsplit=1)[0]
