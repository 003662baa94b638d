"""Projects in the `.sm` format of PSPLIB, the library of scheduling problems: jobs, successors, renewable resources.

Only what one project with one mode a job can say is read. Spacing, case and extra lines do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.engines.critical_path import Activity, Link
from app.engines.levelling import Demands, Resource, steady

MOST_BYTES = 2_000_000
MOST_JOBS = 2_000
MOST_DAYS = 2_000
LARGEST = 1_000_000


class NotPsplib(ValueError):
    """The text cannot be read as a project. `line` counts from 1; the message says what is wrong there."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Project:
    """Jobs by number, as text, the two dummies among them; resources as `R1`, `R2` …"""

    activities: tuple[Activity, ...]
    resources: tuple[Resource, ...]
    demands: Demands


PRECEDENCE, REQUESTS, AVAILABLE = "precedencerelations", "requests/durations", "resourceavailabilities"
_TITLES = {PRECEDENCE: "PRECEDENCE RELATIONS", REQUESTS: "REQUESTS/DURATIONS", AVAILABLE: "RESOURCEAVAILABILITIES"}
_NUMBERS = re.compile(r"[0-9]+(?:\s+[0-9]+)*")
_COUNT = re.compile(r"-?\s*(nonrenewable|doubly constrained|projects)\s*:\s*([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    values: tuple[int, ...]


def read(text: str) -> Project:
    """The project of a file. Raises `NotPsplib` with the line."""
    if len(text) > MOST_BYTES:
        raise NotPsplib(f"the file has {len(text):,} characters; there can be {MOST_BYTES:,}")
    lines = text.splitlines()
    _refuse_other_problems(lines)
    sections = _sections(lines)
    if missing := [title for key, title in _TITLES.items() if not sections.get(key)]:
        raise NotPsplib(f"there is no line of numbers under “{missing[0]}”, so this is not a PSPLIB project")
    capacities = sections[AVAILABLE][0]
    predecessors = _predecessors(sections[PRECEDENCE])
    requests = _by_job(sections[REQUESTS])
    for job, line in requests.items():
        _check_request(job, line, predecessors, len(capacities.values))
    if unknown := [job for job in predecessors if job not in requests]:
        raise NotPsplib(f"job {unknown[0]} has no duration", sections[REQUESTS][-1].number)
    names = [f"R{place}" for place in range(1, len(capacities.values) + 1)]
    return Project(
        tuple(
            Activity(str(job), line.values[2], tuple(Link(str(before)) for before in predecessors[job]))
            for job, line in requests.items()
        ),
        tuple(steady(name, units) for name, units in zip(names, capacities.values, strict=True)),
        {
            str(job): {name: units for name, units in zip(names, line.values[3:], strict=True) if units}
            for job, line in requests.items()
        },
    )


def _refuse_other_problems(lines: Sequence[str]) -> None:
    """One project, renewable resources only."""
    for number, line in enumerate(lines, start=1):
        found = _COUNT.match(line.strip())
        if not found:
            continue
        kind, count = found[1].lower(), int(found[2][:9])
        if count > (1 if kind == "projects" else 0):
            raise NotPsplib(f"there are {count} {kind}; only one project with renewable resources is read", number)


def _sections(lines: Sequence[str]) -> dict[str, list[_Line]]:
    """The lines of numbers under each heading."""
    sections: dict[str, list[_Line]] = {}
    current: list[_Line] = []
    for number, line in enumerate(lines, start=1):
        key = re.sub(r"[\s:]+", "", line).lower()
        if key in _TITLES:
            current = sections.setdefault(key, [])
        elif set(key) == {"*"}:
            current = []
        elif _NUMBERS.fullmatch(line.strip()):
            current.append(_Line(number, tuple(_number(each, number) for each in line.split())))
    return sections


def _number(text: str, line: int) -> int:
    if len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise NotPsplib(f"{text[:20]} is larger than any number here can be ({LARGEST:,})", line)
    return int(text)


def _by_job(lines: Sequence[_Line]) -> dict[int, _Line]:
    if len(lines) > MOST_JOBS:
        raise NotPsplib(f"there are {len(lines):,} jobs; there can be {MOST_JOBS:,}", lines[MOST_JOBS].number)
    found: dict[int, _Line] = {}
    for line in lines:
        job = line.values[0]
        if job in found:
            raise NotPsplib(f"job {job} is there twice; only one mode a job is read", line.number)
        if len(line.values) < 3 or line.values[1] != 1:
            raise NotPsplib(f"job {job} needs one mode and the numbers after it", line.number)
        found[job] = line
    return found


def _predecessors(lines: Sequence[_Line]) -> Mapping[int, list[int]]:
    jobs = _by_job(lines)
    before: dict[int, list[int]] = {job: [] for job in jobs}
    for job, successor, line in _links(jobs):
        if successor not in before:
            raise NotPsplib(f"job {job} is followed by {successor}, which is not among the jobs", line)
        before[successor].append(job)
    return before


def _links(jobs: Mapping[int, _Line]) -> Iterator[tuple[int, int, int]]:
    for job, line in jobs.items():
        successors = line.values[3:]
        if len(successors) != line.values[2]:
            words = f"job {job} says that it has {line.values[2]} successors and names {len(successors)}"
            raise NotPsplib(words, line.number)
        for successor in successors:
            yield job, successor, line.number


def _check_request(job: int, line: _Line, predecessors: Mapping[int, list[int]], resources: int) -> None:
    if job not in predecessors:
        raise NotPsplib(f"job {job} is not among the precedence relations", line.number)
    if line.values[2] > MOST_DAYS:
        raise NotPsplib(f"job {job} takes {line.values[2]:,} days; there can be {MOST_DAYS:,}", line.number)
    if len(line.values) != 3 + resources:
        words = f"job {job} asks for {len(line.values) - 3} resources, and there are {resources}"
        raise NotPsplib(words, line.number)
