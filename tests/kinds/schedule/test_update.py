"""A schedule under way: progress and baseline read, worked out and judged, both ways."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.kinds.schedule import KIND
from tests.kinds.schedule.build import analysed, brief, faults, item, results, row, schedule, weaknesses
from tests.kinds.schedule.update import KEY, key, update


def problems(made):
    return {each.where: each.message for each in analysed(made).problems}


def cells(made):
    return {ref: (each.cells["start"], each.cells["finish"]) for ref, each in KIND.row_outputs(analysed(made)).items()}


def test_facts_stay_and_the_rest_follows_the_data_date():
    assert cells(update()) == {
        "1": ("8 Mar", "8 Mar"),
        "2": ("8 Mar", "10 Mar"),
        "3": ("11 Mar", "18 Mar"),
        "4": ("19 Mar", "24 Mar"),
        "5": ("24 Mar", "24 Mar"),
    }
    assert faults(update(), key()) == {}
    assert weaknesses(update(), key()) == {}


def test_without_remaining_it_is_what_the_share_leaves():
    made = update(_3={"remaining": "", "percent_complete": "50%"})
    assert cells(made)["3"] == ("11 Mar", "17 Mar")


def test_what_has_not_begun_waits_for_the_data_date():
    made = schedule(row(1, "Dig", 2), data_date="12 Mar 2027")
    assert cells(made)["1"] == ("15 Mar", "16 Mar")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"_2": {"actual_finish": "5 Mar 2027"}}, "2.actual_finish"),
        ({"_2": {"actual_start": ""}}, "2.actual_start"),
        ({"_2": {"percent_complete": "50%"}}, "2.percent_complete"),
        ({"_3": {"percent_complete": "100"}}, "3.actual_finish"),
        ({"_3": {"actual_start": ""}}, "3.actual_start"),
        ({"_3": {"percent_complete": "most"}}, "3.percent_complete"),
        ({"_3": {"remaining": "some"}}, "3.remaining"),
        ({"_3": {"baseline_finish": "17 Brr"}}, "3.baseline_finish"),
        ({"_2": {"duration": "x", "actual_start": ""}}, "2.actual_start"),
        ({"data_date": ""}, "data_date"),
    ],
)
def test_progress_that_does_not_go_together_is_a_problem(change, where):
    assert where in problems(update(**change))


def test_dates_that_happened_need_a_start():
    assert "start_on" in problems(update(fields={"start_on": ""}))


class TestProgressIsTold:
    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"data_date": "11 Mar 2027"}, ["data_date"]),
            ({"_3": {"remaining": 2}}, ["3.remaining"]),
            ({"_3": {"remaining": "", "percent_complete": "65"}}, ["3.remaining"]),
            ({"_3": {"actual_start": "10 Mar 2027"}}, ["3.actual_start"]),
            ({"_2": {"actual_finish": "11 Mar 2027"}}, ["2.actual_finish"]),
            ({"_3": {"actual_start": "", "percent_complete": "", "remaining": ""}}, ["3.actual_start"]),
            ({"_4": {"actual_start": "12 Mar 2027"}}, ["4.actual_start"]),
            ({"_4": {"actual_start": "15 Mar 2027"}}, ["4.actual_start", "4.actual_start"]),
            ({"_2": None, "_3": {"predecessors": "1"}}, []),
        ],
    )
    def test_it_is_as_the_documents_say_and_not_in_the_future(self, change, where):
        assert faults(update(**change), key()).get("progress_is_told", []) == where

    def test_without_any_the_data_date_is_asked_for(self):
        plain = schedule(row(1, "Dig", 6), row(2, "Open", 0, "1"))
        messages = [each.message for each in results(plain, key(progress=[]))["progress_is_told"].findings]
        assert messages == ["There is no data date. It is the last day that was reported on."]

    def test_a_milestone_has_a_finish_alone(self):
        told = [{"item": "open", "finished": "2027-03-12", "started": "2027-03-12"}]
        made = update(_5={"actual_finish": "12 Mar 2027"})
        assert "progress_is_told" not in faults(made, key(progress=told))

    def test_a_schedule_that_has_not_begun_is_left_alone(self):
        assert "progress_is_told" not in faults(schedule(row(1, "Dig", 1)))


class TestBaselineKept:
    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"_3": {"baseline_finish": "18 Mar 2027"}}, ["3.baseline_finish"]),
            ({"_3": {"baseline_start": ""}}, ["3.baseline_start"]),
            ({"_5": {"baseline_finish": ""}}, ["5.baseline_finish"]),
            ({"_3": None, "_4": {"predecessors": "2"}}, []),
        ],
    )
    def test_it_is_what_was_agreed(self, change, where):
        assert faults(update(**change), key()).get("baseline_kept", []) == where


class TestRanges:
    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"_4": {"optimistic": "", "pessimistic": ""}}, ["4.optimistic"]),
            ({"_4": {"optimistic": 2}}, ["4.optimistic"]),
            ({"_4": {"pessimistic": 12}}, ["4.pessimistic"]),
            ({"_4": {"pessimistic": "8w", "optimistic": "24h"}}, ["4.pessimistic"]),
            ({"_4": None, "_5": {"predecessors": "3"}}, []),
        ],
    )
    def test_they_are_those_of_the_documents(self, change, where):
        assert faults(update(**change), key()).get("estimates_fit", []) == where

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"optimistic": ""}, "4.optimistic"),
            ({"pessimistic": ""}, "4.pessimistic"),
            ({"optimistic": 9}, "4.optimistic"),
            ({"pessimistic": 2}, "4.optimistic"),
            ({"pessimistic": "9ed"}, "4.optimistic"),
            ({"optimistic": "few"}, "4.optimistic"),
        ],
    )
    def test_one_that_is_none_is_a_problem_and_leaves_the_dates_alone(self, change, where):
        assert set(problems(update(_4=change))) == {where}


class TestChance:
    def test_a_date_that_is_sure_enough_is_left_alone(self):
        assert results(update(), key())["chance_of_the_date"].is_clean

    def test_one_that_is_not_is_a_weakness_and_so_is_a_latest_date_on_the_way(self):
        made = update(_4={"must_finish_by": "24 Mar 2027"})
        asked = key(confidence={"least": "0.95", "runs": 500})
        assert weaknesses(made, asked)["chance_of_the_date"] == ["", "4.must_finish_by"]
        first, second = (each.message for each in results(made, asked)["chance_of_the_date"].findings)
        assert first.startswith("26 Mar 2027 is kept in ")
        assert "of 500 runs, and the project asks for 95%. Eight in ten finish by " in first
        assert second.startswith("Row 4 (Lay) keeps its latest date in ")

    def test_without_a_range_nothing_can_be_said(self):
        made = update(
            _3={"optimistic": "", "pessimistic": ""}, _4={"optimistic": "", "pessimistic": "", "must_finish_by": ""}
        )
        assert faults(made, key(estimates=[])) == {"chance_of_the_date": [""]}

    def test_without_being_asked_nothing_is_said(self):
        assert results(update(), key(confidence=None))["chance_of_the_date"].is_clean

    def test_it_is_a_fact_beside_the_others(self):
        facts = {each.label: (each.value, each.note) for each in KIND.facts(analysed(update(), key()), key())}
        assert facts["Chance of the deadline"] == ("53%", "Eight in ten finish by 30 Mar 2027")
        plain = {each.label: each.value for each in KIND.facts(analysed(update()), brief())}
        assert plain["Eight in ten finish by"] == "30 Mar 2027"
        assert len(facts) <= 6


class TestFourteenPoints:
    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({}, []),
            ({"_4": {"predecessors": "3SS+2d; 3FF"}}, ["4"]),
            ({"_4": {"constraint": "mso", "constraint_date": "19 Mar 2027"}}, ["4"]),
            ({"_4": {"duration": 50, "pessimistic": 60, "baseline_start": ""}, "_5": {"must_finish_by": ""}}, ["4"]),
        ],
    )
    def test_signals_are_weaknesses_where_the_brief_asks(self, change, where):
        asked = brief(items=[item("open", 0, 0)], quality=KEY["quality"], deadline=None)
        assert weaknesses(update(**change), asked).get("fourteen_points", []) == where
        assert "fourteen_points" not in weaknesses(update(**change))

    def test_a_signal_has_its_base(self):
        made = update(_4={"constraint": "mso", "constraint_date": "19 Mar 2027"})
        (finding,) = results(made, brief(quality={}))["fourteen_points"].findings
        assert finding.message.startswith("Hard constraints: 1 of 2 (50%), at most 5%. Row 4. A date that")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"deadline": None}, "confidence needs a deadline"),
        ({"data_date": None}, "progress needs a data_date"),
        ({"estimates": [{"item": "roof", "optimistic": [1, 1], "pessimistic": [2, 2]}]}, "estimates names roof"),
        ({"progress": [{"item": "roof"}]}, "progress names roof"),
        ({"baseline": [{"item": "roof", "start": "2027-03-08", "finish": "2027-03-08"}]}, "baseline names roof"),
        ({"confidence": {"least": 0}}, "greater than 0"),
    ],
)
def test_a_key_that_cannot_be_used_is_refused(change, says):
    with pytest.raises(ValidationError, match=says):
        key(**change)
