"""Workplace evidence, its files, claims on KSBs, and decisions on them that are only ever added to."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core.db import Base, HasCreatedAt, HasId
from app.programmes.models import Apprenticeship


class Evidence(HasId, HasCreatedAt, Base):
    """A piece of real work. Simulated work is never evidence."""

    __tablename__ = "evidence"

    apprenticeship_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("apprenticeship.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(120))
    account: Mapped[str] = mapped_column(Text, comment="what it is and what the apprentice did")
    happened_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]

    apprenticeship: Mapped[Apprenticeship] = relationship(lazy="raise_on_sql")
    files: Mapped[list[EvidenceFile]] = relationship(
        back_populates="evidence", lazy="raise_on_sql", order_by="EvidenceFile.created_at, EvidenceFile.name"
    )
    claims: Mapped[list[Claim]] = relationship(
        back_populates="evidence", lazy="raise_on_sql", order_by="Claim.created_at, Claim.ksb"
    )

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def standing(self) -> str:
        """What has become of its claims: `3 claims · 1 with the tutor · 2 accepted`, or `1 claim · accepted`."""
        if not self.claims:
            return "no claims yet"
        many = len(self.claims)
        counts = [(state.phrase, sum(claim.state is state for claim in self.claims)) for state in ClaimState]
        parts = [phrase if count == many else f"{count} {phrase}" for phrase, count in counts if count]
        return " · ".join([f"{many} claim{'s' if many > 1 else ''}", *parts])


class EvidenceFile(HasId, HasCreatedAt, Base):
    """An uploaded file, stored once under its SHA-256."""

    __tablename__ = "evidence_file"

    evidence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("evidence.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))

    evidence: Mapped[Evidence] = relationship(back_populates="files", lazy="raise_on_sql")

    __table_args__ = (CheckConstraint("size > 0", name="size_is_positive"),)

    @property
    def shown_size(self) -> str:
        """`48 KB` or `2.4 MB`, of 1,024 and 1,048,576 bytes; never nothing."""
        if self.size < 1024 * 1024:
            return f"{max(1, round(self.size / 1024))} KB"
        return f"{self.size / 1024 / 1024:.1f} MB"


class ClaimState(enum.StrEnum):
    WITH_TUTOR = "with-tutor"
    ACCEPTED = "accepted"
    MORE_NEEDED = "more-needed"

    @property
    def phrase(self) -> str:
        return {"with-tutor": "with the tutor"}.get(self.value, self.value.replace("-", " "))


class Claim(HasId, HasCreatedAt, Base):
    """That a piece of evidence shows a KSB, with a sentence of why. The KSB's text is copied with its frame.

    `state` repeats the latest decision, so that lists need not look for it.
    """

    __tablename__ = "claim"

    evidence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("evidence.id", ondelete="RESTRICT"))
    frame: Mapped[str] = mapped_column(String(40))
    ksb: Mapped[str] = mapped_column(String(20))
    ksb_text: Mapped[str] = mapped_column(Text, comment="copied")
    duty: Mapped[int | None] = mapped_column(comment="None for a behaviour")
    statement: Mapped[str] = mapped_column(Text)
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.WITH_TUTOR)

    evidence: Mapped[Evidence] = relationship(back_populates="claims", lazy="raise_on_sql")
    decisions: Mapped[list[ClaimDecision]] = relationship(
        back_populates="claim", lazy="raise_on_sql", order_by="ClaimDecision.decided_at"
    )

    __table_args__ = (
        UniqueConstraint("evidence_id", "frame", "ksb"),
        Index("ix_claim_state", "state"),
    )

    @property
    def is_waiting(self) -> bool:
        return self.state is ClaimState.WITH_TUTOR

    @property
    def is_accepted(self) -> bool:
        return self.state is ClaimState.ACCEPTED

    @property
    def needs_more(self) -> bool:
        return self.state is ClaimState.MORE_NEEDED


class ClaimDecision(HasId, Base):
    """A tutor's word on a claim: accepted, or what more is needed. Append-only."""

    __tablename__ = "claim_decision"

    claim_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("claim.id", ondelete="RESTRICT"), index=True)
    decided_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    state: Mapped[ClaimState]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime]

    claim: Mapped[Claim] = relationship(back_populates="decisions", lazy="raise_on_sql")
    decided_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("state <> 'with-tutor'", name="decides_something"),
        CheckConstraint("state = 'accepted' OR length(reason) > 0", name="more_needed_says_what"),
    )
