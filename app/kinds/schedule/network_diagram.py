"""The schedule as a network diagram: activities on nodes, each box with its early and late dates and its float.

A box has seven cells, as taught: early start, duration and early finish above; number and name; late start, total float
and late finish below. What is critical has a heavy border and says so.
"""

from __future__ import annotations

from math import ceil

from app.core.svg import Drawing
from app.kinds.base import Picture
from app.kinds.schedule import network_layout
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.figures import duration_cell
from app.kinds.schedule.logic import LeafLink
from app.kinds.schedule.network import Network, RowDates
from app.kinds.schedule.network_layout import Layout, Node
from app.kinds.schedule.row import Days
from app.kinds.schedule.words import counted, figure

MOST_BOXES = 100
BOX_WIDTH, BOX_HEIGHT, CELL = 132, 62, 18
GAP_ACROSS, GAP_DOWN, EDGE = 46, 22, 10
LETTERS, LINES = 22, 2
#: Widths that the style sheet knows.
WIDTHS = (400, 800, 1200, 1600, 2000, 2400, 2800, 3200, 3600, 4000, 4800, 6000, 8000)
ARROW, ARROW_HALF = 6.0, 3.0
HEADERS = ("Row", "Activity", "Duration", "ES", "EF", "LS", "LF", "Total float", "Free float", "Follows", "Critical")


def network_diagram(analysis: ScheduleAnalysis, network: Network) -> Picture | None:
    """Nothing while the network is not whole: every number in a box would hang on what was left out."""
    if not analysis.is_whole:
        return None
    refs = [ref for ref in network.order if ref in network.dates][:MOST_BOXES]
    shown = set(refs)
    links = [(link.predecessor, ref, link) for ref in refs for link in analysis.links[ref] if link.predecessor in shown]
    layout = network_layout.laid_out(refs, [(first, then) for first, then, _ in links])
    summary = _summary(network, len(refs))
    drawing = _Pen(analysis, network, layout, summary).draw(refs, links)
    rows = tuple(_cells(analysis, ref, network.dates[ref]) for ref in refs)
    return Picture("network", "Network diagram", summary, drawing.markup(), HEADERS, rows)


def _summary(network: Network, drawn: int) -> str:
    words = (
        f"{counted(len(network.dates), 'row')} in the order of their logic, the driving path "
        f"{' → '.join(network.critical_chain()[:30])}, {counted(network.finish, 'working day')} long."
    )
    return words if drawn == len(network.dates) else f"{words} The first {drawn} are drawn."


class _Pen:
    """Draws one diagram."""

    def __init__(self, analysis: ScheduleAnalysis, network: Network, layout: Layout, summary: str) -> None:
        self.analysis = analysis
        self.network = network
        self.layout = layout
        width = 2 * EDGE + layout.layers * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS
        self.width = next((each for each in WIDTHS if each >= width), width)
        height = 2 * EDGE + layout.height * (BOX_HEIGHT + GAP_DOWN)
        self.drawing = Drawing(
            self.width, ceil(height), label=summary, css=f"network network-{min(self.width, WIDTHS[-1])}"
        )
        self.turns: dict[int, int] = {}

    def draw(self, refs: list[str], links: list[tuple[str, str, LeafLink]]) -> Drawing:
        """Links first and the critical ones last of them, so that boxes and what matters lie on top."""
        for first, then, link in sorted(links, key=lambda each: self._is_driving(each[0], each[1])):
            self._link(first, then, link)
        for ref in refs:
            self._box(ref, self.network.dates[ref])
        return self.drawing

    def _place(self, node: Node) -> tuple[float, float]:
        """The left end and the middle of a node."""
        layer, height = self.layout.at[node]
        return EDGE + layer * (BOX_WIDTH + GAP_ACROSS), EDGE + height * (BOX_HEIGHT + GAP_DOWN) - GAP_DOWN / 2

    def _is_driving(self, first: str, then: str) -> bool:
        dates = self.network.dates
        return dates[first].critical and dates[then].critical and first in dates[then].drivers

    def _link(self, first: str, then: str, link: LeafLink) -> None:
        """Level through every layer, and upright in the gaps between them."""
        css = "svg-link-critical" if self._is_driving(first, then) else "svg-link"
        route = self.layout.routes[first, then]
        x, y = self._place(route[0])
        points = [(x + BOX_WIDTH, y)]
        for node in route[1:]:
            to_x, to_y = self._place(node)
            turn = to_x - GAP_ACROSS / 2 + self._shift(self.layout.at[node][0])
            if to_y != points[-1][1]:
                points += [(turn, points[-1][1]), (turn, to_y)]
            points.append((to_x if node == route[-1] else to_x + BOX_WIDTH, to_y))
        self.drawing.add("polyline", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in points), css=css)
        end_x, end_y = points[-1]
        head = [(end_x, end_y), (end_x - ARROW, end_y - ARROW_HALF), (end_x - ARROW, end_y + ARROW_HALF)]
        self.drawing.add("polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in head), css=f"{css}-head")
        if words := _link_words(link):
            self.drawing.text(end_x - ARROW - 2, end_y - 4, words, "svg-text-small", "end")

    def _shift(self, layer: int) -> float:
        """Upright stretches of one gap stand a little apart."""
        self.turns[layer] = self.turns.get(layer, 0) + 1
        return (self.turns[layer] % 5 - 2) * 3.0

    def _box(self, ref: str, dates: RowDates) -> None:
        row, (x, y) = self.analysis.by_ref[ref], self._place((ref,))
        top, css = y - BOX_HEIGHT / 2, "svg-node-critical" if dates.critical else "svg-node"
        shape = self.drawing.rect(x, top, BOX_WIDTH, BOX_HEIGHT, css, rx=10 if row.is_milestone else 2)
        self.drawing.tooltip(shape, _told(row.title, dates))
        for line in (top + CELL, top + BOX_HEIGHT - CELL):
            self.drawing.line(x, line, x + BOX_WIDTH, line, "svg-node-line")
        for third in (1, 2):
            at = x + BOX_WIDTH * third / 3
            self.drawing.line(at, top, at, top + CELL, "svg-node-line")
            self.drawing.line(at, top + BOX_HEIGHT - CELL, at, top + BOX_HEIGHT, "svg-node-line")
        upper = (figure(dates.early_start), duration_cell(row, dates), figure(dates.early_finish))
        lower = (_signed(dates.late_start), f"TF {_signed(dates.total_float)}", _signed(dates.late_finish))
        for words, height in ((upper, top + 13), (lower, top + BOX_HEIGHT - 5)):
            for place, each in enumerate(words):
                self.drawing.text(x + BOX_WIDTH * (place + 0.5) / 3, height, each, "svg-text-small", "middle")
        lines = _lines(f"{ref} {row.name}" + (" (critical)" if dates.critical else ""))
        for place, each in enumerate(lines):
            self.drawing.text(x + 5, top + CELL + 11 + 11 * place, each, "svg-text-small")


def _link_words(link: LeafLink) -> str:
    """What a plain finish-to-start link does not say: `SS+5d`."""
    words = link.typed.words.removeprefix(link.typed.predecessor).replace("+0d", "")
    return "" if words == "FS" else words


def _told(title: str, dates: RowDates) -> str:
    critical = ", critical" if dates.critical else ""
    early = f"{figure(dates.early_start)} to {figure(dates.early_finish)}"
    late = f"{_signed(dates.late_start)} to {_signed(dates.late_finish)}"
    return f"{title}: early {early}, late {late}, total float {_signed(dates.total_float)}{critical}"


def _signed(days: Days) -> str:
    return figure(days).replace("-", "−")


def _lines(words: str) -> list[str]:
    """A name on at most two lines of a box, cut where it is longer."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > LINES or any(len(line) > LETTERS for line in lines):
        lines = [line if len(line) <= LETTERS else line[: LETTERS - 1] + "…" for line in lines[:LINES]]
        lines[-1] = lines[-1][: LETTERS - 1].rstrip("…") + "…"
    return lines


def _cells(analysis: ScheduleAnalysis, ref: str, dates: RowDates) -> tuple[str, ...]:
    row = analysis.by_ref[ref]
    follows = ", ".join(link.typed.words.replace("+0d", "") for link in analysis.links[ref])
    numbers = (dates.early_start, dates.early_finish, dates.late_start, dates.late_finish)
    return (
        ref,
        row.name,
        duration_cell(row, dates),
        *map(_signed, numbers),
        _signed(dates.total_float),
        _signed(dates.free_float),
        follows,
        "Yes" if dates.critical else "No",
    )
