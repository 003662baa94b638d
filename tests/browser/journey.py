"""The steps of the whole journey, each by keyboard alone, in the order in which people take them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from app.demonstration.cast import email
from tests.browser.axe import expect_no_barriers
from tests.browser.editor import SCHEDULE, Editor
from tests.browser.keys import follow, press_on, skip_to_content, tab_to
from tests.browser.people import PASSWORD

SCENARIO = "Quarry Lane footbridge"
KEYS = {"not_yet": "1", "pass": "2", "distinction": "3"}
OVERRULED = "The order of the work is sound; only the dates are still missing."
COMMENT = "How do you know that the team has eight days for this?"


def sign_in(page: Page, key: str) -> None:
    page.goto("/sign-in")
    tab_to(page.get_by_label("E-mail"))
    page.keyboard.type(email(key))
    tab_to(page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/")
    press_on(page.locator(".who summary"))
    expect_no_barriers(page, within=".who")
    follow(page.get_by_role("button", name="Sign out"), "Sign in")


def read_a_document(page: Page) -> None:
    """From the plan into the project room, where a paper that has been looked at counts as read."""
    follow(page.get_by_role("link", name="Practise", exact=True), "Practise")
    skip_to_content(page)
    follow(page.get_by_role("link", name=f"Open the project room of {SCENARIO}"), SCENARIO)
    paper = page.locator(".in-tray").get_by_role("link", name=re.compile("revised", re.IGNORECASE))
    expect(paper).to_contain_text("New")
    skip_to_content(page)
    press_on(paper)
    expect(page.get_by_role("heading", level=2, name=re.compile("revised", re.IGNORECASE))).to_be_visible()
    expect(paper).not_to_contain_text("New")


def start(page: Page) -> Editor:
    follow(page.locator(".room-work").get_by_role("link", name=SCHEDULE, exact=True), SCHEDULE, back=True)
    skip_to_content(page)
    press_on(page.get_by_role("button", name="Start", exact=True))
    editor = Editor(page)
    editor.expect_refs(1, 2, 3)
    return editor


def type_row(page: Page, *cells: str) -> None:
    """Type a row's name, duration and predecessors, from its first cell."""
    for place, text in enumerate(cells):
        if place:
            page.keyboard.press("Tab")
        page.keyboard.type(text)


def draw_up(editor: Editor) -> None:
    """Three rows, the last with a lag; dates and picture come while they are typed."""
    page = editor.page
    skip_to_content(page)
    tab_to(editor.cell(2, "name"))
    type_row(page, "Complete the detailed design", "8", "1")
    expect(editor.output(2, "finish")).not_to_be_empty()
    expect(editor.gantt).to_contain_text("Complete the detailed")
    tab_to(editor.cell(3, "name"))
    type_row(page, "Place the steel order", "2", "1FS+2d")
    expect(editor.output(3, "start")).not_to_be_empty()
    page.keyboard.press("Enter")  # there is no row below, so one is added
    editor.expect_refs(1, 2, 3, 4)
    expect(editor.cell(4, "name")).to_be_focused()
    type_row(page, "Shop drawings", "10", "3")
    expect(editor.output(4, "finish")).not_to_be_empty()
    finish, summary = editor.output(4, "finish").inner_text(), editor.gantt.get_attribute("aria-label")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("15")
    expect(editor.cell(4, "duration")).to_be_focused()
    expect(editor.output(4, "finish")).not_to_have_text(finish)
    assert editor.gantt.get_attribute("aria-label") != summary
    editor.expect_saved()


def rearrange(editor: Editor) -> None:
    """Add a row, move it, delete it, and take that back."""
    page = editor.page
    page.keyboard.press("Control+Enter")
    editor.expect_refs(1, 2, 3, 4, 5)
    page.keyboard.type("Walk round the site")
    page.keyboard.press("Alt+ArrowUp")
    editor.expect_refs(1, 2, 3, 5, 4)
    expect(editor.cell(5, "name")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    editor.expect_refs(1, 2, 5, 3, 4)
    page.keyboard.press("Alt+ArrowDown")
    editor.expect_refs(1, 2, 3, 5, 4)
    page.keyboard.press("ArrowUp")
    expect(editor.cell(3, "name")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+Delete")
    editor.expect_refs(1, 2, 3, 4)
    page.keyboard.press("Control+z")
    editor.expect_refs(1, 2, 3, 5, 4)
    expect(editor.cell(5, "name")).to_have_value("Walk round the site")
    page.keyboard.press("Control+y")
    editor.expect_refs(1, 2, 3, 4)
    editor.expect_saved()


def go_to_a_finding(editor: Editor) -> None:
    link = editor.findings.get_by_role("link", name=re.compile("^Go to row")).first
    ref, _, cell = str(link.get_attribute("data-go-to")).partition(".")
    press_on(link)
    target = editor.cell(ref, cell) if cell else editor.row(ref).locator("[data-cell]").first
    expect(target).to_be_focused()


def hand_in(editor: Editor) -> None:
    page = editor.page
    follow(page.get_by_role("button", name="Hand in"), f"Hand in: {SCHEDULE}", back=True)
    skip_to_content(page)
    press_on(page.get_by_role("checkbox"), "Space")
    follow(page.get_by_role("button", name="Hand in"), f"Handed in: {SCHEDULE}")
    expect(page.locator(".receipt")).to_contain_text("SHA-256")
    expect(page.locator(".receipt")).to_contain_text("4 rows, attempt 1")
    skip_to_content(page)
    follow(page.get_by_role("link", name="See the provisional result"), "With your tutor")


def open_desk(page: Page, apprentice: str) -> None:
    follow(page.get_by_role("link", name="Marking", exact=True), "Marking")
    skip_to_content(page)
    follow(page.locator(".queue-table").get_by_role("link", name=apprentice), f"{apprentice}: {SCHEDULE}")


def decide(page: Page) -> None:
    """Every criterion by its key; the first that the checks propose otherwise is overruled, which needs a reason."""
    skip_to_content(page)
    to_rubric = page.locator(".desk-jump").get_by_role("link", name="Rubric")
    if to_rubric.is_visible():  # on narrow screens, where the rubric is far below
        press_on(to_rubric)
    look_up_keys(page)
    criteria = page.locator(".criterion")
    is_overruled = False
    for place in range(criteria.count()):
        criterion = criteria.nth(place)
        page.keyboard.press("j")
        expect(criterion).to_be_focused()
        if criterion.get_attribute("data-proposed") == "not_yet" and not is_overruled:
            _overrule(criterion)
            is_overruled = True
        elif not criterion.get_attribute("data-level"):
            _decide(criterion)
    assert is_overruled
    expect(page.locator("[data-decided]")).to_have_text(str(criteria.count()))
    expect(page.locator("[data-heading]")).to_contain_text("heading for")


def look_up_keys(page: Page) -> None:
    button, dialog = page.get_by_role("button", name="Keys"), page.get_by_role("dialog")
    press_on(button)
    expect(dialog).to_be_visible()
    expect_no_barriers(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def _decide(criterion: Locator) -> None:
    """What the checks propose is confirmed; what the tutor alone decides is changed twice before it is saved."""
    proposed = criterion.get_attribute("data-proposed")
    for level in [proposed] if proposed else ["not_yet", "distinction", "pass"]:
        criterion.page.keyboard.press(KEYS[level])
        expect(criterion.locator(f"input[value={level}]")).to_be_checked()
        expect(criterion.locator(f"input[value={level}]")).to_be_focused()
    expect(criterion.locator("[data-state]")).to_contain_text("Saved")


def _overrule(criterion: Locator) -> None:
    page = criterion.page
    page.keyboard.press("2")
    expect(criterion.locator("[data-state]")).to_contain_text("give the reason")
    tab_to(criterion.get_by_role("textbox"), most=4)
    page.keyboard.type(OVERRULED)
    expect(criterion.locator("[data-state]")).to_contain_text("Saved")
    expect(criterion.locator("[data-standing]")).to_contain_text("Not yet", ignore_case=True)
    tab_to(criterion.locator("input[name=level]:checked"), back=True, most=4)


def comment_on_row(page: Page) -> None:
    page.keyboard.press("c")
    expect(page.get_by_label("New comment")).to_be_focused()
    page.keyboard.type(COMMENT)
    where = page.locator("#comment-where")
    tab_to(where, most=4)
    page.keyboard.type("2")
    expect(where).to_have_value("2")
    press_on(page.get_by_role("button", name="Add the comment"))
    comments = page.locator("[data-comments]")
    expect(comments).to_contain_text(COMMENT)
    expect(comments.get_by_role("link", name="Row 2")).to_be_visible()


def release(page: Page, first_name: str) -> None:
    follow(page.get_by_role("link", name="Release feedback"), f"Release feedback: {SCHEDULE}")
    skip_to_content(page)
    follow(page.get_by_role("button", name=f"Release to {first_name}"), f"Feedback: {SCHEDULE}")


def act(page: Page) -> None:
    """Read the feedback from the plan, and tick the first thing to do."""
    skip_to_content(page)
    follow(page.locator(".plan-next").get_by_role("link", name=f"Feedback to act on: {SCHEDULE}"), "Feedback")
    expect(page.locator("#main")).to_contain_text(OVERRULED)
    expect(page.locator("#main")).to_contain_text(COMMENT)
    skip_to_content(page)
    press_on(page.get_by_role("button", name="Mark as done").first)
    expect(page.locator("#to-do")).to_contain_text(re.compile(r"1 of \d+ done"))
    expect(page.get_by_role("button", name="Not done after all")).to_be_visible()


def open_next(page: Page) -> None:
    """Attempt 2 begins with what was handed in."""
    press_on(page.get_by_role("button", name=re.compile("^Open (the next|another) attempt")), back=True)
    editor = Editor(page)
    editor.expect_refs(1, 2, 3, 4)
    expect(page.locator(".trail")).to_contain_text("attempt 2")
    expect(editor.cell(2, "name")).to_have_value("Complete the detailed design")
    expect(editor.cell(3, "predecessors")).to_have_value("1FS+2d")
    expect(page.get_by_role("link", name="Feedback on attempt 1")).to_be_visible()


def watch_progress(page: Page, apprentice: str) -> None:
    skip_to_content(page)
    follow(page.get_by_role("link", name=apprentice, exact=True), apprentice)
    line = page.get_by_role("listitem").filter(has_text=SCHEDULE).first
    expect(line).to_contain_text("attempt 1, released")
    expect(line).to_contain_text("Working on attempt 2")
