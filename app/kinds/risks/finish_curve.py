"""What the threats may do to the finish: its dates over the runs, and which of them moves it at all."""

from __future__ import annotations

from bisect import bisect_right

from app.core.svg import Drawing
from app.core.templating import day
from app.engines.schedule_risk import ScheduleRisk
from app.kinds.base import Picture
from app.kinds.risks.figures import on, percent
from app.kinds.risks.payload import Response
from app.kinds.risks.reading import shortened
from app.kinds.risks.simulation import Finishes, Linked, chance
from app.kinds.schedule.words import counted

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 54, 30, 34, 44
FLOOR = HEIGHT - BOTTOM
SHARES = (0, 25, 50, 75, 100)
MARKED = (50, 80)
BARS_AT, BAR_STEP, BARS_TOP, MOST_BARS = 260, 24, 8, 12
MOST_LETTERS = 36
HEADERS = ("Finish", "As planned", "With the risks as they stand", "With those left after the responses")
MOVES = (
    "Risk",
    "What may happen",
    "Activity",
    "Delay",
    "Float",
    "Moves the finish by",
    "Chance before",
    "Chance after",
)


def finish_curve(found: Finishes) -> Picture:
    """The curve before and after the responses, with the plan and the deadline, and a table of dates and chances."""
    summary = _summary(found)
    drawing = Drawing(WIDTH, HEIGHT, label=summary, css="drawing-risks")
    _draw(drawing, found)
    return Picture("finish", "The finish with the risks", summary, drawing.markup(), HEADERS, _rows(found))


def _summary(found: Finishes) -> str:
    after, what = found.after, f"row {found.until.ref}" if found.until else "the work"
    kept = ""
    if found.by is not None and found.deadline is not None:
        kept = (
            f" {day(found.deadline)} is kept in {percent(after.chance(found.by))}; "
            f"with the risks as they stand it is {percent(found.before.chance(found.by))}."
        )
    return (
        f"In {found.plan.name} {what} is done on {on(found, after.planned)}. With the threats left after the "
        f"responses, half of {after.runs:,} runs are done by {on(found, after.percentile(50))} and eight in ten by "
        f"{on(found, after.percentile(80))}.{kept}{_on_the_way(found)} Whole working days; seed {after.seed}."
    )


def _on_the_way(found: Finishes) -> str:
    """The chance of the last imposed date before the finish: days are all that a run loses by missing it."""
    if not found.imposed:
        return ""
    each = found.imposed[-1]
    share = percent(found.after.chance_of(each.row.ref, each.by))
    return (
        f" Row {each.row.ref}, on which others have imposed {day(each.day)}, is done by then in {share}: a run that "
        "misses it counts here as late by days, whatever else it may lose."
    )


def _rows(found: Finishes) -> tuple[tuple[str, ...], ...]:
    before, after = found.before, found.after
    planned = on(found, after.planned)
    rows: list[tuple[str, ...]] = [
        (f"{words} (P{share})", planned, on(found, before.percentile(share)), on(found, after.percentile(share)))
        for share, words in ((50, "Half are done by"), (80, "Eight in ten are done by"), (95, "Nineteen in twenty by"))
    ]
    for each in found.imposed:
        title = f"{shortened(each.row.title, MOST_LETTERS)} done by {day(each.day)}"
        chances = (run.chance_of(each.row.ref, each.by) for run in (before, after))
        rows.append((title, _is_kept((found.plan.finish(each.row) or each.day) <= each.day), *map(percent, chances)))
    if found.by is not None and found.deadline is not None:
        chances = (run.chance(found.by) for run in (before, after))
        rows.append((f"Done by {day(found.deadline)}", _is_kept(after.planned <= found.by), *map(percent, chances)))
    return tuple(rows)


def _is_kept(is_kept: bool) -> str:
    return "Kept" if is_kept else "Missed"


def _draw(drawing: Drawing, found: Finishes) -> None:
    runs = (found.before, found.after)
    ends = [found.after.planned, *(run.percentile(100) for run in runs), *([found.by] if found.by is not None else [])]
    margin = 1 + (max(ends) - min(ends)) // 12
    first, last = min(ends) - margin, max(ends) + 1
    scale = (WIDTH - RIGHT - LEFT) / (last - first)

    def x(finish: int) -> float:
        return LEFT + (finish - first) * scale

    for share in SHARES:
        drawing.line(LEFT, _y(share), WIDTH - RIGHT, _y(share), "svg-grid")
        drawing.text(LEFT - 6, _y(share) + 4, f"{share}%", "svg-text-small", "end")
    for run, css in zip(runs, ("svg-chance-before", "svg-chance-curve"), strict=True):
        drawing.add("polyline", points=_points(run, first, last, scale), css=css)
    for share in MARKED:
        at = found.after.percentile(share)
        drawing.add("circle", cx=x(at), cy=_y(share), r=3.5, css="svg-plan")
        drawing.text(x(at) + 7, _y(share) + 14, f"P{share} {on(found, at)}", "svg-text-small")
    planned = x(found.after.planned)
    drawing.line(planned, TOP, planned, FLOOR, "svg-link")
    drawing.text(planned, FLOOR + 16, f"Plan {on(found, found.after.planned)}", "svg-text-small", "middle")
    if found.by is not None:
        drawing.line(x(found.by), TOP - 4, x(found.by), FLOOR, "svg-deadline")
        drawing.text(x(found.by), FLOOR + 32, "Deadline", "svg-deadline-text", "middle")
    drawing.text(LEFT, TOP - 16, "Share of runs that are done", "svg-text-soft")
    drawing.text(WIDTH - RIGHT, TOP - 16, "dashed: as they stand; solid: after the responses", "svg-text-small", "end")


def _points(run: ScheduleRisk, first: int, last: int, scale: float) -> str:
    """Steps from day to day."""
    level: float = FLOOR
    points: list[tuple[float, float]] = [(LEFT, FLOOR)]
    for finish in range(first, last + 1):
        across, height = LEFT + (finish - first) * scale, _y(bisect_right(run.finishes, finish) * 100 / run.runs)
        points += [(across, level), (across, height)]
        level = height
    return " ".join(f"{px:.1f},{py:.1f}" for px, py in points)


def what_moves(found: Finishes) -> Picture:
    """Each linked threat happening alone at its most: how far it moves the finish, if float does not take it up."""
    moves = dict(found.after.moves)
    threats = sorted(found.linked, key=lambda each: -moves[each.key])
    moving = [each for each in threats if moves[each.key] > 0]
    summary = _moving(found, moving, moves)
    drawing = Drawing(
        WIDTH, BARS_TOP + BAR_STEP * max(len(moving[:MOST_BARS]), 1) + 8, label=summary, css="drawing-risks"
    )
    longest = max([moves[each.key] for each in moving], default=1)
    for place, each in enumerate(moving[:MOST_BARS]):
        middle = BARS_TOP + BAR_STEP * (place + 0.5)
        drawing.text(BARS_AT - 8, middle + 4, shortened(each.entry.name, MOST_LETTERS), "svg-text-soft", "end")
        width = (WIDTH - BARS_AT - 90) * moves[each.key] / longest
        drawing.tooltip(drawing.rect(BARS_AT, middle - 7, width, 14, "svg-late", rx=2), each.entry.name)
        drawing.text(BARS_AT + width + 6, middle + 4, _days(moves[each.key]), "svg-text-small")
    if not moving:
        drawing.text(0, BARS_TOP + 16, "No linked threat moves the finish by itself.", "svg-text-soft")
    rows = tuple(_moved(found, each, moves[each.key]) for each in threats)
    return Picture("moves", "Which risk moves the finish", summary, drawing.markup(), MOVES, rows)


def _moving(found: Finishes, moving: list[Linked], moves: dict[str, int]) -> str:
    if not moving:
        return "None of the linked threats moves the finish by itself: the float of its activity takes it up."
    first = moving[0]
    count = f"{len(moving)} of {len(found.linked)} linked threats"
    return (
        f"{count} would move the finish, each alone and at its longest; {first.entry.ref} by most, "
        f"{_days(moves[first.key])}. The float of their activities takes up the rest."
    )


def _moved(found: Finishes, each: Linked, days: int) -> tuple[str, ...]:
    entry, dates = each.entry, found.plan.analysis.dates(each.row.ref)
    spare = "" if dates is None else counted(dates.total_float, "day")
    words = entry.delay.words if entry.delay else ""
    after = "accepted" if entry.response is Response.ACCEPT and not entry.residual_probability else ""
    chances = (percent_of(each, is_after=False), after or percent_of(each, is_after=True))
    return (entry.ref, entry.title, each.row.title, words, spare, _days(days), *chances)


def percent_of(each: Linked, *, is_after: bool) -> str:
    share = chance(each.entry, is_after=is_after) * 100
    return f"{share.numerator}%" if share.denominator == 1 else f"{share.numerator / share.denominator:.1f}%"


def _days(days: int) -> str:
    return counted(days, "day") if days else "not at all"


def _y(share: float) -> float:
    return FLOOR - (FLOOR - TOP) * share / 100
