"""Each check both ways, and that one mistake is reported once."""

from __future__ import annotations

import pytest

from app.kinds.schedule import KIND
from tests.kinds.schedule.build import analysed, brief, faults, item, results, row, schedule, weaknesses
from tests.kinds.schedule.pipes import BRIEF, ITEMS, KEY, changed


def test_sound_work_has_no_findings():
    assert [result.key for result in results(changed(), KEY).values() if not result.is_clean] == []


def test_on_blank_work_nothing_passes():
    assert all(result.blocked_by for result in results(schedule(), KEY).values())


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (changed(_3={"duration": "2 to 3"}), {"readable": ["3.duration"]}),
        (changed(_3=None, _4={"predecessors": "2"}), {"activities_present": [""]}),
        (changed(_6=None), {"milestones_present": [""]}),
        (
            changed(_6={"duration": 1}, _2={"duration": 4}),
            {"milestones_present": ["6.duration"], "windows_respected": ["4"]},
        ),
        (changed(_3={"duration": 3}), {"durations_fit": ["3.duration"]}),
        (changed(_3={"duration": "0"}), {"durations_fit": ["3.duration"]}),
        (changed(row(7, "Tidy up", 1, "4")), {"no_open_ends": ["7"]}),
        (changed(row(7, "Tidy up", 1)), {"no_open_ends": ["7"]}),
        (changed(row(7, "Permit", 1), _4={"predecessors": "2,3,7"}), {"no_open_ends": ["7"]}),
        (
            changed(_3={"predecessors": "1"}, _4={"predecessors": "2"}, _5={"predecessors": "4,3"}),
            {"order_respected": ["4"]},
        ),
        (changed(_2={"duration": 4}, _3={"predecessors": "1"}), {"windows_respected": ["4"]}),
        (changed(_2={"duration": 6}), {"meets_deadline": ["6"]}),
        (changed(_5={"must_finish_by": "22 Mar 2027"}), {"no_negative_float": ["5.must_finish_by"]}),
    ],
)
def test_a_mistake_is_a_fault_of_its_check_and_of_no_other(made, found):
    key = KEY
    if "meets_deadline" in found:
        key = brief(**BRIEF | {"windows": []})
    assert faults(made, key) == found


def test_what_cannot_be_read_blocks_all_but_the_names():
    blocked = {key for key, result in results(changed(_3={"duration": "x"}), KEY).items() if result.blocked_by}
    assert blocked == {check.key for check in KIND.checks} - {"readable", "activities_present"}


def test_logic_alone_is_judged_without_a_start_date():
    made = changed(row(7, "Tidy up", 1)).model_copy(update={"start_on": ""})
    assert faults(made, brief(items=ITEMS)) == {"no_open_ends": ["7"]}


class TestContent:
    def test_missing_work_is_counted_by_document_and_not_named(self):
        made = changed(_2=None, _3=None, _4={"predecessors": "1"})
        messages = [each.message for each in results(made, KEY)["activities_present"].findings]
        assert len(messages) == 2
        assert "short of 1 activity that document 3, “letter”, asks for" in messages[0]
        assert "document 4, “quotation”," in messages[1]
        assert not any(word in message.lower() for message in messages for word in ("dig", "trench", "pipe"))

    def test_several_from_one_document_are_one_finding(self):
        (finding,) = results(changed(_2=None, _5=None, _4={"predecessors": "3"}, _6={"predecessors": "4"}), KEY)[
            "activities_present"
        ].findings
        assert "2 activities" in finding.message

    def test_one_row_counts_for_one_item_and_as_many_as_possible_are_found(self):
        key = brief(items=[item("a", match="pipe"), item("b", match="lay pipe")])
        found = analysed(schedule(row(1, "Lay pipes", 1), row(2, "Order pipes", 1)), key).found
        assert {name: each.ref for name, each in found.items()} == {"a": "2", "b": "1"}
        assert len(analysed(schedule(row(1, "Lay pipes", 1)), key).found) == 1

    def test_a_milestone_is_found_before_work_of_the_same_words(self):
        key = brief(items=[item("open", 0, 0, "open"), item("opening", match="open")])
        found = analysed(schedule(row(1, "Open the road", 3), row(2, "Road open", 0)), key).found
        assert {name: each.ref for name, each in found.items()} == {"open": "2", "opening": "1"}

    def test_finding_the_most_items_comes_before_their_sort(self):
        # Likeness alone would give the milestone row to `gate` and leave `sign` without any.
        key = brief(items=[item("gate", 0, 0, "gate"), item("sign", match="gate sign")])
        made = schedule(row(1, "Sign off the gate", 0), row(2, "Gate", 3))
        assert {name: each.ref for name, each in analysed(made, key).found.items()} == {"gate": "2", "sign": "1"}

    @pytest.mark.parametrize(("days", "word"), [(1, "shorter"), (3, "longer")])
    def test_a_wrong_duration_names_its_row_and_document(self, days, word):
        (finding,) = results(changed(_3={"duration": days}), KEY)["durations_fit"].findings
        assert f"which is {word} than document 4, “quotation”, allows" in finding.message
        assert finding.message.startswith("Row 3 (Order pipes) takes ")


class TestOpenEnds:
    def test_the_start_and_the_finish_of_the_project_are_excused(self):
        assert "no_open_ends" not in faults(changed())

    def test_a_row_alone_is_reported_once(self):
        (finding,) = results(changed(row(7, "Tidy up", 1)), KEY)["no_open_ends"].findings
        assert "stands alone" in finding.message

    def test_the_finish_is_the_row_that_most_rows_lead_to(self):
        made = changed(_6={"predecessors": ""})
        assert faults(made, brief())["no_open_ends"] == ["6"]

    def test_two_rows_without_links_leave_one_to_report(self):
        assert len(faults(schedule(row(1, "A", 1), row(2, "B", 1)))["no_open_ends"]) == 2

    @pytest.mark.parametrize(
        ("predecessors", "where"),
        [
            ("2, 3FF", []),
            ("2SS, 3FF", ["2"]),
            ("2FF, 3FF", ["4.predecessors"]),
            ("2, 3SF", ["3"]),
            ("2SS, 3SS", ["2", "3"]),
        ],
    )
    def test_ends_that_dangle_are_a_weakness(self, predecessors, where):
        found = weaknesses(changed(_4={"predecessors": predecessors}), brief())
        assert found.get("dangling_ends", []) == where

    def test_milestones_do_not_dangle(self):
        made = changed(
            _1={"duration": 0}, _2={"predecessors": "1SS"}, _3={"predecessors": "1SS"}, _6={"predecessors": "5FF"}
        )
        assert "dangling_ends" not in weaknesses(made, brief())


class TestOrder:
    @pytest.mark.parametrize(
        "cells",
        [
            {"_4": {"predecessors": "2FF+4d, 3"}},
            {"_4": {"predecessors": "2FS+3d, 3"}},
            {"_4": {"predecessors": "3, 5"}, "_5": {"predecessors": "2"}, "_6": {"predecessors": "4"}},
        ],
    )
    def test_any_logic_that_makes_it_wait_will_do(self, cells):
        key = brief(items=ITEMS, order=[{"first": "dig", "then": "lay"}])
        assert "order_respected" not in faults(changed(**cells), key)

    @pytest.mark.parametrize("predecessors", ["2SS, 3", "2FS-1d, 3", "2FF, 3", "3"])
    def test_logic_that_does_not_make_it_wait_is_a_fault(self, predecessors):
        key = brief(items=ITEMS, order=[{"first": "dig", "then": "lay", "source": "03-letter"}])
        made = changed(_4={"predecessors": predecessors}, _5={"predecessors": "4, 2"})
        (finding,) = results(made, key)["order_respected"].findings
        assert finding.message == (
            "Row 4 (Lay pipes) does not wait for Row 2 (Dig the trench). Read document 3, “letter” again."
        )

    def test_falling_right_by_a_typed_date_is_not_waiting(self):
        made = changed(_4={"predecessors": "3", "start_no_earlier": "2027-03-15"}, _5={"predecessors": "4, 2"})
        assert faults(made, KEY) == {"order_respected": ["4"]}

    @pytest.mark.parametrize(
        ("predecessors", "is_fault"), [("2, 3FS+2d", True), ("2FS+2d, 3", True), ("2FS+3d, 3", False)]
    )
    def test_a_gap_must_be_kept_too(self, predecessors, is_fault):
        key = brief(items=ITEMS, order=[{"first": "dig", "then": "lay", "gap": 3}])
        made = changed(_4={"predecessors": predecessors})
        assert ("order_respected" in faults(made, key)) == is_fault

    def test_the_gap_may_be_an_activity(self):
        key = brief(items=ITEMS, order=[{"first": "dig", "then": "lay", "gap": 3}])
        assert faults(changed(row(7, "Concrete cures", 3, "2"), _4={"predecessors": "3, 7"}), key) == {}

    def test_an_open_end_that_breaks_an_order_is_reported_once(self):
        open_start = changed(_4={"predecessors": ""}, _6={"predecessors": "5, 2, 3"})
        assert faults(open_start, brief(items=ITEMS, order=BRIEF["order"])) == {"no_open_ends": ["4"]}
        open_finish = changed(_4={"predecessors": "2"})
        assert faults(open_finish, brief(items=ITEMS, order=BRIEF["order"])) == {"no_open_ends": ["3"]}

    def test_an_open_end_that_could_not_mend_an_order_does_not_hide_it(self):
        made = changed(
            row(7, "Permit", 1), _2={"predecessors": "1, 7"}, _4={"predecessors": "3, 7"}, _5={"predecessors": "4, 2"}
        )
        key = brief(items=ITEMS, order=[{"first": "dig", "then": "lay"}])
        assert faults(made, key) == {"no_open_ends": ["7"], "order_respected": ["4"]}

    def test_the_wrong_way_round_is_a_fault(self):
        made = changed(_2={"predecessors": "4"}, _4={"predecessors": "3"}, _5={"predecessors": "2"})
        assert faults(made, brief(items=ITEMS, order=[{"first": "dig", "then": "lay"}])) == {"order_respected": ["4"]}

    def test_one_may_hold_several(self):
        rules = [{"first": "dig", "then": each} for each in ("lay", "backfill", "open")]
        assert "order_respected" not in faults(changed(), brief(items=ITEMS, order=rules))

    def test_work_that_was_not_found_is_not_judged(self):
        made = changed(_3=None, _4={"predecessors": "2"})
        assert "order_respected" not in faults(made, KEY)


class TestLeadsAndLags:
    @pytest.mark.parametrize(
        ("predecessors", "is_weak"), [("2, 3", False), ("2FS+5d", False), ("2FS+6d", True), ("2-1d", True)]
    )
    def test_leads_and_long_lags_are_weaknesses(self, predecessors, is_weak):
        found = weaknesses(changed(_4={"predecessors": predecessors}), brief())
        assert found.get("leads_and_lags", []) == (["4.predecessors"] if is_weak else [])

    @pytest.mark.parametrize(("gap", "is_weak"), [(9, True), (10, False)])
    def test_a_wait_that_the_brief_asks_for_is_left_alone(self, gap, is_weak):
        key = brief(items=ITEMS, order=[{"first": "dig", "then": "lay", "gap": gap}])
        assert ("leads_and_lags" in weaknesses(changed(_4={"predecessors": "2FS+10d, 3"}), key)) == is_weak
