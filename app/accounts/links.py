"""One-time links, for invitations and password resets, and which addresses count as this site's own.

A link's token is shown once, in the e-mail; the row keeps its hash. Looking at a link does not use it up.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import LinkPurpose, OneTimeLink, Person
from app.core.errors import DomainError

LASTS = {LinkPurpose.INVITATION: timedelta(days=14), LinkPurpose.PASSWORD_RESET: timedelta(hours=1)}


class LinkEnded(DomainError):
    """The link cannot be used; the message says why, and the page says what to do."""

    status = HTTPStatus.GONE


def make_link(session: Session, person: Person, purpose: LinkPurpose, *, at: datetime) -> str:
    """The token of a new link. Earlier links stay good until one is used: e-mails may arrive out of order."""
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(
        person_id=person.id,
        purpose=purpose,
        token_hash=_hash(token),
        created_at=at,
        expires_at=at + LASTS[purpose],
    )
    session.add(link)
    session.flush()
    return token


def get_link(session: Session, token: str, purpose: LinkPurpose, *, at: datetime) -> OneTimeLink:
    """The live link with its person. Raises `LinkEnded` for one that is unknown, used or run out."""
    query = (
        select(OneTimeLink)
        .where(OneTimeLink.token_hash == _hash(token), OneTimeLink.purpose == purpose)
        .options(joinedload(OneTimeLink.person))
    )
    link = session.scalars(query).one_or_none()
    if link is None or not link.person.is_active:
        raise LinkEnded("We do not know this link. Check that you copied the whole of it.")
    if link.used_at is not None:
        raise LinkEnded("This link has been used already, and it works only once.")
    if link.expires_at <= at:
        raise LinkEnded("This link has run out.")
    return link


def use_link(session: Session, link: OneTimeLink, *, at: datetime) -> None:
    """Use a link up, and with it every other link of the same person.

    Raises `LinkEnded` when another request was quicker: the database lets one of them through.
    """
    used = session.execute(
        update(OneTimeLink).where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None)).values(used_at=at)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise LinkEnded("This link has been used already, and it works only once.")
    end_links(session, link.person, at=at)


def end_links(session: Session, person: Person, *, at: datetime) -> None:
    """Make every link of a person useless."""
    session.execute(
        update(OneTimeLink).where(OneTimeLink.person_id == person.id, OneTimeLink.used_at.is_(None)).values(used_at=at)
    )


def is_own_path(address: str) -> bool:
    """Whether an address leads to a page of this site: `/plan?week=3`, but not `//elsewhere` nor `/\\elsewhere`."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        return False
    if any(character < " " or character in "\\\x7f" for character in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
