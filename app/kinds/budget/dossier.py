"""The check that holds the budget against the artefacts it builds on: dates of the schedule, cost of the resources.

A finding says whose artefact it rests on. It is a weakness, and a package named under differences is left alone: a plan
that has moved on since the baseline is a reason, if somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from app.engines import wording
from app.engines.exact import fraction
from app.kinds import resources, schedule
from app.kinds.base import Finding, dossier_payload, weakness
from app.kinds.budget.analysis import LONGEST_SEARCHED, BudgetAnalysis
from app.kinds.budget.figures import show
from app.kinds.budget.payload import BudgetBrief, Package
from app.kinds.budget.reading import Line
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.payload import ResourcesBrief
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import ScheduleBrief

#: How far the planned share of a package may lie from the share of its working days that have been planned.
SHARE_WITHIN = Fraction(15, 100)


def dossier_agrees(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Each package with activities in the schedule is planned as they are, and its budget pays for its resources.

    By the data date the planned share of its budget and the share of its working days differ by no more than 15 points,
    and the labour and plant that the resource plan has on its activities cost no more than its budget. Packages named
    under differences are not told. What is not in the dossier is not held against anything.
    """
    rows = [
        (package, line)
        for package in brief.packages
        if package.activities
        and (line := analysis.found.get(package.id)) is not None
        and not _is_explained(package, line, analysis)
    ]
    yield from _against_dates(rows, brief)
    yield from _against_resources(rows, brief)


def _against_dates(rows: Sequence[tuple[Package, Line]], brief: BudgetBrief) -> Iterator[Finding]:
    typed = dossier_payload(brief, schedule.KIND)
    if typed is None or brief.data_date is None:
        return
    plan, whose = schedule.KIND.analyse(typed, ScheduleBrief()), brief.dossier[schedule.KIND.key].whose
    for package, line in rows:
        by_dates, by_money = elapsed_share(plan, package.activities, brief.data_date), _planned_share(line)
        if by_dates is not None and by_money is not None and abs(by_dates - by_money) > SHARE_WITHIN:
            yield weakness(
                f"{line.name}: by the dates of {whose} schedule {_percent(by_dates)} of its work was planned to be "
                f"done by the data date, by this budget {_percent(by_money)}. Find out which has moved, and say so "
                "under differences.",
                f"{line.ref}.planned",
                "reconciling",
            )


def _against_resources(rows: Sequence[tuple[Package, Line]], brief: BudgetBrief) -> Iterator[Finding]:
    typed = dossier_payload(brief, resources.KIND)
    if typed is None:
        return
    plan = resources.KIND.analyse(typed, ResourcesBrief(dossier=brief.dossier))
    whose = brief.dossier[resources.KIND.key].whose
    for package, line in rows:
        cost = resource_cost(plan, package.activities)
        if line.budget is not None and cost > line.budget:
            yield weakness(
                f"{line.name}: labour and plant cost {show(cost)} in {whose} resource plan, which is more than the "
                "budget of the package. Find out which is right, and say so under differences.",
                f"{line.ref}.budget",
                "reconciling",
            )


def resource_cost(plan: PlanAnalysis, activities: tuple[str, ...]) -> Fraction:
    """What a resource plan has on the activities with these words: rate × units × working days, idle time left out."""
    if plan.basis is None:
        return Fraction(0)
    rates = {each.ref: each.rate for each in plan.resources if each.rate is not None}
    durations, names = plan.basis.durations, plan.basis.names
    return sum(
        (
            fraction(rates[each.resource]) * fraction(each.units) * durations[each.activity]
            for each in plan.whole
            if each.activity is not None and each.resource in rates and each.units is not None
            if wording.matches(names[each.activity][:LONGEST_SEARCHED], activities)
        ),
        Fraction(0),
    )


def elapsed_share(plan: ScheduleAnalysis, activities: tuple[str, ...], data_date: date) -> Fraction | None:
    """How much of the activities with these words is planned to be done by the end of a day, by working days.

    None when none has a duration and dates, or when the schedule cannot be dated.
    """
    if plan.calendar is None or plan.network is None:
        return None
    until = plan.calendar.finish_offset(data_date)
    worked, whole = Fraction(0), Fraction(0)
    for row in plan.leaves:
        dates = plan.dates(row.ref)
        if row.duration and dates is not None and wording.matches(row.name[:LONGEST_SEARCHED], activities):
            worked += min(max(until - dates.early_start, 0), row.duration)
            whole += row.duration
    return Fraction(worked, whole) if whole else None


def _planned_share(line: Line) -> Fraction | None:
    return fraction(line.planned) / fraction(line.budget) if line.planned is not None and line.budget else None


def _is_explained(package: Package, line: Line, analysis: BudgetAnalysis) -> bool:
    said = analysis.read.differences[:LONGEST_SEARCHED]
    return wording.matches(said, package.match) or line.ref.casefold() in said.casefold().split()


def _percent(share: Fraction) -> str:
    return f"{round(share * 100)}%"
