"""Every page of the product, with who looks at it: the table that the checks of every page go through."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.links import make_link
from app.accounts.models import LinkPurpose, Person
from app.core import clock
from app.demonstration.seeding import person_id
from app.extensions import db
from app.portfolio.models import Claim, ClaimState, Evidence
from app.programmes.models import Apprenticeship
from app.scenarios.library import library
from app.submissions.models import Attempt, AttemptState

NOBODY = ""
ROOM = "quarry-lane-footbridge"
SCHEDULE, RISKS = "05-schedule", "08-risks"
Values = dict[str, Any]


@dataclass(frozen=True)
class Seeded:
    """Finds what the demonstration holds by whose it is."""

    session: Session

    def exercise(self, slug: str) -> Values:
        found = next(each for each in library().scenario(ROOM).exercises if each.slug == slug)
        return {"exercise_id": found.id}

    def _attempt(self, key: str, slug: str, state: AttemptState) -> Attempt:
        query = (
            select(Attempt)
            .join(Attempt.apprenticeship)
            .where(Apprenticeship.apprentice_id == person_id(key), Attempt.state == state)
            .where(Attempt.exercise_id == self.exercise(slug)["exercise_id"])
            .order_by(Attempt.number)
        )
        return self.session.scalars(query).first() or self._missing(key, slug)

    @staticmethod
    def _missing(*what: str) -> Attempt:
        raise LookupError(f"the demonstration has no {what}")

    def draft(self, key: str, slug: str) -> Values:
        return {"attempt_id": self._attempt(key, slug, AttemptState.DRAFTING).id}

    def _submission(self, key: str, slug: str, state: AttemptState) -> Values:
        attempt = self._attempt(key, slug, state)
        self.session.refresh(attempt, ["submission"])
        return {"submission_id": attempt.submission.id} if attempt.submission else {}

    def waiting(self, key: str, slug: str) -> Values:
        return self._submission(key, slug, AttemptState.HANDED_IN)

    def released(self, key: str, slug: str) -> Values:
        return self._submission(key, slug, AttemptState.RELEASED)

    def apprenticeship(self, key: str) -> Values:
        query = select(Apprenticeship.id).where(Apprenticeship.apprentice_id == person_id(key))
        return {"apprenticeship_id": self.session.scalars(query).one()}

    def evidence(self, key: str, state: ClaimState) -> Values:
        query = (
            select(Evidence.id)
            .join(Evidence.apprenticeship)
            .join(Claim, Claim.evidence_id == Evidence.id)
            .where(Apprenticeship.apprentice_id == person_id(key), Claim.state == state)
            .order_by(Evidence.title)
        )
        return {"evidence_id": self.session.scalars(query).first()}

    def link(self, key: str, purpose: LinkPurpose) -> Values:
        person = self.session.get_one(Person, person_id(key))
        token = make_link(self.session, person, purpose, at=clock.now())
        self.session.commit()
        return {"token": token}


Find = Callable[[Seeded], Values]


@dataclass(frozen=True)
class Sight:
    """A page as one person sees it. `find` gives the values of its address."""

    who: str
    endpoint: str
    find: Find
    #: The rest of the address; a button that sends the page's form as it is; and what the server answers to that.
    query: str = ""
    press: str = ""
    status: int = 200


def see(who: str, endpoint: str, find: Find | None = None, **more: Any) -> Sight:
    return Sight(who, endpoint, find or (lambda _: {}), **more)


def _everybody() -> Iterator[Sight]:
    for who in ("priya", "mercy", "ruth", "tom", "alan"):
        yield see(who, "accounts.account")
        yield see(who, "notices.index")


def _nobody() -> Iterator[Sight]:
    yield see(NOBODY, "accounts.sign_in")
    yield see(NOBODY, "accounts.sign_in", press="Sign in", status=422)
    yield see(NOBODY, "accounts.forgotten_password")
    yield see(NOBODY, "accounts.forgotten_password", press="Send the link", status=422)
    yield see(NOBODY, "accounts.reset_password", lambda seeded: seeded.link("alan", LinkPurpose.PASSWORD_RESET))
    yield see(NOBODY, "accounts.reset_password", lambda _: {"token": "run-out"}, status=410)
    yield see(NOBODY, "accounts.accept_invitation", lambda seeded: seeded.link("ruth", LinkPurpose.INVITATION))
    yield see(
        NOBODY,
        "accounts.accept_invitation",
        lambda seeded: seeded.link("ruth", LinkPurpose.INVITATION),
        press="Save and go in",
        status=422,
    )


def _apprentices() -> Iterator[Sight]:
    def of_priya(seeded: Seeded) -> Values:
        return seeded.draft("priya", SCHEDULE)

    yield see("priya", "progress.my_plan")
    yield see("priya", "scenarios.index")
    yield see("priya", "scenarios.room", lambda _: {"slug": ROOM})
    for document in ("02-revised-quotation", "05-board-minutes", "07-survey-note", "14-quotation"):
        yield see("priya", "scenarios.room", lambda _: {"slug": ROOM}, query=f"?document={document}")
    yield see("priya", "submissions.exercise", lambda seeded: seeded.exercise(SCHEDULE))
    yield see("priya", "submissions.edit", of_priya)
    yield see("priya", "submissions.history", lambda seeded: seeded.draft("priya", SCHEDULE))
    yield see("priya", "submissions.import_file", lambda seeded: seeded.draft("priya", SCHEDULE))
    yield see(
        "priya", "submissions.import_file", lambda seeded: seeded.draft("priya", SCHEDULE), press="Import", status=422
    )
    yield see("priya", "submissions.hand_in", lambda seeded: seeded.draft("priya", SCHEDULE))
    yield see(
        "priya", "submissions.hand_in", lambda seeded: seeded.draft("priya", SCHEDULE), press="Hand in", status=422
    )
    yield see("priya", "submissions.receipt", lambda seeded: seeded.released("priya", RISKS))
    yield see("priya", "marking.feedback", lambda seeded: seeded.released("priya", RISKS))
    yield see("gwen", "submissions.edit", lambda seeded: seeded.draft("gwen", RISKS))
    yield see("lola", "marking.feedback", lambda seeded: seeded.released("lola", SCHEDULE))
    yield see("lola", "marking.feedback", lambda seeded: seeded.waiting("lola", SCHEDULE))
    yield see("amir", "progress.my_plan")
    yield see("devon", "progress.my_plan")
    yield see("devon", "submissions.exercise", lambda seeded: seeded.exercise(RISKS))
    yield see("devon", "portfolio.index")
    yield see("devon", "portfolio.matrix")
    yield see("newcomer-apprentice", "progress.my_plan")
    yield see("newcomer-apprentice", "portfolio.index", status=404)


def _learning() -> Iterator[Sight]:
    yield see("priya", "learning.index")
    yield see("priya", "learning.lesson", lambda _: {"slug": "schedule"})
    yield see("priya", "learning.lesson", lambda _: {"slug": "schedule"}, query="?check=1")
    yield see("priya", "learning.lesson", lambda _: {"slug": "risk"})


def _portfolio() -> Iterator[Sight]:
    yield see("priya", "portfolio.index")
    yield see("priya", "portfolio.add")
    yield see("priya", "portfolio.add", press="Add to your portfolio", status=422)
    yield see("priya", "portfolio.matrix")
    yield see("priya", "portfolio.evidence", lambda seeded: seeded.evidence("priya", ClaimState.MORE_NEEDED))
    yield see("mercy", "portfolio.waiting")
    yield see("mercy", "portfolio.evidence", lambda seeded: seeded.evidence("priya", ClaimState.WITH_TUTOR))
    yield see(
        "mercy",
        "portfolio.matrix",
        lambda seeded: {"apprenticeship": seeded.apprenticeship("priya")["apprenticeship_id"]},
    )
    yield see("newcomer-tutor", "portfolio.waiting")


def _tutors() -> Iterator[Sight]:
    yield see("mercy", "progress.caseload")
    yield see("mercy", "progress.caseload", query="?search=nobody+of+this+name")
    yield see("mercy", "progress.apprentice", lambda seeded: seeded.apprenticeship("priya"))
    yield see("mercy", "marking.queue")
    yield see("mercy", "marking.queue", query="?page=9")
    yield see("mercy", "marking.desk", lambda seeded: seeded.waiting("jo", RISKS))
    yield see("mercy", "marking.release", lambda seeded: seeded.waiting("jo", RISKS))
    yield see("mercy", "marking.release", lambda seeded: seeded.released("jo", SCHEDULE))
    yield see("mercy", "marking.feedback", lambda seeded: seeded.released("jo", SCHEDULE))
    yield see("mercy", "submissions.receipt", lambda seeded: seeded.released("jo", SCHEDULE))
    yield see("mercy", "submissions.exercise", lambda seeded: seeded.exercise(SCHEDULE))
    yield see("owen", "marking.desk", lambda seeded: seeded.waiting("lola", SCHEDULE))
    yield see("newcomer-tutor", "progress.caseload")
    yield see("newcomer-tutor", "marking.queue")
    yield see("ruth", "progress.caseload")
    yield see("ruth", "progress.apprentice", lambda seeded: seeded.apprenticeship("ben"))
    yield see("ruth", "marking.desk", lambda seeded: seeded.waiting("ben", SCHEDULE))


def _employers_and_administrators() -> Iterator[Sight]:
    yield see("tom", "progress.apprentices")
    yield see("tom", "progress.apprentice", lambda seeded: seeded.apprenticeship("priya"))
    yield see("tom", "marking.queue", status=403)
    yield see("tom", "progress.apprentice", lambda _: {"apprenticeship_id": uuid.UUID(int=0)}, status=404)
    yield see("newcomer-manager", "progress.apprentices")
    yield see("alan", "accounts.people")
    yield see("alan", "accounts.people", query="?search=nobody+of+this+name")
    yield see("alan", "accounts.person", lambda _: {"person_id": person_id("mercy")})
    yield see("alan", "accounts.invite")
    yield see("alan", "accounts.invite", press="Send the invitation", status=422)
    yield see("alan", "programmes.enrol")
    yield see("alan", "programmes.enrol", press="Enrol", status=422)


SIGHTS = (
    *_nobody(),
    *_everybody(),
    *_apprentices(),
    *_learning(),
    *_portfolio(),
    *_tutors(),
    *_employers_and_administrators(),
)


def addresses(app: Flask, sights: list[Sight]) -> list[str]:
    """The paths of sights, found in the app's database."""
    with app.test_request_context():
        seeded = Seeded(db.session)
        return [url_for(each.endpoint, **each.find(seeded)) + each.query for each in sights]
