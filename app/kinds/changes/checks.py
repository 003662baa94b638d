"""What a change log is marked on, in order. Each check is a pure function whose docstring is its rule."""

from __future__ import annotations

from app.kinds.base import Check
from app.kinds.changes import chart_checks, decision_checks, log_checks
from app.kinds.changes.analysis import Log
from app.kinds.changes.payload import ChangesBrief

CHECKS: tuple[Check[Log, ChangesBrief], ...] = (
    Check("readable", "Everything that is typed can be read", log_checks.readable),
    Check("requests_logged", "Every request is in the log", log_checks.requests_logged),
    Check("impacts_assessed", "Each is assessed on all seven tolerances", log_checks.impacts_assessed),
    Check("time_right", "Effects on time agree with the schedule", log_checks.time_right),
    Check("cost_right", "Costs agree with the papers", log_checks.cost_right),
    Check("effects_right", "Carbon and risk exposure agree with the papers", log_checks.effects_right),
    Check("authority_right", "Each goes to the level that may decide it", decision_checks.authority_right),
    Check("approved_before_done", "Nothing is done before it is approved", decision_checks.approved_before_done),
    Check("baselines_raised", "Approvals, and only they, raise the baseline", decision_checks.baselines_raised),
    Check("advice_grounded", "Each has advice with its grounds", decision_checks.advice_grounded),
    Check("followed_through", "Decisions are told and verified", decision_checks.followed_through),
    Check("position_right", "Forecast, change budget and baseline follow", decision_checks.position_right),
    Check("limits_right", "The limits of the chart are right", chart_checks.limits_right),
    Check("signals_named", "Signals are named by their rule, and only they", chart_checks.signals_named),
    Check("note_agrees", "The note’s figures agree with the log", decision_checks.note_agrees),
)
