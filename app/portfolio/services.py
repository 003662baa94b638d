"""What an apprentice can do to evidence and the claims on it. Services flush; the route that called them commits.

A caller that changes a piece has fetched it locked, so what is checked here is still so when it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core import clock, events
from app.core.errors import DomainError, NotAllowed, Refused
from app.portfolio.files import FileStore, Upload
from app.portfolio.models import Claim, ClaimState, Evidence, EvidenceFile
from app.portfolio.policies import may_add_to, may_change
from app.portfolio.queries import SENT_BACK
from app.programmes.models import Apprenticeship
from app.programmes.queries import CURRENT
from app.programmes.standard import Ksb

MOST_FILES = 20


class FieldRefused(Refused):
    """What was typed in one field cannot be used. The message belongs beside the field of this name."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class ApprenticeshipOver(DomainError):
    def __init__(self) -> None:
        super().__init__("This apprenticeship has ended, so its evidence stays as it is.")


class EvidenceWithdrawn(DomainError):
    def __init__(self) -> None:
        super().__init__("This piece has been withdrawn. It has to be brought back before anything on it can change.")


class ClaimAccepted(DomainError):
    def __init__(self) -> None:
        super().__init__("Your tutor has accepted a claim on this piece, so it stays in your portfolio.")


class NothingAskedFor(DomainError):
    def __init__(self) -> None:
        super().__init__("This claim is not waiting for more from you. Look at it again to see where it is now.")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A KSB of the frame and the sentence of how the evidence shows it."""

    ksb: Ksb
    statement: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What an apprentice writes about a piece of work."""

    title: str
    account: str
    happened_on: date


def add_evidence(
    session: Session,
    apprenticeship: Apprenticeship,
    piece: Piece,
    *,
    claims: Sequence[Claimed],
    uploads: Sequence[Upload],
    store: FileStore,
    key: UUID,
    actor: Person,
    at: datetime,
) -> Evidence:
    """A new piece with its files and claims. Sending the same form twice, known by its `key`, adds it once.

    Raises `FieldRefused` for work done before the apprenticeship or not done yet, and `ApprenticeshipOver`.
    """
    if not may_add_to(actor, apprenticeship):
        raise NotAllowed("Only the apprentice can add evidence to their portfolio.")
    if apprenticeship.status not in CURRENT:
        raise ApprenticeshipOver
    _check_date(piece.happened_on, apprenticeship, clock.local(at).date())
    if (sent := _sent_already(session, key, apprenticeship, piece)) is not None:
        return sent
    evidence = Evidence(
        id=key if session.get(Evidence, key) is None else uuid4(),
        apprenticeship=apprenticeship,
        title=piece.title,
        account=piece.account,
        happened_on=piece.happened_on,
        created_at=at,
        files=[],
        claims=[],
    )
    try:
        with session.begin_nested():
            session.add(evidence)
            session.flush()
    except IntegrityError:  # the other click of a double click was first
        if (sent := _sent_already(session, key, apprenticeship, piece)) is None:
            raise
        return sent
    record(session, evidence, "evidence added", evidence.id, actor, at, {"title": piece.title})
    _keep_files(session, evidence, uploads, store=store, actor=actor, at=at)
    for claimed in claims:
        _claim(session, evidence, claimed, actor=actor, at=at)
    return evidence


def _check_date(happened_on: date, apprenticeship: Apprenticeship, today: date) -> None:
    if happened_on > today:
        raise FieldRefused("happened_on", "This date has not come yet. Add the work once you have done it.")
    if happened_on < apprenticeship.starts_on:
        start = f"{apprenticeship.starts_on.day} {apprenticeship.starts_on:%B %Y}"
        raise FieldRefused(
            "happened_on", f"Your apprenticeship started on {start}. Work from before then cannot be evidence for it."
        )


def _sent_already(session: Session, key: UUID, apprenticeship: Apprenticeship, piece: Piece) -> Evidence | None:
    """What the same form made a moment ago. A form gone back to and filled in anew is another piece, not this one."""
    found = session.get(Evidence, key)
    if found is None or found.apprenticeship_id != apprenticeship.id:
        return None
    return found if Piece(found.title, found.account, found.happened_on) == piece else None


def add_claim(session: Session, evidence: Evidence, claimed: Claimed, *, actor: Person, at: datetime) -> Claim:
    """Claim one more KSB with this piece. Raises `FieldRefused` when the piece claims it already."""
    _refuse_unless_changeable(evidence, actor)
    return _claim(session, evidence, claimed, actor=actor, at=at)


def _claim(session: Session, evidence: Evidence, claimed: Claimed, *, actor: Person, at: datetime) -> Claim:
    ksb = claimed.ksb
    if any((claim.frame, claim.ksb) == (ksb.frame, ksb.code) for claim in evidence.claims):
        raise FieldRefused("ksb", f"This piece already claims {ksb.code}. Choose another KSB.")
    claim = Claim(
        evidence=evidence,
        frame=ksb.frame,
        ksb=ksb.code,
        ksb_text=ksb.text,
        duty=ksb.duty,
        statement=claimed.statement,
        state=ClaimState.WITH_TUTOR,
        created_at=at,
        decisions=[],
    )
    session.add(claim)
    session.flush()
    detail = {"ksb": ksb.code, "frame": ksb.frame, "statement": claimed.statement}
    record(session, evidence, "claim made", claim.id, actor, at, detail)
    return claim


def add_files(
    session: Session,
    evidence: Evidence,
    uploads: Sequence[Upload],
    *,
    answers: Sequence[Claim],
    store: FileStore,
    actor: Person,
    at: datetime,
) -> None:
    """Add files to a piece, and send back to the tutor the claims that they answer.

    Raises `FieldRefused` for a file that is there already or one too many, and `NothingAskedFor`.
    """
    _refuse_unless_changeable(evidence, actor)
    if not all(claim.needs_more for claim in answers):
        raise NothingAskedFor
    there = {file.sha256 for file in evidence.files}
    if repeated := next((upload for upload in uploads if upload.sha256 in there), None):
        raise FieldRefused("files", f"“{repeated.name}” is on this piece already, with exactly the same content.")
    names = _keep_files(session, evidence, uploads, store=store, actor=actor, at=at)
    for claim in answers:
        _send_back(session, claim, {"files": names}, actor=actor, at=at)


def _keep_files(
    session: Session, evidence: Evidence, uploads: Sequence[Upload], *, store: FileStore, actor: Person, at: datetime
) -> list[str]:
    """Each file is whole on disk before its row is written, so no row ever speaks of a file that is not there."""
    different = {upload.sha256: upload for upload in uploads}.values()
    if len(evidence.files) + len(different) > MOST_FILES:
        raise FieldRefused("files", f"A piece can have {MOST_FILES} files. Add the rest as another piece of evidence.")
    for upload in different:
        store.keep(upload)
        file = EvidenceFile(
            evidence=evidence,
            name=upload.name,
            media_type=upload.media_type,
            size=upload.size,
            sha256=upload.sha256,
            created_at=at,
        )
        session.add(file)
        session.flush()
        detail = {"name": file.name, "sha256": file.sha256, "size": file.size}
        record(session, evidence, "evidence file added", file.id, actor, at, detail)
    return [upload.name for upload in different]


def answer_claim(session: Session, claim: Claim, statement: str, *, actor: Person, at: datetime) -> None:
    """Answer what the tutor asked for by saying it better; the earlier statement is kept in the record.

    Raises `NothingAskedFor` unless more is needed, and `FieldRefused` when nothing has been changed.
    """
    _refuse_unless_changeable(claim.evidence, actor)
    if not claim.needs_more:
        raise NothingAskedFor
    if statement == claim.statement:
        raise FieldRefused("statement", "This is what you said before. Change it, or add a file that answers it.")
    detail = {"earlier_statement": claim.statement, "statement": statement}
    claim.statement = statement
    _send_back(session, claim, detail, actor=actor, at=at)


def _send_back(session: Session, claim: Claim, detail: Mapping[str, Any], *, actor: Person, at: datetime) -> None:
    claim.state = ClaimState.WITH_TUTOR
    session.flush()
    about = {"ksb": claim.ksb, "frame": claim.frame}
    record(session, claim.evidence, SENT_BACK, claim.id, actor, at, {**about, **detail})


def withdraw(session: Session, evidence: Evidence, *, actor: Person, at: datetime) -> None:
    """Take a piece out of the portfolio; it stays in the record and can be brought back. Twice does no harm.

    Raises `ClaimAccepted` once the tutor has accepted a claim on it.
    """
    _refuse_unless_own(evidence, actor)
    if evidence.is_withdrawn:
        return
    if any(claim.is_accepted for claim in evidence.claims):
        raise ClaimAccepted
    evidence.withdrawn_at = at
    session.flush()
    record(session, evidence, "evidence withdrawn", evidence.id, actor, at, {"title": evidence.title})


def bring_back(session: Session, evidence: Evidence, *, actor: Person, at: datetime) -> None:
    """Undo a withdrawal; every claim is where it was. Twice does no harm."""
    _refuse_unless_own(evidence, actor)
    if not evidence.is_withdrawn:
        return
    evidence.withdrawn_at = None
    session.flush()
    record(session, evidence, "evidence brought back", evidence.id, actor, at, {"title": evidence.title})


def _refuse_unless_own(evidence: Evidence, actor: Person) -> None:
    if not may_change(actor, evidence):
        raise NotAllowed("Only the apprentice can change their evidence.")
    if evidence.apprenticeship.status not in CURRENT:
        raise ApprenticeshipOver


def _refuse_unless_changeable(evidence: Evidence, actor: Person) -> None:
    _refuse_unless_own(evidence, actor)
    if evidence.is_withdrawn:
        raise EvidenceWithdrawn


def record(
    session: Session,
    evidence: Evidence,
    action: str,
    subject_id: UUID,
    actor: Person,
    at: datetime,
    detail: Mapping[str, Any],
) -> None:
    """Append to the history of the apprenticeship."""
    events.record(
        session,
        stream_id=evidence.apprenticeship_id,
        action=action,
        subject_id=subject_id,
        actor_id=actor.id,
        at=at,
        detail=dict(detail),
    )
