from __future__ import annotations

from decimal import Decimal

import pytest
from flask import url_for
from sqlalchemy import func, select

from app.accounts.models import Role
from app.core import events
from app.core.errors import NotAllowed
from app.core.events import Event
from app.demonstration.factories import NOON, make_person
from app.demonstration.factories_marking import make_complete, make_marks, make_released, tutor_of
from app.demonstration.factories_submissions import make_submission
from app.engines.rubric import Level
from app.marking import releasing, services
from app.marking.desk import read_marks
from app.marking.models import DecidedBy, FeedbackAction
from app.marking.queries import list_actions
from app.notices.models import Email, Notice
from app.submissions.models import AttemptState
from tests.marking.again import sheet_of


def _release(session, submission, *, shown=None, actor=None):
    shown = shown or read_marks(session, submission).fingerprint
    return releasing.release(session, submission, shown=shown, actor=actor or tutor_of(submission), at=NOON)


class TestService:
    @pytest.mark.parametrize("slug", ["schedule", "risks"])
    def test_every_sample_marked_as_it_expects_gets_its_outcome(self, request, session, slug):
        exercise = request.getfixturevalue(slug)
        for name, sample in exercise.samples.items():
            submission = make_submission(session, exercise, sample=name)
            make_marks(session, submission, sample.expect)
            sheet = _release(session, submission)
            assert sheet.outcome is sample.outcome, name
            assert {mark.criterion_id: mark.level for mark in sheet.marks} == sample.expect, name

    def test_refuses_while_criteria_are_undecided_and_names_them(self, session, schedule):
        submission = make_submission(session, schedule)
        make_marks(session, submission, {"for-the-board": Level.PASS})
        with pytest.raises(releasing.StillUndecided, match="Durations come from the papers that count") as refused:
            _release(session, submission)
        assert [each.id for each in refused.value.undecided] == ["durations"]
        assert not sheet_of(session, submission.id).is_released

    def test_copies_what_the_checks_decided_into_the_sheet(self, session, schedule):
        submission = make_submission(session, schedule)
        sheet = make_released(session, submission, schedule)
        by_checks = [mark for mark in sheet.marks if mark.decided_by is DecidedBy.CHECKS]
        assert len(by_checks) == sum(1 for each in schedule.rubric if each.marked_by == "checks")
        assert len(sheet.marks) == len(schedule.rubric)
        assert all(mark.descriptor for mark in sheet.marks)

    def test_fixes_the_score_and_closes_the_attempt(self, session, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        sheet = make_released(session, submission, schedule, sample="distinction")
        session.refresh(submission.attempt)
        assert (sheet.outcome, sheet.score) == (Level.DISTINCTION, Decimal(1))
        assert sheet.released_at == NOON
        assert submission.attempt.state is AttemptState.RELEASED

    def test_tells_the_apprentice_once_however_often_it_is_sent(self, app, session, schedule):
        submission = make_submission(session, schedule)
        first = make_released(session, submission, schedule)
        second = _release(session, submission, shown="anything")
        assert first.id == second.id
        apprentice = submission.attempt.apprenticeship.apprentice
        notice = session.scalars(select(Notice).where(Notice.person_id == apprentice.id)).one()
        assert schedule.title in notice.text
        assert session.scalar(select(func.count()).where(Email.to == apprentice.email)) == 1
        with app.test_request_context():
            assert notice.path == url_for("marking.feedback", submission_id=submission.id)

    def test_is_in_the_record_and_the_record_holds(self, session, schedule):
        submission = make_submission(session, schedule)
        make_released(session, submission, schedule)
        stream = submission.attempt.apprenticeship_id
        kept = session.scalars(select(Event).where(Event.stream_id == stream).order_by(Event.sequence)).all()
        assert kept[-1].action == "feedback released"
        assert kept[-1].detail["outcome"] == "Pass"
        assert events.broken_link(kept) is None

    @pytest.mark.parametrize("change", ["mark", "comment", "withdrawal"])
    def test_what_is_released_is_what_was_shown(self, session, schedule, change):
        submission = make_submission(session, schedule)
        tutor = tutor_of(submission)
        make_complete(session, submission, schedule)
        made = services.comment(session, submission, text="Before.", actor=tutor, at=NOON)
        shown = read_marks(session, submission).fingerprint
        if change == "mark":
            make_marks(session, submission, {"for-the-board": Level.NOT_YET})
        elif change == "comment":
            services.comment(session, submission, text="After.", actor=tutor, at=NOON)
        else:
            services.withdraw(session, submission, made, actor=tutor, at=NOON)
        with pytest.raises(releasing.ShownOtherwise):
            _release(session, submission, shown=shown)
        assert not sheet_of(session, submission.id).is_released

    def test_makes_a_line_to_do_for_each_criterion_not_met_and_each_comment_in_order(self, session, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        tutor = tutor_of(submission)
        services.comment(session, submission, text="On the whole.", actor=tutor, at=NOON)
        services.comment(session, submission, text="On row 5.", where="5", actor=tutor, at=NOON)
        services.comment(session, submission, text="On row 2.", where="2", actor=tutor, at=NOON)
        services.comment(session, submission, text="On the board.", criterion_id="for-the-board", actor=tutor, at=NOON)
        withdrawn = services.comment(session, submission, text="Never mind.", actor=tutor, at=NOON)
        services.withdraw(session, submission, withdrawn, actor=tutor, at=NOON)
        sheet = make_released(session, submission, schedule, sample="open-end")

        lines = list_actions(session, sheet)
        assert [line.position for line in lines] == list(range(1, len(lines) + 1))
        assert lines[0].criterion_id == "logic"
        assert lines[0].text.startswith("The network is complete and logical. Row ")
        assert [line.text for line in lines[1:]] == ["On the board.", "On row 2.", "On row 5.", "On the whole."]
        assert [line.where for line in lines[1:]] == ["", "2", "5", ""]

    def test_a_pass_without_comments_leaves_nothing_to_do(self, session, schedule):
        sheet = make_released(session, make_submission(session, schedule), schedule)
        assert sheet.outcome is Level.PASS
        assert list_actions(session, sheet) == []

    def test_only_the_tutor_releases(self, session, schedule):
        submission = make_submission(session, schedule)
        make_complete(session, submission, schedule)
        with pytest.raises(NotAllowed):
            _release(session, submission, actor=submission.attempt.apprenticeship.apprentice)


class TestPage:
    def _page(self, visit, submission):
        return visit.as_(tutor_of(submission)).get("marking.release", submission_id=submission.id)

    def test_names_what_is_undecided_with_links_and_has_no_button(self, session, visit, schedule):
        page = self._page(visit, make_submission(session, schedule))
        links = [link["href"] for link in page.soup.select("#errors a")]
        assert [link.partition("#")[2] for link in links] == ["criterion-durations", "criterion-for-the-board"]
        assert not page.soup.select("main form")

    def test_shows_what_the_apprentice_will_read_and_get_to_do(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        services.comment(session, submission, text="Look at row 5.", where="5", actor=tutor_of(submission), at=NOON)
        make_complete(session, submission, schedule, sample="open-end")
        page = self._page(visit, submission)
        assert page.queries <= 12
        assert len(page.soup.select("h3")) == len(schedule.rubric)
        assert page.texts(".to-do-preview li")[-1] == "Look at row 5."
        assert session.scalar(select(func.count(FeedbackAction.id))) == 0

    def test_a_double_click_releases_once_and_both_land_on_the_feedback(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_complete(session, submission, schedule)
        person = visit.as_(tutor_of(submission))
        page = person.get("marking.release", submission_id=submission.id)
        shown = page.soup.select_one("[name=shown]")["value"]
        for _ in range(2):
            answer = person.post("marking.release", {"shown": shown}, submission_id=submission.id)
            assert answer.status == 303
            assert answer.location.endswith(f"/marking/feedback/{submission.id}")
        assert sheet_of(session, submission.id).is_released
        assert session.scalar(select(func.count(Notice.id)).where(Notice.text.contains("is ready"))) == 1

    def test_a_page_that_is_out_of_date_is_refused_and_shown_anew(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_complete(session, submission, schedule)
        person = visit.as_(tutor_of(submission))
        page = person.post("marking.release", {"shown": "old"}, submission_id=submission.id)
        assert page.status == 409
        assert "nothing was released" in page.errors[0]
        assert not sheet_of(session, submission.id).is_released

    def test_posting_while_undecided_is_refused_naming_them(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        page = visit.as_(tutor_of(submission)).post("marking.release", {"shown": "x"}, submission_id=submission.id)
        assert page.status == 422
        assert page.errors == [
            "Durations come from the papers that count",
            "Assumptions and presentation for the board",
        ]

    def test_once_released_the_page_says_so(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_released(session, submission, schedule)
        page = self._page(visit, submission)
        assert "Nothing in it can be changed" in page.text(".notice")
        assert not page.soup.select("main form")


class TestWhoMaySee:
    def test_nobody_but_the_tutor_has_the_page(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        make_complete(session, submission, schedule)
        apprenticeship = submission.attempt.apprenticeship
        expected = {
            make_person(session, Role.TUTOR, apprenticeship.provider): 404,
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, apprenticeship.provider): 403,
            apprenticeship.apprentice: 403,
            apprenticeship.line_manager: 403,
        }
        for person, status in expected.items():
            someone = visit.as_(person)
            assert someone.get("marking.release", submission_id=submission.id).status == status
            assert someone.post("marking.release", {"shown": "x"}, submission_id=submission.id).status == status
