"""Makes evidence, its files, claims and decisions, for the tests and for the demonstration alike."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from app.config import ROOT
from app.demonstration.factories import NOON, make_apprenticeship
from app.portfolio.files import FileStore, Upload
from app.portfolio.models import Claim, ClaimDecision, ClaimState, Evidence, EvidenceFile
from app.programmes import standard
from app.programmes.models import Apprenticeship

#: The smallest thing that is a PDF in name and content.
SMALL_PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@cache
def frame() -> standard.Standard:
    return standard.read(ROOT / "content")


def make_evidence(
    session: Session,
    apprenticeship: Apprenticeship | None = None,
    *,
    title: str = "Depot move: change request 14",
    account: str = "A change request that I wrote, with its effect on time and cost worked out.",
    happened_on: date = date(2026, 8, 18),
    claims: Iterable[tuple[str, ClaimState]] = (),
    at: datetime = NOON,
    is_withdrawn: bool = False,
) -> Evidence:
    """A piece with a claim for each code and state given."""
    evidence = Evidence(
        apprenticeship=apprenticeship or make_apprenticeship(session),
        title=title,
        account=account,
        happened_on=happened_on,
        created_at=at,
        withdrawn_at=at + timedelta(days=1) if is_withdrawn else None,
        files=[],
        claims=[],
    )
    session.add(evidence)
    session.flush()
    for code, state in claims:
        make_claim(session, evidence, code, state=state, at=at)
    return evidence


def make_claim(
    session: Session,
    evidence: Evidence,
    code: str = "D12.S2",
    *,
    statement: str = "Section 3 works out what the change does to time and cost.",
    state: ClaimState = ClaimState.WITH_TUTOR,
    reason: str = "",
    at: datetime = NOON,
) -> Claim:
    """A claim; in any state but with the tutor, with the decision that put it there a day later."""
    ksb = frame().ksbs[code]
    claim = Claim(
        evidence=evidence,
        frame=ksb.frame,
        ksb=ksb.code,
        ksb_text=ksb.text,
        duty=ksb.duty,
        statement=statement,
        state=state,
        created_at=at,
        decisions=[],
    )
    session.add(claim)
    session.flush()
    if state is not ClaimState.WITH_TUTOR:
        make_decision(session, claim, state, reason=reason, at=at + timedelta(days=1))
    return claim


def make_decision(
    session: Session, claim: Claim, state: ClaimState, *, reason: str = "", at: datetime = NOON
) -> ClaimDecision:
    """A decision by the apprentice's own tutor; asking for more says what, unless told otherwise."""
    asked = "Say which of the two suppliers’ dates you used." if state is ClaimState.MORE_NEEDED else ""
    decision = ClaimDecision(
        claim=claim,
        decided_by_id=claim.evidence.apprenticeship.tutor_id,
        state=state,
        reason=reason or asked,
        decided_at=at,
    )
    claim.state = state
    session.add(decision)
    session.flush()
    return decision


def make_upload(name: str = "change-request-14.pdf", content: bytes = SMALL_PDF) -> Upload:
    """A file as it is after it was looked at."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Upload(name, "application/pdf", len(content), sha256, io.BytesIO(content))


def make_file(
    session: Session,
    evidence: Evidence,
    *,
    name: str = "change-request-14.pdf",
    content: bytes = SMALL_PDF,
    store: FileStore | None = None,
    at: datetime = NOON,
) -> EvidenceFile:
    """A file's row; with a store, its content too."""
    upload = make_upload(name, content)
    if store is not None:
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
    return file
