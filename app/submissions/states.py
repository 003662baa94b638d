"""Where one person stands with each exercise, in a word, a link and a tone: for the project room and my plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.core import clock
from app.core.templating import day, time_of_day
from app.extensions import db
from app.programmes.models import Apprenticeship
from app.submissions.models import Attempt, AttemptState


@dataclass(frozen=True, slots=True)
class ExerciseState:
    """`tone` is a tag's: plan for a draft, watch while a tutor has it, done once feedback is out."""

    words: str
    url: str
    tone: str
    attempt: Attempt


def latest_attempts(session: Session, *, actor: Person) -> dict[UUID, Attempt]:
    """The newest attempt of one's own at each exercise, with its submission: one query."""
    query = (
        select(Attempt)
        .join(Attempt.apprenticeship)
        .where(Apprenticeship.apprentice_id == actor.id)
        .options(joinedload(Attempt.submission))
        .order_by(Attempt.number)
    )
    return {attempt.exercise_id: attempt for attempt in session.scalars(query)}


def exercise_states(person: Person) -> dict[UUID, ExerciseState]:
    return {key: _state(attempt) for key, attempt in latest_attempts(db.session, actor=person).items()}


def _state(attempt: Attempt) -> ExerciseState:
    if attempt.state is AttemptState.DRAFTING or attempt.submission is None:
        today = clock.local(attempt.saved_at).date() == clock.today()
        saved = time_of_day(attempt.saved_at) if today else day(attempt.saved_at)
        return ExerciseState(
            f"Draft, saved {saved}", url_for("submissions.edit", attempt_id=attempt.id), "plan", attempt
        )
    feedback = url_for("marking.feedback", submission_id=attempt.submission.id)
    if attempt.state is AttemptState.HANDED_IN:
        receipt = url_for("submissions.receipt", submission_id=attempt.submission.id)
        return ExerciseState("With your tutor", receipt, "watch", attempt)
    return ExerciseState("Feedback released", feedback, "done", attempt)


def init_app(app: Flask) -> None:
    def words(person: Person) -> dict[UUID, tuple[str, str, str]]:
        return {key: (state.words, state.url, state.tone) for key, state in exercise_states(person).items()}

    app.extensions["exercise_states"] = words
