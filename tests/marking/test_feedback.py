from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.core.errors import NotAllowed
from app.demonstration.factories import NOON, make_organisation, make_person
from app.demonstration.factories_marking import make_marks, make_released, tutor_of
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.engines.rubric import Level
from app.marking import releasing, services
from app.marking.feedback import gather
from app.marking.queries import list_actions
from tests.marking.again import reread, sheet_of


def _feedback(visit, submission, person=None):
    person = person or submission.attempt.apprenticeship.apprentice
    return visit.as_(person).get("marking.feedback", submission_id=submission.id)


class TestService:
    def test_ticking_keeps_the_first_time_and_unticking_forgets_it(self, session, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        action = list_actions(session, make_released(session, submission, schedule, sample="open-end"))[0]
        apprentice = submission.attempt.apprenticeship.apprentice
        for at in (NOON, NOON + timedelta(hours=1)):
            releasing.act(session, action, submission, done=True, actor=apprentice, at=at)
        assert action.done_at == NOON
        releasing.act(session, action, submission, done=False, actor=apprentice, at=NOON)
        assert action.done_at is None

    def test_the_list_is_the_apprentices_to_tick(self, session, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        action = list_actions(session, make_released(session, submission, schedule, sample="open-end"))[0]
        with pytest.raises(NotAllowed):
            releasing.act(session, action, submission, done=True, actor=tutor_of(submission), at=NOON)

    def test_later_drafts_are_compared_for_their_author_only(self, session, schedule):
        first = make_submission(session, schedule, sample="open-end")
        make_released(session, first, schedule, sample="open-end")
        apprenticeship = first.attempt.apprenticeship
        make_attempt(session, schedule, apprenticeship, payload=schedule.samples["distinction"].payload)

        own = gather(session, first, actor=apprenticeship.apprentice)
        assert own.later.attempt.number == 2
        assert own.changed_rows > 0
        assert not own.may_open_next
        teaching = gather(session, first, actor=apprenticeship.tutor)
        assert teaching.later is None
        assert len(teaching.tries) == 1


class TestPage:
    def test_while_it_waits_it_shows_what_the_checks_say_and_since_when(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        page = _feedback(visit, submission)
        assert page.h1 == f"With your tutor: {schedule.title}"
        assert "With your tutor since Tue 1 Sep 2026, 13:00" in page.text(".lede")
        assert "Provisional result" in page.text("#rubric-title")
        assert "Not yet" in page.text("#criterion-logic .tag")
        assert "Your tutor decides" in page.text("#criterion-for-the-board .tag")
        assert page.queries <= 12

    def test_marks_in_the_making_are_not_shown(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="distinction")
        make_marks(session, submission, {"for-the-board": Level.NOT_YET, "logic": Level.NOT_YET})
        services.comment(session, submission, text="Not for you yet.", actor=tutor_of(submission), at=NOON)
        page = _feedback(visit, submission)
        assert "Distinction" in page.text("#criterion-logic .tag")
        assert "Not for you yet." not in page.response.text

    def test_released_it_shows_levels_reasons_and_comments(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        tutor = tutor_of(submission)
        services.comment(
            session, submission, text="Say what the board decides.", criterion_id="for-the-board", actor=tutor, at=NOON
        )
        services.comment(session, submission, text="Which gate?", where="2", actor=tutor, at=NOON)
        make_marks(session, submission, {"calendar": Level.PASS})
        name = tutor.name
        make_released(session, submission, schedule, sample="open-end")
        page = _feedback(visit, submission)
        assert page.h1 == f"Feedback: {schedule.title}"
        assert page.text("#rubric-title + .tag") == "▲ Not yet"
        assert f"{name}: Say what the board decides." in page.text("#criterion-for-the-board")
        assert f"The checks proposed distinction; {name} decided otherwise." in page.text("#criterion-calendar")
        assert "Which gate?" in page.text("#row-2")
        assert page.queries <= 12

    def test_findings_lead_to_the_lesson_that_explains_them(self, session, visit, schedule):
        page = _feedback(visit, make_submission(session, schedule, sample="open-end"))
        links = [link["href"] for link in page.soup.select("#criterion-logic .finding-links a[href*='/learn/']")]
        assert links
        assert all(link.startswith("/learn/schedule#") for link in links)

    def test_a_tick_works_as_a_plain_form_and_again_takes_it_back(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        sheet = make_released(session, submission, schedule, sample="open-end")
        action_id = list_actions(session, sheet)[0].id
        person = visit.as_(submission.attempt.apprenticeship.apprentice)
        address = {"submission_id": submission.id}
        assert person.post("marking.act", {"done": "yes"}, action_id=action_id).location.endswith("#to-do")
        done = person.get("marking.feedback", **address)
        assert "1 of 1 done" in done.text("#to-do .card-head")
        assert done.text("#to-do button") == "Not done after all"
        person.post("marking.act", {"done": "no"}, action_id=action_id)
        assert "0 of 1 done" in person.get("marking.feedback", **address).text("#to-do .card-head")

    def test_a_damaged_tick_changes_nothing(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        action = list_actions(session, make_released(session, submission, schedule, sample="open-end"))[0]
        page = visit.as_(submission.attempt.apprenticeship.apprentice).post(
            "marking.act", {"done": "perhaps"}, action_id=action.id
        )
        assert page.status == 303
        assert list_actions(session, sheet_of(session, submission.id))[0].done_at is None

    def test_the_next_attempt_opens_from_here_and_then_shows_what_changed(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        make_released(session, submission, schedule, sample="open-end")
        apprentice = submission.attempt.apprenticeship.apprentice
        page = _feedback(visit, submission, apprentice)
        form = page.soup.select_one(".page-head form")
        assert form.get_text(strip=True) == "Open the next attempt"
        assert visit.as_(apprentice).post("submissions.open", exercise_id=schedule.id).status == 303
        again = _feedback(visit, submission, apprentice)
        assert again.text(".page-head .actions a") == "Go on with attempt 2"
        assert "0 rows differ" in again.text("#what-changed")

        apprenticeship = reread(session, submission.id).attempt.apprenticeship
        make_attempt(session, schedule, apprenticeship, payload=schedule.samples["distinction"].payload)
        changed = visit.as_(apprenticeship.apprentice).get("marking.feedback", submission_id=submission.id)
        assert changed.soup.select("#what-changed .differences li")
        assert "changed in attempt 2" in changed.text("#to-do")

    def test_earlier_feedback_stays_reachable(self, session, visit, schedule):
        first = make_submission(session, schedule, sample="open-end")
        make_released(session, first, schedule, sample="open-end")
        second = make_submission(session, schedule, first.attempt.apprenticeship, sample="pass")
        page = _feedback(visit, second)
        links = [link["href"] for link in page.soup.select("[aria-labelledby=tries-title] a")]
        assert f"/marking/feedback/{first.id}" in links
        assert _feedback(visit, reread(session, first.id)).status == 200

    @pytest.mark.parametrize("slug", ["schedule", "risks"])
    def test_stands_for_blank_and_unreadable_work(self, request, session, visit, slug):
        exercise = request.getfixturevalue(slug)
        for sample in ("blank", "cannot-be-read"):
            submission = make_submission(session, exercise, sample=sample)
            make_released(session, submission, exercise, sample=sample)
            page = _feedback(visit, submission)
            assert page.status == 200
            assert page.text("#rubric-title + .tag") == "▲ Not yet"


class TestWhoMaySee:
    def test_the_apprentice_the_tutor_and_an_overseer_and_only_the_apprentice_acts(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        make_released(session, submission, schedule, sample="open-end")
        apprenticeship = submission.attempt.apprenticeship
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, apprenticeship.provider)
        forms = {apprenticeship.apprentice: 2, apprenticeship.tutor: 0, overseer: 0}
        for person, count in forms.items():
            page = _feedback(visit, submission, person)
            assert page.status == 200
            assert len(page.soup.select("main form[method=post]")) == count

    def test_nobody_else(self, session, visit, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        action = list_actions(session, make_released(session, submission, schedule, sample="open-end"))[0]
        apprenticeship = submission.attempt.apprenticeship
        elsewhere = make_organisation(session)
        expected = {
            make_person(session, Role.APPRENTICE, apprenticeship.provider): (404, 404),
            make_person(session, Role.TUTOR, apprenticeship.provider): (404, 403),
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, elsewhere): (404, 403),
            apprenticeship.line_manager: (403, 403),
            make_person(session, Role.ADMINISTRATOR, apprenticeship.provider): (403, 403),
        }
        for person, (seeing, acting) in expected.items():
            assert _feedback(visit, submission, person).status == seeing
            assert visit.as_(person).post("marking.act", {"done": "yes"}, action_id=action.id).status == acting

    def test_a_line_manager_who_is_an_apprentice_elsewhere_does_not_see_it(self, session, visit, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        manager = apprenticeship.line_manager
        manager.memberships.append(make_person(session, Role.APPRENTICE, apprenticeship.provider).memberships[0])
        session.flush()
        assert _feedback(visit, submission, manager).status == 404
