"""What people type, and what is said when it cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from app.kinds.row_reading import NotRead
from app.kinds.stakeholders import cells, words
from app.kinds.stakeholders.analysis import is_everybody
from app.kinds.stakeholders.payload import StakeholderPlan
from tests.kinds.stakeholders.plans import C1, S1, S2, S3, analysed, changed, plan


@pytest.mark.parametrize(("text", "score"), [("4", 4), (" 5 ", 5), ("3/5", 3), ("2 out of 5", 2)])
def test_a_score(text, score):
    assert cells.score(text) == score


@pytest.mark.parametrize("text", ["0", "6", "high", "4.5", "4/10", "-1", "NaN", "1e400", "٣"])
def test_what_is_no_score(text):
    with pytest.raises(NotRead, match="whole number from 1 to 5"):
        cells.score(text)


@pytest.mark.parametrize("text", ["31 May 2027", "31/05/2027", "2027-05-31", "Mon 31/5/27", "31st May 2027"])
def test_a_date(text):
    assert cells.day(text) == date(2027, 5, 31)


@pytest.mark.parametrize("text", ["31 June 2027", "1 Jan 1753", "31/12/9999", "May", "soon", "5 Mai"])
def test_what_is_no_date(text):
    with pytest.raises(NotRead, match="Type a date"):
        cells.day(text)


def test_how_often_is_told_from_words_that_promise_nothing():
    assert cells.cadence("weekly").per_month
    with pytest.raises(NotRead, match="promises nothing"):
        cells.cadence("as needed")
    with pytest.raises(NotRead, match="two ways"):
        cells.cadence("biweekly")


def test_a_long_text_is_quoted_short():
    assert len(cells.quoted("word " * 100)) < 45


def test_each_bad_cell_is_told_at_its_place_and_the_rest_is_read():
    payload = changed(S1, power="high", present="keen", side="both", strategy="ignore")
    assert [each.where for each in analysed(payload).problems] == ["S1.side", "S1.power", "S1.present", "S1.strategy"]
    assert analysed(payload).stakeholders[0].interest == 4
    bad = changed(C1, method="pigeon", frequency="often", first_on="Tuesday")
    assert [each.where for each in analysed(bad).problems] == ["C1.method", "C1.frequency", "C1.first_on"]
    assert all(each.message.startswith("C1: ") for each in analysed(bad).problems)


def test_a_choice_may_be_typed_by_its_label():
    assert analysed(changed(S1, strategy="Keep satisfied")).stakeholders[0].strategy == "keep_satisfied"


def test_rows_without_content_are_left_out():
    empty = {"ref": "S9", "side": "internal", "present": "neutral", "name": " — "}
    assert len(analysed(plan((S1, empty))).stakeholders) == 1
    assert analysed(StakeholderPlan()).is_blank
    assert analysed(plan((), (), note="x")).is_blank
    assert not analysed(plan((), (C1,))).is_blank


@pytest.mark.parametrize(
    ("audience", "refs"),
    [
        ("S1", ["S1"]),
        ("s1, S3", ["S1", "S3"]),
        ("The union of the porters", ["S2"]),
        ("Porters", ["S2"]),
        ("parents and S2", ["S2", "S3"]),
        ("Everybody", ["S1", "S2", "S3"]),
        ("Nurses", []),
        ("S99", []),
        ("Medical director and union", ["S1", "S2"]),
    ],
)
def test_whom_an_audience_names(audience, refs):
    found = analysed(plan(communications=(C1 | {"audience": audience},)))
    assert [found.stakeholders[place].ref for place in sorted(found.reached[0])] == refs


@pytest.mark.parametrize(
    ("audience", "is_all"),
    [("All", True), ("all stakeholders", True), ("Everyone", True), ("all of S1 and S2", False), ("Alliance", False)],
)
def test_everybody(audience, is_all):
    assert is_everybody(audience) is is_all


def test_a_name_of_one_letter_names_nobody_by_chance():
    found = analysed(plan((S1 | {"name": "A", "organisation": ""}, S2, S3), (C1 | {"audience": "Anybody at all"},)))
    assert found.reached == (frozenset(),)


@pytest.mark.parametrize(
    ("owner", "is_nobody"),
    [
        ("Ann Lee", False),
        ("Design team leader", False),
        ("Project support officer", False),
        ("Project team", True),
        ("TBC", True),
        ("all of us", True),
        ("", True),
        ("N/A", True),
    ],
)
def test_an_owner_can_be_rung_up(owner, is_nobody):
    assert words.is_nobody(owner) is is_nobody


@pytest.mark.parametrize(
    ("source", "told"),
    [("", "the in-tray"), ("07-survey-note", "document 7, “survey note”"), ("old-list", "“old list”")],
)
def test_documents_are_called_as_they_are_known(source, told):
    assert words.document(source) == told
