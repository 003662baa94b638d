"""What a budget report is marked on: the list, and the check that everything can be read."""

from __future__ import annotations

from collections.abc import Iterator

from app.kinds.base import Check, Finding
from app.kinds.budget.analysis import BudgetAnalysis
from app.kinds.budget.dossier import dossier_agrees
from app.kinds.budget.line_checks import (
    accruals_included,
    approved_changes_only,
    commitments_once,
    earned_by_rule,
    forecast_realistic,
    lines_agree,
)
from app.kinds.budget.payload import BudgetBrief
from app.kinds.budget.prose_checks import prose_agrees
from app.kinds.budget.variance_checks import variances_explained
from app.kinds.budget.whole_checks import (
    contingency_apart,
    eac_reasoned,
    exception_reported,
    measures_right,
    months_agree,
)


def readable(analysis: BudgetAnalysis, brief: BudgetBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, and no two rows share a reference."""
    yield from analysis.problems


CHECKS: tuple[Check[BudgetAnalysis, BudgetBrief], ...] = (
    Check("readable", "Everything that is typed can be read", readable),
    Check("lines_agree", "The packages and what was planned agree with the papers", lines_agree),
    Check("approved_changes_only", "Budgets change by approved change alone", approved_changes_only),
    Check("accruals_included", "Actual cost is what the work has cost, invoiced or not", accruals_included),
    Check("commitments_once", "What is on order is counted, and counted once", commitments_once),
    Check("earned_by_rule", "Earned value follows the rule for measuring, not the money spent", earned_by_rule),
    Check("months_agree", "The curve agrees with the baseline and with the packages", months_agree),
    Check("measures_right", "The stated measures are right", measures_right, needs=("readable",)),
    Check("forecast_realistic", "The forecast fits what is known of the work that remains", forecast_realistic),
    Check("eac_reasoned", "The estimate at completion has a method, a figure and a reason", eac_reasoned),
    Check(
        "variances_explained",
        "Large variances are explained by their causes",
        variances_explained,
        needs=("accruals_included", "earned_by_rule"),
    ),
    Check("contingency_apart", "Contingency is kept apart and reconciles", contingency_apart),
    Check("exception_reported", "A forecast outside tolerance is reported as an exception", exception_reported),
    Check("dossier_agrees", "The money follows the schedule and the resource plan", dossier_agrees),
    Check("prose_agrees", "The statement quotes the figures of the tables", prose_agrees),
)
