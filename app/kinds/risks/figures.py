"""The register in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`.

Signs: exposure is what is expected to be lost, so an opportunity's is negative; a positive net gain is worth having.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core import money
from app.core.templating import day
from app.engines.risk_exposure import Rating, RiskType
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.risks.analysis import Register, analyse, pounds
from app.kinds.risks.payload import RiskRegister, RisksBrief
from app.kinds.risks.reading import Entry, rating
from app.kinds.risks.simulation import Finishes


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
    """The headline figures, six at most. An expected value is a mean, so each exposure has its P80 as a note."""
    opportunities = sum(entry.type is RiskType.OPPORTUNITY for entry in register.entries)
    red_before = sum(entry.is_threat and rating(entry.score) is Rating.RED for entry in register.entries)
    red_after = sum(entry.is_threat and rating(entry.residual_score) is Rating.RED for entry in register.entries)
    asked = "Not given" if register.contingency is None else money.show(register.contingency)
    among = f"{opportunities} {'opportunity' if opportunities == 1 else 'opportunities'}"
    return (
        Fact("Exposure before", show(register.totals.exposure_before), _eight_in_ten(register.p80_before)),
        Fact("Exposure after", show(register.totals.exposure_after), _eight_in_ten(register.p80_after)),
        *_threats_left(register),
        Fact("Contingency asked for", asked, _share_of_cover(register)),
        Fact("Risks", str(len(register.entries)), f"{among}; {red_before} red before response, {red_after} after"),
        *_finish(register),
    )


def row_outputs(register: Register) -> Mapping[str, RowOutput]:
    """Score with its band, expected value before the response, score after, and what the response gains net of its cost
    and of what it brings; blank until it can be worked out.

    The flag is the band of the score before the response, as a class: `risk-red`.
    """
    outputs: dict[str, RowOutput] = {}
    for entry in register.entries:
        cells = {
            "score": show_score(entry.score),
            "exposure": "" if entry.risk is None else show(entry.risk.emv_before),
            "residual": show_score(entry.residual_score),
            "net_gain": "" if entry.risk is None or not entry.is_complete else show(entry.risk.net_gain),
        }
        band = rating(entry.score)
        outputs[entry.ref] = RowOutput(cells, f"risk-{band}" if band else "")
    return outputs


def figures(payload: RiskRegister) -> dict[str, Any]:
    """The register's figures without a scenario, on the usual probability scale, ready for JSON.

    Money is text in pounds with two places. What a row lacks the figures for is None, and sums leave such rows out; a
    response without a cost counts as costing nothing; net gains count secondary risks. `p80_before` and `p80_after` are
    the totals that four outcomes in five do not exceed, risks independent; `threats_left_p50` and `threats_left_p80`
    are those of the threats left in so many `runs`, and `contingency_enough` the share of these that the contingency
    covers. Raises `Unreadable` with the row and column of the first cell that cannot be read.
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
        **_simulation(register),
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
        "secondary_emv": _text(risk.secondary.effect(RiskType.THREAT).emv if risk and risk.secondary else None),
        "proximity": entry.proximity.text if entry.proximity else None,
        "activity": entry.activity or None,
        "delay": [entry.delay.least, entry.delay.most] if entry.delay else None,
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
    share = f"{round(Fraction(register.contingency) / left * 100)}% of the {show(left)} to be covered"
    enough = register.enough
    return share if enough is None else f"{share}; enough in {percent(enough)} of the runs"


def _threats_left(register: Register) -> tuple[Fact, ...]:
    if (spread := register.left) is None:
        return ()
    half = money.show(spread.percentile(50))
    note = f"P50 {half}; {spread.runs:,} runs, seed {spread.seed}"
    return (Fact("P80 of the threats left", money.show(spread.percentile(80)), note),)


def _finish(register: Register) -> tuple[Fact, ...]:
    if (found := register.finishes) is None:
        return ()
    note = f"with the threats left; {on(found, found.after.planned)} in {found.plan.name}"
    if found.by is not None and found.deadline is not None:
        note += (
            f"; {day(found.deadline)} is kept in {percent(found.after.chance(found.by))} of {found.after.runs:,} runs"
        )
    return (Fact("P80 of the finish", on(found, found.after.percentile(80)), note),)


def on(found: Finishes, finish: int) -> str:
    """The day on which a run is done: `7 Sep 2027`, or `day 112` without a calendar."""
    calendar = found.plan.analysis.calendar
    return day(calendar.finish_date(finish)) if calendar else f"day {finish}"


def percent(share: Decimal) -> str:
    """`43%`; never none or all unless it is so."""
    whole = int(share * 100 + Decimal("0.5"))
    if whole == 100 and share < 1:
        return "over 99%"
    return "under 1%" if whole == 0 and share > 0 else f"{whole}%"


def _simulation(register: Register) -> dict[str, Any]:
    spread, enough = register.left, register.enough
    return {
        "threats_left": _text(register.threats_left),
        "threats_left_p50": _text(spread.percentile(50) if spread else None),
        "threats_left_p80": _text(spread.percentile(80) if spread else None),
        "contingency_enough": None if enough is None else str(enough),
        "runs": spread.runs if spread else None,
        "seed": spread.seed if spread else None,
    }


def sums(entries: Sequence[Entry]) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Exposure before, exposure after, response cost and net gain of some rows."""
    risks = [entry.risk for entry in entries if entry.risk is not None]
    return (
        sum((risk.emv_before for risk in risks), Fraction(0)),
        sum((risk.emv_after for risk in risks), Fraction(0)),
        sum((Fraction(risk.response_cost) for risk in risks), Fraction(0)),
        sum((risk.net_gain for risk in risks), Fraction(0)),
    )
