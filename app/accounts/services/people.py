"""The administrator's work: inviting people, giving and taking roles, letting people in and keeping them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from app.accounts import links, sessions
from app.accounts.mail import Mail
from app.accounts.models import ROLES_IN, LinkPurpose, Membership, Organisation, OrganisationKind, Person, Role
from app.accounts.policies import may_manage_access, may_manage_in, roles_seen
from app.accounts.queries import find_person_by_email, tidy_email
from app.core import events
from app.core.errors import DomainError, NotAllowed, NotFound, Refused


class AlreadyYours(DomainError):
    """The address belongs to somebody the administrator may see; `person_id` says where."""

    def __init__(self, person: Person) -> None:
        self.person_id = person.id
        super().__init__(f"{person.name} has this address and is among your people already.")


class AddressTaken(DomainError):
    """The address belongs to somebody of another organisation. The message must not say who, nor where."""

    def __init__(self) -> None:
        super().__init__(
            "This address already has a Milepost account with another organisation. "
            "Ask the person which other address they would like to use with you."
        )


@dataclass(frozen=True, slots=True)
class Invitation:
    name: str
    email: str
    role: Role


def invite(
    session: Session, invitation: Invitation, organisation: Organisation, *, actor: Person, mail: Mail, at: datetime
) -> Person:
    """Make an account without a password, and send its owner a link to choose one.

    Raises `Refused` for a role that does not belong in the organisation, `AlreadyYours` or `AddressTaken` for an
    address that is in use.
    """
    _belongs(invitation.role, organisation, actor)
    person = add_person(session, invitation, organisation)
    if person is None:
        raise _in_use(session, invitation.email, actor)
    _send_invitation(session, person, organisation, actor=actor, mail=mail, at=at)
    _record(session, person, "person.invited", actor=actor, at=at, role=invitation.role, organisation=organisation)
    return person


def add_person(session: Session, invitation: Invitation, organisation: Organisation) -> Person | None:
    """A person with one role and no password; None when the address is in use, which the database decides."""
    person = Person(name=" ".join(invitation.name.split()), email=tidy_email(invitation.email))
    person.memberships = [Membership(organisation=organisation, role=invitation.role)]
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        if "email" in str(error.orig):
            return None
        raise
    return person


def resend_invitation(session: Session, person: Person, *, actor: Person, mail: Mail, at: datetime) -> None:
    """Send the invitation again. Raises `Refused` once it has been accepted, or while the person is deactivated."""
    mine = roles_seen(actor, person)
    if not mine:
        raise NotFound("There is no such person among your organisations.")
    if person.password_hash is not None:
        raise Refused(f"{person.name} has accepted. They can choose a new password from the sign-in page.")
    if not person.is_active:
        raise Refused(f"{person.name} is deactivated. Reactivate them first.")
    _send_invitation(session, person, mine[0].organisation, actor=actor, mail=mail, at=at)
    _record(session, person, "person.invited-again", actor=actor, at=at)


def employer_named(session: Session, name: str, provider: Organisation, *, actor: Person) -> Organisation:
    """The provider's employer of this name, whatever its capitals; a new one when there is none."""
    if provider.kind is not OrganisationKind.PROVIDER or not may_manage_in(actor, provider):
        raise NotAllowed("Employers are added by an administrator of the training provider.")
    name = " ".join(name.split())
    query = select(Organisation).where(
        Organisation.provider_id == provider.id, func.lower(Organisation.name) == name.lower()
    )
    found = session.scalars(query).first()
    if found is None:
        found = Organisation(name=name, kind=OrganisationKind.EMPLOYER, provider_id=provider.id)
        session.add(found)
        session.flush()
    return found


def give_role(
    session: Session, person: Person, role: Role, organisation: Organisation, *, actor: Person, at: datetime
) -> None:
    """Give a person another role. Giving one they have changes nothing."""
    if not roles_seen(actor, person):
        raise NotFound("There is no such person among your organisations.")
    _belongs(role, organisation, actor)
    if any(each.role is role and each.organisation_id == organisation.id for each in person.memberships):
        return
    person.memberships.append(Membership(organisation=organisation, role=role))
    session.flush()
    _record(session, person, "person.role-given", actor=actor, at=at, role=role, organisation=organisation)


def take_role(session: Session, person: Person, membership_id: UUID, *, actor: Person, at: datetime) -> None:
    """Take a role away. Raises `Refused` for somebody's only role, and for one's own."""
    membership = next((each for each in roles_seen(actor, person) if each.id == membership_id), None)
    if membership is None:
        raise NotFound("They do not have this role, or have lost it already.")
    if person.id == actor.id:
        raise Refused("Ask another administrator to change your own roles.")
    if len(person.memberships) == 1:
        raise Refused(f"This is the only role {person.name} has. Give them another first, or deactivate them.")
    person.memberships.remove(membership)
    session.delete(membership)
    session.flush()
    _record(
        session,
        person,
        "person.role-taken",
        actor=actor,
        at=at,
        role=membership.role,
        organisation=membership.organisation,
    )


def deactivate(session: Session, person: Person, *, actor: Person, at: datetime) -> None:
    """Keep a person out, at once and on every device. Their work and their record stay."""
    _may_decide_access(actor, person)
    if person.id == actor.id:
        raise Refused("You cannot deactivate yourself. Ask another administrator.")
    if person.is_active:
        person.is_active = False
        sessions.end_all_sessions(session, person, at=at)
        links.end_links(session, person, at=at)
        _record(session, person, "person.deactivated", actor=actor, at=at)


def reactivate(session: Session, person: Person, *, actor: Person, at: datetime) -> None:
    """Let a person in again, with the password they had."""
    _may_decide_access(actor, person)
    if not person.is_active:
        person.is_active = True
        _record(session, person, "person.reactivated", actor=actor, at=at)


def sign_out(session: Session, person: Person, *, actor: Person, at: datetime) -> None:
    """Sign a person out of every browser, for instance when a telephone is lost."""
    _may_decide_access(actor, person)
    sessions.end_all_sessions(session, person, at=at)
    _record(session, person, "person.signed-out", actor=actor, at=at)


def first_administrator(session: Session, name: str, email: str, provider: str, *, at: datetime) -> str:
    """An installation's first person, and their provider if there is none of that name; the token of an invitation.

    It has no actor: whoever can run commands on the server may do it. Raises `Refused` when the address is in use.
    """
    query = select(Organisation).where(
        Organisation.kind == OrganisationKind.PROVIDER, func.lower(Organisation.name) == provider.strip().lower()
    )
    organisation = session.scalars(query).first()
    if organisation is None:
        organisation = Organisation(name=" ".join(provider.split()), kind=OrganisationKind.PROVIDER)
        session.add(organisation)
    person = add_person(session, Invitation(name, email, Role.ADMINISTRATOR), organisation)
    if person is None:
        raise Refused(f"{tidy_email(email)} has an account already.")
    _record(session, person, "person.invited", actor=None, at=at, role=Role.ADMINISTRATOR, organisation=organisation)
    return links.make_link(session, person, LinkPurpose.INVITATION, at=at)


def _belongs(role: Role, organisation: Organisation, actor: Person) -> None:
    if not may_manage_in(actor, organisation):
        raise NotFound("There is no such organisation among yours.")
    if role not in ROLES_IN[organisation.kind]:
        raise Refused(_WHERE[organisation.kind])


_WHERE = {
    OrganisationKind.PROVIDER: "A line manager belongs to an employer. Choose the employer, or name a new one.",
    OrganisationKind.EMPLOYER: "Only line managers belong to an employer. Choose your own organisation for this role.",
}


def _in_use(session: Session, email: str, actor: Person) -> DomainError:
    person = find_person_by_email(session, email)
    if person is None:
        return AddressTaken()
    query = (
        select(Person)
        .where(Person.id == person.id)
        .options(selectinload(Person.memberships).joinedload(Membership.organisation))
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).one()
    return AlreadyYours(found) if roles_seen(actor, found) else AddressTaken()


def _may_decide_access(actor: Person, person: Person) -> None:
    if not roles_seen(actor, person):
        raise NotFound("There is no such person among your organisations.")
    if not may_manage_access(actor, person):
        raise NotAllowed(f"{person.name} also has a role elsewhere. You can change only the roles they have with you.")


def _send_invitation(
    session: Session, person: Person, organisation: Organisation, *, actor: Person, mail: Mail, at: datetime
) -> None:
    """It comes from the training provider, also when the person belongs to one of its employers."""
    provider_id = organisation.provider_id or organisation.id
    provider = next(each.organisation.name for each in actor.memberships if each.organisation_id == provider_id)
    token = links.make_link(session, person, LinkPurpose.INVITATION, at=at)
    body = (
        f"Hello {person.first_name}\n\n"
        f"{actor.name} of {provider} has made you an account on Milepost, where the "
        "associate project manager apprenticeship is learnt and assessed. Choose a password to begin:\n\n"
        f"{mail.address(LinkPurpose.INVITATION, token)}\n\n"
        "The link works once, within 14 days. If you did not expect this, you need do nothing.\n"
    )
    mail.queue(session, to=person.email, subject="Your Milepost account", body=body, at=at)


def _record(
    session: Session,
    person: Person,
    action: str,
    *,
    actor: Person | None,
    at: datetime,
    role: Role | None = None,
    organisation: Organisation | None = None,
) -> None:
    detail = {"role": role.value, "organisation": str(organisation.id)} if role and organisation else {}
    events.record(
        session,
        stream_id=person.id,
        action=action,
        subject_id=person.id,
        actor_id=actor.id if actor else None,
        at=at,
        detail=detail,
    )
