"""Reads of one's own notices. Nobody reads another person's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core import paging
from app.core.errors import NotFound
from app.notices.models import Notice


def list_notices(session: Session, *, actor: Person, page: int = 1) -> paging.Page[Notice]:
    """The actor's notices, unread first, each part newest first."""
    query = (
        select(Notice)
        .where(Notice.person_id == actor.id)
        .order_by(Notice.read_at.is_not(None), Notice.created_at.desc(), Notice.id)
    )
    return paging.page(session, query, page)


def get_notice(session: Session, notice_id: UUID, *, actor: Person) -> Notice:
    query = select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.id)
    notice = session.scalars(query).one_or_none()
    if notice is None:
        raise NotFound("There is no such notice of yours.")
    return notice


def count_unread(session: Session, *, actor: Person) -> int:
    return session.scalar(select(func.count()).where(Notice.person_id == actor.id, Notice.read_at.is_(None))) or 0
