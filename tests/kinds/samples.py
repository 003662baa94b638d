"""The samples of every shipped exercise, by kind: documentation, fixture and test at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from app import kinds
from app.config import ROOT
from app.kinds.base import Finding, Payload
from app.scenarios import pack
from app.scenarios.library import Library
from app.scenarios.pack import Automarked, Exercise
from app.scenarios.reading import read_library


@cache
def shipped() -> Library:
    return read_library(ROOT / "scenarios", ROOT / "content")


@dataclass(frozen=True, eq=False)
class Sample:
    """One sample with the exercise it answers, analysed and marked once."""

    exercise: Exercise
    name: str

    def __str__(self) -> str:
        return f"{self.exercise.kind.key}:{self.name}"

    @property
    def kind(self) -> kinds.AnyKind:
        return self.exercise.kind

    @property
    def file(self) -> pack.Sample:
        return self.exercise.samples[self.name]

    @cached_property
    def payload(self) -> Payload:
        loaded: Payload = self.kind.load(self.file.payload, self.kind.version)
        return loaded

    @cached_property
    def stored(self) -> dict[str, Any]:
        """The payload as a draft keeps it."""
        return self.payload.model_dump(mode="json")

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return self.kind.editor.rows(self.stored)

    @cached_property
    def refs(self) -> set[str]:
        return {row["ref"] for row in self.rows}

    @cached_property
    def analysis(self) -> Any:
        return self.kind.analyse(self.payload, self.exercise.brief)

    @cached_property
    def automarked(self) -> Automarked:
        return self.exercise.lay_over(self.kind.judge(self.analysis, self.exercise.brief))

    @property
    def findings(self) -> list[Finding]:
        said = [finding for result in self.automarked.marked.results for finding in result.findings]
        return [*self.analysis.problems, *said]


def exercises(kind: kinds.AnyKind) -> list[Exercise]:
    return [each for each in shipped().exercises.values() if each.kind is kind]


@cache
def everything() -> tuple[Sample, ...]:
    """Each sample once, so that it is analysed once for all tests."""
    return tuple(Sample(exercise, name) for exercise in shipped().exercises.values() for name in exercise.samples)


def samples(kind: kinds.AnyKind) -> list[Sample]:
    return [each for each in everything() if each.kind is kind]
