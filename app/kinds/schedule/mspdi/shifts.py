"""The calendars of a file as the engine takes them, each made when a task or a resource first needs it."""

from __future__ import annotations

from collections.abc import Mapping

from app.engines.working_time import WorkingTime, instant
from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import calendars
from app.kinds.schedule.mspdi.notes import Notes
from app.kinds.schedule.mspdi.project import Calendar, Project, Task

STANDARD = "standard"
MOST_DAYS = 200_000


class Calendars:
    """`default` is the key of the project's calendar. Raises `Unreadable` for a calendar in which nothing is worked."""

    def __init__(self, file: Project, notes: Notes) -> None:
        self._known = {calendar.uid: calendar for calendar in file.calendars}
        self._made: dict[str, WorkingTime] = {}
        self._notes = notes
        self._days = 0
        self.default = self.of(self._default_uid(file)) or self._standard()

    def _default_uid(self, file: Project) -> int | None:
        if file.calendar in self._known:
            return file.calendar
        first = next((calendar.uid for calendar in file.calendars if calendar.is_base), None)
        if file.calendar is not None and first is not None:
            self._notes.of_project("The project’s calendar is not in the file; the first base calendar stands for it.")
        return first

    def _standard(self) -> str:
        self._notes.of_project(
            "The file has no calendar for the project; Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00, is taken."
        )
        self._made[STANDARD] = WorkingTime(calendars.USUAL_WEEK)
        return STANDARD

    def of(self, uid: int | None) -> str | None:
        """The key of a calendar, which is made if need be; None for none, and for one that is not in the file."""
        calendar = self._known.get(uid) if uid is not None else None
        if calendar is None:
            return None
        key = _key(calendar)
        if key not in self._made:
            self._days += calendars.exceptions(calendar, self._known)
            if self._days > MOST_DAYS:
                words = (
                    f"the calendars have more than {MOST_DAYS:,} exceptions in all, counted where they are inherited"
                )
                raise Unreadable(f"{words}. Take out those that are long past", calendar.line)
            self._made[key] = calendars.working_time(calendar, self._known)
        return key

    def differ(self, key: str, other: str) -> bool:
        """Whether two calendars ever have other hours."""
        return key != other and self._made[key] != self._made[other]

    def span(self, task: Task) -> int:
        """The working minutes from a task's start to its finish as the file has them; 0 if it has not both."""
        start, finish = task.stored.start, task.stored.finish
        if start is None or finish is None:
            return 0
        return max(0, self.ruling(task).between(instant(start), instant(finish)))

    def ruling(self, task: Task) -> WorkingTime:
        """The task's own calendar, or else the project's."""
        return self._made[self.of(task.calendar) or self.default]

    def by_key(self) -> Mapping[str, WorkingTime]:
        return self._made


def _key(calendar: Calendar) -> str:
    return f"{calendar.name} ({calendar.uid})"
