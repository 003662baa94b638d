"""What the editor and the hand-in page show of an artefact: its analysis, findings, pictures and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.engines.rubric import Severity
from app.kinds.base import CheckResult, Fact, Finding, Picture, RowOutput
from app.scenarios.pack import Automarked, Exercise


@dataclass(frozen=True)
class Workspace:
    """One reading of one payload. `cell_errors` maps `ref.column` to what is wrong there; `row_flags` a ref to the
    worst severity found on that row."""

    exercise: Exercise
    automarked: Automarked
    outputs: Mapping[str, RowOutput]
    pictures: tuple[Picture, ...]
    facts: tuple[Fact, ...]
    cell_errors: Mapping[str, str]
    row_flags: Mapping[str, str]

    @property
    def is_blank(self) -> bool:
        return self.automarked.marked.is_blank

    @property
    def findings(self) -> list[Finding]:
        """Every finding, faults first, each in the order of the checks."""
        found = [finding for result in self.automarked.marked.results for finding in result.findings]
        return sorted(found, key=lambda each: each.severity is Severity.WEAKNESS)

    @property
    def blocked(self) -> list[CheckResult]:
        return [result for result in self.automarked.marked.results if result.blocked_by]

    @property
    def clean(self) -> list[CheckResult]:
        return [result for result in self.automarked.marked.results if result.is_clean]


def read(exercise: Exercise, payload: Mapping[str, Any], version: int) -> Workspace:
    """Analyse a stored payload once, for everything that a page shows of it."""
    kind, brief = exercise.kind, exercise.brief
    analysis = kind.analyse(kind.load(payload, version), brief)
    automarked = exercise.lay_over(kind.judge(analysis, brief))
    blank = automarked.marked.is_blank
    return Workspace(
        exercise=exercise,
        automarked=automarked,
        outputs=kind.row_outputs(analysis),
        pictures=() if blank else kind.pictures(analysis, brief),
        facts=() if blank else kind.facts(analysis, brief),
        cell_errors={each.where: each.message for each in reversed(analysis.problems) if each.where},
        row_flags=_row_flags(automarked),
    )


def _row_flags(automarked: Automarked) -> dict[str, str]:
    flags: dict[str, str] = {}
    for result in automarked.marked.results:
        for finding in result.findings:
            ref = finding.where.partition(".")[0]
            if ref and flags.get(ref) != Severity.FAULT.value:
                flags[ref] = finding.severity.value
    return flags
