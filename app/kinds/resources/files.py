"""Resource plans as workbooks and CSV, and the problems of PSPLIB for the command line."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from app.engines import levelling, loading, psplib
from app.engines.critical_path import NetworkError
from app.engines.levelling import CannotBeLevelled
from app.engines.optimum import Limit, OptimumUnavailable, solve
from app.engines.psplib import NotPsplib
from app.kinds import csv_files, sheets
from app.kinds.base import AnalyseOptions, Unreadable
from app.kinds.resources.columns import EDITOR
from app.kinds.resources.payload import ResourcePlan


def from_csv(content: bytes, plan: ResourcePlan) -> ResourcePlan:
    """The rows of a CSV in place of those of the grid whose headings fit it best. Raises `Unreadable` with the line."""
    return sheets.validated(plan, csv_files.read_into(EDITOR, content, plan.model_dump(mode="json")))


def from_psplib(content: bytes, options: AnalyseOptions) -> dict[str, Any]:
    """The shortest schedule of a PSPLIB `.sm` file: `makespan`, `lower_bound`, `status`, and `starts` by job number.

    `status` is `optimal` when no shorter one exists, else `feasible`. The starts are checked by the engine's own rules
    before anything is said. Raises `Unreadable` with the line.
    """
    try:
        project = psplib.read(content.decode("utf-8", errors="replace"))
        limit = Limit(seconds=Fraction(options.seconds))
        best = solve(project.activities, project.resources, project.demands, limit)
    except NotPsplib as error:
        raise Unreadable(str(error), error.line) from error
    except (NetworkError, CannotBeLevelled, OptimumUnavailable) as error:
        raise Unreadable(str(error).rstrip(".")) from error
    broken = loading.breaches(project.activities, best.starts)
    over = [
        each
        for resource in project.resources
        for each in loading.over_allocations(project.activities, best.starts, project.demands, resource)
    ]
    if broken or over or levelling.finish_of(project.activities, best.starts) != best.makespan:
        raise Unreadable("the solver’s answer breaks the project’s own rules, so it is not shown")
    return {
        "makespan": best.makespan,
        "lower_bound": best.lower_bound,
        "status": best.status.value,
        "starts": dict(best.starts),
    }
