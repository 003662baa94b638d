"""The activities that take resources, as bars: dashed where the schedule has them, solid where the plan does."""

from __future__ import annotations

from app.core.svg import Drawing
from app.kinds.base import Picture
from app.kinds.resources import time_axis, words
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.basis import Basis
from app.kinds.resources.time_axis import WIDTH, Axis
from app.kinds.resources.words import counted, number

ROW, HEAD, FOOT, HALF_BAR = 22, 34, 8, 6.0
MOST_BARS = 80
MOST_LETTERS = 27
HEADERS = ("Row", "Activity", "In the schedule", "In the plan", "Days later", "Total float", "Resources")


def levelled_bars(analysis: PlanAnalysis, basis: Basis) -> Picture:
    """In order of the schedule. Total float is the schedule's, before any move."""
    drawn = [
        each.ref
        for each in basis.activities
        if each.duration and (each.ref in analysis.demands or analysis.before[each.ref] != analysis.after[each.ref])
    ]
    shown = drawn[:MOST_BARS]
    moved = sum(analysis.before[ref] != analysis.after[ref] for ref in drawn)
    summary = f"{counted(moved, 'activity') if moved == 1 else f'{moved} activities'} of {len(drawn)} move."
    along = time_axis.axis(max(analysis.finish_before, analysis.finish_after))
    bottom = HEAD + ROW * len(shown)
    drawing = Drawing(WIDTH, bottom + FOOT, label=f"Bars before and after. {summary}", css="drawing-resources")
    drawing.text(WIDTH, 11, "dashed in the schedule → solid in your plan", "svg-text-small", "end")
    time_axis.draw(drawing, basis, along, 18, bottom)
    for place, ref in enumerate(shown):
        _bar(drawing, analysis, basis, along, ref, HEAD + ROW * place + ROW / 2)
    rows = tuple(_row(analysis, basis, ref) for ref in drawn)
    return Picture("bars", "What moves", summary, drawing.markup(), HEADERS, rows)


def _bar(drawing: Drawing, analysis: PlanAnalysis, basis: Basis, along: Axis, ref: str, y: float) -> None:
    before, after, duration = analysis.before[ref], analysis.after[ref], basis.durations[ref]
    name = f"{ref} {basis.names[ref]}"
    label = drawing.text(
        0, y + 4, name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + "…", "svg-text-soft"
    )
    drawing.tooltip(label, basis.title(ref))
    if before != after:
        left, right = along.x(before), along.x(before + duration)
        drawing.rect(left, y - HALF_BAR, right - left, 2 * HALF_BAR, "svg-baseline", rx=2)
    left, right = along.x(after), along.x(after + duration)
    css = "svg-watch" if before != after else "svg-plan"
    bar = drawing.rect(left, y - HALF_BAR, right - left, 2 * HALF_BAR, css, rx=2)
    drawing.tooltip(bar, f"{basis.title(ref)}: {words.dates(basis, after, duration)}")


def _row(analysis: PlanAnalysis, basis: Basis, ref: str) -> tuple[str, ...]:
    before, after, duration = analysis.before[ref], analysis.after[ref], basis.durations[ref]
    names = {each.ref: each.name or each.ref for each in analysis.resources}
    asked = (f"{number(units)} {names.get(each, each)}" for each, units in analysis.demands.get(ref, {}).items())
    return (
        ref,
        basis.names[ref],
        words.dates(basis, before, duration),
        words.dates(basis, after, duration),
        str(after - before),
        str(basis.network.dates[ref].total_float),
        "; ".join(asked),
    )
