"""What an artefact kind is: a payload, a brief, an analysis, and the checks that judge one against the other.

A kind is a value, not a class to inherit from. Adding one means adding a folder beside this file and one line in
`app/kinds/__init__.py`; nothing outside the folder asks which kind it has.

A payload holds what was typed, word for word, so a draft with a mistake in it is still a draft and nothing is lost.
`analyse` reads it once; what cannot be read becomes a problem of the analysis, placed on its row and cell.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Protocol, TypeVar

from markupsafe import Markup
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from app.engines.rubric import Severity
from app.kinds.editor import Editor


def as_typed(value: object) -> object:
    """Numbers and dates in YAML and JSON stand for what a person would have typed."""
    if value is None:
        return ""
    is_plain = isinstance(value, int | float | Decimal | date) and not isinstance(value, bool)
    return str(value) if is_plain else value


#: One cell: text exactly as typed.
Cell = Annotated[str, BeforeValidator(as_typed), StringConstraints(max_length=1000)]
#: A longer text: a list of days, a paragraph.
Prose = Annotated[str, BeforeValidator(as_typed), StringConstraints(max_length=10_000)]


class Payload(BaseModel):
    """The content of an artefact, as typed. Immutable, and strict about fields it does not know.

    Every field has a default: the payload made from nothing is the blank draft, and passes no check.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(enum.StrEnum):
    """Whose work an artefact of the dossier is."""

    OWN = "own"
    REFERENCE = "reference"


class DossierItem(BaseModel):
    """An artefact of the same scenario that this one builds on: the apprentice's own as handed in, or the reference.

    `reference` is the submission's, empty for the scenario's own; `title` is the exercise's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    version: int
    payload: dict[str, Any]
    source: Source
    title: str
    reference: str = ""

    @property
    def whose(self) -> str:
        """How a sentence begins to speak of it: `your`, or `the reference`."""
        return "your" if self.source is Source.OWN else "the reference"


class Brief(BaseModel):
    """The marking key that a scenario's author gives: what must be there, and the facts it must agree with.

    `dossier` holds, by kind, the artefacts that the exercise reads. No author writes it: it is filled in from the
    scenario's references and the apprentice's own work, and is kept with a submission like the rest of the brief.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dossier: Mapping[str, DossierItem] = {}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check noticed, in words addressed to the apprentice.

    `where` is a row's ref or `ref.column`; `why` is the anchor of the section in the exercise's lesson.
    """

    severity: Severity
    message: str
    where: str = ""
    why: str = ""


def fault(message: str, where: str = "", why: str = "") -> Finding:
    return Finding(Severity.FAULT, message, where, why)


def weakness(message: str, where: str = "", why: str = "") -> Finding:
    return Finding(Severity.WEAKNESS, message, where, why)


class Analysis(Protocol):
    """What a kind's `analyse` returns: whatever its checks need, and these two."""

    @property
    def is_blank(self) -> bool: ...

    @property
    def problems(self) -> Sequence[Finding]:
        """What could not be read, each a fault with its place."""


P = TypeVar("P", bound=Payload)
B = TypeVar("B", bound=Brief)
A = TypeVar("A", bound=Analysis)


@dataclass(frozen=True, slots=True)
class Check(Generic[A, B]):
    """One rule that can be judged by recomputing.

    `run` must be a pure function of its two arguments: no clock, no database, no randomness. `needs` names earlier
    checks that must be free of faults first; otherwise this one is blocked, and counts as a fault.
    """

    key: str
    title: str
    run: Callable[[A, B], Iterable[Finding]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    key: str
    title: str
    findings: tuple[Finding, ...]
    blocked_by: str = ""

    @property
    def has_fault(self) -> bool:
        return bool(self.blocked_by) or any(each.severity is Severity.FAULT for each in self.findings)

    @property
    def is_clean(self) -> bool:
        return not self.blocked_by and not self.findings


@dataclass(frozen=True, slots=True)
class Marked:
    """Everything the checks saw, in the kind's order, and the measures. `is_blank` work passes nothing."""

    is_blank: bool
    results: tuple[CheckResult, ...]
    measures: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the table that says the same. `key` is unique on a page; `summary` is one sentence."""

    key: str
    title: str
    summary: str
    svg: Markup
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RowOutput:
    """What was worked out for one row: shown in its output columns, and a class for how it is drawn."""

    cells: Mapping[str, str]
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A headline figure for the side panel, the desk and the feedback: `Finish`, `3 Sep 2027`."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Imported(Generic[P]):
    """What an importer made of a file. `notes` are sentences on what the file held and could not be carried over."""

    payload: P
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnalyseOptions:
    """What the command line may ask of an analyser: how many seconds a search may take at most."""

    seconds: float = 10.0


class Unreadable(ValueError):
    """A file cannot be imported. `line` counts from 1; the message says what to change."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class ArtefactKind(Generic[P, B, A]):
    """`key` and old `version`s are stored with learners' work, so neither is ever reused or renamed."""

    key: str
    title: str
    #: The duty of the occupation that it practises, 1 to 14.
    duty: int
    version: int
    #: Kept with every automark: raise it whenever a check or a figure may come out differently.
    engine_version: str
    payload: type[P]
    brief: type[B]
    #: How it is typed in: fields, and one grid of rows.
    editor: Editor
    analyse: Callable[[P, B], A]
    checks: tuple[Check[A, B], ...]
    measures: Callable[[A, B], Mapping[str, Decimal]]
    #: Worked-out cells by row ref.
    row_outputs: Callable[[A], Mapping[str, RowOutput]]
    facts: Callable[[A, B], tuple[Fact, ...]]
    pictures: Callable[[A, B], tuple[Picture, ...]]
    #: The engine's figures without a scenario, ready for JSON; raises `Unreadable`.
    figures: Callable[[P], dict[str, Any]]
    #: By file ending, without the dot. An importer gets the bytes and the payload to keep the other fields of.
    importers: Mapping[str, Callable[[bytes, P], P | Imported[P]]]
    exporters: Mapping[str, Callable[[P], bytes]]
    folder: Path
    #: File endings whose figures are worked out straight from the bytes, for files that say more than a payload can.
    analysers: Mapping[str, Callable[[bytes, AnalyseOptions], dict[str, Any]]] = field(default_factory=dict)
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)

    def load(self, stored: Mapping[str, Any], version: int) -> P:
        """Bring stored JSON up to the current version, one step at a time, and validate it."""
        content = dict(stored)
        for step in range(version, self.version):
            content = self.upgrades[step](content)
        return self.payload.model_validate(content)

    def read_file(self, ending: str, content: bytes, base: P) -> Imported[P]:
        """A file as a payload, with what could not be carried. `KeyError` for an ending that no importer is for."""
        made = self.importers[ending](content, base)
        return made if isinstance(made, Imported) else Imported(made)

    def mark(self, payload: P, brief: B) -> Marked:
        """Run every check over one analysis. On blank work every check is blocked: nothing passes by being absent."""
        return self.judge(self.analyse(payload, brief), brief)

    def judge(self, analysis: A, brief: B) -> Marked:
        """`mark` for an analysis already made."""
        if analysis.is_blank:
            blocked = tuple(CheckResult(each.key, each.title, (), "there is something to mark") for each in self.checks)
            return Marked(True, blocked, {})
        results: dict[str, CheckResult] = {}
        for check in self.checks:
            unmet = [results[key].title for key in check.needs if results[key].has_fault]
            findings = () if unmet else tuple(check.run(analysis, brief))
            results[check.key] = CheckResult(check.key, check.title, findings, unmet[0] if unmet else "")
        return Marked(False, tuple(results.values()), dict(self.measures(analysis, brief)))

    def template(self, panel: str) -> str:
        """The template of one panel: `edit` or `show`."""
        return f"kinds/{self.key}/{panel}.html"


def dossier_payload(brief: Brief, kind: ArtefactKind[P, Any, Any]) -> P | None:
    """The dossier's artefact of a kind in its current version; None where there is none, or none that can be read."""
    if (item := brief.dossier.get(kind.key)) is None:
        return None
    try:
        return kind.load(item.payload, item.version)
    except (ValidationError, KeyError):
        return None
