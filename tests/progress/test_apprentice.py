"""One apprentice, read only: for the tutor, the line manager and an overseer."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.core import clock
from app.demonstration.factories import make_apprenticeship, make_person
from app.demonstration.factories_marking import make_released
from app.demonstration.factories_portfolio import make_evidence
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.portfolio.models import ClaimState
from app.programmes.models import Apprenticeship, ApprenticeshipStatus
from app.scenarios.pack import Exercise
from tests.progress.team import Began
from tests.visit import Page, Visit

LINES = "section[aria-labelledby=exercises] li"


@pytest.fixture
def sam(session: Session, began: Began, exercises: dict[int, Exercise]) -> Apprenticeship:
    """Passed the schedule, and has handed the risk register in."""
    apprenticeship = began(120)
    make_released(session, make_submission(session, exercises[5], apprenticeship), exercises[5])
    make_submission(session, exercises[8], apprenticeship, at=clock.now() - timedelta(days=2))
    make_evidence(session, apprenticeship, claims=[("D1.K1", ClaimState.ACCEPTED), ("D1.K2", ClaimState.WITH_TUTOR)])
    return apprenticeship


def links(page: Page) -> list[str]:
    return [each["href"] for each in page.soup.select("main a")]


class TestPage:
    def test_it_shows_the_plan_the_outcomes_and_the_evidence(
        self, visit: Visit, sam: Apprenticeship, every_exercise: list[Exercise]
    ) -> None:
        page = visit.as_(sam.tutor).get("progress.apprentice", apprenticeship_id=sam.id)
        assert page.h1 == sam.apprentice.name
        lines = {each.title: line for each, line in zip(every_exercise, page.texts(LINES), strict=True)}
        assert "✓ Pass attempt 1, released" in lines["Build the schedule"]
        assert "Attempt 1 with the tutor since" in lines["Log the risks and opportunities"]
        assert len(page.soup.select("svg.plan-chart")) == 2
        assert "1 of 85 have accepted evidence, 1 is with the tutor, 0 need more." in page.text(".plan-ksbs")
        assert page.queries <= 12

    def test_the_tutor_can_go_on_to_the_work_and_the_claims(self, visit: Visit, sam: Apprenticeship) -> None:
        found = links(visit.as_(sam.tutor).get("progress.apprentice", apprenticeship_id=sam.id))
        assert any(each.startswith("/marking/feedback/") for each in found)
        assert any(each.startswith("/marking/") and "feedback" not in each for each in found)
        assert f"/portfolio/matrix?apprenticeship={sam.id}#D1.K1" in found

    def test_what_it_links_to_can_be_opened(self, visit: Visit, sam: Apprenticeship, session: Session) -> None:
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, sam.provider)
        for reader in (sam.tutor, overseer):
            browser = visit.as_(reader)
            page = browser.get("progress.apprentice", apprenticeship_id=sam.id)
            for address in {each.partition("#")[0] for each in links(page)}:
                assert browser._client.get(address).status_code == 200, address

    def test_a_line_manager_sees_progress_and_not_the_work(self, visit: Visit, sam: Apprenticeship) -> None:
        page = visit.as_(sam.line_manager).get("progress.apprentice", apprenticeship_id=sam.id)
        assert links(page) == ["/apprentices"]
        assert any("✓ Pass attempt 1" in line for line in page.texts(LINES))
        assert "The work itself stays between the apprentice and the tutor." in page.text("main")
        assert page.soup.select("a.ksb") == []
        assert len(page.soup.select("span.ksb .visually-hidden")) == 85

    def test_a_result_that_is_not_released_is_nobodys_to_see(
        self, visit: Visit, session: Session, began: Began, exercises: dict[int, Exercise]
    ) -> None:
        apprenticeship = began(120)
        make_submission(session, exercises[5], apprenticeship)
        page = visit.as_(apprenticeship.line_manager).get("progress.apprentice", apprenticeship_id=apprenticeship.id)
        assert page.soup.select(f"{LINES} .tag") == []

    def test_a_draft_is_said_to_be_worked_on(
        self, visit: Visit, session: Session, began: Began, exercises: dict[int, Exercise]
    ) -> None:
        apprenticeship = began(120)
        make_attempt(session, exercises[5], apprenticeship)
        page = visit.as_(apprenticeship.tutor).get("progress.apprentice", apprenticeship_id=apprenticeship.id)
        begun = [line for line in page.texts(LINES) if not line.endswith("Not opened yet")]
        assert len(begun) == 1
        assert "Working on attempt 1, saved" in begun[0]

    def test_the_figures_are_those_of_ones_own_page(self, visit: Visit, sam: Apprenticeship) -> None:
        own = visit.as_(sam.apprentice).get("progress.my_plan")
        theirs = visit.as_(sam.line_manager).get("progress.apprentice", apprenticeship_id=sam.id)
        for css in (".plan-kpis .kpi", ".plan-table td", ".plan-standing"):
            assert own.texts(css) == theirs.texts(css) != []


class TestWhoMaySee:
    def test_the_tutor_the_line_manager_and_an_overseer_do(
        self, visit: Visit, session: Session, sam: Apprenticeship
    ) -> None:
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, sam.provider)
        for reader in (sam.tutor, sam.line_manager, overseer):
            assert visit.as_(reader).get("progress.apprentice", apprenticeship_id=sam.id).status == 200

    def test_everybody_else_is_told_there_is_no_such_apprentice(
        self, visit: Visit, session: Session, sam: Apprenticeship
    ) -> None:
        other = make_apprenticeship(session)
        outsiders = [
            make_person(session, Role.TUTOR, sam.provider),
            make_person(session, Role.LINE_MANAGER, sam.employer),
            make_person(session, Role.ADMINISTRATOR, sam.provider),
            make_person(session, Role.INTERNAL_QUALITY_ASSURER, other.provider),
            other.tutor,
            other.apprentice,
            sam.apprentice,
        ]
        for outsider in outsiders:
            status = visit.as_(outsider).get("progress.apprentice", apprenticeship_id=sam.id).status
            assert status == 404, outsider.name

    def test_an_unknown_one_is_not_found(self, visit: Visit, sam: Apprenticeship) -> None:
        assert visit.as_(sam.tutor).get("progress.apprentice", apprenticeship_id=uuid4()).status == 404

    def test_one_that_has_ended_can_still_be_read(self, visit: Visit, began: Began) -> None:
        ended = began(600, status=ApprenticeshipStatus.COMPLETED)
        page = visit.as_(ended.tutor).get("progress.apprentice", apprenticeship_id=ended.id)
        assert page.text(".plan-standing").startswith("○ Ended")

    def test_nobody_sees_one_without_signing_in(self, visit: Visit, sam: Apprenticeship) -> None:
        assert visit.get("progress.apprentice", apprenticeship_id=sam.id).status == 302
