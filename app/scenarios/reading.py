"""Reads the packs of a folder into a library, or says everything that is wrong with them in one go.

Each problem is `file:line: field: what is wrong`. The app does not start on a bad pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from flask import Flask

from app.config import ROOT
from app.programmes import standard
from app.scenarios.documents import read_in_tray
from app.scenarios.exercises import read_exercise
from app.scenarios.gathering import ANY, Reading, report_repeats, shown
from app.scenarios.library import Library
from app.scenarios.pack import Scenario, ScenarioFile
from app.scenarios.validating import validate
from app.scenarios.yaml_lines import Problem, Source

CONTENT = ROOT / "content"


class PackError(Exception):
    """One or more packs cannot be used. `problems` has every fault found, by file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(each) for each in self.problems))


def read_library(folder: Path, content: Path = CONTENT) -> Library:
    """Every scenario in the folder, by slug; or, for a folder that is itself a pack, that one.

    `content` holds the standard and the lessons that packs refer to. Raises `PackError`.
    """
    if not folder.is_dir():
        raise PackError([Problem(shown(folder), 1, "there is no such folder")])
    reading = Reading(frozenset(standard.read(content).ksbs), _lessons(content))
    packs = [folder] if (folder / "scenario.yaml").exists() else _folders(folder)
    scenarios = [_scenario(pack, reading) for pack in packs]
    if reading.problems:
        raise PackError(reading.problems)
    return Library(tuple(scenario for scenario in scenarios if scenario is not None))


def _lessons(content: Path) -> frozenset[str]:
    """The slugs of the lessons: `05-schedule.md` is `schedule`."""
    return frozenset(path.stem.partition("-")[2] for path in content.glob("lessons/*.md"))


def _folders(folder: Path) -> list[Path]:
    """The folders in a folder; those that begin with a dot or an underscore are for their author alone."""
    there = folder.iterdir() if folder.is_dir() else ()
    return sorted(each for each in there if each.is_dir() and not each.name.startswith((".", "_")))


def _scenario(folder: Path, reading: Reading) -> Scenario | None:
    reading.slug(folder)
    source = reading.source(folder / "scenario.yaml")
    file = validate(ScenarioFile, source, reading.problems) if source else None
    documents = read_in_tray(folder / "in-tray", source, reading)
    scenario = None
    if source and file:
        reading.claim(file.id, source)
        _check_scenario(file, source, reading)
        in_order = tuple(documents[stem] for stem in file.in_tray if stem in documents)
        scenario = Scenario(folder.name, file, folder, in_order)
    stems = {path.stem for path in (folder / "in-tray").glob("*.md")}
    exercises = [read_exercise(each, scenario, stems, reading) for each in _folders(folder / "exercises")]
    if not exercises:
        reading.complain(folder / "exercises", "there is no exercise in it")
    if scenario:
        scenario.hold(exercise for exercise in exercises if exercise is not None)
    return scenario


def _check_scenario(file: ScenarioFile, source: Source, reading: Reading) -> None:
    """What one field of `scenario.yaml` must agree with another about."""
    for pattern in (("people", ANY, "id"), ("people", ANY, "name"), ("in_tray", ANY)):
        report_repeats(source, pattern, reading.problems)
    names = {person.name for person in file.people}
    for role in ("sponsor", "project_manager"):
        if (name := getattr(file.project, role)) not in names:
            reading.problems.append(source.problem(("project", role), f"“{name}” is not among the people"))
    days = [file.project.starts_on, *(stage.on for stage in file.stages)]
    for number, (before, after) in enumerate(pairwise(days)):
        if after <= before:
            message = f"{after} is not after {before}, so the stages are out of order"
            reading.problems.append(source.problem(("stages", number, "on"), message))
    if not days[0] <= file.today <= days[-1]:
        message = f"{file.today} is outside the project, {days[0]} to {days[-1]}"
        reading.problems.append(source.problem(("today",), message))


def init_app(app: Flask) -> None:
    app.extensions["scenarios"] = read_library(app.config["SCENARIOS_FOLDER"], app.config["CONTENT_FOLDER"])
