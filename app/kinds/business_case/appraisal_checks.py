"""The checks of the appraisal: are the right options there, do their flows agree with the papers, are the rules of
discounting kept, and are the stated figures those of the flows.

Flows are judged by what they are worth, never row by row: any split of a cost into streams is as good as another. A
check leaves alone what another one reports, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.kinds.base import Finding, fault, weakness
from app.kinds.business_case.analysis import Review, inflation_of, is_sunk
from app.kinds.business_case.cells import Undefined
from app.kinds.business_case.figures import show, show_ratio
from app.kinds.business_case.payload import Basis, BusinessCaseBrief, ExpectedOption
from app.kinds.business_case.reading import Flow, Option

#: Figures stated agree within a pound or a thousandth of the largest gross figure, ratios within half a hundredth.
THOUSANDTH, RATIO_TOLERANCE = Fraction(1, 1000), Fraction(5, 1000)


def readable(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, every cash flow says whose and what it is, and no two rows share a
    reference."""
    yield from review.problems


def options_complete(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Every option that the papers ask for is there, with cash flows, a type that fits and a word on the objective.

    A missing option is a fault, and so is one without a single flow, for no cost is a claim like any other. A type that
    does not fit, or an option whose fit with the objective is not said, is a weakness.
    """
    if missing := len(brief.options) - len(review.known):
        counted = f"{missing} of the {len(brief.options)} options" if missing > 1 else "One of the options"
        yield fault(
            f"{counted} that the papers ask for cannot be found in yours. Read again which ones finance wants to "
            "compare, and name each so that it can be known again.",
            why="options",
        )
    for each in brief.options:
        option = review.by_ref.get(review.known.get(each.id, ""))
        if option is None:
            continue
        if not review.flows_of(option.ref):
            yield fault(
                f"{option.called} has no cash flow. What it costs, and what people get from it, has to be shown even "
                "where nothing is built.",
                option.ref,
                "options",
            )
        if option.type is not each.type:
            yield weakness(
                f"{option.called}: look again at what kind of option it is.", f"{option.ref}.type", "options"
            )
        if option.meets is None:
            yield weakness(f"{option.called}: say whether it meets the objective.", f"{option.ref}.meets", "options")


def terms_right(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Base year and rates are those of the papers, and prices and rates are of one kind.

    Real prices do not grow with inflation. Nominal prices are right as well, if the inflation is the papers' and the
    flows grow: they are then discounted at the nominal rate, which gives the same answer.
    """
    terms = review.terms
    if terms.base_year is None or (brief.base_year and terms.base_year != brief.base_year):
        yield fault("Give the base year that finance’s note names: it is year 0.", "base_year", "period")
    if terms.rates is None or terms.rates.key != brief.rates:
        yield fault("Choose the schedule of rates that finance’s note asks for.", "rates", "rates")
    if terms.basis is None:
        yield fault("Say whether your prices are real or nominal.", "basis", "real-nominal")
    elif terms.basis is Basis.REAL:
        yield from (_grows(flow) for flow in review.flows if flow.growth)
    else:
        yield from _nominal_findings(review, brief)


def _nominal_findings(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    if inflation_of(review.terms) != Fraction(brief.inflation) / 100:
        yield fault("Nominal prices need the inflation that the papers name.", "inflation", "real-nominal")
    elif not any(flow.growth for flow in review.flows if len(flow.years) > 1):
        yield fault(
            "Prices are called nominal, yet no cash flow grows: prices of today are discounted at a nominal rate.",
            "basis",
            "real-nominal",
        )


def sunk_left_out(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """No cash flow is money that has been spent already: no decision can bring it back."""
    for flow in review.flows:
        if flow.amount and is_sunk(flow, brief):
            why = next(each.why for each in brief.sunk if is_sunk(flow, brief))
            yield fault(f"{flow.called}: {why}", f"{flow.ref}.stream", "sunk-costs")


def bias_applied(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """Capital is raised by the papers' optimism bias, in the field or already in the flows.

    With another figure in the field it is right only if the costs of every option come to what they should all the
    same, as they do when the amounts typed were raised already.
    """
    if review.terms.bias == Fraction(brief.optimism_bias) / 100:
        return
    known = [each for each in brief.options if each.id in review.known]
    own = all(_fits(review.appraisals[review.known[each.id]].pv_costs, each.pv_costs, brief) for each in known)
    if not known or not own:
        said = "is not given" if review.terms.bias is None else "is not the one that finance’s note gives"
        yield fault(
            f"The allowance for optimism {said}, and your costs do not hold it either.",
            "optimism_bias",
            "optimism-bias",
        )


def period_covered(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """The options are looked at over the years of the papers: no flow falls later, and some flow falls in the last.

    An option may rightly have nothing in its last years; what it lacks there shows in what it is worth.
    """
    if brief.horizon is None:
        return
    dated = [flow for flow in review.flows if flow.years]
    for flow in dated:
        if flow.years[-1] > brief.horizon:
            yield fault(f"{flow.called} runs beyond the period that the papers set.", f"{flow.ref}.years", "period")
    last = max((flow.years[-1] for flow in dated), default=brief.horizon)
    if last < brief.horizon:
        yield fault(
            f"Your cash flows stop at year {last}. Follow every option over the whole period that the papers set.",
            why="period",
        )


def flows_agree(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """The costs and the benefits of each option are worth what the papers make them worth, within the tolerance.

    Either the apprentice's own figure fits, or the one with the faults put right that other checks report.
    """
    for each in brief.options:
        option = review.by_ref.get(review.known.get(each.id, ""))
        if option is not None and review.flows_of(option.ref):
            yield from _disagreements(review, brief, option, each)


def figures_agree(review: Review, brief: BusinessCaseBrief) -> Iterator[Finding]:
    """The net present value and the benefit-cost ratio stated for each option are those of its own flows.

    Money within £1 or a thousandth of the larger of the two sums, ratios within 0.005. Where there is no cost there is
    no ratio, and `n/a` or a blank is right.
    """
    for option in review.options:
        own = review.appraisals[option.ref]
        if not review.flows_of(option.ref):
            continue
        largest = max(own.pv_costs, own.pv_benefits)
        if option.npv is None:
            yield fault(f"{option.called}: state its net present value.", f"{option.ref}.npv", "npv-bcr")
        elif abs(option.npv - own.npv) > max(Fraction(1), largest * THOUSANDTH):
            yield fault(
                f"{option.called}: you state {show(option.npv)}, and your cash flows come to {show(own.npv)}.",
                f"{option.ref}.npv",
                "npv-bcr",
            )
        yield from _ratio_findings(option, own.bcr)


def _ratio_findings(option: Option, ratio: Fraction | None) -> Iterator[Finding]:
    where = f"{option.ref}.bcr"
    if ratio is None:
        if isinstance(option.bcr, Fraction):
            yield fault(f"{option.called}: without any cost there is no ratio. Type n/a.", where, "npv-bcr")
    elif option.bcr is None or isinstance(option.bcr, Undefined):
        yield fault(f"{option.called}: state its benefit-cost ratio.", where, "npv-bcr")
    elif abs(option.bcr - ratio) > RATIO_TOLERANCE:
        yield fault(
            f"{option.called}: you state a ratio of {show_ratio(option.bcr)}, and your cash flows give "
            f"{show_ratio(ratio)}.",
            where,
            "npv-bcr",
        )


def _disagreements(
    review: Review, brief: BusinessCaseBrief, option: Option, expected: ExpectedOption
) -> Iterator[Finding]:
    own, corrected = review.appraisals[option.ref], review.corrected[option.ref]
    for what, mine, put_right, wanted in (
        ("costs", own.pv_costs, corrected.pv_costs, expected.pv_costs),
        ("benefits", own.pv_benefits, corrected.pv_benefits, expected.pv_benefits),
    ):
        if not _fits(mine, wanted, brief) and not _fits(put_right, wanted, brief):
            side = "more" if put_right > Fraction(wanted) else "less"
            asked = "What is counted that should not be" if side == "more" else "What is left out"
            yield fault(
                f"{option.called}: its {what} come to {side} than the papers make them. {asked}, or in how many years, "
                "or at what figure?",
                option.ref,
                "flows",
            )


def _grows(flow: Flow) -> Finding:
    return fault(
        f"{flow.called} grows each year, but prices are real and the rate is too. Inflation is in neither or in both.",
        f"{flow.ref}.growth",
        "real-nominal",
    )


def _fits(figure: Fraction, wanted: object, brief: BusinessCaseBrief) -> bool:
    expected = Fraction(str(wanted))
    return abs(figure - expected) <= max(Fraction(1), expected * Fraction(brief.tolerance_percent) / 100)
