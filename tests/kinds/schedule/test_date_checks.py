"""The checks of dates, both ways: windows, the deadline, days off, typed dates and negative float."""

from __future__ import annotations

import pytest

from app.kinds.schedule import KIND
from tests.kinds.schedule.build import analysed, brief, faults, results, row, schedule, weaknesses
from tests.kinds.schedule.pipes import BRIEF, ITEMS, KEY, changed


def test_a_window_is_kept_by_logic_or_by_a_typed_date():
    made = changed(_2={"duration": 4}, _4={"start_no_earlier": "15 Mar 2027"})
    assert faults(made, KEY) == {}
    assert weaknesses(made, KEY) == {}


def test_too_late_for_the_window():
    (finding,) = results(changed(_2={"duration": 6}), KEY)["windows_respected"].findings
    assert finding.message == (
        "Row 4 (Lay pipes) finishes on 19 Mar 2027, after it must be over. Read document 5, “permit” again."
    )


def test_work_with_a_window_that_was_not_found_is_not_judged():
    assert "windows_respected" not in faults(changed(_4=None, _5={"predecessors": "2, 3"}), KEY)


def test_a_milestone_on_a_typed_date_is_shown_on_that_date():
    key = brief(items=ITEMS, windows=[{"item": "open", "not_before": "2027-03-25", "finish_by": "2027-03-25"}])
    made = changed(_6={"start_no_earlier": "25 Mar 2027"})
    assert faults(made, key) == {}
    assert KIND.row_outputs(analysed(made))["6"].cells["finish"] == "25 Mar"


def test_a_milestone_on_a_typed_date_keeps_it_beside_a_predecessor_and_hands_it_on():
    # Backfill ends on the evening of the 23rd, the moment before the typed morning.
    made = changed(row(7, "Signed", 0, "6"), _6={"start_no_earlier": "24 Mar 2027"})
    outputs = KIND.row_outputs(analysed(made))
    assert [outputs[ref].cells["start"] for ref in ("6", "7")] == ["24 Mar", "24 Mar"]


@pytest.mark.parametrize(
    ("predecessors", "shown"),
    [("2", "12 Mar"), ("2FF", "12 Mar"), ("4SS", "15 Mar"), ("7", "12 Mar"), ("1", "8 Mar")],
)
def test_a_milestone_is_shown_where_what_drives_it_is(predecessors, shown):
    made = changed(row(7, "Trench dug", 0, "2"), row(8, "Ready", 0, predecessors))
    assert KIND.row_outputs(analysed(made))["8"].cells["start"] == shown


def test_without_its_item_the_deadline_is_the_whole_schedule_s():
    made = changed(row(7, "Tidy up", 1, "5"), _6=None)
    (finding,) = results(made, KEY)["meets_deadline"].findings
    assert finding.message.startswith("The schedule finishes on 24 Mar 2027, 1 working day after 23 Mar 2027")


@pytest.mark.parametrize(
    ("finish_by", "stands"),
    [
        ("2027-03-22", "1 day late"),
        ("2027-03-19", "2 days late"),
        ("2027-03-21", "2 days late"),
        ("2027-03-23", "In time"),
        ("2027-03-24", "1 day early"),
        ("2027-03-28", "3 days early"),
    ],
)
def test_the_deadline_counts_in_working_days(finish_by, stands):
    key = brief(items=ITEMS, deadline={"item": "open", "finish_by": finish_by})
    facts = {each.label: each.value for each in KIND.facts(analysed(changed(), key), key)}
    assert facts["Against the deadline"] == stands
    assert ("meets_deadline" in faults(changed(), key)) == ("late" in stands)


@pytest.mark.parametrize(
    ("days_off", "day", "is_fault"),
    [
        ("", "2027-03-19", True),
        ("2027-03-19 Fair", "2027-03-19", False),
        ("", "2027-03-20", False),
        ("", "2027-12-24", False),
        ("", "2027-03-01", False),
    ],
)
def test_days_that_cannot_be_worked_are_off_while_the_schedule_runs(days_off, day, is_fault):
    made = changed().model_copy(update={"days_off": days_off})
    assert (faults(made, brief(days_off=[day])) == {"calendar_right": ["days_off"]}) == is_fault


def test_days_that_cannot_be_worked_are_counted_and_not_named():
    key = brief(
        items=ITEMS, deadline={"item": "open", "finish_by": "2027-04-30"}, days_off=["2027-03-26", "2027-03-29"]
    )
    (finding,) = results(changed(), key)["calendar_right"].findings
    assert "works on 2 days on which nobody can" in finding.message
    assert "Mar" not in finding.message


def test_typed_dates_are_a_weakness_up_to_a_quarter_of_the_rows():
    typed = {"start_no_earlier": "8 Mar 2027"}
    assert weaknesses(changed(_2=typed), KEY) == {"dates_from_logic": ["2.start_no_earlier"]}
    assert faults(changed(_2=typed), KEY) == {}
    assert faults(changed(_2=typed, _3=typed), KEY) == {"dates_from_logic": ["2.start_no_earlier"]}
    of_four = schedule(
        *(row(ref, "Dig", 1, str(ref - 1) if ref > 1 else "") for ref in (1, 2, 3)), row(4, "Lay", 1, "3", **typed)
    )
    assert "dates_from_logic" in weaknesses(of_four)
    assert "dates_from_logic" not in faults(of_four)


def test_a_row_late_for_the_deadline_is_not_reported_for_its_own_date_too():
    key = brief(items=ITEMS, deadline=BRIEF["deadline"])
    late = {"_2": {"duration": 6}}
    assert faults(changed(**late, _6={"must_finish_by": "23 Mar 2027"}), key) == {"meets_deadline": ["6"]}
    assert set(faults(changed(**late, _6={"must_finish_by": "22 Mar 2027"}), key)) == {
        "meets_deadline",
        "no_negative_float",
    }


def test_a_row_late_for_its_window_is_not_reported_for_its_own_date_too():
    late = changed(_2={"duration": 6}, _4={"must_finish_by": "18 Mar 2027"})
    assert faults(late, brief(**BRIEF | {"deadline": None})) == {"windows_respected": ["4"]}
