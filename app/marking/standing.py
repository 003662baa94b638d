"""Where each criterion of a submission stands: what the checks say, what has been decided, what that adds up to.

Everything here is read from the frozen submission, its automark and the mark sheet; nothing asks the pack of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.engines import rubric
from app.engines.rubric import Level, MarkedBy
from app.marking.models import CriterionMark, DecidedBy, MarkSheet
from app.scenarios.pack import Criterion, restore_rubric
from app.submissions.models import Automark, Submission

LEVEL_WORDS = {Level.NOT_YET: "Not yet", Level.PASS: "Pass", Level.DISTINCTION: "Distinction"}


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding in the words that were kept at hand-in. `where` is a row's ref or `ref.column`."""

    check: str
    severity: str
    message: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure that a criterion has thresholds on: what was reached, and what each level asks."""

    name: str
    value: str
    needed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One criterion: the checks' proposal and findings, and the latest decision on it.

    A criterion marked by checks is decided by them until a person overrules it; any other waits for a person.
    """

    criterion: Criterion
    proposed: Level | None
    findings: tuple[StoredFinding, ...]
    measures: tuple[MeasureLine, ...]
    mark: CriterionMark | None

    @property
    def id(self) -> str:
        return self.criterion.id

    @property
    def revision(self) -> int:
        """What a decision must be based on: 0 until the first one."""
        return self.mark.revision if self.mark else 0

    @property
    def level(self) -> Level | None:
        if self.mark is not None:
            return self.mark.level
        return self.proposed if self.criterion.marked_by is MarkedBy.CHECKS else None

    @property
    def is_decided(self) -> bool:
        return self.level is not None

    @property
    def decided_by(self) -> DecidedBy | None:
        if self.mark is not None:
            return self.mark.decided_by
        return DecidedBy.CHECKS if self.is_decided else None

    @property
    def reason(self) -> str:
        return self.mark.reason if self.mark else ""

    @property
    def is_overruled(self) -> bool:
        return self.is_decided and self.proposed is not None and self.level is not self.proposed

    @property
    def awaits_confirmation(self) -> bool:
        return not self.is_decided and self.proposed is not None

    @property
    def words(self) -> str:
        """Who has decided, or what is still wanted, in a sentence to the tutor."""
        proposed = LEVEL_WORDS[self.proposed].lower() if self.proposed else ""
        if self.is_overruled:
            return f"The checks propose {proposed}; overruled."
        if self.awaits_confirmation:
            return f"The checks propose {proposed}. Choose it to confirm, or another level with a reason."
        if self.criterion.marked_by is MarkedBy.CHECKS:
            return "Decided by the checks. You can overrule them with a reason."
        if self.is_decided:
            return "Confirmed." if self.proposed else "Decided."
        return "You decide this one."

    @property
    def descriptor(self) -> str:
        """The words of the level decided; empty while there is none. A mark keeps its own copy."""
        if self.mark is not None:
            return self.mark.descriptor
        return self.criterion.levels[self.level] if self.level else ""

    @property
    def faults(self) -> tuple[StoredFinding, ...]:
        return tuple(each for each in self.findings if each.severity == rubric.Severity.FAULT)

    def needs_reason(self, level: Level) -> bool:
        """Differing from what the checks propose has to be explained."""
        return self.proposed is not None and level is not self.proposed

    def says(self, level: Level, reason: str) -> bool:
        """Whether this is what has been decided already, so that sending it again changes nothing."""
        return self.is_decided and self.level is level and self.reason == reason


@dataclass(frozen=True, slots=True)
class Tally:
    """What the decisions so far add up to. `heading_for` and `score` are over the decided criteria alone."""

    total: int
    undecided: tuple[Criterion, ...]
    heading_for: Level | None
    score: Decimal

    @property
    def decided(self) -> int:
        return self.total - len(self.undecided)

    @property
    def is_complete(self) -> bool:
        return not self.undecided

    @property
    def undecided_words(self) -> str:
        if self.is_complete:
            return "Everything is decided."
        return f"Still to decide: {'; '.join(each.title for each in self.undecided)}."

    @property
    def percent(self) -> int:
        """The score as a whole percentage, for a progress bar only."""
        return round(self.score * 100)


def standings(submission: Submission, sheet: MarkSheet | None) -> tuple[Standing, ...]:
    """Every criterion of the rubric that was handed in under, in its order. Needs the automark and the marks loaded."""
    automark = submission.automark
    stored = {each["id"]: each for each in automark.criteria}
    latest = {mark.criterion_id: mark for mark in sheet.marks} if sheet else {}  # by revision, so the last one stays
    return tuple(
        Standing(
            criterion=criterion,
            proposed=Level(level) if (level := stored[criterion.id]["level"]) else None,
            findings=tuple(_finding(each) for each in stored[criterion.id]["findings"]),
            measures=_measures(criterion, automark),
            mark=latest.get(criterion.id),
        )
        for criterion in restore_rubric(submission.exercise)
    )


def _finding(stored: dict[str, str]) -> StoredFinding:
    return StoredFinding(stored["check"], stored["severity"], stored["message"], stored["where"], stored["why"])


def _measures(criterion: Criterion, automark: Automark) -> tuple[MeasureLine, ...]:
    names = dict.fromkeys(name for thresholds in criterion.thresholds.values() for name in thresholds)
    return tuple(
        MeasureLine(
            name=name.replace("_", " "),
            value=automark.measures.get(name, "–"),
            needed=tuple(
                (LEVEL_WORDS[level], f"{criterion.thresholds[level][name]:f}")
                for level in Level
                if name in criterion.thresholds.get(level, {})
            ),
        )
        for name in names
    )


def tally(found: Sequence[Standing]) -> Tally:
    levels = {each.id: each.level for each in found if each.level is not None}
    decided = [each.criterion.rule for each in found if each.is_decided]
    return Tally(
        total=len(found),
        undecided=tuple(each.criterion for each in found if not each.is_decided),
        heading_for=rubric.outcome(levels, decided) if decided else None,
        score=rubric.score(levels, decided) if decided else Decimal(0),
    )
