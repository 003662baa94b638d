"""A little schedule under way on Friday 12 March, with baseline, progress and ranges, and the key it is marked by."""

from __future__ import annotations

from typing import Any

from app.kinds.schedule.payload import Schedule, ScheduleRow
from tests.kinds.schedule.build import brief, item, row, schedule

ROWS: dict[int, dict[str, Any]] = {
    1: {"name": "Start", "duration": 0, "actual_finish": "8 Mar 2027"},
    2: {
        "name": "Survey",
        "duration": 2,
        "predecessors": "1",
        "actual_start": "8 Mar 2027",
        "actual_finish": "10 Mar 2027",
        "percent_complete": "100%",
        "baseline_start": "8 Mar 2027",
        "baseline_finish": "9 Mar 2027",
    },
    3: {
        "name": "Dig",
        "duration": 6,
        "predecessors": "2",
        "actual_start": "11 Mar 2027",
        "percent_complete": "33",
        "remaining": 4,
        "optimistic": 5,
        "pessimistic": 10,
        "baseline_start": "10 Mar 2027",
        "baseline_finish": "17 Mar 2027",
    },
    4: {
        "name": "Lay",
        "duration": 4,
        "predecessors": "3",
        "optimistic": 3,
        "pessimistic": 8,
        "baseline_start": "18 Mar 2027",
        "baseline_finish": "23 Mar 2027",
    },
    5: {
        "name": "Open",
        "duration": 0,
        "predecessors": "4",
        "must_finish_by": "26 Mar 2027",
        "baseline_finish": "23 Mar 2027",
    },
}
KEY: dict[str, Any] = {
    "items": [item("survey", 2, 3), item("dig", 5, 7), item("lay", 4, 4), item("open", 0, 0)],
    "deadline": {"item": "open", "finish_by": "2027-03-26"},
    "data_date": "2027-03-12",
    "progress": [
        {"item": "survey", "started": "2027-03-08", "finished": "2027-03-10", "source": "07-site-note"},
        {"item": "dig", "started": "2027-03-11", "remaining": [4, 4], "source": "07-site-note"},
        {"item": "lay", "source": "07-site-note"},
    ],
    "baseline": [
        {"item": "dig", "start": "2027-03-10", "finish": "2027-03-17", "source": "06-programme"},
        {"item": "open", "start": "2027-03-23", "finish": "2027-03-23", "source": "06-programme"},
    ],
    "estimates": [{"item": "lay", "optimistic": [3, 3], "pessimistic": [8, 8], "source": "08-ranges"}],
    "confidence": {"least": "0.4", "runs": 500},
    "quality": {"finish_to_start": "0.9"},
}


def rows(**changes: dict[str, Any] | None) -> list[ScheduleRow]:
    """The rows with cells changed, such as `_4={"duration": 9}`; None drops a row."""
    made = []
    for ref, cells in ROWS.items():
        change = changes.get(f"_{ref}", {})
        if change is not None:
            made.append(row(ref, **cells | change))
    return made


def update(data_date: str = "12 Mar 2027", fields: dict[str, str] | None = None, **changes: Any) -> Schedule:
    return schedule(*rows(**changes), data_date=data_date, **fields or {})


def key(**changes: Any) -> Any:
    return brief(**KEY | changes)
