"""The chance of the dates drawn: how many runs are done by each day, and which durations move the finish most."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor

from app.core.svg import Drawing
from app.engines.exact import rounded
from app.engines.monte_carlo import Simulation
from app.kinds.base import Picture
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.chances import chance_of_deadline, day_of, percent, percentile_day
from app.kinds.schedule.figures import length_cell

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 54, 30, 28, 44
BARS_AT, TORNADO_TOP = 260, 8
MOST_BARS = 10
BAR_STEP = 24
NAME_LETTERS = 36
HUNDREDTHS = 100
SHARES = (0, 25, 50, 75, 100)
MARKED = (50, 80)
CURVE_HEADERS = ("Share of runs", "Done by", "Working days")
TABLED = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100)
HEADERS = ("Row", "Activity", "Optimistic", "Most likely", "Pessimistic", "Correlation with the finish", "Critical in")


def chance_pictures(analysis: ScheduleAnalysis) -> tuple[Picture, ...]:
    """The curve of finish dates with P50, P80 and the deadline, and the strongest durations; nothing without ranges."""
    found = analysis.simulation
    if found is None:
        return ()
    return _curve(analysis, found), _tornado(analysis, found)


def _curve(analysis: ScheduleAnalysis, found: Simulation) -> Picture:
    summary = _summary(analysis, found)
    drawing = Drawing(WIDTH, HEIGHT, label=summary, css="chance")
    _draw_curve(drawing, analysis, found)
    rows = tuple(
        (f"P{share}", day_of(analysis, found.percentile(share)), tenths(found.percentile(share))) for share in TABLED
    )
    return Picture("chance", "Chance of the date", summary, drawing.markup(), CURVE_HEADERS, rows)


def _summary(analysis: ScheduleAnalysis, found: Simulation) -> str:
    chance = chance_of_deadline(analysis)
    on_time = f" The deadline is kept in {percent(chance)} of them." if chance is not None else ""
    later = found.mean - found.likely_finish
    bias = max(found.merge_bias, Decimal(0))
    return (
        f"Of {found.runs:,} runs half finish by {percentile_day(analysis, 50)} and eight in ten by "
        f"{percentile_day(analysis, 80)}.{on_time} On average they finish {tenths(abs(later))} working days "
        f"{'after' if later >= 0 else 'before'} the plan, of which {tenths(bias)} because paths merge and the last one "
        f"counts. Durations are drawn from triangles, each by itself, with seed {found.seed}."
    )


def tenths(days: Decimal) -> str:
    return f"{rounded(days, 1):,}"


def _tornado(analysis: ScheduleAnalysis, found: Simulation) -> Picture:
    strongest = found.tornado()
    drivers = f"Row {strongest[0]} moves the finish most" if strongest else "No duration moves the finish"
    summary = f"{drivers}: the longer a bar, the more closely a duration and the finish go together over the runs."
    drawn = strongest[:MOST_BARS]
    drawing = Drawing(WIDTH, TORNADO_TOP + BAR_STEP * max(len(drawn), 1) + 8, label=summary, css="chance")
    widest = WIDTH - BARS_AT - 60
    for place, ref in enumerate(drawn):
        strength, middle = found.sensitivity[ref] or Decimal(0), TORNADO_TOP + BAR_STEP * (place + 0.5)
        name = f"{ref} {analysis.by_ref[ref].name}"
        shortened = name if len(name) <= NAME_LETTERS else f"{name[: NAME_LETTERS - 1]}…"
        drawing.text(BARS_AT - 8, middle + 4, shortened, "svg-text-soft", "end")
        css = "svg-plan" if strength > 0 else "svg-watch"
        width = widest * int(abs(strength) * 100) / 100
        drawing.tooltip(drawing.rect(BARS_AT, middle - 7, width, 14, css, rx=2), f"{name}: {_signed(strength)}")
        drawing.text(BARS_AT + width + 6, middle + 4, _signed(strength), "svg-text-small")
    rows = tuple(_cells(analysis, found, ref) for ref in strongest)
    return Picture("tornado", "What moves the finish", summary, drawing.markup(), HEADERS, rows)


def _signed(strength: Decimal) -> str:
    return f"{strength}".replace("-", "−")


def _cells(analysis: ScheduleAnalysis, found: Simulation, ref: str) -> tuple[str, ...]:
    row, strength = analysis.by_ref[ref], found.sensitivity[ref] or Decimal(0)
    lengths = (length_cell(each) for each in (row.optimistic, row.length, row.pessimistic) if each)
    return (ref, row.name, *lengths, _signed(strength), percent(found.criticality[ref]))


def _draw_curve(drawing: Drawing, analysis: ScheduleAnalysis, found: Simulation) -> None:
    first, last = floor(found.percentile(1)), ceil(found.percentile(100))
    deadline = _deadline_offset(analysis)
    if deadline is not None:
        first, last = min(first, deadline - 1), max(last, deadline + 1)
    first, last = min(first, floor(found.likely_finish)), max(last, first + 1)
    scale = (WIDTH - RIGHT - LEFT) / (last - first) / HUNDREDTHS

    def x(hundredths: int) -> float:
        return LEFT + (hundredths - first * HUNDREDTHS) * scale

    def y(share: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share / 100

    for share in SHARES:
        drawing.line(LEFT, y(share), WIDTH - RIGHT, y(share), "svg-grid")
        drawing.text(LEFT - 6, y(share) + 4, f"{share}%", "svg-text-small", "end")
    points = [(x(_number(found.percentile(share))), y(share)) for share in range(1, 101)]
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in [(points[0][0], y(0)), *points])
    drawing.add("polyline", points=path, css="svg-chance-curve")
    for share in MARKED:
        at = found.percentile(share)
        drawing.line(x(_number(at)), y(share), x(_number(at)), y(0), "svg-chance-mark")
        drawing.add("circle", cx=x(_number(at)), cy=y(share), r=3.5, css="svg-plan")
        drawing.text(x(_number(at)) - 6, y(share) - 5, f"P{share} {day_of(analysis, at)}", "svg-text-small", "end")
    planned = x(_number(found.likely_finish))
    drawing.line(planned, y(0), planned, y(100), "svg-link")
    drawing.text(planned, HEIGHT - BOTTOM + 14, "Plan", "svg-text-small", "middle")
    if deadline is not None:
        drawing.line(x(deadline * HUNDREDTHS), TOP - 4, x(deadline * HUNDREDTHS), y(0), "svg-deadline")
        drawing.text(x(deadline * HUNDREDTHS), HEIGHT - BOTTOM + 28, "Deadline", "svg-deadline-text", "middle")
    drawing.text(LEFT, TOP - 10, "Share of runs that are done", "svg-text-soft")


def _number(days: Decimal) -> int:
    """Hundredths of a day are fine enough to draw."""
    return int(days * HUNDREDTHS)


def _deadline_offset(analysis: ScheduleAnalysis) -> int | None:
    deadline, calendar = analysis.brief.deadline, analysis.calendar
    return calendar.finish_offset(deadline.finish_by) if deadline and calendar else None
