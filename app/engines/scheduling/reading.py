"""Reads tasks for scheduling: what is wrong with them, which calendars they go by, how their work lies."""

from __future__ import annotations

from collections.abc import Iterable

from app.engines.scheduling.errors import (
    CannotBeDated,
    LessThanNothing,
    MissingCalendar,
    MissingConstraintDate,
    MissingFinish,
    NoLengthOfDay,
    OverComplete,
)
from app.engines.scheduling.project import DATELESS, Project, Task
from app.engines.scheduling.timeline import Note
from app.engines.scheduling.work import ManyCalendars, OneCalendar, Work
from app.engines.working_time import ROUND_THE_CLOCK, Instant, NoWorkingTime, OutsideTheYears, WorkingTime, checked

_LEAST = ("duration", "remaining duration", "split", "levelling delay", "percentage complete")
_NO_DATES = (None,) * 7
NOTHING_SHARED = "Its calendar and a resource’s share no working time, so its own calendar is used."


class Reader:
    """Calendars are looked up, and shared ones made, once each."""

    def __init__(self, project: Project) -> None:
        """Raises `MissingCalendar`, `MissingFinish`, `NoLengthOfDay` or `CannotBeDated` for the project itself."""
        self.project = project
        self.notes: list[Note] = []
        self._shared: dict[tuple[str, str], WorkingTime | None] = {}
        self._single: dict[int, OneCalendar] = {}
        if project.calendar not in project.calendars:
            raise MissingCalendar(None, project.title, project.calendar)
        if project.from_finish and project.finish is None:
            raise MissingFinish
        if project.minutes_per_day < 1:
            raise NoLengthOfDay
        _check_dates(None, project.title, (project.start, project.finish, project.imposed_finish, project.status_date))

    def check(self, task: Task) -> None:
        """Raises the `SchedulingError` that the task deserves, if any."""
        least = (task.duration, task.remaining or 0, task.split, task.levelling_delay, task.percent_complete)
        if min(least) < 0:
            raise LessThanNothing(task.uid, task.label, _LEAST[least.index(min(least))])
        if task.percent_complete > 100:
            raise OverComplete(task.uid, task.label)
        if task.constraint not in DATELESS and task.constraint_date is None:
            raise MissingConstraintDate(task.uid, task.label)
        for key in (task.calendar, *(each.calendar for each in task.assignments)):
            if key is not None and key not in self.project.calendars:
                raise MissingCalendar(task.uid, task.label, key)
        dates = (
            task.constraint_date,
            task.deadline,
            task.manual_start,
            task.manual_finish,
            task.actual_start,
            task.actual_finish,
            task.resume,
        )
        if dates != _NO_DATES:
            _check_dates(task.uid, task.label, dates)

    def calendar(self, task: Task) -> WorkingTime:
        """The task's own calendar, or else the project's."""
        return self.project.calendars[self.project.calendar if task.calendar is None else task.calendar]

    def work(self, task: Task) -> Work:
        """How the task's work lies in time."""
        if task.elapsed and task.duration:
            return self._one(ROUND_THE_CLOCK)
        if not task.assignments or not task.duration:
            return self._one(self.calendar(task))
        shares = tuple(
            (self._resource(task, each.calendar), 0 if each.minutes is None else each.minutes - task.duration)
            for each in task.assignments
        )
        return ManyCalendars(self.calendar(task), shares)

    def _one(self, calendar: WorkingTime) -> OneCalendar:
        return self._single.setdefault(id(calendar), OneCalendar(calendar))

    def _resource(self, task: Task, key: str) -> WorkingTime:
        """The resource's calendar, cut down to what a task calendar shares with it."""
        resource = self.project.calendars[key]
        if task.calendar is None:
            return resource
        pair = (task.calendar, key)
        if pair not in self._shared:
            try:
                self._shared[pair] = self.calendar(task).shared_with(resource)
            except NoWorkingTime:
                self._shared[pair] = None
        shared = self._shared[pair]
        if shared is None:
            self.notes.append(Note(task.uid, NOTHING_SHARED))
            return self.calendar(task)
        return shared


def _check_dates(uid: int | None, label: str, moments: Iterable[Instant | None]) -> None:
    try:
        for moment in moments:
            if moment is not None:
                checked(moment)
    except OutsideTheYears as error:
        raise CannotBeDated(uid, label, str(error)) from error
