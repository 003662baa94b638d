"""What can be wrong with a project that is to be scheduled, each in words for the person who typed it."""

from __future__ import annotations

from collections.abc import Sequence


class SchedulingError(ValueError):
    """A project that cannot be scheduled."""


#: The most tasks of a loop that a message names; from the middle of a longer loop some are left out.
MOST_NAMED = 12


class LoopedLogic(SchedulingError):
    """`uids` is the loop, each before the one that waits for it, the first repeated at the end."""

    def __init__(self, uids: Sequence[int], names: Sequence[str]) -> None:
        self.uids = tuple(uids)
        if len(names) > MOST_NAMED:
            names = [*names[: MOST_NAMED - 2], "…", *names[-2:]]
        super().__init__(f"These tasks wait for one another in a circle: {' → '.join(names)}.")


class MissingPredecessor(SchedulingError):
    def __init__(self, uid: int, name: str, missing: int) -> None:
        self.uid = uid
        self.missing = missing
        super().__init__(f"{name} follows a task with the number {missing}, which is not in the project.")


class RepeatedTask(SchedulingError):
    def __init__(self, uid: int) -> None:
        self.uid = uid
        super().__init__(f"There is more than one task with the number {uid}.")


class LessThanNothing(SchedulingError):
    """A duration, a remaining duration, a delay or a split below 0."""

    def __init__(self, uid: int, name: str, what: str) -> None:
        self.uid = uid
        super().__init__(f"{name} has a negative {what}.")


class MissingCalendar(SchedulingError):
    """`uid` is None when it is the project's own calendar that is not there."""

    def __init__(self, uid: int | None, name: str, key: str) -> None:
        self.uid = uid
        self.key = key
        super().__init__(f"{name} works by the calendar “{key}”, which is not in the project.")


class MissingConstraintDate(SchedulingError):
    def __init__(self, uid: int, name: str) -> None:
        self.uid = uid
        super().__init__(f"{name} has a constraint that needs a date, and has none.")


class WrongOutline(SchedulingError):
    """A parent that is not in the project, or a task that is outlined under itself."""

    def __init__(self, uid: int, name: str) -> None:
        self.uid = uid
        super().__init__(f"{name} is outlined under itself, or under a task that is not in the project.")


class MissingFinish(SchedulingError):
    def __init__(self) -> None:
        super().__init__("A project that is scheduled from its finish needs a finish date.")


class UnknownTask(SchedulingError):
    def __init__(self, uid: int) -> None:
        self.uid = uid
        super().__init__(f"There is no task with the number {uid} that could be scheduled.")


class CannotBeDated(SchedulingError):
    """Dates outside the years that calendars cover; `uid` is the task at which it was noticed, if it was one."""

    def __init__(self, uid: int | None, name: str, why: str) -> None:
        self.uid = uid
        super().__init__(f"{name} cannot be given dates: {why}")


class OverComplete(SchedulingError):
    def __init__(self, uid: int, name: str) -> None:
        self.uid = uid
        super().__init__(f"{name} is more than 100 per cent complete.")


class NoLengthOfDay(SchedulingError):
    def __init__(self) -> None:
        super().__init__("A day must have at least one minute, so that durations can be told in days.")
