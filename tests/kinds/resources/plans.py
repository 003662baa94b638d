"""Resource plans for tests: the four activities of the yardstick on a schedule of their own, and changes to them."""

from __future__ import annotations

from typing import Any

from app.kinds.base import CheckResult, DossierItem, Severity, Source
from app.kinds.resources import KIND
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.payload import ResourcePlan, ResourcesBrief
from app.kinds.schedule import KIND as SCHEDULE
from app.kinds.schedule.payload import Schedule

PEOPLE = ("Ann Archer, foreman", "Bob Baker, clerk of works", "Site manager")
#: A takes both joiners, B to D one each: over on the first three days. Moved as levelled, it takes nine days.
ROWS = (
    {"ref": "1", "name": "Take up the stage", "duration": "3"},
    {"ref": "2", "name": "Make the frame", "duration": "4"},
    {"ref": "3", "name": "Level the joists", "duration": "2", "predecessors": "1"},
    {"ref": "4", "name": "Lay the stage", "duration": "2", "predecessors": "2, 3"},
)
KEY: dict[str, Any] = {
    "activities": [
        {"id": name, "title": name, "match": [match], "days": [0, 99]}
        for name, match in (("up", "take up"), ("frame", "frame"), ("joists", "joist"), ("lay", "lay"))
    ],
    "resources": [
        {
            "id": "joiners",
            "title": "Joiners",
            "match": ["joiner"],
            "capacity": ["2", "2"],
            "rate": "210",
            "source": "01-rota",
        },
        {
            "id": "tower",
            "title": "Tower",
            "match": ["tower"],
            "capacity": ["1", "1"],
            "rate": "60",
            "charge": "hired",
            "source": "02-hire",
        },
    ],
    "needs": [
        {"activity": "up", "resource": "joiners", "units": ["2", "2"], "source": "01-rota"},
        {"activity": "frame", "resource": "joiners", "units": ["1", "1"], "source": "01-rota"},
        {"activity": "joists", "resource": "joiners", "units": ["1", "1"], "source": "01-rota"},
        {"activity": "lay", "resource": "joiners", "units": ["1", "1"], "source": "01-rota"},
        {"activity": "up", "resource": "tower", "units": ["1", "1"], "source": "02-hire"},
        {"activity": "lay", "resource": "tower", "units": ["1", "1"], "source": "02-hire"},
    ],
    "deliverables": [
        {
            "id": "stage",
            "title": "Stage",
            "match": ["stage"],
            "accountable": ["Ann Archer, foreman"],
            "source": "03-who",
        }
    ],
    "people": PEOPLE,
    "finish_by": "2027-03-19",
    "source": "04-date",
}
PLAN: dict[str, Any] = {
    "finish": "18 Mar 2027",
    "cost": "3,480",
    "assumptions": "The tower is there on Monday.",
    "note": "Two joiners cannot do three jobs.",
    "resources": [
        {"ref": "R1", "name": "Joiners", "type": "person", "capacity": "2", "rate": "210", "charge": "worked"},
        {"ref": "R2", "name": "Scaffold tower", "type": "plant", "capacity": "1", "rate": "60", "charge": "hired"},
    ],
    "assignments": [
        {"ref": "A1", "activity": "1", "resource": "R1", "units": "2"},
        {"ref": "A2", "activity": "2", "resource": "R1", "units": "1"},
        {"ref": "A3", "activity": "3", "resource": "R1", "units": "1"},
        {"ref": "A4", "activity": "4", "resource": "R1", "units": "1"},
        {"ref": "A5", "activity": "1", "resource": "R2", "units": "1"},
        {"ref": "A6", "activity": "4", "resource": "R2", "units": "1"},
    ],
    "plan": [{"ref": "P1", "activity": "2", "start": "11 Mar 2027", "reason": "Both joiners are on the old stage."}],
    "raci": [
        {
            "ref": "M1",
            "work": "The new stage",
            "accountable": "Ann Archer",
            "responsible": "Joiners",
            "consulted": "Bob Baker",
            "informed": "Site manager",
        }
    ],
}


def schedule(*rows: dict[str, str], start_on: str = "2027-03-08", **changes: Any) -> Schedule:
    made = rows or ROWS
    return Schedule.model_validate({"start_on": start_on, "activities": made} | changes)


def brief(made: Schedule | None = None, *, source: Source = Source.REFERENCE, **changes: Any) -> ResourcesBrief:
    """The key, with a schedule in its dossier."""
    item = DossierItem(
        kind=SCHEDULE.key,
        version=SCHEDULE.version,
        payload=(made or schedule()).model_dump(mode="json"),
        source=source,
        title="Build the schedule",
    )
    return ResourcesBrief.model_validate(KEY | {"dossier": {SCHEDULE.key: item}} | changes)


def bare(made: Schedule | None = None, **changes: Any) -> ResourcesBrief:
    """A brief that asks for nothing but sound work."""
    nothing = {"resources": [], "needs": [], "deliverables": [], "finish_by": None}
    return brief(made, **(nothing | changes))


def plan(**changes: Any) -> ResourcePlan:
    """The sound plan. A change is a field, a whole grid, or a row by its reference: `None` takes it out."""
    content: dict[str, Any] = {
        key: [dict(row) for row in value] if isinstance(value, list) else value for key, value in PLAN.items()
    }
    for name, change in changes.items():
        if name in content:
            content[name] = change
            continue
        for grid in ("resources", "assignments", "plan", "raci"):
            rows = [row | (change or {}) if row["ref"] == name else row for row in content[grid]]
            content[grid] = [row for row in rows if change is not None or row["ref"] != name]
    return ResourcePlan.model_validate(content)


def analysed(made: ResourcePlan | None = None, key: ResourcesBrief | None = None) -> PlanAnalysis:
    return KIND.analyse(made or plan(), key or brief())


def results(made: ResourcePlan, key: ResourcesBrief | None = None) -> dict[str, CheckResult]:
    return {result.key: result for result in KIND.mark(made, key or brief()).results}


def faults(made: ResourcePlan, key: ResourcesBrief | None = None) -> dict[str, list[str]]:
    """Where each check with a fault of its own found it."""
    return _places(made, key, Severity.FAULT)


def weaknesses(made: ResourcePlan, key: ResourcesBrief | None = None) -> dict[str, list[str]]:
    return _places(made, key, Severity.WEAKNESS)


def _places(made: ResourcePlan, key: ResourcesBrief | None, severity: Severity) -> dict[str, list[str]]:
    places = {
        result.key: [each.where for each in result.findings if each.severity is severity]
        for result in results(made, key).values()
    }
    return {check: where for check, where in places.items() if where}


def words(made: ResourcePlan, check: str, key: ResourcesBrief | None = None) -> str:
    return " ".join(each.message for each in results(made, key)[check].findings)
