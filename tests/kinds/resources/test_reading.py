"""What can be typed, and what is said of what cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from app.kinds.resources import cells, parties
from app.kinds.resources.cells import NotRead
from tests.kinds.resources.plans import PEOPLE, analysed, bare, faults, plan, words

NAMES = {"1": "Take up the stage", "14": "Make the frame", "15": "Make the lift"}


class TestUnits:
    @pytest.mark.parametrize(
        ("typed", "units"),
        [
            ("2", 2),
            (" 0.5 ", Fraction(1, 2)),
            (".5", Fraction(1, 2)),
            ("1/2", Fraction(1, 2)),
            ("150%", Fraction(3, 2)),
        ],
    )
    def test_how_many(self, typed, units):
        assert cells.units(typed) == units

    @pytest.mark.parametrize(
        "typed",
        ["", "two", "-1", "1e400", "NaN", "inf", "9" * 40, "1/0", "0", "0%", "1001", "=1+1", "½", "٣", "1.2345"],
    )
    def test_what_is_no_number_of_units(self, typed):
        with pytest.raises(NotRead, match="Type how many"):
            cells.units(typed)

    def test_a_capacity_may_be_nothing(self):
        assert cells.units("0", may_be_none=True) == 0


class TestDaysAway:
    def test_dates_and_spans(self):
        away = cells.days_away("4 May 2027 to 6 May 2027;; 2027-06-01 training\n1/7/27")
        assert away == {date(2027, 5, 4), date(2027, 5, 5), date(2027, 5, 6), date(2027, 6, 1), date(2027, 7, 1)}

    @pytest.mark.parametrize(
        "typed",
        [
            "in May",
            "4 May 2027 to 1 May 2027",
            "1 Jan 1753",
            "31/12/9999",
            "1 Jan 2027 to 31 Dec 2027; 1 Jan 2029 to 1 Jun 2029",
        ],
    )
    def test_what_is_no_absence(self, typed):
        with pytest.raises(NotRead):
            cells.days_away(typed)


class TestAmounts:
    @pytest.mark.parametrize(("typed", "amount"), [("£1,720", 1720), ("0", 0), ("310.50", Decimal("310.50"))])
    def test_pounds(self, typed, amount):
        assert cells.amount(typed) == amount

    @pytest.mark.parametrize("typed", ["-5", "lots", "1e30", "1" * 10_000, "NaN", "£1,000,000,000,000"])
    def test_what_is_no_amount(self, typed):
        with pytest.raises(NotRead, match="Type pounds"):
            cells.amount(typed)


class TestReferences:
    @pytest.mark.parametrize(
        ("typed", "ref"),
        [
            ("14", "14"),
            ("Row 14", "14"),
            ("014 the frame", "14"),
            ("make the frame", "14"),
            ("Take", "1"),
            ("take up the STAGE.", "1"),
        ],
    )
    def test_an_activity_by_number_or_name(self, typed, ref):
        assert cells.activity(typed, NAMES) == ref

    @pytest.mark.parametrize("typed", ["99", "Make", "<b>", "", "=1"])
    def test_no_activity_or_several(self, typed):
        with pytest.raises(NotRead, match="such as 1"):
            cells.activity(typed, NAMES)

    def test_without_a_schedule_there_is_nothing_to_look_in(self):
        with pytest.raises(NotRead, match="no schedule"):
            cells.activity("1", {})

    @pytest.mark.parametrize("typed", ["R2", "r2", "R2 (Tower)", "tower", "Tow"])
    def test_a_resource(self, typed):
        assert cells.resource(typed, {"R1": "Joiners", "R2": "Tower", "R3": ""}) == "R2"

    @pytest.mark.parametrize("typed", ["R9", "crane", ""])
    def test_no_resource(self, typed):
        with pytest.raises(NotRead, match="such as R1"):
            cells.resource(typed, {"R1": "Joiners", "R2": "Tower", "R3": ""})

    def test_a_number_to_begin_with(self):
        assert (cells.row_number("3. Dig"), cells.row_number("Dig")) == ("3", "")


class TestParties:
    @pytest.mark.parametrize(
        ("cell", "read"),
        [
            ("Ann Archer; Bob Baker", [PEOPLE[0], PEOPLE[1]]),
            ("Bob Baker, clerk of works", [PEOPLE[1]]),
            ("Mr Baker / Ann Archer (foreman)", [PEOPLE[1], PEOPLE[0]]),
            ("Site manager & site manager", [PEOPLE[2]]),
            ("joiners\nJOINERS", ["Joiners"]),
            ("-; N/A; TBC; none.", []),
            ("", []),
        ],
    )
    def test_who_is_meant(self, cell, read):
        assert list(parties.read(cell, PEOPLE)) == read

    def test_the_longer_role_is_meant(self):
        people = ("Pat Prior, project manager", "Associate project manager")
        assert parties.read("Associate project manager", people) == (people[1],)
        assert parties.read("Project manager", people) == (people[0],)

    def test_a_name_goes_before_a_role(self):
        assert parties.read("Ann Archer", ("Zoe Ann, archer", "Ann Archer, foreman")) == ("Ann Archer, foreman",)

    def test_short_names(self):
        assert parties.short(PEOPLE[0]) == "Ann Archer"


class TestProblems:
    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"A1": {"activity": ""}}, "A1.activity"),
            ({"A1": {"activity": "99"}}, "A1.activity"),
            ({"A1": {"resource": ""}}, "A1.resource"),
            ({"A1": {"resource": "R9"}}, "A1.resource"),
            ({"A1": {"units": "some"}}, "A1.units"),
            ({"A2": {"activity": "1"}}, "A2.resource"),
            ({"R1": {"capacity": ""}}, "R1.capacity"),
            ({"R1": {"name": " "}}, "R1.name"),
            ({"R1": {"type": "elephant"}}, "R1.type"),
            ({"R1": {"charge": "by the yard"}}, "R1.charge"),
            ({"R1": {"days_off": "May"}}, "R1.days_off"),
            ({"R1": {"rate": "cheap"}}, "R1.rate"),
            ({"P1": {"start": ""}}, "P1.start"),
            ({"P1": {"start": "soon"}}, "P1.start"),
            ({"P1": {"start": "13 Mar 2027"}}, "P1.start"),
            ({"P1": {"activity": ""}}, "P1.activity"),
            ({"finish": "spring"}, "finish"),
            ({"cost": "-1"}, "cost"),
        ],
    )
    def test_each_stands_at_its_cell(self, change, where):
        assert where in faults(plan(**change), bare())["readable"]

    def test_two_rows_of_one_name(self):
        made = plan(raci=[{"ref": "R1", "work": "Stage"}, {"ref": "", "work": "Frame"}])
        assert "two rows are called R1" in words(made, "readable", bare())
        assert "a row of the raci has no reference" in words(made, "readable", bare())

    def test_rows_with_nothing_in_them_are_left_out(self):
        made = plan(assignments=[{"ref": "A1"}], raci=[{"ref": "M1"}], resources=[{"ref": "R1", "type": "person"}])
        analysis = analysed(made)
        assert (analysis.resources, analysis.read.assignments, analysis.read.chart) == ((), (), ())

    def test_long_names_are_cut(self):
        assert len(analysed(plan(R1={"name": "Joiner " * 50})).resources[0].name) == 60

    def test_days_away_that_are_not_worked_or_before_the_start_do_not_matter(self):
        made = plan(R1={"days_off": "6 Mar 2027 to 7 Mar 2027; 1 Mar 2027; 13 Mar 2027"})
        assert analysed(made).loads[0].resource.exceptions == {}


class TestWithoutASchedule:
    ROWS = (
        {"ref": "P1", "activity": "1 Take up", "duration": "3d"},
        {"ref": "P2", "activity": "2 Frame", "duration": "4", "start": "d3"},
        {"ref": "P3", "activity": "3 Joists", "duration": "2", "predecessors": "1"},
        {"ref": "P4", "activity": "4 Lay", "duration": "2", "predecessors": "2; 3"},
    )

    def key(self):
        return bare(dossier={})

    def test_activities_may_be_typed_with_their_durations(self):
        analysis = analysed(plan(plan=list(self.ROWS)), self.key())
        assert analysis.problems == ()
        assert (analysis.finish_before, analysis.finish_after, analysis.loads[0].days_over_after) == (7, 9, 0)
        assert analysis.basis.title("1") == "Row 1 (Take up)"

    def test_without_any_assignments_cannot_be_looked_up(self):
        assert set(faults(plan(), self.key())["readable"]) == {*(f"A{n}.activity" for n in range(1, 7)), "P1.activity"}

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"duration": "soon"}, "P3.duration"),
            ({"predecessors": "9"}, "P3.predecessors"),
            ({"predecessors": "after lunch"}, "P3.predecessors"),
            ({"start": "early"}, "P3.start"),
        ],
    )
    def test_what_cannot_be_read(self, change, where):
        rows = [row | change if row["ref"] == "P3" else row for row in self.ROWS]
        assert where in faults(plan(plan=rows), self.key())["readable"]

    def test_a_loop(self):
        rows = [row | {"predecessors": "4"} if row["ref"] == "P1" else row for row in self.ROWS]
        assert "wait for one another" in words(plan(plan=rows), "readable", self.key())
