"""How a task's work lies in time: from a start to a finish and back, on one calendar or on its resources'.

Forward, work starts at the first working instant it may. Backward, it starts as late as lets it finish in
time. A point (no minutes) stays where it is put if work could have ended or can begin there, and otherwise
moves to the next start; so a milestone is at the end of the day on which the work before it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.engines.working_time import Instant, WorkingTime


class Work(Protocol):
    @property
    def calendar(self) -> WorkingTime:
        """What the task's float is counted on."""

    def early(self, at: Instant, minutes: int) -> tuple[Instant, Instant]:
        """Start and finish of so many minutes that start no earlier than `at`."""

    def late(self, by: Instant, minutes: int) -> tuple[Instant, Instant]:
        """Start and finish of so many minutes that finish by `by`, as late as may be."""

    def start_for(self, finish: Instant, minutes: int) -> Instant:
        """The latest start from which so many minutes are done by `finish`."""

    def most(self, start: Instant, finish: Instant) -> int:
        """The most minutes of it that can be worked between two instants."""


class OneCalendar:
    """Work by the task's own calendar, or the project's, or round the clock."""

    __slots__ = ("calendar",)

    def __init__(self, calendar: WorkingTime) -> None:
        self.calendar = calendar

    def early(self, at: Instant, minutes: int) -> tuple[Instant, Instant]:
        calendar = self.calendar
        if not minutes:
            at = calendar.stands(at)
            return at, at
        count = calendar.worked(at)
        return calendar.start_at(count), calendar.start_at(count + minutes - 1) + 1

    def late(self, by: Instant, minutes: int) -> tuple[Instant, Instant]:
        calendar = self.calendar
        count = calendar.worked(by)
        finish = calendar.start_at(count - 1) + 1
        return (calendar.start_at(count - minutes) if minutes else finish), finish

    def start_for(self, finish: Instant, minutes: int) -> Instant:
        return self.calendar.subtract(finish, minutes)

    def most(self, start: Instant, finish: Instant) -> int:
        return self.calendar.between(start, finish)


@dataclass(frozen=True, slots=True)
class ManyCalendars:
    """Work that resources do, each on a calendar of its own; the first to start and the last to finish count.

    `shares` are calendars with the minutes by which an assignment is longer (or shorter) than the task.
    """

    calendar: WorkingTime
    shares: tuple[tuple[WorkingTime, int], ...]

    def early(self, at: Instant, minutes: int) -> tuple[Instant, Instant]:
        start = min(calendar.next_start(at) for calendar, _ in self.shares)
        return start, max(calendar.add(at, max(0, minutes + more)) for calendar, more in self.shares)

    def late(self, by: Instant, minutes: int) -> tuple[Instant, Instant]:
        finish = max(calendar.previous_finish(by) for calendar, _ in self.shares)
        return self.start_for(by, minutes), finish

    def start_for(self, finish: Instant, minutes: int) -> Instant:
        return min(calendar.subtract(finish, max(0, minutes + more)) for calendar, more in self.shares)

    def most(self, start: Instant, finish: Instant) -> int:
        return max(calendar.between(start, finish) - more for calendar, more in self.shares)
