"""Reads of people and organisations, each as somebody: an administrator sees their own provider and its employers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.accounts.models import Membership, Organisation, OrganisationKind, Person, Role
from app.accounts.policies import organisations_managed_by, visible_to
from app.core import paging
from app.core.errors import NotFound


def find_password_hash(session: Session, email: str) -> str | None:
    """The hash alone, so that the person is read afresh when it has been checked."""
    return session.scalar(select(Person.password_hash).where(Person.email == tidy_email(email)))


def find_person_by_email(session: Session, email: str) -> Person | None:
    """Whoever signs in with this address, however it is typed. For signing in only: it asks no actor."""
    return session.scalars(select(Person).where(Person.email == tidy_email(email))).one_or_none()


def find_active_person(session: Session, person_id: UUID) -> Person | None:
    """Somebody to sign in as. It asks no actor: it is for the demonstration, whose people anybody may be."""
    return session.scalars(select(Person).where(Person.id == person_id, Person.is_active)).one_or_none()


def tidy_email(email: str) -> str:
    return email.strip().lower()


def get_person(session: Session, person_id: UUID, *, actor: Person) -> Person:
    """A person with their roles. Raises `NotFound` when they have none in the actor's organisations."""
    query = select(Person).where(Person.id == person_id, visible_to(actor)).options(_with_roles())
    person = session.scalars(query).one_or_none()
    if person is None:
        raise NotFound("There is no such person among your organisations.")
    return person


def list_people(
    session: Session, *, actor: Person, search: str = "", role: Role | None = None, page: int = 1
) -> paging.Page[Person]:
    """The actor's people by name, a page at a time; `search` is part of a name or address."""
    query = select(Person).where(visible_to(actor)).order_by(func.lower(Person.name), Person.email)
    if search:
        like = {"autoescape": True}
        wanted = search.lower()
        query = query.where(
            or_(func.lower(Person.name).contains(wanted, **like), Person.email.contains(wanted, **like))
        )
    if role:
        holders = select(Membership.person_id).join(Membership.organisation)
        query = query.where(Person.id.in_(holders.where(Membership.role == role, organisations_managed_by(actor))))
    return paging.page(session, query.options(_with_roles()), page)


def list_organisations(session: Session, *, actor: Person) -> list[Organisation]:
    """The actor's providers, then the employers registered with them, by name."""
    query = select(Organisation).where(organisations_managed_by(actor)).order_by(Organisation.name)
    found = session.scalars(query).all()
    return sorted(found, key=lambda each: each.kind is OrganisationKind.EMPLOYER)


def get_organisation(session: Session, organisation_id: UUID, *, actor: Person) -> Organisation:
    query = select(Organisation).where(Organisation.id == organisation_id, organisations_managed_by(actor))
    organisation = session.scalars(query).one_or_none()
    if organisation is None:
        raise NotFound("There is no such organisation among yours.")
    return organisation


def _with_roles() -> ExecutableOption:
    return selectinload(Person.memberships).joinedload(Membership.organisation)
