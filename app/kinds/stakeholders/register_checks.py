"""The checks of the register: who is in it, how they are scored, and what is to be done about where they stand.

A finding never names somebody who is missing, nor a score or a stance that would be right; it sends back to the papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.engines.engagement import ONE_TO_FIVE, Stance, Strategy
from app.kinds.base import Finding, fault, weakness
from app.kinds.stakeholders.analysis import Plan
from app.kinds.stakeholders.columns import STAKEHOLDER_LABELS, Side, words_of
from app.kinds.stakeholders.key import Expected, StakeholdersBrief
from app.kinds.stakeholders.reading import Stakeholder
from app.kinds.stakeholders.words import document, does_something, is_nobody

#: So many documents are named at most when too few were found.
MOST_DOCUMENTS = 2
#: When more than this share of a register is to be managed closely, nobody is.
MOST_CLOSE = Fraction(2, 3)
#: Of so few, all may well be.
FEW = 4
DESCRIBED = ("name", "side", "need", "action", "owner")
SCORED = ("power", "interest")
#: Who has still to be won.
TO_BE_WON = (Stance.UNAWARE, Stance.RESISTANT, Stance.NEUTRAL)


def readable(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, and no two rows share a reference."""
    yield from plan.problems


def stakeholders_found(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """At least half of those whom the papers show are there, inside the organisation and outside it.

    How many are found is a measure. The documents of which least was found are named. To put somebody on the wrong side
    is a weakness.
    """
    found, shown = len(plan.expected), len(brief.stakeholders)
    if found * 2 < shown or not plan.stakeholders:
        sources = [each.source for each in brief.stakeholders if each.id not in plan.expected]
        documents = " and ".join(document(source) for source in list(dict.fromkeys(sources))[:MOST_DOCUMENTS])
        yield fault(
            f"The papers show {shown} people and groups who can help, harm or feel this project. Your register has "
            f"{found} of them. Read again: {documents or 'the in-tray'}.",
            why="who",
        )
        return
    sides = {each.side for each in plan.stakeholders}
    for side in Side:
        if side not in sides and None not in sides:
            yield fault(f"Nobody in the register is {side}. Look on the other side of the door, too.", why="who")
    for item, row in _pairs(plan, brief):
        if row.side and row.side is not item.side:
            yield weakness(f"{row.title}: who pays them, the council or somebody else?", f"{row.ref}.side", "who")


def entries_whole(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Everybody has a side, a need, an action and one owner."""
    for row in plan.stakeholders:
        if missing := [key for key in DESCRIBED if not getattr(row, key)]:
            labels = ", ".join(STAKEHOLDER_LABELS[key].lower() for key in missing)
            yield fault(f"{row.title}: fill in {labels}.", f"{row.ref}.{missing[0]}", "action")
        elif is_nobody(row.owner):
            yield fault(f"{row.title}: name one person or role who will do it.", f"{row.ref}.owner", "action")


def scores_fit(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Everybody is scored, the scores can be defended from the papers, and not nearly everybody is high in both."""
    for row in plan.stakeholders:
        if missing := [key for key in SCORED if getattr(row, key) is None]:
            yield fault(f"{row.title}: score {' and '.join(missing)}.", f"{row.ref}.{missing[0]}", "scores")
    for item, row in _pairs(plan, brief):
        yield from _score_fits(item, row)
    close = [row for row in plan.stakeholders if row.quadrant is Strategy.MANAGE_CLOSELY]
    if len(plan.stakeholders) > FEW and len(close) > MOST_CLOSE * len(plan.stakeholders):
        yield fault(
            f"{len(close)} of {len(plan.stakeholders)} are high in both. A grid that does not tell people apart saves "
            "nobody any time: ask of each what they could really stop, and what they would really notice.",
            why="scores",
        )


def _score_fits(item: Expected, row: Stakeholder) -> Iterator[Finding]:
    for key, (lowest, highest), question in (
        ("power", item.power, "What could they stop or change, and what could they not"),
        ("interest", item.interest, "How much of this project touches them, and how do they show it"),
    ):
        score = getattr(row, key)
        if score is not None and not lowest <= score <= highest:
            yield fault(
                f"{row.title}: {key} {score} does not sit with the papers. {question}? Start with "
                f"{document(item.source)}.",
                f"{row.ref}.{key}",
                "scores",
            )


def strategy_follows(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Everybody's strategy is that of the quadrant which their own scores put them in."""
    for row in plan.stakeholders:
        where = f"{row.ref}.strategy"
        if row.strategy is None:
            yield fault(f"{row.title}: choose a strategy.", where, "scores")
        elif row.quadrant and row.strategy is not row.quadrant:
            yield fault(
                f"{row.title}: “{words_of(row.strategy)}” does not follow from power {row.power} and interest "
                f"{row.interest}; {ONE_TO_FIVE.high_from} and more is high. Change the scores only if they are wrong.",
                where,
                "scores",
            )


def stances_moved(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """Stances are honest, and whoever has power and is not yet won has an action that could move them.

    A register in which everybody is for the project is a list of allies. Unaware and resistant ones with power are to
    be moved by at least a step; neutral ones may be left neutral.
    """
    for row in plan.stakeholders:
        if missing := [key for key in ("present", "wanted") if getattr(row, key) is None]:
            labels = " and ".join(STAKEHOLDER_LABELS[key].lower() for key in missing)
            yield fault(f"{row.title}: choose the {labels}.", f"{row.ref}.{missing[0]}", "stance")
    present = [row.present for row in plan.stakeholders if row.present]
    if present and not any(stance in TO_BE_WON for stance in present):
        yield fault("Everybody in the register is for the project. Who is not, or has not heard of it?", why="stance")
    for item, row in _pairs(plan, brief):
        if item.present and row.present and row.present not in item.present:
            yield fault(
                f"{row.title}: is “{row.present}” what they would say of themselves today? Read "
                f"{document(item.source)} again.",
                f"{row.ref}.present",
                "stance",
            )
    for row in plan.stakeholders:
        yield from _moved(row)


def _moved(row: Stakeholder) -> Iterator[Finding]:
    if row.present not in TO_BE_WON or row.power is None or not ONE_TO_FIVE.is_high(row.power):
        return
    least = 0 if row.present is Stance.NEUTRAL else 1
    if row.gap is not None and row.gap < least:
        yield fault(
            f"{row.title}: they have power and are {row.present}. Where do you need them to stand?",
            f"{row.ref}.wanted",
            "stance",
        )
    if row.action and not does_something(row.action):
        yield fault(
            f"{row.title}: nobody is moved by that. Say what you will do or offer that answers their concern.",
            f"{row.ref}.action",
            "action",
        )


def rescoring_dated(plan: Plan, brief: StakeholdersBrief) -> Iterator[Finding]:
    """The scores have a day, and there is a later one on which they are looked at again, before it is too late."""
    if plan.scored_on is None:
        yield fault("Say on which day the scores were made.", "scored_on", "rescoring")
    elif brief.today and plan.scored_on > brief.today:
        yield fault("The scores cannot have been made on a day that has yet to come.", "scored_on", "rescoring")
    if plan.rescore_on is None:
        yield fault("Say on which day they are scored again. People move.", "rescore_on", "rescoring")
    elif plan.scored_on and plan.rescore_on <= plan.scored_on:
        yield fault("The day to score again comes after the first scores.", "rescore_on", "rescoring")
    elif brief.rescore_by and plan.rescore_on > brief.rescore_by:
        yield weakness(
            "By then what could have been changed has been decided. What happens before it that will move people?",
            "rescore_on",
            "rescoring",
        )


def _pairs(plan: Plan, brief: StakeholdersBrief) -> Iterator[tuple[Expected, Stakeholder]]:
    for item in brief.stakeholders:
        if (row := plan.known_as(item.id)) is not None:
            yield item, row
