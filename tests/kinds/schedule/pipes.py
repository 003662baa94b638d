"""A sound little schedule, the key it is marked by, and ways to spoil it."""

from __future__ import annotations

from tests.kinds.schedule.build import brief, item, row, schedule

#: A sound little schedule: start, two legs, a milestone at the end. It ends on Tuesday 23 March.
ROWS = {
    1: row(1, "Start", 0),
    2: row(2, "Dig the trench", 5, "1"),
    3: row(3, "Order pipes", 2, "1"),
    4: row(4, "Lay pipes", 4, "2, 3"),
    5: row(5, "Backfill", 3, "4"),
    6: row(6, "Road open", 0, "5"),
}
ITEMS = [
    item("dig", 4, 6),
    item("order", 2, 2, source="04-quotation"),
    item("lay", 3, 5),
    item("backfill", 3, 3),
    item("open", 0, 0, "road open"),
]
BRIEF = {
    "items": ITEMS,
    "order": [{"first": "dig", "then": "lay"}, {"first": "order", "then": "lay"}, {"first": "lay", "then": "backfill"}],
    "windows": [{"item": "lay", "not_before": "2027-03-15", "finish_by": "2027-03-18", "source": "05-permit"}],
    "deadline": {"item": "open", "finish_by": "2027-03-23"},
    "days_off": ["2027-03-26"],
}
KEY = brief(**BRIEF)


def changed(*more, **cells):
    """The sound schedule with cells changed, such as `_4={"duration": 9}`, and rows added; None drops a row."""
    rows = dict(ROWS)
    for name, change in cells.items():
        ref = int(name[1:])
        if change is None:
            del rows[ref]
        else:
            rows[ref] = type(rows[ref]).model_validate(rows[ref].model_dump() | change)
    return schedule(*rows.values(), *more)
