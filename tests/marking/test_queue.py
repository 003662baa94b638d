from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.core import clock
from app.demonstration.factories import NOON, make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_marking import make_marks, make_released
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.engines.rubric import Level
from app.marking.queries import waiting_counts
from app.marking.waiting import LATE_AFTER, QUEUE_PAGE, WATCH_AFTER, QueueLine, list_exercises_waiting, list_queue


def _handed_in(session, exercise, tutor, provider, *, sample="blank", at=NOON, name=""):
    apprentice = make_person(session, Role.APPRENTICE, provider, name=name)
    apprenticeship = make_apprenticeship(session, provider=provider, tutor=tutor, apprentice=apprentice)
    return make_submission(session, exercise, apprenticeship, sample=sample, at=at)


@pytest.fixture
def provider(session):
    return make_organisation(session)


@pytest.fixture
def tutor(session, provider):
    return make_person(session, Role.TUTOR, provider, name="Mercy Ledger")


class TestService:
    def test_holds_handed_in_work_oldest_first_and_nothing_else(self, session, schedule, tutor, provider):
        younger = _handed_in(session, schedule, tutor, provider, at=NOON)
        older = _handed_in(session, schedule, tutor, provider, at=NOON - timedelta(days=2))
        released = _handed_in(session, schedule, tutor, provider, at=NOON - timedelta(days=9))
        make_released(session, released, schedule, sample="blank")
        make_attempt(session, schedule, make_apprenticeship(session, provider=provider, tutor=tutor))

        queue = list_queue(session, actor=tutor)
        assert [line.submission.id for line in queue.items] == [older.id, younger.id]

    def test_counts_what_the_checks_decide_and_what_the_tutor_has(self, session, schedule, tutor, provider):
        submission = _handed_in(session, schedule, tutor, provider, sample="pass")
        by_checks = sum(1 for each in schedule.rubric if each.marked_by == "checks")
        assert _decided(session, tutor) == (by_checks, len(schedule.rubric))

        make_marks(session, submission, {"for-the-board": Level.PASS, "logic": Level.NOT_YET})
        assert _decided(session, tutor) == (by_checks + 1, len(schedule.rubric))

    @pytest.mark.parametrize(
        ("waited", "tone"),
        [
            (timedelta(0), "off"),
            (WATCH_AFTER, "off"),
            (WATCH_AFTER + timedelta(minutes=1), "watch"),
            (LATE_AFTER, "watch"),
            (LATE_AFTER + timedelta(minutes=1), "late"),
        ],
    )
    def test_waiting_is_flagged_after_three_days_and_late_after_five(self, session, schedule, waited, tone):
        line = QueueLine(make_submission(session, schedule, sample="blank", at=NOON), 0, 6)
        assert line.tone(NOON + waited) == tone

    def test_lists_the_exercises_that_wait_with_their_number(self, session, schedule, risks, tutor, provider):
        for exercise in (schedule, risks, schedule):
            _handed_in(session, exercise, tutor, provider)
        waiting = list_exercises_waiting(session, actor=tutor)
        assert [(each.title, each.count) for each in waiting] == [(schedule.title, 2), (risks.title, 1)]
        only = list_queue(session, actor=tutor, exercise_id=risks.id)
        assert [line.title for line in only.items] == [risks.title]

    def test_counts_what_waits_for_each_tutor_since_when(self, session, schedule, tutor, provider):
        idle = make_person(session, Role.TUTOR, provider)
        _handed_in(session, schedule, tutor, provider, at=NOON)
        _handed_in(session, schedule, tutor, provider, at=NOON - timedelta(days=4))
        counts = waiting_counts(session, [tutor.id, idle.id])
        assert set(counts) == {tutor.id}
        assert (counts[tutor.id].count, counts[tutor.id].oldest_at) == (2, NOON - timedelta(days=4))


class TestPage:
    def test_says_who_what_which_attempt_how_long_and_how_much(self, session, visit, schedule, tutor, provider):
        at = clock.now() - timedelta(days=6, hours=1)
        _handed_in(session, schedule, tutor, provider, sample="pass", at=at, name="Priya Nair")
        page = visit.as_(tutor).get("marking.queue")
        row = page.text("tbody tr")
        assert "Priya Nair" in row
        assert schedule.title in row
        assert "6 d, late" in row
        assert "4 of 6" in row

    def test_filters_by_exercise(self, session, visit, schedule, risks, tutor, provider):
        _handed_in(session, schedule, tutor, provider)
        _handed_in(session, risks, tutor, provider)
        page = visit.as_(tutor).get("marking.queue", exercise=risks.id)
        assert page.texts("tbody td[data-label=Exercise]") == [risks.title]
        assert page.text(".tabs [aria-current]") == f"{risks.title} 1"

    def test_an_empty_queue_says_what_will_come(self, visit, tutor):
        page = visit.as_(tutor).get("marking.queue")
        assert page.text(".empty-title") == "Nothing waits for you"

    def test_an_empty_exercise_and_a_page_past_the_end_say_where_to_go(
        self, session, visit, schedule, risks, tutor, provider
    ):
        _handed_in(session, schedule, tutor, provider)
        nothing_here = visit.as_(tutor).get("marking.queue", exercise=risks.id)
        assert nothing_here.text(".empty-title") == "Nothing waits at this exercise"
        past_the_end = visit.as_(tutor).get("marking.queue", page=7)
        assert past_the_end.text(".empty-title") == "Nothing on this page"

    def test_forty_take_as_many_queries_as_three_and_come_in_pages(self, session, visit, schedule, tutor, provider):
        for minute in range(3):
            _handed_in(session, schedule, tutor, provider, at=NOON + timedelta(minutes=minute))
        few = visit.as_(tutor).get("marking.queue")
        for minute in range(3, 40):
            _handed_in(session, schedule, tutor, provider, at=NOON + timedelta(minutes=minute))
        many = visit.as_(tutor).get("marking.queue")
        assert many.queries == few.queries <= 12
        assert len(many.soup.select("tbody tr")) == QUEUE_PAGE
        second = visit.as_(tutor).get("marking.queue", page=2)
        assert len(second.soup.select("tbody tr")) == 40 - QUEUE_PAGE

    @pytest.mark.parametrize("asked", [{"exercise": "nonsense"}, {"page": -3}, {"page": "x"}])
    def test_a_damaged_address_still_shows_the_queue(self, session, visit, schedule, tutor, provider, asked):
        _handed_in(session, schedule, tutor, provider)
        page = visit.as_(tutor).get("marking.queue", **asked)
        assert len(page.soup.select("tbody tr")) == 1


class TestWhoMaySee:
    def test_a_tutor_sees_their_own_caseload_only(self, session, visit, schedule, tutor, provider):
        _handed_in(session, schedule, make_person(session, Role.TUTOR, provider), provider)
        page = visit.as_(tutor).get("marking.queue")
        assert page.text(".empty-title") == "Nothing waits for you"

    @pytest.mark.parametrize("role", [Role.APPRENTICE, Role.INTERNAL_QUALITY_ASSURER, Role.ADMINISTRATOR])
    def test_nobody_else_has_a_queue(self, session, visit, provider, role):
        assert visit.as_(make_person(session, role, provider)).get("marking.queue").status == 403


def _decided(session, tutor) -> tuple[int, int]:
    (line,) = list_queue(session, actor=tutor).items
    return line.decided, line.total
