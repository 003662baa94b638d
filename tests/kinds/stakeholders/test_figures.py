"""Measures, facts, worked-out cells, the figures for the command line, and the picture."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from app.engines.engagement import Cadence
from app.kinds.base import Unreadable
from app.kinds.stakeholders import KIND
from app.kinds.stakeholders.figures import often, rate
from app.kinds.stakeholders.payload import StakeholderPlan
from tests.kinds.stakeholders.plans import BRIEF, C1, C2, C3, S1, S2, S3, analysed, changed, plan


def test_measures():
    found = KIND.mark(plan(), BRIEF).measures
    assert (found["stakeholders_found"], found["stakeholders_expected"], found["communications"]) == (3, 3, 3)
    assert (found["manage_closely"], found["keep_informed"], found["monitor"]) == (2, 1, 0)


def test_facts_speak_of_what_was_typed():
    told = {each.label: (each.value, each.note) for each in KIND.facts(analysed(plan()), BRIEF)}
    assert told["Stakeholders"] == ("3", "1 internal, 2 external")
    assert told["To be moved"] == ("3", "1 resistant now")
    assert told["Lines of communication"] == ("3", "pairs among 3")
    assert told["Fullest sender"] == ("6.5 a month", "Ann Lee")
    assert "Fullest sender" not in {each.label for each in KIND.facts(analysed(plan(communications=())), BRIEF)}


def test_cells_that_are_worked_out():
    found = KIND.row_outputs(analysed(plan((S1, S2 | {"power": ""}, S3 | {"wanted": ""}))))
    assert found["S1"].cells == {"quadrant": "Manage closely", "gap": "1 up"}
    assert found["S2"].cells["quadrant"] == ""
    assert found["S3"].cells["gap"] == ""
    assert [found[ref].cells["load"] for ref in ("C1", "C2", "C3")] == ["4.3", "2.2", "1 in all"]
    down = KIND.row_outputs(analysed(changed(S1, present="leading", wanted="leading")))["S1"].cells["gap"]
    assert down == "None"
    down = KIND.row_outputs(analysed(changed(S1, present="leading", wanted="neutral")))["S1"].cells["gap"]
    assert down == "2 down"


@pytest.mark.parametrize(
    ("cadence", "words"),
    [(None, ""), (Cadence(), "When it happens"), (Cadence(times=2), "2 in all"), (Cadence(Fraction(1)), "1")],
)
def test_how_often_in_a_cell(cadence, words):
    assert often(cadence) == words


def test_very_seldom_is_not_never():
    assert rate(Fraction(1, 100)) == "less than 0.1"


def test_figures_for_the_command_line():
    found = KIND.figures(plan())
    assert found["quadrants"] == {"manage_closely": 2, "keep_satisfied": 0, "keep_informed": 1, "monitor": 0}
    assert found["channels"] == 3
    assert found["senders"][0] == {"sender": "Ann Lee", "per_month": "6.5", "fullest_month": "6.5"}
    union = found["stakeholders"][1]
    assert (union["gap"], union["agrees"], union["reached_by"], union["hears_per_month"]) == (1, True, ["C2"], "2.1667")
    card = found["communications"][2]
    assert (card["reaches"], card["per_month"], card["times"], card["first_on"]) == (["S3"], None, 1, "2027-05-10")


def test_figures_of_little():
    found = KIND.figures(plan((S1 | {"strategy": "", "present": ""},), (C1 | {"frequency": "", "first_on": ""},)))
    assert found["stakeholders"][0]["agrees"] is found["stakeholders"][0]["gap"] is None
    assert found["communications"][0]["per_month"] is found["communications"][0]["first_on"] is None
    empty = KIND.figures(plan((S1,), (), scored_on="", rescore_on=""))
    assert empty["scored_on"] is empty["rescore_on"] is None
    assert empty["stakeholders"][0]["hears_per_month"] == "0"


@pytest.mark.parametrize(
    ("payload", "place"),
    [(changed(S1, power="x"), "S1.power: "), (plan((S1, S1 | {"ref": ""})), "A row has no reference")],
)
def test_figures_need_cells_that_can_be_read(payload, place):
    with pytest.raises(Unreadable, match=place):
        KIND.figures(payload)


class TestPicture:
    def test_each_is_in_a_cell_and_in_the_table(self):
        (picture,) = KIND.pictures(analysed(plan()), BRIEF)
        assert [row[0] for row in picture.rows] == ["S1", "S2", "S3"]
        assert picture.rows[1][4:] == ("Manage closely", "Manage closely", "Resistant", "Neutral", "1 up")
        assert "2 to manage closely" in picture.summary
        texts = [each.text for each in ET.fromstring(str(picture.svg)).iter() if each.tag.endswith("text")]
        assert {"Manage closely", "Keep satisfied", "Keep informed", "Monitor"} <= set(texts)

    def test_whoever_is_not_scored_is_in_the_table_only(self):
        (picture,) = KIND.pictures(analysed(plan((S1 | {"name": ""}, S2 | {"power": "", "strategy": ""}))), BRIEF)
        assert picture.rows[0][1] == "—"
        assert picture.rows[1][2:6] == ("—", "5", "—", "Manage closely".replace("Manage closely", "—"))
        assert str(picture.svg).count("<circle") == 1 + 2
        assert KIND.pictures(analysed(StakeholderPlan()), BRIEF) == ()

    def test_a_full_cell_says_how_many_more(self):
        many = tuple(S1 | {"ref": f"S{n}"} for n in range(1, 12))
        (picture,) = KIND.pictures(analysed(plan(many, (C1, C2, C3))), BRIEF)
        assert "+3 more" in str(picture.svg)

    def test_whoever_stands_where_wanted_is_filled(self):
        (picture,) = KIND.pictures(analysed(plan((S1 | {"wanted": "supportive"}, S2))), BRIEF)
        shapes = [each.get("class") for each in ET.fromstring(str(picture.svg)).iter() if each.tag.endswith("circle")]
        assert sorted(shapes[:2]) == ["svg-marker", "svg-marker-open"]

    def test_what_was_typed_is_escaped(self):
        (picture,) = KIND.pictures(analysed(changed(S1, name="<script>alert(1)</script>")), BRIEF)
        assert "<script" not in str(picture.svg)
