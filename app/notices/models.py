"""In-app notices, and e-mails waiting to be sent."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, HasCreatedAt, HasId


class Notice(HasId, HasCreatedAt, Base):
    """One thing that happened which concerns a person. `path` is where on this site it can be seen."""

    __tablename__ = "notice"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(String(300))
    read_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_notice_person_id_created_at", "person_id", "created_at"),)


class Email(HasId, HasCreatedAt, Base):
    """An e-mail, written in the same transaction as what it tells of."""

    __tablename__ = "email"

    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
