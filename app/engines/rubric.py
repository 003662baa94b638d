"""Levels, outcomes and scores: the one place where findings become a level, and levels an outcome.

Whether there is anything to judge at all is for the artefact's kind to say; this module only applies the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from app.engines.exact import Exact, fraction, rounded


class Level(StrEnum):
    """How well a criterion is met; also the outcome of an exercise. Stored with marks, so never renamed."""

    NOT_YET = "not_yet"
    PASS = "pass"  # noqa: S105 (a level, not a password)
    DISTINCTION = "distinction"

    @property
    def points(self) -> int:
        """0, 1 or 2: the order of the levels, and what scores are made of."""
        return tuple(Level).index(self)


class Severity(StrEnum):
    """What a finding does to a criterion: a fault fails it, a weakness keeps it from distinction."""

    FAULT = "fault"
    WEAKNESS = "weakness"


class MarkedBy(StrEnum):
    """Who settles a criterion's level; with `both` the checks propose and a tutor decides."""

    CHECKS = "checks"
    TUTOR = "tutor"
    BOTH = "both"


Thresholds = Mapping[Level, Mapping[str, Exact]]
NO_THRESHOLDS: Thresholds = MappingProxyType({})


class RubricError(ValueError):
    """A rubric, or marks against one, that the rules cannot be applied to."""


class InvalidCriterion(RubricError):
    def __init__(self, criterion_id: str, fault: str) -> None:
        self.criterion_id = criterion_id
        super().__init__(f"Criterion {criterion_id}: {fault}.")


class NoCriteria(RubricError):
    def __init__(self) -> None:
        super().__init__("A rubric needs at least one criterion.")


class Undecided(RubricError):
    def __init__(self, criterion_ids: Sequence[str]) -> None:
        self.criterion_ids = tuple(criterion_ids)
        super().__init__(f"No level has been decided yet for: {', '.join(criterion_ids)}.")


class UnknownCriterion(RubricError):
    def __init__(self, criterion_id: str) -> None:
        self.criterion_id = criterion_id
        super().__init__(f"There is no criterion {criterion_id} in the rubric.")


class LevelNotOffered(RubricError):
    def __init__(self, criterion_id: str) -> None:
        self.criterion_id = criterion_id
        super().__init__(f"Criterion {criterion_id} does not offer distinction.")


class MissingMeasure(RubricError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"The measure {name} was not worked out.")


class CheckNotRun(RubricError):
    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"The check {key} was not run.")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of a rubric, as far as the rules need it.

    `checks` are keys of the kind's checks; `thresholds` name the measures to reach for a level. Raises
    `InvalidCriterion` if a level that it offers could be had for nothing.
    """

    id: str
    weight: int
    marked_by: MarkedBy
    offers_distinction: bool = True
    checks: tuple[str, ...] = ()
    thresholds: Thresholds = field(default_factory=lambda: NO_THRESHOLDS, hash=False)

    def __post_init__(self) -> None:
        fault = _fault(self)
        if fault:
            raise InvalidCriterion(self.id, fault)

    @property
    def highest(self) -> Level:
        """The best level that can be reached."""
        return Level.DISTINCTION if self.offers_distinction else Level.PASS


def level_from_findings(
    severities: Iterable[Severity | str],
    thresholds: Thresholds,
    measures: Mapping[str, Exact],
    *,
    offers_distinction: bool = True,
) -> Level:
    """The level that the checks give a criterion: the lower of what findings and thresholds allow.

    Any fault gives not yet, any weakness gives pass, neither gives distinction. A threshold is met when each
    measure it names is at least the figure; distinction needs the thresholds for pass as well. Where
    distinction is not offered, pass is the most. Raises `MissingMeasure`, and `ValueError` for a severity
    that does not exist.
    """
    found = {Severity(severity) for severity in severities}
    passes = _reached(thresholds, Level.PASS, measures)
    excels = _reached(thresholds, Level.DISTINCTION, measures)
    if Severity.FAULT in found or not passes:
        return Level.NOT_YET
    if Severity.WEAKNESS in found or not excels or not offers_distinction:
        return Level.PASS
    return Level.DISTINCTION


def criterion_level(
    criterion: Criterion, findings: Mapping[str, Sequence[Severity | str]], measures: Mapping[str, Exact]
) -> Level:
    """The level that the checks give or propose, from every check's severities by check key.

    Raises `CheckNotRun` when a check that the criterion names is not among them (no findings is an empty
    sequence), `InvalidCriterion` for a criterion that a tutor alone marks, and as `level_from_findings`.
    """
    if criterion.marked_by is MarkedBy.TUTOR:
        raise InvalidCriterion(criterion.id, "a tutor marks it, so checks cannot")
    severities: list[Severity | str] = []
    for key in criterion.checks:
        if key not in findings:
            raise CheckNotRun(key)
        severities.extend(findings[key])
    return level_from_findings(
        severities, criterion.thresholds, measures, offers_distinction=criterion.offers_distinction
    )


def outcome(levels: Mapping[str, Level], criteria: Sequence[Criterion]) -> Level:
    """The outcome of an exercise once every criterion has a level.

    Not yet if any criterion is not yet; distinction if every criterion that offers it has it, and at least
    one offers it; otherwise pass. Raises `Undecided` if a level is missing, `NoCriteria`,
    `UnknownCriterion` or `LevelNotOffered`.
    """
    _check_decided(levels, criteria)
    reached = {criterion.id: Level(levels[criterion.id]) for criterion in criteria}
    if Level.NOT_YET in reached.values():
        return Level.NOT_YET
    offering = [criterion for criterion in criteria if criterion.offers_distinction]
    if offering and all(reached[criterion.id] is Level.DISTINCTION for criterion in offering):
        return Level.DISTINCTION
    return Level.PASS


def provisional_outcome(levels: Mapping[str, Level], criteria: Sequence[Criterion]) -> Level | None:
    """The outcome as far as it is settled: not yet as soon as one criterion is, `None` while others wait.

    Raises as `outcome` does, except that levels may be missing.
    """
    _check_levels(levels, criteria)
    if Level.NOT_YET in levels.values():
        return Level.NOT_YET
    if any(criterion.id not in levels for criterion in criteria):
        return None
    return outcome(levels, criteria)


def score(levels: Mapping[str, Level], criteria: Sequence[Criterion]) -> Decimal:
    """How much of the rubric is reached, 0 to 1 to four places, halves up: for progress bars, never a mark.

    Each criterion gives its weight times its share of the points it offers: of 2 points, or of 1 where
    distinction is not offered. Raises as `outcome` does.
    """
    _check_decided(levels, criteria)
    reached = sum(
        criterion.weight * Fraction(_points(levels[criterion.id]), criterion.highest.points) for criterion in criteria
    )
    return rounded(reached / Fraction(sum(criterion.weight for criterion in criteria)), 4)


def _points(level: Level | str) -> int:
    return Level(level).points


def _reached(thresholds: Thresholds, level: Level, measures: Mapping[str, Exact]) -> bool:
    needed = thresholds.get(level, {})
    for name in needed:
        if name not in measures:
            raise MissingMeasure(name)
    return all(fraction(measures[name]) >= fraction(least) for name, least in needed.items())


def _check_levels(levels: Mapping[str, Level], criteria: Sequence[Criterion]) -> None:
    if not criteria:
        raise NoCriteria
    by_id = {criterion.id: criterion for criterion in criteria}
    for criterion_id, level in levels.items():
        if criterion_id not in by_id:
            raise UnknownCriterion(criterion_id)
        if _points(level) > by_id[criterion_id].highest.points:
            raise LevelNotOffered(criterion_id)


def _check_decided(levels: Mapping[str, Level], criteria: Sequence[Criterion]) -> None:
    _check_levels(levels, criteria)
    undecided = [criterion.id for criterion in criteria if criterion.id not in levels]
    if undecided:
        raise Undecided(undecided)


def _fault(criterion: Criterion) -> str:
    if criterion.weight < 1:
        return "its weight must be 1 or more"
    if criterion.marked_by is MarkedBy.TUTOR:
        return "a tutor marks it, so it names no checks" if criterion.checks or criterion.thresholds else ""
    if not criterion.checks and not criterion.thresholds:
        return "it needs a check or a threshold to be marked by"
    return _fault_of_thresholds(criterion)


def _fault_of_thresholds(criterion: Criterion) -> str:
    """Levels left out would be reached by anything, which is right only if checks guard them."""
    if not criterion.thresholds:
        return ""
    offered = {Level.PASS, criterion.highest}
    if not offered.issuperset(criterion.thresholds):
        return "it has a threshold for a level that it does not offer"
    if not criterion.checks and not all(criterion.thresholds.get(level) for level in offered):
        return "without checks, it needs a threshold for each level that it offers"
    return ""
