"""The server is killed while work is saved and handed in: whatever it had acknowledged is there when it is back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Request, Response, expect
from sqlalchemy import create_engine, text

from tests.browser.conftest import Arrive
from tests.browser.editor import SCHEDULE, Editor
from tests.browser.faults import Faults
from tests.browser.server import Server

pytestmark = pytest.mark.browser
CUT = "net::ERR_"
#: Which save of each burst the power fails at: as the request leaves the page, while others have been answered.
CUTS = (3, 1)


class Acknowledged:
    """The last revision, with its content, that the server said it had saved."""

    def __init__(self) -> None:
        self.sent = 0
        self.revision = 0
        self.payload: object = None

    def count(self, request: Request) -> None:
        self.sent += request.method == "PUT"

    def note(self, response: Response) -> None:
        if response.request.method == "PUT" and response.ok:
            self.revision = response.json()["revision"]
            self.payload = json.loads(response.request.post_data or "")["payload"]


def kept(server: Server, attempt: str, revision: int) -> object:
    """The content of a revision: the draft's own, or one of those before it."""
    engine = create_engine(server.database)
    with engine.connect() as connection:
        query = text(
            "SELECT payload FROM attempt WHERE id = :attempt AND revision = :revision UNION ALL "
            "SELECT payload FROM draft_revision WHERE attempt_id = :attempt AND revision = :revision"
        )
        found = connection.execute(query, {"attempt": attempt.replace("-", ""), "revision": revision}).scalar_one()
    engine.dispose()
    return json.loads(found)


def test_nothing_that_was_acknowledged_is_lost(arrive: Arrive, faults: Faults, own_server: Server) -> None:
    faults.expect(CUT)
    page = arrive("kofi", at=own_server)
    editor = Editor.open(page)
    attempt, acknowledged = editor.attempt, Acknowledged()
    page.on("request", acknowledged.count)
    page.on("response", acknowledged.note)
    typed = {}
    for burst, cut_at in enumerate(CUTS):
        until = acknowledged.sent + cut_at
        row = editor.refs[burst + 1]
        for place in range(40):
            typed[row] = f"Burst {burst}, word {place}"
            editor.cell(row, "name").fill(typed[row])
            with page.expect_request(lambda request: request.method == "PUT"):
                page.keyboard.press("Tab")
            if acknowledged.sent >= until:
                break
        own_server.kill()
        typed[row] += ", typed in the dark"
        editor.cell(row, "name").fill(typed[row])
        expect(editor.state).to_contain_text("no connection")
        if acknowledged.revision:
            assert kept(own_server, attempt, acknowledged.revision) == acknowledged.payload
        own_server.start()
        editor.expect_saved()
        expect(editor.trouble).to_be_hidden()
    page.reload()
    for row, name in typed.items():
        expect(editor.cell(row, "name")).to_have_value(name)

    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("checkbox").check()
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.locator("#main").get_by_role("button", name="Hand in").click(no_wait_after=True)
    own_server.kill()
    receipt = answered.value.headers["location"]
    own_server.start()
    page.goto(receipt)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Handed in: {SCHEDULE}")
    expect(page.locator(".receipt")).to_contain_text("SHA-256")
