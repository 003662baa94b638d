"""The read-only table of a schedule."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.kinds.schedule import KIND
from tests.kinds.schedule.build import analysed, row, schedule


@pytest.fixture
def shown_by():
    loader = FileSystemLoader([KIND.folder / "templates", KIND.folder.parent / "templates"])
    templates = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)

    def render(made, notes=None):
        outputs = KIND.row_outputs(analysed(made))
        shown = {"payload": made.model_dump(), "kind": KIND, "outputs": outputs, "notes": notes or {}}
        return BeautifulSoup(templates.get_template(KIND.template("show")).render(shown), "html.parser")

    return render


def test_rows_carry_their_anchor_cells_and_outputs(shown_by):
    shown = shown_by(schedule(row(1, "Dig", 5), row(7, "<b>Lay</b>", 10, "1"), row(9)))
    cells = [cell.get_text(strip=True) for cell in shown.select("#row-7 td")]
    assert cells == ["<b>Lay</b>", "10", "1", "", "", "15 Mar", "26 Mar", "0 d", "0 d"]
    assert shown.select_one("#row-7 th").get_text() == "7, critical"
    assert shown.select_one("#row-9 th").get_text() == "9"
    assert [each["data-label"] for each in shown.select("#row-7 td.num")] == [
        "Start",
        "Finish",
        "Total float",
        "Free float",
    ]


def test_notes_stand_on_their_row(shown_by):
    shown = shown_by(schedule(row(1, "Dig", 5)), {"1": [{"tone": "fault", "text": "Row 1 leads nowhere."}]})
    assert shown.select_one("#row-1 .row-note.fault").get_text() == "Row 1 leads nowhere."


def test_the_calendar_stands_above_and_an_empty_schedule_says_so(shown_by):
    shown = shown_by(schedule(days_off="26 Mar 2027\n29 Mar 2027"))
    assert [each.get_text("|", strip=True) for each in shown.select("dd")] == [
        "2027-03-08",
        "Mon Tue Wed Thu Fri",
        "26 Mar 2027|29 Mar 2027",
    ]
    assert "There are no activities." in shown.get_text()
