"""What a resource plan is marked on, in order. The rule of each check is its docstring, in the file it comes from."""

from __future__ import annotations

from app.kinds.base import Check
from app.kinds.resources import plan_checks, raci_checks, supply_checks
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.payload import ResourcesBrief

_READ = ("readable",)
_LOADED = (*_READ, "resources_found", "assignments_complete")

CHECKS: tuple[Check[PlanAnalysis, ResourcesBrief], ...] = (
    Check("readable", "Everything typed can be read", supply_checks.readable),
    Check("resources_found", "Every resource in the documents is here", supply_checks.resources_found),
    Check("roles_before_names", "Skills come before names", supply_checks.roles_before_names, ("resources_found",)),
    Check("capacities_right", "Capacities and absences are right", supply_checks.capacities_right, _READ),
    Check("rates_right", "Rates come from the document that counts", supply_checks.rates_right, _READ),
    Check("assignments_complete", "Work has the resources it needs", supply_checks.assignments_complete, _READ),
    Check("no_overload", "Nothing is over-allocated", plan_checks.no_overload, (*_LOADED, "capacities_right")),
    Check("logic_respected", "Moves keep the schedule’s logic", plan_checks.logic_respected, _READ),
    Check("moves_explained", "Moves are decisions, with reasons", plan_checks.moves_explained),
    Check("date_kept", "The date is kept", plan_checks.date_kept, ("no_overload", "logic_respected")),
    Check("within_float", "Moves stay within float", plan_checks.within_float, ("no_overload", "logic_respected")),
    Check("told_plainly", "The finish and the cost told are the plan’s", plan_checks.told_plainly, _LOADED),
    Check("raci_complete", "Every piece of work has somebody who may answer", raci_checks.raci_complete),
    Check("raci_rules", "One answers, somebody does", raci_checks.raci_rules, ("raci_complete",)),
)
