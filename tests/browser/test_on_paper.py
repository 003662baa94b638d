"""Other ways of looking: on paper, without motion, in the colours that a person has chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Arrive
from tests.browser.editor import ROOM, Editor
from tests.browser.keys import tab_to

pytestmark = pytest.mark.browser


def test_paper_carries_the_content_and_nothing_to_press(arrive: Arrive) -> None:
    page = arrive("priya")
    page.goto(ROOM)
    page.locator(".room-work").get_by_role("link", name="Feedback released").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Feedback")
    feedback = page.url
    for address in (feedback, "/learn/schedule"):
        page.goto(address)
        page.emulate_media(media="print")
        for hidden in (".bar", ".skip", ".demonstration", ".foot"):
            expect(page.locator(hidden)).to_be_hidden()
        for button in page.get_by_role("button").all():
            expect(button).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf(format="A4").startswith(b"%PDF")
        page.emulate_media(media="screen")
        expect(page.locator(".bar")).to_be_visible()


@pytest.mark.parametrize(
    "preference", [{"reduced_motion": "reduce"}, {"forced_colors": "active"}, {"color_scheme": "dark"}], ids=str
)
def test_preferences_leave_the_page_and_the_focus_visible(arrive: Arrive, preference: dict[str, str]) -> None:
    editor = Editor.open(arrive("hugh", **preference))
    tab_to(editor.page.locator("a.skip"), most=2)
    editor.cell(2, "name").focus()
    tab_to(editor.cell(2, "duration"), most=2)
    expect(editor.gantt).to_be_visible()
    moving = editor.page.evaluate("document.getAnimations().length")
    assert moving == 0 or "reduced_motion" not in preference
