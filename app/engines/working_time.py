"""Working time to the minute: shifts of the week, dated exceptions, and arithmetic on them.

An instant is the whole minutes since Monday 2 January 1984, 00:00, local time without a zone. Calendars cover
1984 to 2149, as Microsoft Project's do. Work that ends exactly at the end of a shift finishes there, and work
that is to start there starts with the next shift; between the two no working time passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Instant = int
#: Start and end, as minutes of the day; 1440 is midnight at the day's end.
Shift = tuple[int, int]
Shifts = tuple[Shift, ...]
#: The shifts of Monday to Sunday.
Week = tuple[Shifts, Shifts, Shifts, Shifts, Shifts, Shifts, Shifts]


class WorkingTimeError(ValueError):
    """A calendar that cannot be used, or an instant that it cannot give."""


class NoWorkingTime(WorkingTimeError):
    pass


class WrongShift(WorkingTimeError):
    pass


class OutsideTheYears(WorkingTimeError):
    pass


@dataclass(frozen=True, slots=True)
class WorkingException:
    """Other shifts, or none, on each day from `first` to `last`, both included."""

    first: date
    last: date
    shifts: Shifts = ()


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Another working week from `first` to `last`, both included; exceptions go before it."""

    first: date
    last: date
    week: Week


def instant(moment: datetime) -> Instant:
    """The instant of a naive date and time, its seconds dropped. Raises `OutsideTheYears`."""
    raise NotImplementedError


def moment(instant: Instant) -> datetime:
    """The naive date and time of an instant. Raises `OutsideTheYears`."""
    raise NotImplementedError


class WorkingTime:
    """A calendar in minutes. Of exceptions (and of work weeks) that overlap, the first given holds."""

    def __init__(
        self, week: Week, exceptions: Sequence[WorkingException] = (), work_weeks: Sequence[WorkWeek] = ()
    ) -> None:
        """Raises `NoWorkingTime` when nothing is ever worked, and `WrongShift`."""
        raise NotImplementedError

    def next_start(self, at: Instant) -> Instant:
        """The first instant on or after `at` at which work can go on."""
        raise NotImplementedError

    def previous_finish(self, at: Instant) -> Instant:
        """The last instant on or before `at` at which work can have ended."""
        raise NotImplementedError

    def add(self, at: Instant, minutes: int) -> Instant:
        """When so many working minutes from `at` end; `at` itself for 0. `minutes` is not negative."""
        raise NotImplementedError

    def subtract(self, at: Instant, minutes: int) -> Instant:
        """The latest start of so many working minutes that end by `at`; `at` itself for 0."""
        raise NotImplementedError

    def between(self, earlier: Instant, later: Instant) -> int:
        """Working minutes from one instant to the other, negative if `later` comes first."""
        raise NotImplementedError

    def is_working(self, at: Instant) -> bool:
        """Whether the minute that begins at `at` is worked."""
        raise NotImplementedError
