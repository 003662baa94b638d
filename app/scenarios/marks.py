"""The checks' word on a payload as plain data: what is kept with a submission, and what `milepost mark` prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.engines import rubric
from app.engines.rubric import Level
from app.scenarios.pack import Automarked


def as_json(automarked: Automarked) -> list[dict[str, Any]]:
    """Each criterion with the level the checks propose and every finding; a blocked check is a fault that says why."""
    return [
        {
            "id": each.criterion.id,
            "title": each.criterion.title,
            "level": each.level.value if each.level else None,
            "marked_by": each.criterion.marked_by.value,
            "findings": [
                {
                    "check": result.key,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "where": finding.where,
                    "why": finding.why,
                }
                for result in each.results
                for finding in result.findings
            ]
            + [
                {
                    "check": result.key,
                    "severity": "fault",
                    "message": f"“{result.title}” cannot be judged until this holds: {result.blocked_by}.",
                    "where": "",
                    "why": "",
                }
                for result in each.results
                if result.blocked_by
            ],
        }
        for each in automarked.proposed
    ]


def report(automarked: Automarked) -> dict[str, Any]:
    """The whole of what can be said without a tutor, ready for JSON.

    `outcome` is always a level. While criteria that a tutor marks are open and nothing has failed, it is the outcome
    over the criteria that checks decide, and `awaiting` lists the open ones; once it is settled, `awaiting` is empty.
    Where nothing at all is decided it is not yet, for nothing passes unseen. `score` and `measures` are numbers.
    """
    awaiting = [] if automarked.outcome else [each.criterion.id for each in automarked.proposed if each.level is None]
    criteria = as_json(automarked)
    for criterion in criteria:
        criterion["findings"] = [_without_why(finding) for finding in criterion["findings"]]
    return {
        "outcome": (automarked.outcome or _over_what_is_decided(automarked)).value,
        "score": _number(automarked.score),
        "awaiting": awaiting,
        "criteria": criteria,
        "measures": {name: _number(value) for name, value in automarked.marked.measures.items()},
    }


def _over_what_is_decided(automarked: Automarked) -> Level:
    levels = {each.criterion.id: each.level for each in automarked.proposed if each.level is not None}
    rules = [each.criterion.rule for each in automarked.proposed if each.criterion.id in levels]
    return rubric.outcome(levels, rules) if rules else Level.NOT_YET


def _without_why(finding: dict[str, str]) -> dict[str, str]:
    """Anchors of lessons mean nothing outside the site."""
    return {key: value for key, value in finding.items() if key != "why"}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
