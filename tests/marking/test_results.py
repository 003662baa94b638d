"""What other rooms read of marks: the best released outcomes and where the latest attempts stand."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event

from app.demonstration.factories import NOON, make_apprenticeship
from app.demonstration.factories_marking import make_marks, make_released
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.engines.rubric import Level
from app.marking.queries import latest_states, released_outcomes
from app.submissions.models import AttemptState

DAY = timedelta(days=1)


class TestService:
    def test_the_best_released_outcome_stands_even_after_a_worse_attempt(self, session, schedule):
        apprenticeship = make_apprenticeship(session)
        passed_at = None
        for day, sample in enumerate(["open-end", "distinction", "pass"]):
            at = NOON + day * DAY
            submission = make_submission(session, schedule, apprenticeship, sample=sample, at=at)
            sheet = make_released(session, submission, schedule, sample=sample, at=at)
            if sample == "distinction":
                passed_at, best = at, sheet
        found = released_outcomes(session, [apprenticeship.id])
        assert set(found) == {(apprenticeship.id, schedule.id)}
        result = found[apprenticeship.id, schedule.id]
        assert (result.outcome, result.attempt_number, result.sheet_id) == (Level.DISTINCTION, 2, best.id)
        assert result.passed_at == passed_at

    def test_not_yet_has_no_day_of_passing_and_unreleased_marks_do_not_count(self, session, schedule, risks):
        apprenticeship = make_apprenticeship(session)
        failed = make_submission(session, schedule, apprenticeship, sample="open-end")
        make_released(session, failed, schedule, sample="open-end")
        waiting = make_submission(session, risks, apprenticeship, sample="pass")
        make_marks(session, waiting, {"tomorrow": Level.PASS})
        found = released_outcomes(session, [apprenticeship.id])
        assert set(found) == {(apprenticeship.id, schedule.id)}
        assert found[apprenticeship.id, schedule.id].passed_at is None

    def test_the_latest_attempt_says_where_it_stands(self, session, schedule, risks):
        apprenticeship = make_apprenticeship(session)
        first = make_submission(session, schedule, apprenticeship, sample="open-end")
        make_released(session, first, schedule, sample="open-end")
        draft = make_attempt(session, schedule, apprenticeship, at=NOON + DAY)
        waiting = make_submission(session, risks, apprenticeship, sample="blank", at=NOON + DAY)
        found = latest_states(session, [apprenticeship.id])
        drafting = found[apprenticeship.id, schedule.id]
        assert (drafting.attempt_id, drafting.number, drafting.state) == (draft.id, 2, AttemptState.DRAFTING)
        assert drafting.submission_id is None
        handed_in = found[apprenticeship.id, risks.id]
        assert (handed_in.state, handed_in.submission_id) == (AttemptState.HANDED_IN, waiting.id)
        assert handed_in.handed_in_at == NOON + DAY

    def test_one_query_each_however_many_apprenticeships(self, session, schedule):
        apprenticeships = [make_apprenticeship(session) for _ in range(3)]
        for each in apprenticeships:
            make_released(session, make_submission(session, schedule, each, sample="blank"), schedule, sample="blank")
        ids = [each.id for each in apprenticeships]
        counted: list[str] = []
        connection = session.connection()

        def count(_c: object, _cur: object, statement: str, *_: object) -> None:
            counted.append(statement)

        event.listen(connection, "before_cursor_execute", count)
        try:
            assert len(released_outcomes(session, ids)) == len(latest_states(session, ids)) == 3
        finally:
            event.remove(connection, "before_cursor_execute", count)
        assert len(counted) == 2

    def test_nobody_asked_for_gives_nothing(self, session):
        assert released_outcomes(session, []) == latest_states(session, []) == {}
