"""The standard an apprenticeship is bound to, cohorts, apprenticeships and the baseline of their duties."""

from __future__ import annotations

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation, Person
from app.core.db import Base, HasCreatedAt, HasId


class StandardVersion(HasId, HasCreatedAt, Base):
    """A version of the standard that apprenticeships can be bound to. Its text is read from `content/` by frame."""

    __tablename__ = "standard_version"

    reference: Mapped[str] = mapped_column(String(20), comment="ST0310")
    version: Mapped[str] = mapped_column(String(20))
    frame: Mapped[str] = mapped_column(String(40), comment="which list of KSBs: milepost-1 is our working frame")

    __table_args__ = (UniqueConstraint("reference", "version", "frame"),)


class Cohort(HasId, HasCreatedAt, Base):
    __tablename__ = "cohort"

    provider_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(120))

    __table_args__ = (UniqueConstraint("provider_id", "name"),)


class ApprenticeshipStatus(enum.StrEnum):
    ON_PROGRAMME = "on-programme"
    BREAK_IN_LEARNING = "break-in-learning"
    AT_GATEWAY = "at-gateway"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.value.replace("-", " ").capitalize()


_IS_CURRENT = "status IN ('on-programme', 'break-in-learning', 'at-gateway')"


class Apprenticeship(HasId, HasCreatedAt, Base):
    """One person's apprenticeship: who trains, employs, manages and teaches them, when, and to which standard."""

    __tablename__ = "apprenticeship"

    apprentice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    provider_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    line_manager_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    tutor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id", ondelete="RESTRICT"), index=True)
    standard_version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("standard_version.id", ondelete="RESTRICT"), index=True
    )
    starts_on: Mapped[date]
    gateway_on: Mapped[date] = mapped_column(comment="the baseline date of the gateway")
    status: Mapped[ApprenticeshipStatus] = mapped_column(default=ApprenticeshipStatus.ON_PROGRAMME)

    apprentice: Mapped[Person] = relationship(foreign_keys=[apprentice_id], lazy="raise_on_sql")
    line_manager: Mapped[Person] = relationship(foreign_keys=[line_manager_id], lazy="raise_on_sql")
    tutor: Mapped[Person] = relationship(foreign_keys=[tutor_id], lazy="raise_on_sql")
    provider: Mapped[Organisation] = relationship(foreign_keys=[provider_id], lazy="raise_on_sql")
    employer: Mapped[Organisation] = relationship(foreign_keys=[employer_id], lazy="raise_on_sql")
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    standard_version: Mapped[StandardVersion] = relationship(lazy="raise_on_sql")
    baselines: Mapped[list[DutyBaseline]] = relationship(
        back_populates="apprenticeship", lazy="raise_on_sql", order_by="DutyBaseline.duty"
    )

    __table_args__ = (
        CheckConstraint("starts_on < gateway_on", name="starts_before_gateway"),
        CheckConstraint("apprentice_id <> tutor_id", name="tutor_is_somebody_else"),
        CheckConstraint("apprentice_id <> line_manager_id", name="line_manager_is_somebody_else"),
        Index(
            "uq_apprenticeship_one_current",
            "apprentice_id",
            unique=True,
            sqlite_where=text(_IS_CURRENT),
            postgresql_where=text(_IS_CURRENT),
        ),
    )


class DutyBaseline(HasId, Base):
    """When one duty was planned to be learnt, and its weight: the number of its KSBs when the baseline was set."""

    __tablename__ = "duty_baseline"

    apprenticeship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("apprenticeship.id", ondelete="CASCADE"))
    duty: Mapped[int]
    starts_on: Mapped[date]
    finishes_on: Mapped[date]
    weight: Mapped[int]

    apprenticeship: Mapped[Apprenticeship] = relationship(back_populates="baselines", lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("apprenticeship_id", "duty"),
        CheckConstraint("duty BETWEEN 1 AND 14", name="duty_is_one_of_fourteen"),
        CheckConstraint("starts_on <= finishes_on", name="starts_before_it_finishes"),
        CheckConstraint("weight > 0", name="weight_is_positive"),
    )
