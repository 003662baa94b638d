"""Links of a Gantt chart: right-angled lines from bar to bar, each with an arrow head where it arrives."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.svg import Drawing
from app.engines.critical_path import LinkKind

OUT = 6.0
HEAD_LENGTH = 5.0
HEAD_HALF = 2.6

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A bar's place: its start and finish across, its middle and half its height. A diamond sticks out both ways."""

    start: float
    finish: float
    y: float
    half: float
    sticks_out: float = 0.0

    @property
    def left(self) -> float:
        return self.start - self.sticks_out

    @property
    def right(self) -> float:
        return self.finish + self.sticks_out

    @property
    def landing(self) -> float:
        """Where an arrow from above or below arrives: just inside the start."""
        return self.start + min(5.0, (self.finish - self.start) / 2)


def route(kind: LinkKind, before: Box, after: Box, row_height: float) -> list[Point]:
    """The corners from the end that holds to the end that is held."""
    downwards = 1.0 if after.y >= before.y else -1.0
    if kind is LinkKind.SS:
        turn = min(before.left, after.left) - OUT
        return [(before.left, before.y), (turn, before.y), (turn, after.y), (after.left, after.y)]
    if kind is LinkKind.FF:
        turn = max(before.right, after.right) + OUT
        return [(before.right, before.y), (turn, before.y), (turn, after.y), (after.right, after.y)]
    if kind is LinkKind.SF:
        begin, end = (before.left, before.y), (after.right, after.y)
        return _round(begin, before.left - OUT, after.y - downwards * row_height / 2, after.right + OUT, end)
    if after.landing >= before.finish:
        return [(before.finish, before.y), (after.landing, before.y), (after.landing, after.y - downwards * after.half)]
    lane = after.y - downwards * row_height / 2
    return _round(
        (before.right, before.y), before.right + OUT, lane, after.left - OUT - HEAD_LENGTH, (after.left, after.y)
    )


def _round(begin: Point, out: float, lane: float, back: float, end: Point) -> list[Point]:
    """Out of one bar, along the lane between two rows, and back to a bar that lies the other way."""
    return [begin, (out, begin[1]), (out, lane), (back, lane), (back, end[1]), end]


def draw(drawing: Drawing, corners: list[Point], *, is_critical: bool) -> None:
    css = "svg-link-critical" if is_critical else "svg-link"
    drawing.add("polyline", points=_points(corners), css=css)
    (from_x, from_y), (x, y) = corners[-2:]
    along_x, along_y = _sign(x - from_x), _sign(y - from_y)
    back_x, back_y = x - along_x * HEAD_LENGTH, y - along_y * HEAD_LENGTH
    wide_x, wide_y = along_y * HEAD_HALF, along_x * HEAD_HALF
    head = [(x, y), (back_x + wide_x, back_y + wide_y), (back_x - wide_x, back_y - wide_y)]
    drawing.add("polygon", points=_points(head), css=f"{css}-head")


def _points(corners: list[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
