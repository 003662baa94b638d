"""The schedule drawn: a Gantt chart, with the table that says the same.

Where something cannot be read the rest is drawn. Bars that may still move are hollow then, and nothing is called
critical.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice
from unicodedata import east_asian_width

from app.core.svg import Drawing
from app.core.templating import day
from app.engines.critical_path import Dates, Network
from app.kinds.base import Picture
from app.kinds.schedule import gantt_axis, gantt_links
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.date_checks import lateness
from app.kinds.schedule.figures import UNKNOWN, float_cell, short_day, standing, start_and_finish
from app.kinds.schedule.gantt_axis import HEAD, LABELS, RIGHT, Axis
from app.kinds.schedule.gantt_links import Box
from app.kinds.schedule.payload import ScheduleBrief
from app.kinds.schedule.reading import Row
from app.kinds.schedule.words import counted, listed_rows

MOST_BARS = 150
MOST_LINKS = 1_000
ROW = 24
HALF_BAR = 6.5
DIAMOND = 7.0
THINNEST_BAR = 2.5
FOOT = 44
NAME_AT = 34
LETTERS = 25
#: Float runs below the middle of its row, so that links do not hide it.
FLOAT_BELOW = 4.0
HEADERS = ("Row", "Activity", "Start", "Finish", "Duration", "Total float", "Critical")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart, in places of its axis. `float_until` is where its float ends."""

    row: Row
    dates: Dates
    start: int
    finish: int
    float_until: int


def pictures(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> tuple[Picture, ...]:
    """The Gantt chart; nothing while no row can be placed."""
    if analysis.network is None:
        return ()
    axis = _axis(analysis, analysis.network, brief)
    bars = list(islice(_bars(analysis, axis), MOST_BARS))
    summary = _summary(analysis, analysis.network, brief, len(bars))
    drawing = _drawing(analysis, brief, axis, bars, summary)
    rows = tuple(_cells(analysis, bar) for bar in bars)
    return (Picture("gantt", "Gantt chart", summary, drawing.markup(), HEADERS, rows),)


def _axis(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief) -> Axis:
    if analysis.calendar is None or analysis.finish is None:
        return gantt_axis.numbered(network.finish)
    first, last = min(each.start for each in analysis.shown.values()), analysis.finish
    if brief.deadline:
        first, last = min(first, brief.deadline.finish_by), max(last, brief.deadline.finish_by)
    return gantt_axis.dated(first, last)


def _bars(analysis: ScheduleAnalysis, axis: Axis) -> list[Bar]:
    return [
        Bar(row, dates, *_places(analysis, axis, row, dates))
        for row in analysis.rows
        if (dates := analysis.dates(row.ref)) is not None
    ]


def _places(analysis: ScheduleAnalysis, axis: Axis, row: Row, dates: Dates) -> tuple[int, int, int]:
    """Start, finish and end of float. A milestone is at its day's evening, or its morning if nothing ends there."""
    calendar = analysis.calendar
    if calendar is None or axis.first is None:
        return dates.early_start, dates.early_finish, dates.late_finish
    shown = analysis.shown[row.ref]
    start, finish = axis.place(shown.start), axis.place(shown.finish) + 1
    if not row.duration:
        start = finish = start if shown.start == calendar.start_date(dates.early_start) else finish
    if dates.total_float <= 0:
        return start, finish, finish
    return start, finish, axis.place(calendar.finish_date(dates.late_finish)) + 1


def _drawing(analysis: ScheduleAnalysis, brief: ScheduleBrief, axis: Axis, bars: list[Bar], summary: str) -> Drawing:
    bottom = HEAD + ROW * len(bars) + 4
    drawing = Drawing(axis.width, bottom + FOOT, label=summary, css=f"gantt gantt-{axis.width}")
    if analysis.calendar:
        gantt_axis.shade(drawing, axis, analysis.calendar, bottom)
    gantt_axis.draw(drawing, axis, bottom)
    boxes = {bar.row.ref: _box(axis, bar, place) for place, bar in enumerate(bars)}
    if analysis.is_whole:
        for bar in bars:
            _draw_float(drawing, axis, bar, boxes[bar.row.ref])
    _draw_links(drawing, analysis, bars, boxes)
    for bar in bars:
        _draw_bar(drawing, analysis, bar, boxes[bar.row.ref])
    if brief.deadline and axis.first:
        _draw_deadline(drawing, axis, brief.deadline.finish_by, bottom)
    _draw_legend(drawing, analysis, bottom + 34, has_milestones=any(bar.row.is_milestone for bar in bars))
    return drawing


def _box(axis: Axis, bar: Bar, place: int) -> Box:
    y = HEAD + ROW * (place + 0.5)
    start, finish = axis.x(bar.start), axis.x(bar.finish)
    if bar.row.is_milestone:
        return Box(start, start, y, DIAMOND, DIAMOND)
    return Box(start, max(finish, start + THINNEST_BAR), y, HALF_BAR)


def _draw_float(drawing: Drawing, axis: Axis, bar: Bar, box: Box) -> None:
    if bar.dates.total_float > 0:
        y = box.y + FLOAT_BELOW
        begin, until = max(box.finish, box.right - FLOAT_BELOW), max(axis.x(bar.float_until), box.finish)
        drawing.line(begin, y, until, y, "svg-float")
        drawing.line(until, y - 3, until, y + 3, "svg-float-end")


def _draw_links(drawing: Drawing, analysis: ScheduleAnalysis, bars: list[Bar], boxes: dict[str, Box]) -> None:
    """Critical ones last, so that they lie on top."""
    links = [
        (bar.dates.critical and link.predecessor in bar.dates.drivers and analysis.is_whole, bar, link)
        for bar in bars
        for link in bar.row.links
        if link.predecessor in boxes
    ]
    critical = {bar.row.ref for bar in bars if bar.dates.critical}
    for is_critical, bar, link in sorted(links[:MOST_LINKS], key=lambda each: each[0]):
        corners = gantt_links.route(link.kind, boxes[link.predecessor], boxes[bar.row.ref], ROW)
        gantt_links.draw(drawing, corners, is_critical=is_critical and link.predecessor in critical)


def _draw_bar(drawing: Drawing, analysis: ScheduleAnalysis, bar: Bar, box: Box) -> None:
    drawing.text(NAME_AT - 8, box.y + 4, bar.row.ref, "svg-text-small", "end")
    name = drawing.text(NAME_AT, box.y + 4, _shortened(bar.row.name), "svg-text-soft")
    drawing.tooltip(name, bar.row.name)
    css = _bar_class(analysis, bar)
    if bar.row.is_milestone:
        shape = drawing.diamond(box.start, box.y, DIAMOND, css)
    else:
        shape = drawing.rect(box.start, box.y - HALF_BAR, box.finish - box.start, 2 * HALF_BAR, css, rx=2)
    _, title, start, finish, duration, total_float, critical = _cells(analysis, bar)
    when = start if start == finish else f"{start} to {finish}"
    is_critical = ", critical" if critical == "Yes" else ""
    drawing.tooltip(shape, f"{title}: {when}, {duration}, total float {total_float}{is_critical}")


def _bar_class(analysis: ScheduleAnalysis, bar: Bar) -> str:
    if bar.row.ref in analysis.unsure:
        return "svg-baseline"
    if analysis.is_whole and bar.dates.critical:
        return "svg-critical"
    return "svg-ink" if bar.row.is_milestone else "svg-plan"


def _draw_deadline(drawing: Drawing, axis: Axis, deadline: date, bottom: float) -> None:
    x = axis.x(axis.place(deadline) + 1)
    drawing.line(x, HEAD - 4, x, bottom, "svg-deadline")
    is_near_the_edge = x > axis.width - RIGHT - 60
    words = f"Deadline {short_day(deadline, axis.first or deadline)}"
    drawing.text(x, bottom + 12, words, "svg-deadline-text", "end" if is_near_the_edge else "middle")


def _draw_legend(drawing: Drawing, analysis: ScheduleAnalysis, y: float, *, has_milestones: bool) -> None:
    if analysis.is_whole:
        entries = [("svg-critical", "Critical"), ("svg-plan", "Not critical")]
    else:
        entries = [("svg-plan", "Placed"), ("svg-baseline", "May still move")]
    x = float(LABELS)
    for css, words in entries:
        drawing.rect(x, y - 8, 16, 8, css, rx=2)
        drawing.text(x + 22, y, words, "svg-text-small")
        x += 40 + 6.2 * len(words)
    if analysis.is_whole:
        drawing.line(x, y - 4, x + 18, y - 4, "svg-float")
        drawing.text(x + 24, y, "Total float", "svg-text-small")
        x += 42 + 6.2 * len("Total float")
    if has_milestones:
        drawing.diamond(x + 6, y - 4, 5.5, "svg-ink")
        drawing.text(x + 17, y, "Milestone", "svg-text-small")


def _shortened(name: str) -> str:
    """The name cut to the width of the labels; wide letters count twice."""
    widths = [2 if east_asian_width(letter) in "WF" else 1 for letter in name]
    if sum(widths) <= LETTERS:
        return name
    kept = [letter for letter, used in zip(name, accumulate(widths), strict=True) if used < LETTERS]
    return "".join(kept).rstrip() + "…"


def _cells(analysis: ScheduleAnalysis, bar: Bar) -> tuple[str, ...]:
    """What the table says of a bar; a dash for what hangs on something that was not read."""
    start, finish = start_and_finish(analysis, bar.row.ref)
    if bar.row.ref in analysis.unsure:
        start, finish = UNKNOWN, UNKNOWN
    total_float, critical = UNKNOWN, UNKNOWN
    if analysis.is_whole:
        total_float, critical = float_cell(bar.dates.total_float), "Yes" if bar.dates.critical else "No"
    duration = UNKNOWN if bar.row.duration is None else f"{bar.row.duration} d"
    return (bar.row.ref, bar.row.name, start, finish, duration, total_float, critical)


def _summary(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief, drawn: int) -> str:
    sentences = [_outcome(analysis, network, brief) if analysis.is_whole else _what_is_missing(analysis)]
    if analysis.calendar is None:
        sentences.append("Days are numbered from the start, for there is no calendar yet to date them by.")
    if len(network.dates) > drawn:
        sentences.append(f"The first {drawn} of {len(network.dates):,} rows are drawn.")
    return " ".join(sentences)


def _outcome(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief) -> str:
    finish = day(analysis.finish) if analysis.finish else f"d{network.finish}"
    stand = lateness(analysis, brief)
    against = f", {standing(stand).lower()} for {day(stand.deadline)}" if stand else ""
    return (
        f"Finish {finish} after {counted(network.finish, 'working day')}{against}; "
        f"{len(network.critical)} of {len(network.dates)} rows are critical."
    )


def _what_is_missing(analysis: ScheduleAnalysis) -> str:
    places = (each.where.partition(".")[0] for each in analysis.problems)
    refs = list(dict.fromkeys(ref for ref in places if ref in analysis.by_ref))
    subject = f"{listed_rows(refs)} cannot be used as typed" if refs else "Typed dates cannot be used yet"
    return f"{subject}: hollow bars may still move, and no critical path is shown until they can."
