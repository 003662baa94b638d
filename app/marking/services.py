"""What can be done to a mark sheet before it is released: decide, comment, withdraw. Services flush; routes commit.

Every move takes its turn at the submission, so two tabs, two clicks or a release in between never mix. Once the
sheet is released nothing on it changes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core import events
from app.core.errors import DomainError, NotAllowed, NotFound, Refused
from app.engines.rubric import Level
from app.marking.artefact import restore
from app.marking.models import Comment, CriterionMark, DecidedBy, MarkSheet, Purpose
from app.marking.policies import may_mark
from app.marking.queries import find_decider, find_sheet_anew
from app.marking.standing import LEVEL_WORDS, Standing, standings
from app.submissions.models import Submission

LONGEST_REASON = 2000
LONGEST_COMMENT = 4000
#: As long as the place of a comment can be; a row with a longer reference is commented on as a whole.
LONGEST_PLACE = 60


class AlreadyReleased(DomainError):
    def __init__(self) -> None:
        super().__init__("The feedback on this work has been released, so its marks and comments stay as they are.")


class ReasonNeeded(Refused):
    """Differing from what the checks propose has to be explained to the apprentice."""

    def __init__(self, proposed: Level) -> None:
        super().__init__(
            f"The checks propose {LEVEL_WORDS[proposed]}. Give the reason why you decide otherwise; it is shown to the "
            "apprentice. Nothing has been saved yet."
        )


class LevelNotOffered(Refused):
    def __init__(self) -> None:
        super().__init__("This criterion does not offer that level. Choose one of the levels shown.")


class MarkConflict(DomainError):
    """The criterion was decided from somewhere else since the copy being saved was opened."""

    def __init__(self, standing: Standing, decider: str) -> None:
        self.standing = standing
        self.decider = decider
        super().__init__(
            "This criterion was decided in another window since you opened it here. Nothing has been lost: choose "
            "which decision stands."
        )


def decide(
    session: Session,
    submission: Submission,
    criterion_id: str,
    *,
    level: Level,
    reason: str,
    based_on: int,
    actor: Person,
    at: datetime,
) -> MarkSheet | None:
    """Decide a criterion at a level. The decision is appended, and the latest one counts; the sheet, if there is one.

    `based_on` is the criterion's revision when it was shown, 0 before any decision. Deciding again what is already
    decided changes nothing. Raises `NotAllowed`, `AlreadyReleased`, `NotFound`, `LevelNotOffered`, `MarkConflict`, and
    `ReasonNeeded` for a level that differs from what the checks propose without saying why.
    """
    sheet = take_turn(session, submission, actor)
    standing = _standing(submission, sheet, criterion_id)
    if level not in standing.criterion.levels:
        raise LevelNotOffered
    if standing.says(level, reason):
        return sheet
    if based_on != standing.revision:
        raise _conflict(session, submission, standing)
    if standing.proposed is not None and standing.needs_reason(level) and not reason:
        raise ReasonNeeded(standing.proposed)
    sheet = open_sheet(session, submission, actor, at, sheet)
    mark = append_mark(session, sheet, standing, level, reason, DecidedBy.PERSON, at)
    detail = {"criterion": criterion_id, "level": level.value, "proposed": standing.proposed, "revision": mark.revision}
    record(session, submission, "criterion decided", mark.id, actor, at, detail)
    return sheet


def append_mark(
    session: Session,
    sheet: MarkSheet,
    standing: Standing,
    level: Level,
    reason: str,
    decided_by: DecidedBy,
    at: datetime,
) -> CriterionMark:
    """A new row with the criterion's title and the level's descriptor copied, so no later edit changes the mark."""
    mark = CriterionMark(
        mark_sheet=sheet,
        criterion_id=standing.id,
        revision=standing.revision + 1,
        level=level,
        title=standing.criterion.title,
        descriptor=standing.criterion.levels[level],
        decided_by=decided_by,
        proposed=standing.proposed,
        reason=reason,
        decided_at=at,
    )
    session.add(mark)
    session.flush()
    return mark


def comment(
    session: Session,
    submission: Submission,
    *,
    text: str,
    criterion_id: str = "",
    where: str = "",
    actor: Person,
    at: datetime,
) -> Comment:
    """Comment on a criterion, on a row (`where` is its ref), on both, or on the whole when both are empty.

    The same comment sent twice is one comment. Raises `NotAllowed`, `AlreadyReleased`, and `Refused` for a place that
    is not in this work.
    """
    sheet = take_turn(session, submission, actor)
    if criterion_id:
        _standing(submission, sheet, criterion_id)
    if where and (where not in restore(submission, draw=False).refs or len(where) > LONGEST_PLACE):
        raise Refused("That row is not in this work. Choose one from the list, or comment on the whole.")
    sheet = open_sheet(session, submission, actor, at, sheet)
    for made in sheet.comments:
        if (made.text, made.criterion_id, made.where, made.withdrawn_at) == (text, criterion_id, where, None):
            return made
    made = Comment(mark_sheet=sheet, criterion_id=criterion_id, where=where, text=text, made_at=at)
    session.add(made)
    session.flush()
    record(session, submission, "comment made", made.id, actor, at, {"criterion": criterion_id, "where": where})
    return made


def withdraw(session: Session, submission: Submission, made: Comment, *, actor: Person, at: datetime) -> None:
    """Take a comment back before release. It stays in the record; withdrawing it again changes nothing."""
    take_turn(session, submission, actor)
    if made.withdrawn_at is None:
        made.withdrawn_at = at
        session.flush()
        record(session, submission, "comment withdrawn", made.id, actor, at, {})


def take_turn(session: Session, submission: Submission, actor: Person) -> MarkSheet | None:
    """Wait for anybody else who is marking this submission; then its sheet, as it is now.

    Raises `NotAllowed` for anybody but the apprenticeship's tutor, and `AlreadyReleased`.
    """
    sheet = take_turn_even_if_released(session, submission, actor)
    if sheet is not None and sheet.is_released:
        raise AlreadyReleased
    return sheet


def take_turn_even_if_released(session: Session, submission: Submission, actor: Person) -> MarkSheet | None:
    if not may_mark(actor, submission):
        raise NotAllowed("Only the apprentice’s own tutor marks this work.")
    session.execute(select(Submission.id).where(Submission.id == submission.id).with_for_update())
    return find_sheet_anew(session, submission.id)


def open_sheet(
    session: Session, submission: Submission, actor: Person, at: datetime, sheet: MarkSheet | None
) -> MarkSheet:
    """The sheet, opened with the first decision or comment. A new tutor takes over the sheet of the one before."""
    if sheet is None:
        opened = MarkSheet(submission_id=submission.id, marker=actor, purpose=Purpose.FIRST, opened_at=at)
        opened.marks, opened.comments = [], []
        session.add(opened)
        session.flush()
        record(session, submission, "marking opened", opened.id, actor, at, {})
        return opened
    if sheet.marker_id != actor.id:
        before = str(sheet.marker_id)
        sheet.marker = actor
        session.flush()
        record(session, submission, "marking taken over", sheet.id, actor, at, {"from": before})
    return sheet


def _standing(submission: Submission, sheet: MarkSheet | None, criterion_id: str) -> Standing:
    for standing in standings(submission, sheet):
        if standing.id == criterion_id:
            return standing
    raise NotFound("There is no such criterion in the rubric this work was handed in under.")


def _conflict(session: Session, submission: Submission, standing: Standing) -> MarkConflict:
    stream = submission.attempt.apprenticeship_id
    return MarkConflict(standing, find_decider(session, stream, standing.mark) if standing.mark else "")


def record(
    session: Session,
    submission: Submission,
    action: str,
    subject_id: UUID,
    actor: Person,
    at: datetime,
    detail: dict[str, Any],
) -> None:
    """Append to the history of the apprenticeship what was done to this submission's marks."""
    events.record(
        session,
        stream_id=submission.attempt.apprenticeship_id,
        action=action,
        subject_id=subject_id,
        actor_id=actor.id,
        at=at,
        detail={"submission": submission.reference} | detail,
    )
