"""The chart of responsibilities as a matrix: pieces of work down, people and roles across, letters where they meet."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.svg import Drawing
from app.engines import raci
from app.kinds.base import Picture
from app.kinds.resources import parties
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.reading import Responsibility

LEFT, COLUMN, ROW, HEAD, FOOT = 230, 46, 24, 116, 6
#: So many people and rows are drawn at most; the table has them all.
MOST_COLUMNS, MOST_ROWS = 20, 40
MOST_LETTERS = 33
HEADERS = ("Row", "Work", "Accountable", "Responsible", "Consulted", "Informed")


def raci_chart(analysis: PlanAnalysis) -> Picture:
    """People and roles in the order in which they first appear."""
    chart = analysis.read.chart
    cells = {row.ref: _letters(row) for row in chart}
    people = list(dict.fromkeys(party for row in chart for party in cells[row.ref]))
    sound = sum(not raci.faults(row.assignment) for row in chart)
    summary = f"In {sound} of {len(chart)} rows one answers for the work and somebody does it."
    shown_rows, shown_people = chart[:MOST_ROWS], people[:MOST_COLUMNS]
    width = LEFT + COLUMN * max(1, len(shown_people)) + 60
    drawing = Drawing(width, HEAD + ROW * len(shown_rows) + FOOT, label=f"Who does what. {summary}", css="drawing-raci")
    for place, party in enumerate(shown_people):
        _head(drawing, LEFT + COLUMN * place + COLUMN / 2, parties.short(party))
    for place, row in enumerate(shown_rows):
        _row(drawing, row, cells[row.ref], shown_people, HEAD + ROW * place, width)
    return Picture("raci", "Who answers for what", summary, drawing.markup(), HEADERS, tuple(map(_words, chart)))


def _letters(row: Responsibility) -> dict[str, str]:
    """`A/R` and the like, by party."""
    found: dict[str, list[str]] = {}
    for letter, names in (
        ("A", row.assignment.accountable),
        ("R", row.assignment.responsible),
        ("C", row.assignment.consulted),
        ("I", row.assignment.informed),
    ):
        for name in names:
            found.setdefault(name, []).append(letter)
    return {name: "/".join(letters) for name, letters in found.items()}


def _head(drawing: Drawing, x: float, name: str) -> None:
    words = name if len(name) <= 20 else name[:19] + "…"
    text = drawing.text(x, HEAD - 10, words, "svg-text-small")
    text.set("transform", f"rotate(-48 {x:.1f} {HEAD - 10})")


def _row(
    drawing: Drawing,
    row: Responsibility,
    cells: Mapping[str, str],
    people: list[str],
    top: float,
    width: float,
) -> None:
    drawing.line(0, top, width, top, "svg-grid")
    name = row.assignment.work or row.ref
    label = drawing.text(0, top + 16, name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + "…")
    drawing.tooltip(label, row.title)
    for place, party in enumerate(people):
        if letters := cells.get(party):
            x = LEFT + COLUMN * place + COLUMN / 2
            if "A" in letters:
                drawing.rect(x - 17, top + 3, 34, ROW - 6, "svg-raci-accountable", rx=3)
            css = "svg-raci-letter" if "A" in letters else "svg-text"
            drawing.text(x, top + 16, letters, css, "middle")


def _words(row: Responsibility) -> tuple[str, ...]:
    cells = (
        row.assignment.accountable,
        row.assignment.responsible,
        row.assignment.consulted,
        row.assignment.informed,
    )
    return (row.ref, row.assignment.work, *("; ".join(map(parties.short, names)) for names in cells))
