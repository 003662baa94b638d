"""The power and interest grid: power upwards, interest to the right, and a line between low and high. Whoever has to be
moved is an outline, so that nothing is told by colour.
"""

from __future__ import annotations

from app.core.svg import Drawing
from app.engines.engagement import ONE_TO_FIVE, Strategy
from app.kinds.base import Picture
from app.kinds.row_reading import shortened
from app.kinds.stakeholders.analysis import Plan
from app.kinds.stakeholders.columns import words_of
from app.kinds.stakeholders.figures import quadrants, steps
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.reading import Stakeholder

LEFT, TOP, CELL_WIDTH, CELL_HEIGHT = 52, 26, 122, 74
SCORES = range(ONE_TO_FIVE.lowest, ONE_TO_FIVE.highest + 1)
WIDTH, FLOOR = LEFT + len(SCORES) * CELL_WIDTH + 6, TOP + len(SCORES) * CELL_HEIGHT
HEIGHT = FLOOR + 66
RADIUS, ACROSS, MOST_IN_CELL = 11, 4, 8
HEADERS = (
    "Stakeholder",
    "Who",
    "Power",
    "Interest",
    "Quadrant",
    "Strategy chosen",
    "Present",
    "Wanted",
    "Steps to move",
)
#: Where each quadrant's name stands, in cells from the left and from the top.
NAMES = {
    Strategy.KEEP_SATISFIED: (1, 5),
    Strategy.MANAGE_CLOSELY: (4, 5),
    Strategy.MONITOR: (1, 3),
    Strategy.KEEP_INFORMED: (4, 3),
}


def pictures(plan: Plan, brief: StakeholdersBrief) -> tuple[Picture, ...]:
    """One picture, once anybody has both scores; the table has everybody."""
    scored = [row for row in plan.stakeholders if row.quadrant]
    if not scored:
        return ()
    told = ", ".join(f"{count} to {words_of(each).lower()}" for each, count in quadrants(plan).items())
    summary = f"{len(scored)} on the grid: {told}."
    drawing = Drawing(WIDTH, HEIGHT, label=f"Power and interest grid. {summary}", css="drawing-stakeholders")
    _grid(drawing)
    for cell in sorted({(row.power or 0, row.interest or 0) for row in scored}):
        _cell(drawing, cell, [row for row in scored if (row.power, row.interest) == cell])
    _legend(drawing)
    rows = tuple(_row(row) for row in plan.stakeholders)
    return (Picture("power-interest", "Power and interest", summary, drawing.markup(), HEADERS, rows),)


def _row(row: Stakeholder) -> tuple[str, ...]:
    def choice(each: object) -> str:
        return str(each).capitalize().replace("_", " ") if each else "—"

    return (
        row.ref,
        shortened(row.name, 80) or "—",
        str(row.power or "—"),
        str(row.interest or "—"),
        choice(row.quadrant),
        choice(row.strategy),
        choice(row.present),
        choice(row.wanted),
        steps(row) or "—",
    )


def _grid(drawing: Drawing) -> None:
    drawing.text(4, 15, "Power ↑", "svg-text-soft")
    drawing.text(WIDTH - 6, FLOOR + 34, "Interest →", "svg-text-soft", "end")
    for score in SCORES:
        x, y = _corner((score, score))
        drawing.text(LEFT - 10, y + CELL_HEIGHT / 2 + 5, str(score), "svg-text", "end")
        drawing.text(x + CELL_WIDTH / 2, FLOOR + 18, str(score), "svg-text", "middle")
        for interest in SCORES:
            left, top = _corner((score, interest))
            is_high = ONE_TO_FIVE.is_high(score), ONE_TO_FIVE.is_high(interest)
            css = {2: "svg-quadrant-close", 1: "svg-quadrant-half"}.get(sum(is_high), "svg-frame")
            drawing.rect(left, top, CELL_WIDTH, CELL_HEIGHT, css)
    x, y = _corner((ONE_TO_FIVE.high_from - 1, ONE_TO_FIVE.high_from))
    drawing.line(x, TOP, x, FLOOR, "svg-quadrant-line")
    drawing.line(LEFT, y, WIDTH - 6, y, "svg-quadrant-line")
    for each, (interest, power) in NAMES.items():
        left, top = _corner((power, interest))
        drawing.text(left + 6, top + 14, words_of(each), "svg-band-letter")


def _cell(drawing: Drawing, cell: tuple[int, int], rows: list[Stakeholder]) -> None:
    """Those of one cell side by side, in two lines; beyond that, how many more."""
    left, top = _corner(cell)
    for place, row in enumerate(rows[:MOST_IN_CELL]):
        down, across = divmod(place, ACROSS)
        x, y = left + 18 + across * (RADIUS * 2 + 6), top + 32 + down * (RADIUS * 2 + 4)
        css = "svg-marker-open" if row.gap else "svg-marker"
        group = drawing.add("g")
        drawing.add("circle", group, cx=x, cy=y, r=RADIUS, css=css)
        name = row.ref.lstrip("Ss")[:4] or row.ref[:4]
        drawing.add("text", group, name, x=x, y=y + 4, css=f"{css}-text", text_anchor="middle")
        drawing.tooltip(group, f"{row.title}: power {row.power}, interest {row.interest}")
    if (more := len(rows) - MOST_IN_CELL) > 0:
        drawing.text(left + CELL_WIDTH - 6, top + 14, f"+{more} more", "svg-band-letter", "end")


def _legend(drawing: Drawing) -> None:
    y = FLOOR + 54
    drawing.add("circle", cx=LEFT + 7, cy=y - 4, r=7, css="svg-marker")
    drawing.text(LEFT + 20, y, "stands where wanted", "svg-text-soft")
    drawing.add("circle", cx=LEFT + 190, cy=y - 4, r=7, css="svg-marker-open")
    drawing.text(LEFT + 203, y, "to be moved", "svg-text-soft")


def _corner(cell: tuple[int, int]) -> tuple[int, int]:
    """Left and top of a cell, given as power and interest: the highest power is at the top."""
    power, interest = cell
    return LEFT + (interest - 1) * CELL_WIDTH, TOP + (ONE_TO_FIVE.highest - power) * CELL_HEIGHT
