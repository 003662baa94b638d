"""The command line for packs and for work in files. No database, no secret and no built assets are needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from app import kinds
from app.config import Environment, Settings
from app.kinds.base import AnalyseOptions, Unreadable
from app.scenarios.library import Library
from app.scenarios.marks import report
from app.scenarios.pack import Exercise, Scenario
from app.scenarios.proving import prove
from app.scenarios.reading import PackError, read_library
from app.scenarios.work_files import WorkFileError, analysed_file, read_work, unreadable_cells
from app.scenarios.yaml_lines import Problem

BAD_INPUT = 2
#: A path that is judged here, so that a missing file is said like any other problem of a file.
FILE = click.Path(path_type=Path)


@click.group()
def packs() -> None:
    """Check scenario packs."""


@packs.command("check")
@click.argument("folder", required=False, type=FILE)
def check_packs(folder: Path | None) -> None:
    """Read every pack in FOLDER (or the one pack that it is), mark its samples, and say what is wrong.

    Without FOLDER, the packs that are served. Ends with 0 when all is well, or with 2 and each problem as
    `file:line: field: what is wrong`.
    """
    library = _library(folder)
    if not library.scenarios:
        _stop([Problem(str(folder or _settings().scenarios_folder), 1, "there is no pack in it")])
    if problems := prove(library):
        _stop(problems)
    for scenario in library.scenarios:
        click.echo(_counts(scenario))


@click.command()
@click.argument("exercise", metavar="SCENARIO/EXERCISE")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print what a program can read.")
def mark(exercise: str, file: Path, as_json: bool) -> None:
    """Mark the work in FILE as the checks of an exercise would.

    The exercise goes by its folder (05-schedule), by that without the number (schedule) or by its kind. FILE is JSON,
    YAML or what the kind can import (CSV). The outcome is provisional while a tutor's criteria are awaited.
    Ends with 0 when the work could be marked, whatever its outcome; with 2 and `file:line: problem` when it could not.
    """
    task = _exercise(_library(None), exercise)
    kind = task.kind
    try:
        work = read_work(file, kind, kind.load(task.file.start, kind.version))
    except WorkFileError as error:
        _stop(error.problems)
    marked = report(task.automark(work.payload.model_dump(mode="json")))
    click.echo(json.dumps(marked, indent=2) if as_json else _marked_in_words(task, marked))


@click.command()
@click.argument("kind_key", metavar="KIND", type=click.Choice(sorted(kinds.known())))
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print what a program can read.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, 3600, min_open=True),
    default=AnalyseOptions().seconds,
    show_default=True,
    help="How long a search for the best possible may take.",
)
def analyse(kind_key: str, file: Path, as_json: bool, seconds: float) -> None:
    """Work out the figures of the work in FILE, without any scenario.

    Ends with 2 and `file:line: problem` for what cannot be read.
    """
    kind = kinds.get(kind_key)
    try:
        figures = _figures(kind, file, AnalyseOptions(seconds))
    except WorkFileError as error:
        _stop(error.problems)
    click.echo(json.dumps(figures, indent=2) if as_json else "\n".join(_in_words(figures)))


def _figures(kind: kinds.AnyKind, file: Path, options: AnalyseOptions) -> dict[str, Any]:
    """Straight from the file where the kind has an analyser for its ending, or else of the payload read from it."""
    analyser = kind.analysers.get(file.suffix.lower().removeprefix("."))
    if analyser is not None:
        return analysed_file(file, lambda content: analyser(content, options))
    work = read_work(file, kind, kind.payload())
    try:
        return kind.figures(work.payload)
    except Unreadable as error:
        problems = unreadable_cells(kind, work) or [work.problem(str(error), line=error.line)]
        raise WorkFileError(problems) from error


def _stop(problems: Iterable[Problem]) -> NoReturn:
    for problem in problems:
        click.echo(str(problem), err=True)
    raise click.exceptions.Exit(BAD_INPUT)


def _settings() -> Settings:
    """Only its folders are used, so no secret is asked for."""
    return Settings(environment=Environment.TESTING)


def _library(folder: Path | None) -> Library:
    settings = _settings()
    try:
        return read_library(folder or settings.scenarios_folder, settings.content_folder)
    except PackError as error:
        _stop(error.problems)


def _exercise(library: Library, name: str) -> Exercise:
    """The exercise that a person means by `quarry-lane-footbridge/schedule`."""
    slug, _, called = name.strip("/").partition("/")
    known = [f"{scenario.slug}/{exercise.slug}" for scenario in library.scenarios for exercise in scenario.exercises]
    for scenario in library.scenarios:
        if scenario.slug == slug and (found := scenario.exercise(called)) is not None:
            return found
    raise click.UsageError(f"There is no exercise {name}. Choose from: {', '.join(known)}.")


def _counts(scenario: Scenario) -> str:
    samples = sum(len(exercise.samples) for exercise in scenario.exercises)
    exercises = ", ".join(exercise.slug for exercise in scenario.exercises)
    return (
        f"{scenario.slug}: version {scenario.version}, documents {len(scenario.documents)}, "
        f"exercises {len(scenario.exercises)} ({exercises}), samples {samples}, all as they say"
    )


def _marked_in_words(exercise: Exercise, marked: Mapping[str, Any]) -> str:
    awaiting: Sequence[str] = marked["awaiting"]
    outcome = _level(marked["outcome"])
    lines = [
        f"{exercise.title} ({exercise.scenario.title})",
        f"Outcome: {outcome}, provisional until a tutor marks {', '.join(awaiting)}"
        if awaiting
        else f"Outcome: {outcome}",
        f"Score: {marked['score']:.0%} of what the checks decide",
    ]
    for criterion in marked["criteria"]:
        lines += ["", f"{_level(criterion['level'])}: {criterion['title']}"]
        for finding in criterion["findings"]:
            place = f"{finding['where']}: " if finding["where"] else ""
            lines.append(f"  {finding['severity']}: {place}{finding['message']}")
    return "\n".join(lines)


def _level(level: str | None) -> str:
    return level.replace("_", " ").capitalize() if level else "For a tutor"


def _in_words(figures: Mapping[str, Any]) -> Iterable[str]:
    """Figures one to a line, then each list of rows as a table."""
    for name, value in figures.items():
        if not isinstance(value, list):
            yield f"{name}: {_cell(value)}"
    for name, value in figures.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ("", name, *_table(value))


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    headings = list(rows[0])
    cells = [headings, *([_cell(row.get(heading)) for heading in headings] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(headings))]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_cell(each) for each in value) or "–"
    if isinstance(value, dict):
        return "; ".join(f"{name} {_cell(each)}" for name, each in value.items()) or "–"
    return "–" if value is None else str(value)
