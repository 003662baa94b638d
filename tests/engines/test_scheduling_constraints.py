"""The eight constraints, deadlines, and work placed as late as possible."""

from __future__ import annotations

import pytest

from app.engines.scheduling import Constraint, HeldBy
from tests.engines.plans import DAY, SS, at, early, free, held, late, placed, plan, task, total

A, B, C, D = range(1, 5)


class TestConstraints:
    """A (5 days), then B (2 days) with the constraint, then C (1 day), and a task of 12 days beside them."""

    @staticmethod
    def timeline(kind, when, **more):
        return plan(task(A, 5), task(B, 2, A, **held(kind, when)), task(C, 1, B), task(D, 12), **more)

    @pytest.mark.parametrize(
        ("kind", "when", "start", "late_finish", "total_float", "before"),
        [
            (Constraint.SNET, "10 Mar 08:00", "15 Mar 08:00", "22 Mar 17:00", 4, 4),
            (Constraint.SNET, "17 Mar 08:00", "17 Mar 08:00", "22 Mar 17:00", 2, 4),
            (Constraint.SNET, "13 Mar 12:00", "15 Mar 08:00", "22 Mar 17:00", 4, 4),
            (Constraint.FNET, "19 Mar 17:00", "18 Mar 08:00", "22 Mar 17:00", 1, 4),
            (Constraint.FNET, "9 Mar 17:00", "15 Mar 08:00", "22 Mar 17:00", 4, 4),
            (Constraint.SNLT, "17 Mar 08:00", "15 Mar 08:00", "18 Mar 17:00", 2, 2),
            (Constraint.SNLT, "11 Mar 08:00", "11 Mar 08:00", "12 Mar 17:00", -2, -2),
            (Constraint.FNLT, "18 Mar 17:00", "15 Mar 08:00", "18 Mar 17:00", 2, 2),
            (Constraint.FNLT, "12 Mar 17:00", "11 Mar 08:00", "12 Mar 17:00", -2, -2),
            (Constraint.MSO, "17 Mar 08:00", "17 Mar 08:00", "18 Mar 17:00", 0, 2),
            (Constraint.MSO, "11 Mar 08:00", "11 Mar 08:00", "12 Mar 17:00", -2, -2),
            (Constraint.MFO, "18 Mar 17:00", "17 Mar 08:00", "18 Mar 17:00", 0, 2),
            (Constraint.MFO, "12 Mar 17:00", "11 Mar 08:00", "12 Mar 17:00", -2, -2),
        ],
    )
    def test_honoured(self, kind, when, start, late_finish, total_float, before):
        timeline = self.timeline(kind, when)
        assert early(timeline, B)[0] == start
        assert late(timeline, B)[1] == late_finish
        assert total(timeline, B) == total_float
        assert total(timeline, A) == before
        assert timeline.dates[B].held_by == (HeldBy.LINKS if start == "15 Mar 08:00" else HeldBy.CONSTRAINT)
        assert timeline.drivers[B] == ((A,) if start == "15 Mar 08:00" else ())

    @pytest.mark.parametrize(
        ("kind", "when", "start", "total_float"),
        [
            (Constraint.SNLT, "11 Mar 08:00", "15 Mar 08:00", -2),
            (Constraint.FNLT, "12 Mar 17:00", "15 Mar 08:00", -2),
            (Constraint.MSO, "11 Mar 08:00", "15 Mar 08:00", -2),
            (Constraint.MFO, "12 Mar 17:00", "15 Mar 08:00", -2),
            (Constraint.MSO, "17 Mar 08:00", "17 Mar 08:00", 0),
            (Constraint.MFO, "18 Mar 17:00", "17 Mar 08:00", 0),
        ],
    )
    def test_not_honoured_they_cap_the_late_dates_only(self, kind, when, start, total_float):
        timeline = self.timeline(kind, when, honour_constraints=False)
        assert early(timeline, B)[0] == start
        assert total(timeline, B) == total(timeline, A) - (0 if start == "15 Mar 08:00" else 2) == total_float

    def test_a_must_hides_what_is_behind_it_from_what_is_before(self):
        """Boyle's example: lenient must start on, then a deadline that cannot be met."""
        tasks = (task(A, 5), task(B, 2, A, **held(Constraint.MSO, "17 Mar 08:00")))
        timeline = plan(*tasks, task(C, 5, B, deadline=at("19 Mar 17:00")))
        assert [total(timeline, uid) for uid in (A, B, C)] == [2, 0, -4]
        timeline = plan(*tasks, task(C, 5, B, deadline=at("19 Mar 17:00")), honour_constraints=False)
        assert [total(timeline, uid) for uid in (A, B, C)] == [-2, -4, -4]

    def test_on_milestones(self):
        dates = {Constraint.MFO: "12 Mar 17:00", Constraint.MSO: "10 Mar 08:00", Constraint.FNET: "11 Mar 17:00"}
        tasks = [task(at_, 0, **held(kind, when)) for at_, (kind, when) in enumerate(dates.items(), start=1)]
        timeline = plan(*tasks, task(9, 9))
        for uid, when in enumerate(dates.values(), start=1):
            assert early(timeline, uid) == (when, when)

    @pytest.mark.parametrize(
        ("kind", "when", "start"),
        [(Constraint.SNET, "3 Mar 08:00", "3 Mar 08:00"), (Constraint.FNET, "4 Mar 17:00", "3 Mar 08:00")],
    )
    def test_a_soft_one_before_the_project_start(self, kind, when, start):
        alone, linked = task(1, 2, **held(kind, when)), task(2, 2, (3, SS), **held(kind, when))
        timeline = plan(alone, linked, task(3, 1))
        assert early(timeline, 1)[0] == start
        assert timeline.dates[1].held_by == HeldBy.CONSTRAINT
        assert timeline.offset(timeline.dates[1].early_start) == -3
        assert early(timeline, 2)[0] == "8 Mar 08:00"
        timeline = plan(alone, soft_may_precede_start=False)
        assert early(timeline, 1)[0] == "8 Mar 08:00"

    def test_a_deadline_caps_the_late_finish_and_moves_nothing(self):
        timeline = plan(task(A, 5), task(B, 2, A, deadline=at("12 Mar 17:00")), task(C, 9, A))
        assert early(timeline, B) == ("15 Mar 08:00", "16 Mar 17:00")
        assert (total(timeline, A), total(timeline, B), total(timeline, C)) == (-2, -2, 0)
        assert timeline.critical == (A, B, C)
        assert free(timeline, B) == 7

    def test_a_critical_limit(self):
        tasks = (task(A, 5), task(B, 4), task(C, 3))
        assert plan(*tasks, critical_limit=DAY).critical == (A, B)


class TestAsLateAsPossible:
    def test_it_is_placed_late_and_uses_its_successors_float(self):
        tasks = (task(A, 2), task(B, 1, A, constraint=Constraint.ALAP), task(C, 1, B), task(D, 10))
        timeline = plan(*tasks)
        assert early(timeline, B) == ("10 Mar 08:00", "10 Mar 17:00")
        assert placed(timeline, B) == late(timeline, B) == ("18 Mar 08:00", "18 Mar 17:00")
        assert placed(timeline, C) == ("19 Mar 08:00", "19 Mar 17:00")
        assert [total(timeline, uid) for uid in (A, B, C, D)] == [6, 0, 0, 0]
        assert [free(timeline, uid) for uid in (A, B)] == [6, 0]

    def test_one_before_another_waits_for_its_early_dates(self):
        both = [task(uid, 1, *before, constraint=Constraint.ALAP) for uid, before in ((1, ()), (2, (1,)))]
        timeline = plan(*both, task(3, 5))
        assert early(timeline, 2) == ("9 Mar 08:00", "9 Mar 17:00")
        assert placed(timeline, 1) == ("11 Mar 08:00", "11 Mar 17:00")

    def test_it_is_not_placed_before_its_early_dates(self):
        tasks = (task(A, 5), task(B, 1, A, constraint=Constraint.ALAP), task(C, 1, B, deadline=at("9 Mar 17:00")))
        timeline = plan(*tasks)
        assert placed(timeline, B) == early(timeline, B) == ("15 Mar 08:00", "15 Mar 17:00")
        assert total(timeline, B) == -5

    def test_from_the_finish(self):
        late_ = {"constraint": Constraint.ALAP}
        tasks = (task(A, 3, **late_), task(B, 2, A, **late_), task(C, 1, A, **late_), task(D, 1, A))
        timeline = plan(*tasks, from_finish=True, finish=at("19 Mar 17:00"))
        assert timeline.start == at("15 Mar 08:00")
        assert timeline.finish == at("19 Mar 17:00")
        assert placed(timeline, B) == ("18 Mar 08:00", "19 Mar 17:00")
        assert placed(timeline, C) == ("19 Mar 08:00", "19 Mar 17:00")
        assert placed(timeline, D) == ("18 Mar 08:00", "18 Mar 17:00")
        assert [total(timeline, uid) for uid in (A, B, C, D)] == [0, 0, 0, 1]

    def test_an_empty_project_from_its_finish(self):
        assert plan(from_finish=True, finish=at("19 Mar 17:00")).start == at("19 Mar 17:00")


def test_a_must_before_the_project_start_conflicts_with_nothing():
    timeline = plan(task(A, 1, **held(Constraint.MSO, "3 Mar 08:00")), task(B, 9))
    assert early(timeline, A) == late(timeline, A) == ("3 Mar 08:00", "3 Mar 17:00")
    assert total(timeline, A) == 0
