"""What protects the browser's side of a session: tokens against forged requests, and the cookie's flags."""

from __future__ import annotations

import re

import pytest

from app import create_app
from app.accounts.models import Role
from app.config import Environment, Settings
from app.demonstration.factories import make_organisation, make_person
from tests.accounts.people import PASSWORD


@pytest.fixture
def person(session):
    return make_person(session, Role.TUTOR, make_organisation(session), email="tutor@example.org", password=PASSWORD)


@pytest.fixture
def guarded(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def token(page):
    return page.soup.select_one("form [name=csrf_token]")["value"]


class TestForgedRequests:
    def test_signing_in_needs_the_token_of_the_page(self, guarded, visit, person):
        sent = {"email": "tutor@example.org", "password": PASSWORD}
        assert visit.post("accounts.sign_in", sent).status == 400
        page = visit.get("accounts.sign_in")
        assert visit.post("accounts.sign_in", sent | {"csrf_token": token(page)}).status == 303

    @pytest.mark.parametrize("endpoint", ["accounts.sign_out", "accounts.sign_out_everywhere", "accounts.account"])
    def test_changes_need_it_too(self, guarded, visit, person, endpoint):
        browser = visit.as_(person)
        assert browser.post(endpoint).status == 400
        assert browser.get("accounts.account").status == 200

    def test_a_token_from_before_signing_in_is_worth_nothing_after(self, guarded, visit, person):
        before = token(visit.get("accounts.sign_in"))
        sent = {"email": "tutor@example.org", "password": PASSWORD, "csrf_token": before}
        visit.post("accounts.sign_in", sent)
        assert visit.post("accounts.sign_out_everywhere", {"csrf_token": before}).status == 400

    def test_the_token_of_the_session_state_is_good(self, guarded, visit, person):
        browser = visit.as_(person)
        fresh = browser.get("accounts.session_state").json["csrf"]
        assert browser.post("accounts.sign_out_everywhere", {"csrf_token": fresh}).location == "/sign-in"


class TestCookie:
    def test_in_production_it_is_for_https_only_and_hidden_from_script(self, tmp_path):
        settings = Settings(environment=Environment.PRODUCTION, secret_key="s" * 40, instance=tmp_path)
        answer = create_app(settings).test_client().get("/sign-in", base_url="https://milepost.example")
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("milepost=")
        assert re.search(r"; Secure\b", cookie)
        assert re.search(r"; HttpOnly\b", cookie)
        assert re.search(r"; SameSite=Lax\b", cookie)
        assert "max-age" in answer.headers["Strict-Transport-Security"]

    def test_it_holds_no_name_and_lasts_beyond_the_window_once_signed_in(self, visit, person):
        answer = visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": PASSWORD}).response
        assert "Expires=" in answer.headers["Set-Cookie"]
        with visit._client.session_transaction() as cookie:
            assert not any(person.name in str(value) or person.email in str(value) for value in cookie.values())
