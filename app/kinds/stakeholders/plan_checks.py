"""The checks of the communications plan: is each line whole, does it reach who it must, and can it be carried."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.engines import wording
from app.engines.engagement import Cadence, Sending, Strategy, loads_of_owners
from app.kinds.base import Finding, fault, weakness
from app.kinds.stakeholders.analysis import Plan, is_everybody
from app.kinds.stakeholders.columns import COMMUNICATION_LABELS, Method
from app.kinds.stakeholders.figures import rate
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.reading import Message
from app.kinds.stakeholders.words import (
    LONGEST_TEXT,
    content,
    counted,
    document,
    is_live,
    is_nobody,
    says_nothing,
)

DESCRIBED = ("audience", "purpose", "message", "method", "channel", "frequency", "first_on", "owner", "feedback")
#: Messages that share so much of their words are one message.
ALIKE = Fraction(4, 5)
#: A message of fewer words than this says nothing of its own.
FEWEST_WORDS = 4
#: Messages beyond this many are not compared with each other.
MOST_COMPARED = 120


def begun(plan: Plan) -> Iterator[Finding]:
    """The fault that there is no plan at all; nothing passes by being absent."""
    if not plan.messages:
        yield fault("There is no communications plan yet.", why="plan")


def closely_two_way(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Whoever is to be managed closely is talked with, and whoever is more than watched is told at all.

    Talked with is face to face, or by a channel that lets them answer at once; and there is a route for feedback.
    """
    yield from begun(plan)
    for place, row in enumerate(plan.stakeholders if plan.messages else ()):
        messages = plan.to(place)
        if row.quadrant in (None, Strategy.MONITOR):
            continue
        if not messages:
            yield fault(
                f"{row.title}: nothing in the plan reaches them. Name them in an audience, by reference if you like.",
                f"{row.ref}.strategy",
                "plan",
            )
        elif row.quadrant is Strategy.MANAGE_CLOSELY and not any(_is_two_way(each) for each in messages):
            yield fault(
                f"{row.title} is to be managed closely, and {', '.join(each.ref for each in messages)} only tells them "
                "things. Where do they talk back?",
                f"{messages[0].ref}.method",
                "two-way",
            )


def _is_two_way(message: Message) -> bool:
    """A thing to hold is read alone; all else is by its channel. Somewhere, what they say has to go."""
    can_answer = message.method is Method.FACE_TO_FACE or is_live(message.channel)
    return can_answer and not says_nothing(message.feedback)


def communications_whole(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Every line says to whom, what for, what, how, how often, from when, by whom, and how they answer.

    A first day that has passed is a weakness, and so is an audience that is nobody of the register.
    """
    yield from begun(plan)
    for message, reached in zip(plan.messages, plan.reached, strict=True):
        missing = [key for key in DESCRIBED if not getattr(message, key)]
        missing += ["feedback"] if "feedback" not in missing and says_nothing(message.feedback) else []
        if missing:
            labels = ", ".join(COMMUNICATION_LABELS[key].lower() for key in missing)
            yield fault(f"{message.ref}: fill in {labels}.", f"{message.ref}.{missing[0]}", "plan")
        elif is_nobody(message.owner):
            yield fault(f"{message.ref}: name one person or role who sends it.", f"{message.ref}.owner", "plan")
        elif brief.today and message.first_on and message.first_on < brief.today:
            yield weakness(f"{message.ref}: that day has passed.", f"{message.ref}.first_on", "plan")
        elif not reached:
            yield weakness(
                f"{message.ref}: “{message.audience[:40]}” is nobody in your register. Add them, or name who is meant.",
                f"{message.ref}.audience",
                "plan",
            )


def messages_differ(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Messages are made for whom they go to: most are unlike each other, each says something, few go to everybody.

    Two that say the same to different audiences are a weakness; when less than half of the lines say something of their
    own, it is a fault.
    """
    yield from begun(plan)
    alike: dict[str, str] = {}
    words = [(message, frozenset(content(message.message))) for message in plan.messages[:MOST_COMPARED]]
    for place, (message, said) in enumerate(words):
        first = next((other.ref for other, before in words[:place] if _alike(said, before)), "")
        if first:
            alike[message.ref] = first
    if len(plan.messages) > 1 and 2 * (len(words) - len(alike)) <= len(words):
        yield fault(
            f"{counted(len(words), 'line')}, and {counted(len(words) - len(alike), 'message')} between them. What does "
            "each audience need to know or do that the others do not?",
            why="messages",
        )
        return
    for ref, first in alike.items():
        yield weakness(
            f"{ref} says what {first} says. What is different for this audience?", f"{ref}.message", "messages"
        )
    for message, said in words:
        if message.message and len(said) < FEWEST_WORDS:
            yield fault(
                f"{message.ref}: write what they are told, not what it is about.", f"{message.ref}.message", "messages"
            )
        elif is_everybody(message.audience):
            yield weakness(
                f"{message.ref}: nobody feels spoken to by a message to everybody.",
                f"{message.ref}.audience",
                "messages",
            )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one | other) and len(one & other) >= ALIKE * len(one | other)


def load_realistic(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """No sender has more to send in their fullest month than they can carry.

    Senders whom the papers give a limit are added up under all the ways in which they are written.
    """
    yield from begun(plan)
    limited = [(place, message) for message in plan.messages if (place := _limit_of(message.owner, brief)) is not None]
    loads = loads_of_owners(
        Sending(str(place), (), message.cadence or Cadence(), message.first_on) for place, message in limited
    )
    for place, limit in enumerate(brief.limits):
        if str(place) in loads and loads[str(place)].busiest > limit.most:
            theirs = [message for number, message in limited if number == place]
            yield fault(
                f"{theirs[0].owner[:60]} would send {rate(loads[str(place)].busiest)} messages in the fullest month "
                f"({', '.join(each.ref for each in theirs)}). That is more than {document(brief.capacity)} says they "
                "can. Join some, thin them out, or hand them on.",
                f"{theirs[0].ref}.owner",
                "load",
            )


def _limit_of(owner: str, brief: StakeholdersBrief) -> int | None:
    """The first limit whose words the owner has."""
    return next(
        (place for place, each in enumerate(brief.limits) if wording.matches(owner[:200], each.match)),
        None,
    )


def texts(message: Message) -> str:
    """What a message is about, and how it travels."""
    return f"{message.purpose[:LONGEST_TEXT]}\n{message.message[:LONGEST_TEXT]}\n{message.channel}"
