"""How far the evidence covers the KSBs: best states, the layout, and what to look for next."""

from __future__ import annotations

from datetime import date

from sqlalchemy import event

from app.demonstration.factories import make_apprenticeship
from app.demonstration.factories_portfolio import frame, make_claim, make_evidence
from app.portfolio.coverage import lay_out, most_wanted, states
from app.portfolio.models import ClaimState

WITH_TUTOR, ACCEPTED, MORE_NEEDED = ClaimState.WITH_TUTOR, ClaimState.ACCEPTED, ClaimState.MORE_NEEDED


class TestStates:
    def test_the_best_of_several_claims_on_a_ksb_counts(self, session):
        mine = make_apprenticeship(session)
        make_evidence(session, mine, claims=[("D5.S1", MORE_NEEDED), ("D8.S1", MORE_NEEDED), ("D12.S2", WITH_TUTOR)])
        make_evidence(session, mine, claims=[("D5.S1", WITH_TUTOR), ("D12.S2", ACCEPTED)])
        make_evidence(session, mine, claims=[("D12.S2", MORE_NEEDED)])
        assert states(session, [mine.id]) == {
            (mine.id, "D5.S1"): WITH_TUTOR,
            (mine.id, "D8.S1"): MORE_NEEDED,
            (mine.id, "D12.S2"): ACCEPTED,
        }

    def test_withdrawn_evidence_and_another_frame_do_not_count(self, session):
        mine = make_apprenticeship(session)
        make_evidence(session, mine, claims=[("D5.S1", WITH_TUTOR)], is_withdrawn=True)
        official = make_claim(session, make_evidence(session, mine), "B1", state=ACCEPTED)
        official.frame = "ST0310-1.4"
        session.flush()
        assert states(session, [mine.id]) == {}

    def test_many_apprenticeships_are_one_query_and_only_they_are_in_it(self, session):
        some = [make_apprenticeship(session) for _ in range(3)]
        for each in some:
            make_evidence(session, each, claims=[("B1", ACCEPTED)])
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *args: asked.append(args[2]))
        found = states(session, [some[0].id, some[1].id])
        assert found == {(some[0].id, "B1"): ACCEPTED, (some[1].id, "B1"): ACCEPTED}
        assert len(asked) == 1

    def test_no_apprenticeships_have_no_states(self, session):
        assert states(session, []) == {}


class TestLayout:
    def test_every_ksb_of_the_frame_is_there_once_with_its_state(self, session):
        mine = make_apprenticeship(session)
        covered = lay_out(frame(), {(mine.id, "D12.S2"): ACCEPTED, (mine.id, "B1"): WITH_TUTOR}, mine.id)
        codes = [cell.ksb.code for cell in covered.cells]
        assert codes == list(frame().ksbs)
        assert [covered.count(state) for state in (ACCEPTED, WITH_TUTOR, MORE_NEEDED, None)] == [
            1,
            1,
            0,
            len(codes) - 2,
        ]
        assert [cell.ksb.code for cell in covered.behaviours] == ["B1", "B2", "B3", "B4", "B5", "B6"]

    def test_rows_have_a_place_for_each_duty_and_say_where_a_duty_has_no_such_ksb(self, session):
        rows = dict(lay_out(frame(), {}, make_apprenticeship(session).id).rows)
        assert list(rows) == ["K1", "K2", "K3", "S1", "S2", "S3"]
        assert {len(cells) for cells in rows.values()} == {14}
        assert rows["S1"][11].ksb.code == "D12.S1"
        assert rows["K3"][6] is None  # duty 7 has two knowledge topics


class TestWhatIsWantedNext:
    def test_it_is_an_unclaimed_skill_of_the_begun_duty_that_is_due_soonest(self, session):
        mine = make_apprenticeship(session, starts_on=date(2026, 3, 2))
        covered = lay_out(frame(), {(mine.id, "D1.S1"): WITH_TUTOR}, mine.id)
        assert most_wanted(covered, mine.baselines, date(2026, 3, 2)).ksb.code == "D1.S2"

    def test_knowledge_comes_after_the_duty_s_skills(self, session):
        mine = make_apprenticeship(session, starts_on=date(2026, 3, 2))
        found = {(mine.id, f"D1.S{number}"): ACCEPTED for number in (1, 2, 3)}
        assert most_wanted(lay_out(frame(), found, mine.id), mine.baselines, date(2026, 3, 2)).ksb.code == "D1.K1"

    def test_there_is_none_while_no_duty_has_begun(self, session):
        mine = make_apprenticeship(session, starts_on=date(2026, 3, 2))
        assert most_wanted(lay_out(frame(), {}, mine.id), mine.baselines, date(2026, 3, 1)) is None
