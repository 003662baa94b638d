"""The report in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.engines.performance import Colour, Timing, Trend
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.performance.analysis import Report, analyse
from app.kinds.performance.fault_checks import false_alarms
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.payload import PerformanceReport
from app.kinds.performance.reading import Entry
from app.kinds.performance.words import counted, kept, shown

COLOUR_WORDS = {Colour.GREEN: "Green", Colour.AMBER: "Amber", Colour.RED: "Red", Colour.GREY: "Grey: no data"}
_FLAGS = {Colour.GREEN: "risk-green", Colour.AMBER: "risk-amber", Colour.RED: "risk-red", Colour.GREY: ""}


def measures(report: Report, brief: PerformanceBrief) -> Mapping[str, Decimal]:
    """Named figures for thresholds. `false_alarms` are listed records that are not known to be at fault."""
    tally = colours(report)
    return {
        "measures": Decimal(len(report.entries)),
        "measures_found": Decimal(len(report.asked)),
        "measures_expected": Decimal(len(brief.measures)),
        "faults_listed": Decimal(len(report.faults)),
        "faults_found": Decimal(len(report.found)),
        "faults_expected": Decimal(len(brief.faults)),
        "false_alarms": Decimal(len(false_alarms(report)) if brief.faults else 0),
        **{colour.value: Decimal(tally[colour]) for colour in Colour},
    }


def colours(report: Report) -> Counter[Colour]:
    """How many measures have each colour by their figures; one that cannot be told counts in none."""
    return Counter(entry.colour for entry in report.entries if entry.colour is not None)


def facts(report: Report, brief: PerformanceBrief) -> tuple[Fact, ...]:
    """The headline figures. They speak of what was typed alone, so that they give nothing of the marking key away."""
    tally = colours(report)
    lead = sum(entry.timing is Timing.LEAD for entry in report.entries)
    lag = sum(entry.timing is Timing.LAG for entry in report.entries)
    trends = Counter(entry.trend for entry in report.entries)
    moved = f"{trends[Trend.BETTER]} better, {trends[Trend.WORSE]} worse than last period"
    grey = f"{tally[Colour.GREY]} without data" if tally[Colour.GREY] else ""
    disagree = sum(entry.colour is not None and entry.rag not in (None, entry.colour) for entry in report.entries)
    return (
        Fact("Measures", str(len(report.entries)), f"{lead} lead, {lag} lag"),
        Fact("Green", str(tally[Colour.GREEN]), grey),
        Fact("Amber", str(tally[Colour.AMBER]), moved),
        Fact("Red", str(tally[Colour.RED])),
        Fact("Colours unlike their figures", str(disagree)),
        Fact("Data faults listed", str(len(report.faults))),
    )


def row_outputs(report: Report) -> Mapping[str, RowOutput]:
    """The colour that each measure's own figures give, and what became of it; blank until it can be told."""
    outputs: dict[str, RowOutput] = {}
    for entry in report.entries:
        colour = entry.colour
        cells = {"colour": COLOUR_WORDS[colour] if colour else "", "change": change(entry)}
        outputs[entry.ref] = RowOutput(cells, _FLAGS[colour] if colour else "")
    return outputs


def change(entry: Entry) -> str:
    """`Better by 2.5`, `Worse by 3`, `The same`; empty while it cannot be told."""
    if entry.value is None or entry.last is None or entry.trend is Trend.UNKNOWN:
        return ""
    if entry.trend is Trend.SAME:
        return "The same"
    moved = shown(abs(entry.value - entry.last))
    return f"{entry.trend.capitalize()} by {moved}{' points' if entry.is_percent else ''}"


def figures(payload: PerformanceReport) -> dict[str, Any]:
    """The report's figures without a scenario, ready for JSON. Figures are text; what is not there is None.

    Raises `Unreadable` with the row and column of the first cell that cannot be read.
    """
    report = analyse(payload, PerformanceBrief())
    if report.problems:
        problem = report.problems[0]
        raise Unreadable(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    tally = colours(report)
    return {
        "period": report.period,
        "data_date": report.data_date.isoformat() if report.data_date else None,
        "colours": {colour.value: tally[colour] for colour in Colour},
        "data_faults": len(report.faults),
        "measures": [_figures_of(entry) for entry in report.entries],
    }


def status_line(report: Report) -> str:
    """How many measures have each colour, in words."""
    tally = colours(report)
    told = [f"{tally[colour]} {colour}" for colour in (Colour.GREEN, Colour.AMBER, Colour.RED)]
    return f"{counted(len(report.entries), 'measure')}: {', '.join(told)}, {tally[Colour.GREY]} without data."


def _figures_of(entry: Entry) -> dict[str, Any]:
    return {
        "ref": entry.ref,
        "measure": entry.measure,
        "value": kept(entry.value),
        "unit": "%" if entry.is_percent else entry.unit,
        "base": kept(entry.base),
        "target": kept(entry.target),
        "stated": entry.rag,
        "colour": entry.colour,
        "agrees": None if entry.colour is None or entry.rag is None else entry.rag is entry.colour,
        "last": kept(entry.last),
        "trend": entry.trend,
        "data_to": entry.data_to.isoformat() if entry.data_to else None,
    }
