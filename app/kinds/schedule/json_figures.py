"""The assessment and the simulation of a schedule ready for JSON."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.engines.exact import Exact, rounded
from app.engines.monte_carlo import PERCENTILES, RUNS
from app.engines.schedule_quality import Metric
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.chances import chance_of_deadline, day_of
from app.kinds.schedule.simulation import simulated


def plain(number: Exact) -> int | float:
    """A whole number where it is one, and else to four decimal places."""
    exact = rounded(number, 4) if not isinstance(number, int) else Decimal(number)
    whole = Fraction(exact)
    return whole.numerator if whole.denominator == 1 else whole.numerator / whole.denominator


def metric(found: Metric) -> dict[str, Any]:
    """One metric with its base; `value` is None where it is not applicable."""
    return {
        "number": found.number,
        "title": found.title,
        "base": found.base,
        "verdict": found.verdict.value,
        "numerator": None if found.numerator is None else plain(found.numerator),
        "denominator": None if found.denominator is None else plain(found.denominator),
        "value": None if found.value is None else plain(found.value),
        "limit": plain(found.limit),
        "is_least": found.is_least,
        "refs": list(found.refs),
        "reason": found.reason,
    }


def simulation(analysis: ScheduleAnalysis) -> dict[str, Any] | None:
    """What the runs show, in working days and dates; None where no duration has a range."""
    found = simulated(analysis, RUNS)
    if found is None:
        return None
    chance = chance_of_deadline(analysis)
    return {
        "runs": found.runs,
        "seed": found.seed,
        "shape": found.shape.value,
        "most_likely_finish": plain(found.likely_finish),
        "finish_at_means": plain(found.mean_finish),
        "mean": plain(found.mean),
        "standard_deviation": plain(found.standard_deviation),
        "merge_bias": plain(found.merge_bias),
        "percentiles": {f"P{each}": _percentile(analysis, found.percentile(each)) for each in PERCENTILES},
        "chance_of_deadline": None if chance is None else plain(chance),
        "latest_dates_kept": {ref: plain(share) for ref, share in found.kept.items()},
        "criticality": {ref: plain(share) for ref, share in found.criticality.items()},
        "sensitivity": {ref: None if each is None else plain(each) for ref, each in found.sensitivity.items()},
    }


def _percentile(analysis: ScheduleAnalysis, finish: Decimal) -> dict[str, Any]:
    return {"days": plain(finish), "day": day_of(analysis, finish)}
