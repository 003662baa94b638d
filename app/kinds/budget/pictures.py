"""The report as pictures: the S-curve, and the variance of each package. Only the drawing uses floats."""

from __future__ import annotations

from app.kinds.base import Picture
from app.kinds.budget.analysis import BudgetAnalysis
from app.kinds.budget.payload import BudgetBrief
from app.kinds.budget.s_curve import s_curve
from app.kinds.budget.variance_bars import variance_bars


def pictures(analysis: BudgetAnalysis, brief: BudgetBrief) -> tuple[Picture, ...]:
    """Each as soon as there is something to draw."""
    drawn = (s_curve(analysis), variance_bars(analysis))
    return tuple(picture for picture in drawn if picture is not None)
