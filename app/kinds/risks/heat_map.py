"""The heat map: probability upwards, impact to the right, each risk before its response (filled) and after (outline).

Bands carry their letter and every marker its number, so nothing is told by colour alone. Threats are round and
opportunities square.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import hypot
from xml.etree.ElementTree import Element

from app.core.svg import Drawing
from app.engines.risk_exposure import HIGHEST_BAND, Rating, RiskType
from app.kinds.base import Picture
from app.kinds.risks.analysis import Register
from app.kinds.risks.figures import show_score
from app.kinds.risks.payload import RisksBrief
from app.kinds.risks.reading import BANDS, Entry, rating

LEFT, TOP, CELL_WIDTH, CELL_HEIGHT, GAP = 62, 30, 113, 78, 3
WIDTH = LEFT + HIGHEST_BAND * CELL_WIDTH + 5
FLOOR = TOP + HIGHEST_BAND * CELL_HEIGHT
HEIGHT = FLOOR + 74
HEADERS = ("Risk", "What may happen", "Type", "Before response", "After response")
#: Radius of a marker, and how many fit across and down a cell; beyond the last, the rest are a number.
SIZES = ((11, 4, 2), (8, 5, 3))
#: Room at the top of a cell for its score and letter.
HEAD = 17

Cell = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marker:
    """One risk in one cell: before its response, after it, or both at once when it does not move."""

    entry: Entry
    is_before: bool
    is_after: bool

    @property
    def is_upper(self) -> bool:
        """A threat comes down into its place after the response; an opportunity goes up from its place before it."""
        return self.is_before is (self.entry.type is RiskType.OPPORTUNITY)

    @property
    def other_impact(self) -> int:
        """How far to the right the other end of its arrow is."""
        other = self.entry.impact_after if self.is_before else self.entry.impact
        return other or 0


def heat_map(register: Register, brief: RisksBrief) -> Picture:
    """The picture and its table: one row for each risk that is scored."""
    scored = [entry for entry in register.entries if entry.score is not None]
    summary = _summary(scored)
    drawing = Drawing(WIDTH, HEIGHT, label=f"Heat map of {len(scored)} risks. {summary}", css="drawing-risks")
    _grid(drawing, brief.probability_scale)
    _markers(drawing, scored)
    _legend(drawing)
    rows = tuple(
        (entry.ref, entry.title, (entry.type or "").capitalize(), _product(entry, False), _product(entry, True))
        for entry in scored
    )
    return Picture("heat-map", "Probability and impact", summary, drawing.markup(), HEADERS, rows)


def _grid(drawing: Drawing, scale: Sequence[Decimal]) -> None:
    drawing.text(4, 16, "Probability ↑", "svg-text-soft")
    drawing.text(WIDTH - 5, FLOOR + 36, "Impact →", "svg-text-soft", "end")
    for band in range(1, HIGHEST_BAND + 1):
        _, top = _corner((band, 1))
        drawing.text(LEFT - 8, top + CELL_HEIGHT / 2, str(band), "svg-text", "end")
        percent = f"{scale[band - 1].normalize():f}%"
        drawing.text(LEFT - 8, top + CELL_HEIGHT / 2 + 15, percent, "svg-text-small", "end")
        left, _ = _corner((1, band))
        drawing.text(left + CELL_WIDTH / 2, FLOOR + 18, str(band), "svg-text", "middle")
        for impact in range(1, HIGHEST_BAND + 1):
            _band(drawing, (band, impact))


def _band(drawing: Drawing, cell: Cell) -> None:
    left, top = _corner(cell)
    points = cell[0] * cell[1]
    name = BANDS.rating(points)
    drawing.rect(left, top, CELL_WIDTH - GAP, CELL_HEIGHT - GAP, f"svg-band-{name}", rx=4)
    drawing.text(left + 6, top + 13, f"{points} {name[0].upper()}", "svg-band-letter")


def _markers(drawing: Drawing, scored: Sequence[Entry]) -> None:
    """Arrows first and markers over them, so that numbers stay readable where a line passes."""
    arrows, shapes = drawing.add("g"), drawing.add("g")
    names = _short_names([entry.ref for entry in scored])
    starts: dict[str, Point] = {}
    ends: dict[str, tuple[Point, int]] = {}
    for cell, markers in _by_cell(scored).items():
        size, placed = _places(cell, markers)
        for marker, place in placed:
            _marker(drawing, shapes, marker, place, size, names[marker.entry.ref])
            if marker.is_before:
                starts[marker.entry.ref] = place
            if marker.is_after:
                ends[marker.entry.ref] = (place, size)
        if left_over := len(markers) - len(placed):
            left, top = _corner(cell)
            drawing.text(left + CELL_WIDTH - GAP - 6, top + 13, f"+{left_over} more", "svg-band-letter", "end")
    for ref, start in starts.items():
        if ref in ends:
            _arrow(drawing, arrows, start, *ends[ref])


def _by_cell(scored: Sequence[Entry]) -> dict[Cell, list[Marker]]:
    cells: dict[Cell, list[Marker]] = {}
    for entry in scored:
        before, after = _cell(entry, False), _cell(entry, True)
        for cell in dict.fromkeys(each for each in (before, after) if each):
            cells.setdefault(cell, []).append(Marker(entry, cell == before, cell == after))
    return cells


def _places(cell: Cell, markers: Sequence[Marker]) -> tuple[int, list[tuple[Marker, Point]]]:
    """The radius of a cell's markers, and the middle of each: in centred rows, smaller when there are many.

    Markers whose arrows come from above or lead upwards stand over the others, so that few arrows cross a marker.
    """
    size, across, down = next((each for each in SIZES if len(markers) <= each[1] * each[2]), SIZES[-1])
    ordered = sorted(markers, key=lambda marker: (not marker.is_upper, marker.other_impact))
    uppers = sum(marker.is_upper for marker in markers)
    if across < len(ordered) and max(uppers, len(ordered) - uppers) <= across:
        lines = [ordered[:uppers], ordered[uppers:]]
    else:
        shown = ordered[: across * down]
        lines = [shown[start : start + across] for start in range(0, len(shown), across)]
    left, top = _corner(cell)
    pitch = size * 2 + 4
    middle_x, middle_y = left + (CELL_WIDTH - GAP) / 2, top + HEAD + (CELL_HEIGHT - GAP - HEAD) / 2 - 2
    return size, [
        (marker, (middle_x + (column - (len(line) - 1) / 2) * pitch, middle_y + (row - (len(lines) - 1) / 2) * pitch))
        for row, line in enumerate(lines)
        for column, marker in enumerate(line)
    ]


def _marker(drawing: Drawing, shapes: Element, marker: Marker, place: Point, size: int, name: str) -> None:
    x, y = place
    group = drawing.add("g", shapes)
    css = "svg-marker" if marker.is_before else "svg-marker-open"
    if marker.is_before and marker.is_after:
        _shape(drawing, group, marker.entry, place, size + 2, "svg-marker-ring")
    _shape(drawing, group, marker.entry, place, size, css)
    text = drawing.add("text", group, name, x=x, y=y + size * 0.36, css=f"{css}-text", text_anchor="middle")
    if size < SIZES[0][0] or len(name) > 2:
        text.set("class", f"{css}-text svg-marker-small")
    when = "before and after" if marker.is_before and marker.is_after else "before" if marker.is_before else "after"
    words = f"{marker.entry.name}, {when} response: {_product(marker.entry, not marker.is_before)}"
    drawing.tooltip(group, words)


def _shape(drawing: Drawing, group: Element, entry: Entry, place: Point, size: int, css: str) -> None:
    x, y = place
    if entry.type is RiskType.OPPORTUNITY:
        side = size * 2 - 2
        drawing.add("rect", group, x=x - side / 2, y=y - side / 2, width=side, height=side, rx=3, css=css)
    else:
        drawing.add("circle", group, cx=x, cy=y, r=size, css=css)


def _arrow(drawing: Drawing, arrows: Element, start: Point, end: Point, size: int) -> None:
    """A thin line from the one marker to the edge of the other, with a head."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if not length:
        return
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    tip = (end[0] - along[0] * (size + 1), end[1] - along[1] * (size + 1))
    neck = (tip[0] - along[0] * 7, tip[1] - along[1] * 7)
    drawing.add("line", arrows, x1=start[0], y1=start[1], x2=neck[0], y2=neck[1], css="svg-arrow")
    wings = ((neck[0] - along[1] * 3, neck[1] + along[0] * 3), (neck[0] + along[1] * 3, neck[1] - along[0] * 3))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, *wings))
    drawing.add("polygon", arrows, points=points, css="svg-arrow-head")


def _legend(drawing: Drawing) -> None:
    y = FLOOR + 60
    drawing.add("circle", cx=LEFT + 7, cy=y - 4, r=7, css="svg-marker")
    drawing.text(LEFT + 19, y, "before response", "svg-text-soft")
    drawing.add("circle", cx=LEFT + 130, cy=y - 4, r=7, css="svg-marker-open")
    drawing.text(LEFT + 142, y, "after", "svg-text-soft")
    drawing.add("circle", cx=LEFT + 191, cy=y - 4, r=8, css="svg-marker-ring")
    drawing.add("circle", cx=LEFT + 191, cy=y - 4, r=6, css="svg-marker")
    drawing.text(LEFT + 204, y, "unchanged", "svg-text-soft")
    drawing.rect(LEFT + 284, y - 10, 13, 13, "svg-marker", rx=3)
    drawing.text(LEFT + 302, y, "square: opportunity", "svg-text-soft")
    drawing.text(WIDTH - 5, y, "G green, A amber, R red", "svg-text-soft", "end")


def _summary(scored: Sequence[Entry]) -> str:
    threats = [entry for entry in scored if entry.type is not RiskType.OPPORTUNITY]
    told = f"Threats: {_counts([entry.score for entry in threats])} before response; "
    told += f"{_counts([entry.residual_score for entry in threats])} after."
    count = len(scored) - len(threats)
    return told + (f" {count} {'opportunity' if count == 1 else 'opportunities'} as squares." if count else "")


def _counts(scores: Sequence[int | None]) -> str:
    ratings = [rating(points) for points in scores]
    return ", ".join(f"{ratings.count(each)} {each}" for each in (Rating.RED, Rating.AMBER, Rating.GREEN))


def _cell(entry: Entry, is_after: bool) -> Cell | None:
    likelihood = entry.likelihood_after if is_after else entry.probability
    impact = entry.impact_after if is_after else entry.impact
    return None if likelihood is None or impact is None else (likelihood.band, impact)


def _product(entry: Entry, is_after: bool) -> str:
    cell = _cell(entry, is_after)
    return f"{cell[0]} × {cell[1]} = {show_score(cell[0] * cell[1])}" if cell else "not scored"


def _corner(cell: Cell) -> tuple[int, int]:
    """Left and top of a cell: the highest probability is at the top."""
    band, impact = cell
    return LEFT + (impact - 1) * CELL_WIDTH, TOP + (HIGHEST_BAND - band) * CELL_HEIGHT


def _short_names(refs: Sequence[str]) -> Mapping[str, str]:
    """What stands in a marker: the number alone where all references begin alike, as in R1, R2, R12."""
    numbers = {ref: found[0] for ref in refs if (found := re.search(r"[0-9]+$", ref))}
    beginnings = {ref.removesuffix(numbers.get(ref, "")) for ref in refs}
    return {ref: (numbers.get(ref, ref) if len(beginnings) == 1 else ref)[:4] for ref in refs}
