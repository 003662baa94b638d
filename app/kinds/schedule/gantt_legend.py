"""What the shapes of a Gantt chart mean, below it: those that are drawn and no others."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.svg import Drawing
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.gantt_axis import LABELS, RIGHT
from app.kinds.schedule.gantt_bars import Bar

LETTER = 6.2
LINE = 16
#: How far a shape reaches, by what it is: its words begin after it.
REACH = {"box": 22, "line": 24, "limit": 14, "diamond": 17}

#: What it is, its class, and its words.
Entry = tuple[str, str, str]


def entries(analysis: ScheduleAnalysis, bars: Sequence[Bar]) -> list[Entry]:
    if analysis.is_whole:
        found = [("box", "svg-critical", "Critical"), ("box", "svg-plan", "Not critical")]
    else:
        found = [("box", "svg-plan", "Placed"), ("box", "svg-baseline", "May still move")]
    seen = (
        (any(bar.baseline for bar in bars), ("box", "svg-baseline", "Baseline")),
        (any(bar.done_until is not None for bar in bars), ("box", "svg-done", "Done")),
        (any(bar.row.is_summary for bar in bars), ("box", "svg-summary", "Summary")),
        (any(bar.limit is not None for bar in bars), ("limit", "svg-latest", "Latest finish")),
        (analysis.is_whole, ("line", "svg-float", "Total float")),
        (any(bar.row.is_milestone for bar in bars), ("diamond", "svg-ink", "Milestone")),
    )
    return found + [entry for is_drawn, entry in seen if is_drawn]


def placed(found: Sequence[Entry], width: int) -> list[tuple[Entry, float, int]]:
    """Each entry with its place along the line and the number of its line: another begins where one is full."""
    places: list[tuple[Entry, float, int]] = []
    x, line = float(LABELS), 0
    for entry in found:
        takes = REACH[entry[0]] + LETTER * len(entry[2])
        if x + takes > width - RIGHT and x > LABELS:
            x, line = float(LABELS), line + 1
        places.append((entry, x, line))
        x += takes + 18
    return places


def draw(drawing: Drawing, places: Sequence[tuple[Entry, float, int]], top: float) -> None:
    for (shape, css, words), x, line in places:
        y = top + LINE * line
        if shape == "box":
            drawing.rect(x, y - 8, 16, 8, css, rx=2)
        elif shape == "line":
            drawing.line(x, y - 4, x + 18, y - 4, css)
        elif shape == "diamond":
            drawing.diamond(x + 6, y - 4, 5.5, css)
        else:
            drawing.add(
                "polygon", points=f"{x:.1f},{y - 8:.1f} {x + 8:.1f},{y - 8:.1f} {x + 4:.1f},{y - 1:.1f}", css=css
            )
        drawing.text(x + REACH[shape], y, words, "svg-text-small")
