"""Handing in: however often it is pressed, there is one submission, and once there is a receipt it stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from tests.browser.conftest import Arrive
from tests.browser.editor import SCHEDULE, Editor
from tests.browser.server import Server

pytestmark = pytest.mark.browser
HAND_IN_TWICE = """async (form) => {
  const send = () => fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  return (await Promise.all([send(), send(), send()])).map((answer) => answer.url);
}"""


def submissions(server: Server, attempt: str) -> int:
    engine = create_engine(server.database)
    with engine.connect() as connection:
        query = text("SELECT count(*) FROM submission WHERE attempt_id = :attempt")
        count = int(connection.execute(query, {"attempt": attempt.replace("-", "")}).scalar_one())
    engine.dispose()
    return count


def confirm(page: Page) -> None:
    """Go from the editor to the page that asks, and tick that it is one's own work."""
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hand in: {SCHEDULE}")
    page.get_by_role("checkbox").check()


def test_a_double_click_hands_in_once(arrive: Arrive, server: Server) -> None:
    editor = Editor.open(arrive("jia"))
    attempt = editor.attempt
    confirm(editor.page)
    editor.page.locator("#main").get_by_role("button", name="Hand in").dblclick()
    expect(editor.page.get_by_role("heading", level=1)).to_have_text(f"Handed in: {SCHEDULE}")
    assert submissions(server, attempt) == 1
    editor.page.goto(f"/work/{attempt}/hand-in")
    expect(editor.page.get_by_role("heading", level=1)).to_have_text(f"Handed in: {SCHEDULE}")


def test_three_requests_at_once_hand_in_once(arrive: Arrive, server: Server) -> None:
    editor = Editor.open(arrive("ivan"))
    attempt = editor.attempt
    confirm(editor.page)
    receipts = editor.page.locator("#main form[method=post]").evaluate(HAND_IN_TWICE)
    assert len(set(receipts)) == 1
    assert receipts[0].endswith("/receipt")
    assert submissions(server, attempt) == 1
