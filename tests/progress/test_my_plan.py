"""One's own plan as a page: the figures, the one thing to do, the picture with its table, the KSBs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import GRANTS, Role
from app.core import clock
from app.demonstration.factories import make_organisation, make_person
from app.demonstration.factories_marking import make_released
from app.demonstration.factories_portfolio import make_evidence
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.marking.models import FeedbackAction
from app.portfolio.models import ClaimState
from app.programmes.models import ApprenticeshipStatus
from app.progress.routes import HOMES
from app.scenarios.pack import Exercise
from tests.progress.team import Began
from tests.visit import Visit

ACCEPTED, WITH_TUTOR, MORE = ClaimState.ACCEPTED, ClaimState.WITH_TUTOR, ClaimState.MORE_NEEDED
NEXT = ".plan-next li"
ACTION = ".page-head .btn"


class TestFirstDay:
    def test_it_shows_the_whole_baseline_and_what_to_do_first(
        self, visit: Visit, began: Began, every_exercise: list[Exercise]
    ) -> None:
        page = visit.as_(began(0).apprentice).get("progress.my_plan")
        first = every_exercise[0]
        assert page.text(".page-head .lede").startswith("Week 1 of ")
        assert page.text(".plan-standing") == "○ Not started Nothing is planned or earned yet."
        assert page.text(ACTION) == f"Start: {first.title} →"
        assert page.texts(NEXT) == [
            f"{first.title} Quarry Lane footbridge · about {first.file.minutes} minutes",
            "Add your first evidence from work Each KSB that your tutor accepts earns value in its duty",
        ]
        assert len(page.texts(".plan-table tbody tr")) == 14
        assert set(page.texts(".plan-table td:nth-child(4)")) == {"0%"}

    def test_without_an_apprenticeship_it_says_what_there_is_to_do(self, visit: Visit, session: Session) -> None:
        page = visit.as_(make_person(session, Role.APPRENTICE, make_organisation(session))).get("progress.my_plan")
        assert page.text(".empty-title") == "You have no apprenticeship here yet"
        assert page.texts(".plan-empty-actions a") == ["Look at the projects", "Read a lesson"]


class TestFigures:
    def test_every_figure_follows_from_what_was_passed_and_accepted(
        self,
        visit: Visit,
        session: Session,
        began: Began,
        exercises: dict[int, Exercise],
        every_exercise: list[Exercise],
    ) -> None:
        apprenticeship = began(200)
        codes = [f"D{duty}.{place}" for duty in (1, 2) for place in ("K1", "K2", "K3", "S1", "S2", "S3")]
        make_evidence(session, apprenticeship, claims=[(code, ACCEPTED) for code in codes])
        make_evidence(session, apprenticeship, claims=[("D3.K1", WITH_TUTOR), ("D3.K2", MORE), ("B1", ACCEPTED)])
        submission = make_submission(session, exercises[5], apprenticeship)
        make_released(session, submission, exercises[5])
        page = visit.as_(apprenticeship.apprentice).get("progress.my_plan")
        evidenced, passed = page.texts(".plan-kpis .kpi")[2:]
        assert evidenced == "KSBs evidenced 14 / 85 13 accepted · 1 with the tutor"
        assert passed == f"Exercises passed 1 / {len(every_exercise)} of those offered so far"
        earned = dict(zip(range(1, 15), page.texts(".plan-table td:nth-child(4)"), strict=True))
        assert (earned[1], earned[2], earned[3], earned[5], earned[8]) == ("100%", "50%", "0%", "25%", "0%")
        row = page.soup.select(".plan-table tbody tr")[4]
        assert [cell.get_text() for cell in row.select("td")[3:]] == ["1 of 2", "0 of 6"]

    def test_the_status_says_why_with_the_figures(self, visit: Visit, began: Began) -> None:
        page = visit.as_(began(63).apprentice).get("progress.my_plan")
        assert page.text(".plan-standing") == "▲ Late Nothing earned in 9.0 weeks: SPI(t) 0.00 is below 0.85."
        assert "no forecast until something is earned" in page.texts(".plan-kpis .kpi")[0]

    def test_it_says_which_duties_are_earned_by_evidence_alone(
        self, visit: Visit, began: Began, exercises: dict[int, Exercise]
    ) -> None:
        page = visit.as_(began(10).apprentice).get("progress.my_plan")
        without = ", ".join(str(duty) for duty in range(1, 15) if duty not in exercises)
        assert f"Duties {without} have no exercise yet, so evidence from work earns" in page.text(
            ".plan-gantt > .plan-note"
        )

    def test_the_picture_is_drawn_wide_and_narrow_with_its_summary(self, visit: Visit, began: Began) -> None:
        page = visit.as_(began(100).apprentice).get("progress.my_plan")
        charts = page.soup.select("svg.plan-chart")
        assert len(charts) == 2
        assert charts[0]["aria-label"] == charts[1]["aria-label"] == page.texts(".plan-gantt > p")[0]
        assert [chart.select_one("text.svg-today-text").get_text() for chart in charts] == ["today", "today"]
        assert all(len(chart.select("rect.svg-baseline")) == 14 for chart in charts)


class TestNext:
    def test_an_open_draft_comes_first(
        self, visit: Visit, session: Session, began: Began, exercises: dict[int, Exercise]
    ) -> None:
        apprenticeship = began(100)
        attempt = make_attempt(session, exercises[8], apprenticeship, at=clock.now() - timedelta(days=3))
        page = visit.as_(apprenticeship.apprentice).get("progress.my_plan")
        assert page.text(ACTION) == f"Continue: {exercises[8].title} →"
        assert page.soup.select_one(ACTION)["href"].endswith(str(attempt.id))

    def test_released_feedback_is_to_be_acted_on_until_the_next_attempt_is_handed_in(
        self,
        visit: Visit,
        session: Session,
        began: Began,
        exercises: dict[int, Exercise],
        every_exercise: list[Exercise],
    ) -> None:
        apprenticeship = began(100)
        at = clock.now() - timedelta(days=9)
        submission = make_submission(session, exercises[5], apprenticeship, sample="open-end", at=at)
        make_released(session, submission, exercises[5], sample="open-end", comments={"": "Look at row 4."}, at=at)
        browser = visit.as_(apprenticeship.apprentice)
        page = browser.get("progress.my_plan")
        assert page.text(ACTION) == "Act on feedback: Build the schedule →"
        assert f"left to do · from {apprenticeship.tutor.name}" in page.texts(NEXT)[0]
        make_submission(session, exercises[5], apprenticeship, at=clock.now())
        page = browser.get("progress.my_plan")
        first = next(each for each in every_exercise if each is not exercises[5])
        assert page.text(ACTION) == f"Start: {first.title} →"
        assert page.texts(NEXT)[-1].startswith("With your tutor: Build the schedule Handed in")

    def test_more_evidence_asked_for_is_named(self, visit: Visit, session: Session, began: Began) -> None:
        apprenticeship = began(100)
        codes = ["D1.K1", "D1.K2", "D1.K3", "D1.S1", "D1.S2", "B1"]
        make_evidence(session, apprenticeship, claims=[(code, MORE) for code in codes])
        page = visit.as_(apprenticeship.apprentice).get("progress.my_plan")
        assert page.texts(NEXT)[0] == (
            "More evidence is asked for D1.K1, D1.K2, D1.K3, D1.S1 and 2 more · read what your tutor asks"
        )
        assert page.soup.select_one(f"{NEXT} a")["href"].endswith("/portfolio/matrix#D1.K1")

    def test_with_every_exercise_passed_evidence_is_what_is_left(
        self, visit: Visit, session: Session, began: Began, every_exercise: list[Exercise]
    ) -> None:
        apprenticeship = began(100)
        for exercise in every_exercise:
            make_released(session, make_submission(session, exercise, apprenticeship), exercise)
        for action in session.scalars(select(FeedbackAction)):
            action.done_at = clock.now()
        make_evidence(session, apprenticeship, claims=[("D1.K1", ACCEPTED)])
        page = visit.as_(apprenticeship.apprentice).get("progress.my_plan")
        assert page.text(ACTION) == "Add evidence →"

    def test_once_the_apprenticeship_is_over_there_is_nothing_to_do(self, visit: Visit, began: Began) -> None:
        apprenticeship = began(600, status=ApprenticeshipStatus.COMPLETED)
        page = visit.as_(apprenticeship.apprentice).get("progress.my_plan")
        assert page.texts(ACTION) == []
        assert "This apprenticeship is completed." in page.text(".plan-next")
        assert page.text(".plan-standing").startswith("○ Ended")

    def test_there_is_one_primary_action(self, visit: Visit, began: Began) -> None:
        page = visit.as_(began(30).apprentice).get("progress.my_plan")
        assert len(page.soup.select("main a.btn:not(.quiet), main button.btn:not(.quiet)")) == 1


class TestKsbs:
    @pytest.mark.parametrize(
        ("state", "css", "words"),
        [
            (ACCEPTED, "accepted", "D1.K1, evidence accepted"),
            (WITH_TUTOR, "with-tutor", "D1.K1, evidence with the tutor"),
            (MORE, "more-needed", "D1.K1, more evidence needed"),
            (None, "not-started", "D1.K1, not started"),
        ],
    )
    def test_each_cell_has_a_shape_and_words_and_leads_to_its_claims(
        self, visit: Visit, session: Session, began: Began, state: ClaimState | None, css: str, words: str
    ) -> None:
        apprenticeship = began(100)
        if state:
            make_evidence(session, apprenticeship, claims=[("D1.K1", state)])
        cell = visit.as_(apprenticeship.apprentice).get("progress.my_plan").soup.select_one(".ksb-grid .ksb")
        assert css in cell["class"]
        assert cell.select_one(".visually-hidden").get_text() == words
        assert cell["href"] == "/portfolio/matrix#D1.K1"

    def test_a_passed_exercise_practises_its_ksbs(
        self, visit: Visit, session: Session, began: Began, exercises: dict[int, Exercise]
    ) -> None:
        apprenticeship = began(100)
        make_released(session, make_submission(session, exercises[5], apprenticeship), exercises[5])
        page = visit.as_(apprenticeship.apprentice).get("progress.my_plan")
        practised = {each["title"].partition(":")[0] for each in page.soup.select(".ksb-grid .practised")}
        assert practised == set(exercises[5].ksbs)

    def test_all_eighty_five_are_there(self, visit: Visit, began: Began) -> None:
        page = visit.as_(began(1).apprentice).get("progress.my_plan")
        assert len(page.soup.select(".ksb-grid a.ksb")) == 85


class TestQueries:
    def test_work_and_evidence_cost_no_more_queries(
        self, visit: Visit, session: Session, began: Began, exercises: dict[int, Exercise]
    ) -> None:
        apprenticeship = began(100)
        browser = visit.as_(apprenticeship.apprentice)
        before = browser.get("progress.my_plan").queries
        for exercise in exercises.values():
            make_released(session, make_submission(session, exercise, apprenticeship), exercise)
        for duty in range(1, 7):
            make_evidence(session, apprenticeship, claims=[(f"D{duty}.K1", ACCEPTED), (f"D{duty}.K2", WITH_TUTOR)])
        assert browser.get("progress.my_plan").queries == before <= 12


class TestWhoMaySee:
    @pytest.mark.parametrize(
        "role", [Role.TUTOR, Role.INTERNAL_QUALITY_ASSURER, Role.ADMINISTRATOR], ids=lambda role: role.value
    )
    def test_others_have_no_plan_of_their_own(self, visit: Visit, session: Session, role: Role) -> None:
        person = make_person(session, role, make_organisation(session))
        assert visit.as_(person).get("progress.my_plan").status == 403

    def test_it_shows_nobody_elses(self, visit: Visit, session: Session, began: Began) -> None:
        mine, other = began(100), began(200)
        make_evidence(session, other, claims=[("D1.K1", ACCEPTED)])
        page = visit.as_(mine.apprentice).get("progress.my_plan")
        assert page.texts(".plan-kpis .kpi")[2].startswith("KSBs evidenced 0 / 85")

    def test_the_current_apprenticeship_is_shown_before_one_that_has_ended(
        self, visit: Visit, session: Session, began: Began
    ) -> None:
        current = began(50)
        began(20, apprentice=current.apprentice, status=ApprenticeshipStatus.WITHDRAWN)
        page = visit.as_(current.apprentice).get("progress.my_plan")
        assert page.text(".page-head .lede").startswith("Week 8 of ")

    def test_nobody_sees_one_without_signing_in(self, visit: Visit) -> None:
        assert visit.get("progress.my_plan").status == 302


class TestHome:
    @pytest.mark.parametrize(
        ("role", "address"),
        [
            (Role.APPRENTICE, "/plan"),
            (Role.TUTOR, "/caseload"),
            (Role.INTERNAL_QUALITY_ASSURER, "/caseload"),
            (Role.LINE_MANAGER, "/apprentices"),
            (Role.ADMINISTRATOR, "/people"),
        ],
        ids=lambda value: getattr(value, "value", None),
    )
    def test_everybody_lands_on_their_own_first_page(
        self, visit: Visit, session: Session, role: Role, address: str
    ) -> None:
        provider = make_organisation(session)
        is_employed = role is Role.LINE_MANAGER
        place = make_organisation(session, employer_of=provider) if is_employed else provider
        page = visit.as_(make_person(session, role, place)).get("progress.home")
        assert (page.status, page.location) == (303, address)

    def test_every_role_has_a_first_page(self) -> None:
        assert all(any(permission in GRANTS[role] for permission, _ in HOMES) for role in Role)
