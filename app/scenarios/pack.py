"""What a scenario pack holds: the models that its files are validated against, and marking with an exercise's rubric.

A pack is data. Its ids are what learners' work refers to, so they outlive any change of title or folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from app import kinds
from app.engines import rubric
from app.engines.rubric import Level, MarkedBy
from app.kinds.base import Brief, CheckResult, DossierItem, Marked, Source


def _iso(value: object) -> object:
    """A number is not a date, though a machine could count its seconds."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("is not a date; write it as 2027-03-26")
    return value


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Day = Annotated[date, BeforeValidator(_iso)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Part):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1)
    role: str = Field(min_length=1)
    organisation: str = Field(min_length=1)


class Project(_Part):
    starts_on: Day
    organisation: str
    sponsor: str
    project_manager: str


class Stage(_Part):
    """A stage and the gate at its end."""

    title: str
    gate: str
    on: Day


class ScenarioFile(_Part):
    """`scenario.yaml`."""

    id: UUID
    version: int = Field(ge=1)
    title: str = Field(min_length=1, max_length=120)
    summary: str = Field(min_length=1)
    role: str = Field(min_length=1)
    project: Project
    stages: tuple[Stage, ...] = Field(min_length=1)
    today: Day
    people: tuple[Person, ...] = Field(min_length=1)
    in_tray: tuple[str, ...] = Field(min_length=1)


class DocumentHeader(_Part):
    """The front matter of an in-tray document."""

    id: UUID
    title: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    sender: str = Field(alias="from", min_length=1)
    to: str = Field(min_length=1)
    on: Day
    attachment: str = ""


class Criterion(_Part):
    """One row of a rubric: what is judged, who judges it, and what each level looks like in words."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    title: str = Field(min_length=1, max_length=200)
    ksbs: tuple[str, ...] = Field(min_length=1)
    weight: int = Field(ge=1, le=3)
    marked_by: MarkedBy
    checks: tuple[str, ...] = ()
    thresholds: Mapping[Level, Mapping[str, Decimal]] = {}
    levels: Mapping[Level, str]

    @model_validator(mode="after")
    def is_whole(self) -> Self:
        if missing := {Level.NOT_YET, Level.PASS} - set(self.levels):
            raise ValueError(f"levels: there is no descriptor for {', '.join(sorted(missing))}")
        _ = self.rule  # raises when a level could be had for nothing
        return self

    @property
    def rule(self) -> rubric.Criterion:
        return rubric.Criterion(
            id=self.id,
            weight=self.weight,
            marked_by=self.marked_by,
            offers_distinction=Level.DISTINCTION in self.levels,
            checks=self.checks,
            thresholds=self.thresholds,
        )


class ExerciseFile(_Part):
    """`exercise.yaml`. What it names, its `brief` and its `start` are judged by the reader, which knows the lines."""

    id: UUID
    title: str = Field(min_length=1, max_length=120)
    duty: int = Field(ge=1, le=14)
    kind: str
    minutes: int = Field(ge=5, le=600)
    lesson: str
    #: Slugs of the scenario's exercises whose artefacts this one builds on.
    reads: tuple[str, ...] = ()
    #: The day on which it is done; without one, the scenario's. Later documents have not arrived yet.
    today: Day | None = None
    brief: dict[str, Any]
    start: dict[str, Any] = {}
    reference: str
    rubric: tuple[Criterion, ...] = Field(min_length=1)


class Sample(_Part):
    """A worked answer and the level that each criterion must get; for a tutor's criterion, what a tutor would give."""

    about: str = Field(min_length=1)
    expect: dict[str, Level]
    outcome: Level
    faults: tuple[str, ...] = ()
    payload: dict[str, Any]


@dataclass(frozen=True)
class TableColumn:
    """`is_number` when every cell that is filled in is one."""

    title: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Document:
    """An in-tray document. `attachment` is a file beside it, shown as `table`."""

    stem: str
    header: DocumentHeader
    text: str
    attachment: Path | None = None
    table: Table | None = None

    @property
    def id(self) -> UUID:
        return self.header.id

    @property
    def title(self) -> str:
        return self.header.title


@dataclass(frozen=True)
class ProposedMark:
    """What the checks say of one criterion. `level` is None where only a tutor can say."""

    criterion: Criterion
    level: Level | None
    results: tuple[CheckResult, ...]


@dataclass(frozen=True)
class Automarked:
    """The checks' results laid over a rubric. `outcome` is None while a tutor is awaited and nothing has failed."""

    marked: Marked
    proposed: tuple[ProposedMark, ...]
    outcome: Level | None
    score: Decimal


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise of a scenario, with its brief in words, its marking key and its samples."""

    slug: str
    file: ExerciseFile
    text: str
    brief: Brief
    folder: Path
    samples: Mapping[str, Sample]
    scenario: Scenario = field(repr=False)

    @property
    def id(self) -> UUID:
        return self.file.id

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def duty(self) -> int:
        return self.file.duty

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        return self.file.rubric

    @property
    def today(self) -> date:
        return self.file.today or self.scenario.file.today

    @property
    def documents(self) -> tuple[Document, ...]:
        """The in-tray as it is on the day of the exercise."""
        return tuple(document for document in self.scenario.documents if document.header.on <= self.today)

    @property
    def reads(self) -> tuple[Exercise, ...]:
        """The exercises whose artefacts this one builds on."""
        return tuple(each for each in self.scenario.exercises if each.slug in self.file.reads)

    def with_dossier(self, items: Mapping[str, DossierItem]) -> Exercise:
        """The same exercise with these artefacts, by kind, in place of the references."""
        dossier = dict(self.brief.dossier) | {key: item for key, item in items.items() if key in self.brief.dossier}
        return replace(self, brief=self.brief.model_copy(update={"dossier": dossier}))

    @property
    def kind(self) -> kinds.AnyKind:
        return kinds.get(self.file.kind)

    @property
    def reference(self) -> Sample:
        return self.samples[self.file.reference]

    @property
    def ksbs(self) -> tuple[str, ...]:
        """Every KSB that a criterion evidences, in order, once."""
        return tuple(dict.fromkeys(code for criterion in self.rubric for code in criterion.ksbs))

    def automark(self, payload: Mapping[str, Any]) -> Automarked:
        """Mark a payload of the kind's current version. Pure: the same payload always gets the same."""
        return self.lay_over(self.kind.mark(self.kind.load(payload, self.kind.version), self.brief))

    def lay_over(self, marked: Marked) -> Automarked:
        """The rubric laid over checks that have been run."""
        proposed = tuple(propose(criterion, marked) for criterion in self.rubric)
        rules = [criterion.rule for criterion in self.rubric]
        levels = {each.criterion.id: each.level for each in proposed if each.level is not None}
        decided = [rule for rule in rules if rule.id in levels]
        outcome = rubric.provisional_outcome(levels, rules)
        score = rubric.score(levels, decided) if decided else Decimal(0)
        return Automarked(marked, proposed, outcome, score)

    def snapshot(self) -> dict[str, Any]:
        """The exercise as it stands, for keeping with a submission: later edits of the pack change nothing there."""
        return {
            "id": str(self.id),
            "title": self.title,
            "duty": self.duty,
            "slug": self.slug,
            "lesson": self.file.lesson,
            "scenario": {"slug": self.scenario.slug, "title": self.scenario.title, "version": self.scenario.version},
            "rubric": [criterion.model_dump(mode="json") for criterion in self.rubric],
            "brief": self.brief.model_dump(mode="json"),
        }


@dataclass(frozen=True, eq=False)
class Arrivals:
    """The documents that arrive between one exercise's day and the next, and the exercises of the day they end on."""

    by: date
    exercises: tuple[Exercise, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, eq=False)
class Scenario:
    """A whole pack. It and its exercises know each other, so they are compared as what they are, not by content."""

    slug: str
    file: ScenarioFile
    folder: Path
    documents: tuple[Document, ...]
    exercises: tuple[Exercise, ...] = ()

    @property
    def id(self) -> UUID:
        return self.file.id

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def version(self) -> int:
        return self.file.version

    def hold(self, exercises: Iterable[Exercise]) -> None:
        """Close the circle, once, when the pack has been read: each exercise gets the references of those it reads."""
        found = tuple(exercises)
        references = {each.slug: _reference_item(each) for each in found}
        object.__setattr__(self, "exercises", tuple(_with_references(each, references) for each in found))

    @cached_property
    def arrivals(self) -> tuple[Arrivals, ...]:
        """The in-tray as it grows: by each day on which there is an exercise, what has come since the day before it."""
        days = sorted({self.file.today, *(each.today for each in self.exercises)})
        found: list[Arrivals] = []
        for place, by in enumerate(days):
            after = days[place - 1] if place else date.min
            last = date.max if by == days[-1] else by
            documents = tuple(each for each in self.documents if after < each.header.on <= last)
            exercises = tuple(each for each in self.exercises if each.today == by)
            if documents:
                found.append(Arrivals(by, exercises, documents))
        return tuple(found)

    def exercise(self, name: str) -> Exercise | None:
        """By what a person calls it: `05-schedule`, `schedule`, or its kind if it is the only one of it."""
        kinds_here = [each.kind.key for each in self.exercises]
        names = {each.kind.key: each for each in self.exercises if kinds_here.count(each.kind.key) == 1}
        names |= {each.slug.partition("-")[2]: each for each in self.exercises}
        names |= {each.slug: each for each in self.exercises}
        return names.get(name)

    def person(self, name: str) -> Person | None:
        """The person of the scenario who is called this; a letter may also come from somebody who is not listed."""
        return next((person for person in self.file.people if person.name == name), None)

    @cached_property
    def by_stem(self) -> Mapping[str, Document]:
        return {document.stem: document for document in self.documents}


def _reference_item(exercise: Exercise) -> DossierItem:
    return DossierItem(
        kind=exercise.kind.key,
        version=exercise.kind.version,
        payload=exercise.reference.payload if exercise.file.reference in exercise.samples else {},
        source=Source.REFERENCE,
        title=exercise.title,
    )


def _with_references(exercise: Exercise, references: Mapping[str, DossierItem]) -> Exercise:
    items = {references[slug].kind: references[slug] for slug in exercise.file.reads if slug in references}
    return replace(exercise, brief=exercise.brief.model_copy(update={"dossier": items})) if items else exercise


def propose(criterion: Criterion, marked: Marked) -> ProposedMark:
    """The level the checks give or propose for one criterion. Blank work is never more than not yet."""
    results = tuple(each for each in marked.results if each.key in criterion.checks)
    if criterion.marked_by is MarkedBy.TUTOR:
        return ProposedMark(criterion, Level.NOT_YET if marked.is_blank else None, ())
    if marked.is_blank:
        return ProposedMark(criterion, Level.NOT_YET, results)
    level = rubric.criterion_level(criterion.rule, severities(results), marked.measures)
    return ProposedMark(criterion, level, results)


def severities(results: Sequence[CheckResult]) -> dict[str, list[str]]:
    """Each check's severities by key; a blocked check counts as a fault."""
    return {
        each.key: ["fault"] if each.blocked_by else [finding.severity.value for finding in each.findings]
        for each in results
    }


def restore_rubric(snapshot: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The rubric kept with a submission, as criteria again."""
    return tuple(Criterion.model_validate(each) for each in snapshot["rubric"])
