"""A schedule to hold registers against: 3 days, then 10 beside 4, then 2, from Monday 5 April to 23 April 2027.

The critical path is 1, 2, 4 and takes 15 days; row 3 has 6 days of float.
"""

from __future__ import annotations

from typing import Any

from app.kinds.risks.payload import RisksBrief
from tests.kinds.risks.registers import brief_with, row

ROWS: tuple[dict[str, Any], ...] = (
    {"ref": "1", "name": "Survey the site", "duration": "3"},
    {"ref": "2", "name": "Weld the spans at the works", "duration": "10", "predecessors": "1"},
    {"ref": "3", "name": "Clear the site", "duration": "4", "predecessors": "1"},
    {"ref": "4", "name": "Lift the spans", "duration": "2", "predecessors": "2; 3", "must_finish_by": "2027-04-23"},
)


def schedule(*rows: dict[str, Any], start_on: str = "2027-04-05") -> dict[str, Any]:
    return {"start_on": start_on, "working_days": "Mon Tue Wed Thu Fri", "activities": list(rows or ROWS)}


def brief_on(payload: dict[str, Any] | None = None, source: str = "own", **changes: Any) -> RisksBrief:
    """The brief with a schedule in its dossier, and other changes."""
    item = {
        "kind": "schedule",
        "version": 2,
        "payload": schedule() if payload is None else payload,
        "source": source,
        "title": "Build the schedule",
    }
    return brief_with(dossier={"schedule": item}, **changes)


def linked(**changes: Any) -> dict[str, Any]:
    """The threat, linked to the welding that it would hold up for a week to a fortnight."""
    return row(proximity="12 Apr 2027", activity="2", delay="5 to 10") | changes
