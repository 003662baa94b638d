"""Mark sheets, criterion marks that are appended and never edited, comments, and the to-do list of feedback."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core.db import Base, HasId, stored_enum
from app.engines.rubric import Level
from app.submissions.models import Submission


class Purpose(enum.StrEnum):
    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"
    STANDARDISATION = "standardisation"


class DecidedBy(enum.StrEnum):
    CHECKS = "checks"
    PERSON = "person"


class MarkSheet(HasId, Base):
    """One marker's marks for one submission. Once released, it and everything on it stays as it is."""

    __tablename__ = "mark_sheet"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="RESTRICT"))
    marker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.FIRST)
    opened_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    outcome: Mapped[Level | None]
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 4))

    submission: Mapped[Submission] = relationship(lazy="raise_on_sql")
    marker: Mapped[Person] = relationship(lazy="raise_on_sql")
    marks: Mapped[list[CriterionMark]] = relationship(
        back_populates="mark_sheet", lazy="raise_on_sql", order_by="CriterionMark.revision"
    )
    comments: Mapped[list[Comment]] = relationship(
        back_populates="mark_sheet", lazy="raise_on_sql", order_by="Comment.made_at"
    )

    __table_args__ = (
        Index("uq_mark_sheet_submission_id_purpose", "submission_id", "purpose", unique=True),
        CheckConstraint(
            "(released_at IS NULL) = (outcome IS NULL) AND (outcome IS NULL) = (score IS NULL)",
            name="released_with_an_outcome",
        ),
    )

    @property
    def is_released(self) -> bool:
        return self.released_at is not None


class CriterionMark(HasId, Base):
    """A decision on one criterion. A new decision is a new row with the next revision; the latest one counts."""

    __tablename__ = "criterion_mark"

    mark_sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mark_sheet.id", ondelete="RESTRICT"))
    criterion_id: Mapped[str] = mapped_column(String(60), comment="its id in the rubric that was handed in under")
    revision: Mapped[int]
    level: Mapped[Level]
    title: Mapped[str] = mapped_column(String(200), comment="copied")
    descriptor: Mapped[str] = mapped_column(Text, comment="copied")
    decided_by: Mapped[DecidedBy]
    proposed: Mapped[Level | None] = mapped_column(
        stored_enum(Level, name="proposed_level"), comment="what the checks proposed"
    )
    reason: Mapped[str] = mapped_column(Text, default="", comment="why the checks were overruled, or a note")
    decided_at: Mapped[datetime]

    mark_sheet: Mapped[MarkSheet] = relationship(back_populates="marks", lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("mark_sheet_id", "criterion_id", "revision"),
        CheckConstraint("proposed IS NULL OR proposed = level OR length(reason) > 0", name="overruling_has_a_reason"),
    )


class Comment(HasId, Base):
    """Words to the apprentice, on a row, on a criterion or on the whole. Withdrawn ones stay in the record."""

    __tablename__ = "comment"

    mark_sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mark_sheet.id", ondelete="RESTRICT"), index=True)
    criterion_id: Mapped[str] = mapped_column(String(60), default="")
    where: Mapped[str] = mapped_column(String(60), default="", comment="a row's ref; empty for the whole")
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    mark_sheet: Mapped[MarkSheet] = relationship(back_populates="comments", lazy="raise_on_sql")


class FeedbackAction(HasId, Base):
    """One thing to do about released feedback. Made at release from what is not yet met and from the comments."""

    __tablename__ = "feedback_action"

    mark_sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mark_sheet.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    where: Mapped[str] = mapped_column(String(60), default="")
    criterion_id: Mapped[str] = mapped_column(String(60), default="")
    done_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("mark_sheet_id", "position"),)
