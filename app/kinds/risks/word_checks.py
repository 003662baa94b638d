"""The checks that read words: is each row a whole statement of something uncertain, and does one person own it.

They need no figures, so they speak even while some cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.engines import wording
from app.kinds.base import Finding, fault, weakness
from app.kinds.risks import causes, owners, statements
from app.kinds.risks.analysis import Register
from app.kinds.risks.columns import LABELS
from app.kinds.risks.owners import Ownership
from app.kinds.risks.payload import RisksBrief
from app.kinds.risks.reading import LONGEST_SEARCHED, Entry, quoted

_ADVICE = {
    "cause": "Say what is true today that makes the event possible.",
    "event": "Say what might happen, so that anybody could tell whether it has.",
    "effect": "Say what it would do to an objective, and by how much.",
}

_ISSUE_LOG = "An issue belongs in the issue log."


def statements_complete(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Every row gives a cause, an event and an effect, each more than a bare word or two, no two of them the same.

    An event that says only what would come of it (“risk of delay”, “cost increase”) is a fault as well: see
    `statements.is_only_an_effect`. Where the brief lists the project's objectives, an effect that touches none of their
    words is a weakness.
    """
    for entry in register.entries:
        faults = list(_statement_faults(entry))
        yield from faults
        if not faults and brief.objectives and not wording.matches(entry.effect, brief.objectives):
            yield weakness(
                f"{entry.name}: the effect does not say which objective it touches: the date, the cost, safety …",
                f"{entry.ref}.effect",
                "cause-event-effect",
            )


def not_issues(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """No row is something that has happened or is bound to.

    That is so when its event says what a document reports as done, when its probability is 100%, or when the event is
    put as a fact (`statements.is_certain`). A fact in the cause is where it belongs, and is no fault.
    """
    for place, entry in enumerate(register.entries):
        if (issue := register.issues.get(place)) is not None:
            reason = f"this has already happened. {issue.why or _ISSUE_LOG}"
        elif entry.probability is not None and entry.probability.probability == 1:
            reason = f"100% says that it is certain. {_ISSUE_LOG}"
        elif statements.is_certain(entry.event):
            reason = f"the event is written as something that has happened or must. {_ISSUE_LOG}"
        else:
            continue
        yield fault(
            f"{entry.name}: {reason} If something uncertain may follow from it, put the fact in the cause and that in "
            "the event.",
            f"{entry.ref}.event",
            "risk-or-issue",
        )


def causes_certain(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """A cause is a fact today. One that is put as something uncertain (`causes.uncertain_words`) is a weakness.

    The month of May, what somebody said, and what somebody is allowed to do are facts.
    """
    for entry in register.entries:
        if told := causes.uncertain_words(entry.cause[:LONGEST_SEARCHED]):
            yield weakness(
                f"{entry.name}: the cause says “{told.lower()}”, so it is uncertain itself, like a second event. "
                "Say what is true today that makes it possible, and keep what is uncertain for the event.",
                f"{entry.ref}.cause",
                "cause-event-effect",
            )


def owners_named(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Every row has exactly one owner, by name or role, and it is one of those who could act.

    A team, everyone and TBC are nobody. Names are matched as `owners.judge` says; without owners in the brief anybody
    in particular will do.
    """
    for entry in register.entries:
        if message := _OWNER_MESSAGES[owners.judge(entry.owner, brief.owners)](entry):
            yield fault(f"{entry.name}: {message}", f"{entry.ref}.owner", "owners")


def _statement_faults(entry: Entry) -> Iterator[Finding]:
    parts = {key: getattr(entry, key) for key in statements.PARTS}
    for key, text in parts.items():
        if message := _fault_of(key, text):
            yield _statement_fault(entry, key, f"{message} {_ADVICE[key]}")
    for one, other in statements.repeated(parts):
        message = f"{LABELS[one]} and {LABELS[other].lower()} say the same. {_ADVICE[other]}"
        yield _statement_fault(entry, other, message)


def _fault_of(key: str, text: str) -> str:
    if not text:
        return f"{LABELS[key]} is empty."
    if key == "event" and statements.is_only_an_effect(text):
        return "that is an effect, not an event."
    if statements.is_bare(text):
        return f"{LABELS[key]} is only {quoted(text)}."
    return ""


def _statement_fault(entry: Entry, key: str, message: str) -> Finding:
    return fault(f"{entry.name}: {message}", f"{entry.ref}.{key}", "cause-event-effect")


def _nobody(entry: Entry) -> str:
    if not entry.owner:
        return "name one person or role who can act on it."
    return f"{quoted(entry.owner)} is nobody in particular. Name one person or role who can act on it."


_OWNER_MESSAGES: dict[Ownership, Callable[[Entry], str]] = {
    Ownership.ONE: lambda entry: "",
    Ownership.NOBODY: _nobody,
    Ownership.SEVERAL: lambda entry: f"{quoted(entry.owner)} is more than one. Name the one who answers for it.",
    Ownership.STRANGER: lambda entry: (
        f"{quoted(entry.owner)} is not somebody in this project who could act on it. Look at who the people "
        "are, and what each may decide."
    ),
}
