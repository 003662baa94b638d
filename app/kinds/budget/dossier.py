"""The check that holds the budget against the artefacts it builds on: does the money follow the dates.

A finding says whose artefact it rests on. It is a weakness, and a package named under differences is left alone: a plan
that has moved on since the baseline is a reason, if somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.engines import wording
from app.engines.exact import fraction
from app.kinds import schedule
from app.kinds.base import Finding, dossier_payload, weakness
from app.kinds.budget.analysis import LONGEST_SEARCHED, BudgetAnalysis
from app.kinds.budget.payload import BudgetBrief, Package
from app.kinds.budget.reading import Line
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import ScheduleBrief

#: How far the planned share of a package may lie from the share of its working days that have been planned.
SHARE_WITHIN = Fraction(15, 100)


def dossier_agrees(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """What is planned to the data date follows the dates of the schedule: for each package that has activities there,
    the planned share of its budget and the share of its working days differ by no more than 15 points.

    Packages named under differences are not told. Without a schedule in the dossier there is nothing to say.
    """
    typed = dossier_payload(brief, schedule.KIND)
    if typed is None or brief.data_date is None:
        return
    plan, whose = schedule.KIND.analyse(typed, ScheduleBrief()), brief.dossier[schedule.KIND.key].whose
    for package in brief.packages:
        line = analysis.found.get(package.id)
        if line is None or _is_explained(package, line, analysis):
            continue
        by_dates, by_money = elapsed_share(plan, package.activities, brief.data_date), _planned_share(line)
        if by_dates is not None and by_money is not None and abs(by_dates - by_money) > SHARE_WITHIN:
            yield weakness(
                f"{line.name}: by the dates of {whose} schedule {_percent(by_dates)} of its work was planned to be "
                f"done by the data date, by this budget {_percent(by_money)}. Find out which has moved, and say so "
                "under differences.",
                f"{line.ref}.planned",
                "reconciling",
            )


def elapsed_share(plan: ScheduleAnalysis, activities: tuple[str, ...], data_date: date) -> Fraction | None:
    """How much of the activities with these words is planned to be done by the end of a day, by working days.

    None when there are none with a duration and dates, or when the schedule cannot be dated.
    """
    if not activities or plan.calendar is None or plan.network is None:
        return None
    until = plan.calendar.finish_offset(data_date)
    worked, whole = 0, 0
    for row in plan.rows:
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
