"""One activity or summary as it was read, and the link of one to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.engines.critical_path import LinkKind
from app.engines.scheduling import Constraint
from app.kinds.schedule.cells import NO_TIME, Length
from app.kinds.schedule.day_cells import MINUTES_OF_A_DAY as DAY
from app.kinds.schedule.day_cells import Moment
from app.kinds.schedule.problems import label
from app.kinds.schedule.words import figure

#: Working days; whole wherever the schedule is in whole days.
Days = int | Fraction
DAYS_A_WEEK = 7
HOUR = 60


def whole(days: Fraction) -> Days:
    """The same number, as a whole number if it is one."""
    return days.numerator if days.denominator == 1 else days


@dataclass(frozen=True, slots=True)
class RowLink:
    """A wait for another row. `lag` is in working days: positive waits, negative is a lead.

    Of a lag by the clock it is the working days that surely pass in that time, of one in per cent what it comes to.
    `length` and `percent` are what was typed.
    """

    predecessor: str
    kind: LinkKind = LinkKind.FS
    lag: Days = 0
    length: Length = NO_TIME
    percent: int = 0

    @property
    def is_lead(self) -> bool:
        return self.percent < 0 or self.length.days < 0 or self.length.minutes < 0

    @property
    def words(self) -> str:
        """As one types it: `4FS+2d`, `4SS-3ed`, `4FS+4h`, `4FS+50%`."""
        return f"{self.predecessor}{self.kind}{self._lag_words}"

    @property
    def _lag_words(self) -> str:
        if self.percent:
            return f"{self.percent:+d}%"
        length = self.length
        if not length.minutes:
            return f"{_signed(length.days)}d"
        by_clock = "e" if length.is_elapsed else ""
        for size, unit in ((DAY, "d"), (HOUR, "h")):
            if length.minutes % size == 0 and (by_clock or size == HOUR):
                return f"{_signed(length.minutes / size)}{by_clock}{unit}"
        return f"{_signed(length.minutes)}{by_clock}m"


def _signed(number: Fraction) -> str:
    return f"{'-' if number < 0 else '+'}{figure(abs(number))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known of the work: dates that happened, per cent complete, and working time to go."""

    actual_start: Moment | None = None
    actual_finish: Moment | None = None
    percent: int | None = None
    remaining: Length | None = None

    @property
    def has_begun(self) -> bool:
        return self.actual_start is not None or self.actual_finish is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One activity that says something, or a summary of the rows below it.

    `duration` is in working days of the project, None when it cannot be read; of a duration by the clock it is the
    working days that surely pass in it. `length` is what was typed. Links are to known rows only. A summary's own
    duration is not used.
    """

    ref: str
    name: str
    duration: Days | None
    links: tuple[RowLink, ...] = ()
    start_no_earlier: date | None = None
    must_finish_by: date | None = None
    length: Length | None = None
    starts_from: Moment | None = None
    ends_by: Moment | None = None
    level: int = 1
    parent: str = ""
    is_summary: bool = False
    #: The key of a calendar other than the project's.
    calendar: str = ""
    constraint: Constraint = Constraint.ASAP
    constraint_at: Moment | None = None
    optimistic: Length | None = None
    pessimistic: Length | None = None
    baseline_start: date | None = None
    baseline_finish: date | None = None
    progress: Progress = Progress()

    @property
    def title(self) -> str:
        """How a sentence names it: `Row 4 (Fabricate spans)`."""
        return f"{label(self.ref)} ({self.name})" if self.name else label(self.ref)

    @property
    def is_milestone(self) -> bool:
        return self.duration == 0 and not self.is_summary

    @property
    def has_estimates(self) -> bool:
        return self.optimistic is not None and self.pessimistic is not None


def working_days(length: Length, per_day: int, days_a_week: int) -> Days:
    """How many working days a length is; of time by the clock, those that surely pass in it, away from nothing."""
    days = length.in_days(per_day)
    if not length.is_elapsed:
        return whole(days)
    surely = abs(days) * days_a_week // DAYS_A_WEEK
    return -surely if days < 0 else surely
