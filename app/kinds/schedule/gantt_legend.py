"""What the shapes of a Gantt chart mean, in a line below it: those that are drawn and no others."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.svg import Drawing
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.gantt_axis import LABELS
from app.kinds.schedule.gantt_bars import Bar

LETTER = 6.2


def draw(drawing: Drawing, analysis: ScheduleAnalysis, bars: Sequence[Bar], y: float) -> None:
    pen = _Pen(drawing, y)
    if analysis.is_whole:
        entries = [("svg-critical", "Critical"), ("svg-plan", "Not critical")]
    else:
        entries = [("svg-plan", "Placed"), ("svg-baseline", "May still move")]
    for css, words in entries:
        pen.box(css, words)
    seen = {
        "Baseline": any(bar.baseline for bar in bars),
        "Done": any(bar.done_until is not None for bar in bars),
        "Summary": any(bar.row.is_summary for bar in bars),
    }
    for words, is_drawn in seen.items():
        if is_drawn:
            pen.box(f"svg-{words.lower()}", words)
    if any(bar.limit is not None for bar in bars):
        pen.limit("Latest finish")
    if analysis.is_whole:
        pen.line("svg-float", "Total float")
    if any(bar.row.is_milestone for bar in bars):
        pen.diamond("svg-ink", "Milestone")


class _Pen:
    """Writes one entry after another along a line."""

    def __init__(self, drawing: Drawing, y: float) -> None:
        self.drawing = drawing
        self.x = float(LABELS)
        self.y = y

    def box(self, css: str, words: str) -> None:
        self.drawing.rect(self.x, self.y - 8, 16, 8, css, rx=2)
        self._words(22, words)

    def line(self, css: str, words: str) -> None:
        self.drawing.line(self.x, self.y - 4, self.x + 18, self.y - 4, css)
        self._words(24, words)

    def diamond(self, css: str, words: str) -> None:
        self.drawing.diamond(self.x + 6, self.y - 4, 5.5, css)
        self._words(17, words)

    def limit(self, words: str) -> None:
        x, top = self.x + 4, self.y - 8
        self.drawing.add("polygon", points=f"{x - 4},{top} {x + 4},{top} {x},{top + 7}", css="svg-limit")
        self._words(14, words)

    def _words(self, after: float, words: str) -> None:
        self.drawing.text(self.x + after, self.y, words, "svg-text-small")
        self.x += after + 18 + LETTER * len(words)
