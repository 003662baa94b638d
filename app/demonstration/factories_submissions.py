"""Attempts at the shipped exercises, in the state a test or the demonstration wants."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.demonstration.factories import NOON, make_apprenticeship
from app.programmes.models import Apprenticeship
from app.scenarios.pack import Exercise
from app.submissions import services
from app.submissions.models import Attempt, Submission


def make_attempt(
    session: Session,
    exercise: Exercise,
    apprenticeship: Apprenticeship | None = None,
    *,
    payload: dict[str, Any] | None = None,
    at: datetime = NOON,
) -> Attempt:
    """An open draft; with a payload, saved once."""
    apprenticeship = apprenticeship or make_apprenticeship(session)
    actor = apprenticeship.apprentice
    attempt = services.open_attempt(session, apprenticeship, exercise, actor=actor, at=at)
    attempt.apprenticeship = apprenticeship
    attempt.submission = None
    if payload is not None:
        services.save_draft(session, attempt, payload, exercise=exercise, based_on=attempt.revision, actor=actor, at=at)
    return attempt


def make_submission(
    session: Session,
    exercise: Exercise,
    apprenticeship: Apprenticeship | None = None,
    *,
    sample: str = "pass",
    at: datetime = NOON,
) -> Submission:
    """A sample of the exercise, drafted and handed in."""
    payload = exercise.samples[sample].payload
    attempt = make_attempt(session, exercise, apprenticeship, payload=payload, at=at)
    actor = attempt.apprenticeship.apprentice
    return services.hand_in(session, attempt, exercise=exercise, based_on=attempt.revision, actor=actor, at=at)
