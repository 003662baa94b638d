"""The calendars of an MS Project file as the fields of the editor: days, hours, days off, and other calendars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.engines.working_time import (
    DAY,
    ROUND_THE_CLOCK,
    STANDARD_WEEK,
    Shifts,
    Week,
    WorkingException,
    WorkingTime,
    instant,
    moment,
)
from app.kinds.schedule.day_cells import LONGEST_DAYS_OFF
from app.kinds.schedule.mspdi import calendars, typing_out
from app.kinds.schedule.mspdi.calendars import Inherited
from app.kinds.schedule.mspdi.losses import Loss, Losses
from app.kinds.schedule.mspdi.network import project_start
from app.kinds.schedule.mspdi.project import Calendar, Project, Task

USUAL: Shifts = STANDARD_WEEK[0]
#: Characters that a field of days off may have, less some for safety.
MOST_LETTERS = 9_500
LONGEST_NAME = 60
#: Days off further from the project than these days are left behind.
BEFORE, AFTER = timedelta(31), timedelta(3 * 366)


@dataclass(frozen=True)
class CalendarFields:
    """`usual` are the hours of a day that durations count; `times` and `names` are by the calendars' numbers."""

    start: datetime
    week: Week
    usual: Shifts
    days_off: str
    others: str
    is_hourly: bool
    project_time: WorkingTime
    times: Mapping[int, WorkingTime] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def per_day(self) -> int:
        return sum(end - start for start, end in self.usual)

    def cells(self) -> dict[str, str]:
        """The fields as a person would type them. Whole days of the usual hours need no hours."""
        return {
            "start_on": f"{self.start:%Y-%m-%d}",
            "working_days": typing_out.week(self.week, self.usual),
            "hours": typing_out.hours(self.usual) if self.is_hourly or self.usual != USUAL else "",
            "days_off": self.days_off,
            "calendars": self.others,
        }

    def time_of(self, task: Task) -> WorkingTime:
        """What settles where the task's work begins and ends."""
        if task.is_elapsed:
            return ROUND_THE_CLOCK
        return self.times.get(task.calendar, self.project_time) if task.calendar is not None else self.project_time

    def span(self, task: Task) -> int:
        """The working minutes from a task's start to its finish as the file has them; 0 if it has not both."""
        start, finish = task.stored.start, task.stored.finish
        if start is None or finish is None:
            return 0
        time = self.times.get(task.calendar, self.project_time) if task.calendar is not None else self.project_time
        return max(0, time.between(instant(start), instant(finish)))

    def pauses(self, task: Task, stop: datetime, resume: datetime) -> bool:
        """Whether any working time passes between two moments."""
        return self.time_of(task).between(instant(stop), instant(resume)) > 0

    def begins(self, task: Task, at: datetime) -> str:
        """A moment from which something may be, as typed: moved to where work begins, a day if that is the first."""
        time = self.time_of(task)
        found = moment(time.next_start(instant(at)) if task.duration else time.stands(instant(at)))
        minute = found.hour * 60 + found.minute
        shifts = time.shifts_on(found.date())
        return typing_out.moment(found, self.is_hourly and (not shifts or minute != shifts[0][0]))

    def ends(self, task: Task, at: datetime) -> str:
        """A moment until which something may be, as typed: moved to where work ends, a day if that is the last."""
        time = self.time_of(task)
        end = time.previous_finish(instant(at))
        found = moment(end)
        if end % DAY == 0:
            return typing_out.moment(found - timedelta(days=1), with_time=False)
        minute, shifts = found.hour * 60 + found.minute, time.shifts_on(found.date())
        return typing_out.moment(found, self.is_hourly and (not shifts or minute != shifts[-1][1]))


def read(file: Project, tasks: Sequence[Task], losses: Losses) -> CalendarFields:
    """Raises `Unreadable` for a calendar in which nothing is worked."""
    known = {calendar.uid: calendar for calendar in file.calendars}
    whole = _project_calendar(file, known, losses)
    start = project_start(file)
    horizon = (start.date() - BEFORE, _last_day(file, start) + AFTER)
    usual = Counter(shifts for shifts in whole.week if shifts).most_common(1)[0][0]
    others = _Others(known, usual, horizon, losses)
    for task in tasks:
        others.take(task, file.calendar)
    days_off, is_partly = _days_off(whole, horizon, losses, "the project’s calendar")
    per_day = sum(end - begin for begin, end in usual)
    is_hourly = (
        is_partly
        or bool(others.names)
        or any(shifts not in ((), usual) for shifts in whole.week)
        or not all(_is_in_days(task, per_day) for task in tasks)
    )
    if whole.other_weeks:
        losses.say(
            "Working weeks of a part of the year (work weeks) are not carried over; the usual week holds throughout."
        )
    project_time = WorkingTime(whole.week, whole.exceptions)
    if project_time.next_start(DAY * (instant(start) // DAY)) != project_time.next_start(instant(start)):
        losses.say(f"The project starts at {start:%H:%M} in the file; here it starts with that day’s work.")
    return CalendarFields(
        start, whole.week, usual, days_off, others.text(), is_hourly, project_time, others.times, others.names
    )


def _project_calendar(file: Project, known: Mapping[int, Calendar], losses: Losses) -> Inherited:
    first = next((calendar for calendar in file.calendars if calendar.is_base), None)
    found = known.get(file.calendar, first) if file.calendar is not None else first
    if found is None:
        losses.say("The file has no calendar for the project; Monday to Friday in whole days is taken.")
        return Inherited(STANDARD_WEEK, (), (), ())
    calendars.working_time(found, known)
    return calendars.inherited(found, known)


def _last_day(file: Project, start: datetime) -> date:
    finishes = [task.stored.finish for task in file.tasks if task.stored.finish]
    return max([start, *finishes, *([file.finish] if file.finish else [])]).date()


def _is_in_days(task: Task, per_day: int) -> bool:
    """Whether a task's lengths are whole days, so that nothing smaller needs to be shown."""
    lengths = [0 if task.is_elapsed else task.duration, task.remaining_duration or 0]
    lags = [link.lag.amount for link in task.predecessors if not link.lag.is_percent and not link.lag.is_elapsed]
    has_clock = task.is_elapsed or any(link.lag.is_elapsed or link.lag.is_percent for link in task.predecessors)
    return not has_clock and all(minutes % per_day == 0 for minutes in (*lengths, *lags))


def _days_off(whole: Inherited, horizon: tuple[date, date], losses: Losses, name: str) -> tuple[str, bool]:
    """The exceptions as lines, and whether some of them have hours. Those far from the project are left behind."""
    lines: dict[str, None] = {}
    left, is_partly, letters = 0, False, 0
    seen: set[WorkingException] = set()
    for exception, called in zip(whole.exceptions, whole.names, strict=True):
        if exception in seen or exception.last < horizon[0] or exception.first > horizon[1]:
            continue
        seen.add(exception)
        for piece in _pieces(exception, horizon):
            line = typing_out.day_off(piece, called)
            letters += len(line) + 1
            if letters > MOST_LETTERS:
                left += 1
            else:
                lines[line] = None
                is_partly = is_partly or bool(piece.shifts)
    if left:
        losses.say(f"{left:,} days off of {name} did not fit into the field, and are not carried over.")
    return "\n".join(lines), is_partly


def _pieces(exception: WorkingException, horizon: tuple[date, date]) -> Iterable[WorkingException]:
    """An exception within the horizon, in pieces no longer than a line of days off may be."""
    first, last = max(exception.first, horizon[0]), min(exception.last, horizon[1])
    while first <= last:
        end = min(last, first + timedelta(LONGEST_DAYS_OFF - 1))
        yield WorkingException(first, end, exception.shifts)
        first = end + timedelta(1)


class _Others:
    """The calendars that tasks name, as lines of the field for other calendars."""

    def __init__(
        self, known: Mapping[int, Calendar], usual: Shifts, horizon: tuple[date, date], losses: Losses
    ) -> None:
        self._known = known
        self._usual = usual
        self._horizon = horizon
        self._losses = losses
        self._lines: list[str] = []
        self.times: dict[int, WorkingTime] = {}
        self.names: dict[int, str] = {}

    def take(self, task: Task, project_calendar: int | None) -> None:
        uid = task.calendar
        if uid is None or uid == project_calendar or uid in self.names:
            return
        if uid not in self._known:
            self._losses.of(task, Loss.CALENDARS)
            return
        calendar = self._known[uid]
        whole = calendars.inherited(calendar, self._known)
        calendars.working_time(calendar, self._known)
        self.times[uid] = WorkingTime(whole.week, whole.exceptions)
        self.names[uid] = self._name(calendar)
        self._lines.append(f"{self.names[uid]}: {typing_out.week(whole.week, None)}")
        days_off, _ = _days_off(whole, self._horizon, self._losses, f"the calendar “{self.names[uid]}”")
        self._lines += [days_off] if days_off else []

    def _name(self, calendar: Calendar) -> str:
        """The calendar's name without the signs that end a name in the field, and not one that is taken."""
        plain = " ".join("".join(" " if letter in ":;" else letter for letter in calendar.name).split())
        name = plain[: LONGEST_NAME - 8] or f"Calendar {calendar.uid}"
        taken = {each.lower() for each in self.names.values()} | {"", "na", "n/a", "none"}
        return f"{name} {calendar.uid}" if name.lower() in taken or name[0].isdecimal() else name

    def text(self) -> str:
        text = "\n".join(self._lines)
        if len(text) > MOST_LETTERS:
            self._losses.say(
                "The other calendars did not all fit into their field; the last of them are not carried over."
            )
            text = text[:MOST_LETTERS].rpartition("\n")[0]
        return text
