"""What a longer task moves: the proof of a schedule's logic."""

from __future__ import annotations

import pytest

from app.engines.scheduling import Constraint, Perturbation, Task, lengthened, schedule
from app.engines.scheduling.errors import CannotBeDated, UnknownTask
from tests.engines.plans import DAY, at, held, project, task
from tests.engines.test_scheduling import EVERY_LINK, A, B, C, D, E, F, G


class TestPerturbation:
    def test_the_finish_moves_with_the_critical_path_and_not_with_float(self):
        asked = Perturbation(project(*EVERY_LINK))
        assert asked.finish_moves(A, 600 * DAY) == 600 * DAY
        assert asked.finish_moves(G, 19 * DAY) == 0
        assert asked.finish_moves(G, 20 * DAY) == DAY
        assert asked.finish_moves(A, -2 * DAY) == -2 * DAY

    def test_it_agrees_with_scheduling_afresh(self):
        asked = Perturbation(project(*EVERY_LINK))
        for uid in (A, B, C, D, E, F, G):
            afresh = schedule(lengthened(project(*EVERY_LINK), uid, 3 * DAY))
            rows = {each: (row.early_start, row.early_finish) for each, row in afresh.dates.items()}
            assert asked.early(uid, 3 * DAY) == rows

    def test_what_waits_for_what(self):
        asked = Perturbation(project(*EVERY_LINK))
        assert asked.waits_for(A, F)
        assert asked.waits_for(C, D, gap=2 * DAY)
        assert not asked.waits_for(C, D, gap=3 * DAY)
        assert not asked.waits_for(B, C)
        assert not asked.waits_for(F, A)
        assert not asked.waits_for(D, E)

    def test_a_hard_constraint_breaks_the_chain(self):
        tasks = (task(1, 2), task(2, 1, 1, **held(Constraint.MSO, "15 Mar 08:00")))
        assert not Perturbation(project(*tasks)).waits_for(1, 2)
        assert Perturbation(project(*tasks, honour_constraints=False)).waits_for(1, 2)

    def test_summaries_stand_for_what_is_below_them(self):
        tasks = (task(1), task(2, 3, parent=1), task(3, 1, parent=1), task(4, 1, 1), task(5, 1, 3))
        asked = Perturbation(project(*tasks))
        assert asked.waits_for(1, 4)
        assert not asked.waits_for(1, 5)
        assert asked.waits_for(3, 4)
        assert not asked.waits_for(4, 1)
        assert asked.finish_moves(1, DAY) == DAY

    def test_unknown_tasks(self):
        asked = Perturbation(project(task(1, 1)))
        with pytest.raises(UnknownTask, match="no task with the number 7"):
            asked.finish_moves(7, 1)
        with pytest.raises(UnknownTask):
            asked.waits_for(1, 7)
        with pytest.raises(UnknownTask):
            lengthened(project(task(1, 1)), 7, 1)

    def test_longer_work_is_remaining_work(self):
        begun = Task(uid=1, duration=5 * DAY, actual_start=at("8 Mar 08:00"), percent_complete=60)
        done = Task(uid=2, duration=DAY, actual_start=at("8 Mar 08:00"), actual_finish=at("8 Mar 17:00"))
        asked = Perturbation(project(begun, done))
        assert asked.finish_moves(1, DAY) == DAY
        assert asked.finish_moves(2, 50 * DAY) == 0

    def test_proof_that_would_leave_the_years_is_refused_in_words(self):
        tasks = (task(1, 1), task(2, 1, 1))
        with pytest.raises(CannotBeDated, match="Task 1 cannot be given dates"):
            Perturbation(project(*tasks)).waits_for(1, 2, gap=10**12)
        with pytest.raises(CannotBeDated, match="Task 1 cannot be given dates"):
            Perturbation(project(*tasks)).finish_moves(1, 10**8 // 4)
