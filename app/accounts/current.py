"""The person making this request, with a type."""

from __future__ import annotations

from flask_login import current_user

from app.accounts.models import Person


def actor() -> Person:
    person = current_user._get_current_object()
    if not isinstance(person, Person):
        raise RuntimeError("actor() was called in a view that is not behind @requires")
    return person
