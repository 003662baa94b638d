"""Summary tasks: dates rolled up, links to and from them, constraints on them, inactive ones."""

from __future__ import annotations

import pytest

from app.engines.scheduling import Constraint, HeldBy, LagUnit, Link
from app.engines.scheduling.errors import LoopedLogic
from tests.engines.plans import DAY, FF, FS, SF, SS, at, early, free, held, late, placed, plan, task, total

#: Phase 1 holds 2 (3 days) and 3 (1 day); phase 4 holds 5 (2 days), and phase 6 below it 7 (1 day).
PHASE = (task(1), task(2, 3, parent=1), task(3, 1, parent=1))


def phases(*links, **more):
    return (*PHASE, task(4, 0, *links, **more), task(5, 2, parent=4), task(6, parent=4), task(7, 1, parent=6))


def test_dates_are_rolled_up():
    timeline = plan(*phases(), task(8, 6))
    row = timeline.dates[1]
    assert row.summary
    assert row.held_by == HeldBy.CHILDREN
    assert early(timeline, 1) == placed(timeline, 1) == ("8 Mar 08:00", "10 Mar 17:00")
    assert late(timeline, 1) == ("11 Mar 08:00", "15 Mar 17:00")
    assert (timeline.days(row.duration), total(timeline, 1), free(timeline, 1), row.critical) == (3, 3, 3, False)
    assert list(timeline.dates) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert set(timeline.order) == {2, 3, 5, 7, 8}


def test_a_summary_is_critical_if_one_of_its_tasks_is():
    timeline = plan(*PHASE)
    assert timeline.dates[1].critical
    assert timeline.critical == (2,)


class TestLinksToSummaries:
    @pytest.mark.parametrize(
        ("link", "start_5", "start_7"),
        [
            ((1, FS), "11 Mar 08:00", "11 Mar 08:00"),
            ((1, FS, 1), "12 Mar 08:00", "12 Mar 08:00"),
            ((1, SS, 2), "10 Mar 08:00", "10 Mar 08:00"),
            ((3, FS), "9 Mar 08:00", "9 Mar 08:00"),
            ((1, FF), "9 Mar 08:00", "10 Mar 08:00"),
            ((1, SF, 4), "10 Mar 08:00", "11 Mar 08:00"),
        ],
    )
    def test_every_task_below_waits(self, link, start_5, start_7):
        timeline = plan(*phases(link))
        assert early(timeline, 5)[0] == start_5
        assert early(timeline, 7)[0] == start_7
        assert timeline.dates[4].start == min(timeline.dates[5].start, timeline.dates[7].start)

    def test_late_dates_come_back_through_them(self):
        timeline = plan(*phases((1, FS)), task(8, 10))
        assert [total(timeline, uid) for uid in (2, 3, 5, 7)] == [5, 7, 5, 6]
        assert [free(timeline, uid) for uid in (2, 3)] == [0, 2]
        timeline = plan(*phases((1, SS, 2)), task(8, 10))
        assert total(timeline, 2) == 6
        assert free(timeline, 2) == 0
        timeline = plan(*phases((1, FF)), task(8, 10))
        assert [total(timeline, uid) for uid in (2, 3)] == [7, 9]
        assert [free(timeline, uid) for uid in (2, 3)] == [0, 2]

    def test_the_drivers_are_tasks(self):
        timeline = plan(*phases((1, FS)))
        assert timeline.drivers[5] == timeline.drivers[7] == (2,)
        assert timeline.critical_chain() == (2, 5)
        both = plan(*PHASE, task(4, 0, 1), task(5, 0, 1, parent=4), task(6, 1, parent=5))
        assert both.drivers[6] == (2,)
        started = plan(*PHASE, task(4, 1, (1, SS, 1)))
        assert started.drivers[4] == (2, 3)

    def test_a_percentage_lag_is_of_the_summarys_duration(self):
        timeline = plan(*PHASE, task(4, 1, Link(1, FS, 100, LagUnit.PERCENT)))
        assert early(timeline, 4)[0] == "16 Mar 08:00"

    def test_nested_summaries_both_with_links(self):
        tasks = (task(1), task(2, parent=1), task(3, 2, parent=2), task(4, 1, 2), task(5, 1, 1), task(6, 1))
        timeline = plan(*tasks)
        assert early(timeline, 4)[0] == early(timeline, 5)[0] == "10 Mar 08:00"
        tasks = (
            task(1, 0, 6),
            task(2, 0, 7, parent=1),
            task(3, 2, parent=2),
            task(6, 1),
            task(7, 2),
            task(8, 1, parent=1),
        )
        timeline = plan(*tasks)
        assert early(timeline, 3)[0] == "10 Mar 08:00"
        assert early(timeline, 8)[0] == "9 Mar 08:00"
        assert timeline.drivers[3] == (7,)

    @pytest.mark.parametrize("tasks", [(task(1, 0, 2), task(2, 1, parent=1)), (task(1), task(2, 1, 1, parent=1))])
    def test_a_summary_cannot_wait_for_its_own_tasks(self, tasks):
        with pytest.raises(LoopedLogic) as error:
            plan(*tasks)
        assert sorted(set(error.value.uids)) == [1, 2]
        assert error.value.uids[0] == error.value.uids[-1]

    def test_milestones_below_a_summary(self):
        timeline = plan(task(1, 2), task(2, 0, 1), task(3, 0, parent=2), task(4, 1, 3))
        assert early(timeline, 3) == early(timeline, 2) == ("9 Mar 17:00", "9 Mar 17:00")
        assert early(timeline, 4)[0] == "10 Mar 08:00"


class TestConstraintsOnSummaries:
    @pytest.mark.parametrize("kind", [Constraint.SNET, Constraint.MSO])
    def test_a_start_holds_every_task_below(self, kind):
        timeline = plan(*phases(**held(kind, "15 Mar 08:00")))
        assert early(timeline, 5)[0] == early(timeline, 7)[0] == "15 Mar 08:00"
        assert timeline.dates[7].held_by == HeldBy.CONSTRAINT

    @pytest.mark.parametrize(
        "limit",
        [held(Constraint.FNLT, "8 Mar 17:00"), held(Constraint.MFO, "8 Mar 17:00"), {"deadline": at("8 Mar 17:00")}],
    )
    def test_a_finish_caps_the_late_finish_of_every_task_below(self, limit):
        timeline = plan(*phases(**limit))
        assert [total(timeline, uid) for uid in (5, 7, 4)] == [-1, 0, -1]
        assert early(timeline, 5)[0] == "8 Mar 08:00"

    @pytest.mark.parametrize("kind", [Constraint.ALAP, Constraint.SNLT, Constraint.FNET])
    def test_the_others_are_noted(self, kind):
        timeline = plan(*phases(**held(kind, "15 Mar 08:00")))
        assert early(timeline, 5)[0] == "8 Mar 08:00"
        assert [note.uid for note in timeline.notes] == [4]
        assert f"“{kind}”" in timeline.notes[0].words

    def test_a_task_as_late_as_possible_is_rolled_up_where_it_is_placed(self):
        timeline = plan(task(1), task(2, 1, parent=1, constraint=Constraint.ALAP), task(3, 5))
        assert early(timeline, 1) == placed(timeline, 1) == ("12 Mar 08:00", "12 Mar 17:00")


class TestInactiveTasks:
    def test_they_and_their_links_do_not_count(self):
        timeline = plan(task(1, 1), task(2, 9, 1, active=False), task(3, 1, 2))
        assert set(timeline.dates) == {1, 3}
        assert early(timeline, 3)[0] == "8 Mar 08:00"

    def test_what_is_below_an_inactive_summary_is_inactive(self):
        timeline = plan(task(1, active=False), task(2, parent=1), task(3, 5, parent=2), task(4, 1, 1))
        assert set(timeline.dates) == {4}
        assert timeline.notes == ()

    def test_a_summary_of_nothing_active_has_no_dates_and_a_note(self):
        timeline = plan(task(1), task(2, 5, parent=1, active=False), task(3, 1, 1), task(4, parent=5), task(5))
        assert set(timeline.dates) == {3, 4, 5}
        assert [note.uid for note in timeline.notes] == [1]
        assert "no active task" in timeline.notes[0].words


def test_a_manual_summary_is_rolled_up_with_a_note():
    timeline = plan(task(1, manual=True, manual_start=at("1 Apr 08:00")), task(2, 1, parent=1))
    assert placed(timeline, 1) == ("8 Mar 08:00", "8 Mar 17:00")
    assert "not the ones typed" in timeline.notes[0].words


def test_a_large_summary_link_is_one_link():
    """A thousand tasks before and a thousand behind: a million pairs would not finish in time."""
    before = [task(1), *(task(uid, 1, parent=1) for uid in range(10, 1010))]
    behind = [task(2, 0, 1), *(task(uid, 1, parent=2) for uid in range(2000, 3000))]
    timeline = plan(*before, *behind)
    assert timeline.offset(timeline.finish) == 2
    assert timeline.dates[2000].duration == DAY


def test_deep_outlines_are_no_trouble():
    depth = 3000
    tasks = [task(1), *(task(uid, parent=uid - 1) for uid in range(2, depth)), task(depth, 1, parent=depth - 1)]
    timeline = plan(*tasks, task(depth + 1, 1, 1))
    assert timeline.critical == (depth, depth + 1)


def test_a_summary_waits_for_a_late_task():
    timeline = plan(task(9, 1, constraint=Constraint.ALAP), *phases((9, FS)), task(8, 6))
    assert placed(timeline, 9) == ("11 Mar 08:00", "11 Mar 17:00")
    assert early(timeline, 5) == ("12 Mar 08:00", "15 Mar 17:00")
