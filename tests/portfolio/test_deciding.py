"""A tutor decides on claims: what waits, accepting, asking for more, deciding again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.core.errors import NotAllowed
from app.core.events import Event
from app.demonstration.factories import NOON, make_apprenticeship, make_person
from app.demonstration.factories_portfolio import make_claim, make_evidence, make_file
from app.notices.models import Notice
from app.portfolio import services
from app.portfolio.deciding import decide, seen
from app.portfolio.models import Claim, ClaimDecision, ClaimState
from app.portfolio.queries import list_waiting, waiting_claims_count, waiting_since
from app.portfolio.services import FieldRefused

WITH_TUTOR, ACCEPTED, MORE_NEEDED = ClaimState.WITH_TUTOR, ClaimState.ACCEPTED, ClaimState.MORE_NEEDED
DAY = timedelta(days=1)


def say(session, claim, state, reason="", *, actor=None, saw=None, at=NOON):
    tutor = actor or claim.evidence.apprenticeship.tutor
    decide(session, claim, state, reason=reason, saw=seen(claim) if saw is None else saw, actor=tutor, at=at)


@pytest.fixture
def claim(session) -> Claim:
    return make_claim(session, make_evidence(session))


class TestService:
    def test_accepting_is_kept_recorded_and_told_to_the_apprentice(self, session, claim):
        say(session, claim, ACCEPTED)
        mine = claim.evidence.apprenticeship
        assert claim.state is ACCEPTED
        assert [(each.state, each.decided_by_id) for each in claim.decisions] == [(ACCEPTED, mine.tutor_id)]
        event = session.scalars(select(Event).where(Event.subject_id == claim.id)).one()
        assert (event.action, event.stream_id, event.detail["ksb"]) == ("claim accepted", mine.id, "D12.S2")
        notice = session.scalars(select(Notice)).one()
        assert notice.person_id == mine.apprentice_id
        assert notice.text == f"{mine.tutor.name} accepted your claim on D12.S2: “{claim.evidence.title}”."
        assert notice.path == f"/portfolio/{claim.evidence_id}#claim-{claim.id}"

    def test_asking_for_more_says_what(self, session, claim):
        with pytest.raises(FieldRefused, match="Say what more is needed"):
            say(session, claim, MORE_NEEDED)
        with pytest.raises(FieldRefused, match="Accept the claim or ask for more"):
            say(session, claim, WITH_TUTOR)
        say(session, claim, MORE_NEEDED, "Which dates?")
        assert (claim.state, claim.decisions[0].reason) == (MORE_NEEDED, "Which dates?")

    def test_deciding_again_adds_a_decision_and_changes_none(self, session, claim):
        say(session, claim, MORE_NEEDED, "Which dates?")
        say(session, claim, ACCEPTED, at=NOON + DAY)
        assert [(each.state, each.reason) for each in claim.decisions] == [
            (MORE_NEEDED, "Which dates?"),
            (ACCEPTED, ""),
        ]
        assert claim.state is ACCEPTED

    def test_the_same_decision_sent_twice_is_kept_and_told_once(self, session, claim):
        for _ in range(2):
            say(session, claim, ACCEPTED, "Good.")
        assert len(session.scalars(select(ClaimDecision)).all()) == 1
        assert len(session.scalars(select(Notice)).all()) == 1

    def test_a_claim_sent_back_is_decided_again_even_in_the_same_words(self, session, claim):
        say(session, claim, MORE_NEEDED, "Which dates?")
        me = claim.evidence.apprenticeship.apprentice
        services.answer_claim(session, claim, "Table 2.", actor=me, at=NOON + DAY)
        say(session, claim, MORE_NEEDED, "Which dates?", at=NOON + 2 * DAY)
        assert len(claim.decisions) == 2
        assert claim.state is MORE_NEEDED

    def test_a_decision_about_other_words_or_files_than_are_there_now_is_refused(self, session, claim):
        saw = seen(claim)
        make_file(session, claim.evidence)
        with pytest.raises(FieldRefused, match="changed this after you opened it"):
            say(session, claim, ACCEPTED, saw=saw)
        assert claim.state is WITH_TUTOR

    def test_only_the_apprentice_s_own_tutor_decides_and_never_on_what_is_withdrawn(self, session, claim):
        provider = claim.evidence.apprenticeship.provider
        for other in (
            make_person(session, Role.TUTOR, provider),
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, provider),
            claim.evidence.apprenticeship.apprentice,
        ):
            with pytest.raises(NotAllowed):
                say(session, claim, ACCEPTED, actor=other)
        claim.evidence.withdrawn_at = NOON
        with pytest.raises(services.EvidenceWithdrawn):
            say(session, claim, ACCEPTED)

    def test_what_waits_is_in_order_of_waiting_and_a_claim_sent_back_waits_anew(self, session):
        mine = make_apprenticeship(session)
        evidence = make_evidence(session, mine)
        sent_back = make_claim(session, evidence, "D5.S1", state=MORE_NEEDED, at=NOON)
        second = make_claim(session, evidence, "D5.S2", at=NOON + 2 * DAY)
        first = make_claim(session, evidence, "D5.S3", at=NOON + DAY)
        services.answer_claim(session, sent_back, "Better.", actor=mine.apprentice, at=NOON + 3 * DAY)
        waiting = list_waiting(session, 1, actor=mine.tutor)
        assert [each.ksb for each in waiting.items] == ["D5.S3", "D5.S2", "D5.S1"]
        assert waiting_since(session, waiting.items) == {
            first.id: NOON + DAY,
            second.id: NOON + 2 * DAY,
            sent_back.id: NOON + 3 * DAY,
        }

    def test_what_is_decided_withdrawn_or_another_tutor_s_does_not_wait(self, session):
        mine = make_apprenticeship(session)
        make_evidence(session, mine, claims=[("B1", WITH_TUTOR), ("B2", ACCEPTED), ("B3", MORE_NEEDED)])
        make_evidence(session, mine, claims=[("B1", WITH_TUTOR)], is_withdrawn=True)
        make_evidence(session, claims=[("B1", WITH_TUTOR)])
        assert waiting_claims_count(session, mine.tutor) == 1
        assert [each.ksb for each in list_waiting(session, 1, actor=mine.tutor).items] == ["B1"]
        for nobody in (mine.apprentice, make_person(session, Role.INTERNAL_QUALITY_ASSURER, mine.provider)):
            assert waiting_claims_count(session, nobody) == 0


class TestPage:
    def test_the_tutor_accepts_on_the_evidence_page(self, session, visit, claim):
        visit = visit.as_(claim.evidence.apprenticeship.tutor)
        shown = visit.get("portfolio.evidence", evidence_id=claim.evidence_id)
        saw = shown.soup.select_one("input[name=saw]")["value"]
        page = visit.post("portfolio.decide", {"state": "accepted", "reason": "", "saw": saw}, claim_id=claim.id)
        assert page.status == 303
        assert page.location.endswith(f"/portfolio/{claim.evidence_id}#claim-{claim.id}")
        assert session.get(Claim, claim.id).state is ACCEPTED

    def test_asking_for_more_without_a_reason_is_said_beside_it(self, session, visit, claim):
        visit = visit.as_(claim.evidence.apprenticeship.tutor)
        page = visit.post("portfolio.decide", {"state": "more-needed", "saw": seen(claim)}, claim_id=claim.id)
        assert page.status == 422
        assert page.errors == ["Say what more is needed, so that the apprentice can act on it."]
        assert page.texts(f"#reason-{claim.id.hex}-error") == [f"Error: {page.errors[0]}"]

    def test_a_decision_on_what_has_changed_keeps_the_words_and_can_be_sent_again(self, session, visit, claim):
        visit = visit.as_(claim.evidence.apprenticeship.tutor)
        sent = {"state": "more-needed", "reason": "Which dates?", "saw": "of an earlier page"}
        page = visit.post("portfolio.decide", sent, claim_id=claim.id)
        assert page.status == 422
        assert page.text(f"#reason-{claim.id.hex}") == "Which dates?"
        again = page.soup.select_one("input[name=saw]")["value"]
        assert visit.post("portfolio.decide", sent | {"saw": again}, claim_id=claim.id).status == 303

    def test_a_decision_that_is_none_is_refused(self, session, visit, claim):
        visit = visit.as_(claim.evidence.apprenticeship.tutor)
        for state in ("", "with-tutor", "excellent"):
            page = visit.post("portfolio.decide", {"state": state, "saw": seen(claim)}, claim_id=claim.id)
            assert (page.status, page.errors) == (422, ["Accept the claim or ask for more."])

    def test_the_waiting_list_leads_to_each_claim(self, session, visit, claim):
        page = visit.as_(claim.evidence.apprenticeship.tutor).get("portfolio.waiting")
        link = page.soup.select_one("tbody th a")
        assert link["href"] == f"/portfolio/{claim.evidence_id}#claim-{claim.id}"
        assert page.text("tbody td[data-label=Claims]").startswith("D12.S2")

    def test_an_empty_waiting_list_says_what_to_accept(self, session, visit):
        page = visit.as_(make_apprenticeship(session).tutor).get("portfolio.waiting")
        assert page.text(".empty-title") == "Nothing is waiting for you"

    def test_the_waiting_list_has_pages_and_asks_as_little_for_thirty_claims_as_for_two(self, session, visit):
        mine = make_apprenticeship(session)
        visit = visit.as_(mine.tutor)
        counts = []
        for many in (2, 28):
            for number in range(many):
                make_evidence(session, mine, claims=[("B1", WITH_TUTOR)], at=NOON + timedelta(minutes=number))
            counts.append(visit.get("portfolio.waiting").queries)
        assert counts[0] == counts[1] <= 12
        for _ in range(30):
            make_evidence(session, mine, claims=[("B1", WITH_TUTOR)])
        assert len(visit.get("portfolio.waiting").soup.select("tbody tr")) == 50
        second = visit.get("portfolio.waiting", page=2)
        assert len(second.soup.select("tbody tr")) == 10
        assert second.texts("nav[aria-label=Pages] a") == ["Those waiting longer"]


class TestWhoMaySee:
    def test_deciding_is_refused_to_everybody_but_the_tutor(self, session, visit, claim):
        mine = claim.evidence.apprenticeship
        for person, status in (
            (mine.apprentice, 403),
            (mine.line_manager, 403),
            (make_person(session, Role.INTERNAL_QUALITY_ASSURER, mine.provider), 403),
            (make_person(session, Role.TUTOR, mine.provider), 404),
        ):
            sent = {"state": "accepted", "saw": seen(claim)}
            assert visit.as_(person).post("portfolio.decide", sent, claim_id=claim.id).status == status
        assert session.get(Claim, claim.id).state is WITH_TUTOR

    def test_the_waiting_list_is_for_tutors_and_holds_only_their_own_apprentices(self, session, visit, claim):
        mine = claim.evidence.apprenticeship
        other = make_person(session, Role.TUTOR, mine.provider)
        assert visit.as_(other).get("portfolio.waiting").soup.select("tbody tr") == []
        assert visit.as_(mine.apprentice).get("portfolio.waiting").status == 403
