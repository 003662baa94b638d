"""The plan's figures in the shapes that others ask for: cells of rows, headline facts, measures, JSON.

All come from one analysis, so they agree with the pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core.templating import day
from app.engines import loading, raci
from app.engines.exact import rounded
from app.engines.levelling import CannotBeLevelled, Starts
from app.engines.optimum import Limit, OptimumUnavailable, Proof, solve
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.resources import words
from app.kinds.resources.analysis import Load, PlanAnalysis, analyse
from app.kinds.resources.basis import Basis
from app.kinds.resources.payload import ResourcePlan, ResourcesBrief
from app.kinds.resources.words import counted, number, pounds

UNKNOWN = "–"
#: Deterministic, so that the figures of a plan are the same wherever they are worked out.
EFFORT = 5


def row_outputs(analysis: PlanAnalysis) -> Mapping[str, RowOutput]:
    """Peaks and days over, before and after, and cost of each resource; dates of each assignment and of each move."""
    if analysis.basis is None:
        return {}
    outputs = _resource_outputs(analysis)
    outputs |= _assignment_outputs(analysis, analysis.basis)
    return outputs | _move_outputs(analysis, analysis.basis)


def _resource_outputs(analysis: PlanAnalysis) -> dict[str, RowOutput]:
    outputs = {each.ref: RowOutput({"cost": _cost(analysis, each.ref)}) for each in analysis.resources}
    for load in analysis.loads:
        cells = {
            "peak": f"{number(max(load.before, default=0))} → {number(max(load.after, default=0))}",
            "over": f"{load.days_over_before} → {load.days_over_after}",
            "cost": _cost(analysis, load.supply.ref),
        }
        outputs[load.supply.ref] = RowOutput(cells, "over-allocated" if load.over_after else "")
    return outputs


def _cost(analysis: PlanAnalysis, ref: str) -> str:
    return pounds(analysis.costs[ref]) if ref in analysis.costs else ""


def _assignment_outputs(analysis: PlanAnalysis, basis: Basis) -> dict[str, RowOutput]:
    outputs: dict[str, RowOutput] = {}
    for each in analysis.read.assignments:
        if each.activity is None:
            continue
        duration = basis.durations[each.activity]
        start = analysis.after[each.activity]
        cells = {"start": words.short_start(basis, start), "finish": words.short_finish(basis, start + duration)}
        if each.units is not None:
            cells["work"] = number(each.units * duration)
        outputs[each.ref] = RowOutput(cells)
    return outputs


def _move_outputs(analysis: PlanAnalysis, basis: Basis) -> dict[str, RowOutput]:
    outputs: dict[str, RowOutput] = {}
    for move in analysis.moves:
        ref = move.activity or ""
        before, after, duration = analysis.before[ref], analysis.after[ref], basis.durations[ref]
        cells = {
            "was": words.short_start(basis, before),
            "finish": words.short_finish(basis, after + duration),
            "float": f"{after - before} of {basis.network.dates[ref].total_float}",
        }
        outputs[move.ref] = RowOutput(cells)
    return outputs


def facts(analysis: PlanAnalysis, brief: ResourcesBrief) -> tuple[Fact, ...]:
    """Finish against the schedule's, over-allocation, what levelling can do, cost, use, and responsibilities."""
    found = []
    if (basis := analysis.basis) is not None:
        found += [
            Fact("Finish", _day(basis, analysis.finish_after), _against(analysis, basis)),
            Fact("Over-allocated", *_over(analysis)),
            Fact("Best possible", *_best(analysis, basis)),
            Fact("Cost", pounds(analysis.cost), _cost_note(analysis)),
        ]
        if busiest := _busiest(analysis):
            found.append(busiest)
    sound = sum(not raci.faults(row.assignment) for row in analysis.read.chart)
    found.append(
        Fact("Responsibilities", f"{sound} of {len(analysis.read.chart)}", "rows where one answers and some do")
    )
    return tuple(found)


def _day(basis: Basis, offset: int) -> str:
    last = basis.last_day(offset)
    return day(last) if last else f"day {offset}"


def _against(analysis: PlanAnalysis, basis: Basis) -> str:
    late = analysis.finish_after - analysis.finish_before
    if late <= 0:
        return f"As in {basis.whose}"
    return f"{counted(late, 'working day')} later than in {basis.whose}"


def _over(analysis: PlanAnalysis) -> tuple[str, str]:
    before = sum(each.days_over_before for each in analysis.loads)
    after = sum(each.days_over_after for each in analysis.loads)
    return counted(after, "day"), f"{before} before your moves, over all resources"


def _best(analysis: PlanAnalysis, basis: Basis) -> tuple[str, str]:
    """The shortest that levelling could make of it, and how sure that is."""
    best = analysis.best
    if best is None:
        cannot = analysis.unlevellable
        note = (
            f"{basis.title(cannot.activity)} asks for more than there ever is" if cannot else "Nothing is assigned yet"
        )
        return UNKNOWN, note
    if best.status is Proof.OPTIMAL:
        return _day(basis, best.makespan), "Proved: with these resources no plan can finish sooner"
    return _day(basis, best.makespan), f"The best found; nothing can be done before {_day(basis, best.lower_bound)}"


def _cost_note(analysis: PlanAnalysis) -> str:
    if not analysis.has_all_rates:
        return "Without the resources that have no rate"
    change = analysis.cost - sum(analysis.costs_before.values(), Fraction(0))
    if not change:
        return "Your moves do not change it"
    return f"Your moves make it {pounds(abs(change))} {'more' if change > 0 else 'less'}"


def _busiest(analysis: PlanAnalysis) -> Fact | None:
    """The resource with the greatest utilisation from its first day of work to its last."""
    shares = {each.supply.ref: share for each in analysis.loads if (share := utilisation(each)) is not None}
    if not shares:
        return None
    ref = max(shares, key=lambda each: shares[each])
    supply = next(each.supply for each in analysis.loads if each.supply.ref == ref)
    return Fact("Highest use", percent(shares[ref]), f"{supply.title}, from its first day to its last")


def utilisation(load: Load) -> Fraction | None:
    """Assigned over available from the first day of work to the last; None without work, or when never available."""
    days = [day for day, units in enumerate(load.after) if units]
    if not days:
        return None
    return loading.utilisation(sum(load.after), loading.available(load.resource, days[0], days[-1] + 1))


def percent(share: Fraction | None) -> str:
    return UNKNOWN if share is None else f"{rounded(share * 100, 0)}%"


def measures(analysis: PlanAnalysis, brief: ResourcesBrief) -> Mapping[str, Decimal]:
    """Whole numbers and pounds for thresholds and statistics. Days are working days."""
    figures: dict[str, int | Fraction] = {
        "resources": len(analysis.resources),
        "assignments": len(analysis.read.assignments),
        "moves": len(analysis.moves),
        "responsibilities": len(analysis.read.chart),
    }
    if analysis.basis is not None:
        figures |= {
            "days_over_before": sum(each.days_over_before for each in analysis.loads),
            "days_over_after": sum(each.days_over_after for each in analysis.loads),
            "finish_before": analysis.finish_before,
            "finish_after": analysis.finish_after,
            "lower_bound": analysis.bound,
            "cost": analysis.cost,
        }
    return {key: rounded(value, 2) if isinstance(value, Fraction) else Decimal(value) for key, value in figures.items()}


def figures(plan: ResourcePlan) -> dict[str, Any]:
    """The engine's figures without a scenario, ready for JSON: offsets in working days from 0, pounds as text.

    Without a schedule there are dates only for activities that are typed with their durations; `best` then says what is
    the shortest possible, and how sure that is. Raises `Unreadable` with every cell that cannot be read, but for
    activities that only a schedule could name.
    """
    analysis = analyse(plan, ResourcesBrief())
    has_own = analysis.basis is not None
    problems = [each for each in analysis.problems if has_own or not each.where.endswith(".activity")]
    if problems:
        raise Unreadable("; ".join(f"{each.message} ({each.where})" for each in problems))
    return {
        "resources": [
            {
                "ref": each.ref,
                "name": each.name,
                "capacity": None if each.capacity is None else number(each.capacity),
                "rate": None if each.rate is None else str(each.rate),
                "charge": each.charge,
            }
            for each in analysis.resources
        ],
        "assignments": len(analysis.read.assignments),
        "responsibilities": [
            {"ref": row.ref, "work": row.assignment.work, "faults": list(raci.faults(row.assignment))}
            for row in analysis.read.chart
        ],
    } | (_dated(analysis, analysis.basis) if analysis.basis else {})


def _dated(analysis: PlanAnalysis, basis: Basis) -> dict[str, Any]:
    levelled = analysis.by_rule
    return {
        "finish_before": analysis.finish_before,
        "finish_after": analysis.finish_after,
        "starts_before": dict(analysis.before),
        "starts_after": dict(analysis.after),
        "over_allocated": [
            {"resource": each.resource, "start": each.start, "finish": each.finish, "activities": list(each.activities)}
            for load in analysis.loads
            for each in load.over_after
        ],
        "cost": str(rounded(analysis.cost, 2)),
        "levelled": {"finish": levelled.finish, "starts": dict(levelled.starts)} if levelled else None,
        "lower_bound": analysis.bound,
        "best": _solved(analysis, basis),
    }


def _solved(analysis: PlanAnalysis, basis: Basis) -> dict[str, Any] | None:
    """The shortest possible by the solver; None where nothing can be levelled, or without the solver."""
    try:
        best = solve(basis.activities, analysis.engine_resources, analysis.demands, Limit(effort=EFFORT))
    except (CannotBeLevelled, OptimumUnavailable):
        return None
    starts: Starts = best.starts
    return {"finish": best.makespan, "lower_bound": best.lower_bound, "status": best.status, "starts": dict(starts)}
