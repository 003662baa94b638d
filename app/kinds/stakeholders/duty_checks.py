"""The checks of what a public body owes: that people can take part, the lawful order, promises kept, privacy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.engines import wording
from app.kinds.base import Finding, fault, weakness
from app.kinds.stakeholders.analysis import Plan
from app.kinds.stakeholders.key import Hold, Need, StakeholdersBrief, Step
from app.kinds.stakeholders.plan_checks import begun, texts
from app.kinds.stakeholders.reading import Message
from app.kinds.stakeholders.words import LONGEST_TEXT, denies, document, says_nothing, sentences

#: Between two words of a phrase, or within a number.
SPACES = r"\s*"


def access_met(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """There is an approach to accessibility, and whoever asked for something gets it in whatever reaches them.

    A line that says nothing of it is a weakness.
    """
    yield from begun(plan)
    if says_nothing(plan.accessibility):
        yield fault("Say how you make sure that everybody can take part.", "accessibility", "access")
    unmet: set[str] = set()
    for need in brief.needs:
        for message in plan.to_expected(need.audience, brief):
            if message.ref not in unmet and not _meets(message, need):
                unmet.add(message.ref)
                yield fault(
                    f"{message.ref}: read {document(need.source)} again. Can this audience take part as it stands?",
                    f"{message.ref}.accessibility",
                    "access",
                )
    for message in plan.messages:
        if message.ref not in unmet and not message.accessibility:
            yield weakness(
                f"{message.ref}: say what makes it accessible, or that you have asked.",
                f"{message.ref}.accessibility",
                "access",
            )


def _meets(message: Message, need: Need) -> bool:
    if need.method and message.method is not need.method:
        return True
    return wording.matches(f"{message.accessibility[:LONGEST_TEXT]}\n{message.channel}", need.words)


def order_kept(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """What has to happen first does, by its day; what may only be said from a day on is not said before."""
    yield from begun(plan)
    for step in brief.order:
        yield from _step_kept(plan, brief, step)
    for hold in brief.holds:
        if hold.until:
            yield from _held(plan, brief, hold)


def _step_kept(plan: Plan, brief: StakeholdersBrief, step: Step) -> Iterator[Finding]:
    to_them = plan.to_expected(step.audience, brief) if plan.messages else []
    steps = [message for message in to_them if wording.matches(texts(message), step.words)]
    if plan.messages and not steps:
        yield fault(
            f"{document(step.source).capitalize()} names something that must be done with somebody before anything is "
            "published. Nothing in the plan does it.",
            why="order",
        )
    days = [message.first_on for message in steps if message.first_on]
    if days and min(days) > step.by:
        first = min((message for message in steps if message.first_on), key=lambda each: each.first_on or step.by)
        yield fault(
            f"{first.ref} comes too late for what {document(step.source)} says about the order of things.",
            f"{first.ref}.first_on",
            "order",
        )


def promises_kept(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """No message promises what nobody has decided. To say that it is not so is no promise."""
    yield from begun(plan)
    for hold in brief.holds:
        if not hold.until:
            yield from _held(plan, brief, hold)


def _held(plan: Plan, brief: StakeholdersBrief, hold: Hold) -> Iterator[Finding]:
    if hold.audiences:
        told = {message.ref for key in hold.audiences for message in plan.to_expected(key, brief)}
    else:
        told = {message.ref for message in plan.messages}
    for message in plan.messages:
        if message.ref not in told or (hold.until and message.first_on and message.first_on >= hold.until):
            continue
        if said := next((each for each in sentences(message.message) if _says(each, hold)), ""):
            words = " ".join(said.split())[:70]
            reason = "may not be said yet" if hold.until else "is not yours to promise"
            yield fault(
                f"{message.ref}: “{words}” {reason}. See {document(hold.source)}.",
                f"{message.ref}.message",
                "order" if hold.until else "promises",
            )


def _says(sentence: str, hold: Hold) -> bool:
    is_said = wording.matches(sentence, hold.match) or any(each.search(sentence) for each in _literally(hold.phrases))
    return is_said and not denies(sentence) and not wording.matches(sentence, hold.unless)


def private_kept_out(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """No message, nor how to answer it, holds a private name or number, or words that only one person fits."""
    yield from begun(plan)
    private = _literally(brief.private)
    for message in plan.messages:
        for key in ("purpose", "message", "feedback", "accessibility"):
            text = getattr(message, key)[:LONGEST_TEXT]
            if any(name.search(text) for name in private):
                yield fault(
                    f"{message.ref}: this tells others about somebody who did not ask for it. Leave out who it was.",
                    f"{message.ref}.{key}",
                    "privacy",
                )


def _literally(phrases: Sequence[str]) -> list[re.Pattern[str]]:
    """The phrases to be found to the letter. Spaces count as any space, or none: numbers are written in many ways."""
    return [
        re.compile(rf"(?<!\w){SPACES.join(re.escape(part) for part in each.split())}(?!\w)", re.IGNORECASE)
        for each in phrases
    ]
