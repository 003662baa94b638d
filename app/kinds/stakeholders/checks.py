"""What a stakeholder register and its communications plan are marked on, in the order in which it is told."""

from __future__ import annotations

from app.kinds.base import Check
from app.kinds.stakeholders.analysis import Plan
from app.kinds.stakeholders.duty_checks import access_met, order_kept, private_kept_out, promises_kept
from app.kinds.stakeholders.key import StakeholdersBrief
from app.kinds.stakeholders.plan_checks import closely_two_way, communications_whole, load_realistic, messages_differ
from app.kinds.stakeholders.register_checks import (
    entries_whole,
    readable,
    rescoring_dated,
    scores_fit,
    stakeholders_found,
    stances_moved,
    strategy_follows,
)

_REGISTER = ("readable", "stakeholders_found")

CHECKS: tuple[Check[Plan, StakeholdersBrief], ...] = (
    Check("readable", "Everything typed can be read", readable),
    Check("stakeholders_found", "Those whom the papers show are found", stakeholders_found, needs=("readable",)),
    Check("entries_whole", "Everybody has a need, an action and an owner", entries_whole, needs=_REGISTER),
    Check("scores_fit", "Scores tell people apart and fit the papers", scores_fit, needs=_REGISTER),
    Check("strategy_follows", "Strategies follow from the scores", strategy_follows, needs=_REGISTER),
    Check("rescoring_dated", "There is a day to score again", rescoring_dated, needs=("readable",)),
    Check("stances_moved", "Whoever has power and is not won has an action", stances_moved, needs=_REGISTER),
    Check("closely_two_way", "Whoever is managed closely is talked with", closely_two_way, needs=_REGISTER),
    Check("communications_whole", "Each line of the plan is whole", communications_whole, needs=("readable",)),
    Check("messages_differ", "Messages are made for their audiences", messages_differ),
    Check("load_realistic", "The plan can be carried", load_realistic, needs=("readable",)),
    Check("access_met", "People can take part", access_met),
    Check("order_kept", "Things happen in their lawful order", order_kept, needs=("readable",)),
    Check("promises_kept", "Nothing undecided is promised", promises_kept),
    Check("private_kept_out", "Nobody’s private affairs are told", private_kept_out),
)
