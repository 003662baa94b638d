"""The demonstration: one fictional cast with work in every state, made the same way every time."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session


def init_app(app: Flask) -> None:
    """In the demonstration alone, tell the sign-in page whom it may offer."""
    if not app.config["DEMONSTRATION"]:
        return

    from sqlalchemy import select

    from app.accounts.models import Person
    from app.demonstration import cast, seeding

    def offered(session: Session) -> list[tuple[str, list[tuple[UUID, str, str]]]]:
        ids = {seeding.person_id(key): (heading, line) for heading, people in cast.OFFERED for key, line in people}
        names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).tuples().all())
        return [
            (
                heading,
                [
                    (each, names[each], line)
                    for each, (group, line) in ids.items()
                    if group == heading and each in names
                ],
            )
            for heading, _ in cast.OFFERED
        ]

    app.extensions["demonstration_people"] = offered
