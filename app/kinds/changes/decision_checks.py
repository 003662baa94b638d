"""The checks of who decides, in what order, and what follows: authority, approval before work, baselines, follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.engines import claims, wording
from app.engines.claims import Unit, fact, figures_in, is_rounding_of
from app.kinds.base import Finding, fault, weakness
from app.kinds.changes.analysis import Log
from app.kinds.changes.dates_in_words import days_in
from app.kinds.changes.log_checks import known_rows, unread_in
from app.kinds.changes.payload import ChangesBrief, Decision, ExpectedChange, Recommendation
from app.kinds.changes.reading import NOTHING, Entry, read_version
from app.kinds.changes.statements import says_something
from app.kinds.schedule.words import see

ONE_POUND = Decimal(1)
NEED_GROUNDS = frozenset({Recommendation.REJECT, Recommendation.DEFER, Recommendation.MORE_INFORMATION})
#: A decision other than approval that must be followed by a word to those who asked.
ARE_DECIDED = frozenset(Decision) - {Decision.WAITING}


def authority_right(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Every request of the papers goes to the lowest level that may decide it.

    What counts: its cost and its days of work against each level's limits, what is left of the change budget after the
    changes that are approved, and whether it moves the end date later or is forecast to break a tolerance, which is
    the board's alone.
    """
    for entry, expected in known_rows(log, brief):
        truth = log.truths.by_id[expected.id]
        if truth.authority is None:
            continue
        if unread := unread_in(entry, "authority", "authority"):
            yield unread
        elif entry.authority is None:
            yield fault(f"{entry.name}: say who may decide it.", f"{entry.ref}.authority", "authority")
        elif entry.authority is not truth.authority:
            yield fault(
                f"{entry.name}: that is not the level that decides this. Test it against the limits of cost and days, "
                "what is left of the change budget when its turn comes, and every tolerance as it would then stand.",
                f"{entry.ref}.authority",
                "authority",
            )


def approved_before_done(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Decisions are those that the papers show, on their days, and no work begins before them.

    A request that nobody has decided waits. Work that began without approval is logged as what it is: with the day
    that it began, and undecided.
    """
    known = {entry.ref: expected for entry, expected in known_rows(log, brief)}
    for entry in log.entries:
        if unread := unread_in(entry, "before-approval", "decision", "decided_on", "started_on"):
            yield unread
            continue
        expected = known.get(entry.ref) or _part_of(entry, brief)
        yield from _decision_faults(entry, expected, has_key=bool(brief.expected))
        if expected is None or expected.begun_on is None:
            yield from _early(entry)
        elif entry.started_on != expected.begun_on:
            words = f"{entry.name}: when did the work begin? The log must show it as it was. {see(expected.source)}"
            yield fault(words, f"{entry.ref}.started_on", "before-approval")


def _part_of(entry: Entry, brief: ChangesBrief) -> ExpectedChange | None:
    """The request that a further row takes a part of, where one was split in two."""
    return next((each for each in brief.expected if wording.matches(entry.statement, each.match)), None)


def _decision_faults(entry: Entry, expected: ExpectedChange | None, *, has_key: bool) -> Iterator[Finding]:
    """One fault at most: the decision is missing, is not that of the papers, or lacks its day."""
    if entry.decision is None:
        words, column = "say what was decided, or that it waits.", "decision"
    elif expected is not None and entry.decision is not expected.decision:
        words, column = f"no paper shows that this was decided so. {see(expected.source)}", "decision"
        if entry.decision is Decision.WAITING:
            words = "somebody has decided this. Look for the reply in the papers."
    elif entry.decision is Decision.WAITING:
        return
    elif expected is None and has_key:
        words, column = "no paper shows that anybody has decided this.", "decision"
    elif entry.decided_on is None:
        words, column = "say on what day it was decided.", "decided_on"
    elif expected is not None and entry.decided_on != expected.decided_on:
        words, column = "it was decided on another day. Look for the reply in the papers.", "decided_on"
    else:
        return
    yield fault(f"{entry.name}: {words}", f"{entry.ref}.{column}", "before-approval")


def _early(entry: Entry) -> Iterator[Finding]:
    if entry.started_on is None:
        return
    if not entry.is_approved:
        words = "work on it has begun, and it is not approved. Nothing is done before approval: check the day."
    elif entry.decided_on is not None and entry.started_on < entry.decided_on:
        words = "work on it began before it was approved. Check both days; if they are right, say so to who decides."
    else:
        return
    yield fault(f"{entry.name}: {words}", f"{entry.ref}.started_on", "before-approval")


def baselines_raised(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Each approval makes a new version of the baseline, higher than the one before, and nothing else makes one.

    The first is higher than the version before this log. A row that is not approved may repeat the version in force.
    """
    version = read_version(brief.position.baseline) or ()
    start = version
    for entry in log.approved:
        if unread := unread_in(entry, "baselines", "baseline_after"):
            yield unread
            continue
        if entry.baseline_after is None:
            words = "it is approved, so the baseline has a new version. Say which."
        elif entry.baseline_after <= version:
            words = "each approval makes a version higher than the one before it, in the order of the decisions."
        else:
            version = entry.baseline_after
            continue
        yield fault(f"{entry.name}: {words}", f"{entry.ref}.baseline_after", "baselines")
    for entry in log.entries:
        if not entry.is_approved and entry.baseline_after is not None and entry.baseline_after not in {start, version}:
            words = "it is not approved, so it makes no new baseline. Leave the version out."
            yield fault(f"{entry.name}: {words}", f"{entry.ref}.baseline_after", "baselines")


def advice_grounded(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Every row has a recommendation with its grounds, and does not recommend what the figures speak against.

    They speak against a change that is forecast to break a tolerance, and against one that pays for days won where they
    move no date; the brief says what may then still be advised.
    Grounds are a few words of content; whether they convince is a tutor's business. Without grounds, advice to reject,
    to defer or to ask for more is a fault, and so is a decision of that kind; advice to approve is a weakness.
    """
    known = {entry.ref: expected for entry, expected in known_rows(log, brief)}
    for entry in log.entries:
        if entry.recommendation is None:
            words = f"{entry.name}: say what you recommend."
            yield fault(words, f"{entry.ref}.recommendation", "recommendations")
            continue
        expected = known.get(entry.ref)
        if expected and _is_against_the_figures(log, entry, expected):
            yield fault(
                f"{entry.name}: weigh again what it gains against what it does to the end date, the cost and the risk; "
                "your own figures speak against this advice.",
                f"{entry.ref}.recommendation",
                "recommendations",
            )
        if not says_something(entry.cells["grounds"]):
            refuses = entry.recommendation in NEED_GROUNDS or entry.decision in ARE_DECIDED - {Decision.APPROVED}
            finding = fault if refuses else weakness
            words = f"{entry.name}: give the grounds of the advice, so that whoever asked can see why."
            yield finding(words, f"{entry.ref}.grounds", "recommendations")


def _is_against_the_figures(log: Log, entry: Entry, expected: ExpectedChange) -> bool:
    """Advice outside what can be defended, of a change that breaks a tolerance or pays for days that win none."""
    truth = log.truths.by_id[expected.id]
    is_vain = expected.days < 0 and not truth.moved
    return bool(truth.broken or is_vain) and entry.recommendation not in (expected.recommend or Recommendation)


def followed_through(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """Whatever was decided is told to somebody, and whatever was approved says how it is shown to be done."""
    for entry in log.entries:
        if entry.decision in ARE_DECIDED and entry.cells["communicated_to"].lower() in NOTHING:
            words = f"{entry.name}: it was decided. Say who has to be told, or was."
            yield fault(words, f"{entry.ref}.communicated_to", "follow-through")
        if entry.is_approved and not says_something(entry.cells["verified"], 2):
            words = f"{entry.name}: say how it will be shown that the change was made as approved."
            yield fault(words, f"{entry.ref}.verified", "follow-through")


def position_right(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """The end date forecast, the change budget left and the baseline in force are those that the approved changes lead
    to, worked out on the dossier's schedule and from the log's own versions."""
    standing, fields = log.truths.standing, log.fields
    whose = log.outlook.whose if log.outlook else "the plan"
    if standing.opening is not None and fields.opening != standing.opening:
        words = f"The end date is not what {whose} gives at the data date with the approved changes in it. Work it out."
        yield fault(words, "opening", "time-impact")
    if brief.delegation:
        left = fields.change_budget_left
        if left is None or abs(left - standing.change_budget) > ONE_POUND:
            words = "The change budget left is what was set less what the project manager has approved out of it."
            yield fault(words, "change_budget_left", "authority")
    versions = [entry.baseline_after for entry in log.approved if entry.baseline_after is not None]
    in_force = max(versions, default=read_version(brief.position.baseline))
    if fields.baseline != in_force:
        words = "The baseline in force is the one that the last approval made."
        yield fault(words, "baseline", "baselines")


def note_agrees(log: Log, brief: ChangesBrief) -> Iterator[Finding]:
    """The note gives the contingency left, the change budget left and the end date forecast, as the approved changes
    leave them. Rounding is right, and other figures may stand beside them: what it was, what it would be."""
    note, standing = log.fields.note, log.truths.standing
    if not note:
        yield fault("There is no note to the board. Say what you ask of it and give the figures.", "note", "note")
        return
    if brief.delegation:
        yield from _missing_sum(note, "contingency left", standing.contingency, CONTINGENCY_NAMES)
        yield from _missing_sum(note, "change budget left", standing.change_budget, BUDGET_NAMES)
    if standing.opening and (standing.opening.month, standing.opening.day) not in days_in(note):
        yield fault("The note does not give the end date that is forecast now.", "note", "note")


def _missing_sum(note: str, name: str, value: Decimal, names: tuple[str, ...]) -> Iterator[Finding]:
    """Nothing if the sum is anywhere in the note; otherwise what it gives in its place, if a sentence names it."""
    sums = [figure for figure in figures_in(note) if figure.unit in {Unit.MONEY, Unit.COUNT}]
    if any(is_rounding_of(figure, value) for figure in sums):
        return
    said = claims.claims_in(note, [fact(names, value, Unit.MONEY)])
    words = f"does not give the {name} that your approved changes lead to."
    if said:
        words = f"gives {said[0].figures[0].text} as the {name}; the approved changes lead to another figure."
    yield fault(f"The note {words}", "note", "note")


CONTINGENCY_NAMES = ("contingency left", "contingency remaining", "left in contingency", "left of contingency")
BUDGET_NAMES = (
    "change budget left",
    "change budget remaining",
    "left in the change budget",
    "left of the change budget",
    "remains in the change budget",
)
