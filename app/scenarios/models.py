"""What a reader keeps of an in-tray document: that it was read, and a note."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, HasId


class DocumentNote(HasId, Base):
    """One person's reading of one document: when they first marked it read, and their note on it."""

    __tablename__ = "document_note"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    document_id: Mapped[uuid.UUID] = mapped_column(comment="the document's id in its pack, not a row")
    read_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (UniqueConstraint("person_id", "document_id"),)
