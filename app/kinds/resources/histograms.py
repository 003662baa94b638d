"""The load of each resource, day by day: before the moves as a dashed outline, after them solid, against capacity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from app.core.svg import Drawing
from app.engines.levelling import Units
from app.kinds.base import Picture
from app.kinds.resources import time_axis
from app.kinds.resources.analysis import Load, PlanAnalysis
from app.kinds.resources.basis import Basis
from app.kinds.resources.figures import percent, utilisation
from app.kinds.resources.time_axis import LEFT, RIGHT, WIDTH, Axis
from app.kinds.resources.words import counted, listed, number, span

BAND, GAP, HEAD, FOOT = 46, 16, 34, 8
MOST_BANDS = 24
MOST_LETTERS = 26
HEADERS = ("Resource", "There are", "Peak before", "Peak after", "Days over before", "Days over after", "When", "Use")


def histograms(analysis: PlanAnalysis, basis: Basis) -> Picture:
    """Small multiples, a band for each resource that is asked for, on one axis of working days."""
    loads = [load for load in analysis.loads if load.before or load.after]
    shown = loads[:MOST_BANDS]
    along = time_axis.axis(max(max(len(load.before), len(load.after)) for load in loads))
    summary = _summary(loads)
    drawing = Drawing(
        WIDTH, HEAD + len(shown) * (BAND + GAP) + FOOT, label=f"Loads. {summary}", css="drawing-resources"
    )
    _legend(drawing)
    time_axis.draw(drawing, basis, along, 18, HEAD + len(shown) * (BAND + GAP))
    for place, load in enumerate(shown):
        _band(drawing, along, load, HEAD + place * (BAND + GAP) + BAND)
    rows = tuple(_row(basis, load) for load in loads)
    return Picture("loads", "Load by resource, before and after", summary, drawing.markup(), HEADERS, rows)


def _band(drawing: Drawing, along: Axis, load: Load, floor: float) -> None:
    capacity = [load.resource.on(day) for day in range(along.days)]
    top = max([Fraction(1, 100), *load.before, *load.after, *capacity])

    def y(units: Units) -> float:
        return floor - float(units / top) * BAND

    after, before = _stepped(load.after, along, max), _stepped(load.before, along, max)
    drawing.line(LEFT, floor, WIDTH - RIGHT, floor, "svg-grid")
    for first, last, units, is_over in _runs(load, along):
        left, right = along.x(first), along.x(min(last, along.days))
        drawing.rect(left, y(units), right - left, floor - y(units), "svg-load-over" if is_over else "svg-load")
    if before != after:
        drawing.add("path", d=_outline(before, along, y, floor), css="svg-load-before")
    drawing.add("path", d=_line(_stepped(capacity, along, min), along, y), css="svg-capacity")
    name = load.supply.name or load.supply.ref
    label = drawing.text(0, floor - BAND / 2, name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + "…")
    drawing.tooltip(label, load.supply.title)
    drawing.text(
        0,
        floor - BAND / 2 + 15,
        f"there {'is' if load.resource.units == 1 else 'are'} {number(load.resource.units)}",
        "svg-text-small",
    )


def _runs(load: Load, along: Axis) -> list[tuple[int, int, Units, bool]]:
    """Stretches of days with one load after the moves, each over what there is or not; those without load left out."""
    runs: list[tuple[int, int, Units, bool]] = []
    for at, units in enumerate(_stepped(load.after, along, max)):
        first = at * along.step
        days = enumerate(load.after[first : first + along.step], start=first)
        is_over = any(each > load.resource.on(day) for day, each in days)
        if runs and runs[-1][1:] == (first, units, is_over):
            runs[-1] = runs[-1][0], first + along.step, units, is_over
        else:
            runs.append((first, first + along.step, units, is_over))
    return [run for run in runs if run[2]]


def _stepped(units: Sequence[Units], along: Axis, pick: Callable[[Sequence[Units]], Units]) -> list[Units]:
    """One figure for each step of the axis."""
    full = [*units, *[0] * (along.days - len(units))]
    return [pick(full[day : day + along.step]) for day in range(0, along.days, along.step)]


def _corners(units: Sequence[Units], along: Axis, y: Callable[[Units], float]) -> list[str]:
    corners: list[str] = []
    for at, each in enumerate(units):
        if at and units[at - 1] == each:
            corners.pop()
        else:
            corners.append(f"{along.x(at * along.step):.1f},{y(each):.1f}")
        corners.append(f"{along.x(min((at + 1) * along.step, along.days)):.1f},{y(each):.1f}")
    return corners


def _line(units: Sequence[Units], along: Axis, y: Callable[[Units], float]) -> str:
    return "M" + " L".join(_corners(units, along, y))


def _outline(units: Sequence[Units], along: Axis, y: Callable[[Units], float], floor: float) -> str:
    corners = [f"{along.x(0):.1f},{floor:.1f}", *_corners(units, along, y), f"{along.x(along.days):.1f},{floor:.1f}"]
    return "M" + " L".join(corners)


def _legend(drawing: Drawing) -> None:
    x = float(LEFT)
    for css, words in (
        ("svg-load", "Load"),
        ("svg-load-over", "Over-allocated"),
        ("svg-load-before", "Before your moves"),
        ("svg-capacity", "What there is"),
    ):
        if css == "svg-capacity":
            drawing.line(x, 7, x + 14, 7, css)
        else:
            drawing.rect(x, 2, 14, 9, css)
        drawing.text(x + 19, 11, words, "svg-text-small")
        x += 34 + 6.2 * len(words)


def _summary(loads: Sequence[Load]) -> str:
    before, after = sum(each.days_over_before for each in loads), sum(each.days_over_after for each in loads)
    over = [each.supply.name or each.supply.ref for each in loads if each.over_after]
    if not over:
        was = f"; before your moves there were {counted(before, 'day')} of over-allocation" if before else ""
        return f"No resource is asked for more than there is{was}."
    return f"{listed(over)}: {counted(after, 'day')} of over-allocation are left, of {before} before your moves."


def _row(basis: Basis, load: Load) -> tuple[str, ...]:
    return (
        load.supply.title,
        number(load.resource.units),
        number(max(load.before, default=0)),
        number(max(load.after, default=0)),
        str(load.days_over_before),
        str(load.days_over_after),
        listed(span(basis, each.start, each.finish) for each in load.over_after) if load.over_after else "",
        percent(utilisation(load)),
    )
