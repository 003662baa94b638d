"""Actual dates, remaining work, the status date, splits and levelling, and dates typed by hand."""

from __future__ import annotations

import pytest

from app.engines.scheduling import Constraint, HeldBy, LagUnit, Link
from tests.engines.plans import DAY, FF, FS, SF, SS, at, early, free, held, late, placed, plan, task, total


def begun(when: str, percent: int = 0, **more) -> dict:
    return {"actual_start": at(when), "percent_complete": percent, **more}


def done(start: str, finish: str) -> dict:
    return {"actual_start": at(start), "actual_finish": at(finish), "percent_complete": 100}


class TestComplete:
    def test_actual_dates_stand_and_have_no_float(self):
        timeline = plan(task(1, 5, **done("9 Mar 08:00", "11 Mar 12:00")), task(2, 1, 1), task(3, 9))
        assert placed(timeline, 1) == early(timeline, 1) == late(timeline, 1) == ("9 Mar 08:00", "11 Mar 12:00")
        assert (total(timeline, 1), free(timeline, 1)) == (0, 0)
        assert timeline.critical == (3,)
        assert timeline.dates[1].held_by == HeldBy.ACTUAL
        assert early(timeline, 2)[0] == "11 Mar 13:00"

    def test_an_actual_finish_alone_gives_the_start(self):
        timeline = plan(task(1, 2, actual_finish=at("9 Mar 17:00")))
        assert placed(timeline, 1) == ("8 Mar 08:00", "9 Mar 17:00")

    def test_it_holds_back_nothing_before_it(self):
        late_one, finished = task(1, 9), task(2, 1, 1, **done("8 Mar 08:00", "8 Mar 17:00"))
        timeline = plan(late_one, finished, task(3, 20))
        assert total(timeline, 1) == 11
        assert free(timeline, 1) == 11

    def test_a_summary_of_complete_tasks(self):
        timeline = plan(task(1), task(2, 1, parent=1, **done("8 Mar 08:00", "8 Mar 17:00")), task(3, 5, 1))
        assert (total(timeline, 1), timeline.dates[1].critical) == (0, False)
        assert early(timeline, 3)[0] == "9 Mar 08:00"


class TestBegun:
    @pytest.mark.parametrize(
        ("progress", "finish"),
        [
            (begun("9 Mar 08:00"), "15 Mar 17:00"),
            (begun("9 Mar 08:00", 40), "15 Mar 17:00"),
            (begun("9 Mar 08:00", 40, remaining=2 * DAY), "15 Mar 17:00"),
            (begun("9 Mar 08:00", 40, remaining=7 * DAY), "17 Mar 17:00"),
            (begun("9 Mar 08:00", 40, resume=at("15 Mar 08:00")), "17 Mar 17:00"),
            (begun("9 Mar 08:00", 100), "15 Mar 17:00"),
            (begun("9 Mar 08:00", 40, remaining=0), "15 Mar 17:00"),
            (begun("9 Mar 08:00", 40, split=DAY), "16 Mar 17:00"),
            (begun("9 Mar 08:00", 40, **held(Constraint.FNET, "19 Mar 17:00")), "19 Mar 17:00"),
            (begun("9 Mar 08:00", 40, **held(Constraint.MSO, "22 Mar 08:00")), "15 Mar 17:00"),
        ],
    )
    def test_five_days_begun_on_the_second(self, progress, finish):
        timeline = plan(task(1, 5, **progress))
        assert early(timeline, 1) == ("9 Mar 08:00", finish)
        assert timeline.finish == at(finish)
        assert timeline.dates[1].held_by == HeldBy.ACTUAL

    def test_total_float_is_that_of_the_finish(self):
        timeline = plan(task(1, 5, **begun("8 Mar 08:00", 40)), task(2, 8))
        assert late(timeline, 1) == ("8 Mar 08:00", "17 Mar 17:00")
        assert total(timeline, 1) == 3

    def test_what_is_left_holds_its_predecessors(self):
        out_of_order = task(2, 4, 1, **begun("8 Mar 08:00", 50))
        timeline = plan(task(1, 1), out_of_order, task(3, 8))
        assert total(timeline, 1) == 5
        assert free(timeline, 1) == 0

    def test_links_from_its_start_hold_it_no_longer(self):
        timeline = plan(task(1, 5, **begun("8 Mar 08:00", 40)), task(2, 1, (1, SS, 1)), task(3, 1, (1, SF, 1)))
        assert total(timeline, 1) == free(timeline, 1) == 0
        assert early(timeline, 2)[0] == "9 Mar 08:00"

    def test_a_finish_constraint_still_caps_it(self):
        timeline = plan(task(1, 5, **begun("8 Mar 08:00", 40), **held(Constraint.FNLT, "11 Mar 17:00")))
        assert total(timeline, 1) == -1

    def test_retained_logic_makes_what_is_left_wait(self):
        tasks = (task(1, 4), task(2, 4, 1, **begun("8 Mar 08:00", 50)))
        assert early(plan(*tasks), 2) == ("8 Mar 08:00", "11 Mar 17:00")
        timeline = plan(*tasks, retained_logic=True)
        assert early(timeline, 2) == ("8 Mar 08:00", "15 Mar 17:00")
        assert timeline.dates[2].held_by == HeldBy.ACTUAL
        nothing_done = task(2, 4, 1, **begun("8 Mar 08:00"))
        assert early(plan(tasks[0], nothing_done, retained_logic=True), 2) == ("8 Mar 08:00", "11 Mar 17:00")

    def test_a_started_milestone(self):
        timeline = plan(task(1, 0, **begun("9 Mar 08:00")), task(2, 1, 1))
        assert early(timeline, 1) == ("9 Mar 08:00", "9 Mar 08:00")


class TestStatusDate:
    def test_by_default_it_moves_nothing(self):
        assert early(plan(task(1, 1), status_date=at("15 Mar 08:00")), 1)[0] == "8 Mar 08:00"

    def test_asked_to_unstarted_and_remaining_work_is_not_before_it(self):
        timeline = plan(
            task(1, 5, **begun("8 Mar 08:00", 40)),
            task(2, 1),
            task(3, 1, **done("8 Mar 08:00", "8 Mar 17:00")),
            task(4, 1, **held(Constraint.SNET, "10 Mar 08:00")),
            task(5, 1, **held(Constraint.SNET, "22 Mar 08:00")),
            status_date=at("15 Mar 08:00"),
            remaining_after_status=True,
        )
        assert early(timeline, 1) == ("8 Mar 08:00", "17 Mar 17:00")
        assert early(timeline, 2) == early(timeline, 4) == ("15 Mar 08:00", "15 Mar 17:00")
        assert early(timeline, 3)[0] == "8 Mar 08:00"
        assert early(timeline, 5)[0] == "22 Mar 08:00"
        assert timeline.dates[2].held_by == HeldBy.STATUS

    @pytest.mark.parametrize("when", [None, at("1 Mar 08:00")])
    def test_one_before_the_start_or_none_moves_nothing(self, when):
        timeline = plan(task(1, 1), status_date=when, remaining_after_status=True)
        assert early(timeline, 1)[0] == "8 Mar 08:00"
        assert timeline.dates[1].held_by == HeldBy.START


class TestByHand:
    def test_typed_dates_are_kept_whatever_the_links_say(self):
        by_hand = task(2, 2, 1, manual=True, manual_start=at("9 Mar 08:00"), manual_finish=at("11 Mar 17:00"))
        timeline = plan(task(1, 5), by_hand, task(3, 1, 2), task(4, 9))
        assert placed(timeline, 2) == ("9 Mar 08:00", "11 Mar 17:00")
        assert early(timeline, 3)[0] == "12 Mar 08:00"
        assert timeline.dates[2].held_by == HeldBy.MANUAL
        assert late(timeline, 2) == ("15 Mar 08:00", "17 Mar 17:00")
        assert (total(timeline, 2), total(timeline, 1)) == (4, 0)

    @pytest.mark.parametrize(
        ("typed", "dates"),
        [
            ({"manual_start": at("10 Mar 08:00")}, ("10 Mar 08:00", "11 Mar 17:00")),
            ({"manual_finish": at("10 Mar 17:00")}, ("9 Mar 08:00", "10 Mar 17:00")),
            ({}, ("8 Mar 08:00", "9 Mar 17:00")),
            ({"manual_start": at("10 Mar 08:00"), "manual_finish": at("9 Mar 17:00")}, ("10 Mar 08:00", "9 Mar 17:00")),
        ],
    )
    def test_half_typed_ones(self, typed, dates):
        assert placed(plan(task(1, 2, manual=True, **typed), task(2, 9)), 1) == dates


class TestSplitsAndLevelling:
    def test_a_split_lengthens_the_span_and_not_the_duration(self):
        timeline = plan(task(1, 2, split=DAY), task(2, 1, Link(1, FS, 50, LagUnit.PERCENT)))
        assert early(timeline, 1) == ("8 Mar 08:00", "10 Mar 17:00")
        assert timeline.dates[1].duration == 2 * DAY
        assert early(timeline, 2)[0] == "12 Mar 08:00"

    def test_levelling_puts_the_start_off_by_elapsed_time(self):
        timeline = plan(task(1, 1, levelling_delay=2 * 1440), task(2, 1, 1, levelling_delay=3 * 1440))
        assert early(timeline, 1)[0] == "10 Mar 08:00"
        assert early(timeline, 2)[0] == "15 Mar 08:00"
        assert timeline.drivers[2] == (1,)

    def test_a_link_to_the_finish_of_a_split_task(self):
        timeline = plan(task(1, 5), task(2, 2, (1, FF), split=DAY))
        assert early(timeline, 2) == ("10 Mar 08:00", "12 Mar 17:00")
