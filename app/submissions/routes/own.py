"""The attempt that a request is about, which has to be one's own."""

from __future__ import annotations

from uuid import UUID

from app.accounts.current import actor
from app.core.errors import NotFound
from app.extensions import db
from app.scenarios.library import library
from app.scenarios.pack import Exercise
from app.submissions import dossier, queries
from app.submissions.models import Attempt


def own_draft(attempt_id: UUID) -> tuple[Attempt, Exercise]:
    """One's own attempt, and its exercise with what it builds on. Somebody else's, even one's apprentice's, is not
    found here."""
    attempt = queries.get_attempt(db.session, attempt_id, actor=actor())
    if attempt.apprenticeship.apprentice_id != actor().id:
        raise NotFound(queries.GONE)
    return attempt, dossier.own(db.session, attempt, library().exercise(attempt.exercise_id))


def submission_id_of(attempt: Attempt) -> UUID:
    if attempt.submission is None:
        raise NotFound(queries.GONE)
    return attempt.submission.id
