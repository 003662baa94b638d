"""Reads for enrolling: who and what of the administrator's own provider can be put together."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager

from app.accounts.models import Membership, Person, Role
from app.accounts.policies import organisations_managed_by
from app.core.access import Permission
from app.core.errors import NotFound
from app.programmes.models import Apprenticeship, ApprenticeshipStatus, Cohort

#: A person has at most one apprenticeship in these states; the database sees to it.
CURRENT = (
    ApprenticeshipStatus.ON_PROGRAMME,
    ApprenticeshipStatus.BREAK_IN_LEARNING,
    ApprenticeshipStatus.AT_GATEWAY,
)


def list_enrollable(session: Session, *, actor: Person) -> list[Membership]:
    """Apprentices of the actor's provider who have no current apprenticeship, by name."""
    is_enrolled = exists().where(
        Apprenticeship.apprentice_id == Membership.person_id, Apprenticeship.status.in_(CURRENT)
    )
    return list(session.scalars(_members(actor, Role.APPRENTICE).where(~is_enrolled)))


def list_tutors(session: Session, *, actor: Person) -> list[Membership]:
    return list(session.scalars(_members(actor, Role.TUTOR)))


def list_line_managers(session: Session, *, actor: Person) -> list[Membership]:
    """Line managers of the provider's employers, by employer and name."""
    return sorted(session.scalars(_members(actor, Role.LINE_MANAGER)), key=lambda each: each.organisation.name.lower())


def get_member(session: Session, membership_id: UUID, role: Role, *, actor: Person) -> Membership:
    """Somebody who holds this role with the actor's provider or its employers, with person and organisation."""
    member = session.scalars(_members(actor, role).where(Membership.id == membership_id)).one_or_none()
    if member is None:
        raise NotFound(f"There is no such {role.title.lower()} among your people.")
    return member


def list_cohorts(session: Session, *, actor: Person) -> list[Cohort]:
    """The provider's cohorts, newest first."""
    providers = actor.organisations_granting(Permission.PEOPLE_MANAGE)
    query = select(Cohort).where(Cohort.provider_id.in_(providers)).order_by(Cohort.created_at.desc(), Cohort.name)
    return list(session.scalars(query))


def _members(actor: Person, role: Role) -> Select[Membership]:
    """Active people with a role where the actor manages people, by name."""
    return (
        select(Membership)
        .join(Membership.person)
        .join(Membership.organisation)
        .where(Membership.role == role, Person.is_active, organisations_managed_by(actor))
        .options(contains_eager(Membership.person), contains_eager(Membership.organisation))
        .order_by(func.lower(Person.name), Person.email)
    )
