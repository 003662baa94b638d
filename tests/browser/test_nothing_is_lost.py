"""What was typed outlives a second window, a lost connection, a closed page and an ended session."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import expect_no_barriers, sideways
from tests.browser.conftest import Arrive
from tests.browser.editor import Editor
from tests.browser.faults import Faults
from tests.browser.people import apprentice, enter, leave

pytestmark = pytest.mark.browser
CONFLICT = "status of 409"
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


def also(page: Page) -> Editor:
    """The same address in another tab."""
    tab = page.context.new_page()
    tab.goto(page.url)
    return Editor(tab)


def stored(page: Page, ref: int, key: str) -> str:
    """What the server has of a cell, as a page opened afresh shows it."""
    editor = also(page)
    value = editor.cell(ref, key).input_value()
    editor.page.close()
    return value


def test_two_windows_show_both_versions_and_keep_both(arrive: Arrive, faults: Faults) -> None:
    faults.expect(CONFLICT)
    here = Editor.open(arrive("marek"))
    there = also(here.page)
    there.cell(2, "name").fill("Design the bridge, from the other window")
    there.expect_saved()

    here.cell(2, "name").fill("Design the bridge, from this window")
    expect(here.state).to_have_text("Not saved: changed elsewhere")
    expect(here.trouble).to_contain_text("changed in another window")
    expect(here.trouble.locator("del")).to_have_text("Design the bridge, from the other window")
    expect(here.trouble.locator("ins")).to_have_text("Design the bridge, from this window")
    expect_no_barriers(here.page)
    here.trouble.get_by_role("button", name="Keep what is on this page").click()
    here.expect_saved()
    expect(here.trouble).to_be_hidden()
    assert stored(here.page, 2, "name") == "Design the bridge, from this window"
    here.page.get_by_role("link", name="Earlier versions").click()
    here.page.get_by_text("after it").first.click()
    expect(here.page.locator(".history")).to_contain_text("from the other window")

    there.cell(3, "name").fill("Order the steel")
    expect(there.trouble).to_contain_text("changed in another window")
    there.page.reload()
    expect(there.trouble).to_contain_text("This device kept changes")
    expect_no_barriers(there.page)
    there.trouble.get_by_role("button", name="Use what this device kept").click()
    there.expect_saved()
    assert stored(there.page, 3, "name") == "Order the steel"
    assert stored(there.page, 2, "name") == "Design the bridge, from the other window"


def test_two_windows_without_script_get_a_page_with_both_versions(arrive: Arrive, faults: Faults) -> None:
    faults.expect(CONFLICT)
    here = Editor.open(arrive("ella"))
    there = also(here.page)
    there.cell(2, "name").fill("Typed there")
    there.expect_saved()
    here.cell(2, "name").evaluate("cell => { cell.value = 'Typed here'; cell.form.submit(); }")
    page = here.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Two versions of this draft")
    expect(page.locator(".differences del")).to_have_text("Typed there")
    expect(page.locator(".differences ins")).to_have_text("Typed here")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        expect_no_barriers(page)
        assert sideways(page) == 0
    page.get_by_role("button", name="Keep my version").click()
    expect(page.get_by_text("Saved and checked.")).to_be_visible()
    expect(here.cell(2, "name")).to_have_value("Typed here")


def test_a_lost_connection_is_said_and_made_good(arrive: Arrive, faults: Faults) -> None:
    faults.expect(OFFLINE)
    editor = Editor.open(arrive("dan"))
    context = editor.page.context
    context.set_offline(True)
    editor.cell(2, "name").fill("Typed in a tunnel")
    expect(editor.state).to_contain_text("no connection")
    editor.cell(2, "duration").fill("8")
    editor.page.keyboard.press("Tab")
    context.set_offline(False)
    editor.expect_saved()
    expect(editor.output(2, "finish")).not_to_be_empty()
    assert stored(editor.page, 2, "duration") == "8"

    context.set_offline(True)
    editor.cell(3, "name").fill("Typed before the lid was closed")
    expect(editor.state).to_contain_text("no connection")
    address = editor.page.url
    editor.page.close()
    context.set_offline(False)
    back = Editor(context.new_page())
    back.page.goto(address)
    expect(back.cell(3, "name")).to_have_value("Typed before the lid was closed")
    back.expect_saved()
    assert stored(back.page, 3, "name") == "Typed before the lid was closed"


def lose_first_answer(page: Page, address: str) -> list[int]:
    """The first request to an address reaches the server, and its answer gets lost on the way. Its status."""
    lost: list[int] = []

    def carry(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route(address, carry)
    return lost


def test_a_save_whose_answer_was_lost_is_no_conflict(arrive: Arrive, faults: Faults) -> None:
    faults.expect("net::ERR_FAILED")
    editor = Editor.open(arrive("hugh"))
    lost = lose_first_answer(editor.page, "**/draft")
    editor.cell(2, "name").fill("It arrived, and nobody was told")
    expect(editor.state).to_contain_text("no connection")
    assert lost == [200]
    editor.cell(2, "name").fill("Typed on meanwhile")
    editor.expect_saved()
    expect(editor.trouble).to_be_hidden()
    assert stored(editor.page, 2, "name") == "Typed on meanwhile"


def test_a_decision_outlives_a_lost_answer_and_an_ended_session(arrive: Arrive, faults: Faults) -> None:
    faults.expect("net::ERR_FAILED", "status of 40[01]")
    callum = apprentice("callum")
    page = arrive(callum.tutor)
    page.goto("/marking")
    page.locator(".queue-table").get_by_role("link", name=callum.name).click()
    criterion = page.locator('.criterion[data-proposed=""]').first
    state = criterion.locator("[data-state]")
    lost = lose_first_answer(page, "**/criteria/*")
    criterion.locator("input[value=not_yet]").check()
    expect(state).to_contain_text("no connection")
    assert lost == [200]
    criterion.locator("input[value=distinction]").check()
    expect(state).to_contain_text(re.compile("^Saved"))
    expect(criterion.locator(".conflict")).to_have_count(0)

    leave(page.context)
    criterion.locator("input[value=pass]").check()
    expect(state).to_contain_text("Not saved: you are signed out")
    enter(page.context, callum.tutor)
    state.get_by_role("button", name="Try again").click()
    expect(state).to_contain_text(re.compile("^Saved"))
    page.reload()
    expect(criterion.locator("input[value=pass]")).to_be_checked()


@pytest.mark.parametrize("ended", ["in another tab", "from another browser"])
def test_an_ended_session_keeps_what_is_typed(arrive: Arrive, faults: Faults, ended: str) -> None:
    faults.expect("status of 40[01]")
    editor = Editor.open(arrive("kofi"))
    context = editor.page.context
    if ended == "in another tab":
        leave(context)
    else:
        other = arrive("kofi")
        other.goto("/account")
        other.get_by_role("button", name="Sign out everywhere").click()
        expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    editor.cell(2, "name").fill(f"Typed after signing out {ended}")
    expect(editor.trouble).to_contain_text("You have been signed out")
    expect(editor.state).to_contain_text("Not saved: you are signed out")
    expect_no_barriers(editor.page)
    with context.expect_page() as opened:
        editor.trouble.get_by_role("link", name="Sign in").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Sign in")
    enter(context, "kofi")
    opened.value.close()
    if ended == "in another tab":
        editor.trouble.get_by_role("button", name="Try again now").click()
    else:
        editor.page.evaluate("window.dispatchEvent(new Event('focus'))")  # coming back to the tab
    editor.expect_saved()
    expect(editor.trouble).to_be_hidden()
    assert stored(editor.page, 2, "name") == f"Typed after signing out {ended}"
