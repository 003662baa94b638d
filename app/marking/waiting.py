"""The queue: a tutor's handed-in work that waits for feedback, oldest first, and how long it has waited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, defer

from app.accounts.models import Person
from app.core.paging import Page, page
from app.engines.rubric import MarkedBy
from app.marking.models import CriterionMark, MarkSheet, Purpose
from app.marking.policies import teaches
from app.programmes.models import Apprenticeship
from app.submissions.models import Attempt, AttemptState, Submission

QUEUE_PAGE = 25
#: How long work may wait for feedback before the queue says so: first a warning, then late.
WATCH_AFTER = timedelta(days=3)
LATE_AFTER = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One piece of work in the queue, with how much of its rubric is decided."""

    submission: Submission
    decided: int
    total: int

    @property
    def apprentice(self) -> Person:
        return self.submission.attempt.apprenticeship.apprentice

    @property
    def title(self) -> str:
        title: str = self.submission.exercise["title"]
        return title

    def tone(self, now: datetime) -> str:
        """How the waiting time is shown: `late` after five days, `watch` after three, `off` before."""
        waited = now - self.submission.handed_in_at
        if waited > LATE_AFTER:
            return "late"
        return "watch" if waited > WATCH_AFTER else "off"


@dataclass(frozen=True, slots=True)
class ExerciseWaiting:
    exercise_id: UUID
    title: str
    count: int


def _waiting(actor: Person, exercise_id: UUID | None) -> Select[Submission]:
    query = (
        select(Submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .where(teaches(actor), Attempt.state == AttemptState.HANDED_IN)
    )
    return query.where(Attempt.exercise_id == exercise_id) if exercise_id else query


def list_queue(
    session: Session, *, actor: Person, exercise_id: UUID | None = None, number: int = 1, size: int = QUEUE_PAGE
) -> Page[QueueLine]:
    """The tutor's handed-in, unreleased work, oldest first: two queries, however much waits."""
    query = (
        _waiting(actor, exercise_id)
        .options(
            contains_eager(Submission.attempt)
            .contains_eager(Attempt.apprenticeship)
            .joinedload(Apprenticeship.apprentice),
            contains_eager(Submission.attempt).defer(Attempt.payload),
            defer(Submission.content),
        )
        .order_by(Submission.handed_in_at, Submission.id)
    )
    found = page(session, query, number, size)
    decided = _decided_by_person(session, [each.id for each in found.items])
    lines = [_line(each, decided.get(each.id, set())) for each in found.items]
    return Page(lines, found.number, found.has_next)


def _line(submission: Submission, decided: set[str]) -> QueueLine:
    rubric = submission.exercise["rubric"]
    settled = {each["id"] for each in rubric if each["marked_by"] == MarkedBy.CHECKS}
    return QueueLine(submission, len(settled | decided), len(rubric))


def _decided_by_person(session: Session, submission_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    query = (
        select(MarkSheet.submission_id, CriterionMark.criterion_id)
        .join(MarkSheet.marks)
        .where(MarkSheet.submission_id.in_(submission_ids), MarkSheet.purpose == Purpose.FIRST)
        .distinct()
    )
    found: dict[UUID, set[str]] = {}
    for submission_id, criterion_id in session.execute(query):
        found.setdefault(submission_id, set()).add(criterion_id)
    return found


def list_exercises_waiting(session: Session, *, actor: Person) -> list[ExerciseWaiting]:
    """The exercises in the tutor's queue with how many wait at each, by title."""
    title = func.min(Submission.exercise["title"].as_string())
    query = (
        select(Attempt.exercise_id, title, func.count())
        .select_from(Submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .where(teaches(actor), Attempt.state == AttemptState.HANDED_IN)
        .group_by(Attempt.exercise_id)
        .order_by(title, Attempt.exercise_id)
    )
    return [ExerciseWaiting(*row) for row in session.execute(query)]
