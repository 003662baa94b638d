"""Work that a tutor has begun to mark, or has marked and released, with the levels its sample is meant to get."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.demonstration.factories import NOON
from app.engines.rubric import Level
from app.marking import releasing, services
from app.marking.desk import read_marks
from app.marking.models import MarkSheet
from app.marking.queries import find_sheet
from app.marking.standing import Standing
from app.scenarios.pack import Exercise
from app.submissions.models import Submission

REASON = "Read as a whole, the work shows this level."


def tutor_of(submission: Submission) -> Person:
    return submission.attempt.apprenticeship.tutor


def make_marks(
    session: Session, submission: Submission, levels: Mapping[str, Level], *, at: datetime = NOON
) -> MarkSheet | None:
    """Decide these criteria as the apprenticeship's tutor, with a reason wherever the checks are overruled."""
    sheet = find_sheet(session, submission.id)
    for standing in read_marks(session, submission).standings:
        if standing.id in levels:
            level = levels[standing.id]
            sheet = services.decide(
                session,
                submission,
                standing.id,
                level=level,
                reason=REASON if standing.needs_reason(level) else "",
                based_on=standing.revision,
                actor=tutor_of(submission),
                at=at,
            )
    return sheet


def make_complete(
    session: Session, submission: Submission, exercise: Exercise, *, sample: str = "pass", at: datetime = NOON
) -> None:
    """Decide every criterion that the checks leave open, as the sample says a tutor would."""
    expected = exercise.samples[sample].expect
    open_ones = [each for each in read_marks(session, submission).standings if not each.is_decided]
    make_marks(session, submission, {each.id: _level(each, expected) for each in open_ones}, at=at)


def _level(standing: Standing, expected: Mapping[str, Level]) -> Level:
    return expected.get(standing.id) or standing.proposed or Level.PASS


def make_released(
    session: Session,
    submission: Submission,
    exercise: Exercise,
    *,
    sample: str = "pass",
    comments: Mapping[str, str] | None = None,
    at: datetime = NOON,
) -> MarkSheet:
    """Mark a handed-in sample as it expects, with comments by row ref (empty: on the whole), and release it."""
    tutor = tutor_of(submission)
    make_complete(session, submission, exercise, sample=sample, at=at)
    for where, text in (comments or {}).items():
        services.comment(session, submission, text=text, where=where, actor=tutor, at=at)
    shown = read_marks(session, submission).fingerprint
    return releasing.release(session, submission, shown=shown, actor=tutor, at=at)
