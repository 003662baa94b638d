"""Every exercise in a real browser: opened, filled from its spreadsheet, seen without barriers, handed in, received."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.engines.rubric import Level
from app.scenarios.pack import Exercise
from tests.browser.axe import sideways, violations
from tests.browser.conftest import Arrive
from tests.browser.server import Server
from tests.kinds.samples import shipped

pytestmark = pytest.mark.browser
LEVELS = {Level.DISTINCTION: "Distinction", Level.PASS: "Pass", Level.NOT_YET: "Not yet"}
EXERCISES = [exercise for scenario in shipped().scenarios for exercise in scenario.exercises]
OPEN_GROUPS = "for (const each of document.querySelectorAll('[data-show-group][aria-pressed=false]')) each.click()"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)
def test_it_can_be_done_from_the_in_tray_to_the_receipt(
    exercise: Exercise, arrive: Arrive, module_server: Server, tmp_path: Path
) -> None:
    page = arrive("bea", at=module_server)
    page.goto(f"/practise/{exercise.scenario.slug}")
    page.locator(".work-list").get_by_role("link", name=exercise.title, exact=True).click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(exercise.title)
    side = page.locator(".side-part summary", has_text="In-tray")
    expect(side).to_have_text(f"In-tray ({len(exercise.documents)})")
    without_barriers(page)
    import_reference(page, exercise, tmp_path)
    without_barriers(page)
    page.locator(".actions").get_by_role("button", name="Hand in").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Handed in: {exercise.title}")
    received(page, exercise)


def import_reference(page: Page, exercise: Exercise, folder: Path) -> None:
    """The reference as the spreadsheet that an apprentice would have filled in; no fault is left."""
    payload = exercise.kind.load(exercise.reference.payload, exercise.kind.version)
    workbook = folder / f"{exercise.slug}.xlsx"
    workbook.write_bytes(exercise.kind.exporters["xlsx"](payload))
    page.get_by_role("link", name="Import").click()
    page.locator("input[type=file]").set_input_files(workbook)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(exercise.title)
    expect(page.locator(".finding.clean").first).to_be_visible()
    expect(page.locator(".finding.fault")).to_have_count(0)
    expect(page.locator("[data-pictures] svg[role=img]").first).to_be_visible()


def without_barriers(page: Page) -> None:
    """Wide with every column shown, and as a phone."""
    page.evaluate(OPEN_GROUPS)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = violations(page)
        assert not found, "\n".join(found)
        assert sideways(page) <= 0, f"it scrolls sideways at {width}"
    page.set_viewport_size({"width": 1440, "height": 900})


def received(page: Page, exercise: Exercise) -> None:
    """The receipt shows the level that the sample says for each criterion that the checks judge."""
    lines = page.locator(".list-lines li")
    for criterion in exercise.rubric:
        line = lines.filter(has_text=criterion.title)
        decided = criterion.checks and not line.get_by_text("Your tutor decides").count()
        if decided:
            expect(line).to_contain_text(LEVELS[exercise.reference.expect[criterion.id]])
