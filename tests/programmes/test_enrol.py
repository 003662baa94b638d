"""Enrolling an apprentice: who may be put together, what is set, who is told."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import Membership, Role
from app.config import ROOT
from app.core.errors import NotFound, Refused
from app.core.events import Event
from app.demonstration.factories import NOON, make_apprenticeship, make_organisation, make_person
from app.notices.models import Email, Notice
from app.programmes import baseline, services, standard
from app.programmes.models import Apprenticeship, ApprenticeshipStatus, Cohort, DutyBaseline

STANDARD = standard.read(ROOT / "content")
PLAN = baseline.read(ROOT / "content", STANDARD)


@pytest.fixture
def provider(session):
    return make_organisation(session, "Calder College")


@pytest.fixture
def employer(session, provider):
    return make_organisation(session, "Dunmore Bridges", employer_of=provider)


@pytest.fixture
def admin(session, provider):
    return make_person(session, Role.ADMINISTRATOR, provider)


@pytest.fixture
def apprentice(session, provider):
    return make_person(session, Role.APPRENTICE, provider, name="Priya Nair", email="priya@example.org")


@pytest.fixture
def tutor(session, provider):
    return make_person(session, Role.TUTOR, provider, name="Maya Okafor", email="maya@example.org")


@pytest.fixture
def line_manager(session, employer):
    return make_person(session, Role.LINE_MANAGER, employer, name="Sam Hope", email="sam@example.org")


def part(person):
    return person.memberships[0].id


@pytest.fixture
def terms(apprentice, tutor, line_manager):
    return services.Enrolment(
        apprentice=part(apprentice),
        line_manager=part(line_manager),
        tutor=part(tutor),
        cohort="September 2026",
        starts_on=date(2026, 9, 7),
        months=18,
    )


def enrol(session, terms, admin):
    return services.enrol(session, terms, actor=admin, standard=STANDARD, plan=PLAN, at=NOON)


def sent(terms, **changes):
    """What a browser sends for these terms."""
    form = {
        "apprentice": str(terms.apprentice),
        "line_manager": str(terms.line_manager),
        "tutor": str(terms.tutor),
        "cohort": "",
        "new_cohort": terms.cohort,
        "starts_on": terms.starts_on.isoformat(),
        "months": str(terms.months),
    }
    return form | changes


class TestService:
    def test_it_starts_an_apprenticeship_with_the_manager_s_employer(
        self, session, terms, admin, provider, employer, apprentice, tutor, line_manager
    ):
        made = enrol(session, terms, admin)
        assert (made.apprentice, made.tutor, made.line_manager) == (apprentice, tutor, line_manager)
        assert (made.provider, made.employer, made.cohort.name) == (provider, employer, "September 2026")
        assert (made.starts_on, made.gateway_on) == (date(2026, 9, 7), date(2028, 3, 7))
        assert made.status is ApprenticeshipStatus.ON_PROGRAMME
        assert (made.standard_version.reference, made.standard_version.frame) == ("ST0310", STANDARD.frame)

    def test_it_sets_the_baseline_of_every_duty(self, session, terms, admin):
        made = enrol(session, terms, admin)
        kept = session.scalars(select(DutyBaseline).where(DutyBaseline.apprenticeship_id == made.id)).all()
        assert {each.duty: each.weight for each in kept} == {each.duty: each.weight for each in PLAN}
        assert min(each.starts_on for each in kept) == made.starts_on
        assert max(each.finishes_on for each in kept) < made.gateway_on

    def test_it_is_recorded_and_everybody_concerned_is_told(self, session, terms, admin):
        made = enrol(session, terms, admin)
        event = session.scalars(select(Event).where(Event.stream_id == made.id)).one()
        assert (event.action, event.actor_id) == ("apprenticeship.enrolled", admin.id)
        assert event.detail["gateway_on"] == "2028-03-07"
        told = {each.person_id: each.text for each in session.scalars(select(Notice))}
        assert told == {
            made.apprentice.id: "You are enrolled from 7 September 2026. Your plan to gateway is ready.",
            made.tutor.id: "Priya Nair is on your caseload from 7 September 2026.",
            made.line_manager.id: "Priya Nair is enrolled from 7 September 2026, with you as line manager.",
        }
        assert set(session.scalars(select(Email.to))) == {"priya@example.org", "maya@example.org", "sam@example.org"}

    def test_a_cohort_and_a_version_of_the_standard_are_shared(self, session, terms, admin, provider):
        first = enrol(session, terms, admin)
        other = make_person(session, Role.APPRENTICE, provider)
        second = enrol(session, replace(terms, apprentice=part(other)), admin)
        assert first.cohort is second.cohort
        assert first.standard_version is second.standard_version

    def test_nobody_is_on_two_apprenticeships_at_once(self, session, terms, admin):
        enrol(session, terms, admin)
        with pytest.raises(services.AlreadyEnrolled, match="Priya Nair is already"):
            enrol(session, terms, admin)
        assert len(session.scalars(select(Apprenticeship)).all()) == 1

    def test_after_withdrawing_somebody_may_start_again(self, session, terms, admin):
        enrol(session, terms, admin).status = ApprenticeshipStatus.WITHDRAWN
        session.flush()
        assert enrol(session, terms, admin).status is ApprenticeshipStatus.ON_PROGRAMME

    @pytest.mark.parametrize("months", [11, 37])
    def test_it_lasts_twelve_to_thirty_six_months(self, session, terms, admin, months):
        with pytest.raises(Refused, match="12 to 36"):
            enrol(session, replace(terms, months=months), admin)

    def test_nobody_is_their_own_tutor(self, session, terms, admin, apprentice, provider):
        both = Membership(role=Role.TUTOR, organisation=provider)
        apprentice.memberships.append(both)
        session.flush()
        with pytest.raises(Refused, match="own line manager or tutor"):
            enrol(session, replace(terms, tutor=both.id), admin)

    @pytest.mark.parametrize("who", ["apprentice", "tutor", "line_manager"])
    def test_people_of_another_provider_do_not_exist(self, session, terms, admin, who):
        elsewhere = make_apprenticeship(session)
        with pytest.raises(NotFound):
            enrol(session, replace(terms, **{who: part(getattr(elsewhere, who))}), admin)

    def test_people_of_two_providers_of_one_administrator_do_not_mix(self, session, terms, admin):
        second = make_organisation(session)
        admin.memberships.append(Membership(role=Role.ADMINISTRATOR, organisation=second))
        session.flush()
        with pytest.raises(Refused, match="same training provider"):
            enrol(session, replace(terms, tutor=part(make_person(session, Role.TUTOR, second))), admin)

    def test_a_role_that_does_not_fit_the_part_is_not_found(self, session, terms, admin, line_manager):
        with pytest.raises(NotFound, match="tutor"):
            enrol(session, replace(terms, tutor=part(line_manager)), admin)


class TestPage:
    def test_it_offers_only_who_can_be_put_together(self, visit, session, terms, admin, provider, employer):
        make_apprenticeship(session, provider=provider, employer=employer)
        make_apprenticeship(session)
        page = visit.as_(admin).get("programmes.enrol")
        assert page.texts("#apprentice option") == ["Choose", "Priya Nair (priya@example.org)"]
        assert "Dunmore Bridges: Sam Hope (sam@example.org)" in page.texts("#line_manager option")
        assert len(page.texts("#tutor option")) == 3
        assert page.soup.select_one("#months")["value"] == "18"

    def test_enrolling_leads_to_the_person(self, visit, session, terms, admin, apprentice):
        page = visit.as_(admin).post("programmes.enrol", sent(terms))
        assert (page.status, page.location) == (303, f"/people/{apprentice.id}")
        made = session.scalars(select(Apprenticeship)).one()
        assert made.gateway_on == date(2028, 3, 7)

    def test_an_existing_cohort_can_be_chosen(self, visit, session, terms, admin, provider):
        session.add(Cohort(provider_id=provider.id, name="January 2026"))
        visit.as_(admin).post("programmes.enrol", sent(terms, cohort="January 2026", new_cohort=""))
        query = select(Cohort.name).join(Apprenticeship, Apprenticeship.cohort_id == Cohort.id)
        assert session.scalars(query).one() == "January 2026"

    @pytest.mark.parametrize(
        ("change", "field", "said"),
        [
            ({"new_cohort": ""}, "new_cohort", "Name the new cohort"),
            ({"starts_on": "31/02/2026"}, "starts_on", "a day of the calendar"),
            ({"months": "many"}, "months", "whole number"),
            ({"months": "40"}, "months", "12 to 36"),
            ({"months": ""}, "months", "months to gateway"),
            ({"tutor": ""}, "tutor", "Choose the tutor"),
        ],
    )
    def test_what_is_missing_or_wrong_is_said_beside_its_field(self, visit, terms, admin, change, field, said):
        page = visit.as_(admin).post("programmes.enrol", sent(terms, **change))
        assert page.status == 422
        assert said in page.text(f"#{field}-error")

    def test_what_does_not_fit_together_is_said_and_nothing_is_kept(
        self, visit, session, terms, admin, provider, apprentice
    ):
        both = Membership(role=Role.TUTOR, organisation=provider)
        apprentice.memberships.append(both)
        session.flush()
        page = visit.as_(admin).post("programmes.enrol", sent(terms, tutor=str(both.id)))
        assert page.status == 422
        assert "own line manager or tutor" in page.errors[0]
        assert session.scalars(select(Apprenticeship)).all() == []
        assert session.scalars(select(Cohort)).all() == []

    def test_it_says_who_must_be_invited_first(self, visit, admin):
        page = visit.as_(admin).get("programmes.enrol")
        assert "an apprentice without a current apprenticeship, a line manager, and a tutor." in page.text(".notice")

    def test_as_many_queries_for_thirty_people_as_for_two(self, visit, session, terms, admin, provider):
        browser = visit.as_(admin)
        few = browser.get("programmes.enrol").queries
        for _ in range(30):
            make_person(session, Role.APPRENTICE, provider)
        assert browser.get("programmes.enrol").queries == few <= 12


class TestWhoMaySee:
    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
    def test_enrolling_is_for_administrators(self, visit, session, provider, terms, role):
        browser = visit.as_(make_person(session, role, provider))
        assert browser.get("programmes.enrol").status == 403
        assert browser.post("programmes.enrol", sent(terms)).status == 403

    def test_people_of_another_provider_are_neither_offered_nor_accepted(self, visit, session, terms, admin):
        elsewhere = make_apprenticeship(session)
        foreign = part(elsewhere.tutor)
        browser = visit.as_(admin)
        assert str(foreign) not in browser.get("programmes.enrol").response.text
        assert browser.post("programmes.enrol", sent(terms, tutor=str(foreign))).status == 422
        assert browser.post("programmes.enrol", sent(terms, tutor=str(uuid.uuid4()))).status == 422
