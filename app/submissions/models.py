"""Attempts with their drafts and revisions; submissions, frozen; and what the checks said, word for word."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, HasId
from app.programmes.models import Apprenticeship


class AttemptState(enum.StrEnum):
    DRAFTING = "drafting"
    HANDED_IN = "handed-in"
    RELEASED = "released"


class Attempt(HasId, Base):
    """One go at one exercise: a draft with revisions until it is handed in, and then closed."""

    __tablename__ = "attempt"

    apprenticeship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("apprenticeship.id", ondelete="RESTRICT"))
    exercise_id: Mapped[uuid.UUID] = mapped_column(index=True, comment="the exercise's id in its pack, not a row")
    number: Mapped[int] = mapped_column(comment="1 for the first attempt at this exercise")
    kind_key: Mapped[str] = mapped_column(String(40))
    kind_version: Mapped[int]
    payload: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[AttemptState] = mapped_column(default=AttemptState.DRAFTING)
    opened_at: Mapped[datetime]
    saved_at: Mapped[datetime]

    apprenticeship: Mapped[Apprenticeship] = relationship(lazy="raise_on_sql")
    submission: Mapped[Submission | None] = relationship(back_populates="attempt", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        UniqueConstraint("apprenticeship_id", "exercise_id", "number"),
        CheckConstraint("number > 0", name="number_is_positive"),
        # A double click cannot open two drafts of one exercise.
        Index(
            "uq_attempt_one_open",
            "apprenticeship_id",
            "exercise_id",
            unique=True,
            sqlite_where=text("state = 'drafting'"),
            postgresql_where=text("state = 'drafting'"),
        ),
    )

    @property
    def is_drafting(self) -> bool:
        return self.state is AttemptState.DRAFTING


class DraftRevision(HasId, Base):
    """What the draft said before it was saved over: for undo, for going back, and for comparing."""

    __tablename__ = "draft_revision"

    attempt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    revision: Mapped[int]
    payload: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("attempt_id", "revision"),)


class Submission(HasId, Base):
    """What was handed in. It never changes: `content` is the canonical JSON whose SHA-256 is on the receipt.

    `exercise` keeps the exercise as it was: its title, rubric and pack version, so later edits change nobody's result.
    """

    __tablename__ = "submission"

    attempt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attempt.id", ondelete="RESTRICT"), unique=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    exercise: Mapped[dict[str, Any]]
    handed_in_at: Mapped[datetime] = mapped_column(index=True)

    attempt: Mapped[Attempt] = relationship(back_populates="submission", lazy="raise_on_sql")
    automark: Mapped[Automark] = relationship(back_populates="submission", lazy="raise_on_sql")

    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),)


class Automark(HasId, Base):
    """What the checks said at hand-in, word for word: proposed levels, findings, measures and headline figures."""

    __tablename__ = "automark"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="RESTRICT"), unique=True)
    engine_version: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str | None] = mapped_column(String(20), comment="provisional: over what checks can decide alone")
    criteria: Mapped[list[Any]]
    measures: Mapped[dict[str, Any]]
    facts: Mapped[list[Any]]

    submission: Mapped[Submission] = relationship(back_populates="automark", lazy="raise_on_sql")
