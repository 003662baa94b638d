"""Reads. Every query that returns learners' work takes the actor and applies the policy itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.accounts.models import Person
from app.core.errors import NotFound
from app.programmes.models import Apprenticeship
from app.submissions.models import Attempt, AttemptState, DraftRevision, Submission
from app.submissions.policies import visible_to

GONE = "There is no such piece of work, or it is not yours to see."


def get_attempt(session: Session, attempt_id: UUID, *, actor: Person) -> Attempt:
    """The attempt with its apprenticeship and submission, or `NotFound` if this actor may not see it."""
    query = (
        select(Attempt)
        .join(Attempt.apprenticeship)
        .where(Attempt.id == attempt_id, visible_to(actor))
        .options(contains_eager(Attempt.apprenticeship), joinedload(Attempt.submission))
    )
    if (attempt := session.scalars(query).one_or_none()) is None:
        raise NotFound(GONE)
    return attempt


def get_submission(session: Session, submission_id: UUID, *, actor: Person) -> Submission:
    """The submission with its automark, attempt, apprenticeship and apprentice, or `NotFound`."""
    query = (
        select(Submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .where(Submission.id == submission_id, visible_to(actor))
        .options(
            contains_eager(Submission.attempt)
            .contains_eager(Attempt.apprenticeship)
            .joinedload(Apprenticeship.apprentice),
            joinedload(Submission.automark),
        )
    )
    if (submission := session.scalars(query).one_or_none()) is None:
        raise NotFound(GONE)
    return submission


def list_attempts(session: Session, exercise_ids: Sequence[UUID], *, actor: Person) -> list[Attempt]:
    """One's own attempts at these exercises with their submissions, in order of exercise and number."""
    query = (
        select(Attempt)
        .join(Attempt.apprenticeship)
        .where(Attempt.exercise_id.in_(exercise_ids), Apprenticeship.apprentice_id == actor.id)
        .options(joinedload(Attempt.submission))
        .order_by(Attempt.exercise_id, Attempt.number)
    )
    return list(session.scalars(query))


def find_previous_submission(session: Session, attempt: Attempt) -> Submission | None:
    """What was handed in at the attempt before this one; the caller has already been allowed to see this one."""
    query = (
        select(Submission)
        .join(Submission.attempt)
        .where(
            Attempt.apprenticeship_id == attempt.apprenticeship_id,
            Attempt.exercise_id == attempt.exercise_id,
            Attempt.number == attempt.number - 1,
        )
    )
    return session.scalars(query).one_or_none()


def list_latest_submissions(
    session: Session, apprenticeship_id: UUID, exercise_ids: Sequence[UUID]
) -> list[Submission]:
    """What was handed in last at each of these exercises, with its automark; the caller has been allowed to see it."""
    newest = (
        select(Attempt.exercise_id, func.max(Attempt.number).label("number"))
        .join(Attempt.submission)
        .where(Attempt.apprenticeship_id == apprenticeship_id, Attempt.exercise_id.in_(exercise_ids))
        .group_by(Attempt.exercise_id)
        .subquery()
    )
    query = (
        select(Submission)
        .join(Submission.attempt)
        .join(newest, (newest.c.exercise_id == Attempt.exercise_id) & (newest.c.number == Attempt.number))
        .where(Attempt.apprenticeship_id == apprenticeship_id)
        .options(joinedload(Submission.automark))
        .order_by(Submission.handed_in_at)
    )
    return list(session.scalars(query))


def find_open_attempt(session: Session, apprenticeship_id: UUID, exercise_id: UUID) -> Attempt | None:
    query = select(Attempt).where(
        Attempt.apprenticeship_id == apprenticeship_id,
        Attempt.exercise_id == exercise_id,
        Attempt.state == AttemptState.DRAFTING,
    )
    return session.scalars(query).one_or_none()


def find_last_attempt(session: Session, apprenticeship_id: UUID, exercise_id: UUID) -> Attempt | None:
    query = (
        select(Attempt)
        .where(Attempt.apprenticeship_id == apprenticeship_id, Attempt.exercise_id == exercise_id)
        .order_by(Attempt.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def get_own_apprenticeship(session: Session, *, actor: Person) -> Apprenticeship:
    """The actor's current apprenticeship, or `NotFound`."""
    query = (
        select(Apprenticeship)
        .where(Apprenticeship.apprentice_id == actor.id)
        .order_by(Apprenticeship.starts_on.desc())
        .limit(1)
    )
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound("You have no apprenticeship here yet. Ask your training provider to enrol you.")
    return found


def list_revisions(session: Session, attempt: Attempt) -> list[DraftRevision]:
    """Earlier versions of a draft, newest first."""
    query = select(DraftRevision).where(DraftRevision.attempt_id == attempt.id).order_by(DraftRevision.revision.desc())
    return list(session.scalars(query))
