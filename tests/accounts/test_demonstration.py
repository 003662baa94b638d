"""One-click sign-in: for the people whom the demonstration offers, and nowhere but in the demonstration."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from app.accounts.models import Person, Role, SignInSession
from app.demonstration.factories import make_organisation, make_person


@pytest.fixture
def people(session):
    provider = make_organisation(session)
    return [make_person(session, Role.TUTOR, provider, name=name) for name in ("Maya Okafor", "Not Offered")]


@pytest.fixture
def demonstration(app, monkeypatch, people, tmp_path):
    def offered(session):
        return [("Tutors", [(people[0].id, people[0].name, "marks the schedules")]), ("Nobody of these yet", [])]

    monkeypatch.setitem(app.config, "DEMONSTRATION", True)
    monkeypatch.setitem(app.config, "OUTBOX_FOLDER", tmp_path / "outbox")
    monkeypatch.setitem(app.extensions, "demonstration_people", offered)


class TestPage:
    def test_it_offers_its_people_under_headings(self, visit, demonstration):
        page = visit.get("accounts.sign_in")
        assert page.texts(".front-people h3") == ["Tutors"]
        assert page.texts(".front-person") == ["Maya Okafor marks the schedules"]

    def test_one_click_signs_in_and_goes_on_to_the_page_asked_for(self, visit, demonstration, people):
        page = visit.post("accounts.demonstration_sign_in", {"then": "/account"}, person_id=people[0].id)
        assert (page.status, page.location) == (303, "/account")
        assert visit.get("accounts.session_state").json["person"] == "Maya Okafor"

    def test_it_never_leads_off_the_site(self, visit, demonstration, people):
        sent = {"then": "//evil.example"}
        assert visit.post("accounts.demonstration_sign_in", sent, person_id=people[0].id).location == "/"

    def test_changing_over_to_somebody_ends_the_session_before(self, visit, session, demonstration, people):
        browser = visit.as_(people[1])
        browser.post("accounts.demonstration_sign_in", person_id=people[0].id)
        before = session.scalars(select(SignInSession).where(SignInSession.person_id == people[1].id)).one()
        assert before.ended_at is not None

    def test_an_e_mail_becomes_a_file_after_the_request(self, app, visit, session, demonstration, people):
        visit.post("accounts.forgotten_password", {"email": people[0].email})
        (file,) = app.config["OUTBOX_FOLDER"].iterdir()
        assert people[0].email in file.read_text()
        assert "/reset-password/" in file.read_text()


class TestWhoMaySee:
    def test_somebody_who_is_not_offered_is_not_found(self, visit, session, demonstration, people):
        assert visit.post("accounts.demonstration_sign_in", person_id=people[1].id).status == 404
        assert visit.post("accounts.demonstration_sign_in", person_id=uuid.uuid4()).status == 404
        assert session.scalars(select(SignInSession)).all() == []

    def test_somebody_deactivated_is_not_found(self, visit, session, demonstration, people):
        session.get(Person, people[0].id).is_active = False
        assert visit.post("accounts.demonstration_sign_in", person_id=people[0].id).status == 404

    def test_outside_the_demonstration_there_is_no_such_thing(self, app, visit, demonstration, people, monkeypatch):
        monkeypatch.setitem(app.config, "DEMONSTRATION", False)
        assert visit.post("accounts.demonstration_sign_in", person_id=people[0].id).status == 404
        assert "Maya Okafor" not in visit.get("accounts.sign_in").response.text
