"""Tasks on calendars of their own, and work on the calendars of resources."""

from __future__ import annotations

import pytest

from app.engines.scheduling import Assignment, Constraint, Link, Perturbation
from tests.engines.plans import DAY, FF, SF, SS, at, early, free, held, late, plan, project, task, total

NIGHT, FOUR_DAYS, CLOCK, WEEKEND = "night", "four days", "clock", "weekend"


@pytest.mark.parametrize(
    ("calendar", "dates"),
    [
        (None, ("15 Mar 08:00", "16 Mar 17:00")),
        ("spring", ("15 Mar 08:00", "16 Mar 17:00")),
        (FOUR_DAYS, ("15 Mar 08:00", "16 Mar 15:00")),
        (NIGHT, ("12 Mar 23:00", "16 Mar 08:00")),
        (CLOCK, ("12 Mar 17:00", "13 Mar 09:00")),
        (WEEKEND, ("13 Mar 08:00", "14 Mar 17:00")),
    ],
)
def test_two_days_after_a_friday(calendar, dates):
    timeline = plan(task(1, 5), task(2, 2, 1, calendar=calendar))
    assert early(timeline, 2) == dates
    assert late(timeline, 2) == dates
    assert timeline.critical == (1, 2)


def test_float_is_counted_on_the_tasks_calendar():
    timeline = plan(task(1, 5), task(2, 0, duration=60, calendar=CLOCK), task(3, 0, duration=60, calendar=FOUR_DAYS))
    assert timeline.dates[2].total_float == timeline.dates[2].free_float == 4 * 1440 + 8 * 60
    assert timeline.dates[3].total_float == 4 * 600 - 60


def test_float_behind_a_task_on_another_calendar():
    """The weekend's work may slip from Saturday to the last day that keeps the finish."""
    timeline = plan(task(1, 5), task(2, 1, 1, calendar=WEEKEND), task(3, 1, 2), task(4, 14))
    assert early(timeline, 2) == ("13 Mar 08:00", "13 Mar 17:00")
    assert early(timeline, 3) == ("15 Mar 08:00", "15 Mar 17:00")
    assert late(timeline, 2) == ("21 Mar 08:00", "21 Mar 17:00")
    assert (total(timeline, 1), total(timeline, 2), total(timeline, 3)) == (5, 3, 9 - 1 + 0)
    assert free(timeline, 2) == 1


@pytest.mark.parametrize("kind", [SS, FF, SF])
def test_links_between_calendars_leave_no_negative_float(kind):
    for before in (None, NIGHT, CLOCK, WEEKEND, FOUR_DAYS):
        for after in (None, NIGHT, CLOCK, WEEKEND, FOUR_DAYS):
            first, second = task(1, 3, calendar=before), task(2, 2, (1, kind, 1), calendar=after)
            timeline = plan(first, second)
            assert all(row.total_float >= row.free_float >= 0 for row in timeline.dates.values())
            assert timeline.critical


def test_constraints_go_by_the_tasks_calendar():
    timeline = plan(task(1, 1, calendar=NIGHT, **held(Constraint.MFO, "12 Mar 08:00")))
    assert early(timeline, 1) == late(timeline, 1) == ("11 Mar 23:00", "12 Mar 08:00")


class TestResources:
    def test_work_is_done_on_the_resources_calendar_and_float_on_the_tasks(self):
        timeline = plan(task(1, 5), task(2, 2, 1, assignments=(Assignment(WEEKEND),)), task(3, 1, 2), task(4, 20))
        assert early(timeline, 2) == ("13 Mar 08:00", "14 Mar 17:00")
        assert late(timeline, 2) == ("27 Mar 08:00", "28 Mar 17:00")
        assert total(timeline, 2) == 10
        assert free(timeline, 2) == 0

    def test_the_longest_assignment_settles_the_finish(self):
        hands = (Assignment(FOUR_DAYS), Assignment("standard", 5 * DAY))
        timeline = plan(task(1, 1, assignments=hands))
        assert early(timeline, 1) == late(timeline, 1) == ("8 Mar 08:00", "12 Mar 17:00")

    def test_a_task_calendar_is_cut_down_to_what_the_resource_shares(self):
        both = plan(
            task(1, 5, calendar="spring", assignments=(Assignment(FOUR_DAYS),)),
            task(2, 5, calendar="spring", assignments=(Assignment(FOUR_DAYS),)),
            start=at("22 Mar 08:00"),
        )
        assert early(both, 1) == early(both, 2) == ("22 Mar 08:00", "30 Mar 17:00")

    def test_where_nothing_is_shared_the_tasks_calendar_is_used_with_a_note(self):
        timeline = plan(task(1, 1, calendar="standard", assignments=(Assignment(WEEKEND),)))
        assert early(timeline, 1) == ("8 Mar 08:00", "8 Mar 17:00")
        assert [note.uid for note in timeline.notes] == [1]
        assert "share no working time" in timeline.notes[0].words

    def test_links_to_finishes_constraints_and_drivers(self):
        hands = {"assignments": (Assignment(FOUR_DAYS), Assignment("standard"))}
        timeline = plan(
            task(1, 5),
            task(2, 2, (1, FF), **hands),
            task(3, 2, (1, SS, 1), **hands, **held(Constraint.FNET, "19 Mar 17:00")),
            task(4, 0, 2, **hands),
        )
        assert early(timeline, 2) == ("10 Mar 13:00", "12 Mar 12:00")
        assert timeline.drivers[2] == (1,)
        assert early(timeline, 3)[0] == "17 Mar 13:00"
        assert early(timeline, 4)[0] == early(timeline, 2)[1]

    def test_lengthening_reaches_beyond_resources_too(self):
        tasks = (task(1, 2, assignments=(Assignment(CLOCK), Assignment(FOUR_DAYS, DAY))), task(2, 1, 1))
        assert Perturbation(project(*tasks)).waits_for(1, 2)
        assert not Perturbation(project(*tasks)).waits_for(2, 1)

    def test_an_elapsed_duration_ignores_resources(self):
        timeline = plan(task(1, 1, elapsed=True, assignments=(Assignment(WEEKEND),)))
        assert early(timeline, 1) == ("8 Mar 08:00", "8 Mar 16:00")


def test_a_lag_is_never_on_a_resources_calendar():
    crew = {"assignments": (Assignment(WEEKEND),)}
    timeline = plan(task(1, 5), task(2, 1, Link(1, lag=DAY), **crew))
    assert early(timeline, 2)[0] == "20 Mar 08:00"
