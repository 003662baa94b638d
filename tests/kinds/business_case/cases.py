"""Reviews to test with: the village hall of the lesson, which no check has anything to say about, and changes to it."""

from __future__ import annotations

import copy
from typing import Any

from app.kinds.base import CheckResult, Finding, Severity
from app.kinds.business_case import KIND
from app.kinds.business_case.analysis import Review
from app.kinds.business_case.payload import BusinessCase, BusinessCaseBrief

BRIEF = BusinessCaseBrief.model_validate(
    {
        "base_year": 2028,
        "horizon": 10,
        "inflation": 3,
        "optimism_bias": 15,
        "options": [
            {
                "id": "pump",
                "title": "Heat pump",
                "type": "intervention",
                "match": ["pump"],
                "meets": True,
                "pv_costs": "90324.72",
                "pv_benefits": "114769.15",
            },
            {
                "id": "repair",
                "title": "Repair",
                "type": "do_minimum",
                "match": ["repair"],
                "meets": False,
                "pv_costs": "80607.30",
                "pv_benefits": "99799.26",
            },
            {
                "id": "nothing",
                "title": "Do nothing",
                "type": "do_nothing",
                "match": ["nothing"],
                "meets": False,
                "pv_costs": "9296.83",
                "pv_benefits": "11594.20",
            },
        ],
        "planted": [
            {
                "id": "sunk",
                "title": "Survey counted",
                "places": ["3.1", "table 1"],
                "natures": ["sunk_cost"],
                "match": ["survey paid|spent"],
                "part": "the costs",
            },
            {
                "id": "fuel",
                "title": "Fuel once only",
                "places": ["3.2"],
                "natures": ["cost_left_out"],
                "match": ["fuel|oil every year"],
                "part": "the costs",
            },
            {
                "id": "pride",
                "title": "Pride",
                "places": ["4.1"],
                "natures": ["unowned"],
                "match": ["owner"],
                "part": "the benefits",
            },
            {
                "id": "sum",
                "title": "Sum",
                "places": ["table 1"],
                "natures": ["arithmetic"],
                "match": ["add up"],
                "part": "the tables",
            },
        ],
        "sound": [{"places": ["2.1"], "why": "The trustees set the same years.", "but": ["arithmetic"]}],
        "sunk": [{"match": ["survey"], "why": "that was paid last year."}],
        "weakest": {"match": ["letting"], "least_change": 15},
        "objective": ["oil", "warm"],
        "passing_owners": ["architect"],
    }
)

OPTIONS = [
    {"ref": "O1", "name": "Do nothing", "type": "do_nothing", "npv": "2,297", "bcr": "1.25", "meets": "no"},
    {"ref": "O2", "name": "Repair the boiler", "type": "do_minimum", "npv": "19192", "bcr": "1.24", "meets": "no"},
    {"ref": "O3", "name": "Heat pump", "type": "intervention", "npv": "£24,444", "bcr": "1.27", "meets": "yes"},
]
OWNED = {"owner": "Bookings secretary", "measure": "Lettings in the diary"}
FLOWS = [
    ("O1", "Oil and service", "running", "1", "7,400", {}),
    ("O1", "Taking out the tank", "capital", "2", "2,000", {}),
    ("O1", "Lettings kept", "benefit", "1", "12,000", {}),
    ("O2", "Boiler", "capital", "0, 5", "9,000", {}),
    ("O2", "Oil and service", "running", "1-10", "7,400", {}),
    ("O2", "Lettings kept", "benefit", "1 to 10", "12,000", OWNED),
    ("O3", "Heat pump", "capital", "0", "46k", {}),
    ("O3", "Power and service", "running", "1–10", "£4,500", {}),
    ("O3", "Lettings kept", "benefit", "1-10", "12,000", {}),
    ("O3", "Winter lettings", "benefit", "1-10", "1,800", OWNED),
]
FAULTS = [
    ("3.1", "sunk_cost", "The survey was paid last year.", "Leave it out."),
    ("para 3.2", "cost_left_out", "Oil is bought every year.", "£7,400 in years 1 to 10."),
    ("§4.1", "unowned", "Pride has no owner.", "Describe it in words."),
    ("Table 1", "arithmetic", "It does not add up.", "£90,325."),
]
TESTS = [
    {"ref": "S1", "option": "O3", "varies": "F9 lettings", "change": "-20%", "npv": "4,484", "switching": "-24.5%"}
]
COLUMNS = ("option", "stream", "type", "years", "amount")
KEYS = ("place", "nature", "wrong", "should")


def content(**changes: Any) -> dict[str, Any]:
    """A payload that is sound, but for the changes of whole fields or grids."""
    flows = [
        {"ref": f"F{number}"} | dict(zip(COLUMNS, row[:5], strict=True)) | row[5] for number, row in enumerate(FLOWS, 1)
    ]
    faults = [{"ref": f"X{number}"} | dict(zip(KEYS, row, strict=True)) for number, row in enumerate(FAULTS, 1)]
    made = {
        "base_year": "2028",
        "rates": "green_book_2026",
        "basis": "real",
        "optimism_bias": "15%",
        "recommended": "O3",
        "recommendation": "The trustees are asked to buy the heat pump in May.",
        "reasons": "It is the only option that no longer burns oil, and it is worth more than the others by far.",
        "options": OPTIONS,
        "flows": flows,
        "faults": faults,
        "sensitivities": TESTS,
    }
    return copy.deepcopy(made | changes)


def with_row(grid: str, ref: str, **cells: str) -> dict[str, Any]:
    """The sound payload with some cells of one row changed."""
    made = content()
    for row in made[grid]:
        if row["ref"] == ref:
            row.update(cells)
    return made


def without(grid: str, *refs: str) -> dict[str, Any]:
    made = content()
    made[grid] = [row for row in made[grid] if row["ref"] not in refs]
    return made


def analysed(made: dict[str, Any], brief: BusinessCaseBrief = BRIEF) -> Review:
    return KIND.analyse(BusinessCase.model_validate(made), brief)


def results(made: dict[str, Any], brief: BusinessCaseBrief = BRIEF) -> dict[str, CheckResult]:
    return {each.key: each for each in KIND.mark(BusinessCase.model_validate(made), brief).results}


def said(made: dict[str, Any], brief: BusinessCaseBrief = BRIEF) -> dict[str, set[str]]:
    """By check that speaks: `fault F1.growth`, `weakness reasons`."""
    found = results(made, brief)
    return {
        key: {f"{each.severity} {each.where}".strip() for each in result.findings}
        for key, result in found.items()
        if result.findings
    }


def findings(made: dict[str, Any], check: str, brief: BusinessCaseBrief = BRIEF) -> list[Finding]:
    return list(results(made, brief)[check].findings)


def brief_with(**changes: Any) -> BusinessCaseBrief:
    return BusinessCaseBrief.model_validate(BRIEF.model_dump() | changes)


def severities(result: CheckResult) -> set[Severity]:
    return {finding.severity for finding in result.findings}
