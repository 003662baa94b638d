"""Whose progress somebody may read: a tutor's and an overseer's caseload, a line manager's apprentices."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.accounts.models import Person
from app.core.access import Permission
from app.programmes.models import Apprenticeship
from app.programmes.policies import visible_to


def on_caseload_of(actor: Person) -> ColumnElement[bool]:
    """Those the actor teaches, and all of the providers whose caseload they oversee."""
    return and_(visible_to(actor), _taught_or_overseen(actor))


def managed_by(actor: Person) -> ColumnElement[bool]:
    """Those whose line manager the actor is."""
    return and_(visible_to(actor), Apprenticeship.line_manager_id == actor.id)


def watched_by(actor: Person) -> ColumnElement[bool]:
    """Everybody on either list. One's own plan is not watched: it has a page of its own."""
    return and_(visible_to(actor), or_(_taught_or_overseen(actor), Apprenticeship.line_manager_id == actor.id))


def _taught_or_overseen(actor: Person) -> ColumnElement[bool]:
    return or_(Apprenticeship.tutor_id == actor.id, Apprenticeship.provider_id.in_(actor.organisations_overseen))


def may_see_work(actor: Person, apprenticeship: Apprenticeship) -> bool:
    """Whether the actor may follow progress down to the work itself. A line manager may not."""
    if Permission.SUBMISSION_READ not in actor.permissions:
        return False
    return apprenticeship.tutor_id == actor.id or apprenticeship.provider_id in actor.organisations_overseen
