"""The record of who did what to what, when and why: append-only, and chained by hash within each stream.

A stream is one thing's history (an apprenticeship, a person). Each event's hash covers the one before it, so a
changed or missing event is found by `broken_link`. The timeline and the audit export are this table.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.db import Base, HasId


class Event(HasId, Base):
    __tablename__ = "event"

    stream_id: Mapped[uuid.UUID]
    sequence: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID]
    detail: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("stream_id", "sequence"),)


def record(
    session: Session,
    *,
    stream_id: uuid.UUID,
    action: str,
    subject_id: uuid.UUID,
    actor_id: uuid.UUID | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> Event:
    """Append an event to a stream. Writers to one stream take turns; the unique place in it is the guarantee."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(stream_id.int % 2**63)))
    last = session.execute(
        select(Event.sequence, Event.hash).where(Event.stream_id == stream_id).order_by(Event.sequence.desc()).limit(1)
    ).one_or_none()
    event = Event(
        stream_id=stream_id,
        sequence=last.sequence + 1 if last else 1,
        at=at,
        actor_id=actor_id,
        action=action,
        subject_id=subject_id,
        detail=detail or {},
        previous_hash=last.hash if last else "",
    )
    event.hash = digest(event)
    session.add(event)
    session.flush()
    return event


def digest(event: Event) -> str:
    """SHA-256 of the event's own fields and the hash before it, in a fixed order."""
    facts = [
        str(event.stream_id),
        event.sequence,
        event.at.isoformat(),
        str(event.actor_id),
        event.action,
        str(event.subject_id),
        event.detail,
        event.previous_hash,
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_link(events: Sequence[Event]) -> Event | None:
    """The first event of a stream, in order, whose hash or place does not fit; None when the chain holds."""
    previous = ""
    for position, event in enumerate(events, start=1):
        if event.sequence != position or event.previous_hash != previous or event.hash != digest(event):
            return event
        previous = event.hash
    return None


def count(session: Session, stream_id: uuid.UUID) -> int:
    return session.scalar(select(func.count()).where(Event.stream_id == stream_id)) or 0
