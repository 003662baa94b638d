"""The plan in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.engines.engagement import Cadence, Stance, Strategy, channels
from app.engines.exact import rounded
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.stakeholders.analysis import Plan, analyse
from app.kinds.stakeholders.columns import Side, words_of
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.payload import StakeholderPlan
from app.kinds.stakeholders.reading import Message, Stakeholder

ONE_PLACE = 1


def measures(plan: Plan, brief: StakeholdersBrief) -> Mapping[str, Decimal]:
    """Named figures for thresholds."""
    return {
        "stakeholders": Decimal(len(plan.stakeholders)),
        "stakeholders_found": Decimal(len(plan.expected)),
        "stakeholders_expected": Decimal(len(brief.stakeholders)),
        "communications": Decimal(len(plan.messages)),
        **{each.value: Decimal(count) for each, count in quadrants(plan).items()},
    }


def quadrants(plan: Plan) -> Mapping[Strategy, int]:
    """How many are in each quadrant by their scores; one without both scores counts in none."""
    tally = Counter(row.quadrant for row in plan.stakeholders)
    return {each: tally[each] for each in Strategy}


def facts(plan: Plan, brief: StakeholdersBrief) -> tuple[Fact, ...]:
    """The headline figures. They speak of what was typed alone, so that they give nothing of the marking key away."""
    count, tally = len(plan.stakeholders), quadrants(plan)
    sides = Counter(row.side for row in plan.stakeholders)
    to_move = sum(row.gap is not None and row.gap > 0 for row in plan.stakeholders)
    against = sum(row.present is Stance.RESISTANT for row in plan.stakeholders)
    loads = plan.loads
    fullest = max(loads, key=lambda owner: loads[owner].busiest, default="")
    busiest = Fact("Fullest sender", f"{rate(loads[fullest].busiest)} a month", fullest[:60]) if fullest else None
    found = (
        Fact("Stakeholders", str(count), f"{sides[Side.INTERNAL]} internal, {sides[Side.EXTERNAL]} external"),
        Fact("To manage closely", str(tally[Strategy.MANAGE_CLOSELY])),
        Fact("To be moved", str(to_move), f"{against} resistant now"),
        Fact("Lines of communication", f"{channels(count):,}", f"pairs among {count}"),
        Fact("Messages planned", str(len(plan.messages))),
        busiest,
    )
    return tuple(fact for fact in found if fact)


def row_outputs(plan: Plan) -> Mapping[str, RowOutput]:
    """The quadrant and the steps to move of each stakeholder, and how often each message goes out."""
    outputs: dict[str, RowOutput] = {}
    for row in plan.stakeholders:
        outputs[row.ref] = RowOutput({"quadrant": words_of(row.quadrant) if row.quadrant else "", "gap": steps(row)})
    for message in plan.messages:
        outputs[message.ref] = RowOutput({"load": often(message.cadence)})
    return outputs


def steps(row: Stakeholder) -> str:
    """`2 up`, `1 down`, `None`; empty while a stance is missing."""
    if row.gap is None:
        return ""
    return f"{abs(row.gap)} {'up' if row.gap > 0 else 'down'}" if row.gap else "None"


def often(cadence: Cadence | None) -> str:
    """`4.3`, `2 in all`, `When it happens`; empty where it cannot be told."""
    if cadence is None:
        return ""
    if cadence.per_month:
        return rate(cadence.per_month)
    return f"{cadence.times} in all" if cadence.times else "When it happens"


def rate(per_month: Fraction) -> str:
    """To one place, without a nought at its end; what is less than that is said to be."""
    if 0 < per_month < Fraction(1, 20):
        return "less than 0.1"
    text = f"{rounded(per_month, ONE_PLACE):,f}"
    return text.removesuffix(".0")


def figures(payload: StakeholderPlan) -> dict[str, Any]:
    """The figures without a scenario, ready for JSON. Rates are text, to four decimals; what is not there is None.

    Raises `Unreadable` with the row and column of the first cell that cannot be read.
    """
    plan = analyse(payload, StakeholdersBrief())
    if plan.problems:
        problem = plan.problems[0]
        raise Unreadable(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    return {
        "scored_on": plan.scored_on.isoformat() if plan.scored_on else None,
        "rescore_on": plan.rescore_on.isoformat() if plan.rescore_on else None,
        "quadrants": {each.value: count for each, count in quadrants(plan).items()},
        "channels": channels(len(plan.stakeholders)),
        "senders": [
            {"sender": owner, "per_month": _kept(load.regular), "fullest_month": _kept(load.busiest)}
            for owner, load in plan.loads.items()
        ],
        "stakeholders": [_figures_of(plan, place, row) for place, row in enumerate(plan.stakeholders)],
        "communications": [_figures_of_message(plan, message) for message in plan.messages],
    }


def _figures_of(plan: Plan, place: int, row: Stakeholder) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "name": row.name,
        "power": row.power,
        "interest": row.interest,
        "quadrant": row.quadrant,
        "strategy": row.strategy,
        "agrees": None if row.quadrant is None or row.strategy is None else row.strategy is row.quadrant,
        "present": row.present,
        "wanted": row.wanted,
        "gap": row.gap,
        "hears_per_month": _kept(plan.heard[row.ref].regular) if row.ref in plan.heard else "0",
        "reached_by": [message.ref for message in plan.to(place)],
    }


def _figures_of_message(plan: Plan, message: Message) -> dict[str, Any]:
    reached = plan.reached[plan.messages.index(message)]
    cadence = message.cadence
    return {
        "ref": message.ref,
        "sender": message.owner,
        "reaches": [plan.stakeholders[place].ref for place in sorted(reached)],
        "per_month": _kept(cadence.per_month) if cadence and cadence.per_month else None,
        "times": cadence.times if cadence and cadence.times else None,
        "first_on": message.first_on.isoformat() if message.first_on else None,
    }


def _kept(figure: Fraction) -> str:
    return f"{rounded(figure, 4).normalize():f}"
