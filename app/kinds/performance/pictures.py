"""The report as bullet charts: each measure on a scale of its own that begins at nought, with its bands, its target and
its last period. Only the drawing uses floats; every figure shown comes from the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from app.core.svg import Drawing
from app.engines.performance import Direction, Thresholds
from app.kinds.base import Picture
from app.kinds.performance.analysis import Report
from app.kinds.performance.figures import COLOUR_WORDS, change, status_line
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.reading import Entry
from app.kinds.performance.words import shown
from app.kinds.row_reading import shortened

WIDTH, LEFT, RIGHT = 720, 232, 560
ROW, HEAD, BAND, BAR = 54, 26, 30, 9
#: So many bullets are drawn; the table has them all.
MOST_BULLETS = 30
MOST_LETTERS = 32
HEADERS = (
    "Measure",
    "What",
    "Value",
    "Base",
    "Target",
    "Green from",
    "Amber from",
    "RAG",
    "Stated",
    "Since last period",
)
#: The names of the bands' classes, worst first, and the letters that stand in them for whoever sees no colours.
BANDS = (("svg-band-red", "R"), ("svg-band-amber", "A"), ("svg-band-green", "G"))


def pictures(report: Report, brief: PerformanceBrief) -> tuple[Picture, ...]:
    """One picture, once any measure has a value or says that there is none."""
    if not report.entries:
        return ()
    summary = status_line(report)
    rows = tuple(_row(entry) for entry in report.entries)
    return (Picture("bullets", "Each measure against its target", summary, _draw(report, summary), HEADERS, rows),)


def _row(entry: Entry) -> tuple[str, ...]:
    def figure(size: Fraction | None) -> str:
        return "—" if size is None else shown(size, is_percent=entry.is_percent)

    return (
        entry.ref,
        shortened(entry.measure, 80) or "—",
        "no data" if entry.has_no_data else figure(entry.value),
        "—" if entry.base is None else shown(entry.base),
        figure(entry.target),
        figure(entry.green),
        figure(entry.amber),
        COLOUR_WORDS[entry.colour] if entry.colour else "—",
        COLOUR_WORDS[entry.rag] if entry.rag else "—",
        change(entry) or "—",
    )


def _draw(report: Report, summary: str) -> Markup:
    drawn = report.entries[:MOST_BULLETS]
    more = len(report.entries) - len(drawn)
    height = HEAD + ROW * len(drawn) + (ROW // 2 if more else 0)
    drawing = Drawing(WIDTH, height, label=f"Bullet chart of the measures. {summary}", css="drawing-performance")
    drawing.text(WIDTH, 14, "bar: value · upright: target · diamond: last period", "svg-text-small", "end")
    for place, entry in enumerate(drawn):
        _bullet(drawing, entry, HEAD + ROW * place)
    if more:
        drawing.text(0, height - 6, f"and {more} more in the table", "svg-text-small")
    return drawing.markup()


def _bullet(drawing: Drawing, entry: Entry, top: int) -> None:
    """One measure: its name, its bands with their letters, the bar of its value, and its colour as a word."""
    middle = top + BAND / 2 + 2
    name = drawing.text(0, middle + 4, shortened(f"{entry.ref} {entry.measure}", MOST_LETTERS), "svg-text-soft")
    drawing.tooltip(name, entry.name)
    scale = _Scale.of(entry)
    _bands(drawing, entry.thresholds, scale, top + 2)
    if entry.value is not None:
        start, end = sorted((scale.x(Fraction(0)), scale.x(entry.value)))
        drawing.rect(start, middle - BAR / 2, end - start, BAR, "svg-ink")
    if entry.target is not None:
        x = scale.x(entry.target)
        drawing.line(x, top - 1, x, top + BAND + 5, "svg-target")
    if entry.last is not None:
        drawing.diamond(scale.x(entry.last), middle, 5, "svg-marker-open")
    drawing.text(LEFT, top + BAND + 15, shown(scale.least), "svg-text-small")
    drawing.text(RIGHT, top + BAND + 15, shown(scale.most), "svg-text-small", "end")
    value = "" if entry.value is None else shown(entry.value, is_percent=entry.is_percent)
    word = COLOUR_WORDS[entry.colour] if entry.colour else "not known"
    words = " · ".join(part for part in (value, word) if part)
    drawing.text(WIDTH, middle + 4, words, "svg-text svg-number", "end")


def _bands(drawing: Drawing, thresholds: Thresholds | None, scale: _Scale, top: int) -> None:
    """Red, amber and green along the scale, each with its letter where there is room; a plain frame without them."""
    if thresholds is None:
        drawing.rect(LEFT, top, RIGHT - LEFT, BAND, "svg-frame")
        return
    amber, green = scale.x(Fraction(thresholds.amber)), scale.x(Fraction(thresholds.green))
    edges = [float(LEFT), amber, green, float(RIGHT)]
    bands: Sequence[tuple[str, str]] = BANDS
    if thresholds.direction is Direction.LOWER:
        edges, bands = [float(LEFT), green, amber, float(RIGHT)], BANDS[::-1]
    for (css, letter), start, end in zip(bands, edges, edges[1:], strict=False):
        drawing.rect(start, top, end - start, BAND, css)
        if end - start > 14:
            drawing.text(end - 4, top + 9, letter, "svg-band-letter", "end")


@dataclass(frozen=True, slots=True)
class _Scale:
    """From nought, or from the lowest figure if one is below, to a little beyond the highest."""

    least: Fraction
    most: Fraction

    @classmethod
    def of(cls, entry: Entry) -> _Scale:
        figures = [
            each for each in (entry.value, entry.target, entry.green, entry.amber, entry.last) if each is not None
        ]
        least, most = min(figures, default=Fraction(0)), max(figures, default=Fraction(1))
        if entry.is_percent and least >= 0 and most <= 100:
            return cls(Fraction(0), Fraction(100))
        return cls(_round_up(-least) * -1 if least < 0 else Fraction(0), _round_up(most * Fraction(11, 10)))

    def x(self, figure: Fraction) -> float:
        share = float((figure - self.least) / (self.most - self.least))
        return LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT)


def _round_up(figure: Fraction) -> Fraction:
    """The next of 1, 2 or 5 with noughts, or a tenth and so on: an end of a scale that is easily read."""
    step = Fraction(1, 100)
    while step < figure:
        step *= Fraction(5, 2) if str(step.numerator).startswith("2") else 2
    return step
