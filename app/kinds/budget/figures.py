"""The budget report in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`.

The headline facts are sums. Indices are the apprentice's to work out, so they are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core import money
from app.engines.earned_value import EarnedSchedule, EarnedValue
from app.engines.exact import Exact, fraction, rounded
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.budget.analysis import BudgetAnalysis, analyse
from app.kinds.budget.payload import Budget, BudgetBrief
from app.kinds.budget.reading import Line


def measures(analysis: BudgetAnalysis, brief: BudgetBrief) -> Mapping[str, Decimal]:
    """Named figures for thresholds. Money in pounds to the penny, indices to four places; what is not defined is left
    out, for 0 would be a figure."""
    figures: dict[str, Exact | None] = {
        "packages": len(analysis.lines),
        "packages_found": len(analysis.found),
        "budget": analysis.budget,
        "planned": analysis.planned,
        "earned": analysis.earned,
        "actual": analysis.cost.actual,
        "forecast": analysis.cost.forecast,
        "contingency_left": analysis.read.contingency_left,
        "cpi": analysis.value.cpi if analysis.value else None,
        "spi": analysis.value.spi if analysis.value else None,
        "spi_t": analysis.schedule.spi_t if analysis.schedule else None,
    }
    indices = {"cpi", "spi", "spi_t"}
    return {name: rounded(each, 4 if name in indices else 2) for name, each in figures.items() if each is not None}


def facts(analysis: BudgetAnalysis, brief: BudgetBrief) -> tuple[Fact, ...]:
    """The headline sums, each with what it is made of or held against."""
    cost, read = analysis.cost, analysis.read
    variance = cost.against(analysis.budget)
    stated = "Not given" if read.forecast is None else money.show(read.forecast)
    left = "Not given" if read.contingency_left is None else money.show(read.contingency_left)
    drawn = f"{show(analysis.pot.drawn)} drawn by the movements listed" if analysis.pot else ""
    return (
        Fact("Current budget", show(analysis.budget), f"{len(analysis.lines)} packages, without contingency"),
        Fact("Actual cost", show(cost.actual), f"{show(cost.invoiced)} invoiced, {show(cost.accrual)} accrued"),
        Fact("Earned", show(analysis.earned), f"{show(analysis.planned)} planned by then"),
        Fact("Forecast by package", show(cost.forecast), f"{over_or_under(variance.variance)} budget"),
        Fact("Forecast outturn stated", stated),
        Fact("Contingency left", left, drawn),
    )


def row_outputs(analysis: BudgetAnalysis) -> Mapping[str, RowOutput]:
    """What is worked out for each row of each table; blank until it can be.

    A package over its budget is flagged `over`.
    """
    outputs = {line.ref: _line_output(line) for line in analysis.lines}
    outputs |= _month_outputs(analysis)
    outputs |= _cause_outputs(analysis)
    outputs |= _draw_outputs(analysis)
    return {ref: output for ref, output in outputs.items() if ref}


def _line_output(line: Line) -> RowOutput:
    cost = line.cost
    cells = {"actual": show(cost.actual), "cv": "" if line.cv is None else show(line.cv)}
    if line.earned is not None:
        cells["cpi"] = show_index(line.earned / cost.actual) if cost.actual else "n/a"
    is_over = False
    if line.has_rest:
        cells["forecast"] = show(cost.forecast)
        if line.budget is not None:
            outturn = cost.against(line.budget)
            is_over = outturn.variance < 0
            cells["variance"] = show(outturn.variance)
            cells["share"] = "n/a" if outturn.variance_share is None else show_share(outturn.variance_share)
    return RowOutput(cells, "over" if is_over else "")


def _month_outputs(analysis: BudgetAnalysis) -> dict[str, RowOutput]:
    outputs: dict[str, RowOutput] = {}
    before = Decimal(0)
    for month in analysis.months:
        if month.planned is not None:
            outputs[month.ref] = RowOutput({"in_month": money.show(month.planned - before)})
            before = month.planned
    return outputs


def _cause_outputs(analysis: BudgetAnalysis) -> dict[str, RowOutput]:
    """What of the package's variance is left after this row and those above it."""
    outputs: dict[str, RowOutput] = {}
    left: dict[tuple[str, bool], Fraction] = {}
    for entry in analysis.read.causes:
        line = analysis.line_of(entry)
        if line is None or entry.cause is None or entry.amount is None:
            continue
        is_timing = entry.cause == "timing"
        variance = line.sv if is_timing else line.cv
        if variance is not None:
            key = (line.ref, is_timing)
            left[key] = left.get(key, variance) - fraction(entry.amount)
            outputs[entry.ref] = RowOutput({"of": show(variance), "left": show(left[key])})
    return outputs


def _draw_outputs(analysis: BudgetAnalysis) -> dict[str, RowOutput]:
    if analysis.pot is None:
        return {}
    pairs = zip(analysis.draws, analysis.pot.balances, strict=True)
    return {movement.ref: RowOutput({"balance": show(balance)}) for movement, balance in pairs}


def figures(payload: Budget) -> dict[str, Any]:
    """The report's figures without a scenario, ready for JSON.

    Money is text in pounds with two places, indices have four. What is not defined is None, and `not_applicable` says
    why. Months count from the first of the table. Raises `Unreadable` with the row and column of the first cell that
    cannot be read, and for a package that lacks a figure.
    """
    analysis = analyse(payload, BudgetBrief())
    if analysis.problems:
        problem = analysis.problems[0]
        raise Unreadable(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    if analysis.value is None:
        lacking = analysis.missing[0] if analysis.missing else "lines"
        raise Unreadable(f"{lacking}: a package needs its budget, planned, earned and rest; 0 is a figure")
    variance = analysis.cost.against(analysis.budget)
    return {
        "data_date": analysis.read.data_date.isoformat() if analysis.read.data_date else None,
        "budget_at_completion": _text(analysis.budget),
        "planned_value": _text(analysis.value.pv),
        "earned_value": _text(analysis.value.ev),
        "actual_cost": _text(analysis.value.ac),
        "committed": _text(analysis.cost.committed),
        "rest": _text(analysis.cost.rest),
        "forecast_outturn": _text(variance.forecast),
        "variance": _text(variance.variance),
        **_value_figures(analysis.value, analysis),
        **_schedule_figures(analysis.schedule),
        "not_applicable": _not_applicable(analysis.value, analysis),
        "packages": [_figures_of(line) for line in analysis.lines],
    }


def _not_applicable(value: EarnedValue, analysis: BudgetAnalysis) -> dict[str, str]:
    """Why a figure is None, by the name that it has here."""
    reasons = dict(value.not_applicable)
    if spent := reasons.pop("tcpi_to_bac", ""):
        reasons["tcpi_to_budget"] = spent
    if value.tcpi(value.eac_estimated(analysis.cost.to_go)) is None:
        reasons["tcpi_to_estimate"] = "Nothing is left to be spent by that estimate."
    if analysis.schedule is None:
        return reasons | {"earned_schedule": _why_no_schedule(analysis)}
    return reasons | analysis.schedule.not_applicable


def _value_figures(value: EarnedValue, analysis: BudgetAnalysis) -> dict[str, Any]:
    forecasts = analysis.forecasts
    estimate = value.eac_estimated(analysis.cost.to_go)
    return {
        "cost_variance": _text(value.cv),
        "schedule_variance": _text(value.sv),
        "cpi": _index(value.cpi),
        "spi": _index(value.spi),
        "eac": {name: _text(figure) for name, figure in forecasts.items()},
        "vac": {name: _text(None if figure is None else value.vac(figure)) for name, figure in forecasts.items()},
        "tcpi_to_budget": _index(value.tcpi_to_bac),
        "tcpi_to_estimate": _index(value.tcpi(estimate)),
    }


def _schedule_figures(schedule: EarnedSchedule | None) -> dict[str, Any]:
    return {
        "earned_schedule": _index(schedule.es) if schedule else None,
        "actual_time": _index(schedule.at) if schedule else None,
        "sv_t": _index(schedule.sv_t) if schedule else None,
        "spi_t": _index(schedule.spi_t) if schedule else None,
        "estimated_duration": _index(schedule.estimated_duration) if schedule else None,
        "tspi": _index(schedule.tspi) if schedule else None,
    }


def _why_no_schedule(analysis: BudgetAnalysis) -> str:
    if analysis.read.data_date is None:
        return "There is no data date."
    if analysis.actual_time is not None and analysis.actual_time < 0:
        return "The data date is before the first month."
    return "The months give no cumulative curve: every month in a row, none falling."


def _figures_of(line: Line) -> dict[str, Any]:
    outturn = line.cost.against(line.budget or 0)
    return {
        "ref": line.ref,
        "package": line.package,
        "actual": _text(line.cost.actual),
        "cost_variance": _text(line.cv),
        "schedule_variance": _text(line.sv),
        "cpi": _index(line.earned / line.cost.actual) if line.earned is not None and line.cost.actual else None,
        "forecast": _text(outturn.forecast),
        "variance": _text(outturn.variance),
        "variance_percent": None if outturn.variance_share is None else str(rounded(outturn.variance_share * 100, 2)),
    }


def show(amount: Exact) -> str:
    """Pounds for a page: `£4,800`, `−£300`."""
    return money.show(rounded(amount, 2))


def show_index(value: Exact) -> str:
    return str(rounded(value, 2))


def show_share(share: Fraction) -> str:
    """A signed percentage: `−2.5%`."""
    return f"{rounded(share * 100, 1)}%".replace("-", "−")


def over_or_under(variance: Fraction) -> str:
    """`£27,100 over`, `£300 under`, `on`."""
    return f"{show(abs(variance))} {'over' if variance < 0 else 'under'}" if variance else "on"


def _text(amount: Exact | None) -> str | None:
    return None if amount is None else str(rounded(amount, 2))


def _index(value: Exact | None) -> str | None:
    return None if value is None else str(rounded(value, 4))
