"""The register in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`.

Signs: exposure is what is expected to be lost, so an opportunity's is negative; a positive net gain is worth having.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core import money
from app.engines.risk_exposure import Rating, RiskType
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.risks.analysis import Register, analyse, pounds
from app.kinds.risks.payload import RiskRegister, RisksBrief
from app.kinds.risks.reading import Entry, rating


def measures(register: Register, brief: RisksBrief) -> Mapping[str, Decimal]:
    """Named figures for thresholds. Money in pounds to the penny; opportunities lower the exposures.

    Rows whose exposure cannot be worked out count as risks but not in the sums. Contingency not asked for is 0.
    """
    totals = register.totals
    opportunities = {each.id for each in brief.expected if each.type is RiskType.OPPORTUNITY}
    return {
        "risks": Decimal(len(register.entries)),
        "risks_found": Decimal(len(register.found)),
        "risks_expected": Decimal(len(brief.expected)),
        "opportunities_found": Decimal(len(opportunities & register.found.keys())),
        "exposure_before": pounds(totals.exposure_before),
        "exposure_after": pounds(totals.exposure_after),
        "response_cost": pounds(totals.response_cost),
        "net_gain": pounds(totals.net_gain),
        "contingency": register.contingency or Decimal(0),
    }


def facts(register: Register, brief: RisksBrief) -> tuple[Fact, ...]:
    """The headline figures. An expected value is a mean, so each exposure has its P80 as a note."""
    opportunities = sum(entry.type is RiskType.OPPORTUNITY for entry in register.entries)
    red_before = sum(entry.is_threat and rating(entry.score) is Rating.RED for entry in register.entries)
    red_after = sum(entry.is_threat and rating(entry.residual_score) is Rating.RED for entry in register.entries)
    asked = "Not given" if register.contingency is None else money.show(register.contingency)
    return (
        Fact("Exposure before", show(register.totals.exposure_before), _eight_in_ten(register.p80_before)),
        Fact("Exposure after", show(register.totals.exposure_after), _eight_in_ten(register.p80_after)),
        Fact("Contingency asked for", asked, _share_of_cover(register)),
        Fact("Risks", str(len(register.entries)), f"{red_before} red before response, {red_after} after"),
        Fact("Opportunities", str(opportunities), "among the risks"),
    )


def row_outputs(register: Register) -> Mapping[str, RowOutput]:
    """Score with its band, expected value before the response, and score after; blank until it can be worked out.

    The flag is the band of the score before the response, as a class: `risk-red`.
    """
    outputs: dict[str, RowOutput] = {}
    for entry in register.entries:
        cells = {
            "score": show_score(entry.score),
            "exposure": "" if entry.risk is None else show(entry.risk.emv_before),
            "residual": show_score(entry.residual_score),
        }
        band = rating(entry.score)
        outputs[entry.ref] = RowOutput(cells, f"risk-{band}" if band else "")
    return outputs


def figures(payload: RiskRegister) -> dict[str, Any]:
    """The register's figures without a scenario, on the usual probability scale, ready for JSON.

    Money is text in pounds with two places. What a row lacks the figures for is None, and sums leave such rows out; a
    response without a cost counts as costing nothing. `p80_before` and `p80_after` are the totals that four outcomes in
    five do not exceed, risks independent. Raises `Unreadable` with the row and column of the first cell that cannot be
    read.
    """
    register = analyse(payload, RisksBrief())
    if register.problems:
        problem = register.problems[0]
        raise Unreadable(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    totals = register.totals
    return {
        "exposure_before": _text(totals.exposure_before),
        "exposure_after": _text(totals.exposure_after),
        "response_cost": _text(totals.response_cost),
        "net_gain": _text(totals.net_gain),
        "contingency": _text(register.contingency),
        "p80_before": _text(register.p80_before),
        "p80_after": _text(register.p80_after),
        "risks": [_figures_of(entry) for entry in register.entries],
    }


def show(amount: Fraction) -> str:
    """Pounds for a page: `£4,800`, `−£300`."""
    return money.show(pounds(amount))


def show_score(points: int | None) -> str:
    """`12 amber`; empty while there is no score."""
    return "" if points is None else f"{points} {rating(points)}"


def _figures_of(entry: Entry) -> dict[str, Any]:
    risk = entry.risk
    return {
        "ref": entry.ref,
        "type": entry.type,
        "score": entry.score,
        "band": rating(entry.score),
        "emv": _text(risk.emv_before if risk else None),
        "residual_score": entry.residual_score,
        "residual_band": rating(entry.residual_score),
        "residual_emv": _text(risk.emv_after if risk else None),
        "response_cost": _text(entry.response_cost or Decimal(0)),
        "net_gain": _text(risk.net_gain if risk else None),
        "pays": risk.net_gain > 0 if risk else None,
    }


def _text(amount: Fraction | Decimal | None) -> str | None:
    return None if amount is None else str(pounds(Fraction(amount)))


def _eight_in_ten(total: Decimal | None) -> str:
    return "" if total is None else f"8 times in 10 it is {money.show(total)} or less"


def _share_of_cover(register: Register) -> str:
    left = register.threats_left
    if register.contingency is None or not left:
        return ""
    return f"{round(Fraction(register.contingency) / left * 100)}% of the {show(left)} to be covered"


def sums(entries: Sequence[Entry]) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Exposure before, exposure after, response cost and net gain of some rows."""
    risks = [entry.risk for entry in entries if entry.risk is not None]
    return (
        sum((risk.emv_before for risk in risks), Fraction(0)),
        sum((risk.emv_after for risk in risks), Fraction(0)),
        sum((Fraction(risk.response_cost) for risk in risks), Fraction(0)),
        sum((risk.net_gain for risk in risks), Fraction(0)),
    )
