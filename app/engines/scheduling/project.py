"""What is to be scheduled: a project of tasks with calendars, links, constraints and progress.

Durations and lags are whole minutes; instants are whole minutes as `working_time.instant` makes them from a
date and time. The words, defaults and rules are Microsoft Project's, which the industry's files come from.

Sources, all public: Microsoft's articles Q87301 and Q113966 (float of elapsed durations), Q159773 (lag);
Eastwood Harris on elapsed durations, lags and splitting; T. Boyle on hard constraints and on calendars and
slack; the behaviour of the MPXJ project's scheduler, which is tested against Microsoft Project's own files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.engines.critical_path import LinkKind
from app.engines.working_time import Instant, WorkingTime


class LagUnit(StrEnum):
    """What a lag counts.

    WORKING: working minutes of the *successor's* calendar (its task calendar, or else the project's; never a
    resource's). ELAPSED: minutes round the clock. PERCENT: a percentage of the predecessor's duration, counted
    as that duration is. ELAPSED_PERCENT: the same, counted round the clock.

    Source: Eastwood Harris, “Elapsed durations, leads and lags in Microsoft Project” (the successor's calendar
    since Project 2002; the project's in Project 2000); Microsoft Q159773 (never the resource's calendar).
    """

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"
    ELAPSED_PERCENT = "elapsed percent"


class Constraint(StrEnum):
    """Microsoft Project's eight kinds of constraint."""

    ASAP = "as soon as possible"
    ALAP = "as late as possible"
    SNET = "start no earlier than"
    SNLT = "start no later than"
    FNET = "finish no earlier than"
    FNLT = "finish no later than"
    MSO = "must start on"
    MFO = "must finish on"


DATELESS = frozenset({Constraint.ASAP, Constraint.ALAP})
#: The constraints that can push a task against its logic.
HARD = frozenset({Constraint.SNLT, Constraint.FNLT, Constraint.MSO, Constraint.MFO})


@dataclass(frozen=True, slots=True)
class Link:
    """A wait for the task with the number `predecessor`.

    `lag` is in minutes, or in per cent for the units that say so; positive waits, negative is a lead.
    """

    predecessor: int
    kind: LinkKind = LinkKind.FS
    lag: int = 0
    unit: LagUnit = LagUnit.WORKING


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work that a resource does on its own calendar. `minutes` None: as long as the task's duration."""

    calendar: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task, or a summary task if others name it as their `parent`.

    `duration` is in working minutes of the task's calendar, or round the clock if `elapsed`; a summary's own
    is not read. `calendar` None: the project's. `assignments` move the work to the resources' calendars (cut
    down to what the task's own calendar shares with them, if it has one); the longest settles the finish.
    Leave them out for a task that ignores resource calendars. Float is counted on the task's calendar, not the
    resources', and by the clock for an elapsed duration.

    `constraint_date` belongs to every constraint but ASAP and ALAP. `deadline` caps the late finish and never
    moves work. On a summary, SNET and MSO hold every task below it, FNLT and MFO cap their late finish; other
    kinds are noted and not applied, since Microsoft Project does not offer them.

    `manual`: the dates `manual_start` and `manual_finish` are kept whatever the links say; without a start it
    is scheduled like any other. `split` is the working minutes inside the task's span during which it pauses;
    `levelling_delay` the elapsed minutes by which levelling puts off the start.

    Progress: `actual_finish` makes it complete. `actual_start` fixes the start; `percent_complete` (0 to 100)
    and `remaining` (minutes; None: the duration not yet complete) say what is left, from `resume` if given.
    """

    uid: int
    name: str = ""
    duration: int = 0
    elapsed: bool = False
    calendar: str | None = None
    links: tuple[Link, ...] = ()
    constraint: Constraint = Constraint.ASAP
    constraint_date: Instant | None = None
    deadline: Instant | None = None
    parent: int | None = None
    active: bool = True
    manual: bool = False
    manual_start: Instant | None = None
    manual_finish: Instant | None = None
    split: int = 0
    levelling_delay: int = 0
    actual_start: Instant | None = None
    actual_finish: Instant | None = None
    percent_complete: int = 0
    remaining: int | None = None
    resume: Instant | None = None
    assignments: tuple[Assignment, ...] = ()

    @property
    def is_milestone(self) -> bool:
        """No duration: it stands where it is put, at the end of a working day if that is when it falls due."""
        return self.duration == 0

    @property
    def label(self) -> str:
        return self.name or f"Task {self.uid}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project to schedule, and how.

    `calendars` by key; `calendar` is the project's own. `from_finish` schedules backwards from `finish`.
    `honour_constraints`: hard constraints fix or cap the early dates even against logic (Microsoft Project's
    “tasks will always honor their constraint dates”, on by default), and MSO and MFO fix the late dates too, so
    that nothing behind such a task shows in the float before it; off, they only cap the late dates.
    `soft_may_precede_start`: a task without predecessors whose start or finish no earlier than lies before the
    project's start goes there, as in Microsoft Project; off, nothing unstarted starts before the project.
    `status_date` is used only with `remaining_after_status`: unstarted and remaining work is then not before it,
    as with Microsoft Project's “reschedule uncompleted work”. `retained_logic`: the remaining work of a task that
    is partly complete waits for its predecessors (its “split in-progress tasks”; of a task at 0 per cent it does
    not).
    `imposed_finish` caps all late dates. `multiple_critical_paths`: each open end has its own finish.
    A task is critical with a total float of `critical_limit` minutes or less. The minutes of a day and a week
    and the days of a month are for telling and reading durations; no date depends on them.
    """

    start: Instant
    calendars: Mapping[str, WorkingTime]
    calendar: str
    tasks: tuple[Task, ...] = ()
    from_finish: bool = False
    finish: Instant | None = None
    imposed_finish: Instant | None = None
    status_date: Instant | None = None
    remaining_after_status: bool = False
    retained_logic: bool = False
    honour_constraints: bool = True
    soft_may_precede_start: bool = True
    multiple_critical_paths: bool = False
    critical_limit: int = 0
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    title: str = field(default="The project", compare=False)
