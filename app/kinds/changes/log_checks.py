"""The checks of the log itself: is every request in it, assessed on every tolerance, with figures that the papers bear.

A finding speaks of what is on the page and sends the apprentice back to a document; it never gives a figure away. A
check leaves alone what another one reports, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.engines import wording
from app.kinds.base import Finding, fault, weakness
from app.kinds.changes.analysis import Log
from app.kinds.changes.columns import LABELS
from app.kinds.changes.payload import ChangesBrief, ExpectedChange
from app.kinds.changes.reading import NOTHING, Entry
from app.kinds.changes.statements import says_something
from app.kinds.schedule.words import document, see

#: So many documents are named at most when requests are missing.
MOST_DOCUMENTS = 3
ORIGIN = ("raised_by", "raised_on", "reason")
#: The cells that between them hold the seven tolerances, each with what it is called in a finding.
ASSESSED = {
    "days": "time",
    "opening_days": "the end date",
    "cost": "cost",
    "scope": "scope",
    "quality": "quality",
    "benefit": "benefit",
    "risk": "risk",
    "exposure": "risk exposure",
    "carbon": "carbon",
}
IN_WORDS = frozenset({"scope", "quality", "benefit", "risk"})
ONE_POUND, SHARE = Decimal(1), Decimal("0.001")
EXPOSURE_SHARE = Decimal("0.01")
CARBON_WITHIN = Decimal("0.05")


def readable(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, and no two rows share a reference."""
    yield from log.problems


def requests_logged(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Every request that the papers hold is a row of the log, and every row says who raised it, when and why.

    A missing request is a fault that names the documents it can be found in; a missing origin is a weakness.
    """
    missing = [each for each in brief.expected if each.id not in log.found]
    if missing:
        sources = list(dict.fromkeys(document(each.source).rstrip(",") for each in missing))[:MOST_DOCUMENTS]
        yield fault(
            f"The papers ask for {len(brief.expected)} changes, and your log has {len(log.found)} of them. Whatever "
            f"anybody has asked for, done or let be done belongs in it. Read again: {'; '.join(sources)}.",
            why="logging",
        )
    for entry in log.entries:
        if absent := [key for key in ORIGIN if entry.lacks(key)]:
            labels = ", ".join(LABELS[key].lower() for key in absent)
            yield weakness(f"{entry.name}: fill in {labels}.", f"{entry.ref}.{absent[0]}", "logging")


def impacts_assessed(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Every row says what the change does to each of the seven tolerances, none being an answer where there is none.

    An effect in words is two words at least.
    A row that says none of an area on which the papers show an effect is a weakness.
    """
    by_id = {each.id: each for each in brief.expected}
    for entry in log.entries:
        if absent := [key for key in ASSESSED if entry.lacks(key) or _is_bare(entry, key)]:
            names = ", ".join(ASSESSED[key] for key in absent)
            yield fault(
                f"{entry.name}: too little is said of {names}. Assess all seven tolerances; where there is no effect, "
                "say none.",
                f"{entry.ref}.{absent[0]}",
                "impact",
            )
            continue
        expected = by_id.get(log.expected_of.get(entry.ref, ""))
        if expected:
            yield from _denied(entry, expected)


def _is_bare(entry: Entry, key: str) -> bool:
    text = entry.cells[key]
    return key in IN_WORDS and text.lower().rstrip(".") not in NOTHING and not says_something(text, 2)


def _denied(entry: Entry, expected: ExpectedChange) -> Iterator[Finding]:
    for area in expected.touches:
        if entry.cells.get(area, "").lower().rstrip(".") in NOTHING:
            yield weakness(
                f"{entry.name}: is there really no effect on {area}? {see(expected.source)}",
                f"{entry.ref}.{area}",
                "impact",
            )


def time_right(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Days are added to the activity that the papers mean, as many as they say, with the effect on the end date that
    comes out when the schedule of the dossier is worked out again.

    Without a schedule the brief's own effect is asked for. A row that the papers know nothing of is asked only that its
    effect follows from its own days and activity.
    """
    by_id = {each.id: each for each in brief.expected}
    for entry in log.entries:
        if unread := unread_in(entry, "time-impact", "days", "opening_days", "activity"):
            yield unread
            continue
        expected = by_id.get(log.expected_of.get(entry.ref, ""))
        problem = _wrong_work(log, entry, expected) if expected else None
        yield from (problem,) if problem else _wrong_effect(log, entry, expected)


def _wrong_work(log: Log, entry: Entry, expected: ExpectedChange) -> Finding | None:
    if entry.days is not None and entry.days != expected.days:
        words = f"{entry.name}: those are not the days of work that the papers speak of. {see(expected.source)}"
        return fault(words, f"{entry.ref}.days", "time-impact")
    row = log.rows.get(entry.ref, "")
    outlook = log.outlook
    if (
        outlook is None
        or not expected.days
        or expected.item not in outlook.found
        or outlook.is_item(row, expected.item)
    ):
        return None
    named = f"row {row} ({outlook.names[row]})" if row else "no activity"
    words = f"{entry.name}: it touches {named}. Which activity of {outlook.whose} would take longer or shorter?"
    return fault(f"{words} {see(expected.source)}", f"{entry.ref}.activity", "time-impact")


def _wrong_effect(log: Log, entry: Entry, expected: ExpectedChange | None) -> Iterator[Finding]:
    if entry.opening_days is None:
        return
    effect = log.effects[entry.ref]
    moved = effect.moved
    if moved is None and expected is not None:
        moved = log.truths.by_id[expected.id].moved
    if moved is None or moved == entry.opening_days:
        return
    whose = log.outlook.whose if log.outlook else "the plan"
    yield fault(
        f"{entry.name}: worked out again on {whose}, those days do not move the end date by {entry.opening_days}. "
        "Look at the float of the activity, and at what its followers wait for.",
        f"{entry.ref}.opening_days",
        "time-impact",
    )


def cost_right(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """The cost is the net sum of the papers, to £1 or 0.1%, and is booked to the work package that does the work."""
    for entry, expected in known_rows(log, brief):
        if unread := unread_in(entry, "cost-impact", "cost"):
            yield unread
        costs = (expected.cost, *expected.other_costs)
        if entry.cost is not None and not any(_close(entry.cost, cost, SHARE) for cost in costs):
            yield fault(
                f"{entry.name}: that is not what the papers come to. Add what it costs and take off what it saves. "
                f"{see(expected.source)}",
                f"{entry.ref}.cost",
                "cost-impact",
            )
        elif expected.package and not wording.matches(entry.cells["package"], expected.package):
            said = "no work package is named" if entry.lacks("package") else "another work package does this"
            yield fault(f"{entry.name}: {said}. Book it where the work is.", f"{entry.ref}.package", "cost-impact")


def effects_right(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Carbon and risk exposure, where they are filled in, are those of the papers, with the right sign.

    Carbon to 0.05 t; exposure to £1 or 1%, for it is worked out from a chance and a sum.
    """
    for entry, expected in known_rows(log, brief):
        if unread := unread_in(entry, "carbon-and-risk", "carbon", "exposure"):
            yield unread
        if entry.carbon is not None and abs(entry.carbon - expected.carbon) > CARBON_WITHIN:
            yield fault(
                f"{entry.name}: the carbon is not that of the papers. {_sign(entry.carbon, expected.carbon)}"
                f"{see(expected.source)}",
                f"{entry.ref}.carbon",
                "carbon-and-risk",
            )
        if entry.exposure is not None and not _close(entry.exposure, expected.exposure, EXPOSURE_SHARE):
            yield fault(
                f"{entry.name}: the exposure does not change by that. It is the chance times the loss after the change "
                f"less the same before it. {_sign(entry.exposure, expected.exposure)}{see(expected.source)}",
                f"{entry.ref}.exposure",
                "carbon-and-risk",
            )


def unread_in(entry: Entry, why: str, *keys: str) -> Finding | None:
    """A fault for the first of these cells that cannot be read: what nobody can read cannot be right."""
    key = next((key for key in keys if key in entry.unread), "")
    words = f"{entry.name}: {LABELS.get(key, '').lower()} cannot be read, so it cannot be judged."
    return fault(words, f"{entry.ref}.{key}", why) if key else None


def _sign(typed: Decimal, right: Decimal) -> str:
    return "A saving has a minus sign, an increase none. " if typed == -right != 0 else ""


def known_rows(log: Log, brief: ChangesBrief) -> Sequence[tuple[Entry, ExpectedChange]]:
    """The rows that are requests of the papers, in the order of the log."""
    by_id = {each.id: each for each in brief.expected}
    return [(each, by_id[log.expected_of[each.ref]]) for each in log.entries if each.ref in log.expected_of]


def _close(typed: Decimal, right: Decimal, share: Decimal) -> bool:
    return abs(typed - right) <= max(ONE_POUND, abs(right) * share)
