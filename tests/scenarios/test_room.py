"""The project room: the in-tray, reading and noting a document, and who sees what."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.core import clock
from app.demonstration.factories import make_apprenticeship, make_organisation, make_person
from app.scenarios.models import DocumentNote
from app.scenarios.queries import list_in_trays
from app.scenarios.services import keep_note, mark_read

MOST_QUERIES = 12


@pytest.fixture
def scenario(app):
    return app.extensions["scenarios"].scenarios[0]


@pytest.fixture
def apprentice(session):
    return make_apprenticeship(session).apprentice


def in_tray_of(session, scenario, actor):
    (in_tray,) = list_in_trays(session, [scenario], actor=actor)
    return in_tray


class TestService:
    def test_a_document_is_unread_until_it_is_marked_as_read(self, session, scenario, apprentice):
        document = scenario.documents[2]
        assert in_tray_of(session, scenario, apprentice).is_unread(document)
        mark_read(session, document.id, actor=apprentice, at=clock.now())
        in_tray = in_tray_of(session, scenario, apprentice)
        assert not in_tray.is_unread(document)
        assert in_tray.unread == len(scenario.documents) - 1

    def test_reading_again_keeps_the_first_time_and_the_note(self, session, scenario, apprentice):
        document, first = scenario.documents[0], clock.now()
        keep_note(session, document.id, "Ask Mercy", actor=apprentice, at=first)
        again = mark_read(session, document.id, actor=apprentice, at=clock.now())
        assert (again.read_at, again.note) == (first, "Ask Mercy")

    def test_a_note_replaces_the_one_before_and_an_empty_one_takes_it_away(self, session, scenario, apprentice):
        document = scenario.documents[0]
        for text in ("One", "Two", ""):
            keep_note(session, document.id, text, actor=apprentice, at=clock.now())
            in_tray = in_tray_of(session, scenario, apprentice)
            assert in_tray.note(document) == text
        assert not in_tray.is_unread(document)

    def test_without_a_choice_the_first_unread_is_open_or_else_the_first(self, session, scenario, apprentice):
        for document in scenario.documents[:3]:
            mark_read(session, document.id, actor=apprentice, at=clock.now())
        assert in_tray_of(session, scenario, apprentice).choose(None) is scenario.documents[3]
        for document in scenario.documents:
            mark_read(session, document.id, actor=apprentice, at=clock.now())
        assert in_tray_of(session, scenario, apprentice).choose(None) is scenario.documents[0]


class TestPage:
    def room(self, visit, scenario, actor, **more):
        return visit.as_(actor).get("scenarios.room", slug=scenario.slug, **more)

    def test_the_room_shows_the_work_the_in_tray_and_one_document(self, visit, scenario, apprentice):
        page = self.room(visit, scenario, apprentice)
        first = scenario.documents[0]
        assert page.h1 == scenario.title
        assert page.texts(".work-title a") == [exercise.title for exercise in scenario.exercises]
        assert page.texts(".work-state") == ["Not started"] * len(scenario.exercises)
        arrived = [document for part in scenario.arrivals for document in part.documents]
        assert page.texts(".in-tray-title") == [document.title for document in arrived]
        assert sorted(arrived, key=scenario.documents.index) == list(scenario.documents)
        assert page.text("#document-title") == first.title
        assert page.text("#in-tray") == f"In-tray · {len(scenario.documents)} new"
        assert "passed: Gate 1; next: Gate 2 on 14 Apr 2027" in page.soup.select_one(".stage-line")["aria-label"]

    def test_a_document_can_be_chosen_by_its_stem(self, visit, scenario, apprentice):
        chosen = scenario.documents[4]
        page = self.room(visit, scenario, apprentice, document=chosen.stem)
        assert page.text("#document-title") == chosen.title
        assert page.text(".in-tray [aria-current] .in-tray-title") == chosen.title

    def test_the_sender_is_placed_when_the_scenario_knows_them(self, visit, scenario, apprentice):
        page = self.room(visit, scenario, apprentice, document="02-revised-quotation")
        assert "From: Orla Devane, sales engineer, Brackwater Steel Fabrications" in page.text(".document-meta")
        page = self.room(visit, scenario, apprentice, document="05-board-minutes")
        assert "From: Democratic services To:" in page.text(".document-meta")

    def test_an_attachment_is_a_table_and_a_download(self, visit, scenario, apprentice):
        document = scenario.by_stem["12-ground-investigation"]
        page = self.room(visit, scenario, apprentice, document=document.stem)
        assert page.texts(".document-attachment th") == [column.title for column in document.table.columns]
        assert len(page.soup.select(".document-attachment tbody tr")) == len(document.table.rows)
        download = visit.as_(apprentice).get("scenarios.attachment", document_id=document.id)
        assert download.response.headers["Content-Disposition"] == "attachment; filename=borehole-log.csv"
        assert download.response.mimetype == "text/csv"
        assert download.response.data == document.attachment.read_bytes()

    def test_looking_changes_nothing(self, visit, session, scenario, apprentice):
        self.room(visit, scenario, apprentice)
        assert session.scalars(select(DocumentNote)).all() == []

    def test_marking_as_read_comes_back_to_the_document(self, visit, session, scenario, apprentice):
        document = scenario.documents[0]
        page = visit.as_(apprentice).post("scenarios.note", document_id=document.id)
        assert page.status == 303
        assert page.location == f"/practise/{scenario.slug}?document={document.stem}#document"
        room = self.room(visit, scenario, apprentice, document=document.stem)
        assert room.text("#in-tray") == f"In-tray · {len(scenario.documents) - 1} new"
        assert not room.soup.select("[data-mark-read]")

    def test_script_gets_an_answer_without_a_page(self, visit, session, scenario, apprentice):
        headers = {"Accept": "application/json"}
        document_id = scenario.documents[0].id
        page = visit.as_(apprentice).open("POST", "scenarios.note", {"document_id": document_id}, headers=headers)
        assert (page.status, page.json) == (200, {"read": True})
        assert session.scalars(select(DocumentNote.document_id)).all() == [document_id]

    def test_a_note_is_kept_and_shown_again(self, visit, scenario, apprentice):
        document = scenario.documents[1]
        note = "  Nine weeks, not seven. <b>Check</b>  "
        assert visit.as_(apprentice).post("scenarios.note", {"note": note}, document_id=document.id).status == 303
        room = self.room(visit, scenario, apprentice, document=document.stem)
        assert room.text("#note") == "Nine weeks, not seven. <b>Check</b>"
        assert room.texts(".in-tray-noted") == ["✎ Note"]

    def test_a_note_that_is_too_long_comes_back_with_what_was_typed(self, visit, session, scenario, apprentice):
        document = scenario.documents[1]
        page = visit.as_(apprentice).post("scenarios.note", {"note": "x" * 5001}, document_id=document.id)
        assert page.status == 422
        assert page.errors == ["Shorten your note to 5,000 characters or fewer"]
        assert page.text("#document-title") == document.title
        assert page.text("#note") == "x" * 5001
        assert session.scalars(select(DocumentNote)).all() == []

    def test_what_rooms_above_say_of_an_exercise_is_shown(self, app, visit, scenario, apprentice, monkeypatch):
        begun = scenario.exercises[0]
        states = {begun.id: ("Draft, saved 10:31", "/work/here", "plan")}
        monkeypatch.setitem(
            app.extensions, "exercise_states", lambda person: states if person.id == apprentice.id else {}
        )
        page = self.room(visit, scenario, apprentice)
        assert page.texts(".work-state")[0] == f"Draft, saved 10:31 : {begun.title}"
        assert page.soup.select_one("a.work-state")["href"] == "/work/here"
        assert page.texts(".work-state")[1:] == ["Not started"] * (len(scenario.exercises) - 1)

    def test_without_rooms_above_nothing_has_been_begun(self, app, visit, scenario, apprentice, monkeypatch):
        monkeypatch.delitem(app.extensions, "exercise_states", raising=False)
        assert self.room(visit, scenario, apprentice).texts(".work-state") == ["Not started"] * len(scenario.exercises)

    def test_practise_lists_the_scenarios_with_what_has_been_read(self, visit, session, scenario, apprentice):
        mark_read(session, scenario.documents[0].id, actor=apprentice, at=clock.now())
        page = visit.as_(apprentice).get("scenarios.index")
        assert page.h1 == "Practise"
        assert page.texts("h2") == [each.title for each in (scenario,)]
        assert f"1 of {len(scenario.documents)} documents read" in page.text(".scenario-go")
        assert page.queries <= MOST_QUERIES

    def test_what_is_not_there_is_a_page_that_says_so(self, visit, scenario, apprentice):
        assert self.room(visit, scenario, apprentice, document="99-nothing").status == 404
        assert visit.as_(apprentice).get("scenarios.room", slug="nowhere").status == 404
        nothing = "0b0e7a9c-57a4-4c8e-9a36-3c1f5e1c0009"
        assert visit.as_(apprentice).post("scenarios.note", {"note": "x"}, document_id=nothing).status == 404
        assert visit.as_(apprentice).get("scenarios.attachment", document_id=nothing).status == 404
        without = scenario.by_stem["01-project-managers-note"].id
        assert visit.as_(apprentice).get("scenarios.attachment", document_id=without).status == 404

    def test_the_number_of_queries_does_not_grow_with_what_has_been_read(self, visit, session, scenario, apprentice):
        few = self.room(visit, scenario, apprentice).queries
        for document in scenario.documents:
            keep_note(session, document.id, "Noted", actor=apprentice, at=clock.now())
        many = self.room(visit, scenario, apprentice).queries
        assert few == many <= MOST_QUERIES


class TestWhoMaySee:
    def test_a_note_is_seen_by_its_writer_alone(self, visit, session, scenario):
        apprenticeship = make_apprenticeship(session)
        document = scenario.documents[0]
        keep_note(session, document.id, "Mine", actor=apprenticeship.apprentice, at=clock.now())
        keep_note(session, document.id, "The tutor's", actor=apprenticeship.tutor, at=clock.now())
        pages = {
            person.name: visit.as_(person)
            .get("scenarios.room", slug=scenario.slug, document=document.stem)
            .text("#note")
            for person in (apprenticeship.apprentice, apprenticeship.tutor)
        }
        assert pages == {apprenticeship.apprentice.name: "Mine", apprenticeship.tutor.name: "The tutor's"}

    def test_saving_a_note_leaves_those_of_others_alone(self, visit, session, scenario):
        apprenticeship = make_apprenticeship(session)
        document = scenario.documents[0]
        keep_note(session, document.id, "Mine", actor=apprenticeship.apprentice, at=clock.now())
        visit.as_(apprenticeship.tutor).post("scenarios.note", {"note": "Theirs"}, document_id=document.id)
        notes = {note.person_id: note.note for note in session.scalars(select(DocumentNote))}
        assert notes == {apprenticeship.apprentice.id: "Mine", apprenticeship.tutor.id: "Theirs"}

    @pytest.mark.parametrize("role", [Role.TUTOR, Role.INTERNAL_QUALITY_ASSURER, Role.ADMINISTRATOR])
    def test_those_who_do_no_exercises_see_the_room_without_states(
        self, app, visit, session, scenario, role, monkeypatch
    ):
        begun = {scenario.exercises[0].id: ("Draft", "/work/here", "plan")}
        monkeypatch.setitem(app.extensions, "exercise_states", lambda person: begun)
        person = make_person(session, role, make_organisation(session))
        page = visit.as_(person).get("scenarios.room", slug=scenario.slug)
        assert page.status == 200
        assert page.text("#work") == "Exercises"
        assert page.texts(".work-state") == []

    @pytest.mark.parametrize("endpoint", ["scenarios.index", "scenarios.room"])
    def test_line_managers_may_not_look(self, visit, session, scenario, endpoint):
        line_manager = make_apprenticeship(session).line_manager
        values = {"slug": scenario.slug} if endpoint == "scenarios.room" else {}
        assert visit.as_(line_manager).get(endpoint, **values).status == 403

    def test_whoever_is_not_signed_in_is_sent_to_do_so(self, visit, scenario):
        page = visit.get("scenarios.room", slug=scenario.slug)
        assert page.status == 302
        assert "/sign-in" in page.location
