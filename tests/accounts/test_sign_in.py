"""Signing in and out: who gets in, how guesses are slowed down, and where a browser ends up."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import sessions
from app.accounts.links import is_own_path
from app.accounts.models import Person, Role, SignInAttempt, SignInSession
from app.accounts.passwords import hash_password, needs_rehash
from app.accounts.services import entry
from app.core import clock
from app.demonstration.factories import NOON, make_organisation, make_person
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, keys
from tests.visit import Visit

MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(session):
    return make_person(session, Role.TUTOR, make_organisation(session), email="tutor@example.org", password=PASSWORD)


def sign_in(session, email="tutor@example.org", password=PASSWORD, *, at=NOON, network="192.0.2.7", **more):
    return entry.sign_in(session, email, password, keys=keys(email, network), browser="Firefox on Linux", at=at, **more)


def fail(session, times, **where):
    for number in range(times):
        said = sign_in(session, password="a wrong password", at=NOON + number * MINUTE, **where)
        assert isinstance(said, entry.Refusal)


class TestService:
    def test_the_right_password_opens_a_session_for_fourteen_days(self, session, person):
        assert sign_in(session, " Tutor@Example.org ") is person
        opened = session.get(SignInSession, uuid.UUID(person.get_id()))
        assert opened.browser == "Firefox on Linux"
        assert opened.expires_at == NOON + timedelta(days=14)

    def test_a_hash_with_old_parameters_is_renewed(self, session, person):
        assert needs_rehash(person.password_hash)
        sign_in(session)
        assert not needs_rehash(person.password_hash)
        assert sign_in(session) is person

    def test_a_password_is_checked_beforehand_with_no_transaction_open(self, session, person):
        found = entry.look_up(session, person.email, keys=keys(person.email), at=NOON)
        proof = entry.prove(found, PASSWORD)
        assert (proof.is_right, proof.stored) == (True, person.password_hash)
        assert sign_in(session, proof=proof) is person
        assert person.password_hash == proof.fresh, "the work was not done twice"

    def test_a_proof_of_a_password_that_has_changed_since_is_worth_nothing(self, session, person):
        found = entry.look_up(session, person.email, keys=keys(person.email), at=NOON)
        proof = entry.prove(found, PASSWORD)
        person.password_hash = hash_password(OTHER_PASSWORD)
        session.flush()
        assert sign_in(session, proof=proof) == entry.Refusal(entry.WRONG)

    def test_a_proof_does_not_help_where_too_many_tries_have_failed_since(self, session, person):
        found = entry.look_up(session, person.email, keys=keys(person.email), at=NOON)
        proof = entry.prove(found, PASSWORD)
        fail(session, 5)
        assert isinstance(sign_in(session, at=NOON + 5 * MINUTE, proof=proof), entry.Refusal)

    def test_no_work_is_done_for_an_address_that_is_closed(self, session, person):
        fail(session, 5)
        found = entry.look_up(session, person.email, keys=keys(person.email), at=NOON + 5 * MINUTE)
        assert entry.prove(found, PASSWORD) is None

    @pytest.mark.parametrize("reason", ["unknown", "wrong", "deactivated", "not accepted"])
    def test_every_refusal_says_the_same_and_is_counted(self, session, person, reason):
        email, password = person.email, PASSWORD
        if reason == "unknown":
            email = "nobody@example.org"
        elif reason == "wrong":
            password = "a wrong password"
        elif reason == "deactivated":
            person.is_active = False
        else:
            person.password_hash = None
        assert sign_in(session, email, password) == entry.Refusal(entry.WRONG)
        counted = set(session.scalars(select(SignInAttempt.key)))
        assert counted == {keys(email).address, keys(email).network}

    @pytest.mark.parametrize("email", ["tutor@example.org", "nobody@example.org"])
    def test_five_failures_close_an_address_whether_it_exists_or_not(self, session, person, email):
        fail(session, 5, email=email)
        said = sign_in(session, email, at=NOON + 5 * MINUTE)
        assert isinstance(said, entry.Refusal)
        assert "Try again at 13:16" in said.message  # London; the first failure was at 13:00 and lasts 15 minutes

    def test_the_address_opens_again_when_the_oldest_failure_is_a_quarter_of_an_hour_old(self, session, person):
        fail(session, 5)
        assert isinstance(sign_in(session, at=NOON + 15 * MINUTE - timedelta(seconds=1)), entry.Refusal)
        assert sign_in(session, at=NOON + 15 * MINUTE) is person

    def test_success_clears_the_failures_of_the_address(self, session, person):
        fail(session, 4)
        assert sign_in(session, at=NOON + 4 * MINUTE) is person
        fail(session, 4)
        assert sign_in(session, at=NOON + 5 * MINUTE) is person

    def test_thirty_failures_close_a_network_to_every_address(self, session, person):
        for number in range(30):
            sign_in(session, f"guess{number}@example.org", "a wrong password")
        assert isinstance(sign_in(session, at=NOON + MINUTE), entry.Refusal)
        assert sign_in(session, at=NOON + MINUTE, network="198.51.100.4") is person

    def test_addresses_of_one_ipv6_network_count_together(self):
        one, other = keys("a@example.org", "2001:db8::1"), keys("b@example.org", "2001:db8::ffff:2")
        assert one.network == other.network
        assert one.network != keys("a@example.org", "2001:db8:0:1::1").network

    def test_the_table_names_nobody_and_forgets(self, session, person):
        fail(session, 1)
        assert "tutor" not in "".join(session.scalars(select(SignInAttempt.key)))
        sign_in(session, "other@example.org", at=NOON + 16 * MINUTE)
        assert set(session.scalars(select(SignInAttempt.at))) == {NOON + 16 * MINUTE}

    def test_signing_in_again_ends_the_session_that_the_browser_had(self, session, person):
        first = sign_in(session).get_id()
        second = sign_in(session, replaces=first).get_id()
        assert first != second
        assert sessions.find_person(session, first, at=NOON) is None
        assert sessions.find_person(session, second, at=NOON) == person

    def test_a_session_ends_after_fourteen_days(self, session, person):
        opened = sign_in(session).get_id()
        assert sessions.find_person(session, opened, at=NOON + timedelta(days=14) - MINUTE) == person
        assert sessions.find_person(session, opened, at=NOON + timedelta(days=14)) is None


class TestOwnPath:
    @pytest.mark.parametrize("path", ["/", "/plan", "/practise/quarry-lane?document=minutes", "/learn/schedule#float"])
    def test_a_path_of_this_site(self, path):
        assert is_own_path(path)

    @pytest.mark.parametrize(
        "address",
        [
            *(
                "",
                "plan",
                " /plan",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
            ),
            *("javascript:alert(1)", "http:/plan", "/\t/evil.example", "/a\nb", "/a\\b", "//[", "/\x00"),
        ],
    )
    def test_anything_else(self, address):
        assert not is_own_path(address)


class TestPage:
    def test_it_asks_for_address_and_password_and_lets_password_managers_help(self, visit):
        page = visit.get("accounts.sign_in")
        assert page.h1 == "Sign in"
        assert page.soup.select_one("#email")["autocomplete"] == "username"
        assert page.soup.select_one("#password")["autocomplete"] == "current-password"
        assert not page.soup.select("[onpaste]")
        assert page.queries == 0

    def test_the_right_password_leads_home(self, visit, person):
        page = visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": PASSWORD})
        assert (page.status, page.location) == (303, "/")
        assert visit.get("accounts.account").status == 200

    def test_it_leads_back_to_the_page_that_was_asked_for(self, visit, person):
        asked = visit.get("accounts.account")
        assert asked.location == "/sign-in?then=/account"
        form = visit.get("accounts.sign_in", then="/account").soup
        assert form.select_one("#then")["value"] == "/account"
        sent = {"email": "tutor@example.org", "password": PASSWORD, "then": "/account"}
        assert visit.post("accounts.sign_in", sent).location == "/account"

    @pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    def test_it_never_leads_off_the_site(self, visit, person, then):
        sent = {"email": "tutor@example.org", "password": PASSWORD, "then": then}
        assert visit.post("accounts.sign_in", sent).location == "/"
        assert visit.get("accounts.sign_in", then=then).location == "/"  # signed in by now

    def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(self, visit, person):
        known = visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": "a wrong password"})
        unknown = visit.post("accounts.sign_in", {"email": "nobody@example.org", "password": "a wrong password"})
        assert known.status == unknown.status == 422
        assert known.errors == unknown.errors == [entry.WRONG]
        assert known.text("main") == unknown.text("main")

    def test_the_password_is_not_sent_back(self, visit, person):
        page = visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": "a wrong password"})
        assert "a wrong password" not in page.response.text

    def test_failures_are_kept_and_the_sixth_try_is_told_when_to_come_back(self, visit, person):
        for _ in range(5):
            visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": "a wrong password"})
        page = visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": PASSWORD})
        assert page.status == 422
        assert "Try again at" in page.errors[0]
        elsewhere = visit.open(
            "POST",
            "accounts.sign_in",
            {},
            data={"email": "tutor@example.org", "password": PASSWORD},
            environ_base={"REMOTE_ADDR": "198.51.100.4"},
        )
        assert elsewhere.status == 422  # the address is closed from everywhere

    def test_nothing_typed_is_two_errors(self, visit):
        assert len(visit.post("accounts.sign_in", {}).errors) == 2

    def test_signing_out_ends_the_session_itself(self, visit, session, person):
        visit.post("accounts.sign_in", {"email": "tutor@example.org", "password": PASSWORD})
        assert visit.post("accounts.sign_out").location == "/sign-in"
        assert visit.get("accounts.account").status == 302
        assert session.scalars(select(SignInSession)).one().ended_at is not None

    def test_signing_out_twice_does_no_harm(self, visit):
        assert visit.post("accounts.sign_out").status == 303


class TestSessionState:
    def test_it_says_that_nobody_is_signed_in_and_gives_a_token(self, visit):
        page = visit.get("accounts.session_state")
        assert page.json == {"signed_in": False, "person": None, "csrf": page.json["csrf"]}
        assert len(page.json["csrf"]) > 20
        assert page.response.headers["Cache-Control"] == "no-store"

    def test_it_says_who_is(self, visit, person):
        state = visit.as_(person).get("accounts.session_state").json
        assert (state["signed_in"], state["person"]) == (True, person.name)


class TestWhoMaySee:
    def test_an_ended_session_stops_working_at_once(self, visit, session, person):
        browser = visit.as_(person)
        assert browser.get("accounts.account").status == 200
        sessions.end_all_sessions(session, person, at=clock.now())
        assert browser.get("accounts.account").status == 302
        assert browser.get("accounts.session_state").json["signed_in"] is False

    def test_a_deactivated_person_is_out_at_once(self, visit, session, person):
        browser = visit.as_(person)
        session.get(Person, person.id).is_active = False
        assert browser.get("accounts.account").status == 302

    def test_the_session_of_the_cookie_changes_at_sign_in(self, app, session, person):
        """Whoever planted a cookie in a browser beforehand does not share what it becomes."""
        browser = Visit(app, session, person)
        planted = cookie_of(browser)
        browser.post("accounts.sign_in", {"email": "tutor@example.org", "password": PASSWORD})
        assert cookie_of(browser)["_user_id"] != planted["_user_id"]
        assert sessions.find_person(session, planted["_user_id"], at=clock.now()) is None

    def test_nothing_of_the_old_cookie_is_carried_over(self, app, session, person):
        browser = Visit(app, session)
        with browser._client.session_transaction() as cookie:
            cookie["planted"] = "by somebody else"
        browser.post("accounts.sign_in", {"email": "tutor@example.org", "password": PASSWORD})
        assert "planted" not in cookie_of(browser)

    @pytest.mark.parametrize("stolen", ["not-a-uuid", "6f2c8f3e-0d55-4a57-9a0e-1d6d6f0f7c11"])
    def test_a_made_up_session_is_nobody(self, app, session, stolen):
        browser = Visit(app, session)
        with browser._client.session_transaction() as cookie:
            cookie["_user_id"] = stolen
        assert browser.get("accounts.account").status == 302


def cookie_of(browser: Visit) -> dict[str, object]:
    with browser._client.session_transaction() as cookie:
        return dict(cookie)
