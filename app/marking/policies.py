"""Who may see the desk, who may mark, and who may tick off what feedback asks for."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, or_

from app.accounts.models import Person
from app.core.access import Permission
from app.programmes.models import Apprenticeship
from app.submissions.models import Submission


def teaches(actor: Person) -> ColumnElement[bool]:
    """For a query that joins the apprenticeship: the actor is its tutor, and may mark."""
    if Permission.MARK_DECIDE not in actor.permissions:
        return false()
    return Apprenticeship.tutor_id == actor.id


def desk_visible_to(actor: Person) -> ColumnElement[bool]:
    """For a query that joins the apprenticeship: its tutor, and whoever oversees the caseload of its provider.

    Never the apprentice: marks are theirs to see once they are released, on the feedback page.
    """
    seen = [teaches(actor)]
    if overseen := actor.organisations_overseen:
        seen.append(Apprenticeship.provider_id.in_(overseen))
    return or_(*seen) & (Apprenticeship.apprentice_id != actor.id)


def may_mark(actor: Person, submission: Submission) -> bool:
    """Only the apprenticeship's own tutor decides, comments and releases. Overseers read."""
    return Permission.MARK_DECIDE in actor.permissions and submission.attempt.apprenticeship.tutor_id == actor.id


def may_act(actor: Person, submission: Submission) -> bool:
    """The to-do list of feedback is the apprentice's own to tick."""
    return Permission.FEEDBACK_ACT in actor.permissions and submission.attempt.apprenticeship.apprentice_id == actor.id
