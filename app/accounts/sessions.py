"""Signed-in browsers. The cookie carries a session's id; the row says whose it is and whether it has ended."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from app.accounts.models import Membership, Person, SignInSession

LASTS = timedelta(days=14)


def open_session(session: Session, person: Person, *, browser: str, at: datetime) -> SignInSession:
    """A new session for a browser that has just proved who it is. The old one, if any, is left to be ended."""
    signed_in = SignInSession(person_id=person.id, browser=browser[:200], created_at=at, expires_at=at + LASTS)
    session.add(signed_in)
    session.flush()
    person.__dict__["signed_in_session"] = str(signed_in.id)
    return signed_in


def find_person(session: Session, session_id: str, *, at: datetime) -> Person | None:
    """The active person whose live session this is, with their memberships: one query and one for the memberships."""
    try:
        key = uuid.UUID(session_id)
    except ValueError:
        return None
    query = (
        select(SignInSession)
        .join(SignInSession.person)
        .where(
            SignInSession.id == key,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > at,
            Person.is_active,
        )
        .options(
            contains_eager(SignInSession.person).selectinload(Person.memberships).joinedload(Membership.organisation)
        )
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        return None
    found.person.__dict__["signed_in_session"] = session_id
    return found.person


def end_session(session: Session, session_id: str, *, at: datetime) -> None:
    session.execute(
        update(SignInSession)
        .where(SignInSession.id == uuid.UUID(session_id), SignInSession.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_all_sessions(session: Session, person: Person, *, at: datetime, but: str | None = None) -> None:
    """Sign a person out everywhere, except in the session given."""
    ends = update(SignInSession).where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
    if but:
        ends = ends.where(SignInSession.id != uuid.UUID(but))
    session.execute(ends.values(ended_at=at))


def list_sessions(session: Session, person: Person, *, at: datetime) -> list[SignInSession]:
    """Their live sessions, newest first."""
    query = (
        select(SignInSession)
        .where(
            SignInSession.person_id == person.id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > at,
        )
        .order_by(SignInSession.created_at.desc())
    )
    return list(session.scalars(query))
