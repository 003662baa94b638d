"""A browser stand-in: visit an endpoint as someone, get back a parsed page that has been checked over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, url_for
from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.sessions import open_session
from app.core import clock


@dataclass(frozen=True)
class Page:
    response: TestResponse
    queries: int

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str | None:
        return self.response.headers.get("Location")

    @property
    def json(self) -> Any:
        return self.response.get_json()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def h1(self) -> str:
        return self.text("h1")

    def text(self, css: str) -> str:
        found = self.soup.select(css)
        assert len(found) == 1, f"expected one {css!r}, found {len(found)}"
        return " ".join(found[0].get_text(" ").split())

    def texts(self, css: str) -> list[str]:
        return [" ".join(each.get_text(" ").split()) for each in self.soup.select(css)]

    @property
    def errors(self) -> list[str]:
        return self.texts("#errors li")


class Visit:
    """`visit.as_(person).get("marking.queue")`; the answer to a GET of a page is checked over."""

    def __init__(self, app: Flask, session: Session, actor: Person | None = None) -> None:
        self._app, self._session, self._actor = app, session, actor
        self._client = app.test_client()
        if actor is not None:
            signed_in = open_session(session, actor, browser="tests", at=clock.now())
            with self._client.session_transaction() as cookie:
                cookie["_user_id"] = str(signed_in.id)
                cookie["_fresh"] = True

    def as_(self, actor: Person) -> Visit:
        return Visit(self._app, self._session, actor)

    def get(self, endpoint: str, **values: Any) -> Page:
        return self.open("GET", endpoint, values)

    def _forget_columns(self) -> None:
        """What the request changed is read afresh; relationships stay, as a test has already said what it loads."""
        for thing in self._session:
            self._session.expire(thing, [column.key for column in inspect(thing).mapper.column_attrs])

    def post(self, endpoint: str, form: dict[str, Any] | None = None, **values: Any) -> Page:
        return self.open("POST", endpoint, values, data=form or {})

    def put(self, endpoint: str, json: Any, **values: Any) -> Page:
        return self.open("PUT", endpoint, values, json=json)

    def open(self, method: str, endpoint: str, values: dict[str, Any], **sent: Any) -> Page:
        with self._app.test_request_context():
            address = url_for(endpoint, **values)
        self._session.flush()
        counted: list[str] = []

        def count(_c: object, _cur: object, statement: str, *_: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "BEGIN")):
                counted.append(statement)

        connection = self._session.connection()
        event.listen(connection, "before_cursor_execute", count)
        try:
            response = self._client.open(address, method=method, **sent)
        finally:
            event.remove(connection, "before_cursor_execute", count)
            self._forget_columns()
        written = [each for each in counted if each.startswith(("INSERT", "UPDATE", "DELETE"))]
        assert method != "GET" or not written, f"looking changed something: {written}"
        page = Page(response, len(counted))
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            check_over(page)
        return page


def check_over(page: Page) -> None:
    """Faults that no page may have. Add one here when it has reached a person once."""
    soup = page.soup
    assert len(soup.select("h1")) == 1, f"{len(soup.select('h1'))} h1 elements"
    heading = " ".join(soup.h1.get_text().split())
    assert " ".join(soup.title.get_text().split()).startswith(heading), (soup.title.get_text(), heading)
    ids = [each["id"] for each in soup.select("[id]")]
    assert len(ids) == len(set(ids)), sorted({each for each in ids if ids.count(each) > 1})
    for control in soup.select("input:not([type=hidden]), select, textarea"):
        assert _is_labelled(soup, control), f"no label: {control}"
    for form in soup.select("form[method=post]"):
        assert form.select("[name=csrf_token]"), f"no token: {form.get('action')}"
    assert not soup.select("[style]"), "a style attribute"
    assert not soup.select("script:not([src])"), "an inline script"
    for link in soup.select('a[href^="#"]'):
        assert link["href"] == "#" or link["href"][1:] in ids, f"dead anchor {link['href']}"


def _is_labelled(soup: BeautifulSoup, control: Any) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby") or control.find_parent("label"):
        return True
    return bool(control.get("id") and soup.select(f'label[for="{control["id"]}"]'))
