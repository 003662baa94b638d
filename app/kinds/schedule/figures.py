"""The schedule's figures in the shapes that others ask for: cells of rows, headline facts, measures, JSON.

All come from one analysis, so they agree with the picture. Nothing is shown that hangs on a cell that cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core.templating import day
from app.engines.exact import rounded
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.schedule import json_figures
from app.kinds.schedule.analysis import ScheduleAnalysis, analyse
from app.kinds.schedule.cells import Length
from app.kinds.schedule.chances import chance_of_deadline, percent, percentile_day
from app.kinds.schedule.date_checks import Lateness, lateness
from app.kinds.schedule.day_cells import MINUTES_OF_A_DAY
from app.kinds.schedule.json_figures import plain
from app.kinds.schedule.network import Network, RowDates
from app.kinds.schedule.payload import Schedule, ScheduleBrief
from app.kinds.schedule.row import Days, Row, whole
from app.kinds.schedule.words import counted, figure

UNKNOWN = "–"


def float_cell(total_float: Days) -> str:
    """Total float as a cell: `0 d`, `14 d`, `−2 d` with a true minus sign."""
    return f"{'−' if total_float < 0 else ''}{figure(total_float if total_float >= 0 else -total_float)} d"


def duration_cell(row: Row, dates: RowDates) -> str:
    """A duration as a cell; a summary's is from its first start to its last finish."""
    if row.is_summary or row.length is None:
        return f"{figure(whole(Fraction(dates.early_finish - dates.early_start)))} d"
    return length_cell(row.length)


def length_cell(length: Length) -> str:
    """A length as a cell: `15 d`, `4 h`, `90 min`, by the clock `3 ed` or `12 eh`."""
    hours = length.minutes / 60
    if length.is_elapsed:
        days = length.minutes / MINUTES_OF_A_DAY
        return f"{figure(days)} ed" if days.denominator == 1 else f"{figure(hours)} eh"
    if length.minutes:
        return f"{figure(hours)} h" if hours.denominator == 1 else f"{figure(length.minutes)} min"
    return f"{figure(length.days)} d"


def short_day(value: date, first: date) -> str:
    """`8 Mar`, with the year when it is not that of the schedule's first day."""
    return f"{value.day} {value:%b}" if value.year == first.year else day(value)


def start_and_finish(analysis: ScheduleAnalysis, ref: str) -> tuple[str, str]:
    """The early dates of a placed row as cells: days, or offsets such as `d5` where there is no calendar.

    `d5` is the end of the fifth working day, the way the axis of the drawing counts.
    """
    if analysis.calendar and ref in analysis.shown:
        shown, first = analysis.shown[ref], analysis.calendar.start
        return (
            f"{short_day(shown.start, first)}{clock(shown.from_minute)}",
            f"{short_day(shown.finish, first)}{clock(shown.to_minute)}",
        )
    dates = analysis.dates(ref)
    return (f"d{figure(dates.early_start)}", f"d{figure(dates.early_finish)}") if dates else ("", "")


def clock(minute: int | None) -> str:
    """` 13:00`, or nothing for the edge of a day's work."""
    return "" if minute is None else f" {minute // 60:02}:{minute % 60:02}"


def row_outputs(analysis: ScheduleAnalysis) -> Mapping[str, RowOutput]:
    """Start, finish and total float of each row; empty where they would hang on something that was not read."""
    outputs: dict[str, RowOutput] = {}
    for row in analysis.rows:
        dates = analysis.dates(row.ref)
        start, finish = ("", "") if row.ref in analysis.unsure else start_and_finish(analysis, row.ref)
        is_known = dates is not None and analysis.is_whole
        outputs[row.ref] = RowOutput(
            {
                "start": start,
                "finish": finish,
                "float": float_cell(dates.total_float) if dates and is_known else "",
                "free": float_cell(dates.free_float) if dates and is_known and not row.is_summary else "",
            },
            "critical" if dates and is_known and dates.critical and not row.is_summary else "",
        )
    return outputs


def measures(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Mapping[str, Decimal]:
    """Whole numbers for thresholds and statistics. Those of the network are left out while it is not whole."""
    counts: dict[str, Days] = {
        "activities": len(analysis.rows),
        "links": sum(len(row.links) for row in analysis.rows),
        "milestones": sum(row.is_milestone for row in analysis.rows),
        "items_found": len(analysis.found),
        "items_expected": len(brief.items),
    }
    if analysis.network and analysis.is_whole:
        counts |= {
            "finish_offset": analysis.network.finish,
            "critical_activities": len(analysis.network.critical),
            "longest_float": longest_float(analysis.network)[0],
        }
    return {key: rounded(value, 2) if isinstance(value, Fraction) else Decimal(value) for key, value in counts.items()}


def longest_float(network: Network) -> tuple[Days, str]:
    """The largest total float in working days, and the first row that has it."""
    floats = {ref: dates.total_float for ref, dates in network.dates.items()}
    ref = max(floats, key=lambda each: floats[each])
    return floats[ref], ref


def facts(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> tuple[Fact, ...]:
    """Finish, duration, critical activities, longest float, and where the finish stands against a deadline."""
    network = analysis.network
    if network is None or not analysis.is_whole:
        note = "Worked out once every row can be read" if analysis.rows else "Worked out from your first activity"
        return (Fact("Finish", UNKNOWN, note),)
    most, ref = longest_float(network)
    found = [
        Fact("Finish", day(analysis.finish) if analysis.finish else f"d{figure(network.finish)}"),
        Fact("Duration", counted(network.finish, "working day")),
        Fact("Critical activities", f"{len(network.critical)} of {len(network.dates)}"),
        Fact("Longest float", float_cell(most), analysis.by_ref[ref].title if most > 0 else ""),
    ]
    if stand := lateness(analysis, brief):
        found.insert(1, Fact("Against the deadline", standing(stand), f"{stand.what}: {day(stand.deadline)}"))
    if analysis.simulation:
        chance, likely = chance_of_deadline(analysis), percentile_day(analysis, 80)
        if chance is None:
            found.append(Fact("Eight in ten finish by", likely, f"P80 of {analysis.simulation.runs:,} runs"))
        else:
            found.append(Fact("Chance of the deadline", percent(chance), f"Eight in ten finish by {likely}"))
    return tuple(found)


def standing(stand: Lateness) -> str:
    """`3 days late`, `2 days early`, or `In time`, counted in working days."""
    if stand.days == 0:
        return "In time"
    return f"{counted(abs(stand.days), 'day')} {'late' if stand.days > 0 else 'early'}"


def figures(schedule: Schedule) -> dict[str, Any]:
    """The engine's figures without a scenario, ready for JSON: offsets in working days, ISO dates or None.

    `dcma` is the 14-point assessment; `monte_carlo` is None unless durations have ranges.

    Raises `Unreadable` with every cell that cannot be read, each with its place.
    """
    analysis = analyse(schedule, ScheduleBrief())
    if analysis.problems:
        raise Unreadable("; ".join(f"{each.message} ({each.where})" for each in analysis.problems))
    network = analysis.network
    return {
        "finish": _iso(analysis.finish),
        "duration": plain(network.finish) if network else 0,
        "critical_path": list(network.critical_chain()) if network else [],
        "summaries": [_summary(analysis, ref, each) for ref, each in network.summaries.items()] if network else [],
        "dcma": [json_figures.metric(each) for each in analysis.assessment],
        "monte_carlo": json_figures.simulation(analysis),
        "notes": [f"{analysis.by_ref[ref].title}: {words}" for ref, words in network.notes] if network else [],
        "activities": [_activity(analysis, ref, dates) for ref, dates in network.dates.items()] if network else [],
    }


def _summary(analysis: ScheduleAnalysis, ref: str, dates: RowDates) -> dict[str, Any]:
    shown = analysis.shown.get(ref)
    return {
        "ref": ref,
        "name": analysis.by_ref[ref].name,
        "early_start": plain(dates.early_start),
        "early_finish": plain(dates.early_finish),
        "start": _iso(shown.start if shown else None),
        "finish": _iso(shown.finish if shown else None),
    }


def _activity(analysis: ScheduleAnalysis, ref: str, dates: RowDates) -> dict[str, Any]:
    shown = analysis.shown.get(ref)
    return {
        "ref": ref,
        "name": analysis.by_ref[ref].name,
        "early_start": plain(dates.early_start),
        "early_finish": plain(dates.early_finish),
        "late_start": plain(dates.late_start),
        "late_finish": plain(dates.late_finish),
        "total_float": plain(dates.total_float),
        "free_float": plain(dates.free_float),
        "critical": dates.critical,
        "start": _iso(shown.start if shown else None),
        "finish": _iso(shown.finish if shown else None),
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
