"""Reads: how far apprentices are, always for a whole set at once, so five cost as many queries as two thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.core.errors import NotFound
from app.marking.models import FeedbackAction, MarkSheet, Purpose
from app.marking.queries import latest_states, released_outcomes
from app.portfolio import coverage
from app.portfolio.models import Claim, ClaimState, Evidence
from app.programmes.models import Apprenticeship, ApprenticeshipStatus, DutyBaseline
from app.programmes.queries import CURRENT
from app.progress import attention
from app.progress.attention import Queue
from app.progress.measuring import Facts, Progress, Yardstick
from app.progress.plan import DutyDates, Standing, Terms, work_out
from app.progress.policies import managed_by, on_caseload_of, watched_by
from app.submissions.models import Attempt, Submission

Key = TypeVar("Key")
Value = TypeVar("Value")
GONE = "There is no such apprentice, or they are not yours to see."
#: Standings that do not come from the figures.
UNMEASURED = {
    ApprenticeshipStatus.BREAK_IN_LEARNING: Standing.PAUSED,
    ApprenticeshipStatus.AT_GATEWAY: Standing.AT_GATEWAY,
    ApprenticeshipStatus.COMPLETED: Standing.ENDED,
    ApprenticeshipStatus.WITHDRAWN: Standing.ENDED,
}


def list_caseload(session: Session, *, actor: Person, yardstick: Yardstick) -> list[Progress]:
    """Everybody current on the actor's caseload, who needs attention first at the top."""
    found = _current(session, on_caseload_of(actor), yardstick)
    return sorted(found, key=lambda each: attention.order(each.reasons, each.name))


def list_managed(session: Session, *, actor: Person, yardstick: Yardstick) -> list[Progress]:
    """The line manager's current apprentices, by name."""
    return sorted(_current(session, managed_by(actor), yardstick), key=lambda each: each.name.casefold())


def get_watched(session: Session, apprenticeship_id: UUID, *, actor: Person, yardstick: Yardstick) -> Progress:
    """One apprentice for their tutor, line manager or an overseer; or `NotFound`."""
    found = _load(session, Apprenticeship.id == apprenticeship_id, watched_by(actor), yardstick=yardstick)
    if not found:
        raise NotFound(GONE)
    return found[0]


def find_own(session: Session, *, actor: Person, yardstick: Yardstick) -> Progress | None:
    """The actor's own apprenticeship: the current one, or else the latest; None for somebody who has none."""
    found = _load(session, Apprenticeship.apprentice_id == actor.id, yardstick=yardstick)
    newest = sorted(found, key=lambda each: each.apprenticeship.starts_on, reverse=True)
    current = [each for each in newest if each.apprenticeship.status in CURRENT]
    return next(iter(current or newest), None)


def _current(session: Session, whose: ColumnElement[bool], yardstick: Yardstick) -> list[Progress]:
    return _load(session, whose, Apprenticeship.status.in_(CURRENT), yardstick=yardstick)


def _load(session: Session, *where: ColumnElement[bool], yardstick: Yardstick) -> list[Progress]:
    """Six queries, whatever the size of the set."""
    query = (
        select(Apprenticeship)
        .where(*where)
        .options(
            joinedload(Apprenticeship.apprentice),
            joinedload(Apprenticeship.tutor),
            joinedload(Apprenticeship.line_manager),
            joinedload(Apprenticeship.employer),
        )
    )
    apprenticeships = session.scalars(query).all()
    ids = [each.id for each in apprenticeships]
    baselines = _baselines(session, ids)
    facts = _facts(session, ids)
    return [_progress(each, baselines[each.id], facts(each.id), yardstick) for each in apprenticeships]


def _progress(
    apprenticeship: Apprenticeship, duties: Sequence[DutyDates], facts: Facts, yardstick: Yardstick
) -> Progress:
    terms = Terms(
        apprenticeship.starts_on, apprenticeship.gateway_on, tuple(duties), UNMEASURED.get(apprenticeship.status)
    )
    plan = work_out(terms, facts.duty_states(yardstick), today=yardstick.today, rules=yardstick.rules)
    return Progress(apprenticeship, plan, facts, yardstick)


def _baselines(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[DutyDates]]:
    query = (
        select(
            DutyBaseline.apprenticeship_id,
            DutyBaseline.duty,
            DutyBaseline.starts_on,
            DutyBaseline.finishes_on,
            DutyBaseline.weight,
        )
        .where(DutyBaseline.apprenticeship_id.in_(ids))
        .order_by(DutyBaseline.duty)
    )
    found: dict[UUID, list[DutyDates]] = {each: [] for each in ids}
    for row in session.execute(query):
        found[row.apprenticeship_id].append(DutyDates(row.duty, row.starts_on, row.finishes_on, row.weight))
    return found


def _facts(session: Session, ids: Sequence[UUID]) -> Callable[[UUID], Facts]:
    claims = _by_apprenticeship(coverage.states(session, ids).items())
    outcomes = _by_apprenticeship(released_outcomes(session, ids).items())
    attempts = _by_apprenticeship(latest_states(session, ids).items())
    to_decide = _claims_to_decide(session, ids)

    def of(apprenticeship_id: UUID) -> Facts:
        return Facts(
            claims.get(apprenticeship_id, {}),
            outcomes.get(apprenticeship_id, {}),
            attempts.get(apprenticeship_id, {}),
            to_decide.get(apprenticeship_id),
        )

    return of


def _by_apprenticeship(found: Iterable[tuple[tuple[UUID, Key], Value]]) -> dict[UUID, dict[Key, Value]]:
    grouped: dict[UUID, dict[Key, Value]] = {}
    for (apprenticeship_id, key), value in found:
        grouped.setdefault(apprenticeship_id, {})[key] = value
    return grouped


def _claims_to_decide(session: Session, ids: Sequence[UUID]) -> dict[UUID, Queue]:
    query = (
        select(Evidence.apprenticeship_id, func.count(), func.min(Claim.created_at))
        .select_from(Claim)
        .join(Claim.evidence)
        .where(
            Evidence.apprenticeship_id.in_(ids),
            Evidence.withdrawn_at.is_(None),
            Claim.state == ClaimState.WITH_TUTOR,
        )
        .group_by(Evidence.apprenticeship_id)
    )
    return {apprenticeship_id: Queue(count, since) for apprenticeship_id, count, since in session.execute(query)}


@dataclass(frozen=True, slots=True)
class ToDo:
    """The to-do list of one released piece of feedback: how much of it is left."""

    exercise_id: UUID
    submission_id: UUID
    marker: str
    left: int
    total: int


def list_to_dos(session: Session, *, actor: Person) -> list[ToDo]:
    """The actor's own feedback that still has something to act on, of the newest release at each exercise."""
    query = (
        select(
            Attempt.exercise_id,
            Submission.id,
            Person.name,
            func.count(FeedbackAction.id) - func.count(FeedbackAction.done_at),
            func.count(FeedbackAction.id),
        )
        .select_from(MarkSheet)
        .join(MarkSheet.submission)
        .join(Submission.attempt)
        .join(Attempt.apprenticeship)
        .join(MarkSheet.marker)
        .join(FeedbackAction, FeedbackAction.mark_sheet_id == MarkSheet.id)
        .where(
            Apprenticeship.apprentice_id == actor.id,
            MarkSheet.purpose == Purpose.FIRST,
            MarkSheet.released_at.is_not(None),
        )
        .group_by(Attempt.exercise_id, Attempt.number, Submission.id, Person.name)
        .order_by(Attempt.number)
    )
    newest = {row[0]: ToDo(*row) for row in session.execute(query)}
    return [each for each in newest.values() if each.left]
