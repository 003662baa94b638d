"""A report read once: its measures, the data faults it lists, what could not be read, and what each answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import PurePath

from app.engines import wording
from app.engines.exact import Exact, fraction
from app.kinds.base import Finding
from app.kinds.performance.key import Asked, KnownFault, PerformanceBrief
from app.kinds.performance.payload import PerformanceReport
from app.kinds.performance.reading import (
    SHARE_UNITS,
    Entry,
    FoundFault,
    has_content,
    read_data_date,
    read_fault,
    read_measure,
)
from app.kinds.row_reading import shared_refs

#: So many letters of a file's name tell it from the others, whatever ending a person gives the word.
LETTERS_OF_A_NAME = 5
_RECORD = re.compile(r"([A-Za-z]{0,4})[-\s]?0*([0-9]{1,6})")


@dataclass(frozen=True)
class Report:
    """What the checks, figures and pictures go by. Rows without content are left out of everything.

    `asked` maps the id of a measure that the brief asks for to its row's place in `entries`; each row is at most one.
    `found` maps the id of a known data fault to the place in `faults` of the first line that finds it. `told` are the
    places of lines that it is fair to have listed; every other line is a false alarm.
    """

    entries: tuple[Entry, ...]
    faults: tuple[FoundFault, ...]
    period: str
    data_date: date | None
    summary: str
    decision: str
    problems: Sequence[Finding]
    asked: Mapping[str, int]
    found: Mapping[str, int]
    told: frozenset[int]

    @property
    def is_blank(self) -> bool:
        """Nobody has begun to write a measure: words and choices on their own are not a report."""
        return not self.entries

    def pairs(self, brief: PerformanceBrief) -> list[tuple[Asked, Entry]]:
        """The measures asked for, each with the row that it is, in the brief's order."""
        return [(each, self.entries[self.asked[each.id]]) for each in brief.measures if each.id in self.asked]


def analyse(payload: PerformanceReport, brief: PerformanceBrief) -> Report:
    """Read the report against the brief. Never raises."""
    read = [read_measure(row) for row in payload.measures if has_content(row)]
    listed = [read_fault(row) for row in payload.data_faults if has_content(row)]
    entries, faults = tuple(entry for entry, _ in read), tuple(each for each, _ in listed)
    data_date, unread = read_data_date(payload.data_date)
    found, told = _faults_found(faults, brief)
    return Report(
        entries=entries,
        faults=faults,
        period=payload.period.strip(),
        data_date=data_date,
        summary=payload.summary.strip(),
        decision=payload.decision.strip(),
        problems=(
            *shared_refs([*(each.ref for each in entries), *(each.ref for each in faults)]),
            *unread,
            *(problem for _, problems in (*read, *listed) for problem in problems),
        ),
        asked=_measures_asked(entries, brief),
        found=found,
        told=told,
    )


def factor(entry: Entry, asked: Asked) -> Fraction:
    """What the row's figures are multiplied by to be in the brief's unit.

    Shares typed between 0 and 1 without a per cent sign are hundredfold where the brief counts in per cent.
    """
    if asked.unit != "%" or entry.is_percent or entry.unit.lower() not in SHARE_UNITS:
        return Fraction(1)
    figures = [entry.value, entry.target, entry.green, entry.amber]
    return Fraction(100 if all(0 <= each <= 1 for each in figures if each is not None) else 1)


def is_near(one: Exact, other: Exact, within: Exact) -> bool:
    return abs(fraction(one) - fraction(other)) <= fraction(within)


def _measures_asked(entries: Sequence[Entry], brief: PerformanceBrief) -> dict[str, int]:
    """By the name first, then by name and definition for what is left, so that a shared word in a definition does not
    take another's place."""
    wanted = {each.id: each for each in brief.measures}
    by_name = wording.best_assignment(
        range(len(entries)),
        list(wanted),
        lambda place, key: wording.matches(entries[place].measure[:400], wanted[key].match),
    )
    places = [place for place in range(len(entries)) if place not in by_name.values()]
    rest = wording.best_assignment(
        places,
        [key for key in wanted if key not in by_name],
        lambda place, key: wording.matches(entries[place].searched, wanted[key].match),
    )
    return {key: by_name.get(key, rest.get(key, -1)) for key in wanted if key in by_name or key in rest}


def records_in(text: str) -> set[str]:
    """The records that a cell names: `C07`, `c-7` and `record C 7` are all `C7`."""
    return {f"{letters.upper()}{number}" for letters, number in _RECORD.findall(text)}


@dataclass(frozen=True)
class _File:
    """What the brief says of the records of the files that a line may be of."""

    known: tuple[KnownFault, ...]
    open_to_doubt: frozenset[str]

    @cached_property
    def letters(self) -> frozenset[str]:
        """What the records' numbers begin with."""
        return frozenset(record.rstrip("0123456789") for each in self.known for record in _named(each.records))

    def records(self, text: str) -> set[str]:
        """The records named. A bare number is the file's own, where its numbers all begin alike."""
        named = records_in(text)
        if len(self.letters) != 1:
            return named
        (letters,) = self.letters
        return {f"{letters}{record}" if record.isdecimal() else record for record in named}


def _faults_found(faults: Sequence[FoundFault], brief: PerformanceBrief) -> tuple[dict[str, int], frozenset[int]]:
    files = {each.file for each in brief.measures} | {each.file for each in brief.faults}
    alternatives = {file: [_alternative(file)] for file in files}
    found: dict[str, int] = {}
    told: set[int] = set()
    for place, line in enumerate(faults):
        # A line that names no file may be of any.
        of = {file for file in files if wording.matches(line.file[:200], alternatives[file])} or files
        here = _File(
            tuple(each for each in brief.faults if each.file in of),
            frozenset(record for each in brief.arguable if each.file in of for record in _named(each.records)),
        )
        hits, is_fair = _hits(line, here)
        for each in hits:
            found.setdefault(each.id, place)
        if is_fair:
            told.add(place)
    return {each.id: found[each.id] for each in brief.faults if each.id in found}, frozenset(told)


def _hits(line: FoundFault, here: _File) -> tuple[list[KnownFault], bool]:
    """The faults that a line finds, and whether it is fair to have listed it.

    So it is if it finds one, names only what may be queried, or speaks of no record in particular, such as of a file
    that stops too soon. Naming many records finds nothing: that would be naming them all.
    """
    named = here.records(line.record)
    known = {record for each in here.known for record in _named(each.records)}
    is_wild = len(named - known - here.open_to_doubt) > len(named & known)
    hits = [each for each in here.known if not is_wild and line.nature in each.natures and named & _named(each.records)]
    return hits, bool(hits) or named <= here.open_to_doubt


def _named(records: Sequence[str]) -> set[str]:
    return {each for record in records for each in records_in(record)}


def _alternative(file: str) -> str:
    words = wording.WORD.findall(PurePath(file).stem.lower())
    return "|".join(word[:LETTERS_OF_A_NAME] for word in words) or file
