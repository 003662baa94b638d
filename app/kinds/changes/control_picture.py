"""The control chart: values in time, the mean and the limits as lines, and the signals that the log names.

A named signal that a rule confirms is a filled diamond with the rule's name; one that no rule confirms is hollow, and
its word says so. What nobody has named is not marked: finding it is the exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.core.svg import Drawing
from app.engines.control_chart import Chart, Rule
from app.kinds.base import Picture
from app.kinds.changes.analysis import Log
from app.kinds.changes.chart_checks import confirmed
from app.kinds.changes.reading import Claim

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 300, 46, 640, 34, 262
MARK = 5.5
#: So many values are drawn; the table has them all.
MOST_DRAWN = 120
MOST_LABELS = 24
MOST_TICKS = 8
MOST_CLAIMS = 6
STEPS = tuple(Fraction(10) ** power * digit for power in range(-6, 9) for digit in (1, 2, 5))
HEADERS = ("Value", "Taken on", "Measured", "Named as a signal")
WORDS = {
    Rule.OUTSIDE: "outside a limit",
    Rule.RUN: "run on one side",
    Rule.TREND: "trend",
    Rule.TWO_OF_THREE: "two of three",
    None: "no rule named",
}

Height = Callable[[Fraction], float]
Across = Callable[[int], float]


def control_picture(log: Log) -> Picture:
    """The picture and its table, value by value."""
    named = _named(log)
    rows = tuple(
        (point.ref, point.taken_on, f"{point.value}", _words(log, named[at]) if at in named else "")
        for at, point in enumerate(log.points)
    )
    frozen = f"limits frozen from the first {log.chart.baseline}" if log.chart else "too few values for limits"
    count = len({claim.ref for claim in named.values()})
    summary = f"{len(log.points)} values, {frozen}; {count} {'signal' if count == 1 else 'signals'} named in the log."
    return Picture("control", "Control chart", summary, _draw(log, named, summary).markup(), HEADERS, rows)


def _named(log: Log) -> Mapping[int, Claim]:
    """The claim that speaks of each place; of several, the first."""
    found: dict[int, Claim] = {}
    for claim in log.claims:
        for at in claim.points:
            found.setdefault(at, claim)
    return found


def _words(log: Log, claim: Claim) -> str:
    doubt = "" if confirmed(claim, log.signals) else ": no rule confirms it"
    return f"{claim.ref} {WORDS[claim.rule]}{doubt}"


def _draw(log: Log, named: Mapping[int, Claim], summary: str) -> Drawing:
    drawing = Drawing(WIDTH, HEIGHT, label=f"Control chart. {summary}", css="drawing-changes")
    values = [Fraction(value) for value in log.values[:MOST_DRAWN]]
    least, most = _scale(values, log.chart)

    def x(at: int) -> float:
        return LEFT + (at + 0.5) * (RIGHT - LEFT) / len(values)

    def y(value: Fraction) -> float:
        return BOTTOM - float((value - least) / (most - least)) * (BOTTOM - TOP)

    _axis(drawing, least, most, y)
    if log.chart:
        _lines(drawing, log.chart, y)
        if log.chart.baseline < len(values):
            edge = (x(log.chart.baseline - 1) + x(log.chart.baseline)) / 2
            drawing.line(edge, TOP - 8, edge, BOTTOM, "svg-frozen")
            drawing.text(edge - 5, TOP - 12, "limits frozen from these", "svg-text-small", "end")
    for at in range(1, len(values)):
        drawing.line(x(at - 1), y(values[at - 1]), x(at), y(values[at]), "svg-link")
    step = -(-len(values) // MOST_LABELS)
    for at, value in enumerate(values):
        _point(drawing, x(at), y(value), log, at, named.get(at))
        if at % step == 0:
            drawing.text(x(at), BOTTOM + 18, log.points[at].ref, "svg-text-small", "middle")
    _labels(drawing, log, len(values), x, y)
    return drawing


def _scale(values: list[Fraction], chart: Chart | None) -> tuple[Fraction, Fraction]:
    told = [*values, *((chart.lower, chart.upper) if chart else ())]
    least, most = min(told), max(told)
    room = (most - least) / 12 or Fraction(1)
    return least - room, most + room


def _axis(drawing: Drawing, least: Fraction, most: Fraction, y: Height) -> None:
    step = next(each for each in STEPS if (most - least) / each <= MOST_TICKS)
    tick = -(-least // step) * step
    while tick <= most:
        drawing.line(LEFT, y(tick), RIGHT, y(tick), "svg-grid")
        drawing.text(LEFT - 6, y(tick) + 4, f"{float(tick):g}", "svg-text-small svg-number", "end")
        tick += step


def _lines(drawing: Drawing, chart: Chart, y: Height) -> None:
    for value, words, css in (
        (chart.upper, "upper limit", "svg-limit"),
        (chart.mean, "mean", "svg-mean"),
        (chart.lower, "lower limit", "svg-limit"),
    ):
        drawing.line(LEFT, y(value), RIGHT, y(value), css)
        drawing.text(RIGHT + 6, y(value) + 4, words, "svg-text-small")


def _point(drawing: Drawing, x: float, y: float, log: Log, at: int, claim: Claim | None) -> None:
    if claim is None:
        mark = drawing.add("circle", cx=x, cy=y, r=3.0, css="svg-plan")
    else:
        css = "svg-watch" if confirmed(claim, log.signals) else "svg-marker-ring"
        mark = drawing.diamond(x, y, MARK, css)
    point = log.points[at]
    drawing.tooltip(mark, f"{point.ref}: {point.value}{f', {_words(log, claim)}' if claim else ''}")


def _labels(drawing: Drawing, log: Log, drawn: int, x: Across, y: Height) -> None:
    """The words of each claim above its values."""
    for claim in log.claims[:MOST_CLAIMS]:
        points = [at for at in claim.points if at < drawn]
        if points:
            middle = (x(points[0]) + x(points[-1])) / 2
            top = min(y(Fraction(log.values[at])) for at in points)
            words = _words(log, claim) if confirmed(claim, log.signals) else f"{claim.ref} not confirmed"
            drawing.text(middle, top - 11, words, "svg-text-small svg-heading", "middle")
