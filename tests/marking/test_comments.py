from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.errors import NotAllowed, NotFound, Refused
from app.demonstration.factories import NOON, make_person
from app.demonstration.factories_marking import make_released, tutor_of
from app.demonstration.factories_submissions import make_submission
from app.marking import services
from app.marking.desk import read_marks
from tests.marking.again import sheet_of


def _comment(session, submission, text="Say who.", *, actor=None, **place):
    return services.comment(session, submission, text=text, actor=actor or tutor_of(submission), at=NOON, **place)


class TestService:
    @pytest.mark.parametrize(
        "place", [{}, {"criterion_id": "logic"}, {"where": "2"}, {"criterion_id": "logic", "where": "2"}]
    )
    def test_can_be_on_the_whole_a_criterion_a_row_or_both(self, session, schedule, place):
        submission = make_submission(session, schedule)
        made = _comment(session, submission, **place)
        assert (made.criterion_id, made.where) == (place.get("criterion_id", ""), place.get("where", ""))
        assert sheet_of(session, submission.id).comments == [made]

    def test_sent_twice_is_one(self, session, schedule):
        submission = make_submission(session, schedule)
        assert _comment(session, submission).id == _comment(session, submission).id

    def test_the_same_words_in_another_place_are_another(self, session, schedule):
        submission = make_submission(session, schedule)
        assert _comment(session, submission).id != _comment(session, submission, where="2").id

    def test_refuses_a_place_that_is_not_in_the_work(self, session, schedule):
        submission = make_submission(session, schedule)
        with pytest.raises(Refused):
            _comment(session, submission, where="9999")
        with pytest.raises(NotFound):
            _comment(session, submission, criterion_id="layout")

    def test_withdrawn_it_stays_in_the_record_and_no_longer_counts(self, session, schedule):
        submission = make_submission(session, schedule)
        made = _comment(session, submission)
        for _ in range(2):
            services.withdraw(session, submission, made, actor=tutor_of(submission), at=NOON)
        assert made.withdrawn_at == NOON
        marks = read_marks(session, submission)
        assert marks.comments == ()
        assert marks.sheet.comments == [made]

    def test_after_release_none_is_made_or_withdrawn(self, session, schedule):
        submission = make_submission(session, schedule)
        made = _comment(session, submission)
        make_released(session, submission, schedule)
        with pytest.raises(services.AlreadyReleased):
            _comment(session, submission, "One more thing.")
        with pytest.raises(services.AlreadyReleased):
            services.withdraw(session, submission, made, actor=tutor_of(submission), at=NOON)


class TestPage:
    def test_a_plain_form_adds_one_and_returns_to_the_list(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        page = visit.as_(tutor_of(submission)).post(
            "marking.comment",
            {"text": "Well set out.", "criterion_id": "logic", "where": "2"},
            submission_id=submission.id,
        )
        assert page.status == 303
        assert page.location.endswith("#comments")
        (made,) = sheet_of(session, submission.id).comments
        assert (made.text, made.criterion_id, made.where) == ("Well set out.", "logic", "2")

    def test_an_empty_one_comes_back_in_place_with_the_row_that_was_chosen(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        page = visit.as_(tutor_of(submission)).post(
            "marking.comment", {"text": " ", "criterion_id": "", "where": "2"}, submission_id=submission.id
        )
        assert page.status == 422
        assert page.errors == ["Write the comment first."]
        assert page.soup.select_one("#comment-where option[selected]")["value"] == "2"

    def test_one_that_is_too_long_is_not_lost(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        text = "x" * 4001
        page = visit.as_(tutor_of(submission)).post(
            "marking.comment", {"text": text, "criterion_id": "", "where": ""}, submission_id=submission.id
        )
        assert page.status == 422
        assert page.text("#comment-text") == text

    def test_script_gets_the_list_as_the_server_draws_it(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        person = visit.as_(tutor_of(submission))
        body = {"text": "Say <who>.", "criterion_id": "", "where": ""}
        page = person.open("POST", "marking.comment", {"submission_id": submission.id}, json=body)
        assert page.status == 200
        assert "Say &lt;who&gt;." in page.json["html"]
        assert page.json["message"] == "Comment added."
        (made,) = sheet_of(session, submission.id).comments
        page = person.open("POST", "marking.withdraw", {"comment_id": made.id}, json={})
        assert "1 withdrawn, kept in the record" in page.json["html"]

    def test_script_is_told_what_is_missing_and_that_a_session_has_ended(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        address = {"submission_id": submission.id}
        empty = visit.as_(tutor_of(submission)).open("POST", "marking.comment", address, json={"text": ""})
        assert (empty.status, empty.json["message"]) == (422, "Write the comment first.")
        signed_out = visit.open("POST", "marking.comment", address, json={"text": "Kept."})
        assert (signed_out.status, signed_out.json["error"]) == (401, "signed-out")

    def test_a_plain_form_withdraws(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        made = _comment(session, submission)
        page = visit.as_(tutor_of(submission)).post("marking.withdraw", comment_id=made.id)
        assert page.status == 303
        assert sheet_of(session, submission.id).comments[0].withdrawn_at is not None


class TestWhoMaySee:
    def test_only_the_tutor_comments_and_withdraws(self, session, schedule):
        submission = make_submission(session, schedule)
        made = _comment(session, submission)
        colleague = make_person(session, Role.TUTOR, submission.attempt.apprenticeship.provider)
        with pytest.raises(NotAllowed):
            _comment(session, submission, "Mine.", actor=colleague)
        with pytest.raises(NotAllowed):
            services.withdraw(session, submission, made, actor=colleague, at=NOON)

    def test_the_rest_are_told_nothing(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        made = _comment(session, submission)
        apprenticeship = submission.attempt.apprenticeship
        expected = {
            make_person(session, Role.TUTOR, apprenticeship.provider): 404,
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, apprenticeship.provider): 403,
            apprenticeship.apprentice: 403,
            apprenticeship.line_manager: 403,
        }
        for person, status in expected.items():
            someone = visit.as_(person)
            assert someone.post("marking.comment", {"text": "No."}, submission_id=submission.id).status == status
            assert someone.post("marking.withdraw", comment_id=made.id).status == status
        assert sheet_of(session, submission.id).comments[0].withdrawn_at is None
