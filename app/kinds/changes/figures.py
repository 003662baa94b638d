"""The log in figures: measures, headline facts, worked-out cells, and the whole for `milepost analyse`.

Nothing here says who may decide, or which values are signals: those are the apprentice's to find. The command line says
the signals, for it knows no exercise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.core import money
from app.core.templating import day
from app.engines.exact import rounded
from app.kinds.base import Fact, RowOutput, Unreadable
from app.kinds.changes.analysis import Log, analyse
from app.kinds.changes.payload import ChangeLog, ChangesBrief, Decision
from app.kinds.changes.reading import Entry, shown_version
from app.kinds.changes.reported import reported

UNKNOWN = "–"


def measures(log: Log, brief: ChangesBrief) -> Mapping[str, Decimal]:
    """Named figures for thresholds. Sums are of the rows typed as approved; a blank cell counts as 0."""
    return {
        "changes": Decimal(len(log.entries)),
        "changes_found": Decimal(len(log.found)),
        "changes_expected": Decimal(len(brief.expected)),
        "approved": Decimal(len(log.approved)),
        "approved_cost": _cost(log.approved),
        "approved_carbon": sum((entry.carbon or Decimal(0) for entry in log.approved), Decimal(0)),
        "signals": Decimal(len(log.claims)),
    }


def facts(log: Log, brief: ChangesBrief) -> tuple[Fact, ...]:
    """Where the project stands with the rows in it that are typed as approved."""
    waiting = sum(entry.decision is Decision.WAITING for entry in log.entries)
    found = [Fact("Changes", str(len(log.entries)), f"{len(log.approved)} approved, {waiting} waiting")]
    if log.outlook and log.finish:
        found.append(Fact("End date forecast", day(log.finish), f"on {log.outlook.whose}, with what is approved"))
    if brief.position.budget:
        cost = _cost(log.approved)
        found.append(Fact("Current budget", money.show(brief.position.budget + cost), _sign(cost)))
        left = brief.position.contingency - cost
        found.append(Fact("Contingency left", money.show(left), _as_reported(brief)))
    if brief.position.change_budget:
        left = min((effect.left for effect in _approved_effects(log)), default=brief.position.change_budget)
        found.append(Fact("Change budget left", money.show(left), f"of {money.show(brief.position.change_budget)}"))
    if log.points:
        frozen = log.fields.limits_from
        note = f"limits from the first {frozen}" if log.chart and frozen else ""
        found.append(Fact("Values charted", str(len(log.values)), note))
    return tuple(found)


def row_outputs(log: Log) -> Mapping[str, RowOutput]:
    """What each change does as typed: the activity's name, the end date if approved, the float and the money left.

    Blank until it can be worked out.
    """
    outputs: dict[str, RowOutput] = {}
    for entry in log.entries:
        effect = log.effects[entry.ref]
        has_row = bool(log.rows.get(entry.ref)) and effect.float_left is not None
        cells = {
            "activity": effect.activity,
            "opening": day(effect.finish) if effect.finish else "",
            "float": f"{'−' if (effect.float_left or 0) < 0 else ''}{abs(effect.float_left or 0):,} d"
            if has_row
            else "",
            "left": "" if effect.left is None else money.show(effect.left),
        }
        outputs[entry.ref] = RowOutput(cells, f"change-{entry.decision}" if entry.decision else "")
    return outputs


def figures(payload: ChangeLog) -> dict[str, Any]:
    """The log's figures without a scenario, ready for JSON: sums by decision, versions, the chart and its signals.

    Money is text in pounds, limits are text to four places, days are whole. Without two values there is no chart.
    Raises `Unreadable` with the first cell that cannot be read.
    """
    log = analyse(payload, ChangesBrief())
    if log.problems:
        problem = log.problems[0]
        raise Unreadable(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    return {
        "changes": [_figures_of(entry) for entry in log.entries],
        "decisions": [
            {
                "decision": decision.value,
                "changes": sum(entry.decision is decision for entry in log.entries),
                "cost": str(_cost(entry for entry in log.entries if entry.decision is decision)),
            }
            for decision in Decision
        ],
        "versions": [shown_version(entry.baseline_after) for entry in log.approved if entry.baseline_after],
        "chart": _chart(log),
        "signals": [
            {"rule": each.rule.value, "values": [log.points[at].ref for at in each.points], "side": each.side.value}
            for each in log.signals
        ],
    }


def _figures_of(entry: Entry) -> dict[str, Any]:
    return {
        "ref": entry.ref,
        "title": entry.cells["title"],
        "days": entry.days,
        "opening_days": entry.opening_days,
        "cost": _text(entry.cost),
        "exposure": _text(entry.exposure),
        "carbon": _text(entry.carbon),
        "authority": entry.authority,
        "decision": entry.decision,
        "decided_on": entry.decided_on.isoformat() if entry.decided_on else None,
        "baseline_after": shown_version(entry.baseline_after) if entry.baseline_after else None,
    }


def _chart(log: Log) -> dict[str, Any] | None:
    if log.chart is None:
        return None
    return {
        "limits_from": log.chart.baseline,
        "mean": _four(log.chart.mean),
        "mean_moving_range": _four(log.chart.mean_range),
        "lower": _four(log.chart.lower),
        "upper": _four(log.chart.upper),
    }


def _four(value: Fraction) -> str:
    return str(rounded(value, 4))


def _as_reported(brief: ChangesBrief) -> str:
    """What the dossier's budget report had before this log."""
    told = reported(brief)
    if told is None or told.contingency is None:
        return ""
    budget = "" if told.budget is None else f" beside a budget of {money.show(told.budget)}"
    return f"{told.whose} had {money.show(told.contingency)}{budget}"


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _cost(entries: Iterable[Entry]) -> Decimal:
    return sum((entry.cost or Decimal(0) for entry in entries), Decimal(0))


def _sign(cost: Decimal) -> str:
    return f"{money.show(abs(cost))} {'more' if cost > 0 else 'less'} for approved changes" if cost else ""


def _approved_effects(log: Log) -> list[Any]:
    found = [log.effects[entry.ref] for entry in log.approved]
    return [effect for effect in found if effect.left is not None]
