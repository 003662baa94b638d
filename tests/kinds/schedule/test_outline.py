"""Summaries: rolled up from the rows below them, read by people and not by logic."""

from __future__ import annotations

import pytest

from app.kinds.schedule import KIND
from tests.kinds.schedule.build import analysed, brief, faults, item, row, schedule, weaknesses

ROWS = (
    row(1, "Start", 0, level=1),
    row(2, "Ground", "", "", level=1),
    row(3, "Dig", 5, "1", level=2),
    row(4, "Pour", 3, "3", level=2),
    row(5, "Roof", "", "", level=1),
    row(6, "Frame", 2, "4", level=2),
    row(7, "Cover", 1, "6"),
    row(8, "Open", 0, "7", level=1),
)


def problems(made):
    return {each.where: each.message for each in analysed(made).problems}


def test_a_summary_runs_from_the_first_start_to_the_last_finish_below_it():
    found = analysed(schedule(*ROWS))
    assert found.problems == ()
    outputs = KIND.row_outputs(found)
    assert (outputs["2"].cells["start"], outputs["2"].cells["finish"]) == ("8 Mar", "17 Mar")
    assert (outputs["5"].cells["start"], outputs["5"].cells["finish"]) == ("18 Mar", "22 Mar")
    assert outputs["2"].cells["free"] == outputs["2"].flag == ""
    assert [(row.ref, row.parent) for row in found.rows if row.parent] == [
        ("3", "2"),
        ("4", "2"),
        ("6", "5"),
        ("7", "5"),
    ]
    assert set(found.network.dates) == {"1", "3", "4", "6", "7", "8"}


def test_a_summary_is_no_activity_and_no_open_end():
    key = brief(items=[item("ground")])
    assert faults(schedule(*ROWS), key) == {"activities_present": [""]}
    assert faults(schedule(*ROWS)) == {}


def test_rows_without_a_level_stay_on_the_one_above_and_no_levels_make_no_outline():
    assert analysed(schedule(*ROWS)).by_ref["7"].level == 2
    assert not any(each.is_summary for each in analysed(schedule(row(1, "Dig", 1), row(2, "Pour", 1, "1"))).rows)


@pytest.mark.parametrize(
    ("levels", "where"), [(("2", "2"), "1.level"), (("1", "3"), "2.level"), (("1", "deep"), "2.level")]
)
def test_a_level_that_is_left_out_is_a_problem(levels, where):
    rows = [row(ref, "Dig", 1, level=level) for ref, level in enumerate(levels, start=1)]
    assert where in problems(schedule(*rows))


def test_a_duration_typed_on_a_summary_is_not_used():
    made = schedule(*[each.model_copy(update={"duration": "99"}) if each.ref == "2" else each for each in ROWS])
    assert KIND.row_outputs(analysed(made))["2"].cells["finish"] == "17 Mar"


class TestLinksOfSummaries:
    #: The roof waits for the ground as a whole.
    LINKED = (*ROWS[:4], row(5, "Roof", "", "2FS+1d", level=1), row(6, "Frame", 2, "", level=2), *ROWS[6:])

    def test_they_hold_what_is_below_and_are_a_weakness(self):
        made = schedule(*self.LINKED)
        assert KIND.row_outputs(analysed(made))["6"].cells["start"] == "19 Mar"
        assert weaknesses(made)["dangling_ends"] == ["5.predecessors"]
        assert faults(made) == {}

    def test_logic_through_them_counts(self):
        items = [item("dig"), item("frame")]
        key = brief(items=items, order=[{"first": "dig", "then": "frame", "gap": 1}])
        assert "order_respected" not in faults(schedule(*self.LINKED), key)
        roof = (row(5, "Roof", "", "2SS", level=1), row(6, "Frame", 2, "", level=2), ROWS[6])
        loose = (*ROWS[:4], *roof, row(8, "Open", 0, "7, 4", level=1))
        assert faults(schedule(*loose), key)["order_respected"] == ["6"]

    def test_what_hangs_on_what_cannot_be_read_hangs_through_them(self):
        rows = [each.model_copy(update={"duration": "soon"}) if each.ref == "3" else each for each in self.LINKED]
        assert analysed(schedule(*rows)).unsure == {"2", "3", "4", "5", "6", "7", "8"}

    def test_a_loop_through_them_is_named(self):
        rows = [each.model_copy(update={"predecessors": "6"}) if each.ref == "3" else each for each in self.LINKED]
        found = problems(schedule(*rows))
        assert found
        assert all(where.endswith(".predecessors") and "wait for each other" in words for where, words in found.items())

    def test_a_summary_may_be_linked_to_nothing(self):
        made = schedule(
            row(1, "Phase", "", "", level=1), row(2, "Dig", 1, "", level=2), row(3, "Lay", 1, "1SS", level=1)
        )
        assert analysed(made).followers["2"][0][0] == "3"
