"""Figures, facts, pictures and files of a log, by hand."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kinds import budget
from app.kinds.base import DossierItem, Source, Unreadable
from app.kinds.changes import KIND
from app.kinds.changes.payload import ChangeLog, ChangeRow
from tests.kinds.changes.logs import BRIEF, GULLEY, PORCH, SERIES, SIGNAL, analysed, brief_with, log


class TestFigures:
    def test_without_a_scenario(self):
        told = KIND.figures(log())
        assert told["chart"] == {
            "limits_from": 9,
            "mean": "12.3333",
            "mean_moving_range": "1.3750",
            "lower": "8.6758",
            "upper": "15.9908",
        }
        assert told["signals"] == [{"rule": "outside", "values": ["S10"], "side": "above"}]
        assert told["versions"] == ["1.1"]
        assert told["decisions"][1] == {"decision": "approved", "changes": 1, "cost": "800"}
        assert told["changes"][1] | {"title": ""} == {
            "ref": "C2",
            "title": "",
            "days": 2,
            "opening_days": 2,
            "cost": "900",
            "exposure": "-100",
            "carbon": "0",
            "authority": "board",
            "decision": "waiting",
            "decided_on": None,
            "baseline_after": None,
        }

    def test_too_few_values_make_no_chart(self):
        told = KIND.figures(log(GULLEY | {"cost": ""}, series=SERIES[:1], signals=[], limits_from=""))
        assert (told["chart"], told["signals"], told["changes"][0]["cost"]) == (None, [], None)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [({"opening": "x"}, "opening: End"), ({"changes": [GULLEY | {"ref": ""}]}, "A row has no")],
    )
    def test_what_cannot_be_read_is_named(self, changes, message):
        with pytest.raises(Unreadable, match=message):
            KIND.figures(log(**changes))


class TestFacts:
    def test_where_the_project_stands_with_what_is_approved(self):
        told = {each.label: (each.value, each.note) for each in KIND.facts(analysed(), BRIEF)}
        assert told == {
            "Changes": ("2", "1 approved, 1 waiting"),
            "End date forecast": ("26 Mar 2027", "on your schedule, with what is approved"),
            "Current budget": ("£90,800", "£800 more for approved changes"),
            "Contingency left": ("£8,200", ""),
            "Change budget left": ("£1,200", "of £2,000"),
            "Values charted": ("10", "limits from the first 9"),
        }

    @pytest.mark.parametrize(
        ("report", "note"),
        [
            (
                {"contingency_left": "9,500", "lines": [{"ref": "L1", "package": "All", "budget": "89,500"}]},
                "your budget report had £9,500 beside a budget of £89,500",
            ),
            (
                {"contingency_left": "9,500", "lines": [{"ref": "L1", "package": "All", "planned": "1"}]},
                "your budget report had £9,500",
            ),
            ({"contingency_left": "lots"}, ""),
            ({"nonsense": 1}, ""),
        ],
    )
    def test_what_the_budget_report_had(self, report, note):
        key = budget.KIND.key
        item = DossierItem(kind=key, version=1, payload=report, source=Source.OWN, title="Report the budget")
        brief = BRIEF.model_copy(update={"dossier": dict(BRIEF.dossier) | {key: item}})
        told = {each.label: each.note for each in KIND.facts(analysed(brief=brief), brief)}
        assert told["Contingency left"] == note

    def test_a_saving_and_nothing_else(self):
        brief = brief_with(schedule=None)
        told = {each.label: each.note for each in KIND.facts(analysed(GULLEY | {"cost": "-300"}, brief=brief), brief)}
        assert told["Current budget"] == "£300 less for approved changes"
        nothing = KIND.facts(analysed(PORCH, brief=brief, series=[], signals=[]), brief)
        assert {each.label: each.note for each in nothing}["Current budget"] == ""
        assert "Values charted" not in {each.label for each in nothing}

    def test_without_a_brief_only_what_is_there(self):
        brief = brief_with(schedule=None, position={}, opening="")
        assert [each.label for each in KIND.facts(analysed(brief=brief, limits_from=""), brief)] == [
            "Changes",
            "Values charted",
        ]


def test_cells_worked_out_for_each_row():
    outputs = KIND.row_outputs(analysed(GULLEY, PORCH | {"days": "9"}, {"ref": "C3", "title": "Paint"}))
    assert outputs["C1"].cells == {"activity": "Drains", "opening": "26 Mar 2027", "float": "5 d", "left": "£1,200"}
    assert outputs["C2"].cells == {"activity": "Walls", "opening": "8 Apr 2027", "float": "0 d", "left": ""}
    assert set(outputs["C3"].cells.values()) == {""}
    assert [each.flag for each in outputs.values()] == ["change-approved", "change-waiting", ""]


class TestPictures:
    def drawn(self, *rows, **changes):
        pictures = {each.key: each for each in KIND.pictures(analysed(*rows, **changes), BRIEF)}
        words = {key: " ".join(ET.fromstring(str(each.svg)).itertext()) for key, each in pictures.items()}
        return pictures, words

    def test_limits_by_name_and_the_signal_by_shape_and_word(self):
        pictures, words = self.drawn()
        assert pictures["control"].rows[9] == ("S10", "10 Mar", "19", "G1 outside a limit")
        assert pictures["control"].summary == "10 values, limits frozen from the first 9; 1 signal named in the log."
        for word in ("upper limit", "mean", "lower limit", "G1 outside a limit", "limits frozen from these"):
            assert word in words["control"]

    def test_a_claim_that_no_rule_confirms_says_so(self):
        pictures, words = self.drawn(
            signals=[SIGNAL, SIGNAL | {"ref": "G2", "rule": "trend", "points": "S1 to S3, S10"}]
        )
        assert "G2 not confirmed" in words["control"]
        assert pictures["control"].rows[0][3] == "G2 trend: no rule confirms it"
        assert pictures["control"].rows[9][3] == "G1 outside a limit"

    def test_nothing_is_marked_that_nobody_named(self):
        pictures, words = self.drawn(signals=[])
        assert {row[3] for row in pictures["control"].rows} == {""}
        assert "outside" not in words["control"]

    def test_few_values_many_values_and_values_all_alike(self):
        assert "too few values" in self.drawn(series=SERIES[:1], signals=[])[0]["control"].summary
        many = [{"ref": f"S{n}", "value": str(n % 7)} for n in range(1, 301)]
        far = SIGNAL | {"points": "S290"}
        assert len(self.drawn(series=many, signals=[far], limits_from="300")[0]["control"].rows) == 300
        alike = [{"ref": f"S{n}", "value": "5"} for n in range(1, 9)]
        assert self.drawn(series=alike, signals=[], limits_from="")[0]["control"].rows

    def test_the_change_budget_step_by_step(self):
        big = PORCH | {"ref": "C3", "cost": "3,000", "decision": "approved", "authority": "sponsor"}
        pictures, words = self.drawn(GULLEY, big)
        assert pictures["baseline"].rows == (
            ("Start", "", "", "", "£2,000", "1.0", ""),
            ("C1 “Another gulley”", "2 Mar 2027", "Project manager", "£800", "£1,200", "1.1", "26 Mar 2027"),
            ("C3 “A porch”", "", "Sponsor", "£3,000", "£1,200", "", "30 Mar 2027"),
        )
        assert "from contingency" in words["baseline"]
        assert pictures["baseline"].summary.endswith(
            "£1,200 of the change budget of £2,000 is left, and the baseline is 1.1."
        )

    def test_more_approvals_than_are_drawn_and_more_than_there_is_money_for(self):
        rows = [GULLEY | {"ref": f"C{n}", "authority": "project_manager"} for n in range(1, 15)]
        pictures, words = self.drawn(*rows, GULLEY | {"ref": "C20", "authority": "", "cost": "", "days": ""})
        assert len(pictures["baseline"].rows) == 16
        assert "After C10" in words["baseline"]

    def test_nothing_to_draw(self):
        assert KIND.pictures(analysed(PORCH, series=[], signals=[]), BRIEF) == ()


class TestFiles:
    def test_a_csv_goes_into_the_table_that_knows_its_headings(self):
        made = KIND.read_file("csv", b"load,day,slump_mm\n1,2027-06-18,128\n2,2027-06-18,135\n", log()).payload
        assert [(row.ref, row.taken_on, row.value) for row in made.series] == [
            ("S1", "2027-06-18", "128"),
            ("S2", "2027-06-18", "135"),
        ]
        assert made.changes == log().changes
        made = KIND.read_file("csv", b"Ref,Change,Raised by,Decision\nC7,Blue door,Owner,Approved\n", log()).payload
        assert [(row.ref, row.title, row.decision) for row in made.changes] == [("C7", "Blue door", "approved")]

    def test_a_cell_that_is_too_long(self):
        with pytest.raises(Unreadable, match="longer than can be kept"):
            KIND.read_file("csv", b"Change\n" + b"x" * 1001, ChangeLog())


ODD = st.sampled_from(
    [
        "",
        "NaN",
        "-0",
        "1e400",
        "٣",
        "½",
        "=1+1",
        "<b>",
        "£1,000,000,000",
        "\x00",
        "‮",
        "a" * 900,
        "1 Jan 1753",
        "none",
        "3",
    ]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {key: st.one_of(ODD, st.text(max_size=20)) for key in ChangeRow.model_fields if key != "ref"}
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(ROWS, ODD, ODD)
def test_any_text_in_any_cell_is_marked(rows, one, other):
    payload = log(
        series=[{"ref": "S1", "value": one}, {"ref": "S2", "value": other}, {"ref": "S3", "value": "2"}],
        signals=[{"ref": "G1", "rule": one, "points": other, "meaning": one}],
        limits_from=one,
        opening=other,
        note=one + other,
        changes=[{"ref": f"C{n}"} | cells for n, cells in enumerate(rows)],
    )
    analysis = KIND.analyse(payload, BRIEF)
    assert len(KIND.judge(analysis, BRIEF).results) == len(KIND.checks)
    KIND.pictures(analysis, BRIEF)
    KIND.facts(analysis, BRIEF)
    KIND.row_outputs(analysis)
