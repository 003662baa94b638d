"""The checks of what there is and what is asked for: resources, capacities, rates and assignments.

A finding sends the apprentice back to a row or a document; it never says what the answer is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.kinds.base import Finding, fault, weakness
from app.kinds.resources import parties
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.payload import ExpectedResource, Need, ResourcesBrief
from app.kinds.resources.reading import Assigned, Supply
from app.kinds.resources.words import counted, document, number, see

#: A rate may be out by the larger of a pound and a thousandth, as all money here.
CLOSE, SHARE = Decimal(1), Decimal(1) / 1000


def readable(analysis: PlanAnalysis, _brief: ResourcesBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, activities and resources exist, and nothing is assigned twice."""
    yield from analysis.problems


def resources_found(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Every resource that the documents speak of has a row. Without any row there is nothing to plan with."""
    if not analysis.resources:
        yield fault("There are no resources yet. Give each skill, team and machine a row.", why="kinds")
        return
    missing = Counter(each.source for each in brief.resources if each.id not in analysis.found_resources)
    for source, count in missing.items():
        yield fault(
            f"Your plan is short of {counted(count, 'resource')} that {document(source)} speaks of. Read it again and "
            "ask of each piece of work who or what it takes.",
            why="kinds",
        )


def capacities_right(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Of each resource there are as many as the documents allow, and the days on which it is away are off.

    A resource may be split over rows: then they count together.
    """
    for expected in brief.resources:
        rows = analysis.found_resources.get(expected.id, ())
        known = [each.capacity for each in rows if each.capacity is not None]
        total = sum(known, Fraction(0))
        if rows and len(known) == len(rows) and not expected.capacity[0] <= total <= expected.capacity[1]:
            wrong = "fewer" if total < expected.capacity[0] else "more"
            yield fault(
                f"{rows[0].title}: {number(total)} a day is {wrong} than {document(expected.source)} allows. Check "
                "which document is the latest, and whose job it is to know.",
                f"{rows[0].ref}.capacity",
                "loading",
            )
        for supply in rows:
            if unknown := [each for each in _away(expected, analysis) if each not in supply.days_off]:
                yield fault(
                    f"{supply.title} is away on {counted(len(unknown), 'working day')} on which your plan has it at "
                    f"work. {see(expected.source)}",
                    f"{supply.ref}.days_off",
                    "loading",
                )


def rates_right(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Every resource has its rate, from the document that counts, and is paid for in the way that it says."""
    for supply in analysis.resources:
        if supply.rate is None:
            yield fault(f"{supply.title}: what does one cost a day? Type 0 if nothing.", f"{supply.ref}.rate", "cost")
    for expected, supply in _pairs(analysis, brief):
        source = expected.rate_source or expected.source
        if supply.rate is not None and abs(supply.rate - expected.rate) > max(CLOSE, expected.rate * SHARE):
            yield fault(
                f"{supply.title}: the rate is not the one of {document(source).rstrip(',')}. Check which document is "
                "the latest, and whether it is a rate for one or for all of them.",
                f"{supply.ref}.rate",
                "cost",
            )
        elif supply.charge is not expected.charge:
            yield fault(
                f"{supply.title}: that is not how it is paid for. {see(source)}",
                f"{supply.ref}.charge",
                "cost",
            )


def roles_before_names(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Resources are skills, teams and machines; a resource that is called by somebody's name is a weakness."""
    for supply in analysis.resources:
        if parties.is_person(supply.name, brief.people):
            yield weakness(
                f"{supply.title}: plan the skill first and put the name to it later. If this person falls ill, what is "
                "it that you have to find?",
                f"{supply.ref}.name",
                "kinds",
            )


def assignments_complete(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Every activity has the resources that the documents give it, and as many of each. Without any there is no load.

    Activities that the schedule itself lacks, and resources without a row, are not judged here.
    """
    if not analysis.read.assignments:
        yield fault("Nothing is assigned yet. Say which activity needs which resource.", why="loading")
        return
    missing: dict[tuple[str, str], int] = {}
    for need, activity, assigned in _needs(analysis, brief):
        total = sum((each.units or Fraction(0) for each in assigned), Fraction(0))
        if not assigned:
            missing[activity, need.source] = missing.get((activity, need.source), 0) + 1
        elif not need.units[0] <= total <= need.units[1]:
            wrong = "fewer" if total < need.units[0] else "more"
            yield fault(
                f"{assigned[0].ref}: {number(total)} is {wrong} than {document(need.source)} gives to "
                f"{_title(analysis, activity)}.",
                f"{assigned[0].ref}.units",
                "loading",
            )
    for (activity, source), count in missing.items():
        yield fault(
            f"{_title(analysis, activity)} is short of {counted(count, 'resource')} that {document(source)} gives it. "
            "Read it again line by line.",
            why="loading",
        )


def _title(analysis: PlanAnalysis, activity: str) -> str:
    return analysis.basis.title(activity) if analysis.basis else f"Row {activity}"


def _pairs(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterable[tuple[ExpectedResource, Supply]]:
    for expected in brief.resources:
        yield from ((expected, supply) for supply in analysis.found_resources.get(expected.id, ()))


def _needs(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterable[tuple[Need, str, list[Assigned]]]:
    """Each need with its activity and what is assigned to it of the resource, where both were found."""
    activities = analysis.basis.found if analysis.basis else {}
    for need in brief.needs:
        activity, rows = activities.get(need.activity), analysis.found_resources.get(need.resource, ())
        if activity is not None and rows:
            refs = {each.ref for each in rows}
            yield (
                need,
                activity,
                [each for each in analysis.whole if each.activity == activity and each.resource in refs],
            )


def _away(expected: ExpectedResource, analysis: PlanAnalysis) -> Iterable[date]:
    """The working days of the schedule on which a resource is away."""
    calendar = analysis.basis.calendar if analysis.basis else None
    if calendar is None:
        return
    for absence in expected.away:
        for step in range((absence.last - absence.first).days + 1):
            day = absence.first + timedelta(step)
            if calendar.is_working_day(day):
                yield day
