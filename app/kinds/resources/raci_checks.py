"""The checks of the responsibility chart: one who answers, some who do, and every piece of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.engines import raci
from app.engines.raci import Rule
from app.kinds.base import Finding, fault, weakness
from app.kinds.resources import parties
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.payload import ResourcesBrief
from app.kinds.resources.words import document, see

_WORDS = {
    Rule.NOBODY_ACCOUNTABLE: ("accountable", "nobody answers for it. Name the one person who does"),
    Rule.SEVERAL_ACCOUNTABLE: ("accountable", "more than one answers for it, so nobody does. Name one"),
    Rule.NOBODY_RESPONSIBLE: ("responsible", "nobody does it. Say who, even if it is the one who answers for it"),
}


def raci_complete(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Every piece of work that the documents ask for has a row, and whoever answers for it may."""
    if not analysis.read.chart:
        yield fault("There is no responsibility chart yet. Give each piece of work a row.", why="responsibilities")
        return
    missing = Counter(each.source for each in brief.deliverables if each.id not in analysis.found_deliverables)
    for source, count in missing.items():
        pieces = "a piece" if count == 1 else f"{count} pieces"
        yield fault(
            f"Your chart is short of {pieces} of work that {document(source)} asks for. Read it again.",
            why="responsibilities",
        )
    for deliverable in brief.deliverables:
        row = analysis.found_deliverables.get(deliverable.id)
        if row is None or not deliverable.accountable or len(row.assignment.accountable) != 1:
            continue
        if row.assignment.accountable[0] not in deliverable.accountable:
            name = parties.short(row.assignment.accountable[0])
            yield fault(
                f"{row.title}: it is not for {name} to answer for this. {see(deliverable.source)}",
                f"{row.ref}.accountable",
                "responsibilities",
            )


def raci_rules(analysis: PlanAnalysis, _brief: ResourcesBrief) -> Iterator[Finding]:
    """Each row has exactly one who is accountable and at least one who is responsible.

    More than four consulted on a row is a weakness, and so is one name that answers for more than half of the rows.
    A team or everybody cannot be accountable.
    """
    for row in analysis.read.chart:
        everybody = [each for each in row.assignment.accountable if each.casefold() in parties.EVERYBODY]
        if everybody:
            yield fault(
                f"{row.title}: “{everybody[0]}” cannot be asked on a Monday morning. Name one who answers for it.",
                f"{row.ref}.accountable",
                "responsibilities",
            )
        for rule in raci.faults(row.assignment):
            column, words = _WORDS[rule]
            yield fault(f"{row.title}: {words}.", f"{row.ref}.{column}", "responsibilities")
        if raci.is_crowded(row.assignment):
            yield weakness(
                f"{row.title}: {len(set(row.assignment.consulted))} are asked before anything is done. Which of them "
                "only need to be told?",
                f"{row.ref}.consulted",
                "responsibilities",
            )
    if name := raci.bottleneck([row.assignment for row in analysis.read.chart]):
        yield weakness(
            f"{parties.short(name)} answers for most of the work. What happens to it when one person is away?",
            why="responsibilities",
        )
