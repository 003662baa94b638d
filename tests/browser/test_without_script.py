"""Everything works as plain forms: the exercise from the first row to the receipt, and the desk to the release."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Arrive
from tests.browser.editor import SCHEDULE, Editor
from tests.browser.faults import Faults
from tests.browser.people import apprentice

pytestmark = pytest.mark.browser
REASON = "The order is right; the two rows that are missing are small."


def test_an_exercise_and_its_marking_without_script(arrive: Arrive, faults: Faults) -> None:
    faults.expect("status of 422")
    page = arrive("sinead", java_script_enabled=False)
    editor = Editor.open(page)
    type_and_arrange(editor)
    hand_in(editor)
    desk = arrive(apprentice("sinead").tutor, java_script_enabled=False)
    decide(desk)
    release(desk)
    page.goto("/notices")
    expect(page.locator("#main")).to_contain_text("feedback", ignore_case=True)


def do(editor: Editor, ref: int, button: str) -> None:
    """Open a row's menu and press what is in it."""
    editor.row(ref).locator("summary").click()
    editor.row(ref).get_by_role("button", name=button).click()
    expect(editor.page.get_by_text("Saved and checked.")).to_be_visible()


def type_and_arrange(editor: Editor) -> None:
    page = editor.page
    editor.cell(2, "name").fill("Complete the detailed design")
    editor.cell(2, "duration").fill("8")
    editor.cell(2, "predecessors").fill("1")
    page.get_by_role("button", name="Add an activity").click()
    editor.expect_refs(1, 2, 3, 4)
    editor.cell(3, "name").fill("Place the steel order")
    editor.cell(3, "duration").fill("2")
    editor.cell(3, "predecessors").fill("2FS+2d")
    do(editor, 3, "Move up")
    editor.expect_refs(1, 3, 2, 4)
    do(editor, 3, "Move down")
    editor.expect_refs(1, 2, 3, 4)
    do(editor, 2, "Add a row below")
    editor.expect_refs(1, 2, 5, 3, 4)
    do(editor, 5, "Delete the row")
    do(editor, 4, "Delete the row")
    editor.expect_refs(1, 2, 3)
    expect(editor.output(3, "finish")).not_to_be_empty()
    expect(editor.gantt).to_contain_text("Place the steel order")
    page.get_by_role("button", name="Undo the last save").click()
    editor.expect_refs(1, 2, 3, 4)
    editor.cell(4, "name").fill("Shop drawings")
    editor.cell(4, "duration").fill("soon")
    page.locator(".actions").get_by_role("button", name="Save and check").click()
    expect(editor.row(4).locator(".cell-error").nth(1)).to_be_visible()
    expect(editor.cell(4, "duration")).to_have_value("soon")
    editor.findings.get_by_role("link", name="Go to row 4").first.click()
    expect(page).to_have_url(re.compile("#row-4$"))
    editor.cell(4, "duration").fill("10")


def hand_in(editor: Editor) -> None:
    page = editor.page
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hand in: {SCHEDULE}")
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("#errors")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Handed in: {SCHEDULE}")
    expect(page.locator(".receipt")).to_contain_text("4 rows, attempt 1")


def save(criterion: Locator, level: str, reason: str = "") -> None:
    criterion.locator(f"input[value={level}]").check()
    if reason:
        if not criterion.locator("details.reason").get_attribute("open") is not None:
            criterion.locator("details.reason summary").click()
        criterion.get_by_role("textbox").fill(reason)
    criterion.get_by_role("button", name="Save").click()


def decide(page: Page) -> None:
    page.goto("/marking")
    page.locator(".queue-table").get_by_role("link", name="Sinead Parapet").click()
    first = page.locator('.criterion[data-proposed="not_yet"]').first
    save(first, "pass")
    expect(page.locator("#errors")).to_contain_text("reason", ignore_case=True)
    expect(first.locator("input[value=pass]")).to_be_checked()
    save(first, "pass", REASON)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    while (left := page.locator('.criterion[data-level=""]')).count():
        save(left.first, left.first.get_attribute("data-proposed") or "pass")
        expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.get_by_label("New comment").fill("Who checks this?")
    page.get_by_label("Pin to").select_option("2")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator("#comments")).to_contain_text("Who checks this?")


def release(page: Page) -> None:
    page.get_by_role("link", name="Release feedback").click()
    page.get_by_role("button", name="Release to Sinead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Feedback: {SCHEDULE}")
    expect(page.locator("#main")).to_contain_text(REASON)
