"""Whom an administrator may see and change: the people of their own provider, and of the employers it registered."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from app.accounts.models import Membership, Organisation, Person
from app.core.access import Permission


def organisations_managed_by(actor: Person) -> ColumnElement[bool]:
    """The providers where the actor manages people, and their employers."""
    providers = actor.organisations_granting(Permission.PEOPLE_MANAGE)
    return or_(Organisation.id.in_(providers), Organisation.provider_id.in_(providers))


def visible_to(actor: Person) -> ColumnElement[bool]:
    """People with a role in an organisation that the actor manages."""
    theirs = select(Membership.person_id).join(Membership.organisation).where(organisations_managed_by(actor))
    return Person.id.in_(theirs)


def may_manage_in(actor: Person, organisation: Organisation) -> bool:
    """The rule of `organisations_managed_by`, for an organisation at hand."""
    return (organisation.provider_id or organisation.id) in actor.organisations_granting(Permission.PEOPLE_MANAGE)


def roles_seen(actor: Person, person: Person) -> list[Membership]:
    """The person's roles that the actor may know of. Those with unrelated organisations are nobody else's business."""
    return [each for each in person.memberships if may_manage_in(actor, each.organisation)]


def may_manage_access(actor: Person, person: Person) -> bool:
    """Whether the actor may let this person in or keep them out: only when every role they have is within reach."""
    return bool(person.memberships) and len(roles_seen(actor, person)) == len(person.memberships)
