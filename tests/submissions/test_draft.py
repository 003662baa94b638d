from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.errors import NotAllowed, Refused
from app.demonstration.factories import NOON, make_apprenticeship
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.submissions import services
from app.submissions.models import Attempt, DraftRevision

ROW = {"ref": "1", "name": "Design", "duration": "5", "predecessors": "", "start_no_earlier": "", "must_finish_by": ""}


def a_schedule(*rows: dict[str, str], **fields: str) -> dict[str, object]:
    return (
        {"start_on": "2027-03-22", "working_days": "Mon Tue Wed Thu Fri", "days_off": ""}
        | fields
        | {"activities": list(rows)}
    )


class TestService:
    def save(self, session, attempt, payload, exercise, *, based_on=None, actor=None):
        return services.save_draft(
            session,
            attempt,
            payload,
            exercise=exercise,
            based_on=attempt.revision if based_on is None else based_on,
            actor=actor or attempt.apprenticeship.apprentice,
            at=NOON + timedelta(minutes=5),
        )

    def test_a_first_attempt_opens_from_the_exercise_s_start(self, session, schedule):
        attempt = make_attempt(session, schedule)

        assert attempt.number == 1
        assert attempt.payload["start_on"] == "2027-03-22"
        assert [row["ref"] for row in attempt.payload["activities"]] == ["1", "2", "3"]

    def test_opening_twice_gives_the_same_draft(self, session, schedule):
        first = make_attempt(session, schedule)
        again = services.open_attempt(
            session, first.apprenticeship, schedule, actor=first.apprenticeship.apprentice, at=NOON
        )
        assert again.id == first.id

    def test_saving_keeps_what_it_replaces(self, session, schedule):
        attempt = make_attempt(session, schedule)
        before, revision = attempt.payload, attempt.revision

        self.save(session, attempt, a_schedule(ROW), schedule)

        kept = session.scalars(select(DraftRevision)).one()
        assert (kept.revision, kept.payload) == (revision, before)
        assert attempt.revision == revision + 1
        assert attempt.saved_at == NOON + timedelta(minutes=5)

    def test_what_cannot_be_read_is_kept_word_for_word(self, session, schedule):
        attempt = make_attempt(session, schedule)
        self.save(
            session, attempt, a_schedule(ROW | {"duration": "about three weeks", "predecessors": "99FS+x"}), schedule
        )
        assert attempt.payload["activities"][0]["duration"] == "about three weeks"

    def test_saving_the_same_again_changes_nothing(self, session, schedule):
        attempt = make_attempt(session, schedule)
        self.save(session, attempt, a_schedule(ROW), schedule)
        revision = attempt.revision

        self.save(session, attempt, a_schedule(ROW), schedule, based_on=revision - 1)

        assert attempt.revision == revision
        assert session.scalar(select(func.count()).select_from(DraftRevision)) == 1

    def test_an_older_copy_does_not_save_over_a_newer_one(self, session, schedule):
        attempt = make_attempt(session, schedule)
        opened_at = attempt.revision
        self.save(session, attempt, a_schedule(ROW), schedule)

        with pytest.raises(services.DraftConflict):
            self.save(session, attempt, a_schedule(ROW | {"duration": "9"}), schedule, based_on=opened_at)
        assert attempt.payload["activities"][0]["duration"] == "5"

    def test_too_many_rows_are_refused_in_words(self, session, schedule):
        attempt = make_attempt(session, schedule)
        rows = [ROW | {"ref": str(number)} for number in range(1, 10_001)]
        with pytest.raises(Refused, match="10,000 activities"):
            self.save(session, attempt, a_schedule(*rows), schedule)

    def test_a_field_that_is_not_of_the_kind_is_refused(self, session, schedule):
        attempt = make_attempt(session, schedule)
        with pytest.raises(Refused, match="colour"):
            self.save(session, attempt, a_schedule(ROW, colour="red"), schedule)

    def test_nobody_else_can_save_it(self, session, schedule):
        attempt = make_attempt(session, schedule)
        with pytest.raises(NotAllowed):
            self.save(session, attempt, a_schedule(ROW), schedule, actor=attempt.apprenticeship.tutor)

    def test_undo_goes_back_and_undoing_again_returns(self, session, schedule):
        attempt = make_attempt(session, schedule)
        me = attempt.apprenticeship.apprentice
        self.save(session, attempt, a_schedule(ROW), schedule)
        self.save(session, attempt, a_schedule(ROW | {"duration": "9"}), schedule)

        services.undo(session, attempt, exercise=schedule, actor=me, at=NOON)
        assert attempt.payload["activities"][0]["duration"] == "5"
        services.undo(session, attempt, exercise=schedule, actor=me, at=NOON)
        assert attempt.payload["activities"][0]["duration"] == "9"

    def test_an_earlier_version_can_be_brought_back(self, session, schedule):
        attempt = make_attempt(session, schedule)
        self.save(session, attempt, a_schedule(ROW), schedule)
        wanted = attempt.revision
        for days in ("6", "7", "8"):
            self.save(session, attempt, a_schedule(ROW | {"duration": days}), schedule)

        services.restore(session, attempt, wanted, exercise=schedule, actor=attempt.apprenticeship.apprentice, at=NOON)

        assert attempt.payload["activities"][0]["duration"] == "5"

    def test_only_the_last_versions_are_kept(self, session, schedule):
        attempt = make_attempt(session, schedule)
        for days in range(services.KEPT_REVISIONS + 12):
            self.save(session, attempt, a_schedule(ROW | {"duration": str(days)}), schedule)
        kept = session.scalar(select(func.count()).select_from(DraftRevision))
        assert services.KEPT_REVISIONS <= kept <= services.KEPT_REVISIONS + 1

    def test_the_next_attempt_waits_for_the_feedback(self, session, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        with pytest.raises(services.AwaitingFeedback):
            services.open_attempt(session, apprenticeship, schedule, actor=apprenticeship.apprentice, at=NOON)

    def test_the_next_attempt_opens_from_the_last_one(self, session, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        services.mark_released(session, submission.attempt_id)

        second = services.open_attempt(session, apprenticeship, schedule, actor=apprenticeship.apprentice, at=NOON)

        assert second.number == 2
        assert services.canonical(second.payload) == submission.content


class TestAutosave:
    def sent(self, attempt, payload, **more):
        return {"based_on": attempt.revision, "payload": payload} | more

    def test_saves_and_brings_back_what_was_worked_out(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        two = ROW | {"ref": "2", "name": "Build", "duration": "10", "predecessors": "1FS+2d"}

        answer = me.put("submissions.draft", self.sent(attempt, a_schedule(ROW, two)), attempt_id=attempt.id)

        assert answer.status == 200
        assert answer.json["revision"] == session.get(Attempt, attempt.id).revision
        assert answer.json["outputs"]["2"]["cells"]["start"].startswith("31 Mar")
        assert answer.json["outputs"]["2"]["flag"] == "critical"
        assert "<svg" in answer.json["html"]["pictures"]
        assert answer.queries <= 12

    def test_says_what_is_wrong_in_the_cell_it_is_in(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        payload = a_schedule(ROW | {"duration": "-3"}, ROW | {"ref": "2", "predecessors": "7"})

        errors = me.put("submissions.draft", self.sent(attempt, payload), attempt_id=attempt.id).json["cell_errors"]

        assert set(errors) == {"1.duration", "2.predecessors"}
        assert "7" in errors["2.predecessors"]

    def test_a_circular_link_names_the_loop(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        payload = a_schedule(ROW | {"predecessors": "2"}, ROW | {"ref": "2", "predecessors": "1"})

        errors = me.put("submissions.draft", self.sent(attempt, payload), attempt_id=attempt.id).json["cell_errors"]

        assert "1" in errors["1.predecessors"]
        assert "2" in errors["1.predecessors"]
        assert "wait" in errors["1.predecessors"]

    def test_two_tabs_show_both_versions_and_lose_neither(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        opened = attempt.revision
        me.put("submissions.draft", self.sent(attempt, a_schedule(ROW)), attempt_id=attempt.id)

        late = self.sent(attempt, a_schedule(ROW | {"name": "Survey"})) | {"based_on": opened}
        answer = me.put("submissions.draft", late, attempt_id=attempt.id)

        assert answer.status == 409
        assert answer.json["error"] == "conflict"
        assert "Survey" in answer.json["html"]
        assert "Design" in answer.json["html"]
        again = late | {"based_on": answer.json["revision"]}
        assert me.put("submissions.draft", again, attempt_id=attempt.id).status == 200

    def test_fifty_megabytes_are_turned_away_whole(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        huge = a_schedule(ROW | {"name": "x" * 50_000_000})

        answer = me.put("submissions.draft", self.sent(attempt, huge), attempt_id=attempt.id)

        assert answer.status == 413
        assert "larger than we accept" in answer.json["message"]

    def test_somebody_signed_out_is_told_in_json(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        answer = visit.put("submissions.draft", self.sent(attempt, a_schedule(ROW)), attempt_id=attempt.id)
        assert answer.status == 401
        assert "nothing you typed is lost" in answer.json["message"]

    def test_what_is_not_a_draft_is_refused(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        assert me.put("submissions.draft", ["no"], attempt_id=attempt.id).status == 422

    def test_work_that_was_handed_in_cannot_be_saved_over(self, visit, session, schedule):
        submission = make_submission(session, schedule)
        attempt = submission.attempt
        me = visit.as_(attempt.apprenticeship.apprentice)
        answer = me.put("submissions.draft", self.sent(attempt, a_schedule(ROW)), attempt_id=attempt.id)
        assert answer.status == 409
        assert "handed in" in answer.json["message"]


class TestPage:
    def posted(self, attempt, *rows, do="check", **more):
        form = {"based_on": attempt.revision, "do": do, "start_on": "2027-03-22", "working_days": "Mon Tue Wed Thu Fri"}
        for index, row in enumerate(rows):
            form |= {f"activities-{index}-{key}": value for key, value in row.items()}
        return form | more

    def test_shows_the_rows_the_brief_and_the_in_tray(self, visit, session, schedule):
        attempt = make_attempt(session, schedule, payload=schedule.samples["pass"].payload)
        page = visit.as_(attempt.apprenticeship.apprentice).get("submissions.edit", attempt_id=attempt.id)
        assert page.h1 == "Build the schedule"
        assert len(page.soup.select("tbody[data-rows] tr")) == len(attempt.payload["activities"])
        assert len(page.soup.select(".side-document")) == len(schedule.documents)
        assert page.queries <= 12

    def test_without_script_a_post_saves_and_checks(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)

        answer = me.post("submissions.edit", self.posted(attempt, ROW | {"duration": "soon"}), attempt_id=attempt.id)

        assert answer.status == 303
        page = me.get("submissions.edit", attempt_id=attempt.id)
        assert page.soup.select_one("#activities-0-duration")["value"] == "soon"
        assert page.soup.select_one("#activities-0-duration")["aria-invalid"] == "true"
        assert "soon" in page.text("#e-1-duration")

    @pytest.mark.parametrize(
        ("do", "refs"),
        [
            ("add", ["1", "2", "3"]),
            ("insert:1", ["1", "3", "2"]),
            ("delete:1", ["2"]),
            ("up:2", ["2", "1"]),
            ("down:1", ["2", "1"]),
            ("up:1", ["1", "2"]),
            ("delete:77", ["1", "2"]),
            ("nonsense", ["1", "2"]),
        ],
    )
    def test_without_script_buttons_change_the_rows(self, visit, session, schedule, do, refs):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        form = self.posted(attempt, ROW, ROW | {"ref": "2", "name": "Build"}, do=do)

        me.post("submissions.edit", form, attempt_id=attempt.id)

        assert [row["ref"] for row in session.get(Attempt, attempt.id).payload["activities"]] == refs

    def test_a_stale_post_shows_both_versions_and_can_keep_mine(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        me = visit.as_(attempt.apprenticeship.apprentice)
        stale = self.posted(attempt, ROW | {"name": "From this tab"})
        me.post("submissions.edit", self.posted(attempt, ROW | {"name": "From the other tab"}), attempt_id=attempt.id)

        page = me.post("submissions.edit", stale, attempt_id=attempt.id)

        assert page.status == 409
        assert "From this tab" in page.text("main")
        assert "From the other tab" in page.text("main")
        kept = {
            each["name"]: each["value"]
            for each in page.soup.select("form[action] input")
            if each.get("name") in {"content", "based_on"}
        }
        assert me.post("submissions.edit", kept, attempt_id=attempt.id).status == 303
        assert session.get(Attempt, attempt.id).payload["activities"][0]["name"] == "From this tab"

    def test_a_next_attempt_shows_what_has_changed(self, visit, session, schedule):
        submission = make_submission(session, schedule)
        apprenticeship = submission.attempt.apprenticeship
        services.mark_released(session, submission.attempt_id)
        me = visit.as_(apprenticeship.apprentice)
        me.post("submissions.open", exercise_id=schedule.id)
        second = session.scalars(select(Attempt).where(Attempt.number == 2)).one()
        payload = second.payload | {
            "activities": [
                row | {"name": row["name"] + " again"} if row["ref"] == "2" else row
                for row in second.payload["activities"]
            ]
        }
        me.put("submissions.draft", {"based_on": second.revision, "payload": payload}, attempt_id=second.id)

        page = me.get("submissions.edit", attempt_id=second.id)

        assert "Changed since attempt 1 (1)" in page.text("main")
        assert page.queries <= 12

    def test_history_lists_versions_and_goes_back(self, visit, session, schedule):
        attempt = make_attempt(session, schedule, payload=a_schedule(ROW))
        me = visit.as_(attempt.apprenticeship.apprentice)
        page = me.get("submissions.history", attempt_id=attempt.id)
        assert "Version 1, saved" in page.text(".history")
        assert me.post("submissions.restore", attempt_id=attempt.id, revision=1).status == 303
        assert len(session.get(Attempt, attempt.id).payload["activities"]) == 3

    @pytest.mark.parametrize("number", [0, 2, 99, 10**30])
    def test_a_version_that_never_was_cannot_be_gone_back_to(self, visit, session, schedule, number):
        attempt = make_attempt(session, schedule, payload=a_schedule(ROW))
        page = visit.as_(attempt.apprenticeship.apprentice).post(
            "submissions.restore", attempt_id=attempt.id, revision=number
        )
        assert page.status == 409
        assert "nothing earlier" in page.text("main")

    def test_what_is_too_long_to_save_stays_on_the_page(self, session, visit, schedule):
        attempt = make_attempt(session, schedule)
        before = attempt.payload
        long = "y" * 1001
        form = self.posted(attempt, ROW | {"name": long}, ROW | {"ref": "2", "name": "Build"})

        page = visit.as_(attempt.apprenticeship.apprentice).post("submissions.edit", form, attempt_id=attempt.id)

        assert page.status == 422
        assert long in page.response.text
        assert "Build" in page.response.text
        assert attempt.payload == before


class TestWhoMaySee:
    @pytest.mark.parametrize(
        "endpoint", ["submissions.edit", "submissions.history", "submissions.hand_in", "submissions.import_file"]
    )
    def test_another_apprentice_is_told_nothing(self, visit, session, schedule, endpoint):
        attempt = make_attempt(session, schedule)
        stranger = make_apprenticeship(session).apprentice
        assert visit.as_(stranger).get(endpoint, attempt_id=attempt.id).status == 404

    def test_a_tutor_does_not_see_a_draft(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        tutor = visit.as_(attempt.apprenticeship.tutor)
        assert tutor.get("submissions.export_file", attempt_id=attempt.id, ending="csv").status == 404

    def test_another_apprentice_cannot_save(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        stranger = make_apprenticeship(session).apprentice
        answer = visit.as_(stranger).put(
            "submissions.draft", {"based_on": 1, "payload": a_schedule(ROW)}, attempt_id=attempt.id
        )
        assert answer.status == 404

    def test_a_line_manager_has_no_way_in(self, visit, session, schedule):
        attempt = make_attempt(session, schedule)
        assert (
            visit.as_(attempt.apprenticeship.line_manager).get("submissions.edit", attempt_id=attempt.id).status == 403
        )


@pytest.mark.parametrize("content", ["[" * 100_000, '{"activities": ["row"]}', '{"activities": 1}', "{"])
def test_a_forged_payload_is_refused_in_words(visit, session, schedule, content):
    attempt = make_attempt(session, schedule)
    me = visit.as_(attempt.apprenticeship.apprentice)
    answer = me.post("submissions.edit", {"content": content, "based_on": str(attempt.revision)}, attempt_id=attempt.id)
    assert answer.status in {400, 422}
    session.refresh(attempt)
    assert attempt.revision == 1


def test_a_cell_that_is_too_long_is_told_with_how_much_can_be_kept(session, schedule):
    rows = [{"ref": "1", "name": "x" * 1001}]
    with pytest.raises(Refused, match=r"activities → 0 → name: at most 1,000 characters can be kept"):
        services.checked_payload(schedule, {"activities": rows})
