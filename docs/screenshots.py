"""Takes the pictures in `docs/screenshots` from a fresh demonstration: `python3 dev.py screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.demonstration.cast import email
from app.demonstration.seeding import person_id
from tests.browser.chromium import launch_options
from tests.browser.server import Server

FOLDER = Path(__file__).parent / "screenshots"
#: How wide, and how much of the page's height.
SIZES = ((1440, 1000), (768, 1000), (390, 1500))
#: Name, who looks, and how to get there from their home page: an address, or links to follow by their words.
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("sign-in", "", ("/sign-in",)),
    ("my-plan", "priya", ("/plan",)),
    ("project-room", "priya", ("/practise/quarry-lane-footbridge",)),
    ("exercise", "priya", ("/practise/quarry-lane-footbridge", "Build the schedule", "Continue your draft")),
    ("risk-register", "gwen", ("/practise/quarry-lane-footbridge", "Log the risks", "Continue your draft")),
    ("performance-report", "lola", ("/practise/quarry-lane-footbridge", "Report performance", "Continue your draft")),
    ("feedback", "priya", ("/practise/quarry-lane-footbridge", "Feedback released")),
    ("lesson", "priya", ("/learn/schedule",)),
    ("portfolio", "priya", ("/portfolio",)),
    ("claims-matrix", "priya", ("/portfolio/matrix",)),
    ("caseload", "mercy", ("/caseload",)),
    ("marking-queue", "mercy", ("/marking",)),
    ("marking-desk", "mercy", ("/marking", "Jo Culvert")),
    ("budget-desk", "ines", ("/marking", "Keira Culverstone")),
    ("evidence", "mercy", ("/portfolio/waiting",)),
    ("employer", "tom", ("/apprentices",)),
    ("people", "alan", ("/people",)),
)


def main(wanted: set[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="milepost-screenshots-") as folder:
        server = Server(Path(folder))
        server.run("db", "upgrade")
        server.run("seed")
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(**launch_options(Path(folder) / "chromium"))
                for name, key, steps in PAGES:
                    if not wanted or name in wanted:
                        take(browser, server.address, name, key, steps)
        finally:
            server.stop()


def take(browser: Browser, address: str, name: str, key: str, steps: tuple[str, ...]) -> None:
    for width, height in SIZES:
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=address)
        page = context.new_page()
        if key:
            sign_in(page, key)
        for step in steps:
            if step.startswith("/"):
                page.goto(step)
            else:
                page.locator("#main").get_by_text(step).first.click()
                page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.screenshot(path=FOLDER / f"{name}-{width}.png")
        note = f" scrolls sideways: {wide} px" if wide > width else ""
        sys.stdout.write(f"{name}-{width}.png{note}\n")
        context.close()


def sign_in(page: Page, key: str) -> None:
    """By the demonstration's one click."""
    page.goto("/sign-in")
    form = page.locator(f'form[action="/demonstration/{person_id(key)}"]')
    if form.count():
        form.locator("button").click()
    else:
        raise SystemExit(f"the sign-in page does not offer {email(key)}")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
