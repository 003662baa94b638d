"""Reads of one's own notes on in-tray documents. Nobody sees another person's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.errors import NotFound
from app.scenarios.models import DocumentNote
from app.scenarios.pack import Document, Scenario


@dataclass(frozen=True)
class InTray:
    """A scenario's documents as one person has read them. A document with a row has been read."""

    scenario: Scenario
    notes: Mapping[UUID, DocumentNote]

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.scenario.documents

    @property
    def unread(self) -> int:
        return sum(self.is_unread(document) for document in self.documents)

    @property
    def read(self) -> int:
        return len(self.documents) - self.unread

    @property
    def unread_documents(self) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if self.is_unread(document))

    def is_unread(self, document: Document) -> bool:
        return document.id not in self.notes

    def note(self, document: Document) -> str:
        """Empty where there is none."""
        found = self.notes.get(document.id)
        return found.note if found else ""

    def choose(self, stem: str | None) -> Document:
        """The document asked for; without one the first that is unread, or else the first. Raises `NotFound`."""
        if stem:
            if (found := self.scenario.by_stem.get(stem)) is None:
                raise NotFound("There is no such document in this in-tray. Choose one from the list.")
            return found
        return next((each for each in self.documents if self.is_unread(each)), self.documents[0])


def list_in_trays(session: Session, scenarios: Collection[Scenario], *, actor: Person) -> list[InTray]:
    """The in-tray of each scenario as the actor has read it: one query for them all."""
    ids = [document.id for scenario in scenarios for document in scenario.documents]
    query = select(DocumentNote).where(DocumentNote.person_id == actor.id, DocumentNote.document_id.in_(ids))
    notes = {note.document_id: note for note in session.scalars(query)}
    return [InTray(scenario, notes) for scenario in scenarios]


def find_note(session: Session, document_id: UUID, *, actor: Person) -> DocumentNote | None:
    query = select(DocumentNote).where(DocumentNote.person_id == actor.id, DocumentNote.document_id == document_id)
    return session.scalars(query).one_or_none()
