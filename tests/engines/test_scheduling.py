"""The vectors of the yardsticks, milestones, links and lags, elapsed durations."""

from __future__ import annotations

import gc

import pytest

from app.engines.scheduling import HeldBy, LagUnit, Link, Task
from tests.engines.plans import FF, FS, SF, SS, at, early, free, late, placed, plan, task, total

A, B, C, D, E, F, G, P, Q = range(1, 10)
FINISH_TO_START_ONLY = (task(A, 3), task(B, 5, A), task(C, 2, A), task(D, 4, B, C), task(E, 6, C), task(F, 1, D, E))
EVERY_LINK = (
    task(A, 5),
    task(B, 10, A),
    task(C, 8, (B, SS, 4)),
    task(D, 6, (C, FS, 2)),
    task(E, 4, (D, SS, 3), (D, FF, 2)),
    task(G, 3, A),
    task(F, 0, B, E, G),
)


def test_vector_5_1():
    timeline = plan(*FINISH_TO_START_ONLY)
    assert timeline.offset(timeline.finish) == 13
    assert timeline.critical == timeline.critical_chain() == (A, B, D, F)
    assert [total(timeline, uid) for uid in (A, B, C, D, E, F)] == [0, 0, 1, 0, 1, 0]
    assert [free(timeline, uid) for uid in (A, B, C, D, E, F)] == [0, 0, 0, 0, 1, 0]
    assert early(timeline, F) == ("24 Mar 08:00", "24 Mar 17:00")


class TestVector52:
    timeline = plan(*EVERY_LINK, calendar="spring")

    @pytest.mark.parametrize(
        ("uid", "offsets", "total_float", "free_float", "start", "finish"),
        [
            (A, (0, 5, 0, 5), 0, 0, "8 Mar 08:00", "12 Mar 17:00"),
            (B, (5, 15, 5, 15), 0, 0, "15 Mar 08:00", "30 Mar 17:00"),
            (C, (9, 17, 9, 17), 0, 0, "19 Mar 08:00", "1 Apr 17:00"),
            (D, (19, 25, 19, 25), 0, 0, "6 Apr 08:00", "13 Apr 17:00"),
            (E, (23, 27, 23, 27), 0, 0, "12 Apr 08:00", "15 Apr 17:00"),
            (G, (5, 8, 24, 27), 19, 19, "15 Mar 08:00", "17 Mar 17:00"),
            (F, (27, 27, 27, 27), 0, 0, "15 Apr 17:00", "15 Apr 17:00"),
        ],
    )
    def test_every_row(self, uid, offsets, total_float, free_float, start, finish):
        row = self.timeline.dates[uid]
        dates = (row.early_start, row.early_finish, row.late_start, row.late_finish)
        assert tuple(self.timeline.offset(date) for date in dates) == offsets
        assert (total(self.timeline, uid), free(self.timeline, uid)) == (total_float, free_float)
        assert placed(self.timeline, uid) == (start, finish)
        assert row.critical is (uid != G)

    def test_what_drives_what(self):
        assert self.timeline.critical_chain() == (A, B, C, D, E, F)
        assert self.timeline.drivers[E] == (D,)
        assert self.timeline.drivers[A] == ()
        assert set(self.timeline.drivers) == {A, B, C, D, E, F, G}
        assert len(self.timeline.drivers) == 7

    def test_without_holidays_it_finishes_two_days_sooner(self):
        assert placed(plan(*EVERY_LINK), F) == ("13 Apr 17:00", "13 Apr 17:00")

    def test_imposed_finish_of_25_days(self):
        timeline = plan(*EVERY_LINK, calendar="spring", imposed_finish=at("13 Apr 17:00"))
        assert [total(timeline, uid) for uid in (A, B, C, D, E, F, G)] == [-2] * 6 + [17]
        assert timeline.critical == (A, B, C, D, E, F)

    def test_imposed_finish_with_time_to_spare_leaves_the_least_float_critical(self):
        timeline = plan(*EVERY_LINK, calendar="spring", imposed_finish=at("20 Apr 17:00"))
        assert [total(timeline, uid) for uid in (A, B, C, D, E, F, G)] == [3] * 6 + [22]
        assert timeline.critical == (A, B, C, D, E, F)


def test_vector_5_3():
    timeline = plan(task(P, 4), task(Q, 3, (P, SF, 6)))
    assert timeline.offset(timeline.dates[Q].early_start) == 3
    assert timeline.offset(timeline.dates[Q].early_finish) == timeline.offset(timeline.finish) == 6


class TestMilestonesAndWholeMinutes:
    def test_a_milestone_stands_where_its_predecessor_ends(self):
        timeline = plan(task(1, 1), task(2, 0, 1), task(3, 1, 2))
        assert early(timeline, 2) == late(timeline, 2) == ("8 Mar 17:00", "8 Mar 17:00")
        assert early(timeline, 3) == ("9 Mar 08:00", "9 Mar 17:00")

    def test_a_milestone_with_float_is_late_at_the_end_of_a_day(self):
        timeline = plan(task(1, 3), task(2, 0))
        assert early(timeline, 2) == ("8 Mar 08:00", "8 Mar 08:00")
        assert late(timeline, 2) == ("10 Mar 17:00", "10 Mar 17:00")

    def test_a_milestone_at_a_start_is_late_there_too(self):
        timeline = plan(task(1), task(2, 1, 1))
        assert early(timeline, 1) == late(timeline, 1) == ("8 Mar 08:00", "8 Mar 08:00")

    def test_minutes_run_over_lunch_and_night(self):
        timeline = plan(task(1, duration=200), task(2, 0, 1, duration=300), task(3, 0, 2, duration=1))
        assert early(timeline, 1) == ("8 Mar 08:00", "8 Mar 11:20")
        assert early(timeline, 2) == ("8 Mar 11:20", "9 Mar 08:20")
        assert early(timeline, 3) == ("9 Mar 08:20", "9 Mar 08:21")

    def test_the_project_may_start_on_a_day_off(self):
        assert early(plan(task(1, 1), start=at("6 Mar 00:00")), 1) == ("8 Mar 08:00", "8 Mar 17:00")

    def test_an_empty_project(self):
        timeline = plan()
        assert timeline.finish == timeline.start
        assert timeline.critical_chain() == timeline.critical == ()


class TestLags:
    @pytest.mark.parametrize(
        ("link", "start"),
        [
            (Link(1, FS, 480), "16 Mar 08:00"),
            (Link(1, FS, -480), "12 Mar 08:00"),
            (Link(1, FS, 60), "15 Mar 09:00"),
            (Link(1, FS, 2 * 1440, LagUnit.ELAPSED), "15 Mar 08:00"),
            (Link(1, FS, 3 * 1440, LagUnit.ELAPSED), "16 Mar 08:00"),
            (Link(1, FS, -1440, LagUnit.ELAPSED), "12 Mar 08:00"),
            (Link(1, FS, 40, LagUnit.PERCENT), "17 Mar 08:00"),
            (Link(1, FS, -20, LagUnit.PERCENT), "12 Mar 08:00"),
            (Link(1, SS, 50, LagUnit.PERCENT), "10 Mar 13:00"),
            (Link(1, FS, 100, LagUnit.ELAPSED_PERCENT), "15 Mar 08:00"),
            (Link(1, FS, 200, LagUnit.ELAPSED_PERCENT), "16 Mar 08:00"),
            (Link(1, SS, 480), "9 Mar 08:00"),
            (Link(1, FF, 480), "12 Mar 08:00"),
            (Link(1, FF, 1440, LagUnit.ELAPSED), "11 Mar 08:00"),
            (Link(1, SF, 10 * 480), "18 Mar 08:00"),
        ],
    )
    def test_in_every_unit(self, link, start):
        follower = task(2, 2, link)
        timeline = plan(task(1, 5), follower)
        assert early(timeline, 2)[0] == start
        assert timeline.dates[2].held_by == HeldBy.LINKS
        assert timeline.drivers[2] == (1,)

    def test_of_an_elapsed_predecessor_a_percentage_is_elapsed(self):
        drying = Task(uid=1, duration=2 * 1440, elapsed=True)
        assert early(plan(drying, task(2, 1, Link(1, FS, 50, LagUnit.PERCENT))), 2)[0] == "11 Mar 08:00"

    def test_a_working_lag_is_on_the_successors_calendar(self):
        four_days = task(2, 1, (1, FS, 2), calendar="four days")
        standard = task(3, 1, (1, FS, 2))
        timeline = plan(task(1, 4), four_days, standard)
        assert early(timeline, 2)[0] == "16 Mar 13:00"
        assert early(timeline, 3)[0] == "16 Mar 08:00"

    def test_an_elapsed_successors_lag_is_on_the_projects(self):
        drying = Task(uid=2, duration=1440, elapsed=True, links=(Link(1, FS, 480),))
        assert early(plan(task(1, 5), drying), 2) == ("15 Mar 17:00", "16 Mar 17:00")

    def test_a_lead_never_starts_anything_before_the_project(self):
        timeline = plan(task(1, 1), task(2, 5, (1, FS, -3)), task(3, 9, (1, FF)))
        assert early(timeline, 2)[0] == early(timeline, 3)[0] == "8 Mar 08:00"
        assert timeline.dates[2].held_by == HeldBy.START
        assert timeline.drivers[2] == ()

    def test_lags_cost_float_on_the_way_back(self):
        timeline = plan(
            task(1, 1),
            task(2, 1, (1, FS, 1)),
            task(3, 1, (1, SS, 2)),
            task(4, 1, Link(1, FF, 2 * 1440, LagUnit.ELAPSED)),
            task(5, 1, (1, SF, 3)),
            task(6, 5),
        )
        assert [total(timeline, uid) for uid in (2, 3, 4, 5, 6)] == [2, 2, 2, 2, 0]
        assert total(timeline, 1) == 2
        assert free(timeline, 1) == 0


class TestElapsedDurations:
    def test_microsofts_own_example(self):
        """Q87301: both end on Friday at 17:00; the elapsed one has 2.63 elapsed days, the other none."""
        start, nine_hours = at("24 Jul 1992 08:00"), Task(uid=2, duration=9 * 60, elapsed=True)
        timeline = plan(task(1, 1), nine_hours, task(3, 1, 1, 2), start=start)
        assert early(timeline, 1) == early(timeline, 2) == ("24 Jul 1992 08:00", "24 Jul 1992 17:00")
        assert (timeline.dates[1].total_float, timeline.dates[2].total_float) == (0, 63 * 60)

    def test_they_run_over_nights_and_weekends_and_their_float_is_by_the_clock(self):
        drying = Task(uid=2, duration=3 * 1440, elapsed=True, links=(Link(1),))
        timeline = plan(task(1, 5), drying, task(3, 1, 2), task(4, 8))
        assert early(timeline, 2) == ("12 Mar 17:00", "15 Mar 17:00")
        assert early(timeline, 3) == ("16 Mar 08:00", "16 Mar 17:00")
        assert late(timeline, 2) == ("14 Mar 08:00", "17 Mar 08:00")
        assert timeline.dates[2].total_float == 39 * 60
        assert timeline.dates[2].free_float == 15 * 60
        assert total(timeline, 1) == 0

    def test_a_milestone_that_is_called_elapsed_is_like_any_other(self):
        timeline = plan(task(1, 1), Task(uid=2, elapsed=True, links=(Link(1),)))
        assert early(timeline, 2) == ("8 Mar 17:00", "8 Mar 17:00")


def test_each_open_end_may_have_a_critical_path_of_its_own():
    tasks = (task(A, 2), task(B, 3, A), task(C, 1, A), task(D, 1))
    assert plan(*tasks).critical == (A, B)
    timeline = plan(*tasks, multiple_critical_paths=True)
    assert timeline.critical == (A, B, C, D)
    assert free(timeline, C) == 2


def test_of_two_links_to_a_finish_the_later_holds():
    timeline = plan(task(A, 5), task(B, 3), task(C, 1, (A, FF), (B, FF)))
    assert early(timeline, C)[1] == "12 Mar 17:00"
    assert timeline.drivers[C] == (A,)
    assert [each.is_milestone for each in (task(1), task(1, 1))] == [True, False]


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_collection_is_left_as_it_was(collecting):
    was_on = gc.isenabled()
    try:
        gc.enable() if collecting else gc.disable()
        plan(task(A, 1))
        assert gc.isenabled() is collecting
    finally:
        gc.enable() if was_on else gc.disable()
