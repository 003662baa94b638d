"""The dossier's schedule as far as a register needs it: which activity a cell means, and when each is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from app.engines import wording
from app.kinds.base import dossier_payload
from app.kinds.risks.payload import RisksBrief
from app.kinds.schedule import KIND
from app.kinds.schedule.analysis import ScheduleAnalysis, analyse
from app.kinds.schedule.payload import Schedule, ScheduleBrief
from app.kinds.schedule.row import Row

_PREFIX = re.compile(r"(?:row|line|activity|task|id|no\.?|number|#)\s*(?=[0-9#])", re.IGNORECASE)
_REF_FIRST = re.compile(r"([0-9A-Za-z.]{1,20})[\s:,–—-]+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Plan:
    """`whose` is how a sentence begins to speak of it: `your` or `the reference`, before `schedule`."""

    whose: str
    analysis: ScheduleAnalysis

    @property
    def name(self) -> str:
        return f"{self.whose} schedule"

    def find(self, text: str) -> tuple[Row, ...]:
        """The rows that a cell may mean: one if it says which, several if it does not, none if there is no such row.

        A row is named by its number (`16`, `row 16`), by its number and words of its name, by its whole name, or by
        words that only its name has: each must begin a word of the name.
        """
        typed = _PREFIX.sub("", " ".join(text.split()), count=1)
        if (row := self._by_ref.get(typed.casefold())) is not None:
            return (row,)
        words = wording.WORD.findall(typed)
        if not words:
            return ()
        if (split := _REF_FIRST.fullmatch(typed)) and (row := self._by_ref.get(split[1].casefold())) is not None:
            return (row,) if _is_in(row.name, wording.WORD.findall(split[2])) else ()
        whole = [row for row in self.analysis.rows if row.name.casefold() == typed.casefold()]
        return tuple(whole or [row for row in self.analysis.rows if _is_in(row.name, words)])

    def finish(self, row: Row) -> date | None:
        """The last day of a row as planned, when there is a calendar and nothing it hangs on is unsure."""
        shown = self.analysis.shown.get(row.ref)
        return shown.finish if shown and row.ref not in self.analysis.unsure else None

    @cached_property
    def _by_ref(self) -> dict[str, Row]:
        return {ref.casefold(): row for ref, row in self.analysis.by_ref.items()}


def plan(brief: RisksBrief) -> Plan | None:
    """The schedule that the register builds on; None where there is none, or none that says anything."""
    typed = dossier_payload(brief, KIND)
    if typed is None:
        return None
    analysis = _analysed(typed)
    return None if analysis.is_blank else Plan(brief.dossier[KIND.key].whose, analysis)


@lru_cache(maxsize=16)
def _analysed(typed: Schedule) -> ScheduleAnalysis:
    """A register is read at every pause in typing, the schedule beside it stays what it is."""
    return analyse(typed, ScheduleBrief())


def _is_in(name: str, words: Iterable[str]) -> bool:
    return wording.matches(name, [" ".join(words)])
