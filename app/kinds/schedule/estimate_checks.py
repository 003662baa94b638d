"""The checks of three-point estimates and of what they say of the date."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.core.templating import day
from app.kinds.base import Finding, fault, weakness
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.cells import Length
from app.kinds.schedule.chances import chance_of_deadline, percent, percentile_day
from app.kinds.schedule.payload import Estimate, ScheduleBrief
from app.kinds.schedule.row import Row
from app.kinds.schedule.words import document


def estimates_fit(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Each item for which the documents give a range has one, and its two ends are as they say."""
    for estimate in brief.estimates:
        row = analysis.found.get(estimate.item)
        if row is None:
            continue
        if not row.has_estimates:
            words = (
                f"{row.title} has no range, but {document(estimate.source)} gives one. Type its best and its worst case"
            )
            yield fault(f"{words}.", f"{row.ref}.optimistic", "three-points")
            continue
        yield from _ends(row, estimate, analysis)


def _ends(row: Row, estimate: Estimate, analysis: ScheduleAnalysis) -> Iterator[Finding]:
    ends = (("optimistic", row.optimistic, estimate.optimistic), ("pessimistic", row.pessimistic, estimate.pessimistic))
    for column, typed, (least, most) in ends:
        days = _days(typed, analysis)
        if not least <= days <= most:
            wrong = "shorter" if days < least else "longer"
            yield fault(
                f"{row.title}: its {column} duration is {wrong} than {document(estimate.source)} allows. Read "
                "again what the people who do the work say of it, and in which units.",
                f"{row.ref}.{column}",
                "three-points",
            )


def _days(typed: Length | None, analysis: ScheduleAnalysis) -> Fraction:
    return typed.in_days(analysis.calendars.per_day) if typed else Fraction(0)


def chance_of_the_date(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """The deadline, and each date typed as a latest one, is kept in as large a share of runs as the brief asks for."""
    found, confidence = analysis.simulation, brief.confidence
    if confidence is None:
        return
    if found is None:
        words = "No duration has a range, so nothing can be said of the chance of the date. Type best and worst cases"
        yield fault(f"{words}.", "", "chance")
        return
    chance = chance_of_deadline(analysis)
    if chance is not None and chance < confidence.least and brief.deadline:
        likely = percentile_day(analysis, 80)
        yield weakness(
            f"{day(brief.deadline.finish_by)} is kept in {percent(chance)} of {found.runs:,} runs, and the project "
            f"asks for {percent(confidence.least)}. Eight in ten finish by {likely}. Look at what drives the finish: "
            "win time there or say what the date is worth.",
            "",
            "chance",
        )
    for ref, kept in found.kept.items():
        if kept < confidence.least and not _is_the_deadline(analysis, ref):
            yield weakness(_says_kept(analysis.by_ref[ref], kept, confidence.least), f"{ref}.must_finish_by", "chance")


def _is_the_deadline(analysis: ScheduleAnalysis, ref: str) -> bool:
    deadline = analysis.brief.deadline
    return deadline is not None and analysis.found.get(deadline.item) == analysis.by_ref[ref]


def _says_kept(row: Row, kept: Decimal, least: Decimal) -> str:
    return (
        f"{row.title} keeps its latest date in {percent(kept)} of the runs, and the project asks for {percent(least)}. "
        "What leads to it has too little room."
    )
