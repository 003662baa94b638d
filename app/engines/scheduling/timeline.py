"""What scheduling gives: every task's dates, float and drivers, and the project's finish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from app.engines.working_time import Instant, WorkingTime


class HeldBy(StrEnum):
    """What settles a task's early start."""

    START = "the project’s start"
    LINKS = "its predecessors"
    CONSTRAINT = "a constraint"
    ACTUAL = "what has happened"
    MANUAL = "the dates typed for it"
    STATUS = "the status date"
    CHILDREN = "the tasks below it"


class TaskDates(NamedTuple):
    """The dates of one task, as instants; floats in working minutes of the task's calendar.

    `start` and `finish` are what Microsoft Project shows: actual dates, else the early dates, or the late ones
    of a task that is as late as possible. A negative `total_float` is by how much a date cannot be met. A
    complete task has no float and is never critical. `duration` is in minutes as the task counts them; a
    summary's is the working minutes from its start to its finish. An elapsed duration's float is in minutes
    by the clock.
    """

    uid: int
    early_start: Instant
    early_finish: Instant
    late_start: Instant
    late_finish: Instant
    start: Instant
    finish: Instant
    duration: int
    total_float: int
    free_float: int
    critical: bool
    summary: bool
    held_by: HeldBy


class Note(NamedTuple):
    """Something about one task that the reader of the schedule should know."""

    uid: int
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A scheduled project.

    `dates` by number, in the order the tasks were given; inactive tasks are not in it. `order` has every
    predecessor before its successors, without summaries; `critical` follows it. `start` is the project's start
    (worked out if scheduled from the finish) and `finish` the last finish. `drivers` has, for each task, the
    tasks whose links settle its early start: none if something else does. A summary among the predecessors is
    told as those of its tasks that settle its dates.
    """

    dates: Mapping[int, TaskDates]
    start: Instant
    finish: Instant
    order: tuple[int, ...]
    critical: tuple[int, ...]
    notes: tuple[Note, ...]
    calendar: WorkingTime
    minutes_per_day: int
    drivers: Mapping[int, tuple[int, ...]] = field(repr=False, compare=False)

    def offset(self, instant: Instant) -> Fraction:
        """Working days from the project's start to the instant, by the project's calendar; negative before it."""
        return self.days(self.calendar.between(self.start, instant))

    def days(self, minutes: int) -> Fraction:
        """Minutes of float or duration in working days."""
        return Fraction(minutes, self.minutes_per_day)

    def critical_chain(self) -> tuple[int, ...]:
        """One driving path, first task to last, that explains the finish; empty for an empty project.

        Each task's early start is settled by the one before it. Of several tasks that end the project the one
        with the least float is explained, then the last in order.
        """
        last = [uid for uid in reversed(self.order) if self.dates[uid].finish == self.finish]
        if not last:
            return ()
        chain = [min(last, key=lambda uid: self.dates[uid].total_float)]
        while drivers := self.drivers[chain[-1]]:
            chain.append(drivers[0])
        return tuple(reversed(chain))
