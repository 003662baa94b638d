"""The change budget used up step by step, with the version of the baseline that each approval makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from app.core import money
from app.core.svg import Drawing
from app.core.templating import day
from app.kinds.base import Picture
from app.kinds.changes.analysis import Log
from app.kinds.changes.columns import AUTHORITIES
from app.kinds.changes.payload import Authority, ChangesBrief
from app.kinds.changes.reading import Entry, shortened, shown_version

WIDTH, LEFT, RIGHT, TOP, BOTTOM, FOOT = 720, 8, 712, 34, 190, 44
#: So many approvals are drawn; the table has them all.
MOST_DRAWN = 10
Words = tuple[str, str, str]
HEADERS = ("Step", "Decided on", "Decided by", "Cost", "Change budget left", "Baseline after", "End date after")


@dataclass(frozen=True, slots=True)
class _Step:
    ref: str
    title: str
    version: str
    before: Decimal
    after: Decimal
    cost: Decimal
    is_drawn_from: bool


def baseline_picture(log: Log, brief: ChangesBrief) -> Picture:
    """The picture and its table: the start, each approval in the order of the decisions, and what is left."""
    start = log.change_budget
    steps = _steps(log)
    left = steps[-1].after if steps else start
    rows: list[tuple[str, ...]] = [("Start", "", "", "", money.show(start), brief.position.baseline, "")]
    rows += [_row(log, entry, step) for entry, step in zip(log.approved, steps, strict=True)]
    version = next((step.version for step in reversed(steps) if step.version), brief.position.baseline)
    summary = (
        f"{len(steps)} approved {'change' if len(steps) == 1 else 'changes'}; {money.show(left)} of the change budget "
        f"of {money.show(start)} is left, and the baseline is {version}."
    )
    drawing = _draw(start, brief.position.baseline, steps, summary)
    return Picture("baseline", "Change budget and baseline", summary, drawing, HEADERS, tuple(rows))


def _steps(log: Log) -> list[_Step]:
    steps: list[_Step] = []
    left = log.change_budget
    for entry in log.approved:
        draws = entry.authority is Authority.PROJECT_MANAGER
        cost = entry.cost or Decimal(0)
        after = left - max(cost, Decimal(0)) if draws else left
        version = shown_version(entry.baseline_after) if entry.baseline_after else ""
        steps.append(_Step(entry.ref, entry.title, version, left, after, cost, draws))
        left = after
    return steps


def _row(log: Log, entry: Entry, step: _Step) -> tuple[str, ...]:
    finish = log.effects[entry.ref].finish
    return (
        entry.name,
        day(entry.decided_on) if entry.decided_on else "",
        next((each.label for each in AUTHORITIES if each.key == entry.authority), ""),
        money.show(step.cost),
        money.show(step.after),
        step.version,
        day(finish) if finish else "",
    )


def _draw(start: Decimal, baseline: str, steps: Sequence[_Step], summary: str) -> Markup:
    shown = steps[:MOST_DRAWN]
    drawing = Drawing(WIDTH, BOTTOM + FOOT, label=f"Change budget. {summary}", css="drawing-changes")
    most = max(start, Decimal(1))
    floor = min([Decimal(0), *(step.after for step in shown)])
    width = (RIGHT - LEFT) / (len(shown) + 2)

    def y(amount: Decimal) -> float:
        return TOP + float((most - amount) / (most - floor)) * (BOTTOM - TOP)

    drawing.line(LEFT, y(Decimal(0)), RIGHT, y(Decimal(0)), "svg-grid")
    _bar(drawing, 0, width, y(start), y(Decimal(0)), "svg-plan", ("Start", money.show(start), f"v{baseline}"))
    for place, step in enumerate(shown, start=1):
        words = (step.ref, f"−{money.show(step.cost)}", f"v{step.version}" if step.version else "no version")
        if step.is_drawn_from:
            mark = _bar(drawing, place, width, y(step.before), y(step.after), "svg-watch", words)
        else:
            words = (step.ref, "from contingency", words[2])
            mark = drawing.diamond(LEFT + (place + 0.5) * width, y(step.after), 6, "svg-marker")
            _words(drawing, place, width, y(step.after) - 12, words)
        drawing.tooltip(mark, f"{step.ref} {shortened(step.title, 60)}: {money.show(step.cost)}")
    left = shown[-1].after if shown else start
    name = "Left" if len(shown) == len(steps) else f"After {shown[-1].ref}"
    _bar(drawing, len(shown) + 1, width, y(left), y(Decimal(0)), "svg-done", (name, money.show(left), ""))
    return drawing.markup()


def _bar(drawing: Drawing, place: int, width: float, top: float, foot: float, css: str, words: Words) -> ET.Element:
    upper, lower = min(top, foot), max(top, foot)
    bar = drawing.rect(LEFT + (place + 0.15) * width, upper, width * 0.7, max(lower - upper, 1.5), css, rx=1.5)
    _words(drawing, place, width, upper - 7, words)
    return bar


def _words(drawing: Drawing, place: int, width: float, top: float, words: Words) -> None:
    middle = LEFT + (place + 0.5) * width
    drawing.text(middle, top, words[1], "svg-text-small svg-number", "middle")
    drawing.text(middle, BOTTOM + 18, words[0], "svg-text-soft svg-heading", "middle")
    drawing.text(middle, BOTTOM + 34, words[2], "svg-text-small", "middle")
