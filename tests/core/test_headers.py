"""Security headers on every kind of answer: pages, redirects, JSON, files, errors and what is built."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.headers import POLICY
from app.demonstration.factories import make_organisation, make_person
from tests.databases import on_sqlite

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@pytest.fixture
def tutor(session, visit):
    return visit.as_(make_person(session, Role.TUTOR, make_organisation(session)))


def test_the_policy_lets_nothing_in_that_is_not_ours():
    parts = {part.split()[0]: part.split()[1:] for part in POLICY.split("; ")}
    assert parts["default-src"] == ["'none'"]
    assert parts["base-uri"] == parts["frame-ancestors"] == ["'none'"]
    assert {source for sources in parts.values() for source in sources} <= {"'none'", "'self'", "data:"}
    assert [name for name, sources in parts.items() if "data:" in sources] == ["img-src"]
    assert {"script-src", "style-src", "connect-src", "form-action"} <= set(parts)


@on_sqlite
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/sign-in", 200),
        ("GET", "/", 302),
        ("GET", "/session", 200),
        ("GET", "/nothing-here", 404),
        ("GET", "/sign-out", 405),
        ("POST", "/sign-in", 422),
        ("HEAD", "/sign-in", 200),
        ("OPTIONS", "/sign-in", 200),
    ],
)
def test_every_answer_to_a_stranger_has_them(app, session, method, address, status):
    answer = app.test_client().open(address, method=method)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["X-Request-Id"]


@on_sqlite
def test_files_and_drawings_have_them_too(app, tutor):
    drawing = tutor.get("learning.drawing", name="schedule-gantt.svg").response
    document = next(
        document
        for scenario in app.extensions["scenarios"].scenarios
        for document in scenario.documents
        if document.attachment
    )
    attachment = tutor.get("scenarios.attachment", document_id=document.id).response
    for answer in (drawing, attachment):
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"]


@on_sqlite
def test_pages_are_not_kept_by_anybody_on_the_way(tutor):
    assert tutor.get("accounts.account").response.headers["Cache-Control"] == "no-store"
    assert tutor.get("accounts.session_state").response.headers["Cache-Control"] == "no-store"


@on_sqlite
def test_what_is_built_is_kept_for_ever_and_is_only_what_it_says(app):
    address = app.jinja_env.globals["asset"]("milepost.css")
    with app.test_client().get(address, buffered=True) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"].startswith("text/css")
        assert "Access-Control-Allow-Origin" not in answer.headers


@on_sqlite
@pytest.mark.parametrize("address", ["/static/dist/../../access.py", "/static/%2e%2e/access.py", "/static/dist/"])
def test_nothing_else_is_served_beside_it(app, session, address):
    assert app.test_client().get(address).status_code == 404


@on_sqlite
@pytest.mark.parametrize(("secure", "header"), [(True, "max-age=31536000"), (False, None)])
def test_browsers_are_held_to_https_where_cookies_are(app, session, monkeypatch, secure, header):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", secure)
    assert app.test_client().get("/sign-in").headers.get("Strict-Transport-Security") == header
