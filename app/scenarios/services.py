"""What a reader can do with an in-tray document. Services flush; the route that called them commits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.scenarios.models import DocumentNote
from app.scenarios.queries import find_note


def mark_read(session: Session, document_id: UUID, *, actor: Person, at: datetime) -> DocumentNote:
    """Remember that the actor has read a document. The first time counts; doing it again changes nothing."""
    if (found := find_note(session, document_id, actor=actor)) is not None:
        return found
    note = DocumentNote(person_id=actor.id, document_id=document_id, read_at=at)
    try:
        with session.begin_nested():
            session.add(note)
            session.flush()
    except IntegrityError:  # read in two tabs at once, and the other was first
        if (raced := find_note(session, document_id, actor=actor)) is None:
            raise
        return raced
    return note


def keep_note(session: Session, document_id: UUID, text: str, *, actor: Person, at: datetime) -> DocumentNote:
    """Keep the actor's note on a document in place of the one before; an empty one takes it away. It counts as read."""
    note = mark_read(session, document_id, actor=actor, at=at)
    note.note = text
    session.flush()
    return note
