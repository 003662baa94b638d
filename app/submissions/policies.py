"""Who may see and do what to an attempt. Lists and single pages ask the same question here."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.accounts.models import Person
from app.core.access import Permission
from app.programmes.models import Apprenticeship
from app.programmes.policies import visible_to as apprenticeship_visible_to
from app.submissions.models import Attempt, AttemptState


def visible_to(actor: Person) -> ColumnElement[bool]:
    """For a query that joins the apprenticeship: one's own attempts, and what has been handed in by those one teaches.

    A draft is the apprentice's own until it is handed in.
    """
    own = Apprenticeship.apprentice_id == actor.id
    if Permission.SUBMISSION_READ not in actor.permissions:
        return own & False
    return or_(
        own, and_(apprenticeship_visible_to(actor), Attempt.state != AttemptState.DRAFTING, _not_as_manager(actor))
    )


def _not_as_manager(actor: Person) -> ColumnElement[bool]:
    """Line managers see progress, not the work itself, even when they hold another role elsewhere."""
    return or_(Apprenticeship.tutor_id == actor.id, Apprenticeship.provider_id.in_(actor.organisations_overseen))


def may_edit(actor: Person, attempt: Attempt) -> bool:
    return attempt.apprenticeship.apprentice_id == actor.id
