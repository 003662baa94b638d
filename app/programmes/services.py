"""Enrols apprentices: who trains, employs, manages and teaches them, and the baseline they are measured against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Membership, Person, Role
from app.core import events
from app.core.errors import DomainError, Refused
from app.notices.services import notify
from app.programmes.baseline import DutyPlan, gateway_after, make_baselines
from app.programmes.models import Apprenticeship, Cohort, StandardVersion
from app.programmes.queries import get_member
from app.programmes.standard import Standard

SHORTEST_MONTHS, USUAL_MONTHS, LONGEST_MONTHS = 12, 18, 36


class AlreadyEnrolled(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is already on an apprenticeship.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is agreed when somebody starts. People are given by the membership that makes them fit for the part."""

    apprentice: UUID
    line_manager: UUID
    tutor: UUID
    cohort: str
    starts_on: date
    months: int


def enrol(
    session: Session,
    terms: Enrolment,
    *,
    actor: Person,
    standard: Standard,
    plan: tuple[DutyPlan, ...],
    at: datetime,
) -> Apprenticeship:
    """Start an apprenticeship and set its baseline; everybody concerned is told.

    The employer is the line manager's. Raises `NotFound` for somebody outside the actor's reach, `Refused` when the
    people do not fit together, `AlreadyEnrolled` when the apprentice has a current apprenticeship.
    """
    if not SHORTEST_MONTHS <= terms.months <= LONGEST_MONTHS:
        raise Refused(f"An apprenticeship lasts {SHORTEST_MONTHS} to {LONGEST_MONTHS} months to its gateway.")
    apprentice = get_member(session, terms.apprentice, Role.APPRENTICE, actor=actor)
    line_manager = get_member(session, terms.line_manager, Role.LINE_MANAGER, actor=actor)
    tutor = get_member(session, terms.tutor, Role.TUTOR, actor=actor)
    _fit_together(apprentice, line_manager, tutor)
    gateway_on = gateway_after(terms.starts_on, terms.months)
    apprenticeship = Apprenticeship(
        apprentice=apprentice.person,
        provider=apprentice.organisation,
        employer=line_manager.organisation,
        line_manager=line_manager.person,
        tutor=tutor.person,
        cohort=get_or_make_cohort(session, apprentice.organisation_id, terms.cohort),
        standard_version=get_or_make_standard_version(session, standard),
        starts_on=terms.starts_on,
        gateway_on=gateway_on,
        created_at=at,
        baselines=make_baselines(plan, terms.starts_on, gateway_on),
    )
    try:
        with session.begin_nested():
            session.add(apprenticeship)
    except IntegrityError as error:
        if "apprenticeship" in str(error.orig) and "apprentice_id" in str(error.orig):
            raise AlreadyEnrolled(apprentice.person.name) from error
        raise
    _tell(session, apprenticeship, actor=actor, at=at)
    return apprenticeship


def _fit_together(apprentice: Membership, line_manager: Membership, tutor: Membership) -> None:
    if apprentice.person_id in {line_manager.person_id, tutor.person_id}:
        raise Refused("Nobody can be their own line manager or tutor.")
    provider = apprentice.organisation_id
    if tutor.organisation_id != provider or line_manager.organisation.provider_id != provider:
        raise Refused("The apprentice, their tutor and their employer must belong to the same training provider.")


def _tell(session: Session, apprenticeship: Apprenticeship, *, actor: Person, at: datetime) -> None:
    apprentice, starts_on = apprenticeship.apprentice, apprenticeship.starts_on
    events.record(
        session,
        stream_id=apprenticeship.id,
        action="apprenticeship.enrolled",
        subject_id=apprenticeship.id,
        actor_id=actor.id,
        at=at,
        detail={
            "apprentice": str(apprentice.id),
            "employer": str(apprenticeship.employer.id),
            "line_manager": str(apprenticeship.line_manager.id),
            "tutor": str(apprenticeship.tutor.id),
            "starts_on": starts_on.isoformat(),
            "gateway_on": apprenticeship.gateway_on.isoformat(),
            "weights": {str(each.duty): each.weight for each in apprenticeship.baselines},
        },
    )
    starts = f"{starts_on.day} {starts_on:%B %Y}"
    subject = f"{apprentice.name}: apprenticeship starting {starts}"
    for person, text in (
        (apprentice, f"You are enrolled from {starts}. Your plan to gateway is ready."),
        (apprenticeship.tutor, f"{apprentice.name} is on your caseload from {starts}."),
        (apprenticeship.line_manager, f"{apprentice.name} is enrolled from {starts}, with you as line manager."),
    ):
        notify(session, person.id, text, "/", at=at, email=person, subject=subject)


def get_or_make_cohort(session: Session, provider_id: UUID, name: str) -> Cohort:
    """The provider's cohort of this name; a new one is added to the session's work, not flushed."""
    query = select(Cohort).where(Cohort.provider_id == provider_id, Cohort.name == name)
    return session.scalars(query).one_or_none() or Cohort(provider_id=provider_id, name=name)


def get_or_make_standard_version(session: Session, standard: Standard) -> StandardVersion:
    """The row that apprenticeships of this version of the standard point at; new ones are bound to today's."""
    facts = {"reference": standard.reference, "version": standard.version, "frame": standard.frame}
    query = select(StandardVersion).filter_by(**facts)
    return session.scalars(query).one_or_none() or StandardVersion(**facts)
