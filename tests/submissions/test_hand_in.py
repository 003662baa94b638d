from __future__ import annotations

import hashlib
import json

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.core import events
from app.core.errors import NotAllowed
from app.demonstration.factories import NOON, make_apprenticeship, make_person
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.submissions import services
from app.submissions.models import Attempt, AttemptState, Submission


class TestService:
    def test_freezes_the_draft_with_its_hash_and_the_rubric_it_was_made_under(self, session, schedule):
        submission = make_submission(session, schedule, sample="pass")

        assert json.loads(submission.content) == schedule.kind.load(schedule.samples["pass"].payload, 1).model_dump(
            mode="json"
        )
        assert submission.sha256 == hashlib.sha256(submission.content.encode()).hexdigest()
        assert submission.exercise["scenario"]["version"] == schedule.scenario.version
        assert [each["id"] for each in submission.exercise["rubric"]] == [each.id for each in schedule.rubric]
        assert submission.attempt.state is AttemptState.HANDED_IN

    @pytest.mark.parametrize("name", ["distinction", "pass", "open-end", "blank"])
    def test_keeps_what_the_checks_say_word_for_word(self, session, schedule, name):
        submission = make_submission(session, schedule, sample=name)
        sample = schedule.samples[name]
        for each in submission.automark.criteria:
            if each["marked_by"] != "tutor":
                assert each["level"] == sample.expect[each["id"]], each

    def test_marking_what_was_stored_gives_the_same_again(self, session, schedule):
        submission = make_submission(session, schedule, sample="open-end")
        again = services.automark(submission, schedule)
        assert again.criteria == submission.automark.criteria
        assert again.measures == submission.automark.measures

    def test_handing_in_twice_gives_the_same_submission(self, session, schedule):
        submission = make_submission(session, schedule)
        attempt = submission.attempt
        again = services.hand_in(
            session,
            attempt,
            exercise=schedule,
            based_on=attempt.revision,
            actor=attempt.apprenticeship.apprentice,
            at=NOON,
        )
        assert again.id == submission.id

    def test_what_is_handed_in_is_what_was_shown(self, session, schedule):
        attempt = make_attempt(session, schedule)
        with pytest.raises(services.DraftConflict):
            services.hand_in(
                session,
                attempt,
                exercise=schedule,
                based_on=attempt.revision + 1,
                actor=attempt.apprenticeship.apprentice,
                at=NOON,
            )

    def test_cannot_be_done_by_the_tutor(self, session, schedule):
        attempt = make_attempt(session, schedule)
        with pytest.raises(NotAllowed):
            services.hand_in(
                session,
                attempt,
                exercise=schedule,
                based_on=attempt.revision,
                actor=attempt.apprenticeship.tutor,
                at=NOON,
            )

    def test_the_record_of_it_holds_together(self, session, schedule):
        submission = make_submission(session, schedule)
        stream = submission.attempt.apprenticeship_id
        chain = session.scalars(
            select(events.Event).where(events.Event.stream_id == stream).order_by(events.Event.sequence)
        ).all()
        assert [event.action for event in chain] == ["attempt opened", "work handed in"]
        assert chain[1].detail["sha256"] == submission.sha256
        assert events.broken_link(chain) is None
        chain[0].detail = {"number": 7}
        assert events.broken_link(chain) is chain[0]


class TestPage:
    def confirmed(self, attempt):
        return {"based_on": attempt.revision, "own_work": "y"}

    def test_hands_in_and_shows_the_receipt(self, visit, session, schedule):
        attempt = make_attempt(session, schedule, payload=schedule.samples["distinction"].payload)
        me = visit.as_(attempt.apprenticeship.apprentice)

        answer = me.post("submissions.hand_in", self.confirmed(attempt), attempt_id=attempt.id)

        assert answer.status == 303
        submission = session.scalars(select(Submission)).one()
        page = me.get("submissions.receipt", submission_id=submission.id)
        assert submission.sha256 in page.text(".receipt")
        assert submission.reference in page.text(".receipt")
        assert page.queries <= 12

    def test_asks_for_the_declaration(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        page = me.post("submissions.hand_in", {"based_on": attempt.revision}, attempt_id=attempt.id)
        assert page.status == 422
        assert page.errors == ["Confirm that this is your own work"]
        assert session.get(Attempt, attempt.id).is_drafting

    def test_a_double_click_hands_in_once(self, visit, session, schedule):
        attempt = make_attempt(session, schedule, payload=schedule.samples["pass"].payload)
        me = visit.as_(attempt.apprenticeship.apprentice)
        form = self.confirmed(attempt)

        first = me.post("submissions.hand_in", form, attempt_id=attempt.id)
        second = me.post("submissions.hand_in", form, attempt_id=attempt.id)

        assert first.location == second.location
        assert session.scalar(select(func.count()).select_from(Submission)) == 1

    def test_a_draft_that_changed_meanwhile_is_shown_again_first(self, visit, session, schedule):
        attempt = make_attempt(session, schedule, payload=schedule.samples["pass"].payload)
        me = visit.as_(attempt.apprenticeship.apprentice)
        form = self.confirmed(attempt)
        payload = schedule.samples["distinction"].payload
        me.put("submissions.draft", {"based_on": attempt.revision, "payload": payload}, attempt_id=attempt.id)

        page = me.post("submissions.hand_in", form, attempt_id=attempt.id)

        assert page.status == 409
        assert "has changed since" in page.text("#errors")
        assert page.soup.select_one("input[name=based_on]")["value"] == str(session.get(Attempt, attempt.id).revision)

    def test_blank_work_is_called_blank(self, visit, session, risks):
        attempt = make_attempt(session, risks)
        page = visit.as_(attempt.apprenticeship.apprentice).get("submissions.hand_in", attempt_id=attempt.id)
        assert "nothing in it yet" in page.text("main")
        assert "Distinction" not in page.text("main")

    def test_the_exercise_page_lists_attempts(self, visit, session, schedule):
        submission = make_submission(session, schedule)
        page = visit.as_(submission.attempt.apprenticeship.apprentice).get(
            "submissions.exercise", exercise_id=schedule.id
        )
        assert submission.reference in page.text("main")
        assert page.queries <= 12


class TestImportAndExport:
    def test_a_csv_that_was_exported_comes_back_the_same(self, visit, session, schedule):
        attempt = make_attempt(session, schedule, payload=schedule.samples["distinction"].payload)
        me = visit.as_(attempt.apprenticeship.apprentice)
        before = attempt.payload
        exported = me.get("submissions.export_file", attempt_id=attempt.id, ending="csv")
        assert exported.response.headers["Content-Disposition"].startswith("attachment")
        me.put(
            "submissions.draft",
            {"based_on": attempt.revision, "payload": before | {"activities": []}},
            attempt_id=attempt.id,
        )

        answer = self.upload(me, attempt, exported.response.data, "mine.csv")

        assert answer.status == 303
        assert session.get(Attempt, attempt.id).payload == before

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("plan.exe", b"MZ\x90\x00", "cannot be imported here"),
            ("plan.csv", b"\x00\x01\x02PK", "not a CSV file"),
            ("plan.csv", b"", "headings"),
            ("plan.csv", b"Name,Days\nDesign,5\nDesign,6\n" * 3, ""),
            ("plan.csv", b"Ref,Activity\n1,Design\n1,Build\n", "line 3"),
            ("plan.csv", b"Activity\n" + b"Design\n" * 10_000, "10,000 activities"),
        ],
        ids=["a program", "binary", "empty", "odd but readable", "a reference twice", "10,000 rows"],
    )
    def test_a_bad_file_says_what_is_wrong_and_changes_nothing(self, visit, session, schedule, name, content, words):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        revision = attempt.revision

        page = self.upload(me, attempt, content, name)

        if words:
            assert page.status == 422
            assert words in page.text("#errors")
            assert session.get(Attempt, attempt.id).revision == revision
        else:
            assert page.status == 303

    def upload(self, me, attempt, content, name):
        import io

        return me.open(
            "POST",
            "submissions.import_file",
            {"attempt_id": attempt.id},
            data={"file": (io.BytesIO(content), name)},
            content_type="multipart/form-data",
        )


class TestWhoMaySee:
    def test_the_tutor_sees_the_receipt_and_strangers_do_not(self, visit, session, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, apprenticeship.provider)
        elsewhere = make_apprenticeship(session)
        statuses = {
            who: visit.as_(person).get("submissions.receipt", submission_id=submission.id).status
            for who, person in {
                "apprentice": apprenticeship.apprentice,
                "tutor": apprenticeship.tutor,
                "overseer": overseer,
                "line manager": apprenticeship.line_manager,
                "other apprentice": elsewhere.apprentice,
                "other tutor": elsewhere.tutor,
            }.items()
        }
        assert statuses == {
            "apprentice": 200,
            "tutor": 200,
            "overseer": 200,
            "line manager": 403,
            "other apprentice": 404,
            "other tutor": 404,
        }
