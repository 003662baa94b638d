"""What can go wrong, as a page for a person and as JSON for a script, neither saying what only we should know."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from flask import abort, redirect
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.accounts.models import Organisation, OrganisationKind
from app.core.access import public
from app.core.errors import WHAT_TO_DO, DomainError, NotAllowed, NotFound, Refused
from app.extensions import db
from tests.databases import on_sqlite

ENDPOINT = "accounts.session_state"
AS_JSON = {"Accept": "application/json"}
WORDS = "Row 4: “3 weeks” is not a duration."


class HasHappened(DomainError):
    pass


@pytest.fixture
def fails_with(app, monkeypatch):
    """Make one public view fail, and answer for it as production would."""

    def fail(error: Exception | int) -> None:
        @public
        def view() -> None:
            if isinstance(error, int):
                abort(error)
            raise error

        monkeypatch.setitem(app.view_functions, ENDPOINT, view)
        monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    return fail


@on_sqlite
@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (NotFound(WORDS), 404, "Not found"),
        (NotAllowed(WORDS), 403, "This is not yours to open"),
        (HasHappened(WORDS), 409, "That did not fit"),
        (Refused(WORDS), 422, "That cannot be used"),
    ],
)
class TestRulesOfTheDomain:
    def test_the_page_says_what_happened(self, visit, fails_with, error, status, heading):
        fails_with(error)
        page = visit.get(ENDPOINT)
        assert (page.status, page.h1) == (status, heading)
        assert WORDS in page.text("main")
        assert page.soup.select('main a[href="/"]')

    def test_a_script_gets_the_same_words(self, visit, fails_with, error, status, heading):
        fails_with(error)
        answer = visit.open("GET", ENDPOINT, {}, headers=AS_JSON)
        assert answer.status == status
        assert answer.json == {"error": HTTPStatus(status).phrase, "message": WORDS}


@on_sqlite
class TestHttp:
    @pytest.mark.parametrize("status", sorted(WHAT_TO_DO))
    def test_each_has_words_of_our_own_as_a_page_and_as_json(self, visit, fails_with, status):
        fails_with(int(status))
        page = visit.get(ENDPOINT)
        assert page.status == status
        assert WHAT_TO_DO[status] in page.text("main")
        answer = visit.open("GET", ENDPOINT, {}, headers=AS_JSON)
        assert (answer.status, answer.json["message"]) == (status, WHAT_TO_DO[status])

    @pytest.mark.parametrize("status", [401, 410, 415, 418, 429, 503])
    def test_any_other_is_a_page_too(self, visit, fails_with, status):
        fails_with(status)
        page = visit.get(ENDPOINT)
        assert page.status == status
        assert page.h1 == HTTPStatus(status).phrase

    def test_an_address_that_is_none(self, app, session):
        assert app.test_client().get("/nothing/here").status_code == 404
        answer = app.test_client().get("/nothing/here", headers=AS_JSON)
        assert answer.get_json()["error"] == "Not Found"

    @pytest.mark.parametrize("address", ["/marking/not-a-uuid", "/work/x/restore/-1", "/people/%00", "/learn/%ff"])
    def test_an_address_of_the_wrong_shape_is_not_found(self, app, session, address):
        assert app.test_client().get(address).status_code in {302, 404, 405}

    def test_redirects_are_left_alone(self, visit, fails_with):
        fails_with(HTTPException(response=redirect("/learn")))
        page = visit.get(ENDPOINT)
        assert (page.status, page.location) == (302, "/learn")


@on_sqlite
class TestOurFault:
    def test_it_gives_a_number_to_quote_and_tells_nothing_else(self, visit, fails_with):
        fails_with(RuntimeError("password of the database is hunter2"))
        page = visit.get(ENDPOINT)
        assert (page.status, page.h1) == (500, "Something went wrong")
        assert page.response.headers["X-Request-Id"] in page.text("main")
        assert "hunter2" not in page.response.text
        assert "Traceback" not in page.response.text

    def test_a_script_is_told_no_more(self, visit, fails_with):
        fails_with(ZeroDivisionError("hunter2"))
        answer = visit.open("GET", ENDPOINT, {}, headers=AS_JSON)
        assert answer.json == {
            "error": "Internal Server Error",
            "message": WHAT_TO_DO[HTTPStatus.INTERNAL_SERVER_ERROR],
        }

    def test_somebody_else_s_change_is_a_conflict_and_not_our_fault(self, visit, fails_with):
        fails_with(StaleDataError("1 row expected"))
        page = visit.get(ENDPOINT)
        assert page.status == 409
        assert "Someone changed this" in page.text("main")


@on_sqlite
def test_what_a_refused_request_had_begun_is_undone(app, visit, session, monkeypatch):
    @public
    def view() -> None:
        db.session.add(Organisation(name="Half made", kind=OrganisationKind.PROVIDER))
        db.session.flush()
        raise Refused("no")

    monkeypatch.setitem(app.view_functions, "accounts.sign_out", view)
    assert visit.post("accounts.sign_out").status == 422
    assert session.query(Organisation).filter_by(name="Half made").count() == 0


@on_sqlite
class TestTokens:
    @pytest.fixture(autouse=True)
    def _as_in_production(self, app, monkeypatch):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    def test_a_form_without_a_token_is_refused_with_what_to_do(self, visit):
        page = visit.post("accounts.sign_out")
        assert page.status == 400
        assert "your browser keeps what you typed" in page.text("main")

    def test_a_script_without_a_token_is_told_in_json(self, visit):
        answer = visit.open("POST", "accounts.sign_out", {}, headers=AS_JSON)
        assert answer.status == 400
        assert "earlier session" in answer.json["message"]

    def test_a_token_of_another_session_is_refused(self, app, visit):
        token = visit.get(ENDPOINT).json["csrf"]
        stranger = app.test_client()
        assert stranger.post("/sign-out", data={"csrf_token": token}).status_code == 400

    @pytest.mark.parametrize("way", ["field", "header"])
    def test_one_s_own_token_is_taken_from_a_field_or_a_header(self, visit, way):
        token = visit.get(ENDPOINT).json["csrf"]
        sent = {"data": {"csrf_token": token}} if way == "field" else {"headers": {"X-CSRFToken": token}}
        assert visit.open("POST", "accounts.sign_out", {}, **sent).status == 303


@on_sqlite
def test_what_is_too_large_is_refused_before_it_is_read(app, visit, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 2000)
    page = visit.post("accounts.sign_in", {"email": "x" * 5000})
    assert page.status == 413
    assert "Nothing was saved" in page.text("main")
