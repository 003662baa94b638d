"""The review in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`.

Signs: costs and benefits are each positive; a net present value is benefits less costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core import money
from app.engines.discount_rates import STANDARD
from app.engines.exact import rounded
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.business_case.analysis import Review, analyse, inflation_of
from app.kinds.business_case.payload import BusinessCase, BusinessCaseBrief, OptionRow
from app.kinds.business_case.reading import Option


def measures(review: Review, brief: BusinessCaseBrief) -> Mapping[str, Decimal]:
    """Named figures for thresholds. Money in pounds to the penny; without a recommendation its worth is 0."""
    own = review.appraisals.get(review.recommended)
    return {
        "faults_found": Decimal(len(review.found)),
        "faults_expected": Decimal(len(brief.planted)),
        "false_alarms": Decimal(len(review.false_alarms)),
        "options": Decimal(len(review.options)),
        "tests": Decimal(len(review.tests)),
        "npv_recommended": pounds(own.npv) if own else Decimal(0),
    }


def facts(review: Review, brief: BusinessCaseBrief) -> tuple[Fact, ...]:
    """The headline figures: what the recommended option is worth, and what would bring it to nothing."""
    said = [Fact("Faults found", str(len(review.faults)), "as you wrote them down")] if review.faults else []
    option, own = review.recommended_option, review.appraisals.get(review.recommended)
    if option is None or own is None:
        return (*said, Fact("Options", str(len(review.options)), "none recommended yet"))
    return (
        Fact("Recommended", option.ref, option.name),
        Fact("Net present value", show(own.npv), "of the option recommended"),
        Fact("Benefit-cost ratio", show_ratio(own.bcr) or "not defined"),
        Fact("Benefits may change by", show_share(own.switching_benefits) or "–", "before it is worth nothing"),
        Fact("Costs may change by", show_share(own.switching_costs) or "–", "before it is worth nothing"),
        *said,
    )


def row_outputs(review: Review) -> Mapping[str, RowOutput]:
    """For an option what its flows come to, for a flow its present value, for a test what it leaves."""
    outputs = {option.ref: RowOutput(_option_cells(review, option)) for option in review.options}
    outputs |= {
        flow.ref: RowOutput({"pv": show(review.worths[flow]) if flow.is_whole else ""}) for flow in review.flows
    }
    for test in review.tests:
        left = review.npv_left(test)
        outputs[test.ref] = RowOutput({"npv": "" if left is None else show(left)})
    return {ref: output for ref, output in outputs.items() if ref}


def figures(payload: BusinessCase) -> dict[str, Any]:
    """The figures of every option without a scenario, ready for JSON.

    Money is text in pounds with two places, ratios and rates text with four, years text with two; rates are fractions
    of one. What is not defined is None, and `undefined` says why. Discount rates that are not given are the Green
    Book's standard ones, and where no options are listed, as in a CSV of cash flows, the flows name them; a flow that
    names none is of `O1`. Raises `Unreadable` with the row and column of the first cell that cannot be read.
    """
    review = analyse(payload if payload.options else _named_by_flows(payload), BusinessCaseBrief())
    if review.problems:
        problem = review.problems[0]
        raise Unreadable(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    return {
        "base_year": review.terms.base_year,
        "rates": (review.terms.rates or STANDARD).key,
        "inflation": text(inflation_of(review.terms), 4),
        "optimism_bias": text(review.bias, 4),
        "discount_factors": [text(factor, 4) for factor in review.factors],
        "options": [_figures_of(review, option) for option in review.options],
        "tests": [
            {
                "ref": test.ref,
                "option": test.option,
                "npv": text(review.npv_left(test), 2),
                "switching": text(review.switches_at(test), 4),
            }
            for test in review.tests
        ],
    }


def _named_by_flows(payload: BusinessCase) -> BusinessCase:
    flows = [flow.model_copy(update={"option": flow.option.strip() or "O1"}) for flow in payload.flows]
    options = [OptionRow(ref=ref, name=ref) for ref in dict.fromkeys(flow.option for flow in flows)]
    return payload.model_copy(update={"flows": tuple(flows), "options": tuple(options)})


def pounds(amount: Fraction) -> Decimal:
    """To the penny, for showing and keeping."""
    return rounded(amount, 2)


def show(amount: Fraction) -> str:
    """Pounds for a page, whole ones: `£1,217,327`, `−£300`."""
    return money.show(rounded(amount, 0))


def show_ratio(ratio: Fraction | None) -> str:
    return "" if ratio is None else f"{rounded(ratio, 2)}".replace("-", "−")


def show_share(share: Fraction | None) -> str:
    """A change in per cent with its sign: `−46.2%`, `+85.7%`."""
    if share is None:
        return ""
    percent = rounded(abs(share) * 100, 1)
    return f"{'−' if share < 0 else '+'}{percent}%"


def text(figure: Fraction | Decimal | None, places: int) -> str | None:
    return None if figure is None else str(rounded(figure, places))


def show_years(years: Fraction | None) -> str:
    return "" if years is None else f"{rounded(years, 1)} years"


def _option_cells(review: Review, option: Option) -> dict[str, str]:
    if not review.flows_of(option.ref):
        return dict.fromkeys(("pv_costs", "pv_benefits", "npv", "bcr", "payback"), "")
    own = review.appraisals[option.ref]
    return {
        "pv_costs": show(own.pv_costs),
        "pv_benefits": show(own.pv_benefits),
        "npv": show(own.npv),
        "bcr": show_ratio(own.bcr) or "not defined",
        "payback": show_years(own.payback) or "none",
    }


def _figures_of(review: Review, option: Option) -> dict[str, Any]:
    own = review.appraisals[option.ref]
    return {
        "ref": option.ref,
        "name": option.name,
        "pv_costs": text(own.pv_costs, 2),
        "pv_benefits": text(own.pv_benefits, 2),
        "npv": text(own.npv, 2),
        "bcr": text(own.bcr, 4),
        "payback": text(own.payback, 2),
        "discounted_payback": text(own.discounted_payback, 2),
        "internal_rates": [str(rate) for rate in own.internal_rates.rates],
        "switching_benefits": text(own.switching_benefits, 4),
        "switching_costs": text(own.switching_costs, 4),
        "equivalent_annual_cost": text(own.equivalent_annual_cost, 2),
        "undefined": dict(own.undefined),
    }
