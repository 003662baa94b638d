"""The options as a picture: what each has cost and brought in, discounted, year after year. Only the drawing uses
floats; every figure shown comes from the engine."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from app.core.svg import Drawing
from app.engines.exact import rounded
from app.kinds.base import Picture
from app.kinds.business_case.analysis import Review
from app.kinds.business_case.cells import shortened
from app.kinds.business_case.figures import show
from app.kinds.business_case.payload import BusinessCaseBrief
from app.kinds.business_case.reading import Option

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 74, 560, 34, 318
LABEL_HEIGHT, LONGEST_LABEL = 15, 22
#: So many lines can be told apart; further options are in the table.
MOST_LINES, MOST_TICKS = 6, 7
MILLION, THOUSAND = 1_000_000, 1_000


def pictures(review: Review, brief: BusinessCaseBrief) -> tuple[Picture, ...]:
    """The cumulative discounted flow of every option that has flows, once any has."""
    options = [option for option in review.options if review.flows_of(option.ref)]
    return (_cumulative(review, options),) if options else ()


def _cumulative(review: Review, options: Sequence[Option]) -> Picture:
    sums = [review.appraisals[option.ref].cumulative for option in options]
    ends = "; ".join(f"{option.ref} {show(each[-1])}" for option, each in zip(options, sums, strict=True))
    summary = f"After the last year the options stand at: {ends}."
    headers = ("Year", *(f"{option.ref} {shortened(option.name, LONGEST_LABEL)}".strip() for option in options))
    rows = tuple((str(year), *(show(each[year]) for each in sums)) for year in range(len(review.factors)))
    drawing = _draw(options[:MOST_LINES], sums[:MOST_LINES], summary)
    return Picture("cumulative", "Cumulative discounted flow", summary, drawing, headers, rows)


def _draw(options: Sequence[Option], sums: Sequence[Sequence[Fraction]], summary: str) -> Markup:
    label = f"Lines of the cumulative discounted flow of each option. {summary}"
    drawing = Drawing(WIDTH, HEIGHT, label=label, css="drawing-case")
    ticks = _ticks(min(min(each) for each in sums), max(max(each) for each in sums))
    last = max(len(sums[0]) - 1, 1)

    def x(year: int) -> float:
        return LEFT + (RIGHT - LEFT) * year / last

    def y(amount: Fraction) -> float:
        return BOTTOM - (BOTTOM - TOP) * float((amount - ticks[0]) / (ticks[-1] - ticks[0]))

    for tick in ticks:
        drawing.line(LEFT, y(tick), RIGHT, y(tick), "svg-grid" if tick else "svg-zero")
        drawing.text(LEFT - 8, y(tick) + 4, _short(tick), "svg-text-small svg-number", "end")
    step = max(1, -(-last // 6))
    for year in range(0, last + 1, step):
        drawing.text(x(year), BOTTOM + 18, str(year), "svg-text-small", "middle")
    drawing.text((LEFT + RIGHT) / 2, BOTTOM + 36, "years from the base year", "svg-text-small", "middle")
    drawing.text(0, 16, "Present value, summed from year 0", "svg-text svg-heading")
    for number, (option, each) in enumerate(zip(options, sums, strict=True), start=1):
        points = " ".join(f"{x(year):.1f},{y(amount):.1f}" for year, amount in enumerate(each))
        line = drawing.add("polyline", points=points, css=f"svg-flow svg-flow-{number}")
        drawing.tooltip(line, f"{option.called}: {show(each[-1])}")
    _name_lines(drawing, options, [y(each[-1]) for each in sums], sums)
    return drawing.markup()


def _name_lines(
    drawing: Drawing, options: Sequence[Option], heights: Sequence[float], sums: Sequence[Sequence[Fraction]]
) -> None:
    """Names at the lines' ends, moved down where they would lie on each other."""
    floor = float(TOP - LABEL_HEIGHT)
    for number in sorted(range(len(options)), key=lambda place: heights[place]):
        at = max(heights[number], floor + LABEL_HEIGHT)
        drawing.line(RIGHT + 2, heights[number], RIGHT + 12, at, "svg-grid")
        drawing.line(RIGHT + 14, at, RIGHT + 34, at, f"svg-flow svg-flow-{number + 1}")
        words = f"{options[number].ref} {_short(Fraction(rounded(sums[number][-1], 0)))}"
        drawing.text(RIGHT + 40, at + 4, words, "svg-text svg-number")
        floor = at


def _ticks(lowest: Fraction, highest: Fraction) -> list[Fraction]:
    """Round steps around the figures, zero among them: 1, 2 or 5 with noughts, at most `MOST_TICKS` of them."""
    lowest, highest = min(lowest, Fraction(0)), max(highest, Fraction(1))
    step = Fraction(1)
    while -(-highest // step) - lowest // step > MOST_TICKS - 1:
        step *= Fraction(5, 2) if str(step).startswith("2") else 2
    return [step * number for number in range(lowest // step, -(-highest // step) + 1)]


def _short(amount: Fraction) -> str:
    """`£1.2m`, `−£400k`, `£75`."""
    size = abs(amount)
    if size >= MILLION:
        text = f"£{rounded(size / MILLION, 2).normalize():f}m"
    elif size >= THOUSAND:
        text = f"£{rounded(size / THOUSAND, 0)}k"
    else:
        text = f"£{rounded(size, 0)}"
    return f"−{text}" if amount < 0 else text
