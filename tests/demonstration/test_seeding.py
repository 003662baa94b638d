"""The demonstration cohort: everybody is there, in every state, and nothing has happened that has not happened yet."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Membership, Organisation, OrganisationKind, Person, Role
from app.core import events
from app.demonstration import cast, seeding
from app.marking.models import CriterionMark, MarkSheet
from app.portfolio.models import Claim, ClaimDecision, Evidence
from app.programmes.models import Apprenticeship
from app.submissions.models import Attempt, Submission
from tests.databases import on_sqlite

#: A quarter past midnight: most of “today” is still to come.
NOW = datetime(2026, 11, 23, 0, 15, tzinfo=UTC)


MOMENTS = (
    Attempt.saved_at,
    Submission.handed_in_at,
    MarkSheet.released_at,
    CriterionMark.decided_at,
    Evidence.created_at,
    ClaimDecision.decided_at,
    events.Event.at,
)


@pytest.fixture
def seeded(app, session):
    seeding.seed(session, app.extensions["scenarios"], now=NOW)
    return session


@on_sqlite
def test_the_whole_cast_is_there(seeded):
    people = Counter(seeded.scalars(select(Membership.role)))
    assert seeded.scalar(select(func.count()).select_from(Apprenticeship)) == len(cast.APPRENTICES) == 24
    assert people[Role.TUTOR] == 3
    assert people[Role.APPRENTICE] == 24 + len(cast.NOT_ENROLLED)
    employers = select(func.count()).where(Organisation.kind == OrganisationKind.EMPLOYER)
    assert seeded.scalar(employers) == 4


@on_sqlite
def test_work_is_in_every_state(seeded):
    states = Counter(str(state) for state in seeded.scalars(select(Attempt.state)))
    outcomes = Counter(str(outcome) for outcome in seeded.scalars(select(MarkSheet.outcome)))
    claims = Counter(str(state) for state in seeded.scalars(select(Claim.state)))
    statuses = Counter(str(status) for status in seeded.scalars(select(Apprenticeship.status)))
    assert {"drafting", "handed-in", "released"} <= states.keys()
    assert {"not_yet", "pass", "distinction", "None"} <= outcomes.keys()
    assert {"accepted", "with-tutor", "more-needed"} <= claims.keys()
    assert {"on-programme", "break-in-learning", "at-gateway"} <= statuses.keys()


def test_nothing_lies_in_the_future_and_every_record_holds_together(seeded):
    for moment in MOMENTS:
        assert seeded.scalar(select(func.max(moment))) <= NOW, moment
    for stream in seeded.scalars(select(events.Event.stream_id).distinct()).all():
        chain = seeded.scalars(
            select(events.Event).where(events.Event.stream_id == stream).order_by(events.Event.sequence)
        ).all()
        assert events.broken_link(chain) is None


@on_sqlite
def test_the_same_cast_and_moment_give_the_same_cohort(app, session):
    def story() -> list[tuple[object, ...]]:
        query = (
            select(Person.name, Attempt.exercise_id, Attempt.number, Attempt.state, Attempt.payload, Attempt.saved_at)
            .join(Apprenticeship, Apprenticeship.apprentice_id == Person.id)
            .join(Attempt, Attempt.apprenticeship_id == Apprenticeship.id)
            .order_by(Person.name, Attempt.exercise_id, Attempt.number)
        )
        return [tuple(row) for row in session.execute(query)]

    with session.begin_nested() as first:
        seeding.seed(session, app.extensions["scenarios"], now=NOW)
        told = story()
        first.rollback()
    assert not seeding.is_seeded(session)
    seeding.seed(session, app.extensions["scenarios"], now=NOW)
    assert told
    assert story() == told


@on_sqlite
def test_a_later_day_moves_everything_with_it(app, session):
    seeding.seed(session, app.extensions["scenarios"], now=NOW + timedelta(days=40))
    latest = session.scalar(select(func.max(Submission.handed_in_at)))
    assert NOW + timedelta(days=38) < latest <= NOW + timedelta(days=40)
