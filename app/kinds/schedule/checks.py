"""What a schedule is marked on: the list, and the checks of its content. Each docstring is the rule.

A finding sends the apprentice back to a row or a document; it never says what the answer is. The checks of the
network's logic are in `logic_checks`, those of dates and calendar in `date_checks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from app.kinds.base import Check, Finding, fault
from app.kinds.schedule import date_checks, estimate_checks, logic_checks, progress_checks, quality_checks
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import Expected, ScheduleBrief
from app.kinds.schedule.words import counted, document


def readable(analysis: ScheduleAnalysis, _brief: ScheduleBrief) -> Iterator[Finding]:
    """Every cell can be read, every predecessor exists, and no rows wait for each other."""
    yield from analysis.problems


def activities_present(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Every piece of work that the documents ask for has a row of its own. Milestones have a check of their own."""
    missing = [item for item in brief.items if not item.is_milestone and item.id not in analysis.found]
    for source, count in _by_source(missing):
        asked_for = counted(count, "activity") if count == 1 else f"{count} activities"
        yield fault(
            f"Your schedule is short of {asked_for} that {document(source)} asks for. Read it again line by line, and "
            "give each piece of work a row with a name that says what is done.",
            why="network-logic",
        )


def milestones_present(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Every milestone that the documents ask for is there, with a duration of 0."""
    milestones = [item for item in brief.items if item.is_milestone]
    for source, count in _by_source(item for item in milestones if item.id not in analysis.found):
        yield fault(
            f"Your schedule is short of {counted(count, 'milestone')} that {document(source)} asks for. Read it again "
            "and look for events and decisions rather than work.",
            why="milestones",
        )
    for item in milestones:
        row = analysis.found.get(item.id)
        if row and row.duration:
            yield fault(
                f"{row.title} takes {counted(row.duration, 'day')}, but it is an event, not work. Type 0.",
                f"{row.ref}.duration",
                "milestones",
            )


def _by_source(items: Iterable[Expected]) -> Iterable[tuple[str, int]]:
    return Counter(item.source for item in items).items()


def durations_fit(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Each piece of work that was found takes as many working days as the documents allow."""
    for item in brief.items:
        row = analysis.found.get(item.id)
        if item.is_milestone or row is None or row.duration is None:
            continue
        least, most = item.days
        if not least <= row.duration <= most:
            wrong = "shorter" if row.duration < least else "longer"
            yield fault(
                f"{row.title} takes {counted(row.duration, 'working day')}, which is {wrong} than "
                f"{document(item.source)} allows. Read it again, and check which document is the latest.",
                f"{row.ref}.duration",
                "durations",
            )


_ONCE_READ = ("readable",)

CHECKS: tuple[Check[ScheduleAnalysis, ScheduleBrief], ...] = (
    Check("readable", "Everything can be read and nothing goes round in a circle", readable),
    Check("activities_present", "Every activity in the documents is here", activities_present),
    Check("milestones_present", "Every milestone is here, with no duration", milestones_present, _ONCE_READ),
    Check("durations_fit", "Durations agree with the documents", durations_fit, _ONCE_READ),
    Check("no_open_ends", "One start, one finish, no open ends", logic_checks.no_open_ends, _ONCE_READ),
    Check("dangling_ends", "Every start is driven and every finish drives", logic_checks.dangling_ends, _ONCE_READ),
    Check("order_respected", "Work waits for what it needs", logic_checks.order_respected, _ONCE_READ),
    Check("leads_and_lags", "No leads, and no lag longer than five days", logic_checks.leads_and_lags, _ONCE_READ),
    Check("calendar_right", "Days that cannot be worked are off", date_checks.calendar_right, _ONCE_READ),
    Check("windows_respected", "Work with a fixed window falls within it", date_checks.windows_respected, _ONCE_READ),
    Check("meets_deadline", "It finishes by the deadline", date_checks.meets_deadline, _ONCE_READ),
    Check("no_negative_float", "No float is negative", date_checks.no_negative_float, _ONCE_READ),
    Check("dates_from_logic", "Dates come from logic, not from typing", date_checks.dates_from_logic, _ONCE_READ),
    Check("progress_is_told", "What has happened is told as reported", progress_checks.progress_is_told, _ONCE_READ),
    Check("baseline_kept", "The baseline is what was agreed", progress_checks.baseline_kept, _ONCE_READ),
    Check("estimates_fit", "Ranges agree with the documents", estimate_checks.estimates_fit, _ONCE_READ),
    Check(
        "chance_of_the_date",
        "The dates are as sure as they must be",
        estimate_checks.chance_of_the_date,
        (*_ONCE_READ, "estimates_fit"),
    ),
    Check("fourteen_points", "The 14-point assessment raises no signal", quality_checks.fourteen_points, _ONCE_READ),
)
