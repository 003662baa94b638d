"""The checks of dates and calendar: windows, the deadline, days off, typed dates and negative float."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.core.templating import day
from app.engines.scheduling import Constraint
from app.kinds.base import Finding, fault, weakness
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import ScheduleBrief
from app.kinds.schedule.row import Days, Row, whole
from app.kinds.schedule.words import counted, listed_rows, see

#: Typed start dates on more than one row in this many have taken the place of logic.
ROWS_PER_TYPED_DATE = 4
HOLDING = frozenset({Constraint.SNET, Constraint.FNET, Constraint.MSO, Constraint.MFO})
FINISH_LIMITS = frozenset({Constraint.FNLT, Constraint.MFO})
START_LIMITS = frozenset({Constraint.SNLT, Constraint.MSO})


@dataclass(frozen=True, slots=True)
class Lateness:
    """Where the deadline's item, or else the whole schedule, stands. `days` are working days, positive = late."""

    what: str
    where: str
    finish: date
    deadline: date
    days: int


def lateness(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Lateness | None:
    """None without a deadline, or without dates to hold against it.

    When the item cannot be found the whole schedule is measured: nothing is in time by not being there.
    """
    if brief.deadline is None or analysis.calendar is None or analysis.finish is None:
        return None
    row, deadline = analysis.found.get(brief.deadline.item), brief.deadline.finish_by
    what, where, finish = "The schedule", "", analysis.finish
    if row and row.ref in analysis.shown:
        what, where, finish = row.title, row.ref, analysis.shown[row.ref].finish
    return Lateness(what, where, finish, deadline, analysis.calendar.working_days_between(deadline, finish))


def meets_deadline(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """The deadline's item finishes by the end of that day; without that item, the whole schedule does."""
    stand = lateness(analysis, brief)
    if stand and stand.days > 0:
        yield fault(
            f"{stand.what} finishes on {day(stand.finish)}, {counted(stand.days, 'working day')} after "
            f"{day(stand.deadline)}. Look along the critical path for time to win.",
            stand.where,
            "deadline",
        )


def windows_respected(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Work with a window starts and finishes within it, whatever holds it there. Rows not found are not judged here."""
    for window in brief.windows:
        row = analysis.found.get(window.item)
        shown = analysis.shown.get(row.ref) if row else None
        if row is None or shown is None:
            continue
        if window.not_before and shown.start < window.not_before:
            words = f"{row.title} starts on {day(shown.start)}, before it can. {see(window.source)}"
            yield fault(words, row.ref, "constraints")
        if window.finish_by and shown.finish > window.finish_by:
            words = f"{row.title} finishes on {day(shown.finish)}, after it must be over. {see(window.source)}"
            yield fault(words, row.ref, "constraints")


def calendar_right(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Days that may not be worked are no working days, from the schedule's start to its finish or the deadline."""
    if analysis.calendar is None or analysis.finish is None:
        return
    last = max(analysis.finish, brief.deadline.finish_by) if brief.deadline else analysis.finish
    ruled_out = [each for each in brief.days_off if analysis.calendar.start <= each <= last]
    worked = sum(analysis.calendar.is_working_day(each) for each in ruled_out)
    if worked:
        yield fault(
            f"Your calendar works on {counted(worked, 'day')} on which nobody can. Look through the documents for "
            "holidays, shutdowns and days without access, and list them under days off.",
            "days_off",
            "calendar",
        )


def dates_from_logic(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Start dates are typed only where a window needs one: others are a weakness, on over a quarter of rows a fault.

    A constraint with a date that holds work back, or in place, is such a date too.
    """
    windowed = {
        analysis.found[window.item].ref
        for window in brief.windows
        if window.not_before and window.item in analysis.found
    }
    typed = [row for row in analysis.rows if _typed_start(row) and row.ref not in windowed]
    if len(typed) * ROWS_PER_TYPED_DATE > len(analysis.rows):
        yield fault(
            f"{listed_rows(row.ref for row in typed)}: start dates are typed on more than a quarter of your rows. Let "
            "predecessors set the dates, and type one only where the calendar alone decides.",
            f"{typed[0].ref}.{_typed_start(typed[0])}",
            "constraints",
        )
        return
    for row in typed:
        yield weakness(
            f"{row.title} has a start date typed in. If other work is what holds it back, link it and clear the date.",
            f"{row.ref}.{_typed_start(row)}",
            "constraints",
        )


def _typed_start(row: Row) -> str:
    """The column whose date holds the row back, if one does."""
    if row.start_no_earlier:
        return "start_no_earlier"
    return "constraint_date" if row.constraint_at and row.constraint in HOLDING else ""


def no_negative_float(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """No row misses a date that is typed on it as the latest, which is all that can make a float negative.

    Silent on a row that the deadline or a window already reports as late, if the typed date is not the earlier one.
    """
    for row in analysis.rows:
        for limit in _limits(row, analysis):
            if limit.over > 0 and not (limit.is_finish and _is_late_for_the_brief(row, limit.day, analysis, brief)):
                verb = "finish" if limit.is_finish else "start"
                yield fault(
                    f"{row.title} must {verb} by {day(limit.day)}, but its predecessors and duration take it to "
                    f"{day(limit.reached)}: {counted(limit.over, 'working day')} of negative float.",
                    f"{row.ref}.{limit.column}",
                    "float",
                )


@dataclass(frozen=True, slots=True)
class _Limit:
    """A date typed as the latest for a row, the day that the row comes to, and how far over that is."""

    column: str
    is_finish: bool
    day: date
    reached: date
    over: Days


def _limits(row: Row, analysis: ScheduleAnalysis) -> Iterator[_Limit]:
    dates, network, times = analysis.dates(row.ref), analysis.network, analysis.calendars
    if dates is None or network is None or analysis.calendar is None:
        return
    shown, calendar = analysis.shown[row.ref], times.by_key.get(row.calendar, times.project)

    def over(limit: int, reached: int) -> Days:
        return whole(Fraction(calendar.between(limit, reached), times.per_day))

    if row.ends_by:
        limit = over(times.ends(row.ends_by), dates.finish)
        yield _Limit("must_finish_by", True, row.ends_by.day, shown.finish, limit)
    if row.constraint_at and row.constraint in FINISH_LIMITS:
        limit = over(times.ends(row.constraint_at), dates.finish)
        yield _Limit("constraint_date", True, row.constraint_at.day, shown.finish, limit)
    if row.constraint_at and row.constraint in START_LIMITS:
        limit = over(times.begins(row.constraint_at), dates.start)
        yield _Limit("constraint_date", False, row.constraint_at.day, shown.start, limit)


def _is_late_for_the_brief(row: Row, typed: date, analysis: ScheduleAnalysis, brief: ScheduleBrief) -> bool:
    limits = [(window.item, window.finish_by) for window in brief.windows]
    if brief.deadline:
        limits.append((brief.deadline.item, brief.deadline.finish_by))
    finish = analysis.shown[row.ref].finish
    return any(
        limit is not None and limit <= typed and finish > limit and analysis.found.get(item) == row
        for item, limit in limits
    )
