"""Logs to test with: a small project, a row and a brief that no check has anything to say about, and changes to them.

The schedule runs from Monday 1 March 2027: footings 5 days, then walls 10 and, beside them, drains 4; roof 5 follows
both and the house is handed over on Friday 26 March, day 20. Drains have six days of float.
"""

from __future__ import annotations

from typing import Any

from app.kinds.base import CheckResult, DossierItem, Finding, Source
from app.kinds.changes import KIND
from app.kinds.changes.analysis import Log
from app.kinds.changes.payload import ChangeLog, ChangesBrief

SCHEDULE = {
    "start_on": "2027-03-01",
    "activities": [
        {"ref": "1", "name": "Footings", "duration": "5"},
        {"ref": "2", "name": "Walls", "duration": "10", "predecessors": "1"},
        {"ref": "3", "name": "Drains", "duration": "4", "predecessors": "1"},
        {"ref": "4", "name": "Roof", "duration": "5", "predecessors": "2; 3"},
        {"ref": "5", "name": "Handover", "duration": "0", "predecessors": "4"},
    ],
}
ITEMS = [
    {"id": "footings", "title": "Footings", "match": ["footing"], "days": [5, 5]},
    {"id": "walls", "title": "Walls", "match": ["wall"], "days": [10, 10]},
    {"id": "drains", "title": "Drains", "match": ["drain"], "days": [4, 4]},
    {"id": "handover", "title": "Handover", "match": ["handover"], "days": [0, 0]},
]
VALUES = [12, 11, 13, 12, 14, 13, 12, 11, 13, 19]
KEY: dict[str, Any] = {
    "items": ITEMS,
    "opening": "handover",
    "position": {"budget": 90000, "contingency": 9000, "change_budget": 2000, "exposure": 6000, "baseline": "1.0"},
    "delegation": [
        {"level": "project_manager", "most_cost": 1000, "most_days": 2},
        {"level": "sponsor", "most_cost": 5000, "most_days": 5},
    ],
    "expected": [
        {
            "id": "gulley",
            "title": "Another gulley",
            "match": ["gulley"],
            "source": "02-site-note",
            "cost": 800,
            "package": ["drain"],
            "item": "drains",
            "days": 1,
            "carbon": 0.5,
            "touches": ["quality"],
            "decision": "approved",
            "decided_on": "2027-03-02",
        },
        {
            "id": "porch",
            "title": "A porch",
            "match": ["porch"],
            "source": "03-letter",
            "cost": 900,
            "item": "walls",
            "days": 2,
            "opening_days": 2,
            "exposure": -100,
            "recommend": ["reject", "defer"],
        },
    ],
    "chart": {"values": VALUES, "baseline": 9, "source": "02-site-note"},
}

GULLEY = {
    "ref": "C1",
    "title": "Another gulley",
    "raised_by": "Site engineer",
    "raised_on": "1 Mar 2027",
    "reason": "Water stands by the door",
    "activity": "3",
    "days": "1",
    "opening_days": "0",
    "cost": "800",
    "package": "Drains",
    "scope": "One gulley more",
    "quality": "Tested with the others",
    "benefit": "None",
    "risk": "None",
    "exposure": "0",
    "carbon": "0.5",
    "recommendation": "approve",
    "grounds": "It keeps the doorway dry for £800",
    "authority": "project_manager",
    "decision": "approved",
    "decided_on": "2 Mar 2027",
    "started_on": "3 Mar 2027",
    "baseline_after": "1.1",
    "communicated_to": "Site engineer",
    "verified": "Water test on completion",
}
PORCH = {
    "ref": "C2",
    "title": "A porch",
    "raised_by": "Owner",
    "raised_on": "1 Mar 2027",
    "reason": "It looks friendlier",
    "activity": "Walls",
    "days": "+2 days",
    "opening_days": "2",
    "cost": "£900",
    "package": "Walls",
    "scope": "A porch",
    "quality": "None",
    "benefit": "Dry visitors",
    "risk": "None",
    "exposure": "−100",
    "carbon": "none",
    "recommendation": "defer",
    "grounds": "The walls have no float, so the house is late",
    "authority": "board",
    "decision": "waiting",
}
SIGNAL = {
    "ref": "G1",
    "rule": "outside",
    "points": "S10",
    "meaning": "The mix was far too wet on that day",
    "action": "The engineer takes a core by Friday",
}
SERIES = [{"ref": f"S{n}", "taken_on": f"{n} Mar", "value": str(value)} for n, value in enumerate(VALUES, start=1)]
FIELDS = {
    "data_date": "2027-03-01",
    "baseline": "1.1",
    "opening": "26 Mar 2027",
    "change_budget_left": "1,200",
    "limits_from": "9",
    "lower_limit": "8.7",
    "upper_limit": "16.0",
    "note": "Please defer C2. Contingency left is £8,200, change budget left is £1,200, handover is on 26 March.",
}


def brief_with(schedule: dict[str, Any] | None = SCHEDULE, source: Source = Source.OWN, **changes: Any) -> ChangesBrief:
    made = ChangesBrief.model_validate(KEY | changes)
    if schedule is None:
        return made
    item = DossierItem(kind="schedule", version=1, payload=schedule, source=source, title="Build the schedule")
    return made.model_copy(update={"dossier": {"schedule": item}})


BRIEF = brief_with()


def log(*rows: dict[str, Any], **changes: Any) -> ChangeLog:
    """A sound log of these rows, or of the gulley and the porch."""
    content = FIELDS | {"changes": list(rows) or [GULLEY, PORCH], "series": SERIES, "signals": [SIGNAL]}
    return ChangeLog.model_validate(content | changes)


def analysed(*rows: dict[str, Any], brief: ChangesBrief = BRIEF, **changes: Any) -> Log:
    return KIND.analyse(log(*rows, **changes), brief)


def results(*rows: dict[str, Any], brief: ChangesBrief = BRIEF, **changes: Any) -> dict[str, CheckResult]:
    return {each.key: each for each in KIND.mark(log(*rows, **changes), brief).results}


def findings(check: str, *rows: dict[str, Any], brief: ChangesBrief = BRIEF, **changes: Any) -> tuple[Finding, ...]:
    return results(*rows, brief=brief, **changes)[check].findings


def places(check: str, *rows: dict[str, Any], brief: ChangesBrief = BRIEF, **changes: Any) -> list[str]:
    """Where a check speaks, each with its severity: `fault C1.cost`."""
    return [f"{each.severity} {each.where}".strip() for each in findings(check, *rows, brief=brief, **changes)]
