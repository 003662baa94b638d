"""The contingency curve: in what share of the runs the threats left cost no more than a sum, with P50, P80 and the sum
asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.core.svg import Drawing
from app.engines.contingency import PENCE, Spread
from app.kinds.base import Picture
from app.kinds.risks.analysis import Register
from app.kinds.risks.exposure_bars import round_ticks, thousands
from app.kinds.risks.figures import percent, show

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 54, 30, 34, 44
FLOOR = HEIGHT - BOTTOM
SHARES = (0, 25, 50, 75, 100)
TABLED = (10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100)
MARKED = (50, 80)
#: So many points are drawn: one for each half per cent of the runs.
STEPS = 200
#: The dearest run in a hundred would squeeze all others to the left; the table has it.
MOST_DRAWN = 99
HEADERS = ("Share of runs", "The threats left cost no more than", "Set against the sum asked for")


def contingency_curve(register: Register, spread: Spread) -> Picture:
    """The picture and its table: each tenth of the runs, and the sum asked for in its place among them."""
    summary = _summary(register, spread)
    drawing = Drawing(WIDTH, HEIGHT, label=summary, css="drawing-risks")
    _draw(drawing, register.contingency, spread)
    return Picture(
        "contingency", "What contingency has to cover", summary, drawing.markup(), HEADERS, _rows(register, spread)
    )


def _summary(register: Register, spread: Spread) -> str:
    half, eighty = money.show(spread.percentile(50)), money.show(spread.percentile(80))
    told = (
        f"Of {spread.runs:,} runs half cost no more than {half} and eight in ten no more than {eighty}; the threats "
        f"left are expected to cost {show(register.threats_left)}."
    )
    if register.enough is not None and register.contingency is not None:
        told += f" The {money.show(register.contingency)} asked for is enough in {percent(register.enough)} of them."
    partial = "" if register.has_all_threats else " Threats that lack a figure are left out."
    return f"{told}{partial} Each risk happens or not by itself; seed {spread.seed}."


def _rows(register: Register, spread: Spread) -> tuple[tuple[str, ...], ...]:
    asked = register.contingency
    rows = [
        (f"P{share}", money.show(spread.percentile(share)), _against(spread.percentile(share), asked))
        for share in TABLED
    ]
    if asked is not None and register.enough is not None:
        rows.append((percent(register.enough), money.show(asked), "The sum asked for"))
    return tuple(rows)


def _against(total: Decimal, asked: Decimal | None) -> str:
    if asked is None:
        return ""
    return "Covered" if total <= asked else f"{money.show(total - asked)} short"


def _draw(drawing: Drawing, asked: Decimal | None, spread: Spread) -> None:
    ticks = round_ticks(Fraction(max(spread.percentile(MOST_DRAWN), asked or Decimal(0), Decimal(1))))
    most = Decimal(int(ticks[-1]))

    def x(amount: Decimal) -> float:
        return LEFT + int(min(amount, most) * 1000 / most) * (WIDTH - RIGHT - LEFT) / 1000

    for share in SHARES:
        drawing.line(LEFT, _y(share), WIDTH - RIGHT, _y(share), "svg-grid")
        drawing.text(LEFT - 6, _y(share) + 4, f"{share}%", "svg-text-small", "end")
    for tick in ticks:
        drawing.text(x(Decimal(int(tick))), FLOOR + 16, thousands(tick), "svg-text-small", "middle")
    _curve(drawing, spread, x)
    if asked is not None:
        drawing.line(x(asked), TOP - 4, x(asked), FLOOR, "svg-deadline")
        anchor = "end" if asked * 2 > most else "start"
        drawing.text(x(asked) + (-5 if anchor == "end" else 5), TOP + 4, "Asked for", "svg-deadline-text", anchor)
    for share in MARKED:
        at = spread.percentile(share)
        drawing.line(x(at), _y(share), x(at), FLOOR, "svg-chance-mark")
        drawing.add("circle", cx=x(at), cy=_y(share), r=3.5, css="svg-plan")
        drawing.text(x(at) + 7, _y(share) + 14, f"P{share} {money.show(at)}", "svg-text-small")
    drawing.text(LEFT, TOP - 16, "Share of runs in which the threats left cost no more", "svg-text-soft")


def _curve(drawing: Drawing, spread: Spread, x: Callable[[Decimal], float]) -> None:
    """Steps, as a sum is enough or it is not."""
    points: list[tuple[float, float]] = [(x(Decimal(0)), FLOOR)]
    for step in range(1, STEPS + 1):
        place = -(-step * spread.runs // STEPS) - 1
        across = x(max(Decimal(spread.totals[place]) / PENCE, Decimal(0)))
        points += [(across, points[-1][1]), (across, _y(Fraction(step * 100, STEPS)))]
    drawing.add("polyline", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in points), css="svg-chance-curve")


def _y(share: Fraction | int) -> float:
    return FLOOR - int((FLOOR - TOP) * share * 10 / 100) / 10
