"""What an apprentice reads when work comes back, and what they read while they wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.engines.rubric import Level
from app.kinds.editor import RowChange
from app.marking.artefact import Artefact, Notes, changed_between, notes, restore
from app.marking.models import Comment, FeedbackAction, MarkSheet
from app.marking.policies import may_act, may_mark
from app.marking.queries import Tried, list_actions, list_tries
from app.marking.releasing import live_comments, released_sheet
from app.marking.standing import Standing, standings
from app.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Feedback:
    """Released feedback, or, while `sheet` is None, what the checks said at hand-in and since when a tutor has it."""

    submission: Submission
    sheet: MarkSheet | None
    standings: tuple[Standing, ...]
    comments: Sequence[Comment]
    actions: Sequence[FeedbackAction]
    artefact: Artefact
    notes: Notes
    tries: Sequence[Tried]
    #: The attempt after this one, if the reader may see it, and what is different in it.
    later: Tried | None
    changes: Sequence[RowChange]
    #: Whether the reader is the apprentice, whose list it is to tick and whose next attempt it is to open.
    is_own: bool
    #: Whether the reader is the tutor, who goes back to the queue from here.
    may_mark: bool

    @property
    def outcome(self) -> Level | None:
        """The released outcome; before release, not yet as soon as the checks alone settle it, else None."""
        if self.sheet is not None:
            return self.sheet.outcome
        provisional = self.submission.automark.outcome
        return Level(provisional) if provisional else None

    @property
    def is_first(self) -> bool:
        return self.submission.attempt.number == 1

    @property
    def may_open_next(self) -> bool:
        return self.is_own and self.sheet is not None and self.later is None

    @property
    def changed_refs(self) -> frozenset[str]:
        return frozenset(each.ref for each in self.changes if each.ref)

    @property
    def changed_rows(self) -> int:
        return len(self.changed_refs)

    @property
    def done(self) -> int:
        return sum(1 for each in self.actions if each.done_at is not None)

    def comments_on(self, criterion_id: str) -> list[Comment]:
        return [each for each in self.comments if each.criterion_id == criterion_id]


def gather(session: Session, submission: Submission, *, actor: Person) -> Feedback:
    """The feedback on a submission that this actor has been allowed to see. Marks in the making are never in it."""
    sheet = released_sheet(session, submission)
    found = standings(submission, sheet)
    comments = live_comments(sheet)
    artefact = restore(submission)
    tries = list_tries(session, submission, actor=actor)
    later = next((each for each in tries if each.attempt.number == submission.attempt.number + 1), None)
    return Feedback(
        submission=submission,
        sheet=sheet,
        standings=found,
        comments=comments,
        actions=list_actions(session, sheet) if sheet else (),
        artefact=artefact,
        notes=notes(artefact, found, comments),
        tries=tries,
        later=later,
        changes=changed_between(submission, later.attempt.submission or later.attempt) if later else (),
        is_own=may_act(actor, submission),
        may_mark=may_mark(actor, submission),
    )
