"""The read-only page of a register."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import app
from app.kinds.risks import KIND
from tests.kinds.risks.registers import CRANE, analysed, register, row

FOLDERS = [Path(app.__file__).parent / "core" / "templates", KIND.folder / "templates"]
PAGES = Environment(loader=FileSystemLoader(FOLDERS), undefined=StrictUndefined, autoescape=True)


def shown(*rows, contingency="1600", notes=None) -> BeautifulSoup:
    page = PAGES.get_template(KIND.template("show")).render(
        payload=register(*rows, contingency=contingency).model_dump(),
        kind=KIND,
        outputs=KIND.row_outputs(analysed(*rows, contingency=contingency)),
        notes=notes or {},
    )
    return BeautifulSoup(page, "html.parser")


def test_every_row_can_be_pointed_at_and_shows_its_figures():
    page = shown(row(), CRANE)
    first = page.find(id="row-R1").get_text(" ", strip=True)
    for words in (
        "The spans leave the works late",
        "20 red",
        "£7,200",
        "£12,000",
        "Reduce",
        "Buyer",
        "6 amber",
        "£2,400",
    ):
        assert words in first
    assert "−£12,000" in page.find(id="row-R2").get_text()
    assert "£1,600" in page.get_text()


def test_notes_stand_under_their_row_with_their_tone_in_words():
    notes = {
        "R1": [{"tone": "fault", "text": "Fill in the owner."}, {"tone": "comment", "text": "Well seen."}],
        "contingency": [{"tone": "weakness", "text": "Say why."}],
    }
    page = shown(row(), notes=notes)
    under = page.find(id="row-R1").find_next_sibling("tr").get_text(" ", strip=True)
    assert "Fault: Fill in the owner." in under
    assert "Comment: Well seen." in under
    assert "Weakness: Say why." in page.get_text(" ", strip=True)


def test_what_was_typed_is_escaped_and_what_cannot_be_read_is_shown_as_typed():
    page = shown(row(event="<script>x</script>", cost="lots", type="", response=""))
    assert not page.find("script")
    text = page.get_text(" ", strip=True)
    for words in ("<script>x</script>", "lots", "No type chosen", "No response chosen"):
        assert words in text


def test_empty_rows_and_an_empty_register_are_shown_too():
    assert "—" in shown({"ref": "R1"}).find(id="row-R1").get_text()
    assert "No risks yet" in shown(contingency="").get_text()
