"""Organisations, people, memberships, and the sessions and one-time links that let people in."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.access import Permission
from app.core.db import Base, HasCreatedAt, HasId

_EVERYONE = frozenset({Permission.ACCOUNT_OWN, Permission.LESSON_READ, Permission.SCENARIO_READ})


class Role(enum.StrEnum):
    APPRENTICE = "apprentice"
    TUTOR = "tutor"
    INTERNAL_QUALITY_ASSURER = "internal-quality-assurer"
    LINE_MANAGER = "line-manager"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.value.replace("-", " ").capitalize()


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.APPRENTICE: _EVERYONE
    | {
        Permission.PLAN_READ,
        Permission.EXERCISE_DO,
        Permission.SUBMISSION_READ,
        Permission.FEEDBACK_READ,
        Permission.FEEDBACK_ACT,
        Permission.EVIDENCE_ADD,
        Permission.EVIDENCE_READ,
    },
    Role.TUTOR: _EVERYONE
    | {
        Permission.SUBMISSION_READ,
        Permission.MARK_DECIDE,
        Permission.FEEDBACK_READ,
        Permission.EVIDENCE_READ,
        Permission.EVIDENCE_DECIDE,
        Permission.CASELOAD_READ,
    },
    Role.INTERNAL_QUALITY_ASSURER: _EVERYONE
    | {
        Permission.SUBMISSION_READ,
        Permission.FEEDBACK_READ,
        Permission.EVIDENCE_READ,
        Permission.CASELOAD_READ,
    },
    Role.LINE_MANAGER: frozenset({Permission.ACCOUNT_OWN, Permission.EMPLOYMENT_READ}),
    Role.ADMINISTRATOR: _EVERYONE | {Permission.PEOPLE_MANAGE},
}


class OrganisationKind(enum.StrEnum):
    PROVIDER = "provider"
    EMPLOYER = "employer"


#: Which organisation a role belongs in.
ROLES_IN: dict[OrganisationKind, tuple[Role, ...]] = {
    OrganisationKind.PROVIDER: (Role.APPRENTICE, Role.TUTOR, Role.INTERNAL_QUALITY_ASSURER, Role.ADMINISTRATOR),
    OrganisationKind.EMPLOYER: (Role.LINE_MANAGER,),
}


class Organisation(HasId, HasCreatedAt, Base):
    """A training provider or an employer. An employer is known to the provider that registered it."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[OrganisationKind]
    provider_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True, comment="for an employer: who registered it"
    )

    __table_args__ = (
        CheckConstraint("(kind = 'employer') = (provider_id IS NOT NULL)", name="employer_has_a_provider"),
    )


class Person(HasId, HasCreatedAt, Base):
    """Somebody who signs in. Without a password they have been invited and have not accepted yet."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(String(254), unique=True, comment="lower case")
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", lazy="raise_on_sql", order_by="Membership.role"
    )

    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    # What Flask-Login asks of whoever is signed in.
    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        """The id of the sign-in session this person was loaded through; set by the loader and by signing in."""
        session_id: str = self.__dict__["signed_in_session"]
        return session_id

    @property
    def permissions(self) -> frozenset[Permission]:
        return frozenset().union(*(GRANTS[each.role] for each in self.memberships)) if self.is_active else frozenset()

    def organisations_granting(self, permission: Permission) -> list[uuid.UUID]:
        """Where this person holds a role that grants the permission."""
        return [each.organisation_id for each in self.memberships if permission in GRANTS[each.role]]

    @property
    def organisations_overseen(self) -> list[uuid.UUID]:
        """Providers whose whole caseload this person may read: a role there that reads it and does not mark in it."""
        return [
            each.organisation_id
            for each in self.memberships
            if Permission.CASELOAD_READ in GRANTS[each.role] and Permission.MARK_DECIDE not in GRANTS[each.role]
        ]

    @property
    def initials(self) -> str:
        return initials(self.name.split())

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def initials(words: Iterable[str]) -> str:
    letters = [word[0].upper() for word in words if word[0].isalpha()]
    return "".join(letters[:1] + letters[-1:]) if len(letters) > 1 else "".join(letters)


class Membership(HasId, HasCreatedAt, Base):
    """A person's role in an organisation."""

    __tablename__ = "membership"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    role: Mapped[Role]

    person: Mapped[Person] = relationship(back_populates="memberships", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "role"),)


class SignInSession(HasId, HasCreatedAt, Base):
    """One browser that is signed in. Ending it signs that browser out, wherever it is."""

    __tablename__ = "sign_in_session"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    browser: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class SignInAttempt(HasId, Base):
    """A sign-in that failed, for slowing down guesses: by e-mail address and by network address, both hashed."""

    __tablename__ = "sign_in_attempt"

    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_sign_in_attempt_key_at", "key", "at"),)


class LinkPurpose(enum.StrEnum):
    INVITATION = "invitation"
    PASSWORD_RESET = "password-reset"  # noqa: S105 - a purpose, not a password


class OneTimeLink(HasId, HasCreatedAt, Base):
    """An invitation or a password reset. Only the hash of its token is kept; it works once, until it expires."""

    __tablename__ = "one_time_link"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def is_invitation(self) -> bool:
        return self.purpose is LinkPurpose.INVITATION
