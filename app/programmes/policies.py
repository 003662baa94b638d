"""Who may see an apprenticeship. Everything that belongs to one (work, marks, evidence) is seen through this."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from app.accounts.models import Person
from app.core.access import Permission
from app.programmes.models import Apprenticeship


def visible_to(actor: Person) -> ColumnElement[bool]:
    """Its apprentice, its tutor, its line manager, and whoever oversees the caseload of its provider.

    A tutor sees only their own caseload: seeing the provider's needs the permission without the duty to mark.
    """
    mine = [Apprenticeship.apprentice_id == actor.id]
    if Permission.MARK_DECIDE in actor.permissions:
        mine.append(Apprenticeship.tutor_id == actor.id)
    if Permission.EMPLOYMENT_READ in actor.permissions:
        mine.append(Apprenticeship.line_manager_id == actor.id)
    if overseen := actor.organisations_overseen:
        mine.append(Apprenticeship.provider_id.in_(overseen))
    return or_(*mine)
