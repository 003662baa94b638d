"""Bars of each package's variance: to date (solid) and at completion (outline), adverse to the left of the line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from app.core.svg import Drawing
from app.kinds.base import Picture
from app.kinds.budget.analysis import BudgetAnalysis
from app.kinds.budget.figures import over_or_under, show
from app.kinds.budget.reading import Line, shortened

WIDTH, LEFT, RIGHT = 720, 214, 560
ROW, OUTER, INNER, HEAD, FOOT = 27, 18, 9, 34, 26
#: So many bars are drawn; the table has them all.
MOST_BARS = 30
MOST_LETTERS = 30
HEADERS = ("Row", "Package", "Budget", "Earned", "Actual", "Cost variance", "Forecast", "Budget − forecast")


def variance_bars(analysis: BudgetAnalysis) -> Picture | None:
    """The picture with a row a package; None until a package has a variance."""
    known = [line for line in analysis.lines if line.cv is not None and line.budget is not None]
    if not known:
        return None
    to_date = sum((line.cv for line in known if line.cv is not None), Fraction(0))
    at_end = sum((_at_end(line) for line in known), Fraction(0))
    gap = f"{over_or_under(to_date)} what it earned" if to_date else "what it earned"
    summary = f"What is done has cost {gap}; the forecast by package is {over_or_under(at_end)} budget."
    total = (
        "",
        "All packages",
        show(analysis.budget),
        show(analysis.earned),
        show(analysis.cost.actual),
        show(to_date),
        show(analysis.cost.forecast),
        show(at_end),
    )
    rows = (*(_row(line) for line in known), total)
    return Picture("variances", "Variance by package", summary, _draw(known, summary), HEADERS, rows)


def _at_end(line: Line) -> Fraction:
    """Budget − forecast; nothing while the rest is not known."""
    return line.cost.against(line.budget or 0).variance if line.has_rest else Fraction(0)


def _row(line: Line) -> tuple[str, ...]:
    return (
        line.ref,
        line.package,
        show(line.budget or 0),
        show(line.earned or 0),
        show(line.cost.actual),
        show(line.cv or 0),
        show(line.cost.forecast) if line.has_rest else "",
        show(_at_end(line)) if line.has_rest else "",
    )


def _draw(lines: Sequence[Line], summary: str) -> Markup:
    shown = lines[:MOST_BARS]
    height = HEAD + ROW * len(shown) + FOOT
    drawing = Drawing(WIDTH, height, label=f"Bars of variance by package. {summary}", css="drawing-budget")
    longest = max(abs(amount) for line in shown for amount in (line.cv or Fraction(0), _at_end(line)))
    middle = (LEFT + RIGHT) / 2
    drawing.text(0, 16, "solid to date, outline at completion", "svg-text-small")
    drawing.text(middle - 8, HEAD - 8, "◀ over budget", "svg-text-small", "end")
    drawing.text(middle + 8, HEAD - 8, "under budget ▶", "svg-text-small")
    for place, line in enumerate(shown):
        _bar(drawing, HEAD + ROW * place + ROW / 2, line, longest or Fraction(1))
    drawing.line(middle, HEAD - 4, middle, HEAD + ROW * len(shown), "svg-today-ink")
    if len(lines) > len(shown):
        drawing.text(0, height - 8, f"and {len(lines) - len(shown)} more in the table", "svg-text-small")
    return drawing.markup()


def _bar(drawing: Drawing, y: float, line: Line, longest: Fraction) -> None:
    label = drawing.text(0, y + 4, shortened(line.package or line.ref, MOST_LETTERS), "svg-text-soft")
    drawing.tooltip(label, line.name)
    at_end, to_date = _at_end(line), line.cv or Fraction(0)
    _rect(drawing, y, at_end, longest, OUTER, "svg-baseline")
    _rect(drawing, y, to_date, longest, INNER, "svg-late" if to_date < 0 else "svg-done")
    drawing.text(WIDTH, y + 4, f"{show(to_date)} → {show(at_end)}", "svg-text-soft svg-number", "end")


def _rect(drawing: Drawing, y: float, amount: Fraction, longest: Fraction, height: float, css: str) -> None:
    middle, half = (LEFT + RIGHT) / 2, (RIGHT - LEFT) / 2
    width = float(abs(amount) / longest) * half
    drawing.rect(middle - width if amount < 0 else middle, y - height / 2, width, height, css)
