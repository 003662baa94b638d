"""The form of an editor: what was posted or stored is kept and shown, whatever it is."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict

from app.kinds.form import form_for, too_many_rows
from tests.databases import on_sqlite
from tests.kinds.editors import EDITOR, GRID, boat

Form = form_for(EDITOR)


@pytest.fixture
def fill(app):
    with app.test_request_context():
        yield lambda payload, posted=(): Form(MultiDict(posted), data=Form.initial(payload))


@on_sqlite
class TestChoice:
    def test_what_is_not_on_the_list_is_shown_chosen_and_kept(self, fill):
        form = fill({"boats": [boat(berth="east")]})
        field = form.boats[0].berth
        shown = BeautifulSoup(field(), "html.parser").select_one("option[selected]")
        assert (shown["value"], shown.text) == ("east", "east (not on the list)")
        assert len(BeautifulSoup(field(), "html.parser").select("option")) == 4, (
            "offered once, however often it is shown"
        )
        assert form.to_payload()["boats"] == [boat(berth="east")]

    def test_one_row_s_stray_value_is_not_offered_in_another(self, fill):
        form = fill({"boats": [boat("B1", berth="east"), boat("B2", berth="north")]})
        str(form.boats[0].berth())
        values = [each["value"] for each in BeautifulSoup(form.boats[1].berth(), "html.parser").select("option")]
        assert values == ["", "north", "south"]

    def test_what_was_typed_into_it_is_escaped(self, fill):
        form = fill({"boats": [boat(berth='"><script>')]})
        assert "<script>" not in form.boats[0].berth()


@on_sqlite
class TestPosted:
    def test_a_post_wins_over_what_was_stored_and_may_add_rows(self, fill):
        posted = {
            "harbour": " Kirkby ",
            "boats-0-ref": "B1",
            "boats-0-name": "Ada",
            "boats-7-ref": "B9",
            "boats-7-name": "Eve",
        }
        payload = fill({"harbour": "Old", "boats": [boat("B1", name="Old")]}, posted).to_payload()
        assert payload["harbour"] == "Kirkby"
        assert [(row["ref"], row["name"]) for row in payload["boats"]] == [("B1", "Ada"), ("B9", "Eve")]

    def test_a_field_that_was_not_posted_is_empty_and_one_that_is_not_known_is_nothing(self, fill):
        payload = fill({}, {"boats-0-ref": "B1", "boats-0-owner": "mallory", "admin": "1"}).to_payload()
        assert payload == {"harbour": "", "rules": "", "boats": [boat("B1")]}

    def test_a_cell_that_is_too_long_is_an_error_and_is_still_there(self, fill):
        form = fill({}, {"boats-0-ref": "B1", "boats-0-name": "x" * 1001})
        assert not form.validate()
        assert form.boats[0].form.name.errors
        assert form.to_payload()["boats"][0]["name"] == "x" * 1001


@pytest.mark.parametrize(
    ("count", "says"), [(0, ""), (4, ""), (5, "That is 5 boats; there can be 4 here. Nothing was changed.")]
)
def test_too_many_rows_are_counted_in_words(count, says):
    assert too_many_rows(GRID, count) == says


def test_the_same_editor_has_one_form():
    assert form_for(EDITOR) is Form
