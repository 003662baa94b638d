"""Registers to test with: rows that no check has anything to say about, and changes to them."""

from __future__ import annotations

from typing import Any

from app.kinds.base import CheckResult, Severity
from app.kinds.risks import KIND
from app.kinds.risks.analysis import Register
from app.kinds.risks.payload import RiskRegister, RisksBrief

BRIEF = RisksBrief.model_validate(
    {
        "expected": [
            {"id": "spans", "title": "Late spans", "type": "threat", "match": ["span late"], "source": "02-quotation"},
            {"id": "nests", "title": "Nests", "type": "threat", "match": ["nest|bird"], "source": "07-survey-note"},
            {
                "id": "crane",
                "title": "Crane",
                "type": "opportunity",
                "match": ["crane"],
                "source": "06-rail-conditions",
            },
        ],
        "issues": [{"title": "Overspent hole", "match": ["borehole overspen|overran"], "why": "It was paid in March."}],
        "owners": ["Mercy Okafor, project manager", "Tom Reid, site engineer", "Buyer"],
    }
)

SPANS = {
    "ref": "R1",
    "type": "threat",
    "cause": "The works has one welding bay free",
    "event": "The spans leave the works late",
    "effect": "The weekend closure of the line is lost",
    "probability": "4",
    "impact": "5",
    "cost": "12000",
    "response": "reduce",
    "action": "Reserve a second welding bay in the order by 30 March",
    "owner": "Buyer",
    "response_cost": "2400",
    "residual_probability": "2",
    "residual_impact": "3",
    "residual_cost": "8000",
    "proximity": "26 Apr 2027",
}
CRANE = {
    "ref": "R2",
    "type": "opportunity",
    "cause": "The railway has a crane on site that weekend",
    "event": "The railway lets us share its crane",
    "effect": "Mobilising our own is saved",
    "probability": "40%",
    "impact": "3",
    "cost": "30000",
    "response": "enhance",
    "action": "Agree terms for the Wednesday lift by letter",
    "owner": "Tom Reid",
    "response_cost": "1000",
    "residual_probability": "60%",
    "residual_impact": "3",
    "residual_cost": "30000",
}


def row(**changes: Any) -> dict[str, Any]:
    """A threat that is sound, but for the changes."""
    return SPANS | changes


def register(*rows: dict[str, Any], contingency: str = "1600") -> RiskRegister:
    """A register of these rows. Without changes the threat is expected to cost £1,600 after its response."""
    return RiskRegister.model_validate({"contingency": contingency, "risks": list(rows)})


def analysed(*rows: dict[str, Any], contingency: str = "1600", brief: RisksBrief = BRIEF) -> Register:
    return KIND.analyse(register(*rows, contingency=contingency), brief)


def results(*rows: dict[str, Any], contingency: str = "1600", brief: RisksBrief = BRIEF) -> dict[str, CheckResult]:
    marked = KIND.mark(register(*rows, contingency=contingency), brief)
    return {each.key: each for each in marked.results}


def faulty(*rows: dict[str, Any], contingency: str = "1600", brief: RisksBrief = BRIEF) -> set[str]:
    """The keys of the checks that find a fault of their own."""
    found = results(*rows, contingency=contingency, brief=brief)
    return {key for key, result in found.items() if severities(result) & {Severity.FAULT}}


def severities(result: CheckResult) -> set[Severity]:
    return {finding.severity for finding in result.findings}


def brief_with(**changes: Any) -> RisksBrief:
    return RisksBrief.model_validate(BRIEF.model_dump() | changes)
