"""The checks of judgement, as far as rules reach: do benefits have owners, is the weakest assumption tested, and does
the recommendation follow from the figures and the objective.

No case fails for its benefit-cost ratio: there is no figure that it has to reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from app.engines import wording
from app.kinds.base import Finding, fault, weakness
from app.kinds.business_case.analysis import Review
from app.kinds.business_case.appraisal_checks import THOUSANDTH
from app.kinds.business_case.cells import LONGEST_SEARCHED, quoted
from app.kinds.business_case.figures import show, show_share
from app.kinds.business_case.payload import BusinessCaseBrief, ExpectedOption, Meets, StreamType, Weakest
from app.kinds.business_case.prose import quoted_figures
from app.kinds.business_case.reading import Flow, Option, Sensitivity

#: Switching values agree within half a percentage point.
SHARE_TOLERANCE = Fraction(5, 1000)
FEWEST_MEASURE_WORDS, FEWEST_REASON_WORDS = 2, 12
_NOBODY = re.compile(
    r"(?:the\s+)?(?:project\s+|whole\s+|council\s+)?(?:team|everyone|everybody|all|users|public|council|community|"
    r"tbc|tba|tbd|to be (?:confirmed|agreed|decided)|various|nobody|none|n/?a|unknown|\?+)",
    re.IGNORECASE,
)


def benefits_owned(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Every benefit of the option recommended has an owner in particular and a way to measure it.

    A benefit that several options share may have them on any of its rows. An owner who will be gone with the project
    is a weakness. While nothing is recommended, the benefits of every option count.
    """
    refs = [review.recommended] if review.recommended else [option.ref for option in review.options]
    for flow in (flow for ref in refs for flow in review.flows_of(ref) if flow.type is StreamType.BENEFIT):
        owner, measure = (_said(review, flow, key) for key in ("owner", "measure"))
        if not owner or _NOBODY.fullmatch(owner):
            said = f"{quoted(owner)} is nobody in particular." if owner else "It has no owner."
            yield fault(
                f"{flow.called}: {said} Name one person or post that will answer for it once the project is over.",
                f"{flow.ref}.owner",
                "benefits",
            )
        elif brief.passing_owners and wording.matches(owner[:LONGEST_SEARCHED], brief.passing_owners):
            yield weakness(
                f"{flow.called}: {quoted(owner)} will not be there to see it. A benefit belongs to somebody who stays.",
                f"{flow.ref}.owner",
                "benefits",
            )
        if len(measure.split()) < FEWEST_MEASURE_WORDS:
            yield fault(
                f"{flow.called}: say what will be counted, so that anybody could tell whether it came.",
                f"{flow.ref}.measure",
                "benefits",
            )


def tests_right(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Every test says what is left or where it switches, and what it says is what the cash flows give.

    Money within £1 or a thousandth of the larger of the option's costs and benefits, switching values within half a
    percentage point, whichever sign they are typed with. A test of nothing, or without any result, is a fault.
    """
    for test in review.tests:
        if review.worth_varied(test) is None and not test.is_rate:
            message = f"{test.ref}: {test.option} has nothing of the kind to vary. Name one of its cash flows."
            yield fault(message, f"{test.ref}.varies", "sensitivity")
        elif test.npv is None and test.switching is None:
            message = f"{test.ref}: say what net present value is left, or at what change it is nothing."
            yield fault(message, f"{test.ref}.npv", "sensitivity")
        else:
            yield from _left_findings(review, test)
            yield from _switching_findings(review, test)


def weakest_tested(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """The option recommended is tested where it is weakest, by a change large enough to matter, and a switching value
    is given.

    A test of all benefits at once reaches the weakest one too, but does not name it: a weakness.
    """
    tests = [test for test in review.tests if test.option == review.recommended and review.recommended]
    if not tests:
        yield fault("Test the option that you recommend: what would change the answer?", why="sensitivity")
        return
    if not any(test.switching is not None for test in tests):
        yield fault(
            "No test of the option recommended gives a switching value: how far may an assumption fall before it is "
            "not worth doing?",
            f"{tests[0].ref}.switching",
            "sensitivity",
        )
    if brief.weakest is not None:
        yield from _weakest_findings(review, brief.weakest, tests)


def recommendation_sound(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """One of the options is recommended, in words, and for reasons that stand up to the figures and the objective.

    An option that misses the objective is not recommended without saying so (a fault), and where it is said it remains
    a weakness, for the objective is the board's to change. Where another option is worth more by the apprentice's own
    figures, the reasons have to speak of it: a weakness if they do not. So is a figure that no cash flow bears out.
    """
    option = review.recommended_option
    if option is None:
        yield fault("Recommend one of your options: type its reference.", "recommended", "recommendation")
        return
    if not review.recommendation:
        yield fault("Write what you ask whom to decide.", "recommendation", "recommendation")
    if len(review.reasons.split()) < FEWEST_REASON_WORDS:
        yield fault("Give your reasons: why this option, and why not the others.", "reasons", "recommendation")
        return
    expected = next((each for each in brief.options if review.known.get(each.id) == option.ref), None)
    speaks = bool(brief.objective) and wording.matches(
        f"{review.recommendation[:LONGEST_SEARCHED]}\n{review.reasons[:LONGEST_SEARCHED]}", brief.objective
    )
    yield from _objective_findings(option, expected, speaks=speaks)
    yield from _better_findings(review, option, speaks=speaks)
    yield from quoted_figures(review, option)


def _objective_findings(option: Option, expected: ExpectedOption | None, *, speaks: bool) -> Iterator[Finding]:
    if expected is None or expected.meets:
        if option.meets is Meets.NO:
            yield fault(
                f"You recommend {option.called} and say that it misses the objective. One of the two is wrong.",
                "recommended",
                "recommendation",
            )
        elif not speaks:
            yield weakness("Say in your reasons how the option meets the objective.", "reasons", "recommendation")
    elif not speaks or option.meets is Meets.YES:
        yield fault(
            f"{option.called} does not do what the project is for. A paper that recommends it has to say so and ask "
            "for the objective to be changed.",
            "recommended",
            "recommendation",
        )
    else:
        yield weakness(
            f"You say that {option.called} misses the objective. That is the board’s to change: an option that meets "
            "it is the safer recommendation.",
            "recommended",
            "recommendation",
        )


def _better_findings(review: Review, option: Option, *, speaks: bool) -> Iterator[Finding]:
    own = review.appraisals[option.ref].npv
    better = [each for each in review.options if review.appraisals[each.ref].npv > own and review.flows_of(each.ref)]
    text = f"{review.recommendation}\n{review.reasons}".casefold()
    for each in better:
        named = re.search(rf"\b{re.escape(each.ref.casefold())}\b", text) or (
            each.name and each.name.casefold() in text
        )
        if not (named or (speaks and _CONTRAST.search(text))):
            yield weakness(
                f"By your own figures {each.called} is worth more. A reader will ask why it is not recommended: say.",
                "reasons",
                "recommendation",
            )


_CONTRAST = re.compile(r"\b(?:higher|highest|more|better|cheaper|although|though|despite|even so|but|however|repair)\b")


def _left_findings(review: Review, test: Sensitivity) -> Iterator[Finding]:
    if test.npv is None:
        return
    left, own = review.npv_left(test), review.appraisals[test.option]
    tolerance = max(Fraction(1), max(own.pv_costs, own.pv_benefits) * THOUSANDTH)
    if left is None:
        asked = "type the new rate, from 0% to 100%" if test.is_rate else "say by how many per cent it changes"
        yield fault(f"{test.ref}: {asked}.", f"{test.ref}.change", "sensitivity")
    elif abs(test.npv - left) > tolerance:
        message = f"{test.ref}: you state {show(test.npv)}, and your cash flows leave {show(left)}."
        yield fault(message, f"{test.ref}.npv", "sensitivity")


def _switching_findings(review: Review, test: Sensitivity) -> Iterator[Finding]:
    if test.switching is None:
        return
    switch = review.switches_at(test) or Fraction(0)
    if abs(abs(test.switching) - abs(switch)) <= SHARE_TOLERANCE:
        return
    yield fault(
        f"{test.ref}: at a change of {show_share(test.switching)} your cash flows are not worth nothing. Divide the "
        "net present value by the present value of what you vary; of the discount rate, find the rate of return.",
        f"{test.ref}.switching",
        "sensitivity",
    )


def _weakest_findings(review: Review, weakest: Weakest, tests: list[Sensitivity]) -> Iterator[Finding]:
    least = Fraction(weakest.least_change) / 100
    named = [test for test in tests if _names(review, test, weakest)]
    reaching = named or [test for test in tests if StreamType.BENEFIT in test.kinds]
    large = [t for t in reaching if t.switching is not None or (t.change is not None and -t.change >= least)]
    if not reaching:
        yield fault(
            "No test varies the assumption that the case rests on most and knows least about. Which figure would you "
            "least like to be asked about?",
            why="sensitivity",
        )
    elif not large:
        yield fault(
            f"{reaching[0].ref} changes the weakest assumption by too little, or only for the better. How bad could it "
            "be, going by the papers?",
            f"{reaching[0].ref}.change",
            "sensitivity",
        )
    elif not named:
        yield weakness(
            f"{reaching[0].ref} varies all benefits at once. Name the assumption that you trust least, and vary that.",
            f"{reaching[0].ref}.varies",
            "sensitivity",
        )


def _names(review: Review, test: Sensitivity, weakest: Weakest) -> bool:
    streams = [flow.stream[:LONGEST_SEARCHED] for flow in review.flows if flow.ref in test.streams]
    return bool(test.streams) and any(wording.matches(text, weakest.match) for text in streams)


def _said(review: Review, flow: Flow, key: str) -> str:
    """The flow's own owner or measure, or that of a row for the same benefit."""
    name = flow.stream.casefold()
    rows = [flow, *(each for each in review.flows if each.stream.casefold() == name)]
    return next((text for row in rows if (text := str(getattr(row, key)).strip())), "")
