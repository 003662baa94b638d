"""A cohort of any size for the benchmark, made with the tests' factories: work in hand, work to mark, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Organisation, Person, Role
from app.config import Environment, Settings
from app.core import clock
from app.demonstration.factories import make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_portfolio import frame, make_evidence
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.engines.rubric import MarkedBy
from app.extensions import db
from app.portfolio.models import ClaimState
from app.programmes.models import Apprenticeship
from app.scenarios.library import library
from app.scenarios.pack import Exercise

PASSWORD = "measured-by-the-hundred"
#: Apprentices to a tutor, and to a line manager.
CASELOAD, TEAM = 40, 20
ASSURERS = 4
#: One in so many has handed in work that waits to be marked.
WAITS = 4
COMMIT_AFTER = 50


@dataclass
class Cohort:
    """Who can sign in, and what there is to open: e-mail addresses and ids."""

    exercise_id: UUID
    #: What every draft says, and where in it the rows are.
    payload: dict[str, Any]
    rows: str
    #: E-mail address of an apprentice, and their open draft.
    drafts: list[tuple[str, UUID]] = field(default_factory=list)
    #: E-mail address of a tutor, and the submissions that wait for them.
    waiting: dict[str, list[UUID]] = field(default_factory=dict)
    line_managers: list[str] = field(default_factory=list)
    #: Internal quality assurers, who see everybody.
    assurers: list[str] = field(default_factory=list)
    #: A criterion that a tutor decides.
    criterion: str = ""


def make_cohort(apprentices: int, *, instance: Path, database_url: str, secret: str) -> Cohort:
    """Fill a migrated database. Everybody's password is `PASSWORD`."""
    settings = Settings(
        environment=Environment.DEMONSTRATION, instance=instance, database_url=database_url, secret_key=secret
    )
    with create_app(settings).app_context():
        drafted, handed_in = library().scenarios[0].exercises[:2]
        cohort = Cohort(drafted.id, drafted.samples["pass"].payload, drafted.kind.editor.grid.key)
        cohort.criterion = next(each.id for each in handed_in.rubric if each.marked_by is not MarkedBy.CHECKS)
        session = db.session
        everybody = _apprenticeships(session, apprentices, cohort)
        while batch := list(islice(everybody, COMMIT_AFTER)):
            for number, apprenticeship in batch:
                _work(session, apprenticeship, number, drafted, handed_in, cohort)
            session.commit()
            session.expunge_all()
    return cohort


def _apprenticeships(session: Session, count: int, cohort: Cohort) -> Iterator[tuple[int, Apprenticeship]]:
    whole = make_organisation(session, "Provider of the benchmark")
    cohort.assurers += [_person(session, Role.INTERNAL_QUALITY_ASSURER, whole).email for _ in range(ASSURERS)]
    provider_id = whole.id
    tutor_id = manager_id = employer_id = provider_id
    for number in range(count):
        provider = session.get_one(Organisation, provider_id)
        if number % TEAM == 0:
            employer_id = make_organisation(session, employer_of=provider).id
            manager_id = _person(session, Role.LINE_MANAGER, session.get_one(Organisation, employer_id)).id
            cohort.line_managers.append(session.get_one(Person, manager_id).email)
        if number % CASELOAD == 0:
            tutor_id = _person(session, Role.TUTOR, provider).id
            cohort.waiting[session.get_one(Person, tutor_id).email] = []
        yield (
            number,
            make_apprenticeship(
                session,
                provider=provider,
                employer=session.get_one(Organisation, employer_id),
                apprentice=_person(session, Role.APPRENTICE, provider),
                tutor=session.get_one(Person, tutor_id),
                line_manager=session.get_one(Person, manager_id),
                starts_on=clock.today() - timedelta(weeks=10 + number % 50),
            ),
        )


def _person(session: Session, role: Role, organisation: Organisation) -> Person:
    return make_person(session, role, organisation, password=PASSWORD)


def _work(
    session: Session,
    apprenticeship: Apprenticeship,
    number: int,
    drafted: Exercise,
    handed_in: Exercise,
    cohort: Cohort,
) -> None:
    """A draft of their own, evidence for a few KSBs, and for some of them work that waits."""
    at = clock.now() - timedelta(days=number % 9, minutes=number)
    attempt = make_attempt(session, drafted, apprenticeship, payload=cohort.payload, at=at)
    cohort.drafts.append((apprenticeship.apprentice.email, attempt.id))
    if number % WAITS == 0:
        submission = make_submission(session, handed_in, apprenticeship, at=at)
        cohort.waiting[apprenticeship.tutor.email].append(submission.id)
    codes = list(frame().ksbs)
    for piece in range(3):
        chosen = codes[piece * 9 : piece * 9 + 6]
        make_evidence(session, apprenticeship, claims=[(code, ClaimState.ACCEPTED) for code in chosen], at=at)
