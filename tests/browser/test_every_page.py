"""Every page, as everybody who sees it: no barrier that axe knows and no sideways scroll, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from flask import Flask
from playwright.sync_api import Page, Response, expect

from app import create_app
from app.config import Environment, Settings
from app.extensions import db
from tests.browser.axe import sideways, violations
from tests.browser.conftest import Arrive
from tests.browser.faults import Faults
from tests.browser.server import Server
from tests.browser.sights import NOBODY, SIGHTS, Sight, addresses

pytestmark = pytest.mark.browser
#: Pages in one test, so that tests take about as long as each other.
BATCH = 8
#: What can be fetched but is no page: files, JSON for script, and the way home.
NOT_PAGES = {
    "accounts.session_state",
    "learning.drawing",
    "portfolio.file",
    "progress.home",
    "scenarios.attachment",
    "submissions.export_file",
}
OPEN_DETAILS = "for (const each of document.querySelectorAll('details:not(.menu)')) each.open = true"


def batches() -> Iterator[list[Sight]]:
    for _, group in groupby(sorted(SIGHTS, key=lambda each: each.who), key=lambda each: each.who):
        sights = list(group)
        yield from (sights[start : start + BATCH] for start in range(0, len(sights), BATCH))


def name(sights: list[Sight]) -> str:
    return f"{sights[0].who or 'nobody'}-{sights[0].endpoint}"


@pytest.fixture(scope="module")
def looking_on(server: Server) -> Iterator[Flask]:
    """The app on the served database, to find what is in it."""
    app = create_app(Settings(environment=Environment.TESTING, instance=server.instance, database_url=server.database))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("sights", list(batches()), ids=name)
def test_everybody_can_use_their_pages_on_any_screen(
    sights: list[Sight], arrive: Arrive, faults: Faults, looking_on: Flask
) -> None:
    if any(each.status != 200 for each in sights):
        faults.expect(r"status of 4\d\d")
    page = arrive(sights[0].who)
    problems = []
    for sight, address in zip(sights, addresses(looking_on, sights), strict=True):
        page.set_viewport_size({"width": 1440, "height": 900})
        answer = page.goto(address)
        if sight.press:
            answer = send(page, sight.press)
        assert answer is not None
        assert answer.status == sight.status, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        problems += [f"{sight.who or NOBODY} {address} {sight.press}: {problem}" for problem in barriers(page)]
    assert not problems, "\n".join(problems)


def send(page: Page, button: str) -> Response:
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("#main").get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    return sent.value


def barriers(page: Page) -> Iterator[str]:
    """What axe and the width say, wide first, then as a phone with everything that folds unfolded."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"at {width}: {each}" for each in violations(page))
        page.evaluate(OPEN_DETAILS)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if wider := sideways(page):
            yield f"at {width}: scrolls sideways by {wider} px"


def test_no_page_is_left_out(looking_on: Flask) -> None:
    pages = {rule.endpoint for rule in looking_on.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - NOT_PAGES == {each.endpoint for each in SIGHTS}
