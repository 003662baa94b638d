"""What a tutor decides about a claim: a row added to those before it, and word to the apprentice."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.errors import NotAllowed
from app.notices.services import notify
from app.portfolio.models import Claim, ClaimDecision, ClaimState
from app.portfolio.policies import may_decide
from app.portfolio.services import EvidenceWithdrawn, FieldRefused, record


def seen(claim: Claim) -> str:
    """What a tutor has in front of them: it changes when the statement or the files do."""
    files = sorted(file.sha256 for file in claim.evidence.files)
    return hashlib.sha256("\n".join([claim.statement, *files]).encode()).hexdigest()[:16]


def decide(
    session: Session, claim: Claim, state: ClaimState, *, reason: str, saw: str, actor: Person, at: datetime
) -> None:
    """The tutor's decision, added to those before it. The same decision sent twice is kept once.

    Raises `FieldRefused` when more is asked for without saying what, or when the apprentice has changed the claim since
    the tutor `saw` it; and `EvidenceWithdrawn`.
    """
    evidence = claim.evidence
    if not may_decide(actor, evidence):
        raise NotAllowed("Only the apprentice’s own tutor decides on their evidence.")
    if evidence.is_withdrawn:
        raise EvidenceWithdrawn
    if saw != seen(claim):
        raise FieldRefused(
            "reason",
            "The apprentice changed this after you opened it. Read it again, then decide; what you typed is kept.",
        )
    if state is ClaimState.WITH_TUTOR:
        raise FieldRefused("state", "Accept the claim or ask for more.")
    if state is ClaimState.MORE_NEEDED and not reason:
        raise FieldRefused("reason", "Say what more is needed, so that the apprentice can act on it.")
    last = claim.decisions[-1] if claim.decisions else None
    if not claim.is_waiting and last is not None and (last.state, last.reason) == (state, reason):
        return
    decision = ClaimDecision(claim=claim, decided_by=actor, state=state, reason=reason, decided_at=at)
    claim.state = state
    session.add(decision)
    session.flush()
    accepted = state is ClaimState.ACCEPTED
    detail = {"ksb": claim.ksb, "frame": claim.frame, "state": state.value, "reason": reason}
    record(session, evidence, "claim accepted" if accepted else "more asked for", claim.id, actor, at, detail)
    said = f"accepted your claim on {claim.ksb}" if accepted else f"asked for more on {claim.ksb}"
    notify(
        session,
        evidence.apprenticeship.apprentice_id,
        f"{actor.name} {said}: “{evidence.title}”.",
        f"/portfolio/{evidence.id}#claim-{claim.id}",
        at=at,
    )
