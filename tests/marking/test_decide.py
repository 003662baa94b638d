from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.core.errors import NotAllowed, NotFound
from app.core.events import Event
from app.demonstration.factories import NOON, make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_marking import make_marks, make_released, tutor_of
from app.demonstration.factories_submissions import make_submission
from app.engines.rubric import Level
from app.marking import services
from app.marking.desk import read_marks
from app.marking.models import CriterionMark, DecidedBy, MarkSheet
from tests.marking.again import reread, sheet_of

CHECKED, BOTH, TUTORS = "logic", "durations", "for-the-board"


def _decide(session, submission, criterion, level, *, reason="", based_on=0, actor=None):
    return services.decide(
        session,
        submission,
        criterion,
        level=level,
        reason=reason,
        based_on=based_on,
        actor=actor or tutor_of(submission),
        at=NOON,
    )


def _marks(session) -> int:
    return session.scalar(select(func.count(CriterionMark.id)))


class TestService:
    def test_checks_decide_theirs_propose_the_shared_one_and_leave_the_tutors(self, session, schedule):
        submission = make_submission(session, schedule, sample="pass")
        standing = {each.id: each for each in read_marks(session, submission).standings}
        assert standing[CHECKED].level is schedule.samples["pass"].expect[CHECKED]
        assert standing[CHECKED].decided_by is DecidedBy.CHECKS
        assert standing[BOTH].awaits_confirmation
        assert standing[TUTORS].level is None
        assert standing[TUTORS].proposed is None

    def test_the_sheet_opens_with_the_first_decision(self, session, schedule):
        submission = make_submission(session, schedule)
        assert sheet_of(session, submission.id) is None
        sheet = _decide(session, submission, TUTORS, Level.PASS)
        assert sheet.marker_id == tutor_of(submission).id
        assert [mark.criterion_id for mark in sheet.marks] == [TUTORS]

    def test_a_mark_keeps_its_own_copy_of_the_words(self, session, schedule):
        submission = make_submission(session, schedule)
        (mark,) = _decide(session, submission, TUTORS, Level.PASS).marks
        criterion = next(each for each in schedule.rubric if each.id == TUTORS)
        assert (mark.title, mark.descriptor) == (criterion.title, criterion.levels[Level.PASS])
        assert mark.decided_by is DecidedBy.PERSON

    def test_a_new_decision_is_a_new_row_and_the_latest_counts(self, session, schedule):
        submission = make_submission(session, schedule)
        _decide(session, submission, TUTORS, Level.PASS)
        _decide(session, submission, TUTORS, Level.DISTINCTION, based_on=1)
        marks = read_marks(session, submission)
        assert [mark.level for mark in marks.sheet.marks] == [Level.PASS, Level.DISTINCTION]
        assert marks.standing(TUTORS).level is Level.DISTINCTION
        assert marks.standing(TUTORS).revision == 2

    def test_saving_the_same_again_appends_nothing_even_from_an_older_page(self, session, schedule):
        submission = make_submission(session, schedule)
        for based_on in (0, 0, 1):
            _decide(session, submission, TUTORS, Level.PASS, reason="Clear names.", based_on=based_on)
        assert _marks(session) == 1

    def test_saving_what_the_checks_decided_opens_nothing(self, session, schedule):
        submission = make_submission(session, schedule, sample="pass")
        level = read_marks(session, submission).standing(CHECKED).level
        assert _decide(session, submission, CHECKED, level) is None
        assert session.scalar(select(func.count(MarkSheet.id))) == 0

    def test_confirming_a_proposal_needs_no_reason(self, session, schedule):
        submission = make_submission(session, schedule, sample="pass")
        proposed = read_marks(session, submission).standing(BOTH).proposed
        _decide(session, submission, BOTH, proposed)
        confirmed = read_marks(session, submission).standing(BOTH)
        assert (confirmed.level, confirmed.is_overruled, confirmed.words) == (proposed, False, "Confirmed.")

    @pytest.mark.parametrize("criterion", [CHECKED, BOTH])
    def test_overruling_the_checks_needs_a_reason(self, session, schedule, criterion):
        submission = make_submission(session, schedule, sample="distinction")
        with pytest.raises(services.ReasonNeeded, match="The checks propose Distinction"):
            _decide(session, submission, criterion, Level.NOT_YET)
        assert _marks(session) == 0

        _decide(session, submission, criterion, Level.NOT_YET, reason="The papers say otherwise.")
        overruled = read_marks(session, submission).standing(criterion)
        assert overruled.is_overruled
        assert overruled.mark.proposed is Level.DISTINCTION

    def test_going_back_to_the_proposal_needs_no_reason(self, session, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        _decide(session, submission, CHECKED, Level.PASS, reason="A gap.")
        _decide(session, submission, CHECKED, Level.DISTINCTION, based_on=1)
        assert not read_marks(session, submission).standing(CHECKED).is_overruled

    def test_another_tab_that_decided_since_is_a_conflict_that_shows_its_decision(self, session, schedule):
        submission = make_submission(session, schedule)
        _decide(session, submission, TUTORS, Level.PASS, reason="Mine first.")
        with pytest.raises(services.MarkConflict) as conflict:
            _decide(session, submission, TUTORS, Level.NOT_YET, reason="Mine second.", based_on=0)
        assert conflict.value.standing.level is Level.PASS
        assert conflict.value.standing.reason == "Mine first."
        assert conflict.value.decider == tutor_of(submission).name
        assert _marks(session) == 1

    def test_a_conflict_names_whoever_decided_even_after_another_tutor_took_over(self, session, schedule):
        submission = make_submission(session, schedule)
        first = tutor_of(submission)
        _decide(session, submission, TUTORS, Level.PASS)
        second = make_person(session, Role.TUTOR, first.memberships[0].organisation)
        submission.attempt.apprenticeship.tutor = second
        session.flush()
        sheet = _decide(session, submission, BOTH, Level.NOT_YET, reason="Unsourced.", actor=second)
        assert sheet.marker_id == second.id
        with pytest.raises(services.MarkConflict) as conflict:
            _decide(session, submission, TUTORS, Level.NOT_YET, actor=second)
        assert conflict.value.decider == first.name

    def test_refuses_a_level_or_a_criterion_that_is_not_in_the_rubric(self, session, schedule, risks):
        submission = make_submission(session, schedule)
        with pytest.raises(NotFound):
            _decide(session, submission, "presentation", Level.PASS)
        rubric = submission.exercise["rubric"]
        submission.exercise = submission.exercise | {
            "rubric": [each | {"levels": {"not_yet": "No.", "pass": "Yes."}} for each in rubric if each["id"] == TUTORS]
        }
        with pytest.raises(services.LevelNotOffered):
            _decide(session, submission, TUTORS, Level.DISTINCTION)

    def test_every_decision_is_in_the_record(self, session, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        _decide(session, submission, CHECKED, Level.PASS, reason="A gap.")
        event = session.scalars(select(Event).where(Event.action == "criterion decided")).one()
        assert event.actor_id == tutor_of(submission).id
        assert event.detail["level"] == "pass"
        assert event.detail["proposed"] == "distinction"

    def test_nothing_can_be_decided_after_release(self, session, schedule):
        submission = make_submission(session, schedule)
        make_released(session, submission, schedule)
        with pytest.raises(services.AlreadyReleased):
            _decide(session, submission, TUTORS, Level.DISTINCTION, based_on=1)

    def test_tally_is_over_what_is_decided(self, session, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        tally = read_marks(session, submission).tally
        assert (tally.decided, tally.total, tally.heading_for, tally.score) == (4, 6, Level.DISTINCTION, Decimal(1))
        make_marks(session, submission, {BOTH: Level.NOT_YET, TUTORS: Level.PASS})
        tally = read_marks(session, submission).tally
        assert (tally.decided, tally.heading_for) == (6, Level.NOT_YET)
        assert tally.score < 1


class TestPage:
    def _put(self, visit, submission, criterion=TUTORS, **content):
        body = {"level": "pass", "reason": "", "based_on": 0} | content
        return visit.as_(tutor_of(submission)).put(
            "marking.decide", body, submission_id=submission.id, criterion_id=criterion
        )

    def test_autosave_answers_with_what_it_now_adds_up_to(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        page = self._put(visit, submission)
        assert page.status == 200
        answer = page.json
        assert (answer["revision"], answer["level"], answer["decided"], answer["total"]) == (1, "pass", 5, 6)
        assert (answer["outcome"], answer["outcome_words"]) == ("pass", "Pass")
        assert answer["undecided"] == [BOTH]
        assert answer["saved_at"]
        assert len(answer["saved_words"]) == len("10:42")

    def test_autosave_is_committed(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        self._put(visit, submission)
        assert sheet_of(session, submission.id).marks[0].level is Level.PASS

    def test_a_missing_reason_comes_back_in_words(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        page = self._put(visit, submission, CHECKED, level="not_yet")
        assert page.status == 422
        assert page.json["error"] == "ReasonNeeded"
        assert "Give the reason" in page.json["message"]

    def test_a_second_tab_gets_both_decisions(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        name = tutor_of(submission).name
        person = visit.as_(tutor_of(submission))
        address = {"submission_id": submission.id, "criterion_id": TUTORS}
        person.put("marking.decide", {"level": "pass", "reason": "First.", "based_on": 0}, **address)
        page = person.put("marking.decide", {"level": "not_yet", "reason": "Second.", "based_on": 0}, **address)
        assert page.status == 409
        theirs = page.json["theirs"]
        assert (theirs["level"], theirs["reason"], theirs["revision"], theirs["by"]) == ("pass", "First.", 1, name)
        again = person.put("marking.decide", {"level": "not_yet", "reason": "Second.", "based_on": 1}, **address)
        assert (again.status, again.json["revision"]) == (200, 2)

    def test_an_expired_session_is_said_as_json_so_that_the_page_keeps_what_was_typed(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        page = visit.put(
            "marking.decide", {"level": "pass", "based_on": 0}, submission_id=submission.id, criterion_id=TUTORS
        )
        assert page.status == 401
        assert "nothing you typed is lost" in page.json["message"]

    @pytest.mark.parametrize(
        "body",
        [
            [],
            "pass",
            {"level": ["pass"]},
            {"level": "excellent", "based_on": 0},
            {"level": "pass"},
            {"level": "pass", "based_on": -1},
            {"level": "pass", "based_on": "x"},
            {"level": "pass", "based_on": 0, "reason": "x" * 2001},
        ],
    )
    def test_a_body_of_another_shape_is_refused_in_words(self, session, visit, schedule, body):
        submission = make_submission(session, schedule)
        page = visit.as_(tutor_of(submission)).put(
            "marking.decide", body, submission_id=submission.id, criterion_id=TUTORS
        )
        assert page.status == 422
        assert page.json["message"]

    def test_works_as_a_plain_form(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        page = visit.as_(tutor_of(submission)).post(
            "marking.decide",
            {"level": "pass", "reason": "  ", "based_on": "0"},
            submission_id=submission.id,
            criterion_id=TUTORS,
        )
        assert page.status == 303
        assert page.location.endswith(f"#criterion-{TUTORS}")
        assert sheet_of(session, submission.id).marks[0].reason == ""

    def test_a_plain_form_without_its_reason_comes_back_in_place_with_the_choice(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        page = visit.as_(tutor_of(submission)).post(
            "marking.decide",
            {"level": "not_yet", "reason": "", "based_on": "0"},
            submission_id=submission.id,
            criterion_id=CHECKED,
        )
        assert page.status == 422
        assert "Give the reason" in page.errors[0]
        assert "Give the reason" in page.text(f"#problem-{CHECKED}")
        chosen = page.soup.select_one(f"#criterion-{CHECKED} input[checked]")
        assert chosen["value"] == "not_yet"

    def test_a_plain_form_in_conflict_shows_both_and_can_be_sent_again(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_marks(session, submission, {TUTORS: Level.PASS})
        person = visit.as_(tutor_of(submission))
        address = {"submission_id": submission.id, "criterion_id": TUTORS}
        page = person.post("marking.decide", {"level": "not_yet", "reason": "Labels.", "based_on": "0"}, **address)
        assert page.status == 409
        assert "decided Pass at" in page.text(f"#problem-{TUTORS}")
        section = page.soup.select_one(f"#criterion-{TUTORS}")
        assert section.select_one("input[checked]")["value"] == "not_yet"
        assert section.select_one("textarea").get_text().strip() == "Labels."
        sent_again = {
            "level": "not_yet",
            "reason": "Labels.",
            "based_on": section.select_one("[name=based_on]")["value"],
        }
        assert person.post("marking.decide", sent_again, **address).status == 303
        assert read_marks(session, reread(session, submission.id)).standing(TUTORS).level is Level.NOT_YET

    def test_after_release_it_is_refused(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_released(session, submission, schedule)
        page = self._put(visit, submission, level="distinction", based_on=1)
        assert page.status == 409
        assert "has been released" in page.json["message"]


class TestWhoMaySee:
    def test_only_the_apprenticeships_tutor_decides(self, session, schedule):
        submission = make_submission(session, schedule)
        provider = submission.attempt.apprenticeship.provider
        others = [
            make_person(session, Role.TUTOR, provider),
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, provider),
            submission.attempt.apprenticeship.apprentice,
        ]
        for other in others:
            with pytest.raises(NotAllowed):
                _decide(session, submission, TUTORS, Level.PASS, actor=other)

    def test_another_tutor_is_told_nothing_and_the_rest_may_not_mark(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        provider = apprenticeship.provider
        expected = {
            make_person(session, Role.TUTOR, provider): 404,
            make_person(session, Role.TUTOR, make_organisation(session)): 404,
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, provider): 403,
            apprenticeship.apprentice: 403,
            apprenticeship.line_manager: 403,
        }
        for person, status in expected.items():
            page = visit.as_(person).put(
                "marking.decide", {"level": "pass", "based_on": 0}, submission_id=submission.id, criterion_id=TUTORS
            )
            assert page.status == status
        assert _marks(session) == 0

    def test_somebody_who_oversees_and_teaches_elsewhere_reads_but_does_not_mark(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        provider = submission.attempt.apprenticeship.provider
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, provider)
        elsewhere = make_apprenticeship(session).tutor.memberships[0].organisation
        overseer.memberships.append(make_person(session, Role.TUTOR, elsewhere).memberships[0])
        session.flush()
        person = visit.as_(overseer)
        assert person.get("marking.desk", submission_id=submission.id).status == 200
        page = person.put(
            "marking.decide", {"level": "pass", "based_on": 0}, submission_id=submission.id, criterion_id=TUTORS
        )
        assert page.status == 403
