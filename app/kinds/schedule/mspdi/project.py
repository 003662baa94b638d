"""What is kept of an MS Project file: the project, its calendars, tasks, links, resources and assignments.

Moments are local, without a zone, as MS Project's are. Lengths are whole minutes, of work or by the clock. Nothing is
worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from app.engines.working_time import Shifts, WorkingException


class Constraint(IntEnum):
    """What holds a task to a date, by the number that MS Project writes."""

    ASAP = 0
    ALAP = 1
    MUST_START_ON = 2
    MUST_FINISH_ON = 3
    START_NO_EARLIER = 4
    START_NO_LATER = 5
    FINISH_NO_EARLIER = 6
    FINISH_NO_LATER = 7


class LinkType(IntEnum):
    FF = 0
    FS = 1
    SF = 2
    SS = 3


@dataclass(frozen=True, slots=True)
class OtherWeek:
    """Other hours of the week from one day to another, both included; None is as in the usual week."""

    first: date
    last: date
    week: tuple[Shifts | None, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours of each weekday, Monday 0 to Sunday 6: None is as in the base calendar (or no work, without one)."""

    uid: int
    name: str
    is_base: bool
    base: int | None
    week: tuple[Shifts | None, ...]
    exceptions: tuple[WorkingException, ...]
    other_weeks: tuple[OtherWeek, ...]
    line: int
    #: What each exception is called, in the same order.
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lag:
    """`amount` in minutes, or in percent of the predecessor's duration; by the clock if `is_elapsed`."""

    amount: int = 0
    is_percent: bool = False
    is_elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Predecessor:
    uid: int
    type: LinkType
    lag: Lag
    line: int
    #: The other project's name, for a link that leads out of the file.
    crosses_to: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    number: int
    start: datetime | None
    finish: datetime | None
    duration: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """Dates and slack as the file has them, to compare with; None when it has none. Slack in working minutes."""

    start: datetime | None = None
    finish: datetime | None = None
    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_slack: int | None = None
    free_slack: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One task. `ref` is the number that people see (the ID); `duration` in minutes, by the clock if `is_elapsed`."""

    uid: int
    ref: str
    name: str
    line: int
    outline_level: int = 1
    is_summary: bool = False
    is_milestone: bool = False
    is_manual: bool = False
    is_active: bool = True
    #: Of another project, or a whole project put in: its dates are kept.
    is_external: bool = False
    is_recurring: bool = False
    duration: int = 0
    #: Whether the file gives a duration at all; some programs write only dates.
    has_duration: bool = True
    is_elapsed: bool = False
    is_fixed_duration: bool = False
    constraint: Constraint = Constraint.ASAP
    constraint_date: datetime | None = None
    deadline: datetime | None = None
    percent_complete: int = 0
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_duration: int | None = None
    stop: datetime | None = None
    resume: datetime | None = None
    #: In minutes by the clock, whatever unit it is shown in.
    levelling_delay: int = 0
    calendar: int | None = None
    ignores_resource_calendars: bool = False
    predecessors: tuple[Predecessor, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    stored: Stored = field(default_factory=Stored)
    #: What an editor without them would lose: notes, costs, custom fields, a hyperlink.
    has_notes: bool = False
    has_costs: bool = False
    #: The values of custom fields, by the number of the field.
    custom: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    uid: int
    name: str
    is_work: bool
    calendar: int | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """`units` in thousandths (1000 is full time); work, without overtime, and delay in minutes."""

    task: int
    resource: int
    units: int
    work: int | None
    delay: int
    start: datetime | None
    finish: datetime | None
    contour: int


@dataclass(frozen=True, kw_only=True)
class Project:
    """The whole file. `calendars` and `tasks` are in its order; `notes` are what reading it had to leave or change."""

    name: str
    author: str
    start: datetime | None
    finish: datetime | None
    is_from_start: bool
    status_date: datetime | None
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int
    calendar: int | None
    critical_slack: int
    has_many_critical_paths: bool
    #: Whether the remaining work of a started task waits for predecessors that it started before.
    splits_in_progress: bool
    calendars: tuple[Calendar, ...]
    tasks: tuple[Task, ...]
    resources: tuple[Resource, ...]
    assignments: tuple[Assignment, ...]
    #: What custom fields are called, by their numbers.
    custom_fields: Mapping[str, str]
    notes: tuple[str, ...]
