"""The editor as a test sees it: its rows, its cells, what it says of saving."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

ROOM = "/practise/quarry-lane-footbridge"
SCHEDULE = "Build the schedule"
RISKS = "Log the risks and opportunities"


class Editor:
    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def open(cls, page: Page, exercise: str = SCHEDULE) -> Editor:
        """Start the exercise, or go on with its draft."""
        page.goto(ROOM)
        page.locator(".room-work").get_by_role("link", name=exercise, exact=True).click()
        page.locator(".actions").locator("a.btn, button.btn").first.click()
        editor = cls(page)
        expect(editor.state).to_contain_text("Saved")
        return editor

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-save-state]")

    @property
    def trouble(self) -> Locator:
        return self.page.locator("[data-trouble]")

    @property
    def findings(self) -> Locator:
        return self.page.locator("[data-findings]")

    @property
    def gantt(self) -> Locator:
        return self.page.locator("[data-pictures] svg.drawing, [data-pictures] svg").first

    @property
    def attempt(self) -> str:
        """The id of the attempt, out of the page's address."""
        return urlsplit(self.page.url).path.rsplit("/", 1)[-1]

    def row(self, ref: str | int) -> Locator:
        return self.page.locator(f'[data-rows] > [data-row="{ref}"]')

    def cell(self, ref: str | int, key: str) -> Locator:
        return self.row(ref).locator(f'[data-cell="{key}"]')

    def output(self, ref: str | int, key: str) -> Locator:
        return self.row(ref).locator(f'[data-output="{key}"]')

    @property
    def refs(self) -> list[str]:
        """The rows' references, in their order."""
        found: list[str] = self.page.locator("[data-rows] > [data-row]").evaluate_all(
            "rows => rows.map((row) => row.dataset.row)"
        )
        return found

    def expect_refs(self, *refs: str | int) -> None:
        rows = self.page.locator("[data-rows] > [data-row]")
        expect(rows).to_have_count(len(refs))
        for place, ref in enumerate(refs):
            expect(rows.nth(place)).to_have_attribute("data-row", str(ref))

    def expect_saved(self) -> None:
        expect(self.state).to_have_text(re.compile("^✓ Saved"))
