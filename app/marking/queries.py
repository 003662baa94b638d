"""Reads: one submission with its marks, the attempts around it, and what other rooms need to know of marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.accounts.models import Person
from app.core.errors import NotFound
from app.core.events import Event
from app.engines.rubric import Level
from app.marking.models import Comment, CriterionMark, FeedbackAction, MarkSheet, Purpose
from app.marking.policies import desk_visible_to
from app.programmes.models import Apprenticeship
from app.submissions.models import Attempt, AttemptState, Submission
from app.submissions.policies import visible_to
from app.submissions.queries import GONE


def get_submission_for_desk(session: Session, submission_id: UUID, *, actor: Person) -> Submission:
    """The submission with its automark, attempt, apprenticeship and apprentice, or `NotFound`."""
    query = _whole().where(Submission.id == submission_id, desk_visible_to(actor))
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound(GONE)
    return found


def _whole() -> Select[Submission]:
    apprenticeship = contains_eager(Submission.attempt).contains_eager(Attempt.apprenticeship)
    return (
        select(Submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .options(
            apprenticeship.joinedload(Apprenticeship.apprentice),
            apprenticeship.joinedload(Apprenticeship.tutor),
            joinedload(Submission.automark),
        )
    )


def find_sheet(session: Session, submission_id: UUID) -> MarkSheet | None:
    """The first marker's sheet with its marks and comments; the caller has been allowed to see the submission."""
    return session.scalars(_sheet(submission_id).options(joinedload(MarkSheet.marker))).one_or_none()


def find_sheet_anew(session: Session, submission_id: UUID) -> MarkSheet | None:
    """`find_sheet` as the database has it now, whatever this session has read of it before. For writers' turns.

    The marker is left out: refreshing a person would unload the memberships of whoever is signed in.
    """
    return session.scalars(_sheet(submission_id).execution_options(populate_existing=True)).one_or_none()


def _sheet(submission_id: UUID) -> Select[MarkSheet]:
    return (
        select(MarkSheet)
        .where(MarkSheet.submission_id == submission_id, MarkSheet.purpose == Purpose.FIRST)
        .options(selectinload(MarkSheet.marks), selectinload(MarkSheet.comments))
    )


def get_comment(session: Session, comment_id: UUID, *, actor: Person) -> tuple[Comment, Submission]:
    """A comment and the submission it is on, for those who may see the desk; or `NotFound`."""
    query = (
        select(Comment, MarkSheet.submission_id)
        .join(Comment.mark_sheet)
        .join(MarkSheet.submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .where(Comment.id == comment_id, desk_visible_to(actor))
    )
    if (found := session.execute(query).one_or_none()) is None:
        raise NotFound("There is no such comment, or it is not yours to see.")
    return found[0], get_submission_for_desk(session, found[1], actor=actor)


def get_action(session: Session, action_id: UUID, *, actor: Person) -> tuple[FeedbackAction, Submission]:
    """A line of a to-do list and the submission it came from, for those who may see the feedback; or `NotFound`."""
    query = (
        select(FeedbackAction, Submission)
        .join(MarkSheet, MarkSheet.id == FeedbackAction.mark_sheet_id)
        .join(MarkSheet.submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .where(FeedbackAction.id == action_id, visible_to(actor))
        .options(contains_eager(Submission.attempt).contains_eager(Attempt.apprenticeship))
    )
    if (found := session.execute(query).one_or_none()) is None:
        raise NotFound("There is no such thing to do, or it is not yours to see.")
    return found[0], found[1]


def list_actions(session: Session, sheet: MarkSheet) -> list[FeedbackAction]:
    """The to-do list that was made when the sheet was released, in order."""
    query = select(FeedbackAction).where(FeedbackAction.mark_sheet_id == sheet.id).order_by(FeedbackAction.position)
    return list(session.scalars(query))


def find_decider(session: Session, stream_id: UUID, mark: CriterionMark) -> str:
    """The name of the person who made a decision, from the record of the apprenticeship; empty if it is not there."""
    query = (
        select(Person.name)
        .join(Event, Event.actor_id == Person.id)
        .where(Event.stream_id == stream_id, Event.subject_id == mark.id)
        .limit(1)
    )
    return session.scalar(query) or ""


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt at the same exercise, with its released sheet if feedback is out."""

    attempt: Attempt
    sheet: MarkSheet | None


def list_tries(session: Session, submission: Submission, *, actor: Person) -> list[Tried]:
    """Every attempt at this exercise by this apprentice, by number. A draft is listed for its own author only."""
    attempt = submission.attempt
    released = and_(
        MarkSheet.submission_id == Submission.id,
        MarkSheet.purpose == Purpose.FIRST,
        MarkSheet.released_at.is_not(None),
    )
    query = (
        select(Attempt, MarkSheet)
        .join(Attempt.apprenticeship)
        .outerjoin(Attempt.submission)
        .outerjoin(MarkSheet, released)
        .where(
            Attempt.apprenticeship_id == attempt.apprenticeship_id,
            Attempt.exercise_id == attempt.exercise_id,
            visible_to(actor),
        )
        .options(contains_eager(Attempt.submission))
        .order_by(Attempt.number)
    )
    return [Tried(each, sheet) for each, sheet in session.execute(query)]


@dataclass(frozen=True, slots=True)
class ReleasedOutcome:
    """The best released result at one exercise. `passed_at` is when a pass or better was first released."""

    sheet_id: UUID
    submission_id: UUID
    attempt_number: int
    outcome: Level
    score: Decimal
    released_at: datetime
    passed_at: datetime | None


def released_outcomes(
    session: Session, apprenticeship_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], ReleasedOutcome]:
    """The best released outcome by (apprenticeship id, exercise id), in one query.

    Best is the highest outcome, then the highest score, then the later attempt. The caller has already been allowed
    to see these apprenticeships; nothing here is work itself.
    """
    query = (
        select(Attempt.apprenticeship_id, Attempt.exercise_id, Attempt.number, MarkSheet)
        .join(Submission, Submission.attempt_id == Attempt.id)
        .join(MarkSheet, MarkSheet.submission_id == Submission.id)
        .where(
            Attempt.apprenticeship_id.in_(apprenticeship_ids),
            MarkSheet.purpose == Purpose.FIRST,
            MarkSheet.released_at.is_not(None),
        )
        .order_by(Attempt.number)
    )
    by_exercise: dict[tuple[UUID, UUID], list[tuple[int, MarkSheet]]] = {}
    for apprenticeship_id, exercise_id, number, sheet in session.execute(query):
        by_exercise.setdefault((apprenticeship_id, exercise_id), []).append((number, sheet))
    return {key: _best(sheets) for key, sheets in by_exercise.items()}


def _best(sheets: Sequence[tuple[int, MarkSheet]]) -> ReleasedOutcome:
    results = [
        ReleasedOutcome(sheet.id, sheet.submission_id, number, sheet.outcome, sheet.score, sheet.released_at, None)
        for number, sheet in sheets
        if sheet.outcome is not None and sheet.score is not None and sheet.released_at is not None
    ]
    best = max(results, key=lambda each: (each.outcome.points, each.score, each.attempt_number))
    passed = [each.released_at for each in results if each.outcome is not Level.NOT_YET]
    return ReleasedOutcome(
        best.sheet_id,
        best.submission_id,
        best.attempt_number,
        best.outcome,
        best.score,
        best.released_at,
        min(passed, default=None),
    )


@dataclass(frozen=True, slots=True)
class LatestState:
    """Where the latest attempt at an exercise stands; the submission's id and time once it is handed in."""

    attempt_id: UUID
    number: int
    state: AttemptState
    saved_at: datetime
    submission_id: UUID | None
    handed_in_at: datetime | None


def latest_states(session: Session, apprenticeship_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], LatestState]:
    """The state of the latest attempt by (apprenticeship id, exercise id), in one query; as `released_outcomes`."""
    query = (
        select(
            Attempt.apprenticeship_id,
            Attempt.exercise_id,
            Attempt.id,
            Attempt.number,
            Attempt.state,
            Attempt.saved_at,
            Submission.id,
            Submission.handed_in_at,
        )
        .outerjoin(Attempt.submission)
        .where(Attempt.apprenticeship_id.in_(apprenticeship_ids))
        .order_by(Attempt.number)
    )
    return {(row[0], row[1]): LatestState(*row[2:]) for row in session.execute(query)}


@dataclass(frozen=True, slots=True)
class WaitingCount:
    count: int
    oldest_at: datetime


def waiting_counts(session: Session, tutor_ids: Collection[UUID]) -> Mapping[UUID, WaitingCount]:
    """How much handed-in work waits for each tutor's feedback, and since when; tutors with none are left out."""
    query = (
        select(Apprenticeship.tutor_id, func.count(), func.min(Submission.handed_in_at))
        .select_from(Submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .where(Apprenticeship.tutor_id.in_(tutor_ids), Attempt.state == AttemptState.HANDED_IN)
        .group_by(Apprenticeship.tutor_id)
    )
    return {tutor_id: WaitingCount(count, oldest) for tutor_id, count, oldest in session.execute(query)}
