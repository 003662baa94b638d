"""What an exercise builds on: the reference until there is something of one's own, and then what was handed in last."""

from __future__ import annotations

import json

import pytest
from werkzeug.datastructures import MultiDict

from app.core import clock
from app.demonstration.factories import make_apprenticeship
from app.demonstration.factories_marking import make_released
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.kinds.base import Source, dossier_payload
from app.marking.artefact import restore
from app.scenarios.pack import Exercise
from app.submissions import dossier, services

MOST_QUERIES = 12


@pytest.fixture
def builds_on_it(schedule: Exercise) -> Exercise:
    """The first exercise of the scenario that reads the schedule."""
    return next(each for each in schedule.scenario.exercises if schedule.slug in each.file.reads)


@pytest.fixture
def apprenticeship(session):
    return make_apprenticeship(session)


def item_of(session, attempt, exercise):
    return dossier.own(session, attempt, exercise).brief.dossier["schedule"]


class TestOwn:
    def test_the_reference_stands_in_until_something_is_handed_in(
        self, session, schedule, builds_on_it, apprenticeship
    ):
        attempt = make_attempt(session, builds_on_it, apprenticeship)
        make_attempt(session, schedule, apprenticeship, payload=schedule.samples["pass"].payload)
        item = item_of(session, attempt, builds_on_it)
        assert (item.source, item.whose, item.reference) == (Source.REFERENCE, "the reference", "")
        assert item.payload == schedule.reference.payload

    def test_what_was_handed_in_last_takes_its_place(self, session, schedule, builds_on_it, apprenticeship):
        first = make_submission(session, schedule, apprenticeship, sample="open-end")
        make_released(session, first, schedule, sample="open-end")
        session.refresh(first.attempt)
        last = make_submission(session, schedule, apprenticeship, sample="pass")
        attempt = make_attempt(session, builds_on_it, apprenticeship)
        item = item_of(session, attempt, builds_on_it)
        assert (item.source, item.whose, item.reference) == (Source.OWN, "your", last.reference)
        assert item.payload == json.loads(last.content)

    def test_blank_work_never_does(self, session, schedule, builds_on_it, apprenticeship):
        make_submission(session, schedule, apprenticeship, sample="blank")
        attempt = make_attempt(session, builds_on_it, apprenticeship)
        assert item_of(session, attempt, builds_on_it).source is Source.REFERENCE

    def test_another_person_s_work_is_never_in_it(self, session, schedule, builds_on_it, apprenticeship):
        make_submission(session, schedule, make_apprenticeship(session), sample="pass")
        attempt = make_attempt(session, builds_on_it, apprenticeship)
        assert item_of(session, attempt, builds_on_it).source is Source.REFERENCE

    def test_an_exercise_that_reads_nothing_asks_nothing(self, session, schedule, apprenticeship):
        attempt = make_attempt(session, schedule, apprenticeship)
        assert dossier.own(session, attempt, schedule) is schedule

    def test_only_what_is_read_can_be_put_in(self, builds_on_it, schedule):
        item = builds_on_it.brief.dossier["schedule"]
        assert set(schedule.with_dossier({"schedule": item}).brief.dossier) == set()


class TestPayload:
    def test_it_is_loaded_into_the_kind_it_is_of(self, builds_on_it, schedule):
        assert dossier_payload(builds_on_it.brief, schedule.kind) == schedule.kind.load(
            schedule.reference.payload, schedule.kind.version
        )

    def test_none_where_there_is_none_or_none_that_can_be_read(self, builds_on_it, schedule):
        assert dossier_payload(schedule.brief, schedule.kind) is None
        broken = builds_on_it.brief.dossier["schedule"].model_copy(update={"payload": {"nonsense": 1}})
        brief = builds_on_it.brief.model_copy(update={"dossier": {"schedule": broken}})
        assert dossier_payload(brief, schedule.kind) is None


class TestPages:
    def test_the_editor_says_whose_it_is_and_shows_it(self, visit, session, schedule, builds_on_it, apprenticeship):
        attempt = make_attempt(session, builds_on_it, apprenticeship)
        me = visit.as_(apprenticeship.apprentice)
        page = me.get("submissions.edit", attempt_id=attempt.id)
        assert "reference" in page.text(".dossier-item p")
        assert page.texts(".dossier-rows tbody tr th")[0] == "1"
        assert page.queries <= MOST_QUERIES
        submission = make_submission(session, schedule, apprenticeship, sample="pass")
        page = me.get("submissions.edit", attempt_id=attempt.id)
        assert submission.reference in page.text(".dossier-item p")
        assert page.queries <= MOST_QUERIES

    def test_the_receipt_and_the_desk_say_what_it_was_built_on(
        self, visit, session, schedule, builds_on_it, apprenticeship
    ):
        own = make_submission(session, schedule, apprenticeship, sample="pass")
        attempt = make_attempt(session, builds_on_it, apprenticeship, payload=builds_on_it.reference.payload)
        submission = services.hand_in(
            session,
            attempt,
            exercise=dossier.own(session, attempt, builds_on_it),
            based_on=attempt.revision,
            actor=apprenticeship.apprentice,
            at=clock.now(),
        )
        receipt = visit.as_(apprenticeship.apprentice).get("submissions.receipt", submission_id=submission.id)
        assert f"{schedule.title} (the apprentice’s own, {own.reference}" in receipt.text(".receipt")
        desk = visit.as_(apprenticeship.tutor).get("marking.desk", submission_id=submission.id)
        assert any(own.reference in text for text in desk.texts(".desk-work .soft"))

    def test_a_mark_stays_what_it_was_when_what_it_built_on_is_handed_in_again(
        self, session, schedule, builds_on_it, apprenticeship
    ):
        make_submission(session, schedule, apprenticeship, sample="pass")
        attempt = make_attempt(session, builds_on_it, apprenticeship, payload=builds_on_it.reference.payload)
        mine = dossier.own(session, attempt, builds_on_it)
        submission = services.hand_in(
            session,
            attempt,
            exercise=mine,
            based_on=attempt.revision,
            actor=apprenticeship.apprentice,
            at=clock.now(),
        )
        kept = submission.exercise["brief"]["dossier"]["schedule"]
        assert kept["source"] == "own"
        kind = builds_on_it.kind
        brief = kind.brief.model_validate(submission.exercise["brief"])
        again = kind.mark(kind.load(json.loads(submission.content), kind.version), brief)
        assert {name: str(value) for name, value in again.measures.items()} == submission.automark.measures
        assert restore(submission).rows


def test_a_draft_is_saved_and_judged_on_the_dossier(visit, session, schedule, builds_on_it, apprenticeship):
    """The autosave's answer comes from the same exercise as the page."""
    make_submission(session, schedule, apprenticeship, sample="pass")
    attempt = make_attempt(session, builds_on_it, apprenticeship)
    payload = builds_on_it.kind.load(builds_on_it.reference.payload, builds_on_it.kind.version).model_dump(mode="json")
    answer = visit.as_(apprenticeship.apprentice).put(
        "submissions.draft", {"based_on": attempt.revision, "payload": payload}, attempt_id=attempt.id
    )
    assert answer.status == 200
    assert MultiDict(answer.json["outputs"])
