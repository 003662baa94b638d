"""Plans to test with: rows that no check has anything to say about, and changes to them."""

from __future__ import annotations

from typing import Any

from app.engines.rubric import Severity
from app.kinds.base import CheckResult
from app.kinds.stakeholders import KIND
from app.kinds.stakeholders.analysis import Plan
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.payload import StakeholderPlan

DIRECTOR = {
    "id": "director",
    "title": "The medical director",
    "match": ["medical director"],
    "source": "02-board",
    "side": "internal",
    "power": [4, 5],
    "interest": [3, 5],
    "present": ["supportive", "leading"],
}
UNION = {
    "id": "union",
    "title": "The porters' union",
    "match": ["union", "porter"],
    "source": "03-union",
    "side": "external",
    "power": [4, 5],
    "interest": [4, 5],
    "present": ["resistant"],
}
PARENTS = {
    "id": "parents",
    "title": "Parents",
    "match": ["parent"],
    "source": "04-clinic",
    "side": "external",
    "power": [1, 3],
    "interest": [4, 5],
}
BRIEF = StakeholdersBrief.model_validate(
    {
        "today": "2027-05-03",
        "stakeholders": [DIRECTOR, UNION, PARENTS],
        "needs": [
            {"audience": "parents", "words": ["welsh", "translat"], "source": "04-clinic"},
            {"audience": "union", "words": ["step free"], "source": "03-union", "method": "face_to_face"},
        ],
        "order": [{"audience": "union", "words": ["ask", "consult"], "by": "2027-05-14", "source": "05-law"}],
        "holds": [
            {"phrases": ["20 June"], "source": "01-note"},
            {
                "match": ["clinic moves|moving"],
                "unless": ["propos"],
                "until": "2027-05-20",
                "audiences": ["parents"],
                "source": "05-law",
            },
        ],
        "limits": [{"match": ["ann"], "most": 8}],
        "capacity": "06-time",
        "private": ["Mr Finch", "0770 900"],
        "rescore_by": "2027-06-30",
    }
)

S1 = {
    "ref": "S1",
    "name": "Medical director",
    "organisation": "Hospital",
    "side": "internal",
    "power": "5",
    "interest": "4",
    "present": "supportive",
    "wanted": "leading",
    "need": "No surprises",
    "strategy": "manage_closely",
    "action": "Ask her to open the first meeting",
    "owner": "Ann Lee",
}
S2 = S1 | {
    "ref": "S2",
    "name": "Union of the porters",
    "organisation": "Union",
    "side": "external",
    "power": "4",
    "interest": "5",
    "present": "resistant",
    "wanted": "neutral",
    "need": "Fewer doors by hand",
    "action": "Walk the corridor with two porters and count the doors",
}
S3 = S1 | {
    "ref": "S3",
    "name": "Parents of patients",
    "organisation": "",
    "side": "external",
    "power": "2",
    "interest": "5",
    "present": "unaware",
    "wanted": "supportive",
    "need": "Which door",
    "strategy": "keep_informed",
    "action": "Put a card in each child’s folder",
    "owner": "Ben Moss",
}
C1 = {
    "ref": "C1",
    "audience": "S1",
    "purpose": "To keep her ahead of the news",
    "message": "What was said this week, what is decided, what to sign",
    "method": "face_to_face",
    "channel": "Meeting",
    "frequency": "Weekly",
    "first_on": "4 May 2027",
    "owner": "Ann Lee",
    "feedback": "In the meeting",
    "accessibility": "One page, the day before",
}
C2 = C1 | {
    "ref": "C2",
    "audience": "S2",
    "purpose": "To consult before the rota is drawn",
    "message": "Here is the new corridor. Which doors are too heavy, and what would help?",
    "frequency": "Every two weeks",
    "first_on": "6 May 2027",
    "accessibility": "A step-free room",
}
C3 = C1 | {
    "ref": "C3",
    "audience": "S3",
    "purpose": "To know which way to come",
    "message": "We propose that the clinic is moving for the winter. Tell us what would help your child.",
    "method": "physical",
    "channel": "Card in the folder",
    "frequency": "Once",
    "first_on": "10 May 2027",
    "owner": "Ben Moss",
    "feedback": "A box at the desk",
    "accessibility": "In English and Welsh",
}
FIELDS = {
    "scored_on": "3 May 2027",
    "rescore_on": "1 June 2027",
    "author": "Associate project manager",
    "accessibility": "We ask first.",
    "note": "See the union first.",
}


def plan(
    stakeholders: tuple[dict[str, Any], ...] = (S1, S2, S3),
    communications: tuple[dict[str, Any], ...] = (C1, C2, C3),
    **fields: str,
) -> StakeholderPlan:
    return StakeholderPlan.model_validate(
        FIELDS | fields | {"stakeholders": list(stakeholders), "communications": list(communications)}
    )


def changed(row: dict[str, Any], **changes: str) -> StakeholderPlan:
    """The sound plan with one row changed."""
    return plan(
        tuple(each | changes if each is row else each for each in (S1, S2, S3)),
        tuple(each | changes if each is row else each for each in (C1, C2, C3)),
    )


def analysed(payload: StakeholderPlan, brief: StakeholdersBrief = BRIEF) -> Plan:
    return KIND.analyse(payload, brief)


def results(payload: StakeholderPlan, brief: StakeholdersBrief = BRIEF) -> dict[str, CheckResult]:
    return {each.key: each for each in KIND.mark(payload, brief).results}


def said(payload: StakeholderPlan, severity: str = "", brief: StakeholdersBrief = BRIEF) -> dict[str, list[str]]:
    """Where each check speaks, by the check's key; of one severity if it is given."""
    spoken = {
        key: [each.where for each in result.findings if not severity or each.severity is Severity(severity)]
        for key, result in results(payload, brief).items()
    }
    return {key: places for key, places in spoken.items() if places}
