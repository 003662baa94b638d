"""Invitations and password resets: links that work once, for a while, for one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import links, passwords, sessions
from app.accounts.models import LinkPurpose, OneTimeLink, Person, Role, SignInSession
from app.accounts.services import entry
from app.core import clock
from app.core.events import Event
from app.demonstration.factories import NOON, make_organisation, make_person
from app.notices.models import Email
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, Mailbox, keys

RESET, INVITATION = LinkPurpose.PASSWORD_RESET, LinkPurpose.INVITATION


@pytest.fixture
def person(session):
    return make_person(
        session,
        Role.TUTOR,
        make_organisation(session),
        name="Maya Okafor",
        email="maya@example.org",
        password=OTHER_PASSWORD,
    )


@pytest.fixture
def invited(session):
    return make_person(session, Role.TUTOR, make_organisation(session), name="Sam Hope", email="sam@example.org")


def ask(session, mailbox, email="maya@example.org", *, at=NOON):
    entry.request_reset(session, email, keys=keys(email, purpose="reset"), mail=mailbox.mail, at=at)


class TestService:
    def test_only_the_hash_of_a_token_is_kept(self, session, person):
        token = links.make_link(session, person, RESET, at=NOON)
        kept = session.scalars(select(OneTimeLink)).one()
        assert token not in (kept.token_hash, str(kept.id))
        assert len(token) >= 43  # 256 bits
        assert links.get_link(session, token, RESET, at=NOON).person is person

    @pytest.mark.parametrize(("purpose", "lasts"), [(RESET, timedelta(hours=1)), (INVITATION, timedelta(days=14))])
    def test_a_link_runs_out(self, session, person, purpose, lasts):
        token = links.make_link(session, person, purpose, at=NOON)
        assert links.get_link(session, token, purpose, at=NOON + lasts - timedelta(seconds=1))
        with pytest.raises(links.LinkEnded, match="run out"):
            links.get_link(session, token, purpose, at=NOON + lasts)

    def test_a_link_is_good_for_its_own_purpose_only(self, session, person):
        token = links.make_link(session, person, RESET, at=NOON)
        with pytest.raises(links.LinkEnded, match="do not know"):
            links.get_link(session, token, INVITATION, at=NOON)

    def test_a_link_works_once_and_takes_the_others_with_it(self, session, person):
        first, second = (links.make_link(session, person, RESET, at=NOON) for _ in range(2))
        link = links.get_link(session, first, RESET, at=NOON)
        entry.reset_password(session, link, PASSWORD, keys=keys(person.email), at=NOON)
        for token in (first, second):
            with pytest.raises(links.LinkEnded, match="used already"):
                links.get_link(session, token, RESET, at=NOON)

    def test_of_two_who_use_a_link_at_the_same_time_one_is_refused(self, session, person):
        link = links.get_link(session, links.make_link(session, person, RESET, at=NOON), RESET, at=NOON)
        links.use_link(session, link, at=NOON)
        with pytest.raises(links.LinkEnded, match="used already"):
            links.use_link(session, link, at=NOON)

    def test_a_link_of_somebody_deactivated_is_worthless(self, session, person):
        token = links.make_link(session, person, RESET, at=NOON)
        person.is_active = False
        with pytest.raises(links.LinkEnded):
            links.get_link(session, token, RESET, at=NOON)

    def test_a_reset_changes_the_password_signs_out_everywhere_and_opens_the_throttle(self, session, person):
        sessions.open_session(session, person, browser="old", at=NOON)
        for _ in range(5):
            wrong = entry.sign_in(session, person.email, "wrong", keys=keys(person.email), browser="", at=NOON)
            assert isinstance(wrong, entry.Refusal)
        link = links.get_link(session, links.make_link(session, person, RESET, at=NOON), RESET, at=NOON)
        entry.reset_password(session, link, PASSWORD, keys=keys(person.email), at=NOON)
        assert sessions.list_sessions(session, person, at=NOON) == []
        assert not passwords.is_right(person.password_hash, OTHER_PASSWORD)
        assert entry.sign_in(session, person.email, PASSWORD, keys=keys(person.email), browser="", at=NOON) is person
        assert session.scalars(select(Event.action).where(Event.stream_id == person.id)).all() == [
            "person.password-reset"
        ]

    def test_a_weak_password_leaves_the_link_good(self, session, person):
        token = links.make_link(session, person, RESET, at=NOON)
        link = links.get_link(session, token, RESET, at=NOON)
        with pytest.raises(passwords.WeakPassword):
            entry.reset_password(session, link, "Maya Okafor 1", keys=keys(person.email), at=NOON)
        assert links.get_link(session, token, RESET, at=NOON)

    def test_asking_sends_a_link_to_the_address_on_record(self, session, person):
        mailbox = Mailbox()
        ask(session, mailbox, " MAYA@example.org ")
        ((to, _, body),) = mailbox.sent
        assert to == "maya@example.org"
        assert mailbox.tokens[0] in body

    @pytest.mark.parametrize("who", ["unknown", "deactivated"])
    def test_asking_for_nobody_sends_nothing_and_is_counted_all_the_same(self, session, person, who):
        person.is_active = who != "deactivated"
        mailbox = Mailbox()
        ask(session, mailbox, "maya@example.org" if who == "deactivated" else "nobody@example.org")
        assert mailbox.sent == []
        assert session.scalars(select(OneTimeLink)).all() == []

    def test_a_mailbox_cannot_be_filled(self, session, person):
        mailbox = Mailbox()
        for _ in range(8):
            ask(session, mailbox)
        assert len(mailbox.sent) == 5

    def test_asking_does_not_close_the_sign_in(self, session, person):
        for _ in range(8):
            ask(session, Mailbox())
        assert (
            entry.sign_in(session, person.email, OTHER_PASSWORD, keys=keys(person.email), browser="", at=NOON) is person
        )


class TestPage:
    def test_asking_answers_the_same_for_everybody(self, visit, session, person):
        known = visit.post("accounts.forgotten_password", {"email": "maya@example.org"})
        unknown = visit.post("accounts.forgotten_password", {"email": "nobody@example.org"})
        assert known.status == unknown.status == 200
        assert known.h1 == unknown.h1 == "Look at your e-mail"
        assert known.text("main").replace("maya@", "nobody@") == unknown.text("main")
        assert session.scalars(select(Email.to)).all() == ["maya@example.org"]

    def test_the_link_in_the_e_mail_begins_with_the_configured_address(self, app, visit, session, person):
        visit.open(
            "POST",
            "accounts.forgotten_password",
            {},
            data={"email": "maya@example.org"},
            headers={"Host": "evil.example"},
        )
        body = session.scalars(select(Email.body)).one()
        assert f"{app.config['BASE_URL']}/reset-password/" in body
        assert "evil.example" not in body

    def test_looking_at_the_form_does_not_use_the_link(self, visit, session, person):
        token = links.make_link(session, person, RESET, at=clock.now())
        for _ in range(2):
            page = visit.get("accounts.reset_password", token=token)
            assert page.status == 200
            assert page.soup.select_one("#password")["autocomplete"] == "new-password"
            assert page.soup.select_one("#username")["value"] == "maya@example.org"
        assert "At least 12 characters" in page.text("#password-help")

    def test_a_new_password_is_saved_and_the_link_is_gone(self, visit, session, person):
        token = links.make_link(session, person, RESET, at=clock.now())
        assert visit.post("accounts.reset_password", {"password": PASSWORD}, token=token).location == "/sign-in"
        assert passwords.is_right(session.get(Person, person.id).password_hash, PASSWORD)
        again = visit.post("accounts.reset_password", {"password": OTHER_PASSWORD}, token=token)
        assert again.status == 410
        assert "used already" in again.text("main")
        assert again.soup.select_one('a[href="/forgotten-password"]')

    def test_a_weak_password_goes_back_with_the_reason_beside_the_field(self, visit, session, person):
        token = links.make_link(session, person, RESET, at=clock.now())
        page = visit.post("accounts.reset_password", {"password": "short"}, token=token)
        assert page.status == 422
        assert "at least 12 characters" in page.text("#password-error")
        assert visit.get("accounts.reset_password", token=token).status == 200

    def test_accepting_an_invitation_sets_the_password_signs_in_and_leads_home(self, visit, session, invited):
        token = links.make_link(session, invited, INVITATION, at=clock.now())
        assert "Welcome, Sam" in visit.get("accounts.accept_invitation", token=token).text(".lede")
        page = visit.post("accounts.accept_invitation", {"password": PASSWORD}, token=token)
        assert (page.status, page.location) == (303, "/")
        assert visit.get("accounts.session_state").json["person"] == "Sam Hope"
        assert passwords.is_right(session.get(Person, invited.id).password_hash, PASSWORD)

    def test_accepting_in_a_browser_of_somebody_else_ends_their_session_there(self, visit, session, person, invited):
        token = links.make_link(session, invited, INVITATION, at=clock.now())
        browser = visit.as_(person)
        browser.post("accounts.accept_invitation", {"password": PASSWORD}, token=token)
        assert browser.get("accounts.session_state").json["person"] == "Sam Hope"
        ended = select(SignInSession).where(SignInSession.person_id == person.id)
        assert session.scalars(ended).one().ended_at is not None

    @pytest.mark.parametrize("endpoint", ["accounts.accept_invitation", "accounts.reset_password"])
    def test_a_link_that_has_run_out_says_what_to_do(self, visit, session, invited, endpoint):
        purpose = INVITATION if "invitation" in endpoint else RESET
        token = links.make_link(session, invited, purpose, at=clock.now() - timedelta(days=15))
        page = visit.get(endpoint, token=token)
        assert page.status == 410
        assert "run out" in page.text("main")
        assert page.soup.select_one('main a[href="/sign-in"]')


class TestWhoMaySee:
    @pytest.mark.parametrize("endpoint", ["accounts.accept_invitation", "accounts.reset_password"])
    def test_nobody_gets_in_with_a_guess(self, visit, endpoint):
        assert visit.get(endpoint, token="guess").status == 410
        assert visit.post(endpoint, {"password": PASSWORD}, token="guess").status == 410
