"""Working days: turns offsets counted in working days into dates and back.

Offset 0 is the start of the project's first working day. An activity of duration d that starts at
offset s occupies the working days s to s + d - 1, and its finish offset is s + d. The module knows
nothing of public holidays of its own: every day off is given to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date

WEEK = 7


class CalendarError(ValueError):
    """A calendar that cannot be used, or a date that it cannot give."""


class NoWorkingDays(CalendarError):
    def __init__(self) -> None:
        super().__init__("The calendar has no working days: at least one weekday must be worked.")


class NotAWeekday(CalendarError):
    def __init__(self, weekday: int) -> None:
        self.weekday = weekday
        super().__init__(f"Weekdays are numbered from 0 (Monday) to 6 (Sunday), so {weekday} is not one.")


class BeforeTheStart(CalendarError):
    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__("Working days are counted from 0 at the project's start, so an offset is never negative.")


class BeyondTheCalendar(CalendarError):
    def __init__(self) -> None:
        super().__init__("The dates run beyond the year 9999. Check the durations, the lags and the days off.")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one project, counted from its start.

    `working_weekdays` are numbers, Monday 0 to Sunday 6. `start` need not be worked: offset 0 is the
    first working day on or after it. Every answer takes the logarithm of the number of days off, however
    long the span. Raises `NoWorkingDays` or `NotAWeekday` when made of the wrong weekdays.
    """

    working_weekdays: frozenset[int]
    days_off: frozenset[date]
    start: date
    # The worked weekdays of the first seven days, as days after the start.
    _week: tuple[int, ...] = field(init=False, repr=False, compare=False)
    # Days off that would otherwise be worked, as ordinals, and how many of them are before the start.
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _off_before_start: int = field(init=False, repr=False, compare=False)
    # For each such day from the start on: the offset of the working day that comes next.
    _offsets_off: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for weekday in sorted(self.working_weekdays):
            if not 0 <= weekday < WEEK:
                raise NotAWeekday(weekday)
        if not self.working_weekdays:
            raise NoWorkingDays
        first = self.start.weekday()
        week = tuple(days for days in range(WEEK) if (first + days) % WEEK in self.working_weekdays)
        off = tuple(sorted(day.toordinal() for day in self.days_off if day.weekday() in self.working_weekdays))
        object.__setattr__(self, "_week", week)
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_off_before_start", bisect_left(off, self.start.toordinal()))
        offsets = tuple(self._worked_before(ordinal) for ordinal in off[self._off_before_start :])
        object.__setattr__(self, "_offsets_off", offsets)

    def start_date(self, offset: int) -> date:
        """The working day at `offset`: the day on which work with that early start begins.

        Raises `BeforeTheStart` for a negative offset and `BeyondTheCalendar` past 31 December 9999.
        """
        if offset < 0:
            raise BeforeTheStart(offset)
        weekdays_passed = offset + bisect_right(self._offsets_off, offset)
        weeks, day_of_week = divmod(weekdays_passed, len(self._week))
        ordinal = self.start.toordinal() + WEEK * weeks + self._week[day_of_week]
        if ordinal > date.max.toordinal():
            raise BeyondTheCalendar
        return date.fromordinal(ordinal)

    def finish_date(self, offset: int) -> date:
        """The last working day of work whose finish offset is `offset`; for offset 0 the first working day.

        Also the day on which a milestone at that offset is shown. Raises as `start_date` does.
        """
        return self.start_date(offset - 1 if offset else 0)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked by this calendar's rules, before the start as well as after it."""
        return day.weekday() in self.working_weekdays and day not in self.days_off

    def offset_of(self, day: date) -> int:
        """The offset of the first working day on or after `day`; 0 if `day` is before the start."""
        return max(0, self._worked_before(day.toordinal()))

    def finish_offset(self, day: date) -> int:
        """The latest finish offset of work that is finished by the end of `day`.

        Negative if `day` is before the project's start with working days in between, so that the float of
        an impossible date says how far out it is.
        """
        return self._worked_before(day.toordinal() + 1)

    def working_days_between(self, earlier: date, later: date) -> int:
        """Working days from the end of `earlier` to the end of `later`: finish variance, positive = late.

        0 for the same day; negative if `later` comes first. The working days of a span with both its ends
        counted are `finish_offset(last) - offset_of(first)`.
        """
        return self.finish_offset(later) - self.finish_offset(earlier)

    def _worked_before(self, ordinal: int) -> int:
        """Working days from the start up to but not including the day; counted backwards before the start."""
        weeks, days = divmod(ordinal - self.start.toordinal(), WEEK)
        weekdays = weeks * len(self._week) + bisect_left(self._week, days)
        return weekdays - (bisect_left(self._off, ordinal) - self._off_before_start)
