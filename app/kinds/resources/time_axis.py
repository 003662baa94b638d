"""The days of a plan across a drawing: working days side by side, with the months or round numbers under them."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.svg import Drawing
from app.engines.calendar import WorkingCalendar
from app.kinds.resources.basis import Basis

WIDTH, LEFT, RIGHT = 720, 190, 12
#: A step for every so many days at most, so that a long plan stays a small drawing.
MOST_STEPS = 264
NARROWEST_NUMBER = 44
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Axis:
    """`days` working days from 0, drawn in steps of `step` days."""

    days: int
    step: int

    def x(self, day: float) -> float:
        return LEFT + day * (WIDTH - LEFT - RIGHT) / self.days


def axis(days: int) -> Axis:
    days = max(days, 1)
    return Axis(days, -(-days // MOST_STEPS))


def draw(drawing: Drawing, basis: Basis, along: Axis, top: float, bottom: float) -> None:
    """Months where they begin, or numbers of days where there is no calendar."""
    for day, words in _months(basis.calendar, along) if basis.calendar else _numbers(along):
        drawing.line(along.x(day), top, along.x(day), bottom, "svg-grid")
        if along.x(day) + 7 * len(words) < WIDTH:
            drawing.text(along.x(day) + 3, top + 9, words, "svg-text-small")


def _months(calendar: WorkingCalendar, along: Axis) -> list[tuple[int, str]]:
    """The first working day of each month, thinned out until the names fit."""
    firsts: list[tuple[int, str]] = []
    last = (0, 0)
    for day in range(along.days):
        on = calendar.start_date(day)
        if (on.year, on.month) != last:
            last = (on.year, on.month)
            firsts.append((day, f"{on:%b}" if on.month > 1 else f"{on:%b %Y}"))
    every = max(1, -(-len(firsts) * NARROWEST_NUMBER // (WIDTH - LEFT - RIGHT)))
    return firsts[::every]


def _numbers(along: Axis) -> list[tuple[int, str]]:
    least = NARROWEST_NUMBER * along.days / (WIDTH - LEFT - RIGHT)
    step = next((each for each in STEPS if each >= least), STEPS[-1])
    return [(day, f"d{day}") for day in range(0, along.days, step)]
