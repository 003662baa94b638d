"""Working time to the minute: the shifts of a week, dated exceptions, and arithmetic on them.

An instant is a count of whole minutes, local time without a zone. Calendars cover the years 1984 to 2149, as
Microsoft Project's do. Work that ends exactly at a shift's end finishes there; work that is to start there
starts with the next shift. Between the two no working time passes, so they are one place in working time and
two instants: `finish_at` gives the first of them and `start_at` the second.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from heapq import heappop, heappush
from itertools import accumulate, pairwise

Instant = int
#: Start and end, as minutes of the day; 1440 is midnight at the day's end.
Shift = tuple[int, int]
Shifts = tuple[Shift, ...]
#: The shifts of Monday to Sunday.
Week = tuple[Shifts, ...]

DAYS, DAY, WEEK = 7, 24 * 60, 7 * 24 * 60
FIRST_YEAR, LAST_YEAR = 1984, 2149
_EPOCH = date(1983, 12, 26)  # The Monday from which instants are counted.
FIRST: Instant = DAY * (date(FIRST_YEAR, 1, 1) - _EPOCH).days
LAST: Instant = DAY * (date(LAST_YEAR + 1, 1, 1) - _EPOCH).days


class WorkingTimeError(ValueError):
    """A calendar that cannot be used, or an instant that it cannot give."""


class NoWorkingTime(WorkingTimeError):
    def __init__(self) -> None:
        super().__init__("The calendar has no working time: at least one shift of one day must be worked.")


class WrongShifts(WorkingTimeError):
    """Shifts that overlap, run backwards or leave the day, or a week without seven days."""

    def __init__(self, shifts: Shifts) -> None:
        told = ", ".join(f"{_clock(start)} to {_clock(end)}" for start, end in shifts)
        super().__init__(f"The shifts of a day must follow one another between 00:00 and 24:00; {told} do not.")


class WrongWeek(WorkingTimeError):
    def __init__(self, days: int) -> None:
        super().__init__(f"A working week has seven days, Monday to Sunday; this one has {days}.")


class WrongSpell(WorkingTimeError):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"The exception ends on {_words(last)}, before it begins on {_words(first)}.")


class OutsideTheYears(WorkingTimeError):
    def __init__(self, year: int | None = None) -> None:
        told = "" if year is None else f" The year {year} is outside them."
        super().__init__(
            f"Schedules are worked out within the years {FIRST_YEAR} to {LAST_YEAR}.{told}"
            " Check the dates, the durations and the lags."
        )


class HasAZone(WorkingTimeError):
    def __init__(self) -> None:
        super().__init__("Schedules are in local time: a date and time must come without a time zone.")


def instant(moment: datetime) -> Instant:
    """The instant of a date and time without a zone, its seconds dropped.

    Raises `OutsideTheYears`, or `HasAZone`.
    """
    if moment.tzinfo is not None:
        raise HasAZone
    return DAY * day_number(moment.date()) + 60 * moment.hour + moment.minute


def moment(at: Instant) -> datetime:
    """The date and time of an instant. Raises `OutsideTheYears`."""
    checked(at)
    days, minutes = divmod(at, DAY)
    return datetime.combine(_EPOCH + timedelta(days=days), time(minutes // 60, minutes % 60))


def day_number(day: date) -> int:
    """Days from the epoch to the day; times `DAY`, the instant at which it begins. Raises `OutsideTheYears`."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise OutsideTheYears(day.year)
    return (day - _EPOCH).days


def checked(at: Instant) -> Instant:
    """The instant itself. Raises `OutsideTheYears` unless it is within the years of calendars."""
    if not FIRST <= at <= LAST:
        raise OutsideTheYears
    return at


@dataclass(frozen=True, slots=True)
class WorkingException:
    """Other shifts, or none, on each day from `first` to `last`, both included."""

    first: date
    last: date
    shifts: Shifts = ()


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Another working week from `first` to `last`, both included. Exceptions go before it."""

    first: date
    last: date
    week: Week


# From this day on, this week, up to the day of the next spell.
_Spell = tuple[int, Week]


class WorkingTime:
    """A calendar in minutes. Where exceptions overlap, or work weeks do, the first given holds.

    Places in working time are counts of working minutes from the beginning of the years. Every answer takes
    the logarithm of the number of exceptions, however long the span; a method that would leave the years
    raises `OutsideTheYears`.
    """

    __slots__ = ("_counts", "_runs", "_spells", "_starts", "total")

    def __init__(
        self, week: Week, exceptions: Sequence[WorkingException] = (), work_weeks: Sequence[WorkWeek] = ()
    ) -> None:
        """Raises `NoWorkingTime`, `WrongShifts`, `WrongWeek`, `WrongSpell` or `OutsideTheYears`."""
        layers = [(each.first, each.last, (each.shifts,) * DAYS) for each in exceptions]
        layers += [(each.first, each.last, each.week) for each in work_weeks]
        layers.append((date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31), week))
        self._spells: tuple[_Spell, ...] = tuple(_spells(layers))
        self._starts: list[Instant] = []
        self._counts: list[int] = []
        self._runs: list[tuple[int, int, array[int], array[int]]] = []
        count = 0
        ends = [*(DAY * day for day, _ in self._spells[1:]), LAST]
        for (day, spell_week), end in zip(self._spells, ends, strict=True):
            per_week, before, minutes = _pattern(spell_week)
            offset = count - _raw(DAY * day, per_week, before)
            self._starts.append(DAY * day)
            self._counts.append(count)
            self._runs.append((offset, per_week, before, minutes))
            count = offset + _raw(end, per_week, before)
        #: All the working minutes there are.
        self.total = count
        if not count:
            raise NoWorkingTime

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingTime) and self._spells == other._spells

    def __hash__(self) -> int:
        return hash(self._spells)

    def worked(self, at: Instant) -> int:
        """The place of an instant: the working minutes before it."""
        if not FIRST <= at <= LAST:
            raise OutsideTheYears
        offset, per_week, before, _ = self._runs[bisect_right(self._starts, at) - 1]
        weeks, minute = divmod(at, WEEK)
        return offset + weeks * per_week + before[minute]

    def start_at(self, count: int) -> Instant:
        """The last instant at this place: where the next working minute begins."""
        if not 0 <= count < self.total:
            raise OutsideTheYears
        offset, per_week, _, minutes = self._runs[bisect_right(self._counts, count) - 1]
        weeks, minute = divmod(count - offset, per_week)
        return weeks * WEEK + minutes[minute]

    def finish_at(self, count: int) -> Instant:
        """The first instant at this place: where the last working minute before it ended."""
        return self.start_at(count - 1) + 1

    def next_start(self, at: Instant) -> Instant:
        """The first instant on or after `at` at which work can go on."""
        return self.start_at(self.worked(at))

    def previous_finish(self, at: Instant) -> Instant:
        """The last instant on or before `at` at which work can have ended."""
        return self.finish_at(self.worked(at))

    def add(self, at: Instant, minutes: int) -> Instant:
        """Where so many working minutes from `at` end, negative ones backwards; `at` itself for none."""
        return self.start_at(self.worked(at) + minutes - 1) + 1 if minutes else at

    def subtract(self, at: Instant, minutes: int) -> Instant:
        """The latest start of so many working minutes that end by `at`; `at` itself for none."""
        return self.start_at(self.worked(at) - minutes) if minutes else at

    def between(self, earlier: Instant, later: Instant) -> int:
        """Working minutes from one instant to the other; negative if `later` comes first."""
        return self.worked(later) - self.worked(earlier)

    def is_working(self, at: Instant) -> bool:
        """Whether the minute that begins at `at` is worked."""
        return at < LAST and self.worked(at + 1) > self.worked(at)

    def stands(self, at: Instant) -> Instant:
        """`at` itself if work can go on or have ended there, and else the next start: where a milestone may be."""
        count = self.worked(at)
        return at if count and self.finish_at(count) == at else self.start_at(count)

    def shifts_on(self, day: date) -> Shifts:
        """The shifts of one day, in order; none on a day off."""
        number = day_number(day)
        at = bisect_right(self._starts, DAY * number) - 1
        return self._spells[at][1][number % DAYS]

    def shared_with(self, other: WorkingTime) -> WorkingTime:
        """The calendar of the time that both work. Raises `NoWorkingTime` if there is none."""
        days = sorted({day for day, _ in self._spells + other._spells})
        ends = [*days[1:], LAST // DAY]
        return WorkingTime(
            ((),) * DAYS,
            work_weeks=[
                WorkWeek(
                    _EPOCH + timedelta(days=day),
                    _EPOCH + timedelta(days=end - 1),
                    tuple(map(_shared, self._week_on(day), other._week_on(day))),
                )
                for day, end in zip(days, ends, strict=True)
            ],
        )

    def _week_on(self, day: int) -> Week:
        return self._spells[bisect_right(self._starts, DAY * day) - 1][1]


def elapsed(at: Instant, minutes: int) -> Instant:
    """So many minutes on by the clock, negative ones back. Raises `OutsideTheYears`."""
    return checked(at + minutes)


def _raw(at: Instant, per_week: int, before: array[int]) -> int:
    """Working minutes from the epoch, had this pattern always held."""
    weeks, minute = divmod(at, WEEK)
    return weeks * per_week + before[minute]


@lru_cache(maxsize=256)
def _pattern(week: Week) -> tuple[int, array[int], array[int]]:
    """Working minutes of the week; of each minute, how many go before it; of each working one, where it is."""
    if len(week) != DAYS:
        raise WrongWeek(len(week))
    minutes = array("H")
    worked = bytearray(WEEK)
    for day, shifts in enumerate(week):
        edges = [0, *(edge for shift in shifts for edge in shift), DAY]
        if any(end <= start for start, end in shifts) or any(before > after for before, after in pairwise(edges)):
            raise WrongShifts(shifts)
        for start, end in shifts:
            span = range(DAY * day + start, DAY * day + end)
            minutes.extend(span)
            worked[span.start : span.stop] = b"\1" * len(span)
    return len(minutes), array("H", accumulate(worked, initial=0)), minutes


def _spells(layers: Sequence[tuple[date, date, Week]]) -> Iterator[_Spell]:
    """The weeks that hold from day to day where each layer hides those given after it."""
    spans = []
    for rank, (first, last, week) in enumerate(layers):
        start, end = day_number(first), day_number(last) + 1
        if end <= start:
            raise WrongSpell(first, last)
        spans.append((start, rank, end, week))
    spans.sort(key=lambda span: span[:2])
    days = sorted({day for start, _, end, _ in spans for day in (start, end)})
    open_spans: list[tuple[int, int, Week]] = []
    at, held = 0, None
    for day in days[:-1]:
        while at < len(spans) and spans[at][0] == day:
            _, rank, end, week = spans[at]
            heappush(open_spans, (rank, end, week))
            at += 1
        while open_spans[0][1] <= day:
            heappop(open_spans)
        if open_spans[0][2] != held:
            held = open_spans[0][2]
            yield day, held


def _shared(one: Shifts, other: Shifts) -> Shifts:
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((start, end) for start, end in both if start < end))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


#: Every minute of every day.
ROUND_THE_CLOCK = WorkingTime((((0, DAY),),) * DAYS)
#: Microsoft Project's standard week: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00.
STANDARD_WEEK: Week = ((((8 * 60, 12 * 60), (13 * 60, 17 * 60)),) * 5) + ((),) * 2
