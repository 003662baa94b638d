"""Each check both ways: what passes, what does not, and that another right answer passes as well."""

from __future__ import annotations

import pytest

from app.kinds.base import Source
from app.kinds.resources import KIND
from tests.kinds.resources.plans import (
    PLAN,
    ROWS,
    analysed,
    bare,
    brief,
    faults,
    plan,
    results,
    schedule,
    weaknesses,
    words,
)


def moved(activity="2", start="11 Mar 2027", ref="P1", reason="To free the joiners."):
    return {"ref": ref, "activity": activity, "start": start, "reason": reason}


def test_the_sound_plan_has_nothing_said_of_it():
    assert all(result.is_clean for result in results(plan()).values())


def test_a_brief_that_asks_for_nothing_judges_load_logic_and_responsibilities():
    assert all(result.is_clean for result in results(plan(), bare()).values())


class TestSupply:
    def test_a_missing_resource(self):
        made = plan(R2=None, A5=None, A6=None)
        assert faults(made) == {"resources_found": [""]}
        assert "document 2, “hire”" in words(made, "resources_found")

    def test_a_resource_may_be_split_over_rows(self):
        """As many in all, each with its rate and its absences, and as many of them on the work."""
        more = {"ref": "R3", "name": "Joiners from the depot", "capacity": "1", "rate": "210"}
        made = plan(resources=[PLAN["resources"][0] | {"capacity": "1"}, PLAN["resources"][1], more], A1={"units": "1"})
        also = {"ref": "A7", "activity": "1", "resource": "R3", "units": "1"}
        split = made.model_copy(update={"assignments": (*made.assignments, type(made.assignments[0])(**also))})
        assert faults(split) == {"no_overload": ["R1"]}
        assert faults(made) == {"assignments_complete": ["A1.units"]}
        assert faults(plan(resources=[*PLAN["resources"], more])) == {"capacities_right": ["R1.capacity"]}

    def test_no_resources_at_all(self):
        made = plan(resources=[], assignments=[])
        assert set(faults(made, bare())) == {"resources_found", "assignments_complete"}

    @pytest.mark.parametrize(("capacity", "wrong"), [("1.5", "fewer"), ("3", "more")])
    def test_fewer_or_more_than_there_are(self, capacity, wrong):
        made = plan(R1={"capacity": capacity})
        assert faults(made) == {"capacities_right": ["R1.capacity"]}
        assert wrong in words(made, "capacities_right")

    def test_an_absence_that_nobody_typed(self):
        key = brief(resources=[_joiners(away=[{"first": "2027-03-13", "last": "2027-03-15"}]), _tower()])
        assert faults(plan(), key) == {"capacities_right": ["R1.days_off"]}
        assert "1 working day" in words(plan(), "capacities_right", key)

    def test_an_absence_counts_whichever_way_it_is_typed(self):
        key = brief(resources=[_joiners(away=[{"first": "2027-03-25", "last": "2027-03-26"}]), _tower()])
        assert faults(plan(R1={"days_off": "25 Mar 2027; 26/03/27 training"}), key) == {}
        assert faults(plan(R1={"days_off": "2027-03-22 to 2027-04-02"}), key) == {}

    @pytest.mark.parametrize("rate", ["209", "£211.00", "210"])
    def test_a_rate_within_a_pound(self, rate):
        assert "rates_right" not in faults(plan(R1={"rate": rate}, cost="3,480"))

    @pytest.mark.parametrize("rate", ["208.99", "2100", "0"])
    def test_another_rate(self, rate):
        assert "R1.rate" in faults(plan(R1={"rate": rate}))["rates_right"]

    def test_no_rate(self):
        assert faults(plan(R1={"rate": ""}), bare()) == {"rates_right": ["R1.rate"], "told_plainly": ["cost"]}

    def test_paid_for_in_another_way(self):
        assert faults(plan(R2={"charge": ""}, cost="3,240")) == {"rates_right": ["R2.charge"]}

    @pytest.mark.parametrize("name", ["Ann Archer", "ann archer (joiner)", "Joiner: Ann Archer"])
    def test_a_skill_by_the_name_of_a_person(self, name):
        assert weaknesses(plan(R1={"name": name}), bare()) == {"roles_before_names": ["R1.name"]}

    @pytest.mark.parametrize("name", ["Joiners", "Foreman", "Site manager", "Archer's crane"])
    def test_a_skill_or_a_role(self, name):
        assert weaknesses(plan(R1={"name": name}), bare()) == {}


def _joiners(**changes):
    base = {"id": "joiners", "title": "Joiners", "match": ["joiner"], "capacity": ["2", "2"], "rate": "210"}
    return base | {"source": "01-rota"} | changes


def _tower():
    return {
        "id": "tower",
        "title": "Tower",
        "match": ["tower"],
        "capacity": ["1", "1"],
        "rate": "60",
        "charge": "hired",
        "source": "02-hire",
    }


class TestAssignments:
    def test_one_that_is_missing(self):
        made = plan(A3=None)
        assert faults(made) == {"assignments_complete": [""]}
        assert "Row 3 (Level the joists) is short of 1 resource" in words(made, "assignments_complete")

    @pytest.mark.parametrize(("units", "wrong"), [("1", "fewer"), ("3", "more")])
    def test_other_units(self, units, wrong):
        made = plan(A1={"units": units})
        assert faults(made) == {"assignments_complete": ["A1.units"]}
        assert wrong in words(made, "assignments_complete")

    def test_an_activity_that_the_schedule_lacks_is_not_judged(self):
        short = schedule(*ROWS[:3])
        made = plan(A4=None, A6=None, finish="16 Mar 2027", cost="2,700")
        assert faults(made, brief(short)) == {}

    def test_resources_may_be_named_and_activities_too(self):
        made = plan(A1={"activity": "Take up the stage", "resource": "joiners", "units": "200%"})
        assert all(result.is_clean for result in results(made).values())


class TestLoad:
    def test_over_allocation_that_is_left(self):
        made = plan(plan=[], finish="16 Mar 2027", cost="3,360")
        assert faults(made) == {"no_overload": ["R1"]}
        said = words(made, "no_overload")
        assert "3 are needed at worst on 8 to 10 Mar 2027, and there are 2. Rows 1 and 2 ask for it then." in said

    def test_another_order_that_fits_is_as_good(self):
        made = plan(plan=[moved("1", "12 Mar 2027")], finish="22 Mar 2027", cost="3,360")
        assert faults(made, brief(finish_by=None)) == {}

    def test_over_allocation_on_days_away(self):
        made = plan(R1={"days_off": "12 Mar 2027"}, R2={"days_off": "8 Mar 2027"})
        assert faults(made)["no_overload"] == ["R1", "R2"]
        assert "Rows 2 and 3 ask" in words(made, "no_overload")
        assert "Row 1 asks" in words(made, "no_overload")

    def test_many_rows_that_ask_at_once_are_not_all_named(self):
        work = [{"ref": str(n), "name": f"Dig {n}", "duration": "2"} for n in range(1, 10)]
        asked = [{"ref": f"A{n}", "activity": str(n), "resource": "R1", "units": "1"} for n in range(1, 10)]
        made = plan(assignments=asked, plan=[])
        assert "Rows 1, 2, 3, 4, 5 and 4 more ask" in words(made, "no_overload", bare(schedule(*work)))

    def test_what_no_move_can_mend(self):
        made = plan(R1={"capacity": "1"})
        assert "more of R1 (Joiners) than there ever is" in words(made, "no_overload", bare())

    def test_it_is_not_judged_while_what_it_stands_on_is_wrong(self):
        assert results(plan(R1={"capacity": "9"}))["no_overload"].blocked_by

    def test_a_plan_without_a_usable_schedule_is_stopped_by_what_cannot_be_read(self):
        made = schedule({"ref": "1", "name": "Loop", "duration": "1", "predecessors": "1"})
        said = words(plan(), "readable", brief(made, source=Source.OWN))
        assert "Your schedule cannot be worked out" in said
        assert set(faults(plan(), brief(made))) == {"readable"}


class TestLogic:
    def test_a_start_before_its_predecessor_is_done(self):
        made = plan(plan=[moved(), moved("3", "9 Mar 2027", "P2")])
        assert faults(made) == {"logic_respected": ["P2.start"]}
        assert "Row 1 (Take up the stage) lets it begin, 2 working days later" in words(made, "logic_respected")

    def test_a_start_before_its_own_date(self):
        dated = schedule(*ROWS[:3], ROWS[3] | {"start_no_earlier": "2027-03-22"})
        made = plan(plan=[moved("4", "19 Mar 2027")])
        assert "Its own date in the schedule" in words(made, "logic_respected", bare(dated))

    def test_a_start_before_the_project(self):
        assert faults(plan(plan=[moved("1", "5 Mar 2027")]), bare())["logic_respected"] == ["P1.start"]

    def test_what_follows_a_move_moves_with_it(self):
        made = plan(plan=[moved("2", "15 Mar 2027")], finish="22 Mar 2027", cost="3,600")
        assert faults(made, bare()) == {}

    def test_moved_twice(self):
        made = plan(plan=[moved(), moved(start="12 Mar 2027", ref="P2")], finish="19 Mar 2027", cost="3,540")
        assert faults(made) == {"logic_respected": ["P2.activity"]}


class TestDate:
    def test_the_last_day_is_in_time(self):
        assert faults(plan(), brief(finish_by="2027-03-18")) == {}

    def test_a_day_late(self):
        assert faults(plan(), brief(finish_by="2027-03-17")) == {"date_kept": [""]}

    def test_a_schedule_that_was_late_already_is_not_marked_down_again(self):
        made = plan(A1={"units": "1"}, plan=[], finish="16 Mar 2027", cost="2,730")
        assert faults(made, bare(finish_by="2027-03-12")) == {}

    def test_a_date_that_the_schedule_has(self):
        dated = schedule(ROWS[0], ROWS[1] | {"must_finish_by": "2027-03-15"}, *ROWS[2:])
        assert faults(plan(), brief(dated)) == {"date_kept": [""]}
        roomy = schedule(ROWS[0], ROWS[1] | {"must_finish_by": "2027-03-16"}, *ROWS[2:])
        assert faults(plan(), brief(roomy)) == {}
        assert "Row 2 (Make the frame) must be finished 1 working day sooner" in words(
            plan(), "date_kept", brief(dated)
        )

    def test_a_start_that_others_cannot_wait_for(self):
        def key(start_by, made=None):
            latest = {"activity": "frame", "start_by": start_by, "source": "05-hire"}
            return brief(made, latest_starts=[latest])

        assert faults(plan(), key("2027-03-10")) == {"date_kept": [""]}
        assert "Row 2 (Make the frame) starts on 11 Mar 2027" in words(plan(), "date_kept", key("2027-03-10"))
        assert faults(plan(), key("2027-03-11")) == {}

    def test_a_start_that_the_schedule_has_late_is_not_marked_down_here(self):
        late = schedule(ROWS[0], ROWS[1] | {"start_no_earlier": "2027-03-11"}, *ROWS[2:])
        latest = {"activity": "frame", "start_by": "2027-03-10", "source": "05-hire"}
        assert faults(plan(), brief(late, latest_starts=[latest])) == {}

    def test_float_only_where_the_finish_is_to_stay(self):
        assert weaknesses(plan()) == {}
        assert weaknesses(plan(), brief(keep_finish=True)) == {"within_float": [""]}


class TestReasons:
    def test_a_move_without_a_reason(self):
        assert weaknesses(plan(P1={"reason": " "})) == {"moves_explained": ["P1.reason"]}

    @pytest.mark.parametrize(
        "wish",
        ["They will work harder.", "The joiners work a bit harder", "we squeeze it in", "with extra effort", "somehow"],
    )
    def test_wishes_are_no_hours(self, wish):
        assert weaknesses(plan(P1={"reason": wish})) == {"moves_explained": ["P1.reason"]}
        assert weaknesses(plan(note=wish)) == {"moves_explained": ["note"]}
        assert weaknesses(plan(assumptions=wish)) == {"moves_explained": ["assumptions"]}

    @pytest.mark.parametrize(
        "denied",
        ["Nobody will work harder.", "They can't work faster than that", "rather than squeeze it in, we move it"],
    )
    def test_words_that_deny_it(self, denied):
        assert weaknesses(plan(note=denied)) == {}


class TestTelling:
    @pytest.mark.parametrize(("finish", "words_said"), [("17 Mar 2027", "later"), ("19 Mar 2027", "sooner")])
    def test_another_finish(self, finish, words_said):
        assert faults(plan(finish=finish)) == {"told_plainly": ["finish"]}
        assert f"finishes {words_said} than" in words(plan(finish=finish), "told_plainly")

    @pytest.mark.parametrize("cost", ["3,477.06", "3482.94", "£3,480"])
    def test_a_cost_within_the_tolerance(self, cost):
        assert faults(plan(cost=cost)) == {}

    @pytest.mark.parametrize(("cost", "words_said"), [("3,477.05", "more"), ("3,482.95", "less")])
    def test_another_cost(self, cost, words_said):
        assert faults(plan(cost=cost)) == {"told_plainly": ["cost"]}
        assert words_said in words(plan(cost=cost), "told_plainly")

    def test_nothing_told(self):
        assert faults(plan(finish="", cost="")) == {"told_plainly": ["finish", "cost"]}


class TestResponsibilities:
    def test_no_chart(self):
        assert faults(plan(raci=[]), bare()) == {"raci_complete": [""]}

    def test_work_that_is_missing(self):
        made = plan(M1={"work": "Catering"})
        assert faults(made) == {"raci_complete": [""]}
        assert "document 3, “who”" in words(made, "raci_complete")

    @pytest.mark.parametrize(
        "name", ["Ann Archer", "Archer", "the foreman", "Ann Archer (foreman)", "Ms Archer, foreman"]
    )
    def test_one_person_however_written(self, name):
        assert faults(plan(M1={"accountable": name})) == {}

    def test_somebody_who_may_not(self):
        made = plan(M1={"accountable": "Bob Baker"})
        assert faults(made) == {"raci_complete": ["M1.accountable"]}
        assert "it is not for Bob Baker" in words(made, "raci_complete")

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"accountable": ""}, ["M1.accountable"]),
            ({"accountable": "TBC"}, ["M1.accountable"]),
            ({"accountable": "Ann Archer and Bob Baker"}, ["M1.accountable"]),
            ({"responsible": "-"}, ["M1.responsible"]),
        ],
    )
    def test_one_answers_and_somebody_does(self, change, where):
        assert faults(plan(M1=change)) == {"raci_rules": where}

    def test_everybody_is_nobody(self):
        assert faults(plan(M1={"accountable": "The team"}), bare()) == {"raci_rules": ["M1.accountable"]}

    def test_too_many_asked(self):
        made = plan(M1={"consulted": "Bob Baker; Site manager; Joiners; Fire officer; Tenants"})
        assert weaknesses(made) == {"raci_rules": ["M1.consulted"]}

    def test_too_much_on_one_name(self):
        row = PLAN["raci"][0]
        made = plan(raci=[row | {"ref": f"M{n}"} for n in range(1, 5)])
        assert weaknesses(made) == {"raci_rules": [""]}
        assert "Ann Archer answers for most" in words(made, "raci_rules")


@pytest.mark.parametrize("check", [each for each in KIND.checks if each.key not in ("readable", "raci_rules")])
def test_without_a_schedule_nothing_is_invented(check):
    """Called out of turn, for what needs a schedule waits until everything can be read."""
    key = bare(dossier={})
    assert list(check.run(analysed(plan(), key), key)) == []


def test_without_a_schedule_there_are_no_figures():
    found = analysed(plan(), bare(dossier={}))
    assert (found.moved, found.before, found.after, found.too_early, found.loads) == (None, {}, {}, (), ())
    assert (found.costs, found.best, found.unlevellable, found.bound) == ({}, None, None, 0)


def test_needs_without_a_schedule_wait_as_well():
    key = brief(dossier={})
    check = next(each for each in KIND.checks if each.key == "assignments_complete")
    assert list(check.run(analysed(plan(), key), key)) == []
    away = brief(dossier={}, resources=[_joiners(away=[{"first": "2027-03-25", "last": "2027-03-26"}])], needs=[])
    check = next(each for each in KIND.checks if each.key == "capacities_right")
    assert list(check.run(analysed(plan(), away), away)) == []


def test_a_capacity_that_cannot_be_read_is_told_once():
    assert set(faults(plan(R1={"capacity": "?"}))) == {"readable"}
    check = next(each for each in KIND.checks if each.key == "capacities_right")
    assert list(check.run(analysed(plan(R1={"capacity": "?"})), brief())) == []
