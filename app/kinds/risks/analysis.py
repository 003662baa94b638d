"""A register read once: its risks, what could not be read, and which of the brief's risks and issues its rows are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from app.engines import risk_exposure, wording
from app.engines.contingency import Spread
from app.engines.exact import rounded
from app.engines.risk_exposure import Effect, Risk, Totals
from app.kinds.base import Finding, fault
from app.kinds.risks import plan, simulation
from app.kinds.risks.payload import KnownIssue, RiskRegister, RisksBrief
from app.kinds.risks.plan import Plan
from app.kinds.risks.reading import LONGEST_SEARCHED, Entry, has_content, read_contingency, read_row
from app.kinds.risks.simulation import Finishes

EIGHTY_PER_CENT = Fraction(4, 5)
#: Beyond so many risks a percentile is not worked out: a register is read while somebody types, and the totals that
#: can come about double with each risk.
MOST_FOR_PERCENTILE = 20


@dataclass(frozen=True)
class Register:
    """What the checks, figures and pictures go by. Rows without content are left out of everything.

    `found` maps the id of an expected risk to its row's place in `entries`: each row stands for at most one, and as
    many are found as can be. A row of the other type is not a find. `issues` maps a row's place to what it repeats.
    """

    entries: tuple[Entry, ...]
    contingency: Decimal | None
    problems: Sequence[Finding]
    found: Mapping[str, int]
    issues: Mapping[int, KnownIssue]
    brief: RisksBrief = field(repr=False)

    @property
    def is_blank(self) -> bool:
        """Nobody has begun to write a risk: types and responses chosen on their own, or a sum of contingency, are not
        a register."""
        return not self.entries

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """The rows whose exposure can be worked out: type, probability and cost are there."""
        return tuple(entry.risk for entry in self.entries if entry.risk is not None)

    @cached_property
    def totals(self) -> Totals:
        return risk_exposure.totals(self.risks)

    @cached_property
    def threats_left(self) -> Fraction:
        """What the threats are expected to cost after their responses: what contingency has to cover.

        What a response brings counts, whatever it is a response to. Opportunities are not set against it. Only risks
        with all their figures count.
        """
        return risk_exposure.expected(effect for _, effects in self.effects_left for effect in effects)

    @cached_property
    def effects_left(self) -> simulation.Named:
        return simulation.effects_left(self.entries)

    @cached_property
    def left(self) -> Spread | None:
        """The threats left, simulated; None where there are none, or too many."""
        return simulation.spread(self.effects_left)

    @property
    def enough(self) -> Decimal | None:
        """The share of the runs in which the contingency asked for covers the threats left."""
        if self.left is None or self.contingency is None:
            return None
        return self.left.chance_of_enough(self.contingency)

    @cached_property
    def plan(self) -> Plan | None:
        """The schedule that the register builds on."""
        return plan.plan(self.brief)

    @cached_property
    def finishes(self) -> Finishes | None:
        """What the threats may do to the schedule's finish; None without a schedule, or without delays linked to it."""
        return simulation.finishes(self.entries, self.plan, self.brief.finish_by)

    @property
    def has_all_threats(self) -> bool:
        """Whether every threat has the figures for `threats_left`; if not, that is the least it can be."""
        return all(entry.is_complete for entry in self.entries if entry.is_threat)

    @cached_property
    def p80_before(self) -> Decimal | None:
        return _p80([effect for risk in self.risks for effect in risk.effects_before])

    @cached_property
    def p80_after(self) -> Decimal | None:
        """The smallest total that four outcomes in five do not exceed, threats and opportunities together, independent.

        None when there is nothing to work out, or too much.
        """
        return _p80([effect for risk in self.risks for effect in risk.effects_after])


def analyse(register: RiskRegister, brief: RisksBrief) -> Register:
    """Read the register against the brief's probability scale. Never raises."""
    scale = brief.scale
    entries: list[Entry] = []
    problems: list[Finding] = []
    for row in register.risks:
        if has_content(row):
            entry, unread = read_row(row, scale, brief.today)
            entries.append(entry)
            problems.extend(unread)
    contingency, unread = read_contingency(register.contingency)
    return Register(
        entries=tuple(entries),
        contingency=contingency,
        problems=(*_shared_refs(entries), *problems, *unread),
        found=_find(entries, brief),
        issues=_issues(entries, brief),
        brief=brief,
    )


def _shared_refs(entries: Sequence[Entry]) -> list[Finding]:
    problems: list[Finding] = []
    for ref, count in Counter(entry.ref for entry in entries).items():
        if not ref:
            problems.append(fault("A row has no reference. Delete it and add it again."))
        elif count > 1:
            message = (
                f"{count} rows are called {ref}. Delete all but one and add them again, each with its own reference."
            )
            problems.append(fault(message, ref))
    return problems


def _find(entries: Sequence[Entry], brief: RisksBrief) -> dict[str, int]:
    expected = {each.id: each for each in brief.expected}
    statements = [entry.statement for entry in entries]

    def is_it(place: int, key: str) -> bool:
        wanted = expected[key]
        return entries[place].type is wanted.type and wording.matches(statements[place], wanted.match)

    return wording.best_assignment(range(len(entries)), list(expected), is_it)


def _issues(entries: Sequence[Entry], brief: RisksBrief) -> dict[int, KnownIssue]:
    """Rows whose event is a known issue. A fact belongs in the cause, so an issue's words there are right."""
    return {
        place: issue
        for place, entry in enumerate(entries)
        if (
            issue := next(
                (each for each in brief.issues if wording.matches(entry.event[:LONGEST_SEARCHED], each.match)), None
            )
        )
    }


def _p80(effects: Sequence[Effect]) -> Decimal | None:
    return risk_exposure.percentile(effects, EIGHTY_PER_CENT) if 0 < len(effects) <= MOST_FOR_PERCENTILE else None


def pounds(amount: Fraction) -> Decimal:
    """To the penny, for showing and keeping."""
    return rounded(amount, 2)
