"""The time axis of a Gantt chart: from days to places across the drawing, and the ticks that suit the span.

Places are counted in days from the axis's first one: calendar days when there is a calendar, working days otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from app.core.svg import Drawing
from app.engines.calendar import WorkingCalendar

LABELS = 204
RIGHT = 18
HEAD = 38
#: Widths that the style sheet knows. A chart is as narrow as its weeks can be told apart.
WIDTHS = (720, 1120, 1760)

NARROWEST_WEEK = 15
NARROWEST_MONTH = 26
NARROWEST_YEAR = 34
NARROWEST_OFFSET_TICK = 36
NARROWEST_SHADED_DAY = 1.5
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Axis:
    """`first` is the day at place 0, None when days are only numbered."""

    width: int
    days: int
    first: date | None

    @property
    def day_width(self) -> float:
        return (self.width - LABELS - RIGHT) / self.days

    def x(self, place: float | Fraction) -> float:
        return LABELS + place * self.day_width

    def place(self, day: date) -> int:
        """Where the morning of a day is; one more is its evening."""
        return (day - self.first).days if self.first else 0


def numbered(days: int) -> Axis:
    """An axis of working days counted from the start."""
    days = max(days, 1)
    return Axis(_width(days, NARROWEST_WEEK / 5), days, None)


def dated(first: date, last: date) -> Axis:
    """An axis of calendar days that holds both: whole weeks, Monday to Sunday."""
    monday = first - timedelta(days=first.weekday())
    days = (last - monday).days + 7 - last.weekday()
    return Axis(_width(days, NARROWEST_WEEK / 7), days, monday)


def _width(days: int, least: float) -> int:
    fitting = (width for width in WIDTHS if (width - LABELS - RIGHT) / days >= least)
    return next(fitting, WIDTHS[-1])


def draw(drawing: Drawing, axis: Axis, bottom: float) -> None:
    """Months above and weeks below them, or months below years, or what the span allows."""
    drawing.line(LABELS, HEAD - 4, axis.width - RIGHT, HEAD - 4, "svg-grid")
    if axis.first is None:
        _draw_numbers(drawing, axis, bottom)
    elif axis.day_width * 7 >= NARROWEST_WEEK:
        _draw_weeks(drawing, axis, axis.first, bottom)
    else:
        _draw_months(drawing, axis, axis.first, bottom)


def _draw_numbers(drawing: Drawing, axis: Axis, bottom: float) -> None:
    step = _step(NARROWEST_OFFSET_TICK / axis.day_width)
    for number in range(0, axis.days + 1, step):
        drawing.line(axis.x(number), HEAD - 8, axis.x(number), bottom, "svg-grid")
        drawing.text(axis.x(number), HEAD - 13, f"d{number}", "svg-text-small", "middle")


def _draw_weeks(drawing: Drawing, axis: Axis, first: date, bottom: float) -> None:
    is_roomy = axis.day_width * 7 >= 2 * NARROWEST_WEEK
    for week, place in enumerate(range(0, axis.days, 7)):
        drawing.line(axis.x(place), HEAD - 18, axis.x(place), bottom, "svg-grid")
        if is_roomy or axis.day_width * 7 >= 19 or week % 2 == 0:
            drawing.text(axis.x(place) + 2, HEAD - 8, str((first + timedelta(days=place)).day), "svg-text-small")
    _draw_spans(drawing, axis, list(_months(axis, first)), 14, "{:%b %Y}", "{:%b}")


def _draw_months(drawing: Drawing, axis: Axis, first: date, bottom: float) -> None:
    months = list(_months(axis, first))
    has_months = axis.day_width * 30 >= NARROWEST_MONTH
    years = [month for month in months if month.month == 1 or month == months[0]]
    step = 1 if has_months else _step(NARROWEST_YEAR / (axis.day_width * 365))
    shown = [year for year in years if year.year % step == 0 or year == years[0]] if not has_months else years
    for month in months if has_months else shown:
        drawing.line(axis.x(axis.place(month)), HEAD - 18, axis.x(axis.place(month)), bottom, "svg-grid")
        if has_months:
            drawing.text(axis.x(axis.place(month)) + 2, HEAD - 8, f"{month:%b}", "svg-text-small")
    _draw_spans(drawing, axis, shown, 14, "{:%Y}", "{:%Y}")


def _draw_spans(drawing: Drawing, axis: Axis, days: list[date], y: float, long: str, short: str) -> None:
    """Names of months or years where each begins, shorter or left out where the next is near."""
    edges = [*(axis.x(axis.place(day)) for day in days), float(axis.width - RIGHT)]
    for day, (left, right) in zip(days, pairwise(edges), strict=True):
        words = next((form.format(day) for form in (long, short) if right - left >= 7 * len(form.format(day))), None)
        if words:
            drawing.text(left + 2, y, words, "svg-text-soft")


def _months(axis: Axis, first: date) -> Iterator[date]:
    """The first day of the axis, and the first of each month after it."""
    last = first + timedelta(days=axis.days - 1)
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _step(least: float) -> int:
    return next((step for step in STEPS if step >= least), STEPS[-1])


def shade(drawing: Drawing, axis: Axis, calendar: WorkingCalendar, bottom: float) -> None:
    """Days that are not worked, each stretch a band; left out where a day is too narrow to see."""
    if axis.first is None or axis.day_width < NARROWEST_SHADED_DAY:
        return
    started: int | None = None
    for place in range(axis.days + 1):
        is_off = place < axis.days and not calendar.is_working_day(axis.first + timedelta(days=place))
        if is_off and started is None:
            started = place
        elif not is_off and started is not None:
            width = axis.x(place) - axis.x(started)
            drawing.rect(axis.x(started), HEAD - 4, width, bottom - HEAD + 4, "svg-off")
            started = None
