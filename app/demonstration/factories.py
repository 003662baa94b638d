"""Makes valid things, for the tests and for the demonstration alike. Factories flush and never commit.

Every argument that a test's assertion depends on is said in the test; the rest has a sensible value.
"""

from __future__ import annotations

import functools
import itertools
import uuid
from datetime import UTC, date, datetime

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from app.accounts.models import Membership, Organisation, OrganisationKind, Person, Role
from app.config import ROOT
from app.programmes import baseline, standard
from app.programmes.baseline import DutyPlan
from app.programmes.models import Apprenticeship, ApprenticeshipStatus
from app.programmes.services import get_or_make_cohort, get_or_make_standard_version
from app.programmes.standard import Standard

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
_numbers = itertools.count(1)
#: Quick on purpose: the demonstration's and the tests' passwords protect nothing.
_quick_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_organisation(session: Session, name: str = "", *, employer_of: Organisation | None = None) -> Organisation:
    """A provider; or, given the provider it works with, an employer."""
    number = next(_numbers)
    organisation = Organisation(
        name=name or (f"Employer {number}" if employer_of else f"Provider {number}"),
        kind=OrganisationKind.EMPLOYER if employer_of else OrganisationKind.PROVIDER,
        provider_id=employer_of.id if employer_of else None,
    )
    session.add(organisation)
    session.flush()
    return organisation


def make_person(
    session: Session,
    role: Role,
    organisation: Organisation,
    *,
    name: str = "",
    email: str = "",
    password: str | None = None,
    id: uuid.UUID | None = None,
) -> Person:
    number = next(_numbers)
    person = Person(
        id=id or uuid.uuid4(),
        name=name or f"{role.title} {number}",
        email=email or f"person{number}@example.org",
        password_hash=_quick_hasher.hash(password) if password else None,
    )
    person.memberships = [Membership(organisation=organisation, role=role)]
    session.add(person)
    session.flush()
    return person


def make_apprenticeship(
    session: Session,
    *,
    provider: Organisation | None = None,
    employer: Organisation | None = None,
    apprentice: Person | None = None,
    tutor: Person | None = None,
    line_manager: Person | None = None,
    cohort: str = "September 2026",
    starts_on: date = date(2026, 3, 2),
    months: int = 18,
    status: ApprenticeshipStatus = ApprenticeshipStatus.ON_PROGRAMME,
) -> Apprenticeship:
    """An apprenticeship with a baseline for each duty; whoever is not given is made, in the given organisations."""
    provider = provider or make_organisation(session)
    employer = employer or make_organisation(session, employer_of=provider)
    apprentice = apprentice or make_person(session, Role.APPRENTICE, provider)
    tutor = tutor or make_person(session, Role.TUTOR, provider)
    line_manager = line_manager or make_person(session, Role.LINE_MANAGER, employer)
    gateway_on = baseline.gateway_after(starts_on, months)
    apprenticeship = Apprenticeship(
        apprentice=apprentice,
        provider=provider,
        employer=employer,
        line_manager=line_manager,
        tutor=tutor,
        cohort=get_or_make_cohort(session, provider.id, cohort),
        standard_version=get_or_make_standard_version(session, _standard()),
        starts_on=starts_on,
        gateway_on=gateway_on,
        status=status,
    )
    apprenticeship.baselines = baseline.make_baselines(_plan(), starts_on, gateway_on)
    session.add(apprenticeship)
    session.flush()
    return apprenticeship


@functools.cache
def _standard() -> Standard:
    return standard.read(ROOT / "content")


@functools.cache
def _plan() -> tuple[DutyPlan, ...]:
    return baseline.read(ROOT / "content", _standard())
