"""Reading what a visited page has changed: a visit expires everything the test's own session had loaded."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.marking.models import MarkSheet
from app.marking.queries import find_sheet
from app.programmes.models import Apprenticeship
from app.submissions.models import Attempt, Submission


def sheet_of(session: Session, submission_id: UUID) -> MarkSheet | None:
    return find_sheet(session, submission_id)


def reread(session: Session, submission_id: UUID) -> Submission:
    """The submission with everybody around it, ready for services again."""
    apprenticeship = joinedload(Submission.attempt).joinedload(Attempt.apprenticeship)
    query = (
        select(Submission)
        .where(Submission.id == submission_id)
        .execution_options(populate_existing=True)
        .options(
            apprenticeship.joinedload(Apprenticeship.apprentice).selectinload(Person.memberships),
            apprenticeship.joinedload(Apprenticeship.tutor).selectinload(Person.memberships),
            joinedload(Submission.automark),
        )
    )
    return session.scalars(query).one()
