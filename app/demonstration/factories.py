"""Makes valid things, for the tests and for the demonstration alike. Factories flush and never commit.

Every argument that a test's assertion depends on is said in the test; the rest has a sensible value.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Membership, Organisation, OrganisationKind, Person, Role
from app.programmes.models import Apprenticeship, ApprenticeshipStatus, Cohort, DutyBaseline, StandardVersion

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
#: Duties' baselines as shares of the time to gateway, in thousandths: start and finish of duty 1 to 14.
BASELINE_SHARES = (
    ((0, 180), (77, 231), (128, 282), (205, 333), (256, 410), (333, 462), (385, 538))
    + ((282, 487), (462, 615), (487, 641), (564, 718), (615, 769), (692, 846), (744, 872))
)
#: KSBs of each duty in the working frame, duty 1 to 14.
DUTY_WEIGHTS = (6, 6, 6, 6, 6, 6, 5, 6, 5, 5, 5, 6, 5, 6)
_numbers = itertools.count(1)
#: Quick on purpose: the demonstration's and the tests' passwords protect nothing.
_quick_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_organisation(
    session: Session, name: str = "", *, employer_of: Organisation | None = None
) -> Organisation:
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
) -> Person:
    number = next(_numbers)
    person = Person(
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
    gateway_on = starts_on + timedelta(days=round(months * 30.4375))
    apprenticeship = Apprenticeship(
        apprentice=apprentice,
        provider=provider,
        employer=employer,
        line_manager=line_manager,
        tutor=tutor,
        cohort=_cohort(session, provider, cohort),
        standard_version=_standard_version(session),
        starts_on=starts_on,
        gateway_on=gateway_on,
        status=status,
    )
    apprenticeship.baselines = make_baselines(starts_on, gateway_on)
    session.add(apprenticeship)
    session.flush()
    return apprenticeship


def make_baselines(starts_on: date, gateway_on: date) -> list[DutyBaseline]:
    """The usual order and overlap of the fourteen duties, spread over the time to gateway."""
    days = (gateway_on - starts_on).days
    return [
        DutyBaseline(
            duty=duty,
            starts_on=starts_on + timedelta(days=days * start // 1000),
            finishes_on=starts_on + timedelta(days=days * finish // 1000),
            weight=weight,
        )
        for duty, ((start, finish), weight) in enumerate(zip(BASELINE_SHARES, DUTY_WEIGHTS, strict=True), start=1)
    ]


def _cohort(session: Session, provider: Organisation, name: str) -> Cohort:
    query = select(Cohort).where(Cohort.provider_id == provider.id, Cohort.name == name)
    found = session.scalars(query).one_or_none()
    return found or Cohort(provider_id=provider.id, name=name)


def _standard_version(session: Session) -> StandardVersion:
    facts = {"reference": "ST0310", "version": "1.4", "frame": "milepost-1"}
    return session.scalars(select(StandardVersion).filter_by(**facts)).one_or_none() or StandardVersion(**facts)
