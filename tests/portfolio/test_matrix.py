"""The claims matrix: every KSB of the frame with its state and the evidence claimed for it."""

from __future__ import annotations

import uuid

from app.accounts.models import Role
from app.demonstration.factories import make_apprenticeship, make_person
from app.demonstration.factories_portfolio import frame, make_evidence
from app.portfolio.models import ClaimState

WITH_TUTOR, ACCEPTED, MORE_NEEDED = ClaimState.WITH_TUTOR, ClaimState.ACCEPTED, ClaimState.MORE_NEEDED


class TestPage:
    def test_every_ksb_has_a_row_with_its_state_in_words_and_links_to_its_claims(self, session, visit):
        evidence = make_evidence(session, title="Change request 14", claims=[("D12.S2", ACCEPTED), ("B1", WITH_TUTOR)])
        page = visit.as_(evidence.apprenticeship.apprentice).get("portfolio.matrix")
        assert len(page.soup.select("table.matrix tr[id]")) == len(frame().ksbs)
        row = page.soup.find(id="D12.S2")
        assert "Accepted" in row.get_text()
        assert row.select_one("a")["href"] == f"/portfolio/{evidence.id}#claim-{evidence.claims[0].id}"
        assert "Not started" in page.soup.find(id="D1.K1").get_text()
        assert page.text(".lede").startswith(
            f"Evidence from the workplace for every KSB, duty by duty: 1 of {len(frame().ksbs)}"
        )

    def test_the_grid_says_each_state_in_words_too(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", MORE_NEEDED)])
        page = visit.as_(evidence.apprenticeship.apprentice).get("portfolio.matrix")
        cell = page.soup.select_one('.cover-table a[href="#D12.S2"]')
        assert cell.get_text().strip() == "D12.S2: more needed"
        assert cell.select_one("svg")["class"] == ["cover", "cover-more-needed"]
        total = len(frame().ksbs)
        assert page.texts(".cover-legend li") == [
            "Accepted 0",
            "With the tutor 0",
            "More needed 1",
            f"Not started {total - 1}",
        ]

    def test_it_says_that_the_frame_is_not_the_official_list(self, session, visit):
        page = visit.as_(make_apprenticeship(session).apprentice).get("portfolio.matrix")
        assert page.text("p.notice b") == frame().frame
        assert frame().frame_notice in page.text("p.notice")

    def test_withdrawn_evidence_is_not_in_it(self, session, visit):
        evidence = make_evidence(session, claims=[("D12.S2", WITH_TUTOR)], is_withdrawn=True)
        page = visit.as_(evidence.apprenticeship.apprentice).get("portfolio.matrix")
        assert "Not started" in page.soup.find(id="D12.S2").get_text()
        assert page.soup.find(id="D12.S2").select("a") == []

    def test_it_asks_as_little_for_thirty_claims_as_for_two(self, session, visit):
        mine = make_apprenticeship(session)
        counts = []
        for many in (2, 28):
            for _ in range(many):
                make_evidence(session, mine, claims=[("D12.S2", WITH_TUTOR)])
            counts.append(visit.as_(mine.apprentice).get("portfolio.matrix").queries)
        assert counts[0] == counts[1] <= 12


class TestWhoMaySee:
    def test_tutor_and_iqa_see_that_of_an_apprenticeship_they_name(self, session, visit):
        mine = make_apprenticeship(session)
        assurer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, mine.provider)
        for person in (mine.tutor, assurer):
            page = visit.as_(person).get("portfolio.matrix", apprenticeship=mine.id)
            assert (page.status, page.h1) == (200, f"{mine.apprentice.name}’s claims")

    def test_it_does_not_exist_for_strangers_and_other_tutors(self, session, visit):
        mine = make_apprenticeship(session)
        stranger = make_apprenticeship(session)
        for person in (stranger.apprentice, stranger.tutor, make_person(session, Role.TUTOR, mine.provider)):
            assert visit.as_(person).get("portfolio.matrix", apprenticeship=mine.id).status == 404

    def test_an_apprenticeship_that_is_not_there_or_not_named_is_not_found(self, session, visit):
        tutor = make_apprenticeship(session).tutor
        for values in ({}, {"apprenticeship": uuid.uuid4()}, {"apprenticeship": "no-id"}):
            assert visit.as_(tutor).get("portfolio.matrix", **values).status == 404

    def test_a_line_manager_has_no_such_page(self, session, visit):
        mine = make_apprenticeship(session)
        assert visit.as_(mine.line_manager).get("portfolio.matrix", apprenticeship=mine.id).status == 403
