"""The caseload, who needs attention first, and the employer's list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person, Role
from app.core import clock
from app.demonstration.factories import make_apprenticeship, make_organisation, make_person
from app.demonstration.factories_marking import make_released
from app.demonstration.factories_portfolio import make_decision, make_evidence
from app.demonstration.factories_submissions import make_attempt, make_submission
from app.portfolio.models import ClaimState
from app.programmes.models import ApprenticeshipStatus
from app.progress.listing import in_words, page_of
from app.scenarios.pack import Exercise
from tests.progress.team import Team, page_day, row
from tests.visit import Visit

ACCEPTED, WITH_TUTOR = ClaimState.ACCEPTED, ClaimState.WITH_TUTOR
NAMES = ".plan-list tbody th a"


class TestCaseload:
    def test_who_needs_attention_first_stands_first_with_the_reason(
        self, visit: Visit, session: Session, team: Team, exercises: dict[int, Exercise]
    ) -> None:
        now = clock.now()
        team.enrol("Quiet", 60, accepted=2)
        team.enrol("Late", 100)
        make_submission(session, exercises[5], team.enrol("Mark", 60, accepted=2), at=now - timedelta(days=6))
        decide = team.enrol("Decide", 60, accepted=2)
        make_evidence(session, decide, claims=[("B1", WITH_TUTOR)], at=now - timedelta(days=2))
        make_attempt(session, exercises[5], team.enrol("Idle", 60, accepted=2), at=now - timedelta(days=20))
        team.enrol("New", 3)
        page = visit.as_(team.tutor).get("progress.caseload")
        assert page.texts(NAMES) == ["Late", "Mark", "Decide", "Idle", "New", "Quiet"]
        assert row(page, "Late")[
            ""
        ] == "Late: nothing earned in 14.3 weeks Nothing opened or claimed since the start on " + (page_day(100))
        assert row(page, "Mark")[""] == "1 piece of work to mark, waiting 6 days"
        assert row(page, "Decide")[""] == "1 claim to decide, waiting 2 days"
        assert row(page, "Idle")[""] == "Draft of “Build the schedule” untouched for 20 days"
        assert row(page, "Quiet")[""] == "Nothing waits"

    def test_it_sums_up_and_shows_the_figures(
        self, visit: Visit, session: Session, team: Team, every_exercise: list[Exercise]
    ) -> None:
        team.enrol("Sam", 60, accepted=2)
        team.enrol("Late", 100)
        page = visit.as_(team.tutor).get("progress.caseload")
        assert page.text(".page-head .lede").startswith("2 apprentices: 1 late.")
        cells = row(page, "Sam")
        assert (cells["KSBs"], cells["Exercises"]) == ("12 / 85 accepted", f"0 / {len(every_exercise)} passed")
        assert float(cells["SPI(t)"]) > 1
        assert "before baseline" in cells["Gateway"]
        assert "Planned" in page.soup.select_one(".plan-bars")["aria-label"]

    def test_decided_and_released_work_no_longer_waits(
        self, visit: Visit, session: Session, team: Team, exercises: dict[int, Exercise]
    ) -> None:
        sam = team.enrol("Sam", 60, accepted=2)
        make_released(session, make_submission(session, exercises[5], sam), exercises[5])
        evidence = make_evidence(session, sam, claims=[("B1", WITH_TUTOR)])
        make_decision(session, evidence.claims[0], ACCEPTED)
        make_evidence(session, sam, claims=[("B2", WITH_TUTOR)], is_withdrawn=True)
        assert row(visit.as_(team.tutor).get("progress.caseload"), "Sam")[""] == "Nothing waits"

    def test_a_break_in_learning_is_named_and_not_called_late(self, visit: Visit, team: Team) -> None:
        team.enrol("Paused", 200, status=ApprenticeshipStatus.BREAK_IN_LEARNING)
        team.enrol("Gone", 200, status=ApprenticeshipStatus.WITHDRAWN)
        page = visit.as_(team.tutor).get("progress.caseload")
        assert page.texts(NAMES) == ["Paused"]
        assert row(page, "Paused")["Gateway"].endswith("○ break in learning")
        assert row(page, "Paused")[""] == "Nothing waits"

    def test_with_nobody_it_says_how_they_come_here(self, visit: Visit, team: Team) -> None:
        page = visit.as_(team.tutor).get("progress.caseload")
        assert page.text(".empty-title") == "Nobody on your caseload yet"
        assert page.texts("form.filters") == []


class TestFilters:
    @pytest.fixture
    def page_of_three(self, visit: Visit, session: Session, team: Team) -> Visit:
        harbour = make_organisation(session, "Harbour Water", employer_of=team.provider)
        team.enrol("Åsa Öberg", 60, accepted=2)
        team.enrol("Asa Orchard", 100)
        team.enrol("Bo Late", 100, employer=harbour)
        return visit.as_(team.tutor)

    @pytest.mark.parametrize(
        ("search", "names"),
        [("åsa", ["Åsa Öberg"]), ("ÖBERG", ["Åsa Öberg"]), ("o", ["Asa Orchard", "Bo Late"]), ("%", []), ("zzz", [])],
    )
    def test_a_name_is_found_by_any_part_of_it(self, page_of_three: Visit, search: str, names: list[str]) -> None:
        page = page_of_three.get("progress.caseload", search=search)
        assert sorted(page.texts(NAMES)) == names
        assert page.soup.select_one("#search")["value"] == search
        assert bool(names) is not bool(page.texts(".empty-title"))

    def test_an_employer_and_a_status_narrow_the_list_together(self, page_of_three: Visit) -> None:
        page = page_of_three.get("progress.caseload")
        harbour = next(
            each["value"] for each in page.soup.select("#employer option") if each.get_text() == "Harbour Water"
        )
        assert page.texts("#status option") == ["Any status", "Late (2)", "On course (1)"]
        assert page_of_three.get("progress.caseload", employer=harbour, status="late").texts(NAMES) == ["Bo Late"]
        late = page_of_three.get("progress.caseload", status="late")
        assert sorted(late.texts(NAMES)) == ["Asa Orchard", "Bo Late"]
        assert late.text("p[role=status]") == "2 of 3 shown."

    @pytest.mark.parametrize("nonsense", [{"status": "lost"}, {"employer": "none"}, {"page": "two"}, {"page": -4}])
    def test_nonsense_in_the_address_shows_everybody(self, page_of_three: Visit, nonsense: dict[str, str]) -> None:
        assert len(page_of_three.get("progress.caseload", **nonsense).texts(NAMES)) == 3


class TestPaging:
    def test_the_order_by_need_holds_across_pages(self, visit: Visit, session: Session, team: Team) -> None:
        for number in range(53):
            team.enrol(f"Quiet {number:02}", 60, accepted=2)
        team.enrol("Zoe Late", 100)
        browser = visit.as_(team.tutor)
        first, second = browser.get("progress.caseload"), browser.get("progress.caseload", page=2)
        assert first.texts(NAMES)[0] == "Zoe Late"
        assert (len(first.texts(NAMES)), len(second.texts(NAMES))) == (50, 4)
        assert second.texts(NAMES) == ["Quiet 49", "Quiet 50", "Quiet 51", "Quiet 52"]
        assert first.soup.select_one("a[rel=next]")["href"] == "/caseload?page=2"
        assert second.soup.select("a[rel=next]") == []

    def test_the_filters_go_with_the_page(self, visit: Visit, session: Session, team: Team) -> None:
        for number in range(51):
            team.enrol(f"Quiet {number:02}", 60, accepted=2)
        page = visit.as_(team.tutor).get("progress.caseload", search="quiet", status="on-course")
        assert page.soup.select_one("a[rel=next]")["href"] == "/caseload?search=quiet&status=on-course&page=2"

    def test_a_page_beyond_the_end_leads_back(self, visit: Visit, team: Team) -> None:
        team.enrol("Sam", 60)
        page = visit.as_(team.tutor).get("progress.caseload", page=9)
        assert page.text(".empty-title") == "Nothing on this page"
        assert page.soup.select_one(".plan-empty-actions a")["href"] == "/caseload?page=1"

    def test_pages_are_cut_from_the_ordered_list(self) -> None:
        assert page_of([], 1).items == []
        assert page_of([], 0).number == 1


class TestApprentices:
    def test_it_says_in_words_how_they_are(self, visit: Visit, team: Team, exercises: dict[int, Exercise]) -> None:
        team.enrol("Amir", 60, accepted=2)
        team.enrol("Bea", 100)
        team.enrol("Cal", 2)
        team.enrol("Dee", 100, status=ApprenticeshipStatus.BREAK_IN_LEARNING)
        team.enrol("Eve", 500, status=ApprenticeshipStatus.AT_GATEWAY)
        page = visit.as_(team.line_manager).get("progress.apprentices")
        assert page.h1 == "Your five apprentices"
        assert page.text(".page-head .lede") == (
            "One is on course for the gateway date, one is at the gateway, one needs a conversation, "
            "one has too short a record to judge, one is on a break in learning."
        )
        assert page.texts(NAMES) == ["Amir", "Bea", "Cal", "Dee", "Eve"]
        where = [row(page, name)["Where they are"] for name in ("Amir", "Bea", "Cal", "Dee", "Eve")]
        # Both duties are evidenced, so he is at the first of them that has an exercise to pass, or past both.
        at = next((duty for duty in (1, 2) if duty in exercises), 3)
        assert where[0].startswith(f"Duty {at}, ")
        assert where[1:] == [
            "Duty 1, life cycle",
            "Duty 1, life cycle",
            "Break in learning",
            "At gateway",
        ]

    def test_several_of_a_kind_are_counted_together(self, visit: Visit, team: Team) -> None:
        team.enrol("Amir", 100)
        team.enrol("Bea", 100)
        page = visit.as_(team.line_manager).get("progress.apprentices")
        assert (page.h1, page.text(".page-head .lede")) == ("Your two apprentices", "Two need a conversation.")

    def test_somebody_yet_to_start_is_shown_with_the_day(self, visit: Visit, team: Team) -> None:
        team.enrol("Soon", -10)
        page = visit.as_(team.line_manager).get("progress.apprentices")
        assert page.h1 == "Your apprentice"
        assert row(page, "Soon")["Where they are"] == f"Starts on {page_day(-10)}"

    def test_nothing_waits_for_a_signature_that_cannot_be_given_yet(self, visit: Visit, team: Team) -> None:
        team.enrol("Amir", 60)
        assert "Waiting for you" not in visit.as_(team.line_manager).get("progress.apprentices").text("main")

    def test_with_nobody_it_says_how_they_come_here(self, visit: Visit, team: Team) -> None:
        page = visit.as_(team.line_manager).get("progress.apprentices")
        assert (page.h1, page.text(".empty-title")) == ("Your apprentices", "No apprentices yet")
        assert in_words([]) == ""


class TestQueries:
    @pytest.mark.parametrize("endpoint", ["progress.caseload", "progress.apprentices"])
    def test_forty_cost_as_many_queries_as_three(
        self, visit: Visit, session: Session, team: Team, exercises: dict[int, Exercise], endpoint: str
    ) -> None:
        def enrol(number: int) -> None:
            sam = team.enrol(f"Apprentice {number}", 60 + number, accepted=1)
            make_attempt(session, exercises[8], sam)
            make_evidence(session, sam, claims=[("B1", WITH_TUTOR)])

        for number in range(3):
            enrol(number)
        reader = visit.as_(team.tutor if endpoint == "progress.caseload" else team.line_manager)
        three = reader.get(endpoint)
        for number in range(3, 40):
            enrol(number)
        forty = reader.get(endpoint)
        assert (len(three.texts(NAMES)), len(forty.texts(NAMES))) == (3, 40)
        assert three.queries == forty.queries <= 12


class TestWhoMaySee:
    def test_a_tutor_sees_their_own_caseload_only(self, visit: Visit, session: Session, team: Team) -> None:
        team.enrol("Mine", 60)
        make_apprenticeship(session, provider=team.provider, employer=team.employer)
        make_apprenticeship(session)
        assert visit.as_(team.tutor).get("progress.caseload").texts(NAMES) == ["Mine"]

    def test_an_overseer_sees_the_whole_provider_and_no_other(self, visit: Visit, session: Session, team: Team) -> None:
        team.enrol("Mine", 60)
        other = make_apprenticeship(session, provider=team.provider, employer=team.employer)
        make_apprenticeship(session)
        overseer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, team.provider)
        names = visit.as_(overseer).get("progress.caseload").texts(NAMES)
        assert sorted(names) == sorted(["Mine", other.apprentice.name])

    def test_a_line_manager_sees_only_those_they_manage(self, visit: Visit, session: Session, team: Team) -> None:
        team.enrol("Mine", 60)
        make_apprenticeship(session, provider=team.provider, employer=team.employer)
        assert visit.as_(team.line_manager).get("progress.apprentices").texts(NAMES) == ["Mine"]

    @pytest.mark.parametrize(
        ("endpoint", "allowed"),
        [
            ("progress.caseload", {Role.TUTOR, Role.INTERNAL_QUALITY_ASSURER}),
            ("progress.apprentices", {Role.LINE_MANAGER}),
        ],
    )
    def test_each_list_is_for_its_own_roles(
        self, visit: Visit, session: Session, team: Team, endpoint: str, allowed: set[Role]
    ) -> None:
        for role in Role:
            place = team.employer if role is Role.LINE_MANAGER else team.provider
            person: Person = make_person(session, role, place)
            assert visit.as_(person).get(endpoint).status == (200 if role in allowed else 403), role

    @pytest.mark.parametrize("endpoint", ["progress.caseload", "progress.apprentices", "progress.home"])
    def test_nobody_sees_one_without_signing_in(self, visit: Visit, endpoint: str) -> None:
        assert visit.get(endpoint).status == 302
