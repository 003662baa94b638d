"""Reads. Every query that returns evidence takes the actor and applies the policy itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from app.accounts.models import Person
from app.core.errors import NotFound
from app.core.events import Event
from app.core.paging import Page, page
from app.portfolio.models import Claim, ClaimDecision, ClaimState, Evidence, EvidenceFile
from app.portfolio.policies import decidable_by, visible_to
from app.programmes.models import Apprenticeship, StandardVersion

GONE = "There is no such piece of evidence, or it is not yours to see."
#: The event of an apprentice answering what a tutor asked for.
SENT_BACK = "claim sent back"


def get_evidence(session: Session, evidence_id: UUID, *, actor: Person, locked: bool = False) -> Evidence:
    """The piece with its apprenticeship, people, files, claims and decisions, or `NotFound`.

    With `locked`, everybody else who would change this piece waits until this transaction ends.
    """
    query = (
        select(Evidence)
        .join(Evidence.apprenticeship)
        .where(Evidence.id == evidence_id, visible_to(actor))
        .options(
            contains_eager(Evidence.apprenticeship).joinedload(Apprenticeship.apprentice),
            contains_eager(Evidence.apprenticeship).joinedload(Apprenticeship.tutor),
            selectinload(Evidence.files),
            selectinload(Evidence.claims).joinedload(Claim.decisions).joinedload(ClaimDecision.decided_by),
        )
    )
    if locked:
        query = query.with_for_update(of=Evidence)
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound(GONE)
    return found


def get_claim(session: Session, claim_id: UUID, *, actor: Person) -> Claim:
    """A claim to act on, with its whole piece of evidence, locked; or `NotFound`."""
    evidence_id = session.scalar(select(Claim.evidence_id).where(Claim.id == claim_id))
    if evidence_id is None:
        raise NotFound(GONE)
    evidence = get_evidence(session, evidence_id, actor=actor, locked=True)
    claim = next(claim for claim in evidence.claims if claim.id == claim_id)
    set_committed_value(claim, "evidence", evidence)  # the claim keeps its evidence in memory
    return claim


def get_file(session: Session, file_id: UUID, *, actor: Person) -> EvidenceFile:
    """The file's row, or `NotFound` for whoever may not see the evidence it is on."""
    query = (
        select(EvidenceFile)
        .join(EvidenceFile.evidence)
        .join(Evidence.apprenticeship)
        .where(EvidenceFile.id == file_id, visible_to(actor))
    )
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound("There is no such file, or it is not yours to see.")
    return found


def get_apprenticeship(session: Session, apprenticeship_id: UUID, *, actor: Person) -> Apprenticeship:
    """An apprenticeship whose evidence this actor may see, with its apprentice; or `NotFound`."""
    query = (
        select(Apprenticeship)
        .where(Apprenticeship.id == apprenticeship_id, visible_to(actor))
        .options(joinedload(Apprenticeship.apprentice))
    )
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound(GONE)
    return found


def find_own_apprenticeship(session: Session, *, actor: Person) -> Apprenticeship | None:
    """The actor's latest apprenticeship with its baselines; None for somebody who is no apprentice."""
    query = (
        select(Apprenticeship)
        .where(Apprenticeship.apprentice_id == actor.id)
        .options(joinedload(Apprenticeship.apprentice), joinedload(Apprenticeship.baselines))
        .order_by(Apprenticeship.starts_on.desc())
        .limit(1)
    )
    return session.scalars(query).unique().one_or_none()


def list_evidence(session: Session, apprenticeship_id: UUID, *, actor: Person) -> list[Evidence]:
    """Every piece of an apprenticeship with its claims, withdrawn ones too, what happened last first."""
    query = (
        select(Evidence)
        .join(Evidence.apprenticeship)
        .where(Evidence.apprenticeship_id == apprenticeship_id, visible_to(actor))
        .options(selectinload(Evidence.claims))
        .order_by(Evidence.happened_on.desc(), Evidence.created_at.desc(), Evidence.id)
    )
    return list(session.scalars(query))


def list_claims(session: Session, apprenticeship_id: UUID, *, actor: Person) -> list[Claim]:
    """The claims that count, in the apprenticeship's frame, each with its evidence; oldest first."""
    query = (
        select(Claim)
        .join(Claim.evidence)
        .join(Evidence.apprenticeship)
        .join(Apprenticeship.standard_version)
        .where(
            Evidence.apprenticeship_id == apprenticeship_id,
            Evidence.withdrawn_at.is_(None),
            Claim.frame == StandardVersion.frame,
            visible_to(actor),
        )
        .options(contains_eager(Claim.evidence))
        .order_by(Claim.created_at, Claim.id)
    )
    return list(session.scalars(query))


def list_answers(session: Session, evidence: Evidence) -> dict[UUID, list[Event]]:
    """What the apprentice sent back to the tutor, by claim, oldest first; the caller may already see the evidence."""
    answers: dict[UUID, list[Event]] = {}
    query = (
        select(Event)
        .where(
            Event.stream_id == evidence.apprenticeship_id,
            Event.subject_id.in_([claim.id for claim in evidence.claims]),
            Event.action == SENT_BACK,
        )
        .order_by(Event.sequence)
    )
    for event in session.scalars(query):
        answers.setdefault(event.subject_id, []).append(event)
    return answers


#: Since when a claim has been waiting: since the apprentice last sent it back, or since it was made.
_SENT_BACK_AT = (
    select(func.max(Event.at))
    .where(
        Event.stream_id == Evidence.apprenticeship_id,
        Event.subject_id == Claim.id,
        Event.action == SENT_BACK,
    )
    .correlate(Evidence, Claim)
    .scalar_subquery()
)
_WAITING_SINCE = func.coalesce(_SENT_BACK_AT, Claim.created_at)


def list_waiting(session: Session, number: int, *, actor: Person) -> Page[Claim]:
    """A page of the claims this tutor is to decide, the one that has waited longest first."""
    query = (
        select(Claim)
        .join(Claim.evidence)
        .join(Evidence.apprenticeship)
        .where(_is_waiting_for(actor))
        .options(
            contains_eager(Claim.evidence).contains_eager(Evidence.apprenticeship).joinedload(Apprenticeship.apprentice)
        )
        .order_by(_WAITING_SINCE, Claim.id)
    )
    return page(session, query, number)


def waiting_since(session: Session, claims: Iterable[Claim]) -> dict[UUID, datetime]:
    """When each of these claims last came to the tutor."""
    query = select(Claim.id, _WAITING_SINCE).join(Claim.evidence).where(Claim.id.in_([claim.id for claim in claims]))
    return {row[0]: row[1] for row in session.execute(query)}


def waiting_claims_count(session: Session, actor: Person) -> int:
    """How many claims wait for this tutor's decision; 0 for anybody who decides none."""
    query = (
        select(func.count(Claim.id)).join(Claim.evidence).join(Evidence.apprenticeship).where(_is_waiting_for(actor))
    )
    return session.scalar(query) or 0


def _is_waiting_for(actor: Person) -> ColumnElement[bool]:
    return and_(Claim.state == ClaimState.WITH_TUTOR, Evidence.withdrawn_at.is_(None), decidable_by(actor))
