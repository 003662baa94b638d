"""What can be done to an attempt. Services flush; the route that called them commits."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core import events
from app.core.errors import DomainError, NotAllowed, Refused
from app.kinds.form import too_many_rows
from app.programmes.models import Apprenticeship
from app.scenarios.marks import as_json
from app.scenarios.pack import Exercise
from app.submissions.models import Attempt, AttemptState, Automark, DraftRevision, Submission
from app.submissions.policies import may_edit
from app.submissions.queries import find_last_attempt, find_open_attempt

KEPT_REVISIONS = 60
#: No easily confused letters: people read references over the telephone.
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class AlreadyHandedIn(DomainError):
    def __init__(self) -> None:
        super().__init__("This attempt has been handed in, so it cannot be changed. Open the next attempt instead.")


class DraftConflict(DomainError):
    """The draft was saved from somewhere else since the copy being saved was opened."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        super().__init__("This draft was changed in another window since you opened it here. Nothing has been lost.")


class AwaitingFeedback(DomainError):
    def __init__(self) -> None:
        super().__init__("Your last attempt is with your tutor. The next one opens when the feedback is released.")


class NothingToUndo(DomainError):
    def __init__(self) -> None:
        super().__init__("There is nothing earlier to go back to.")


def open_attempt(
    session: Session, apprenticeship: Apprenticeship, exercise: Exercise, *, actor: Person, at: datetime
) -> Attempt:
    """The draft that is open for this exercise, or a new attempt: the first from the exercise's start, each later one
    from what was handed in last. Raises `AwaitingFeedback` while the last attempt is being marked.
    """
    if apprenticeship.apprentice_id != actor.id:
        raise NotAllowed("Only the apprentice can work on their exercises.")
    if (draft := find_open_attempt(session, apprenticeship.id, exercise.id)) is not None:
        return draft
    last = find_last_attempt(session, apprenticeship.id, exercise.id)
    if last is not None and last.state is AttemptState.HANDED_IN:
        raise AwaitingFeedback
    attempt = Attempt(
        apprenticeship_id=apprenticeship.id,
        exercise_id=exercise.id,
        number=last.number + 1 if last else 1,
        kind_key=exercise.kind.key,
        kind_version=exercise.kind.version,
        payload=_first_payload(exercise, last),
        opened_at=at,
        saved_at=at,
    )
    try:
        with session.begin_nested():
            session.add(attempt)
            session.flush()
    except IntegrityError:  # the other click of a double click was first
        raced = find_open_attempt(session, apprenticeship.id, exercise.id)
        if raced is None:
            raise
        return raced
    _record(session, attempt, "attempt opened", attempt.id, actor, at, {"number": attempt.number})
    return attempt


def _first_payload(exercise: Exercise, last: Attempt | None) -> dict[str, Any]:
    kind = exercise.kind
    stored, version = (last.payload, last.kind_version) if last else (exercise.file.start, kind.version)
    content: dict[str, Any] = kind.load(stored, version).model_dump(mode="json")
    return content


def checked_payload(exercise: Exercise, payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload as it will be stored. Raises `Refused`, with what to do, for one of a wrong shape or size."""
    kind = exercise.kind
    for grid in kind.editor.grids:
        rows = payload.get(grid.key, ())
        if isinstance(rows, list) and (excess := too_many_rows(grid, len(rows))):
            raise Refused(excess)
    try:
        checked: dict[str, Any] = kind.payload.model_validate(payload).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        most = first.get("ctx", {}).get("max_length")
        wrong = f"at most {most:,} characters can be kept" if most else first["msg"]
        raise Refused(f"This could not be saved: {place}: {wrong}. Your work is still on the page.") from error
    return checked


def save_draft(
    session: Session,
    attempt: Attempt,
    payload: Mapping[str, Any],
    *,
    exercise: Exercise,
    based_on: int,
    actor: Person,
    at: datetime,
) -> Attempt:
    """Save a draft that was opened at revision `based_on`. The version it replaces is kept.

    Saving what is already there changes nothing, so a request sent again does no harm. Raises `DraftConflict` when
    the draft has moved on since, `AlreadyHandedIn`, and `Refused` for a payload of the wrong shape.
    """
    _refuse_unless_drafting(attempt, actor)
    content = checked_payload(exercise, payload)
    if content == attempt.payload:
        return attempt
    if based_on != attempt.revision:
        raise DraftConflict(attempt)
    session.add(
        DraftRevision(
            attempt_id=attempt.id, revision=attempt.revision, payload=attempt.payload, saved_at=attempt.saved_at
        )
    )
    attempt.payload = content
    attempt.kind_version = exercise.kind.version
    attempt.saved_at = at
    session.flush()
    _forget_old_revisions(session, attempt)
    return attempt


def _forget_old_revisions(session: Session, attempt: Attempt) -> None:
    oldest_kept = attempt.revision - KEPT_REVISIONS
    if oldest_kept > 0:
        session.execute(
            delete(DraftRevision).where(DraftRevision.attempt_id == attempt.id, DraftRevision.revision < oldest_kept)
        )


def undo(session: Session, attempt: Attempt, *, exercise: Exercise, actor: Person, at: datetime) -> Attempt:
    """Go back to the version before the last save. Undoing is a save like any other, so it can be undone too."""
    before = session.scalars(
        select(DraftRevision)
        .where(DraftRevision.attempt_id == attempt.id)
        .order_by(DraftRevision.revision.desc())
        .limit(1)
    ).one_or_none()
    if before is None:
        raise NothingToUndo
    return save_draft(
        session, attempt, before.payload, exercise=exercise, based_on=attempt.revision, actor=actor, at=at
    )


def restore(
    session: Session, attempt: Attempt, revision: int, *, exercise: Exercise, actor: Person, at: datetime
) -> Attempt:
    """Make an earlier version the draft again. Raises `NothingToUndo` when that version is not kept."""
    if revision >= attempt.revision:  # not yet written; a number from an address may be larger than a column holds
        raise NothingToUndo
    earlier = session.scalars(
        select(DraftRevision).where(DraftRevision.attempt_id == attempt.id, DraftRevision.revision == revision)
    ).one_or_none()
    if earlier is None:
        raise NothingToUndo
    return save_draft(
        session, attempt, earlier.payload, exercise=exercise, based_on=attempt.revision, actor=actor, at=at
    )


def hand_in(
    session: Session, attempt: Attempt, *, exercise: Exercise, based_on: int, actor: Person, at: datetime
) -> Submission:
    """Freeze the draft, hash it, and keep what the checks say of it. Handing in twice gives the same submission.

    Raises `DraftConflict` when the draft has moved on from the revision that was shown for handing in.
    """
    if not may_edit(actor, attempt):
        raise NotAllowed("Only the person who wrote this can hand it in.")
    if attempt.submission is not None:
        return attempt.submission
    if based_on != attempt.revision:
        raise DraftConflict(attempt)
    content = canonical(attempt.payload)
    submission = Submission(
        attempt=attempt,
        reference=_reference(),
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        exercise=exercise.snapshot() | {"kind": exercise.kind.key, "kind_version": attempt.kind_version},
        handed_in_at=at,
    )
    attempt.state = AttemptState.HANDED_IN
    session.add(submission)
    session.flush()
    submission.automark = automark(submission, exercise)
    session.flush()
    detail = {"reference": submission.reference, "sha256": submission.sha256, "attempt": attempt.number}
    _record(session, attempt, "work handed in", submission.id, actor, at, detail)
    return submission


def automark(submission: Submission, exercise: Exercise) -> Automark:
    """What the checks say of a submission, in words that are kept."""
    kind = exercise.kind
    payload = kind.load(json.loads(submission.content), submission.exercise["kind_version"])
    analysis = kind.analyse(payload, exercise.brief)
    automarked = exercise.lay_over(kind.judge(analysis, exercise.brief))
    facts = () if analysis.is_blank else kind.facts(analysis, exercise.brief)
    return Automark(
        submission_id=submission.id,
        engine_version=f"{kind.key} {kind.engine_version}",
        outcome=automarked.outcome.value if automarked.outcome else None,
        criteria=as_json(automarked),
        measures={name: str(value) for name, value in automarked.marked.measures.items()},
        facts=[{"label": each.label, "value": each.value, "note": each.note} for each in facts],
    )


def canonical(payload: Mapping[str, Any]) -> str:
    """The one way a payload is written for hashing: sorted keys, no spaces, UTF-8 letters as they are."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def mark_released(session: Session, attempt_id: UUID) -> None:
    """Feedback on this attempt has been released, so the next one can be opened."""
    session.execute(update(Attempt).where(Attempt.id == attempt_id).values(state=AttemptState.RELEASED))


def _reference() -> str:
    """`SUB-7KQ2-M4XW`: short enough to read out; the unique constraint is the guarantee."""
    letters = [secrets.choice(REFERENCE_LETTERS) for _ in range(8)]
    return f"SUB-{''.join(letters[:4])}-{''.join(letters[4:])}"


def _refuse_unless_drafting(attempt: Attempt, actor: Person) -> None:
    if not may_edit(actor, attempt):
        raise NotAllowed("Only the person who wrote this can change it.")
    if not attempt.is_drafting:
        raise AlreadyHandedIn


def _record(
    session: Session, attempt: Attempt, action: str, subject: UUID, actor: Person, at: datetime, detail: dict[str, Any]
) -> None:
    events.record(
        session,
        stream_id=attempt.apprenticeship_id,
        action=action,
        subject_id=subject,
        actor_id=actor.id,
        at=at,
        detail=detail,
    )
