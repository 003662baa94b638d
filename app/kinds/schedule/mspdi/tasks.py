"""One task of an MS Project file, with its links and baselines, read and checked."""

from __future__ import annotations

from datetime import datetime

from app.kinds.base import Unreadable
from app.kinds.schedule.mspdi import values
from app.kinds.schedule.mspdi.project import Baseline, Constraint, Lag, LinkType, Predecessor, Stored, Task
from app.kinds.schedule.mspdi.records import EXPORT, Record

MOST_OUTLINE_LEVELS = 100
_FIXED_DURATION = 1
#: Formats are the units' numbers; 32 more means that the length is an estimate.
_ESTIMATED, _EVERY_FORMAT = 32, range(3, 54)
_ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 20})
_PERCENT_FORMATS = frozenset({19, 20})
_DAYS = 7


def read_task(record: Record) -> Task:
    """Raises `Unreadable`, naming the task, for values that no task can have."""
    uid = values.number(record, "UID", None)
    if uid is None:
        raise Unreadable(f"{values.whose(record)} has no unique identifier (UID). {EXPORT}", record.line)
    length_format = _format(record, "DurationFormat", _DAYS)
    is_manual = values.flag(record, "Manual")
    return Task(
        uid=uid,
        ref=record.text("ID")[:12] or str(uid),
        name=record.text("Name"),
        line=record.line,
        outline_level=_outline_level(record),
        is_summary=values.flag(record, "Summary"),
        is_milestone=values.flag(record, "Milestone"),
        is_manual=is_manual,
        is_active=values.flag(record, "Active", default=True),
        is_external=values.flag(record, "ExternalTask") or values.flag(record, "IsSubproject"),
        is_recurring=values.flag(record, "Recurring"),
        duration=_length(record, is_manual),
        has_duration=bool(record.text("Duration") or record.text("ManualDuration")),
        is_elapsed=is_elapsed(length_format),
        is_fixed_duration=values.number(record, "Type", 0) == _FIXED_DURATION,
        constraint=_constraint(record),
        constraint_date=values.moment(record, "ConstraintDate"),
        deadline=values.moment(record, "Deadline"),
        percent_complete=_percent(record),
        actual_start=values.moment(record, "ActualStart"),
        actual_finish=values.moment(record, "ActualFinish"),
        remaining_duration=values.duration(record, "RemainingDuration"),
        stop=values.moment_if_readable(record, "Stop"),
        resume=values.moment_if_readable(record, "Resume"),
        levelling_delay=values.number(record, "LevelingDelay", 0) // 10,
        calendar=_calendar(record),
        ignores_resource_calendars=values.flag(record, "IgnoreResourceCalendar"),
        predecessors=tuple(_predecessor(each) for each in record.each("PredecessorLink")),
        baselines=tuple(_baseline(each) for each in record.each("Baseline")),
        stored=_stored(record, is_manual),
        has_notes=bool(record.text("Notes")),
        has_costs=_is_money(record.text("FixedCost")),
        custom=tuple((each.text("FieldID"), each.text("Value")) for each in record.each("ExtendedAttribute")),
    )


def _length(record: Record, is_manual: bool) -> int:
    typed = values.duration(record, "ManualDuration") if is_manual else None
    return (typed if typed is not None else values.duration(record, "Duration")) or 0


def _calendar(record: Record) -> int | None:
    uid = values.number(record, "CalendarUID", -1)
    return uid if uid >= 0 else None


def _format(record: Record, name: str, default: int) -> int:
    found = values.number(record, name, default)
    return found if found in _EVERY_FORMAT else default


def is_elapsed(unit: int) -> bool:
    """Whether a length or a lag in this unit goes by the clock rather than a calendar."""
    return (unit - _ESTIMATED if unit > _ESTIMATED else unit) in _ELAPSED_FORMATS


def _is_percent(unit: int) -> bool:
    return (unit - _ESTIMATED if unit > _ESTIMATED else unit) in _PERCENT_FORMATS


def _outline_level(record: Record) -> int:
    level = values.number(record, "OutlineLevel", 1)
    if not 0 <= level <= MOST_OUTLINE_LEVELS:
        raise values.refused(record, "OutlineLevel", f"and outlines have 0 to {MOST_OUTLINE_LEVELS} levels. {EXPORT}")
    return level


def _constraint(record: Record) -> Constraint:
    number = values.number(record, "ConstraintType", 0)
    try:
        constraint = Constraint(number)
    except ValueError:
        raise values.refused(record, "ConstraintType", f"and constraints have the numbers 0 to 7. {EXPORT}") from None
    if constraint > Constraint.ALAP and values.moment(record, "ConstraintDate") is None:
        words = f"{values.whose(record)} has the constraint {number} and no date for it (ConstraintDate)"
        raise Unreadable(f"{words}. Give it one, or take the constraint off", record.line)
    return constraint


def _percent(record: Record) -> int:
    percent = values.number(record, "PercentComplete", 0)
    if not 0 <= percent <= 100:
        raise values.refused(record, "PercentComplete", "and nothing is less than 0 or more than 100 percent complete")
    return percent


def _predecessor(record: Record) -> Predecessor:
    uid = values.number(record, "PredecessorUID", None)
    if uid is None:
        raise Unreadable(f"a link has no predecessor (PredecessorUID). {EXPORT}", record.line)
    kind = values.number(record, "Type", LinkType.FS)
    try:
        link_type = LinkType(kind)
    except ValueError:
        raise values.refused(record, "Type", f"and links have the types 0 to 3 (FF, FS, SF, SS). {EXPORT}") from None
    crosses = values.flag(record, "CrossProject")
    crosses_to = (record.text("CrossProjectName") or "another project") if crosses else ""
    return Predecessor(uid, link_type, _lag(record), record.line, crosses_to)


def _lag(record: Record) -> Lag:
    """Lags are written in tenths of a minute, or in percent."""
    unit = _format(record, "LagFormat", _DAYS)
    amount = values.number(record, "LinkLag", 0)
    if _is_percent(unit):
        if abs(amount) > 100_000:
            raise values.refused(record, "LinkLag", "percent, which is absurd. Correct it in MS Project")
        return Lag(amount, is_percent=True, is_elapsed=is_elapsed(unit))
    minutes = abs(amount) // 10
    if minutes > values.LONGEST:
        raise values.refused(record, "LinkLag", "which is more than a hundred years. Correct it in MS Project")
    return Lag(-minutes if amount < 0 else minutes, is_elapsed=is_elapsed(unit))


def _baseline(record: Record) -> Baseline:
    return Baseline(
        number=values.number(record, "Number", 0),
        start=values.moment_if_readable(record, "Start"),
        finish=values.moment_if_readable(record, "Finish"),
        duration=values.duration(record, "Duration"),
    )


def _stored(record: Record, is_manual: bool) -> Stored:
    return Stored(
        start=_date(record, "Start", is_manual),
        finish=_date(record, "Finish", is_manual),
        early_start=values.moment_if_readable(record, "EarlyStart"),
        early_finish=values.moment_if_readable(record, "EarlyFinish"),
        late_start=values.moment_if_readable(record, "LateStart"),
        late_finish=values.moment_if_readable(record, "LateFinish"),
        total_slack=_slack(record, "TotalSlack"),
        free_slack=_slack(record, "FreeSlack"),
    )


def _date(record: Record, name: str, is_manual: bool) -> datetime | None:
    """A manual task's own date comes first."""
    return (values.moment(record, f"Manual{name}") if is_manual else None) or values.moment(record, name)


def _slack(record: Record, name: str) -> int | None:
    """Slack is written in tenths of a minute."""
    tenths = values.number(record, name, None)
    return None if tenths is None else abs(tenths) // 10 * (-1 if tenths < 0 else 1)


def _is_money(text: str) -> bool:
    return any(digit in "123456789" for digit in text)
