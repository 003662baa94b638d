"""The schedule as a Gantt chart, with the table that says the same.

Where something cannot be read the rest is drawn. Bars that may still move are hollow then, and nothing is called
critical.
"""

from __future__ import annotations

from datetime import date
from itertools import accumulate, islice
from unicodedata import east_asian_width
from xml.etree import ElementTree as ET

from app.core.svg import Drawing
from app.core.templating import day
from app.kinds.base import Picture
from app.kinds.schedule import gantt_axis, gantt_bars, gantt_legend, gantt_links
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.date_checks import lateness
from app.kinds.schedule.figures import UNKNOWN, duration_cell, float_cell, short_day, standing, start_and_finish
from app.kinds.schedule.gantt_axis import HEAD, RIGHT, Axis
from app.kinds.schedule.gantt_bars import Bar
from app.kinds.schedule.gantt_links import Box
from app.kinds.schedule.network import Network
from app.kinds.schedule.payload import ScheduleBrief
from app.kinds.schedule.reading import Row
from app.kinds.schedule.words import counted, figure, listed_rows

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
TRACKED = ("Baseline finish", "Complete")
SUMMARY_HEIGHT = 5.0
INDENT = 8


def gantt(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief) -> Picture:
    """Bars, links and float against the calendar, with baseline, progress and the dates that must be met."""
    axis = gantt_bars.axis(analysis, network, brief)
    bars = list(islice(gantt_bars.bars(analysis, axis), MOST_BARS))
    summary = _summary(analysis, network, brief, len(bars))
    drawing = _drawing(analysis, brief, axis, bars, summary)
    has_baseline = any(bar.row.baseline_finish or bar.row.progress.has_begun for bar in bars)
    rows = tuple((*_cells(analysis, bar), *(_tracked(bar.row, analysis) if has_baseline else ())) for bar in bars)
    headers = (*HEADERS, *TRACKED) if has_baseline else HEADERS
    return Picture("gantt", "Gantt chart", summary, drawing.markup(), headers, rows)


def _drawing(analysis: ScheduleAnalysis, brief: ScheduleBrief, axis: Axis, bars: list[Bar], summary: str) -> Drawing:
    bottom = HEAD + ROW * len(bars) + 4
    legend = gantt_legend.placed(gantt_legend.entries(analysis, bars), axis.width)
    height = bottom + FOOT + gantt_legend.LINE * legend[-1][2]
    drawing = Drawing(axis.width, height, label=summary, css=f"gantt gantt-{axis.width}")
    if analysis.calendar:
        gantt_axis.shade(drawing, axis, analysis.calendar, bottom)
    gantt_axis.draw(drawing, axis, bottom)
    boxes = {bar.row.ref: _box(axis, bar, place) for place, bar in enumerate(bars)}
    if analysis.is_whole:
        for bar in bars:
            _draw_float(drawing, axis, bar, boxes[bar.row.ref])
    _draw_links(drawing, analysis, bars, boxes)
    for bar in bars:
        _draw_bar(drawing, analysis, axis, bar, boxes[bar.row.ref])
    if axis.first and analysis.calendars.data_date:
        _draw_data_date(drawing, axis, analysis.calendars.data_date, bottom)
    if brief.deadline and axis.first:
        _draw_deadline(drawing, axis, brief.deadline.finish_by, bottom)
    gantt_legend.draw(drawing, legend, bottom + 34)
    return drawing


def _box(axis: Axis, bar: Bar, place: int) -> Box:
    y = HEAD + ROW * (place + 0.5)
    start, finish = axis.x(bar.start), axis.x(bar.finish)
    if bar.row.is_milestone:
        return Box(start, start, y, DIAMOND, DIAMOND)
    return Box(start, max(finish, start + THINNEST_BAR), y, HALF_BAR)


def _draw_float(drawing: Drawing, axis: Axis, bar: Bar, box: Box) -> None:
    if bar.dates.total_float > 0 and not bar.row.is_summary:
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


def _draw_bar(drawing: Drawing, analysis: ScheduleAnalysis, axis: Axis, bar: Bar, box: Box) -> None:
    indent = INDENT * (bar.row.level - 1)
    drawing.text(NAME_AT - 8, box.y + 4, bar.row.ref, "svg-text-small", "end")
    css = "svg-text" if bar.row.is_summary else "svg-text-soft"
    name = drawing.text(NAME_AT + indent, box.y + 4, _shortened(bar.row.name, LETTERS - indent // 6), css)
    drawing.tooltip(name, bar.row.name)
    if bar.baseline:
        _draw_baseline(drawing, axis, bar, box)
    shape = _draw_shape(drawing, analysis, axis, bar, box)
    if bar.done_until is not None and not bar.row.is_milestone:
        width = max(axis.x(bar.done_until) - box.start, 0)
        drawing.rect(box.start, box.y - 2, min(width, box.finish - box.start), 4, "svg-done")
    if bar.limit is not None:
        x, top = axis.x(bar.limit), box.y - HALF_BAR - 1
        drawing.add(
            "polygon", points=f"{x - 4:.1f},{top:.1f} {x + 4:.1f},{top:.1f} {x:.1f},{top + 7:.1f}", css="svg-latest"
        )
    _, title, start, finish, duration, total_float, critical = _cells(analysis, bar)
    when = start if start == finish else f"{start} to {finish}"
    is_critical = ", critical" if critical == "Yes" else ""
    spare = "" if bar.row.is_summary else f", total float {total_float}"
    drawing.tooltip(shape, f"{title}: {when}, {duration}{spare}{is_critical}")


def _draw_shape(drawing: Drawing, analysis: ScheduleAnalysis, axis: Axis, bar: Bar, box: Box) -> ET.Element:
    """The bar, the diamond, or the bracket of a summary; a calendar of its own leaves gaps where nobody works."""
    css = _bar_class(analysis, bar)
    if bar.row.is_milestone:
        return drawing.diamond(box.start, box.y, DIAMOND, css)
    if bar.row.is_summary:
        left, right, top, low = box.start, box.finish, box.y - SUMMARY_HEIGHT, box.y + SUMMARY_HEIGHT
        tip = min(SUMMARY_HEIGHT, (right - left) / 2)
        corners = [(left, top), (right, top), (right, low), (right - tip, box.y), (left + tip, box.y), (left, low)]
        return drawing.add("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners), css="svg-summary")
    if len(bar.stretches) < 2:
        return drawing.rect(box.start, box.y - HALF_BAR, box.finish - box.start, 2 * HALF_BAR, css, rx=2)
    drawing.line(box.start, box.y, box.finish, box.y, "svg-link")
    group = drawing.add("g")
    for start, finish in bar.stretches:
        part = drawing.rect(axis.x(start), box.y - HALF_BAR, axis.x(finish) - axis.x(start), 2 * HALF_BAR, css, rx=1)
        drawing.root.remove(part)
        group.append(part)
    return group


def _bar_class(analysis: ScheduleAnalysis, bar: Bar) -> str:
    if bar.row.ref in analysis.unsure:
        return "svg-baseline"
    if analysis.is_whole and bar.dates.critical:
        return "svg-critical"
    return "svg-ink" if bar.row.is_milestone else "svg-plan"


def _draw_baseline(drawing: Drawing, axis: Axis, bar: Bar, box: Box) -> None:
    """What was agreed, as a dashed outline around where the bar would have been."""
    start, finish = bar.baseline or (bar.start, bar.finish)
    if bar.row.is_milestone:
        drawing.diamond(axis.x(finish), box.y, DIAMOND + 2, "svg-baseline")
        return
    width = max(axis.x(finish) - axis.x(start), THINNEST_BAR)
    drawing.rect(axis.x(start), box.y - HALF_BAR - 2, width, 2 * HALF_BAR + 4, "svg-baseline", rx=2)


def _draw_data_date(drawing: Drawing, axis: Axis, data_date: date, bottom: float) -> None:
    """A hair line at the evening of the last day whose progress is in."""
    place = axis.place(data_date) + 1
    if axis.first and 0 <= place <= axis.days:
        drawing.line(axis.x(place), HEAD - 4, axis.x(place), bottom, "svg-today")
        words = f"Data date {short_day(data_date, axis.first)}"
        drawing.text(axis.x(place), bottom + 12, words, "svg-text-small", "middle")


def _draw_deadline(drawing: Drawing, axis: Axis, deadline: date, bottom: float) -> None:
    x = axis.x(axis.place(deadline) + 1)
    drawing.line(x, HEAD - 4, x, bottom, "svg-deadline")
    is_near_the_edge = x > axis.width - RIGHT - 60
    words = f"Deadline {short_day(deadline, axis.first or deadline)}"
    drawing.text(x, bottom + 12, words, "svg-deadline-text", "end" if is_near_the_edge else "middle")


def _shortened(name: str, letters: int) -> str:
    """The name cut to the width of the labels; wide letters count twice."""
    widths = [2 if east_asian_width(letter) in "WF" else 1 for letter in name]
    if sum(widths) <= letters:
        return name
    kept = [letter for letter, used in zip(name, accumulate(widths), strict=True) if used < letters]
    return "".join(kept).rstrip() + "…"


def _cells(analysis: ScheduleAnalysis, bar: Bar) -> tuple[str, ...]:
    """What the table says of a bar; a dash for what hangs on something that was not read."""
    start, finish = start_and_finish(analysis, bar.row.ref)
    if bar.row.ref in analysis.unsure:
        start, finish = UNKNOWN, UNKNOWN
    total_float, critical = UNKNOWN, UNKNOWN
    if analysis.is_whole:
        total_float, critical = float_cell(bar.dates.total_float), "Yes" if bar.dates.critical else "No"
    if bar.row.is_summary:
        critical = "Summary"
    duration = UNKNOWN if _has_no_duration(analysis, bar) else duration_cell(bar.row, bar.dates)
    return (bar.row.ref, bar.row.name, start, finish, duration, total_float, critical)


def _has_no_duration(analysis: ScheduleAnalysis, bar: Bar) -> bool:
    return bar.row.ref in analysis.unsure if bar.row.is_summary else bar.row.duration is None


def _tracked(row: Row, analysis: ScheduleAnalysis) -> tuple[str, str]:
    """The baseline's finish, and how much of the row is complete."""
    first = analysis.calendars.start
    baseline = short_day(row.baseline_finish, first) if row.baseline_finish else ""
    done = gantt_bars.done_percent(row, analysis.calendars.per_day)
    return baseline, f"{done}%" if row.progress.has_begun else ""


def _summary(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief, drawn: int) -> str:
    sentences = [_outcome(analysis, network, brief) if analysis.is_whole else _what_is_missing(analysis)]
    if analysis.calendar is None:
        sentences.append("Days are numbered from the start, for there is no calendar yet to date them by.")
    if len(network.dates) > drawn:
        sentences.append(f"The first {drawn} of {len(network.dates):,} rows are drawn.")
    return " ".join(sentences)


def _outcome(analysis: ScheduleAnalysis, network: Network, brief: ScheduleBrief) -> str:
    finish = day(analysis.finish) if analysis.finish else f"d{figure(network.finish)}"
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
