"""What is wrong with a project is said in words, and in time."""

from __future__ import annotations

import pytest

from app.engines.scheduling import Assignment, Constraint, LagUnit, Link, SchedulingError, Task, schedule
from app.engines.scheduling.errors import (
    CannotBeDated,
    LessThanNothing,
    LoopedLogic,
    MissingCalendar,
    MissingConstraintDate,
    MissingFinish,
    MissingPredecessor,
    NoLengthOfDay,
    OverComplete,
    RepeatedTask,
    WrongOutline,
)
from app.engines.working_time import FIRST, LAST
from tests.engines.plans import FF, SF, SS, at, early, held, plan, project, task


@pytest.mark.parametrize(
    ("tasks", "error", "words"),
    [
        ([task(1, 1), task(1, 2)], RepeatedTask, "more than one task with the number 1"),
        ([task(1, -1, name="Dig")], LessThanNothing, "Dig has a negative duration"),
        ([task(1, 1, remaining=-1)], LessThanNothing, "Task 1 has a negative remaining duration"),
        ([task(1, 1, split=-1)], LessThanNothing, "negative split"),
        ([task(1, 1, levelling_delay=-1)], LessThanNothing, "negative levelling delay"),
        ([task(1, 1, percent_complete=-1)], LessThanNothing, "negative percentage complete"),
        ([task(1, 1, percent_complete=101)], OverComplete, "more than 100 per cent"),
        ([task(1, 1, 7)], MissingPredecessor, "follows a task with the number 7"),
        ([task(1, 1, calendar="moon")], MissingCalendar, "works by the calendar “moon”"),
        ([task(1, 1, assignments=(Assignment("moon"),))], MissingCalendar, "works by the calendar “moon”"),
        ([task(1, 1, constraint=Constraint.MSO)], MissingConstraintDate, "needs a date, and has none"),
        ([task(1, 1, parent=7)], WrongOutline, "Task 1 is outlined under itself, or under a task that is not"),
        ([task(1, parent=1)], WrongOutline, "Task 1"),
        ([task(3, parent=2), task(2, parent=3), task(1)], WrongOutline, "Task 2"),
    ],
)
def test_wrong_tasks(tasks, error, words):
    with pytest.raises(error, match=words) as raised:
        plan(*tasks)
    assert isinstance(raised.value, SchedulingError)
    assert isinstance(raised.value, ValueError)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"calendar": "moon"}, MissingCalendar, "The project works by the calendar “moon”"),
        ({"from_finish": True}, MissingFinish, "needs a finish date"),
        ({"minutes_per_day": 0}, NoLengthOfDay, "at least one minute"),
        ({"start": FIRST - 1}, CannotBeDated, "The project cannot be given dates: Schedules are worked out within"),
        ({"status_date": LAST + 1}, CannotBeDated, "The project"),
    ],
)
def test_wrong_settings(settings, error, words):
    with pytest.raises(error, match=words):
        plan(task(1, 1), **settings)


class TestLoops:
    def test_the_members_are_named_in_order(self):
        tasks = [
            task(1, 1, name="Plan"),
            task(2, 1, 1, 4, name="Dig"),
            task(3, 1, 2, name="Pour"),
            task(4, 1, (3, SS), name="Cure"),
            task(5, 1, 4, name="Build"),
        ]
        with pytest.raises(LoopedLogic, match="in a circle: Dig → Pour → Cure → Dig") as error:
            plan(*tasks)
        assert error.value.uids == (2, 3, 4, 2)

    def test_a_task_that_waits_for_itself(self):
        with pytest.raises(LoopedLogic, match="Task 1 → Task 1"):
            plan(task(1, 1, 1))

    def test_of_a_long_loop_the_middle_is_left_out_of_the_words(self):
        count = 20_000
        with pytest.raises(LoopedLogic) as error:
            plan(*(task(uid, 1, uid - 1 or count) for uid in range(1, count + 1)))
        assert len(error.value.uids) == count + 1
        assert str(error.value).count("→") == 12
        assert "Task 10 → … → Task 20000 → Task 1." in str(error.value)

    def test_a_loop_through_a_summary(self):
        with pytest.raises(LoopedLogic) as error:
            plan(task(1, 0, 3), task(2, 1, parent=1), task(3, 1, 2))
        assert set(error.value.uids) == {1, 2, 3}


class TestAbsurdFigures:
    @pytest.mark.parametrize("minutes", [10**8, 10**12, 10**30])
    @pytest.mark.parametrize("elapsed", [True, False])
    def test_durations(self, minutes, elapsed):
        with pytest.raises(CannotBeDated, match="Task 2 cannot be given dates") as error:
            plan(task(1, 1), Task(uid=2, duration=minutes, elapsed=elapsed, links=(Link(1),)))
        assert error.value.uid == 2
        assert "Check the dates, the durations and the lags." in str(error.value)

    @pytest.mark.parametrize("unit", LagUnit)
    @pytest.mark.parametrize("lag", [10**12, -(10**12)])
    def test_lags(self, unit, lag):
        with pytest.raises(CannotBeDated, match="Task 2"):
            plan(task(1, 1), task(2, 1, Link(1, lag=lag, unit=unit)))

    def test_levelling(self):
        with pytest.raises(CannotBeDated, match="Task 1"):
            plan(task(1, 1, levelling_delay=10**12))

    @pytest.mark.parametrize("field", ["deadline", "actual_start", "actual_finish", "resume", "manual_start"])
    def test_dates(self, field):
        for wrong in (FIRST - 1, LAST + 1, 10**30):
            with pytest.raises(CannotBeDated, match="Task 1"):
                plan(task(1, 1, **{field: wrong}))

    def test_late_dates_before_the_years(self):
        with pytest.raises(CannotBeDated, match="Task 1"):
            plan(task(1, 400), task(2, 1, 1), imposed_finish=at("4 Jan 1984 08:00"))

    def test_the_edges_of_the_years(self):
        assert early(plan(task(1, 1), start=FIRST), 1) == ("2 Jan 1984 08:00", "2 Jan 1984 17:00")
        last = plan(task(1, 1), task(2, 0, 1), task(3, 0, (1, FF)), start=at("31 Dec 2149 08:00"))
        assert early(last, 2)[1] == "31 Dec 2149 17:00"
        with pytest.raises(CannotBeDated, match="Task 2"):
            plan(task(1, 1), task(2, 1, 1), start=at("31 Dec 2149 08:00"))


def test_errors_do_not_depend_on_the_order_of_the_tasks():
    tasks = (task(1, 1, 2), task(2, 1, (3, SF)), task(3, 1, 1))
    for order in (tasks, tasks[::-1]):
        with pytest.raises(LoopedLogic) as error:
            schedule(project(*order))
        assert set(error.value.uids) == {1, 2, 3}


def test_a_constraint_far_away_is_no_error():
    assert early(plan(task(1, 1, **held(Constraint.SNET, "1 Mar 2149 08:00"))), 1)[0] == "3 Mar 2149 08:00"
