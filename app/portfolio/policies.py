"""Who may see a piece of evidence, change it, and decide the claims on it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_

from app.accounts.models import Person
from app.core.access import Permission
from app.portfolio.models import Evidence
from app.programmes.models import Apprenticeship
from app.programmes.policies import visible_to as apprenticeship_visible_to


def visible_to(actor: Person) -> ColumnElement[bool]:
    """For a query that joins the apprenticeship: one's own evidence, that of one's caseload, or of a provider overseen.

    Line managers see progress and not the evidence itself, even when they hold another role somewhere else.
    """
    if Permission.EVIDENCE_READ not in actor.permissions:
        return false()
    own = Apprenticeship.apprentice_id == actor.id
    teaches = Apprenticeship.tutor_id == actor.id
    oversees = Apprenticeship.provider_id.in_(actor.organisations_overseen)
    return or_(own, and_(apprenticeship_visible_to(actor), or_(teaches, oversees)))


def decidable_by(actor: Person) -> ColumnElement[bool]:
    """For a query that joins the apprenticeship: the evidence this actor is the one to decide on."""
    if Permission.EVIDENCE_DECIDE not in actor.permissions:
        return false()
    return Apprenticeship.tutor_id == actor.id


def may_add_to(actor: Person, apprenticeship: Apprenticeship) -> bool:
    """Evidence is added by the apprentice, about their own work."""
    return Permission.EVIDENCE_ADD in actor.permissions and apprenticeship.apprentice_id == actor.id


def may_change(actor: Person, evidence: Evidence) -> bool:
    return may_add_to(actor, evidence.apprenticeship)


def may_decide(actor: Person, evidence: Evidence) -> bool:
    """Only the apprentice's own tutor decides; somebody who oversees the provider reads."""
    return Permission.EVIDENCE_DECIDE in actor.permissions and evidence.apprenticeship.tutor_id == actor.id
