from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.demonstration.factories import NOON, make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_marking import make_marks, make_released, tutor_of
from app.demonstration.factories_submissions import make_submission
from app.engines.rubric import Level
from app.marking import services
from app.marking.artefact import restore
from app.marking.desk import set_out
from tests.marking.again import sheet_of


def _desk(visit, submission, person=None):
    return visit.as_(person or tutor_of(submission)).get("marking.desk", submission_id=submission.id)


class TestService:
    def test_rows_are_named_by_the_first_words_in_them(self, session, risks):
        artefact = restore(make_submission(session, risks, sample="pass"))
        first = artefact.rows[0]
        assert first.ref == "R1"
        assert first.label.startswith("R1: ")
        assert len(first.name) <= 60

    def test_a_finding_on_a_cell_is_on_its_row(self, session, risks):
        artefact = restore(make_submission(session, risks, sample="pass"))
        assert artefact.row_of("R1.probability") == artefact.row_of("R1") == "R1"
        assert artefact.row_of("R999.probability") == artefact.row_of("") == ""
        assert artefact.field_of("contingency") == "contingency"
        assert artefact.field_of("R1") == ""

    def test_a_finding_that_two_criteria_use_is_noted_once_on_its_row(self, session, schedule):
        submission = make_submission(session, schedule, sample="cannot-be-read")
        notes = set_out(session, submission, actor=tutor_of(submission)).notes
        assert notes
        for said in notes.values():
            texts = [note["text"] for note in said]
            assert len(texts) == len(set(texts))

    def test_changes_are_counted_by_row_against_the_attempt_before(self, session, schedule):
        first = make_submission(session, schedule, sample="open-end")
        make_released(session, first, schedule, sample="open-end")
        apprenticeship = first.attempt.apprenticeship
        second = make_submission(session, schedule, apprenticeship, sample="distinction", at=NOON + timedelta(days=1))
        desk = set_out(session, second, actor=tutor_of(second))
        assert desk.previous.id == first.id
        assert desk.changed_rows == len({each.ref for each in desk.changes if each.ref}) > 0

    def test_the_next_one_is_the_one_after_and_then_the_first(self, session, schedule):
        first = make_submission(session, schedule, sample="blank", at=NOON)
        tutor = tutor_of(first)
        alone = set_out(session, first, actor=tutor)
        assert alone.next_id is None
        provider = first.attempt.apprenticeship.provider
        another = make_apprenticeship(session, provider=provider, tutor=tutor)
        second = make_submission(session, schedule, another, sample="blank", at=NOON + timedelta(hours=1))
        assert set_out(session, first, actor=tutor).next_id == second.id
        assert set_out(session, second, actor=tutor).next_id == first.id

    def test_an_artefact_whose_kind_is_gone_is_shown_as_it_was_stored(self, session, schedule):
        submission = make_submission(session, schedule, sample="pass")
        submission.exercise = submission.exercise | {"kind": "slide-rule"}
        artefact = restore(submission)
        assert artefact.kind is None
        assert json.loads(artefact.as_stored) == json.loads(submission.content)


class TestPage:
    @pytest.mark.parametrize("slug", ["schedule", "risks"])
    def test_stands_for_whatever_is_handed_in_with_its_rows_anchored(self, request, session, visit, slug):
        exercise = request.getfixturevalue(slug)
        for sample in ("blank", "cannot-be-read", "distinction"):
            submission = make_submission(session, exercise, sample=sample)
            rows = restore(submission).rows
            page = _desk(visit, submission)
            assert page.status == 200, sample
            assert all(page.soup.find(id=f"row-{row.ref}") for row in rows), sample
            assert len(page.soup.select(".criterion")) == len(exercise.rubric)

    def test_shows_findings_beside_their_criterion_with_a_link_to_the_row(self, session, visit, schedule):
        page = _desk(visit, make_submission(session, schedule, sample="open-end"))
        links = page.soup.select("#criterion-logic .findings a[href^='#row-']")
        assert links
        assert page.text("#criterion-logic input[checked] + span b").startswith("Not yet")

    def test_shows_the_measures_a_criterion_has_thresholds_on(self, session, visit, risks):
        page = _desk(visit, make_submission(session, risks, sample="half-the-papers-unread"))
        assert page.text("#criterion-found .measure-line") == "Risks found: 4 (pass from 6, distinction from 9)"

    def test_marks_what_the_checks_propose_and_what_is_still_open(self, session, visit, schedule):
        page = _desk(visit, make_submission(session, schedule, sample="distinction"))
        assert "Distinction ✓ checked" in page.text("#criterion-durations .levels")
        assert not page.soup.select("#criterion-durations input[checked]")
        assert "Choose it to confirm" in page.text("#criterion-durations [data-standing]")
        assert page.text("[data-tally]") == "4 of 6 decided · heading for Distinction"
        assert "Durations come from the papers that count" in page.text("[data-undecided]")

    def test_says_what_changed_since_the_last_attempt(self, session, visit, schedule):
        first = make_submission(session, schedule, sample="open-end")
        make_released(session, first, schedule, sample="open-end")
        second = make_submission(session, schedule, first.attempt.apprenticeship, sample="pass")
        page = _desk(visit, second)
        assert "changed since attempt 1" in page.text(".desk-work .card-head .tag")
        assert page.soup.select("#what-changed .differences li")

    def test_looking_opens_no_sheet(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        _desk(visit, submission)
        assert sheet_of(session, submission.id) is None

    def test_comments_are_shown_on_their_row_and_in_the_list(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        services.comment(session, submission, text="Which gate?", where="2", actor=tutor_of(submission), at=NOON)
        page = _desk(visit, submission)
        assert "Which gate?" in page.text("#row-2")
        assert "Which gate?" in page.text(".comment-list")

    def test_a_long_queue_takes_no_more_queries_than_a_short_one(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        tutor = tutor_of(submission)
        provider = submission.attempt.apprenticeship.provider
        make_marks(session, submission, {"for-the-board": Level.PASS})
        short = _desk(visit, submission, tutor)
        for _ in range(20):
            make_submission(session, schedule, _another(session, provider.id, tutor.id), sample="blank")
        long = visit.as_(tutor).get("marking.desk", submission_id=submission.id)
        assert long.queries == short.queries <= 12
        assert len(long.soup.select(".desk-queue-list li")) == 12
        assert "The whole queue" in long.text(".desk-queue")

    def test_after_release_it_is_read_only(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_released(session, submission, schedule)
        page = _desk(visit, submission)
        assert not page.soup.select("main form[method=post]")
        assert "nothing here can be changed" in page.text(".desk-work .notice")

    def test_what_people_type_is_escaped(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_marks(session, submission, {"for-the-board": Level.PASS})
        text = "<script>alert(1)</script>"
        services.comment(session, submission, text=text, where="2", actor=tutor_of(submission), at=NOON)
        page = _desk(visit, submission)
        assert text not in page.response.text
        assert text in page.text(".comment-text")


class TestWhoMaySee:
    def test_the_tutor_marks_and_an_overseer_reads_without_controls(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        provider = submission.attempt.apprenticeship.provider
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, provider)
        name = tutor_of(submission).name
        assert _desk(visit, submission).soup.select(".decision")
        page = _desk(visit, submission, overseer)
        assert page.status == 200
        assert not page.soup.select("main form[method=post], main input, main textarea")
        assert name in page.text(".desk-work .notice")

    def test_nobody_else_learns_that_it_exists(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        elsewhere = make_organisation(session)
        expected = {
            make_person(session, Role.TUTOR, apprenticeship.provider): 404,
            make_person(session, Role.TUTOR, elsewhere): 404,
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, elsewhere): 404,
            apprenticeship.apprentice: 403,
            apprenticeship.line_manager: 403,
        }
        for person, status in expected.items():
            assert _desk(visit, submission, person).status == status

    def test_a_tutor_who_is_an_apprentice_too_does_not_see_their_own_marking(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        apprentice = apprenticeship.apprentice
        apprentice.memberships.append(
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, apprenticeship.provider).memberships[0]
        )
        session.flush()
        assert _desk(visit, submission, apprentice).status == 404

    def test_a_line_manager_who_teaches_others_does_not_see_it(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        manager = apprenticeship.line_manager
        manager.memberships.append(make_person(session, Role.TUTOR, apprenticeship.provider).memberships[0])
        session.flush()
        assert _desk(visit, submission, manager).status == 404


def _another(session, provider_id, tutor_id):
    """One more apprenticeship of a tutor, after a visit has expired everybody."""
    from sqlalchemy import select
    from sqlalchemy.orm import selectinload

    from app.accounts.models import Organisation, Person

    provider = session.get(Organisation, provider_id)
    tutor = session.scalars(select(Person).where(Person.id == tutor_id).options(selectinload(Person.memberships))).one()
    return make_apprenticeship(session, provider=provider, tutor=tutor)
