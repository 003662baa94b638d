"""The S-curve: planned (dashed), earned and actual (solid) over the months, with what the apprentice has stated.

The forecast and the earned schedule are drawn where the apprentice puts them, not where they belong: working them out
is the exercise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from app.core.svg import Drawing
from app.core.templating import day
from app.engines.exact import Exact, fraction, rounded
from app.kinds.base import Picture
from app.kinds.budget.analysis import BudgetAnalysis, months_between
from app.kinds.budget.figures import show
from app.kinds.budget.payload import Measure
from app.kinds.budget.reading import Month

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, FOOT = 66, 586, 22, 362
HEADERS = ("Month end", "Planned", "Earned", "Actual")
#: So many months are drawn; the table has them all.
MOST_MONTHS = 60
MOST_LABELS = 12
MOST_TICKS = 6
FORECAST_MARK = 6.0

Point = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn. Times are months from the start of the first; sums are pounds."""

    months: tuple[Month, ...]
    first: int
    now: Fraction | None
    planned: tuple[Point, ...]
    earned: tuple[Point, ...]
    actual: tuple[Point, ...]
    forecast: Fraction | None
    stated_es: Fraction | None

    @property
    def length(self) -> int:
        return max((_place(each, self.first) for each in self.months), default=1)

    @property
    def highest(self) -> Fraction:
        sums = [value for line in (self.planned, self.earned, self.actual) for _, value in line]
        return max((*sums, self.forecast or Fraction(0)), default=Fraction(0))


def s_curve(analysis: BudgetAnalysis) -> Picture | None:
    """The picture with a row a month; None until a month has a sum."""
    curve = _curve(analysis)
    if not curve.highest:
        return None
    summary = _summary(analysis, curve)
    return Picture(
        "s-curve", "Planned, earned and actual", summary, _draw(curve, analysis, summary), HEADERS, _rows(curve)
    )


def _curve(analysis: BudgetAnalysis) -> Curve:
    months = analysis.months[:MOST_MONTHS]
    first = months[0].month.number if months and months[0].month else 0
    now = months_between(months[0].month, analysis.read.data_date) if months and analysis.read.data_date else None
    stated = next((each.value for each in analysis.read.stated if each.measure is Measure.ES), None)
    return Curve(
        months=months,
        first=first,
        now=now if now is not None and 0 <= now <= _place(months[-1], first) else None,
        planned=_line(months, first, "planned"),
        earned=_line(months, first, "earned"),
        actual=_line(months, first, "actual"),
        forecast=None if analysis.read.forecast is None else fraction(analysis.read.forecast),
        stated_es=None if stated is None or not 0 <= stated <= len(months) else fraction(stated),
    )


def _place(month: Month, first: int) -> int:
    return month.month.number - first + 1 if month.month else 0


def _line(months: Sequence[Month], first: int, key: str) -> tuple[Point, ...]:
    """Points at the ends of months, from nothing at the start; empty when no month has a sum."""
    points = [
        (Fraction(_place(each, first)), fraction(getattr(each, key)))
        for each in months
        if getattr(each, key) is not None
    ]
    return ((Fraction(0), Fraction(0)), *points) if points else ()


def _summary(analysis: BudgetAnalysis, curve: Curve) -> str:
    told = [
        f"{name} {show(line[-1][1])}" for name, line in (("Earned", curve.earned), ("actual", curve.actual)) if line
    ]
    plan = (
        f"{show(curve.planned[-1][1])} is planned in {curve.length} months" if curve.planned else "nothing is planned"
    )
    now = f" by {day(analysis.read.data_date)}" if analysis.read.data_date and told else ""
    known = f"{', '.join(told)}{now}; " if told else ""
    return f"{known}{plan}." if known else f"{plan[0].upper()}{plan[1:]}."


def _draw(curve: Curve, analysis: BudgetAnalysis, summary: str) -> Markup:
    drawing = Drawing(WIDTH, HEIGHT, label=f"S-curve. {summary}", css="drawing-budget")
    ticks = _ticks(curve.highest)
    scale = Scale(curve.length, ticks[-1])
    for tick in ticks:
        drawing.line(LEFT, scale.y(tick), RIGHT, scale.y(tick), "svg-grid")
        drawing.text(LEFT - 8, scale.y(tick) + 4, _thousands(tick), "svg-text-small", "end")
    _month_labels(drawing, curve, scale)
    for line, css in (
        (curve.planned, "svg-curve-planned"),
        (curve.actual, "svg-curve-actual"),
        (curve.earned, "svg-curve-earned"),
    ):
        if line:
            drawing.add("polyline", points=scale.points(line), css=css)
    _labels(drawing, curve, scale)
    _now(drawing, curve, scale, analysis)
    _forecast(drawing, curve, scale)
    _earned_schedule(drawing, curve, scale)
    return drawing.markup()


@dataclass(frozen=True, slots=True)
class Scale:
    """From months and pounds to places on the drawing."""

    months: int
    most: Fraction

    def x(self, time: Exact) -> float:
        return LEFT + float(fraction(time) / self.months) * (RIGHT - LEFT)

    def y(self, amount: Exact) -> float:
        return FOOT - float(fraction(amount) / self.most) * (FOOT - TOP)

    def points(self, line: Sequence[Point]) -> str:
        return " ".join(f"{self.x(time):.1f},{self.y(amount):.1f}" for time, amount in line)


def _month_labels(drawing: Drawing, curve: Curve, scale: Scale) -> None:
    every = -(-curve.length // MOST_LABELS)
    for month in curve.months:
        place = _place(month, curve.first)
        if (place - 1) % every == 0:
            drawing.text(scale.x(place), FOOT + 17, str(month.month)[:3], "svg-text-small", "middle")
    drawing.line(LEFT, FOOT, RIGHT, FOOT, "svg-grid")


def _labels(drawing: Drawing, curve: Curve, scale: Scale) -> None:
    """Each curve named at its end, apart enough to be read: earned and actual often end close together."""
    ends = [
        (line[-1], name, css)
        for line, name, css in (
            (curve.planned, "planned", "svg-text-small"),
            (curve.actual, "actual", "svg-curve-actual-text"),
            (curve.earned, "earned", "svg-curve-earned-text"),
        )
        if line
    ]
    last = TOP - 20.0
    for (time, amount), name, css in sorted(ends, key=lambda end: scale.y(end[0][1])):
        y = max(scale.y(amount) + 4, last + 14)
        drawing.text(scale.x(time) + 7, y, name, css)
        last = y


def _now(drawing: Drawing, curve: Curve, scale: Scale, analysis: BudgetAnalysis) -> None:
    if curve.now is not None and analysis.read.data_date is not None:
        x = scale.x(curve.now)
        drawing.line(x, TOP - 6, x, FOOT, "svg-today")
        drawing.text(x - 5, TOP + 4, day(analysis.read.data_date), "svg-text-small", "end")


def _forecast(drawing: Drawing, curve: Curve, scale: Scale) -> None:
    """The stated forecast at the planned end, and the way there from what has been spent."""
    if curve.forecast is None:
        return
    x, y = scale.x(curve.length), scale.y(curve.forecast)
    if curve.actual:
        time, amount = curve.actual[-1]
        drawing.line(scale.x(time), scale.y(amount), x, y, "svg-curve-ahead")
    mark = drawing.diamond(x, y, FORECAST_MARK, "svg-ink")
    drawing.tooltip(mark, f"Forecast outturn as stated: {show(curve.forecast)}")
    drawing.text(x + 10, y - 6, f"forecast {show(curve.forecast)}", "svg-text-soft svg-number")


def _earned_schedule(drawing: Drawing, curve: Curve, scale: Scale) -> None:
    """From the end of the earned curve across to the stated earned schedule, and down to the months."""
    if curve.stated_es is None or not curve.earned:
        return
    time, amount = curve.earned[-1]
    x, y = scale.x(curve.stated_es), scale.y(amount)
    drawing.line(scale.x(time), y, x, y, "svg-float")
    drawing.line(x, y, x, FOOT, "svg-float")
    drawing.diamond(x, FOOT, 4.5, "svg-plan")
    drawing.text(x - 7, FOOT - 6, "earned schedule, as stated", "svg-text-small", "end")


def _rows(curve: Curve) -> tuple[tuple[str, ...], ...]:
    rows = [
        (str(each.month), *("" if value is None else show(value) for value in (each.planned, each.earned, each.actual)))
        for each in curve.months
    ]
    if curve.forecast is not None:
        rows.append(("Forecast outturn, as stated", "", "", show(curve.forecast)))
    if curve.stated_es is not None:
        rows.append(("Earned schedule, as stated", "", f"{rounded(curve.stated_es, 2)} months", ""))
    return tuple(rows)


def _ticks(longest: Fraction) -> list[Fraction]:
    """0 and round steps up to the highest sum: 1, 2 or 5 with noughts, at most `MOST_TICKS` of them."""
    step = Fraction(1)
    while longest > step * MOST_TICKS:
        step *= Fraction(5, 2) if str(step).startswith("2") else 2
    return [step * number for number in range(max(1, -(-longest // step)) + 1)]


def _thousands(amount: Fraction) -> str:
    return f"£{amount // 1000:,}k" if amount >= 1000 and amount % 1000 == 0 else show(amount)
