"""Everything the desk shows of one submission, gathered once for the page, the answers to script, and the release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.templating import time_of_day
from app.engines.rubric import Level
from app.kinds.editor import RowChange
from app.marking.artefact import Artefact, Notes, changed_between, notes, restore
from app.marking.models import Comment, MarkSheet
from app.marking.policies import may_mark
from app.marking.queries import find_sheet
from app.marking.releasing import fingerprint, live_comments
from app.marking.services import LONGEST_PLACE
from app.marking.standing import LEVEL_WORDS, Standing, Tally, standings, tally
from app.marking.todo import actions
from app.marking.waiting import QueueLine, list_queue
from app.submissions.models import Submission
from app.submissions.queries import find_previous_submission

#: How much of the queue stands beside the work; the whole of it is a page of its own.
BESIDE = 12


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision was not saved, with what was typed, to be shown in its place."""

    criterion_id: str
    message: str
    level: str
    reason: str
    based_on: int
    #: Who decided meanwhile, when that is why.
    decider: str = ""
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """A submission with where each criterion stands: the part of the desk that a release needs too."""

    submission: Submission
    sheet: MarkSheet | None
    standings: tuple[Standing, ...]
    tally: Tally
    comments: tuple[Comment, ...]

    @property
    def is_released(self) -> bool:
        return self.sheet is not None and self.sheet.is_released

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.standings, self.comments)

    @property
    def titles(self) -> dict[str, str]:
        """Criteria's titles by id."""
        return {each.id: each.criterion.title for each in self.standings}

    def comments_on(self, criterion_id: str) -> list[Comment]:
        return [each for each in self.comments if each.criterion_id == criterion_id]

    def standing(self, criterion_id: str) -> Standing:
        return next(each for each in self.standings if each.id == criterion_id)

    @property
    def to_do(self) -> list[Any]:
        """The to-do list as a release would make it now."""
        return actions(self.standings, self.comments, restore(self.submission, draw=False))


@dataclass(frozen=True, slots=True)
class Desk:
    """The three columns: the queue, the artefact, the rubric. `may_mark` is false for overseers and after release."""

    marks: Marks
    artefact: Artefact
    notes: Notes
    previous: Submission | None
    changes: Sequence[RowChange]
    queue: Sequence[QueueLine]
    queue_goes_on: bool
    may_mark: bool

    @property
    def changed_rows(self) -> int:
        return sum(1 for each in self.changes if each.ref)

    @property
    def criteria_choices(self) -> list[tuple[str, str]]:
        return list(self.marks.titles.items())

    @property
    def row_choices(self) -> list[tuple[str, str]]:
        return [(row.ref, row.label) for row in self.artefact.rows if len(row.ref) <= LONGEST_PLACE]

    @property
    def next_id(self) -> UUID | None:
        """The submission after this one in the queue; the first one when this is the last of those shown."""
        ids = [line.submission.id for line in self.queue]
        here = self.marks.submission.id
        others = [each for each in ids if each != here]
        after = ids[ids.index(here) + 1 :] if here in ids else []
        return next(iter(after or others), None)


def read_marks(session: Session, submission: Submission) -> Marks:
    sheet = find_sheet(session, submission.id)
    found = standings(submission, sheet)
    return Marks(submission, sheet, found, tally(found), tuple(live_comments(sheet)))


def set_out(session: Session, submission: Submission, *, actor: Person) -> Desk:
    """The desk of a submission that this actor has been allowed to see."""
    marks = read_marks(session, submission)
    artefact = restore(submission)
    previous = find_previous_submission(session, submission.attempt)
    marking = may_mark(actor, submission)
    queue = list_queue(session, actor=actor, size=BESIDE) if marking else None
    return Desk(
        marks=marks,
        artefact=artefact,
        notes=notes(artefact, marks.standings, marks.comments),
        previous=previous,
        changes=changed_between(previous, submission) if previous else (),
        queue=queue.items if queue else (),
        queue_goes_on=bool(queue and queue.has_next),
        may_mark=marking and not marks.is_released,
    )


def as_json(marks: Marks, criterion_id: str) -> dict[str, Any]:
    """What script needs after a decision: the criterion as it now is, and what the decisions add up to."""
    sums = marks.tally
    return decision_as_json(marks.standing(criterion_id)) | {
        "decided": sums.decided,
        "total": sums.total,
        "undecided": [each.id for each in sums.undecided],
        "undecided_words": sums.undecided_words,
        "outcome": sums.heading_for.value if sums.heading_for else None,
        "outcome_words": words_of(sums.heading_for),
        "score": str(sums.score),
        "percent": sums.percent,
    }


def decision_as_json(standing: Standing) -> dict[str, Any]:
    """A criterion's latest decision: level, reason and revision, and when it was saved."""
    mark = standing.mark
    return {
        "criterion": standing.id,
        "level": standing.level.value if standing.level else None,
        "level_words": words_of(standing.level),
        "reason": standing.reason,
        "revision": standing.revision,
        "standing_words": standing.words,
        "saved_at": mark.decided_at.isoformat() if mark else None,
        "saved_words": time_of_day(mark.decided_at) if mark else "",
    }


def words_of(level: Level | None) -> str:
    return LEVEL_WORDS[level] if level else "Not decided"
