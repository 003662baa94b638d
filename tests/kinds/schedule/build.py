"""Schedules for tests, row by row as a person types them."""

from __future__ import annotations

from typing import Any

from app.kinds.base import CheckResult, Severity
from app.kinds.schedule import KIND
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import Schedule, ScheduleBrief, ScheduleRow

MONDAY = "2027-03-08"


def row(ref: object, name: str = "", duration: object = "", predecessors: str = "", **cells: object) -> ScheduleRow:
    return ScheduleRow.model_validate(
        {"ref": ref, "name": name, "duration": duration, "predecessors": predecessors} | cells
    )


def schedule(*rows: ScheduleRow, start_on: str = MONDAY, **fields: str) -> Schedule:
    return Schedule(start_on=start_on, activities=rows, **fields)


def brief(**content: Any) -> ScheduleBrief:
    return ScheduleBrief.model_validate(content)


def item(name: str, least: int = 1, most: int = 99, match: str = "", source: str = "03-letter") -> dict[str, Any]:
    return {"id": name, "title": name, "match": [match or name], "days": [least, most], "source": source}


def analysed(made: Schedule, key: ScheduleBrief | None = None) -> ScheduleAnalysis:
    return KIND.analyse(made, key or ScheduleBrief())


def results(made: Schedule, key: ScheduleBrief | None = None) -> dict[str, CheckResult]:
    return {result.key: result for result in KIND.mark(made, key or ScheduleBrief()).results}


def faults(made: Schedule, key: ScheduleBrief | None = None) -> dict[str, list[str]]:
    """Where each check with a fault of its own found it."""
    return _places(made, key, Severity.FAULT)


def weaknesses(made: Schedule, key: ScheduleBrief | None = None) -> dict[str, list[str]]:
    return _places(made, key, Severity.WEAKNESS)


def _places(made: Schedule, key: ScheduleBrief | None, severity: Severity) -> dict[str, list[str]]:
    places = {
        result.key: [each.where for each in result.findings if each.severity is severity]
        for result in results(made, key).values()
    }
    return {check: where for check, where in places.items() if where}
