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

Names = tuple[tuple[Row, str], ...]

_PREFIX = re.compile(r"(?:row|line|activity|task|id|no\.?|number|#)\s*(?=[0-9#])", re.IGNORECASE)
_REF_FIRST = re.compile(r"([0-9A-Za-z.]{1,20})[\s:,–—-]+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Plan:
    """`whose` is how a sentence begins to speak of it: `your` or `the reference`, before `schedule`."""

    whose: str
    analysis: ScheduleAnalysis
    #: Each row with the words of its name, each after a space.
    names: Names

    @property
    def name(self) -> str:
        return f"{self.whose} schedule"

    def find(self, text: str) -> tuple[Row, ...]:
        """The rows that a cell may mean: one if it says which, several if it does not, none if there is no such row.

        A row is named by its number (`16`, `row 16`), by its number and words of its name, by its whole name, or by
        words that only its name has: each must begin a word of the name.
        """
        if text not in self._found:
            self._found[text] = self._meant(_PREFIX.sub("", " ".join(text.split()), count=1))
        return self._found[text]

    @cached_property
    def _found(self) -> dict[str, tuple[Row, ...]]:
        """What has been asked, as several checks ask of each cell."""
        return {}

    def _meant(self, typed: str) -> tuple[Row, ...]:
        if (row := self._by_ref.get(typed.casefold())) is not None:
            return (row,)
        words = _words(typed)
        if not words:
            return ()
        if (split := _REF_FIRST.fullmatch(typed)) and (row := self._by_ref.get(split[1].casefold())) is not None:
            return (row,) if _is_in(" " + " ".join(_words(row.name)), _words(split[2])) else ()
        whole = [row for row in self.analysis.rows if row.name.casefold() == typed.casefold()]
        return tuple(whole or [row for row, name in self.names if _is_in(name, words)])

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
    analysis, names = _analysed(typed)
    return None if analysis.is_blank else Plan(brief.dossier[KIND.key].whose, analysis, names)


@lru_cache(maxsize=16)
def _analysed(typed: Schedule) -> tuple[ScheduleAnalysis, Names]:
    """A register is read at every pause in typing, the schedule beside it stays what it is."""
    analysis = analyse(typed, ScheduleBrief())
    return analysis, tuple((row, " " + " ".join(_words(row.name))) for row in analysis.rows)


def _words(text: str) -> list[str]:
    return wording.WORD.findall(text.casefold())


def _is_in(name: str, words: Iterable[str]) -> bool:
    """Whether each of the words begins one of the name's."""
    return all(f" {word}" in name for word in words)
