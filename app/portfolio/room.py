"""One piece of evidence as the person looking at it sees it: what they may do, and the forms to do it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.accounts.models import Person
from app.core.events import Event
from app.portfolio import deciding, policies
from app.portfolio.forms import AnswerForm, ClaimForm, DecisionForm, FilesForm, PortfolioForm
from app.portfolio.models import Claim, ClaimDecision, Evidence


@dataclass(frozen=True, slots=True)
class Room:
    """`by_claim` is the form about each claim: the tutor's to decide, or the apprentice's to answer."""

    evidence: Evidence
    history: Mapping[UUID, Sequence[ClaimDecision | Event]]
    may_change: bool
    may_decide: bool
    claim_form: ClaimForm
    files_form: FilesForm
    by_claim: Mapping[UUID, PortfolioForm]
    limit_mb: int

    @property
    def is_open(self) -> bool:
        return not self.evidence.is_withdrawn


def look_at(
    evidence: Evidence,
    *,
    actor: Person,
    answers: Mapping[UUID, Sequence[Event]],
    limit_mb: int,
    claim_form: ClaimForm | None = None,
    files_form: FilesForm | None = None,
    by_claim: Mapping[UUID, PortfolioForm] | None = None,
) -> Room:
    """The room of a piece this actor may see, with fresh forms except for those that were sent back."""
    may_decide = policies.may_decide(actor, evidence)
    fresh = {claim.id: _form_about(claim, may_decide) for claim in evidence.claims}
    return Room(
        evidence=evidence,
        history={claim.id: _in_order(claim.decisions, answers.get(claim.id, ())) for claim in evidence.claims},
        may_change=policies.may_change(actor, evidence),
        may_decide=may_decide,
        claim_form=claim_form or ClaimForm(formdata=None, place="claim"),
        files_form=files_form or FilesForm(formdata=None, place="add", claims=evidence.claims),
        by_claim={**fresh, **(by_claim or {})},
        limit_mb=limit_mb,
    )


def _form_about(claim: Claim, may_decide: bool) -> PortfolioForm:
    if may_decide:
        return DecisionForm(formdata=None, place=claim.id.hex, data={"saw": deciding.seen(claim)})
    return AnswerForm(formdata=None, place=claim.id.hex, data={"statement": claim.statement})


def _in_order(decisions: Sequence[ClaimDecision], answers: Sequence[Event]) -> Sequence[ClaimDecision | Event]:
    """What tutor and apprentice have said of a claim, as it happened."""
    return sorted([*decisions, *answers], key=lambda each: each.at if isinstance(each, Event) else each.decided_at)
