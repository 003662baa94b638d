"""What a risk register is marked on: pure functions, one rule each. The docstring is the rule.

A finding speaks of what is on the page and sends the apprentice back to a document; it never names a missing risk.
A check leaves alone what another one reports, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.core import money
from app.engines.risk_exposure import Rating, Risk, RiskType
from app.kinds.base import Check, Finding, fault, weakness
from app.kinds.risks.analysis import Register, pounds
from app.kinds.risks.columns import LABELS
from app.kinds.risks.owners import goes_upwards
from app.kinds.risks.payload import FITTING, Response, RisksBrief
from app.kinds.risks.plan_checks import high_risks_planned, timing_sound
from app.kinds.risks.reading import Entry, quoted, rating
from app.kinds.risks.statements import is_only_watching
from app.kinds.risks.word_checks import causes_certain, not_issues, owners_named, statements_complete

#: So many documents are named at most when too little was found.
MOST_DOCUMENTS = 3


def readable(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, every row says whether it is a threat or an opportunity, and no two
    rows share a reference."""
    yield from register.problems


def risks_found(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """At least half of the risks that the in-tray holds are in the register, with the right type.

    How many are found is a measure; the only fault is to have found fewer than half. It names the documents that were
    used least: those with the smallest share found, then those that hold most, up to `MOST_DOCUMENTS`.
    """
    found, expected = len(register.found), len(brief.expected)
    if found * 2 >= expected:
        return
    held: dict[str, list[bool]] = {}
    for risk in brief.expected:
        held.setdefault(risk.source, []).append(risk.id in register.found)
    unused = [source for source in held if not all(held[source])]
    unused.sort(key=lambda source: (Fraction(sum(held[source]), len(held[source])), -len(held[source])))
    documents = ", ".join(_document(source) for source in unused[:MOST_DOCUMENTS])
    yield fault(
        f"The in-tray holds {expected} risks and opportunities that matter; your register has {found} of them. "
        f"Read again, asking of each fact what it could lead to: {documents}.",
        why="finding-risks",
    )


def opportunities_included(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """At least one risk is an opportunity."""
    if not any(entry.type is RiskType.OPPORTUNITY for entry in register.entries):
        yield weakness(
            "Every risk here is a threat. Look for something uncertain that could go better than planned.",
            why="opportunities",
        )


def scores_sound(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Every risk has a probability and an impact, before its response and after it, and is not worse after it.

    Worse is a higher score for a threat and a lower one for an opportunity. An accepted risk may leave the figures
    after its response blank: they stay as they were. A probability of 0% before any response is not a risk.

    Where the brief puts sums to its impacts, an impact lower than the row's own cost makes it is a weakness. A higher
    one may come of time, which counts as well.
    """
    for entry in register.entries:
        yield from _too_low(entry, brief)
        before, after = entry.score, entry.residual_score
        wanted = ["probability", "impact"]
        if not entry.leaves_it_as_it_is:
            wanted += ["residual_probability", "residual_impact"]
        if missing := [key for key in wanted if getattr(entry, key) is None]:
            labels = ", ".join(LABELS[key].lower() for key in missing)
            yield fault(f"{entry.name}: fill in {labels}.", f"{entry.ref}.{missing[0]}", "scales")
        elif entry.probability is not None and not entry.probability.probability:
            yield fault(
                f"{entry.name}: 0% says that it cannot happen. Give it a probability, or take it out.",
                f"{entry.ref}.probability",
                "scales",
            )
        elif before is not None and after is not None and _is_worse(entry, before, after):
            direction = "higher" if entry.is_threat else "lower"
            yield fault(
                f"{entry.name}: the score is {before} before the response and {after} after it. A response that leaves "
                f"{'a threat' if entry.is_threat else 'an opportunity'} {direction} is not worth making: check both.",
                f"{entry.ref}.residual_probability",
                "scales",
            )


def _too_low(entry: Entry, brief: RisksBrief) -> Iterator[Finding]:
    for impact, cost in (("impact", "cost"), ("residual_impact", "residual_cost")):
        scored, sum_told = getattr(entry, impact), getattr(entry, cost)
        if scored is None or sum_told is None or scored > sum(sum_told >= least for least in brief.impact_costs):
            continue
        yield weakness(
            f"{entry.name}: {LABELS[impact].lower()} {scored} is lower than the scale gives to the cost in its row. "
            "Take the higher of its cost and time columns.",
            f"{entry.ref}.{impact}",
            "scales",
        )


def responses_fit(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Every risk has a response that fits its type and an action that is more than watching; no red threat is
    accepted.

    For what counts as watching see `statements.is_only_watching`. An accepted risk needs an action too: what is done if
    it happens, and what sets that off.
    """
    for entry in register.entries:
        yield from _response_findings(entry)
        if not entry.action:
            yield fault(f"{entry.name}: say what will be done.", f"{entry.ref}.action", "responses")
        elif is_only_watching(entry.action):
            advice = (
                "Say what you will do if it happens, and what will set it off."
                if entry.response is Response.ACCEPT
                else "Say what will be done, by when, that changes the probability or the impact."
            )
            yield fault(
                f"{entry.name}: {quoted(entry.action)} changes nothing. {advice}", f"{entry.ref}.action", "responses"
            )


def responses_worth_it(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Every risk says what it costs and what its response costs, and no response costs more than it gains.

    Net gain = expected value before − expected value after − that of the secondary risk − cost of the response, with
    threats positive and opportunities negative. A negative net gain is a weakness, unless the risk is a red threat
    (which may be worth more than its expected value) or is accepted or escalated. Missing sums are faults; an accepted
    risk needs only its cost if it happens, and a secondary risk both its cells or neither.
    """
    for entry in register.entries:
        if missing := _missing_sums(entry):
            labels = ", ".join(LABELS[key].removesuffix(", £").lower() for key in missing)
            yield fault(
                f"{entry.name}: fill in {labels}. Without it nobody can tell whether the response is worth making.",
                f"{entry.ref}.{missing[0]}",
                "exposure",
            )
        elif entry.risk is not None and entry.risk.net_gain < 0 and not _may_cost_more(entry):
            yield weakness(
                f"{entry.name}: {_worth(entry, entry.risk)}. Find a cheaper one, or accept the risk and say why.",
                f"{entry.ref}.response_cost",
                "exposure",
            )


def _missing_sums(entry: Entry) -> list[str]:
    wanted = ["cost"] if entry.leaves_it_as_it_is else ["cost", "response_cost", "residual_cost"]
    if entry.is_half_secondary:
        wanted += ["secondary_probability", "secondary_cost"]
    return [key for key in wanted if getattr(entry, key) is None]


def _worth(entry: Entry, risk: Risk) -> str:
    """What a response costs and brings, as the beginning of a sentence."""
    brought = risk.secondary.effect(RiskType.THREAT).emv if risk.secondary else Fraction(0)
    gain = pounds(risk.emv_before - risk.emv_after + brought)
    made = f"improves the exposure by {money.show(gain)}" if gain > 0 else "does not improve the exposure"
    cost = f"the response costs {money.show(entry.response_cost or Decimal(0))}"
    if not brought:
        return f"{cost} and {made}"
    return f"{cost}, brings a risk of its own expected to cost {money.show(pounds(brought))}, and {made}"


def high_risks_escalated(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """A threat that scores `escalate_at` or more is escalated, or its response brings it below.

    Escalated is: the response is escalate, or the action says so or names those above (`owners.goes_upwards`).
    """
    for entry in register.entries:
        before, after = entry.score, entry.residual_score
        if not entry.is_threat or before is None or after is None or min(before, after) < brief.escalate_at:
            continue
        if entry.response is not Response.ESCALATE and not goes_upwards(entry.action, brief.owners):
            yield fault(
                f"{entry.name}: it scores {before}, and {after} after your response. From {brief.escalate_at} it is "
                "more than you may carry yourself. Say to whom it is escalated, or bring it down.",
                f"{entry.ref}.response",
                "escalation",
            )


def contingency_proportionate(register: Register, brief: RisksBrief) -> Iterator[Finding]:
    """Contingency is asked for, within the brief's percentages of what the threats left are expected to cost.

    Opportunities are not set against it. While a threat lacks a figure, which other checks report, the exposure is only
    known to be at least so much: contingency can then be too little, but not too much.
    """
    asked, left = register.contingency, register.threats_left
    if asked is None:
        yield fault("Say how much contingency you ask for. Type 0 if none is needed.", "contingency", "contingency")
        return
    least, most = (left * Fraction(percent) / 100 for percent in brief.contingency_percent)
    if asked < least or (asked > most and register.has_all_threats):
        yield fault(
            f"You ask for {money.show(asked)}, and the threats left after your responses are expected to cost "
            f"{money.show(pounds(left))}. That is too {'little' if asked < least else 'much'}: check both.",
            "contingency",
            "contingency",
        )


def _response_findings(entry: Entry) -> Iterator[Finding]:
    where = f"{entry.ref}.response"
    if entry.response is None:
        yield fault(f"{entry.name}: choose a response.", where, "responses")
    elif entry.type is not None and entry.response not in FITTING[entry.type]:
        fitting = ", ".join(FITTING[entry.type])
        yield fault(
            f"{entry.name}: {entry.response} is not a response to {_a(entry.type)}. Choose from {fitting}.",
            where,
            "responses",
        )
    elif entry.response is Response.ACCEPT and entry.is_threat and rating(entry.score) is Rating.RED:
        yield fault(
            f"{entry.name}: a threat that scores {entry.score} is red, and is not accepted. Act on it or escalate it.",
            where,
            "responses",
        )


def _is_worse(entry: Entry, before: int, after: int) -> bool:
    return after > before if entry.is_threat else after < before


def _may_cost_more(entry: Entry) -> bool:
    is_red_threat = entry.is_threat and rating(entry.score) is Rating.RED
    return is_red_threat or entry.response in (Response.ACCEPT, Response.ESCALATE)


def _document(source: str) -> str:
    """A document as an apprentice knows it: `07-survey-note` is document 7, “survey note”."""
    number, dash, rest = source.partition("-")
    if not dash or not number.isdigit():
        return f"“{source.replace('-', ' ')}”"
    return f"document {int(number)}, “{rest.replace('-', ' ')}”"


def _a(risk_type: RiskType) -> str:
    return "a threat" if risk_type is RiskType.THREAT else "an opportunity"


CHECKS: tuple[Check[Register, RisksBrief], ...] = (
    Check("readable", "Everything typed can be read", readable),
    Check("risks_found", "The risks in the in-tray are found", risks_found, needs=("readable",)),
    Check("opportunities_included", "There are opportunities as well", opportunities_included, needs=("readable",)),
    Check("statements_complete", "Each risk states its cause, event and effect", statements_complete),
    Check("not_issues", "Risks are uncertain, not issues", not_issues),
    Check("causes_certain", "Causes are facts", causes_certain),
    Check("scores_sound", "Scores are there before and after", scores_sound, needs=("readable",)),
    Check("responses_fit", "Responses fit the risk and are concrete", responses_fit, needs=("readable",)),
    Check("owners_named", "Each risk has one owner who can act", owners_named),
    Check("responses_worth_it", "Responses are worth what they cost", responses_worth_it, needs=("readable",)),
    Check("high_risks_escalated", "High risks are escalated", high_risks_escalated, needs=("readable",)),
    Check("contingency_proportionate", "Contingency fits the exposure", contingency_proportionate, needs=("readable",)),
    Check("timing_sound", "Timing agrees with the schedule", timing_sound, needs=("readable",)),
    Check("high_risks_planned", "Responses to high risks are in the plan", high_risks_planned, needs=("readable",)),
)
