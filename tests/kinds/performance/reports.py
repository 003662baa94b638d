"""Reports to test with: rows that no check has anything to say about, and changes to them."""

from __future__ import annotations

from typing import Any

from app.engines.rubric import Severity
from app.kinds.base import CheckResult
from app.kinds.performance import KIND
from app.kinds.performance.analysis import Report
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.payload import PerformanceReport

ASKED = {
    "formula": {"method": "count"},
    "file": "visit-list.csv",
    "source": "02-visits",
    "direction": "higher",
    "target": 98,
    "green": 95,
    "amber": 90,
}
VISITS = ASKED | {
    "id": "visits",
    "title": "Visits kept",
    "match": ["visit kept"],
    "unit": "%",
    "timing": "lead",
    "accepted": [{"value": "91.49", "bases": [47]}, {"value": "89.58", "bases": [48]}],
    "within": "0.5",
    "last": {"right": "88.9", "misleading": 98},
}
COMPLAINTS = ASKED | {
    "id": "complaints",
    "title": "Complaints",
    "match": ["complain"],
    "file": "calls.csv",
    "source": "03-calls",
    "direction": "lower",
    "target": 2,
    "green": 4,
    "amber": 8,
    "accepted": [{"value": 9, "bases": [50]}],
    "data_to": "2027-05-28",
}
HEAT = ASKED | {
    "id": "heat",
    "title": "First winter",
    "match": ["winter"],
    "target": 3,
    "green": 3,
    "amber": "2.8",
}
FAULTS = [
    {
        "id": "twice",
        "title": "A visit is there twice",
        "file": "visit-list.csv",
        "source": "02-visits",
        "records": ["H07", "H08"],
        "natures": ["duplicate"],
    },
    {
        "id": "april",
        "title": "A visit of April",
        "file": "visit-list.csv",
        "source": "02-visits",
        "records": ["H01"],
        "natures": ["wrong_period"],
    },
    {
        "id": "blank",
        "title": "A call without a time",
        "file": "calls.csv",
        "source": "03-calls",
        "records": ["P3"],
        "natures": ["missing"],
    },
]
BRIEF = PerformanceBrief.model_validate(
    {
        "data_date": "2027-05-31",
        "framework": "01-framework",
        "measures": [VISITS, COMPLAINTS, HEAT],
        "faults": FAULTS,
        "arguable": [{"file": "visit-list.csv", "records": ["H30"]}],
        "private": ["Mr Finch", "12 Hollin Street"],
        "figures": [98],
        "deciders": ["manager", "board"],
    }
)

K1 = {
    "ref": "K1",
    "measure": "Visits kept",
    "definition": "Visits begun in time, over all with a time of arrival",
    "source": "visit-list.csv",
    "timing": "lead",
    "owner": "Operations manager",
    "base": "47",
    "value": "91.5",
    "unit": "%",
    "direction": "higher",
    "target": "98",
    "green": "95",
    "amber": "90",
    "rag": "amber",
    "last": "88.9",
    "data_to": "",
    "comment": "43 of 47",
}
K2 = K1 | {
    "ref": "K2",
    "measure": "Complaints",
    "definition": "Complaints received",
    "source": "calls.csv",
    "timing": "lag",
    "base": "50",
    "value": "9",
    "unit": "calls",
    "direction": "lower",
    "target": "2",
    "green": "4",
    "amber": "8",
    "rag": "red",
    "last": "",
    "data_to": "28 May 2027",
    "comment": "The list stops on the Friday",
}
K3 = K1 | {
    "ref": "K3",
    "measure": "Heat in the first winter",
    "definition": "Mean over the homes",
    "timing": "lag",
    "base": "",
    "value": "no data",
    "unit": "ratio",
    "target": "3",
    "green": "3",
    "amber": "2.8",
    "rag": "grey",
    "last": "",
    "comment": "",
}
F1 = {
    "ref": "F1",
    "file": "visit-list.csv",
    "record": "H08",
    "nature": "duplicate",
    "treatment": "left_out",
    "why": "H07 has the same ticket",
}
F2 = F1 | {"ref": "F2", "record": "H01", "nature": "wrong_period", "why": "A visit of 30 April"}
WORDS = {
    "period": "May 2027",
    "data_date": "31 May 2027",
    "summary": "K1 rose to 91.5% from 88.9%. K2 is red: nine complaints, most of them about the first visit.",
    "decision": "The operations manager is asked to move the first visit of the day to 08:30 from 7 June.",
}


def report(*rows: dict[str, Any], faults: tuple[dict[str, Any], ...] = (F1, F2), **words: str) -> PerformanceReport:
    """A report of these rows; without any, of the three sound ones."""
    return PerformanceReport.model_validate(
        WORDS | words | {"measures": list(rows or (K1, K2, K3)), "data_faults": list(faults)}
    )


def with_row(row: dict[str, Any], **changes: str) -> tuple[dict[str, Any], ...]:
    """The three sound rows with one of them changed."""
    return tuple(each | changes if each is row else each for each in (K1, K2, K3))


def analysed(payload: PerformanceReport, brief: PerformanceBrief = BRIEF) -> Report:
    return KIND.analyse(payload, brief)


def results(payload: PerformanceReport, brief: PerformanceBrief = BRIEF) -> dict[str, CheckResult]:
    return {each.key: each for each in KIND.mark(payload, brief).results}


def said(payload: PerformanceReport, severity: str = "", brief: PerformanceBrief = BRIEF) -> dict[str, list[str]]:
    """Where each check speaks, by the check's key; of one severity if it is given."""
    spoken = {
        key: [each.where for each in result.findings if not severity or each.severity is Severity(severity)]
        for key, result in results(payload, brief).items()
    }
    return {key: places for key, places in spoken.items() if places}


def brief_with(**changes: Any) -> PerformanceBrief:
    return PerformanceBrief.model_validate(BRIEF.model_dump() | changes)
