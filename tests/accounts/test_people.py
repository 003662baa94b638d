"""The administrator's people: who is on the list, invitations, roles, and keeping people out."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from app.accounts import links, policies, sessions
from app.accounts.models import LinkPurpose, Membership, Organisation, OrganisationKind, Person, Role
from app.accounts.queries import list_people
from app.accounts.services import people
from app.core.errors import NotAllowed, NotFound, Refused
from app.core.events import Event
from app.demonstration.factories import NOON, make_organisation, make_person
from app.notices.models import Email
from tests.accounts.people import PASSWORD, Mailbox


@pytest.fixture
def provider(session):
    return make_organisation(session, "Calder College")


@pytest.fixture
def employer(session, provider):
    return make_organisation(session, "Dunmore Bridges", employer_of=provider)


@pytest.fixture
def admin(session, provider):
    return make_person(session, Role.ADMINISTRATOR, provider, name="Ada Lowe")


@pytest.fixture
def tutor(session, provider):
    return make_person(
        session, Role.TUTOR, provider, name="Maya Okafor", email="maya@calder.example", password=PASSWORD
    )


@pytest.fixture
def elsewhere(session):
    """Somebody of a provider that has nothing to do with ours."""
    return make_person(
        session, Role.TUTOR, make_organisation(session, "Tarn Training"), name="Xenia Vale", email="xenia@tarn.example"
    )


def invite(session, admin, organisation, mailbox=None, *, email="new@example.org", role=Role.TUTOR, name="New Person"):
    return people.invite(
        session,
        people.Invitation(name=name, email=email, role=role),
        organisation,
        actor=admin,
        mail=(mailbox or Mailbox()).mail,
        at=NOON,
    )


def add_role(session, person, role, organisation):
    person.memberships.append(Membership(role=role, organisation=organisation))
    session.flush()


def actions(session, person):
    return session.scalars(select(Event.action).where(Event.stream_id == person.id).order_by(Event.sequence)).all()


class TestService:
    def test_inviting_makes_an_account_without_a_password_and_sends_a_link(self, session, admin, provider):
        mailbox = Mailbox()
        person = invite(session, admin, provider, mailbox, email=" New@Example.org", name=" New   Person ")
        assert (person.name, person.email, person.password_hash) == ("New Person", "new@example.org", None)
        ((to, _, body),) = mailbox.sent
        assert to == "new@example.org"
        assert "Ada Lowe of Calder College has made you an account" in body
        assert links.get_link(session, mailbox.tokens[0], LinkPurpose.INVITATION, at=NOON).person is person
        assert actions(session, person) == ["person.invited"]

    def test_a_line_manager_is_invited_by_the_provider(self, session, admin, employer):
        mailbox = Mailbox()
        invite(session, admin, employer, mailbox, role=Role.LINE_MANAGER)
        assert "Ada Lowe of Calder College has made you an account" in mailbox.sent[0][2]

    @pytest.mark.parametrize("role", [Role.APPRENTICE, Role.TUTOR, Role.ADMINISTRATOR, Role.INTERNAL_QUALITY_ASSURER])
    def test_only_a_line_manager_belongs_to_an_employer(self, session, admin, employer, role):
        with pytest.raises(Refused, match="Only line managers"):
            invite(session, admin, employer, role=role)

    def test_a_line_manager_does_not_belong_to_the_provider(self, session, admin, provider):
        with pytest.raises(Refused, match="belongs to an employer"):
            invite(session, admin, provider, role=Role.LINE_MANAGER)

    def test_an_organisation_out_of_reach_does_not_exist(self, session, admin):
        with pytest.raises(NotFound):
            invite(session, admin, make_organisation(session))

    def test_an_address_of_our_own_people_says_whose_it_is(self, session, admin, provider, tutor):
        with pytest.raises(people.AlreadyYours, match="Maya Okafor") as raised:
            invite(session, admin, provider, email="MAYA@calder.example")
        assert raised.value.person_id == tutor.id

    def test_an_address_of_another_provider_says_that_it_is_taken_and_not_by_whom(
        self, session, admin, provider, elsewhere
    ):
        mailbox = Mailbox()
        with pytest.raises(people.AddressTaken) as raised:
            invite(session, admin, provider, mailbox, email="xenia@tarn.example")
        said = str(raised.value)
        assert "Ask the person" in said
        assert "Xenia" not in said
        assert "Tarn" not in said
        assert mailbox.sent == []

    def test_an_employer_is_added_once_whatever_its_capitals(self, session, admin, provider, employer):
        assert people.employer_named(session, "dunmore  BRIDGES", provider, actor=admin) is employer
        added = people.employer_named(session, "Ferro Rail", provider, actor=admin)
        assert (added.kind, added.provider_id) == (OrganisationKind.EMPLOYER, provider.id)

    def test_an_employer_cannot_be_added_to_another_provider(self, session, admin):
        with pytest.raises(NotAllowed):
            people.employer_named(session, "Ferro Rail", make_organisation(session), actor=admin)

    def test_an_invitation_can_be_sent_again_until_it_is_accepted(self, session, admin, provider, tutor):
        mailbox = Mailbox()
        person = invite(session, admin, provider)
        people.resend_invitation(session, person, actor=admin, mail=mailbox.mail, at=NOON)
        assert [to for to, _, _ in mailbox.sent] == ["new@example.org"]
        with pytest.raises(Refused, match="has accepted"):
            people.resend_invitation(session, tutor, actor=admin, mail=mailbox.mail, at=NOON)

    def test_nobody_deactivated_is_invited_again(self, session, admin, provider):
        person = invite(session, admin, provider)
        people.deactivate(session, person, actor=admin, at=NOON)
        with pytest.raises(Refused, match="Reactivate"):
            people.resend_invitation(session, person, actor=admin, mail=Mailbox().mail, at=NOON)

    def test_deactivating_ends_sessions_and_links_and_can_be_undone(self, session, admin, tutor):
        opened = str(sessions.open_session(session, tutor, browser="", at=NOON).id)
        token = links.make_link(session, tutor, LinkPurpose.PASSWORD_RESET, at=NOON)
        people.deactivate(session, tutor, actor=admin, at=NOON)
        people.deactivate(session, tutor, actor=admin, at=NOON)
        people.reactivate(session, tutor, actor=admin, at=NOON)
        assert tutor.is_active
        assert sessions.find_person(session, opened, at=NOON) is None
        with pytest.raises(links.LinkEnded, match="used already"):
            links.get_link(session, token, LinkPurpose.PASSWORD_RESET, at=NOON)
        assert actions(session, tutor) == ["person.deactivated", "person.reactivated"]

    def test_nobody_deactivates_themselves(self, session, admin):
        with pytest.raises(Refused, match="yourself"):
            people.deactivate(session, admin, actor=admin, at=NOON)

    @pytest.mark.parametrize("change", [people.deactivate, people.reactivate, people.sign_out])
    def test_somebody_with_a_role_elsewhere_is_not_ours_alone_to_keep_out(self, session, admin, tutor, change):
        add_role(session, tutor, Role.TUTOR, make_organisation(session))
        with pytest.raises(NotAllowed, match="elsewhere"):
            change(session, tutor, actor=admin, at=NOON)

    @pytest.mark.parametrize("change", [people.deactivate, people.reactivate, people.sign_out])
    def test_somebody_elsewhere_does_not_exist(self, session, admin, elsewhere, change):
        with pytest.raises(NotFound):
            change(session, elsewhere, actor=admin, at=NOON)

    def test_a_role_is_given_once_and_taken_away(self, session, admin, provider, tutor):
        for _ in range(2):
            people.give_role(session, tutor, Role.INTERNAL_QUALITY_ASSURER, provider, actor=admin, at=NOON)
        assert [each.role for each in tutor.memberships] == [Role.TUTOR, Role.INTERNAL_QUALITY_ASSURER]
        people.take_role(session, tutor, tutor.memberships[0].id, actor=admin, at=NOON)
        held = session.scalars(select(Membership.role).where(Membership.person_id == tutor.id)).all()
        assert held == [Role.INTERNAL_QUALITY_ASSURER]
        assert actions(session, tutor) == ["person.role-given", "person.role-taken"]

    def test_the_only_role_stays(self, session, admin, tutor):
        with pytest.raises(Refused, match="only role"):
            people.take_role(session, tutor, tutor.memberships[0].id, actor=admin, at=NOON)

    def test_nobody_takes_their_own_role(self, session, admin, provider):
        add_role(session, admin, Role.TUTOR, provider)
        with pytest.raises(Refused, match="another administrator"):
            people.take_role(session, admin, admin.memberships[0].id, actor=admin, at=NOON)

    def test_a_role_elsewhere_cannot_be_taken(self, session, admin, tutor):
        add_role(session, tutor, Role.TUTOR, make_organisation(session, "Zeta"))
        foreign = next(each for each in tutor.memberships if each.organisation.name == "Zeta")
        with pytest.raises(NotFound):
            people.take_role(session, tutor, foreign.id, actor=admin, at=NOON)

    def test_the_first_administrator_makes_a_provider_once(self, session):
        token = people.first_administrator(session, "Ada Lowe", "ada@example.org", "New College", at=NOON)
        person = links.get_link(session, token, LinkPurpose.INVITATION, at=NOON).person
        held = select(Membership.role).where(Membership.person_id == person.id)
        assert session.scalars(held).all() == [Role.ADMINISTRATOR]
        people.first_administrator(session, "Bo Reed", "bo@example.org", "new college", at=NOON)
        assert len(session.scalars(select(Organisation).where(Organisation.name == "New College")).all()) == 1
        with pytest.raises(Refused, match="has an account"):
            people.first_administrator(session, "Ada", "Ada@example.org", "New College", at=NOON)


class TestPage:
    def test_the_list_has_our_people_and_those_of_our_employers(
        self, visit, session, admin, tutor, employer, elsewhere
    ):
        make_person(session, Role.LINE_MANAGER, employer, name="Sam Hope")
        page = visit.as_(admin).get("accounts.people")
        assert page.texts("tbody th") == ["Ada Lowe", "Maya Okafor", "Sam Hope"]
        assert "Invited" in page.texts("tbody tr")[2]
        assert "Active" in page.texts("tbody tr")[1]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"search": "OKAF"}, ["Maya Okafor"]),
            ({"search": "calder.example"}, ["Maya Okafor"]),
            ({"search": "%"}, []),
            ({"role": "administrator"}, ["Ada Lowe"]),
            ({"role": "administrator", "search": "maya"}, []),
            ({"role": "no such role"}, ["Ada Lowe", "Maya Okafor"]),
            ({"search": "tarn"}, []),
        ],
    )
    def test_finding_by_name_address_and_role(self, visit, admin, tutor, elsewhere, asked, found):
        page = visit.as_(admin).get("accounts.people", **asked)
        assert page.texts("tbody th") == found
        if not found:
            assert "Nobody found" in page.text(".empty")

    def test_a_role_held_elsewhere_is_neither_shown_nor_found(self, visit, session, admin, tutor):
        add_role(session, tutor, Role.INTERNAL_QUALITY_ASSURER, make_organisation(session, "Tarn Training"))
        assert "Tarn" not in visit.as_(admin).get("accounts.people").text("main")
        assert "Tarn" not in visit.as_(admin).get("accounts.person", person_id=tutor.id).text("main")
        found = list_people(session, actor=admin, role=Role.INTERNAL_QUALITY_ASSURER)
        assert found.items == []

    def test_fifty_to_a_page_and_as_many_queries_for_fifty_as_for_two(self, visit, session, admin, tutor, provider):
        few = visit.as_(admin).get("accounts.people")
        for number in range(50):
            make_person(session, Role.APPRENTICE, provider, name=f"Person {number:02}")
        many = visit.as_(admin).get("accounts.people")
        assert many.queries == few.queries <= 12
        assert len(many.texts("tbody th")) == 50
        assert many.soup.select_one("a[rel=next]")["href"] == "/people?page=2"
        second = visit.as_(admin).get("accounts.people", page=2)
        assert second.texts("tbody th") == ["Person 48", "Person 49"]

    def test_inviting_a_line_manager_of_a_new_employer(self, visit, session, admin):
        sent = {"name": "Sam Hope", "email": "sam@dunmore.example", "role": "line-manager", "organisation": "new"}
        page = visit.as_(admin).post("accounts.invite", sent | {"new_employer": "Dunmore Bridges"})
        assert page.status == 303
        person = session.scalars(select(Person).where(Person.email == "sam@dunmore.example")).one()
        assert page.location == f"/people/{person.id}"
        email = session.scalars(select(Email)).one()
        assert email.to == "sam@dunmore.example"
        assert "/invitation/" in email.body
        shown = visit.as_(admin).get("accounts.person", person_id=person.id)
        assert shown.h1 == "Sam Hope"
        assert "Dunmore Bridges" in shown.text("main")

    def test_a_refused_invitation_leaves_no_employer_behind(self, visit, session, admin):
        sent = {"name": "Sam Hope", "email": "sam@dunmore.example", "role": "tutor", "organisation": "new"}
        page = visit.as_(admin).post("accounts.invite", sent | {"new_employer": "Dunmore Bridges"})
        assert page.status == 422
        assert "Only line managers" in page.text("#organisation-error")
        assert session.scalars(select(Organisation).where(Organisation.name == "Dunmore Bridges")).all() == []

    def test_a_known_address_leads_to_its_person(self, visit, admin, provider, tutor):
        sent = {"name": "Maya", "email": "maya@calder.example", "role": "tutor", "organisation": str(provider.id)}
        page = visit.as_(admin).post("accounts.invite", sent)
        assert page.status == 422
        assert page.soup.select_one(f'.notice a[href="/people/{tutor.id}"]')

    def test_an_address_taken_elsewhere_is_said_beside_the_field(self, visit, admin, provider, elsewhere):
        sent = {"name": "X", "email": "xenia@tarn.example", "role": "tutor", "organisation": str(provider.id)}
        page = visit.as_(admin).post("accounts.invite", sent)
        assert page.status == 422
        assert "another organisation" in page.text("#email-error")
        assert "Xenia" not in page.response.text

    def test_nothing_filled_in_is_an_error_for_each_field(self, visit, admin):
        page = visit.as_(admin).post("accounts.invite", {"organisation": "new", "email": "no address"})
        assert page.status == 422
        assert len(page.errors) == 4

    def test_buttons_of_a_person(self, visit, session, admin, tutor):
        browser = visit.as_(admin)
        theirs = visit.as_(tutor)

        def press(**form):
            return browser.post("accounts.person", form, person_id=tutor.id)

        assert press(do="sign-out").status == 303
        assert theirs.get("accounts.account").status == 302
        assert press(do="deactivate").status == 303
        assert not session.get(Person, tutor.id).is_active
        assert "cannot sign in" in browser.get("accounts.person", person_id=tutor.id).text("main")
        assert press(do="reactivate").status == 303
        assert session.get(Person, tutor.id).is_active

    def test_giving_and_taking_roles(self, visit, session, admin, provider, tutor):
        browser = visit.as_(admin)
        given = {"do": "give-role", "role": "administrator", "organisation": str(provider.id)}
        assert browser.post("accounts.person", given, person_id=tutor.id).status == 303
        page = browser.get("accounts.person", person_id=tutor.id)
        membership = page.soup.select("[name=membership]")[0]["value"]
        taken = {"do": "take-role", "membership": membership}
        assert browser.post("accounts.person", taken, person_id=tutor.id).status == 303
        held = session.scalars(select(Membership.role).where(Membership.person_id == tutor.id)).all()
        assert held == [Role.TUTOR]  # shown in the order of their names, administrator first

    @pytest.mark.parametrize(
        "form",
        [
            {"do": "give-role", "role": "line-manager"},
            {"do": "give-role", "role": "emperor"},
            {"do": "take-role", "membership": "not an id"},
            {"do": "resend"},
        ],
    )
    def test_what_cannot_be_done_is_said_on_the_page(self, visit, admin, provider, tutor, form):
        page = visit.as_(admin).post("accounts.person", form | {"organisation": str(provider.id)}, person_id=tutor.id)
        assert page.status == 422
        assert page.errors

    def test_an_unknown_button_changes_nothing(self, visit, admin, tutor):
        assert visit.as_(admin).post("accounts.person", {"do": "erase"}, person_id=tutor.id).status == 200

    def test_an_invitation_is_sent_again(self, visit, session, admin, provider):
        person = make_person(session, Role.TUTOR, provider, email="later@example.org")
        assert "has not chosen a password" in visit.as_(admin).get("accounts.person", person_id=person.id).text("main")
        assert visit.as_(admin).post("accounts.person", {"do": "resend"}, person_id=person.id).status == 303
        assert session.scalars(select(Email.to)).all() == ["later@example.org"]


class TestWhoMaySee:
    @pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
    def test_people_are_for_administrators(self, visit, session, provider, tutor, role):
        browser = visit.as_(make_person(session, role, provider))
        assert browser.get("accounts.people").status == 403
        assert browser.get("accounts.invite").status == 403
        assert browser.get("accounts.person", person_id=tutor.id).status == 403
        assert browser.post("accounts.person", {"do": "deactivate"}, person_id=tutor.id).status == 403

    def test_people_of_unrelated_organisations_are_not_found(self, visit, session, admin, elsewhere):
        browser = visit.as_(admin)
        assert browser.get("accounts.person", person_id=elsewhere.id).status == 404
        assert browser.post("accounts.person", {"do": "deactivate"}, person_id=elsewhere.id).status == 404
        assert browser.get("accounts.person", person_id=uuid.uuid4()).status == 404
        assert session.get(Person, elsewhere.id).is_active

    def test_an_organisation_of_others_cannot_be_chosen(self, visit, session, admin, elsewhere):
        foreign = session.scalars(select(Organisation.id).where(Organisation.name == "Tarn Training")).one()
        page = visit.as_(admin).get("accounts.invite")
        assert str(foreign) not in page.response.text
        sent = {"name": "X", "email": "x@example.org", "role": "tutor", "organisation": str(foreign)}
        assert visit.as_(admin).post("accounts.invite", sent).status == 422

    def test_the_rule_for_rows_and_the_rule_for_one_agree(self, session, admin, provider, employer):
        other = make_organisation(session)
        others = make_organisation(session, employer_of=other)
        rows = set(session.scalars(select(Organisation).where(policies.organisations_managed_by(admin))))
        assert rows == {each for each in (provider, employer, other, others) if policies.may_manage_in(admin, each)}
        assert rows == {provider, employer}

    def test_an_administrator_of_nothing_else_sees_themselves_only(self, visit, session):
        alone = make_person(session, Role.ADMINISTRATOR, make_organisation(session), name="Solo Lane")
        assert visit.as_(alone).get("accounts.people").texts("tbody th") == ["Solo Lane"]
