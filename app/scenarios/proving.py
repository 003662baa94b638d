"""Proves a pack by its samples: each must get, from the checks, what its author says that it gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.engines import rubric
from app.engines.rubric import Level, Severity
from app.kinds.base import CheckResult
from app.scenarios.gathering import read_text, shown
from app.scenarios.library import Library
from app.scenarios.pack import Automarked, Exercise, ProposedMark, Sample
from app.scenarios.yaml_lines import Location, Problem, read_yaml

MOST_REASONS = 3


def prove(library: Library) -> list[Problem]:
    """Every sample that does not get what it says, and every check that no sample fails or none passes."""
    exercises = [exercise for scenario in library.scenarios for exercise in scenario.exercises]
    return sorted(problem for exercise in exercises for problem in _of_exercise(exercise))


def _of_exercise(exercise: Exercise) -> Iterator[Problem]:
    marked = {name: exercise.automark(sample.payload) for name, sample in exercise.samples.items()}
    for name, sample in exercise.samples.items():
        path = exercise.folder / "samples" / f"{name}.yaml"
        for at, message in _of_sample(exercise, sample, marked[name]):
            yield _placed(path, at, message)
    for at, message in _of_whole(exercise, marked.values()):
        yield _placed(exercise.folder / "exercise.yaml", at, message)


def _placed(path: Path, at: Location, message: str) -> Problem:
    """The pack has been read before, so its file can be read again for the line."""
    text = read_text(path, [])
    source = read_yaml(text, shown(path), []) if text is not None else None
    return source.problem(at, message) if source else Problem(shown(path), 1, message)


def _of_sample(exercise: Exercise, sample: Sample, automarked: Automarked) -> Iterator[tuple[Location, str]]:
    levels = dict(sample.expect)
    for proposed in automarked.proposed:
        name = proposed.criterion.id
        if proposed.level is None:
            continue
        if proposed.level is not sample.expect[name]:
            yield ("expect", name), f"the checks give {proposed.level}, not {sample.expect[name]}{_because(proposed)}"
        levels[name] = proposed.level
    outcome = rubric.outcome(levels, [criterion.rule for criterion in exercise.rubric])
    if outcome is not sample.outcome:
        yield ("outcome",), f"it comes to {outcome}, not {sample.outcome}"
    faulty = {result.key for result in automarked.marked.results if _has(result, Severity.FAULT)}
    for key in sorted(faulty - set(sample.faults)):
        yield ("faults",), f"{key} finds a fault too: {_first_fault(automarked, key)}"
    for number, key in enumerate(sample.faults):
        if key not in faulty:
            yield ("faults", number), f"{key} finds no fault"


def _because(proposed: ProposedMark) -> str:
    """The first few findings, or the measures that fell short, in brackets."""
    reasons = [f"{result.key} waits for “{result.blocked_by}”" for result in proposed.results if result.blocked_by]
    reasons += [
        f"{result.key}: {finding.severity}{' at ' + finding.where if finding.where else ''}"
        for result in proposed.results
        for finding in result.findings
    ]
    more = len(reasons) - MOST_REASONS
    words = "; ".join(reasons[:MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")
    return f" ({words})" if words else ""


def _first_fault(automarked: Automarked, key: str) -> str:
    faults = (
        finding
        for result in automarked.marked.results
        for finding in result.findings
        if result.key == key and finding.severity is Severity.FAULT
    )
    return next(faults).message


def _of_whole(exercise: Exercise, marked: Iterable[Automarked]) -> Iterator[tuple[Location, str]]:
    """The start is blank, the reference passes, and each check is caught out by one sample and passed by another."""
    everything = list(marked)
    if exercise.file.start and not exercise.automark(exercise.file.start).marked.is_blank:
        yield ("start",), "handed in unchanged, it would count as work"
    if exercise.reference.outcome is Level.NOT_YET:
        yield ("reference",), "the reference must pass"
    results = [result for each in everything for result in each.marked.results if not result.blocked_by]
    caught = {result.key for result in results if result.findings}
    passed = {result.key for result in results if result.is_clean}
    for row, criterion in enumerate(exercise.rubric):
        for number, key in enumerate(criterion.checks):
            at = ("rubric", row, "checks", number)
            if key not in caught:
                yield at, f"no sample is caught by {key}"
            if key not in passed:
                yield at, f"no sample passes {key}"


def _has(result: CheckResult, severity: Severity) -> bool:
    return any(finding.severity is severity for finding in result.findings)
