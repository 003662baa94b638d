"""Facts, outputs, measures, figures and pictures agree with the engine, and say nothing where there is nothing."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import pytest

from app.kinds.base import Unreadable
from app.kinds.resources import KIND, analysis, words
from app.kinds.resources.payload import ResourcePlan
from tests.kinds.resources.plans import ROWS, analysed, bare, brief, plan, schedule
from tests.kinds.resources.test_reading import TestWithoutASchedule as Own


def facts(made=None, key=None):
    return {each.label: each for each in KIND.facts(analysed(made, key), key or brief())}


def cells(made=None, key=None):
    return {ref: dict(each.cells) for ref, each in KIND.row_outputs(analysed(made, key)).items()}


class TestFacts:
    def test_of_the_levelled_plan(self):
        found = facts()
        assert (found["Finish"].value, found["Finish"].note) == (
            "18 Mar 2027",
            "2 working days later than in the reference schedule",
        )
        assert (found["Over-allocated"].value, found["Over-allocated"].note) == (
            "0 days",
            "3 before your moves, over all resources",
        )
        assert found["Best possible"].value == "18 Mar 2027"
        assert found["Best possible"].note.startswith("Proved")
        assert (found["Cost"].value, found["Cost"].note) == ("£3,480", "Your moves make it £120 more")
        assert (found["Highest use"].value, found["Responsibilities"].value) == ("78%", "1 of 1")

    def test_of_a_plan_that_begins_later_and_costs_less(self):
        made = plan(plan=[{"ref": "P1", "activity": "1", "start": "9 Mar 2027"}], A4=None, A6=None)
        assert facts(made)["Cost"].note == "Your moves do not change it"
        later = plan(plan=[{"ref": "P1", "activity": "1", "start": "12 Mar 2027"}])
        assert facts(later)["Cost"].note == "Your moves do not change it"
        close = schedule(
            ROWS[0], ROWS[1], ROWS[2], {"ref": "4", "name": "Lay", "duration": "2", "predecessors": "2FS+5d"}
        )
        assert facts(later, brief(close))["Cost"].note == "Your moves make it £240 less"

    def test_without_a_rate_or_anything_assigned(self):
        assert facts(plan(R1={"rate": ""}))["Cost"].note == "Without the resources that have no rate"
        nothing = facts(plan(assignments=[]))
        assert (nothing["Best possible"].value, nothing["Best possible"].note) == ("–", "Nothing is assigned yet")
        assert "Highest use" not in nothing

    def test_what_cannot_be_levelled(self):
        assert facts(plan(R1={"capacity": "1"}))["Best possible"].note.startswith("Row 1 (Take up the stage) asks")

    def test_a_bound_where_the_solver_is_not_asked(self, monkeypatch):
        monkeypatch.setattr(analysis, "MOST_SOLVED", 0)
        best = facts()["Best possible"]
        assert (best.value, best.note) == ("18 Mar 2027", "The best found; nothing can be done before 16 Mar 2027")

    def test_a_bound_where_there_is_no_solver(self, monkeypatch):
        analysis._shortest.cache_clear()
        monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model_helper", None)
        assert facts()["Best possible"].note.startswith("The best found")

    def test_a_bound_that_is_met_needs_no_solver(self, monkeypatch):
        monkeypatch.setattr(analysis, "solve", None)
        assert facts(plan(R1={"capacity": "3"}))["Best possible"].note.startswith("Proved")

    def test_a_large_network_is_not_levelled_while_somebody_types(self, monkeypatch):
        monkeypatch.setattr(analysis, "MOST_LEVELLED", 3)
        assert facts()["Best possible"].value == "–"

    def test_without_a_schedule_only_responsibilities(self):
        assert list(facts(key=bare(dossier={}))) == ["Responsibilities"]

    def test_days_are_numbered_without_a_calendar(self):
        assert facts(plan(plan=list(Own.ROWS)), bare(dossier={}))["Finish"].value == "day 9"


class TestOutputs:
    def test_of_every_grid(self):
        found = cells()
        assert found["R1"] == {"peak": "3 → 2", "over": "3 → 0", "cost": "£2,940"}
        assert found["A2"] == {"start": "11 Mar", "finish": "16 Mar", "work": "4"}
        assert found["P1"] == {"was": "8 Mar", "finish": "16 Mar", "float": "3 of 1"}

    def test_of_what_cannot_be_read_there_are_none(self):
        found = cells(
            plan(A1={"activity": "?"}, A2={"units": "?"}, R1={"capacity": "?", "rate": ""}, P1={"start": "?"})
        )
        assert "A1" not in found
        assert "P1" not in found
        assert found["A2"] == {"start": "8 Mar", "finish": "11 Mar"}
        assert found["R1"] == {"cost": ""}
        assert cells(key=bare(dossier={})) == {}

    def test_over_allocated_rows_are_marked(self):
        outputs = KIND.row_outputs(analysed(plan(plan=[])))
        assert (outputs["R1"].flag, outputs["R2"].flag) == ("over-allocated", "")

    def test_milestones_and_spans_over_months_and_years(self):
        made = schedule(
            {"ref": "1", "name": "Take up the stage", "duration": "20"},
            {"ref": "2", "name": "Frame", "duration": "250"},
            {"ref": "3", "name": "Done", "duration": "0", "predecessors": "1"},
            {"ref": "4", "name": "Go", "duration": "0"},
        )
        found = cells(plan(P1=None), brief(made))
        assert (found["A1"]["start"], found["A1"]["finish"]) == ("8 Mar", "2 Apr")
        assert (found["A3"]["finish"], found["A4"]["finish"]) == ("2 Apr", "8 Mar")
        basis = analysed(plan(P1=None), brief(made)).basis
        assert words.dates(basis, 0, 20) == "8 Mar to 2 Apr 2027"
        assert words.dates(basis, 0, 250) == "8 Mar 2027 to 18 Feb 2028"
        assert (words.dates(basis, 20, 0), words.dates(basis, 0, 0)) == ("2 Apr 2027", "8 Mar 2027")

    def test_days_are_numbered_without_a_calendar(self):
        found = cells(plan(plan=list(Own.ROWS)), bare(dossier={}))
        assert found["A2"] == {"start": "d3", "finish": "d7", "work": "4"}


class TestMeasuresAndFigures:
    def test_measures_are_exact(self):
        found = KIND.measures(analysed(), brief())
        assert found["cost"] == Decimal("3480.00")
        assert (found["days_over_before"], found["days_over_after"], found["lower_bound"]) == (3, 0, 7)
        assert "cost" not in KIND.measures(analysed(key=bare(dossier={})), brief())

    def test_figures_without_a_schedule(self):
        found = KIND.figures(plan(P1=None))
        assert found["resources"][0] == {
            "ref": "R1",
            "name": "Joiners",
            "capacity": "2",
            "rate": "210",
            "charge": "worked",
        }
        assert "levelled" not in found

    def test_figures_of_activities_that_were_typed(self):
        found = json.loads(json.dumps(KIND.figures(plan(plan=list(Own.ROWS)))))
        assert (found["finish_before"], found["finish_after"], found["lower_bound"]) == (7, 9, 7)
        assert found["best"] | {"starts": {}} == {"finish": 9, "lower_bound": 9, "status": "optimal", "starts": {}}
        assert found["over_allocated"] == []

    def test_figures_of_what_cannot_be_levelled(self):
        found = KIND.figures(plan(plan=[row | {"start": ""} for row in Own.ROWS], R1={"capacity": "1", "rate": ""}))
        assert (found["best"], found["levelled"]) == (None, None)
        assert found["over_allocated"][0] == {"resource": "R1", "start": 0, "finish": 4, "activities": ["1", "2", "3"]}

    def test_what_cannot_be_read_is_said(self):
        with pytest.raises(Unreadable, match=r"A1\.units"):
            KIND.figures(plan(A1={"units": "some"}))


class TestPictures:
    def drawn(self, made=None, key=None):
        return {each.key: each for each in KIND.pictures(analysed(made, key), key or brief())}

    def test_loads_and_bars_and_chart(self):
        found = self.drawn()
        assert list(found) == ["loads", "bars", "raci"]
        assert found["loads"].rows[0] == ("R1 (Joiners)", "2", "3", "2", "3", "0", "", "78%")
        assert found["loads"].summary.startswith("No resource is asked for more than there is; before your moves")
        assert found["bars"].rows[1][2:6] == ("8 to 11 Mar 2027", "11 to 16 Mar 2027", "3", "1")
        assert found["bars"].summary == "2 activities of 4 move."
        assert found["raci"].rows == (("M1", "The new stage", "Ann Archer", "Joiners", "Bob Baker", "Site manager"),)

    def test_what_is_left_over_is_told(self):
        found = self.drawn(plan(plan=[]))["loads"]
        assert found.summary == "Joiners: 3 days of over-allocation are left, of 3 before your moves."
        assert found.rows[0][6] == "8 to 10 Mar 2027"
        assert 'class="svg-load-over"' in found.svg
        assert found.svg.count("svg-load-before") == 1
        assert self.drawn()["loads"].svg.count("svg-load-before") > 1

    def test_nothing_is_drawn_of_nothing(self):
        assert self.drawn(ResourcePlan()) == {}
        assert list(self.drawn(key=bare(dossier={}))) == ["raci"]

    def test_one_move_in_a_plan_without_trouble(self):
        made = plan(plan=[{"ref": "P1", "activity": "4", "start": "17 Mar 2027"}], A1={"units": "1"})
        found = self.drawn(made)
        assert found["bars"].summary == "1 activity of 4 move."
        assert found["loads"].summary == "No resource is asked for more than there is."

    def test_long_names_hostile_names_and_many_people(self):
        people = "; ".join(f"Person {n}" for n in range(30))
        made = plan(
            R1={"name": "<b>Joiners</b> of the very long name that goes on"},
            M1={"work": "<script>" + "w" * 80, "consulted": people},
        )
        named = schedule({"ref": "1", "name": "<i>" + "x" * 80, "duration": "3"}, *ROWS[1:])
        for each in self.drawn(made, bare(named)).values():
            assert "<b>" not in each.svg
            assert "<script>" not in each.svg
            assert "<i>" not in each.svg

    @pytest.mark.parametrize("days", [1, 300, 1900])
    def test_any_length(self, days):
        made = schedule({"ref": "1", "name": "Take up", "duration": str(days)}, *ROWS[1:])
        found = self.drawn(plan(R1={"days_off": "9 Mar 2027"}), bare(made))
        assert len(found["loads"].svg) < 60_000

    def test_days_are_numbered_without_a_calendar(self):
        found = self.drawn(plan(plan=list(Own.ROWS)), bare(dossier={}))
        assert found["bars"].rows[0][2] == "day 1 to day 3"
        assert ">d5<" in found["loads"].svg
