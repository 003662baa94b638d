"""Makes the demonstration: the cast of `cast.py`, and what each of them has done, through the product's own services.

The same cast and the same moment always give the same cohort. Times are counted back from that moment.
"""

from __future__ import annotations

import math
import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation, Person, Role
from app.demonstration import cast
from app.demonstration.duty_pieces import DUTY_PIECES, STATEMENTS
from app.demonstration.factories import make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_marking import make_marks, make_released
from app.demonstration.factories_portfolio import frame, make_claim, make_evidence
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.marking import releasing
from app.marking.desk import read_marks
from app.marking.queries import list_actions
from app.notices.models import Email, Notice
from app.portfolio.models import ClaimState
from app.programmes.models import Apprenticeship, ApprenticeshipStatus
from app.scenarios.library import Library
from app.scenarios.models import DocumentNote
from app.scenarios.pack import Exercise

#: Days from handing in to release, and from a piece of evidence to the tutor's word on it.
MARKED_AFTER = timedelta(days=2)
IN_TRAY_NOTE = "He promises 20 August in public. Check it against what the project manager says we are held to."
COMMENTS: Mapping[str, Mapping[str, str]] = {
    "only-watching": {"R7": "“Monitor” is not a response. What would you do on the Monday if the forecast is 40 mph?"},
    "open-end": {"": "A careful plan. Close the loose end and it holds together."},
    "superseded-lead-time": {"": "Two papers give two lead times. Which one is later, and what does that tell you?"},
    "will-work-harder": {
        "": "Nobody works harder because a plan says so. What could move, and what would it cost in float?"
    },
    "activity-missing": {"": "Read the minutes again with the list of activities beside you."},
    "pass": {"": "Sound work that a project manager could use. See the weaknesses for what would make it better."},
    "distinction": {"": "This could go to the board as it is."},
}


@dataclass(frozen=True)
class Stage:
    """What every step needs: the moment it all leads up to, the packs, and who has been made so far."""

    session: Session
    exercises: Mapping[str, Exercise]
    now: datetime
    people: dict[str, Person]
    employers: dict[str, Organisation]
    provider: Organisation

    @property
    def today(self) -> date:
        return self.now.date()

    def at(self, days_ago: int, hour: int = 10) -> datetime:
        """That many days ago at eighteen minutes to the next hour, and never later than now."""
        return min(datetime.combine(self.today - timedelta(days=days_ago), time(hour, 42), tzinfo=UTC), self.now)


def is_seeded(session: Session) -> bool:
    return session.scalar(select(Person.id).where(Person.email == cast.email(cast.STAFF[0].key))) is not None


def seed(session: Session, library: Library, *, now: datetime) -> None:
    """Make the whole demonstration. It flushes; the command that called it commits."""
    exercises = {exercise.slug: exercise for exercise in library.scenario("quarry-lane-footbridge").exercises}
    provider = make_organisation(session, cast.PROVIDER)
    stage = Stage(session, exercises, now, {}, {}, provider)
    for staff in cast.STAFF:
        _person(stage, staff.key, staff.name, staff.role, provider)
    for employer in cast.EMPLOYERS:
        stage.employers[employer.key] = make_organisation(session, employer.name, employer_of=provider)
        for key, name in employer.line_managers:
            _person(stage, key, name, Role.LINE_MANAGER, stage.employers[employer.key])
    for member in cast.APPRENTICES:
        _play(stage, member)
    for key, name in cast.NOT_ENROLLED:
        _person(stage, key, name, Role.APPRENTICE, provider)
    _settle_notices(stage)


def _person(stage: Stage, key: str, name: str, role: Role, organisation: Organisation) -> Person:
    person = make_person(
        stage.session,
        role,
        organisation,
        name=name,
        email=cast.email(key),
        password=secrets.token_urlsafe(24),  # nobody knows it: the cast is signed in as by one click
        id=person_id(key),
    )
    stage.people[key] = person
    return person


def person_id(key: str) -> uuid.UUID:
    """The same person always has the same id, so a bookmark survives a fresh start."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, cast.email(key))


def _play(stage: Stage, member: cast.Apprentice) -> None:
    apprenticeship = make_apprenticeship(
        stage.session,
        provider=stage.provider,
        employer=stage.employers[member.employer],
        apprentice=_person(stage, member.key, member.name, Role.APPRENTICE, stage.provider),
        tutor=stage.people[member.tutor],
        line_manager=stage.people[member.line_manager],
        cohort=_cohort(stage.today - timedelta(weeks=member.weeks_in)),
        starts_on=stage.today - timedelta(weeks=member.weeks_in),
        months=member.months,
        status=ApprenticeshipStatus(member.status),
    )
    for work in sorted((*_passed_on_the_way(stage, member), *member.work), key=lambda each: -each.days_ago):
        _do(stage, apprenticeship, work)
    if member.work:
        _read_in_tray(stage, apprenticeship.apprentice, member.key)
    _evidence_of_duties(stage, apprenticeship, member)
    for piece in member.pieces:
        _evidence(stage, apprenticeship, piece)


def _passed_on_the_way(stage: Stage, member: cast.Apprentice) -> Iterator[cast.Work]:
    """The exercises of duties that are behind them and that their story does not tell of, each passed at its time."""
    told = {work.exercise for work in member.work}
    days_in = member.weeks_in * 7
    for exercise in stage.exercises.values():
        if exercise.duty <= math.floor(member.duties_evidenced) and exercise.slug not in told:
            share = exercise.duty / (member.duties_evidenced + 1)
            yield cast.Work(exercise.slug, "pass", "released", max(4, days_in - round(days_in * share)))


def _cohort(starts_on: date) -> str:
    return f"{starts_on:%B %Y}"


def _do(stage: Stage, apprenticeship: Apprenticeship, work: cast.Work) -> None:
    """Draft, hand in, mark, release and act on one attempt, as far as its state says."""
    exercise = stage.exercises[work.exercise]
    if work.state == "drafting":
        make_attempt(
            stage.session,
            exercise,
            apprenticeship,
            payload=_payload(exercise, work.sample),
            at=stage.at(work.days_ago, 8),
        )
        return
    submission = make_submission(
        stage.session, exercise, apprenticeship, sample=work.sample, at=stage.at(work.days_ago)
    )
    submission.attempt.apprenticeship = apprenticeship
    if work.state == "marking":
        open_one = next(each for each in read_marks(stage.session, submission).standings if not each.is_decided)
        expected = exercise.samples[work.sample].expect[open_one.id]
        make_marks(stage.session, submission, {open_one.id: expected}, at=stage.at(work.days_ago - 1))
    if work.state == "released":
        refs = {row["ref"] for row in exercise.kind.editor.rows(exercise.samples[work.sample].payload)}
        comments = {ref: text for ref, text in COMMENTS.get(work.sample, {}).items() if not ref or ref in refs}
        at = min(stage.at(work.days_ago) + MARKED_AFTER, stage.now)
        sheet = make_released(stage.session, submission, exercise, sample=work.sample, comments=comments, at=at)
        for action in list_actions(stage.session, sheet)[: work.act_on]:
            releasing.act(
                stage.session,
                action,
                submission,
                done=True,
                actor=apprenticeship.apprentice,
                at=min(at + timedelta(hours=5), stage.now),
            )


def _read_in_tray(stage: Stage, reader: Person, key: str) -> None:
    """All but the three newest documents have been read; one has a note."""
    documents = next(iter(stage.exercises.values())).scenario.documents
    for number, document in enumerate(documents[3:]):
        note = IN_TRAY_NOTE if number == 0 and key == "priya" else ""
        stage.session.add(DocumentNote(person_id=reader.id, document_id=document.id, read_at=stage.at(1, 9), note=note))
    stage.session.flush()


def _payload(exercise: Exercise, sample: str) -> dict[str, Any]:
    """A sample's content; `half-finished` is the first half of the one that passes."""
    if sample != "half-finished":
        return exercise.samples[sample].payload
    payload = exercise.samples["pass"].payload
    halves = {grid.key: payload.get(grid.key, ()) for grid in exercise.kind.editor.grids}
    return payload | {key: rows[: len(rows) // 2] for key, rows in halves.items()}


def _evidence_of_duties(stage: Stage, apprenticeship: Apprenticeship, member: cast.Apprentice) -> None:
    """A piece for each duty behind them, with every KSB accepted; for the last, only some of them."""
    days_in = member.weeks_in * 7
    for duty in frame().duties[: math.ceil(member.duties_evidenced)]:
        share = min(1.0, member.duties_evidenced - (duty.number - 1))
        codes = [each.code for each in duty.ksbs][: math.ceil(share * len(duty.ksbs))]
        days_ago = max(3, days_in - days_in * duty.number // (math.ceil(member.duties_evidenced) + 1))
        title, account = DUTY_PIECES[duty.number - 1]
        _make(stage, apprenticeship, title, account, days_ago, dict.fromkeys(codes, "accepted"))


def _evidence(stage: Stage, apprenticeship: Apprenticeship, piece: cast.Piece) -> None:
    _make(stage, apprenticeship, piece.title, piece.account, piece.days_ago, piece.claims)


def _make(
    stage: Stage, apprenticeship: Apprenticeship, title: str, account: str, days_ago: int, claims: Mapping[str, str]
) -> None:
    at = stage.at(days_ago, 15)
    happened_on = max((at - timedelta(days=4)).date(), apprenticeship.starts_on)
    evidence = make_evidence(
        stage.session, apprenticeship, title=title, account=account, happened_on=happened_on, at=at
    )
    for number, (code, state) in enumerate(claims.items()):
        statement = STATEMENTS[number % len(STATEMENTS)]
        reason = "Say what you decided and what you asked others to decide." if state == "more-needed" else ""
        make_claim(stage.session, evidence, code, statement=statement, state=ClaimState(state), reason=reason, at=at)


def _settle_notices(stage: Stage) -> None:
    """Old notices have been read and nothing waits to be e-mailed, as on any morning."""
    a_week_ago = stage.at(7)
    for notice in stage.session.scalars(select(Notice).where(Notice.created_at < a_week_ago)):
        notice.read_at = notice.created_at + timedelta(hours=3)
    for email in stage.session.scalars(select(Email)):
        email.sent_at = email.created_at
    stage.session.flush()
