"""The checks that hold the register against the plan: links to activities, delays, proximity, and planned responses.

The schedule is the dossier's: the apprentice's own, or the reference. Findings say whose. Without one, links are taken
on trust.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.core.templating import day
from app.kinds.base import Finding, fault, weakness
from app.kinds.risks.analysis import Register
from app.kinds.risks.owners import goes_upwards
from app.kinds.risks.payload import Response, RisksBrief
from app.kinds.risks.plan import Plan
from app.kinds.risks.reading import Entry, quoted
from app.kinds.risks.simulation import MOST_DAYS

#: So many rows are named where a cell may mean several.
MOST_NAMED = 4


def timing_sound(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Links, delays and proximity make sense, and agree with the schedule.

    Faults: an activity that is not in the schedule, or could be several; a delay without an activity, of a summary, or
    of more than a working year; a proximity that is past; a threat of `planned_from` or more without a proximity.
    Weaknesses: a proximity after the activity is done; a delay of an opportunity; no threat at all that says
    what it would do to the schedule.
    """
    for entry in register.entries:
        yield from _link_findings(entry, register.plan)
        yield from _delay_findings(entry, register.plan)
        yield from _proximity_findings(entry, register.plan, brief)
    plan = register.plan
    threats = [entry for entry in register.entries if entry.is_threat]
    if plan and threats and not any(entry.activity or entry.delay for entry in threats):
        yield weakness(
            f"No threat says which activity of {plan.name} it would hold up, or for how long, so nobody can tell "
            "what the register does to the date.",
            why="plan",
        )


def high_risks_planned(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Each threat that scores `planned_from` or more before its response has that response in the plan.

    It is there when it costs something, which the budget must hold; when the row is linked to an activity of the
    schedule; or when it is escalated, so that somebody else plans it. A cost that is blank is told by
    `responses_worth_it`.
    """
    for entry in register.entries:
        if not _is_high(entry, brief) or _is_planned(entry, register.plan, brief):
            continue
        where = f"{register.plan.name} and the budget hold" if register.plan else "the schedule and the budget hold"
        yield fault(
            f"{entry.name}: it scores {entry.score}, and {where} nothing of its response, so it is a wish. Give what "
            "the response costs, link it to an activity, or escalate it.",
            f"{entry.ref}.response_cost",
            "plan",
        )


def _is_high(entry: Entry, brief: RisksBrief) -> bool:
    return entry.is_threat and entry.score is not None and entry.score >= brief.planned_from


def _is_planned(entry: Entry, plan: Plan | None, brief: RisksBrief) -> bool:
    if entry.response is Response.ESCALATE or goes_upwards(entry.action, brief.owners):
        return True
    is_linked = bool(plan.find(entry.activity) if plan and entry.activity else entry.activity)
    return entry.response_cost is None or entry.response_cost > 0 or is_linked


def _link_findings(entry: Entry, plan: Plan | None) -> Iterator[Finding]:
    if not entry.activity or plan is None:
        return
    rows = plan.find(entry.activity)
    if not rows:
        message = f"{plan.name} has no activity {quoted(entry.activity)}. Type the number of one, or words of its name."
    elif len(rows) > 1:
        named = ", ".join(row.ref for row in rows[:MOST_NAMED]) + (" …" if len(rows) > MOST_NAMED else "")
        message = f"{quoted(entry.activity)} may be several activities of {plan.name}: {named}. Type the number of one."
    else:
        return
    yield fault(f"{entry.name}: {message}", f"{entry.ref}.activity", "plan")


def _delay_findings(entry: Entry, plan: Plan | None) -> Iterator[Finding]:
    delay, where = entry.delay, f"{entry.ref}.delay"
    if delay is None or not delay.most:
        return
    if delay.most > MOST_DAYS:
        message = f"{delay.most:,} working days is more than a year of work. Check the figure."
        yield fault(f"{entry.name}: {message}", where, "plan")
    elif not entry.is_threat:
        message = "an opportunity delays nothing. Say in its effect what days may be won."
        yield weakness(f"{entry.name}: {message}", where, "plan")
    elif not entry.activity:
        message = (
            "say which activity would take so much longer. Whether the finish moves depends on where in the plan it is."
        )
        yield fault(f"{entry.name}: {message}", f"{entry.ref}.activity", "plan")
    elif plan and any(row.is_summary for row in plan.find(entry.activity)):
        message = f"{quoted(entry.activity)} sums up other rows of {plan.name}. Name the one that would take longer."
        yield fault(f"{entry.name}: {message}", f"{entry.ref}.activity", "plan")


def _proximity_findings(entry: Entry, plan: Plan | None, brief: RisksBrief) -> Iterator[Finding]:
    where = f"{entry.ref}.proximity"
    if entry.proximity is None:
        if _is_high(entry, brief):
            message = "say how soon it could strike: that decides what has to be done first."
            yield fault(f"{entry.name}: it scores {entry.score}; {message}", where, "timing")
        return
    on = entry.proximity.on
    if on is None:
        return
    if brief.today and on < brief.today:
        message = f"{day(on)} is past: today is {day(brief.today)}. What could strike only then is no risk any more."
        yield fault(f"{entry.name}: {message}", where, "timing")
        return
    rows = plan.find(entry.activity) if plan and entry.activity and entry.is_threat and entry.delay else ()
    if plan and len(rows) == 1 and (done := plan.finish(rows[0])) and on > done:
        yield weakness(
            f"{entry.name}: it could strike from {day(on)}, and {plan.name} has row {rows[0].ref} done by {day(done)}. "
            "One of the two is wrong, or it holds up another activity.",
            where,
            "timing",
        )
