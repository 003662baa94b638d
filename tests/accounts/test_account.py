"""One's own account: changing the password, and ending other browsers' sessions."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.accounts import browsers, links, passwords, sessions
from app.accounts.models import LinkPurpose, Person, Role
from app.accounts.services import entry
from app.core import clock
from app.demonstration.factories import NOON, make_organisation, make_person
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, keys


@pytest.fixture
def person(session):
    return make_person(session, Role.TUTOR, make_organisation(session), email="tutor@example.org", password=PASSWORD)


def change(session, person, current, new, this_session, *, at=NOON):
    return entry.change_password(
        session, person, current, new, keys=keys(person.email), this_session=this_session, at=at
    )


class TestService:
    def test_it_asks_for_the_current_password_and_ends_other_sessions_and_links(self, session, person):
        here, there = (str(sessions.open_session(session, person, browser="", at=NOON).id) for _ in range(2))
        token = links.make_link(session, person, LinkPurpose.PASSWORD_RESET, at=NOON)
        assert change(session, person, PASSWORD, OTHER_PASSWORD, here) is None
        assert passwords.is_right(person.password_hash, OTHER_PASSWORD)
        assert sessions.find_person(session, here, at=NOON) == person
        assert sessions.find_person(session, there, at=NOON) is None
        with pytest.raises(links.LinkEnded):
            links.get_link(session, token, LinkPurpose.PASSWORD_RESET, at=NOON)

    def test_a_stolen_session_cannot_guess_the_password_for_ever(self, session, person):
        here = str(sessions.open_session(session, person, browser="", at=NOON).id)
        for _ in range(5):
            assert change(session, person, "a wrong password", OTHER_PASSWORD, here).message.startswith("This is not")
        assert "Try again at" in change(session, person, PASSWORD, OTHER_PASSWORD, here).message
        assert change(session, person, PASSWORD, OTHER_PASSWORD, here, at=NOON + timedelta(minutes=15)) is None


class TestBrowsers:
    @pytest.mark.parametrize(
        ("header", "said"),
        [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
            ("curl/8.0", "A browser that does not say what it is"),
        ],
    )
    def test_a_browser_is_named_in_a_few_words(self, header, said):
        assert browsers.describe(header) == said


class TestPage:
    def test_it_lists_my_browsers_and_says_which_is_this_one(self, visit, session, person):
        sessions.open_session(session, person, browser="Safari on iPhone", at=clock.now() - timedelta(days=1))
        page = visit.as_(person).get("accounts.account")
        shown = page.texts("main li")
        assert len(shown) == 2
        assert "tests" in shown[0]
        assert "This one" in shown[0]
        assert "Safari on iPhone" in shown[1]
        assert "This one" not in shown[1]
        assert page.queries <= 12

    def test_as_many_queries_for_thirty_browsers_as_for_two(self, visit, session, person):
        browser = visit.as_(person)
        few = browser.get("accounts.account").queries
        for _ in range(30):
            sessions.open_session(session, person, browser="another", at=clock.now())
        assert browser.get("accounts.account").queries == few

    def test_changing_the_password(self, visit, session, person):
        browser, other = visit.as_(person), visit.as_(person)
        page = browser.post("accounts.account", {"current": PASSWORD, "new": OTHER_PASSWORD})
        assert (page.status, page.location) == (303, "/account")
        assert passwords.is_right(session.get(Person, person.id).password_hash, OTHER_PASSWORD)
        assert browser.get("accounts.account").status == 200
        assert other.get("accounts.account").status == 302

    def test_a_wrong_current_password_is_said_beside_its_field_and_counted(self, visit, session, person):
        browser = visit.as_(person)
        for _ in range(5):
            page = browser.post("accounts.account", {"current": "a wrong one", "new": OTHER_PASSWORD})
            assert page.status == 422
            assert "not your current password" in page.text("#current-error")
        page = browser.post("accounts.account", {"current": PASSWORD, "new": OTHER_PASSWORD})
        assert "Try again at" in page.text("#current-error")

    def test_a_weak_new_password_is_said_beside_its_field(self, visit, person):
        page = visit.as_(person).post("accounts.account", {"current": PASSWORD, "new": "password1234"})
        assert page.status == 422
        assert "first passwords" in page.text("#new-error")

    def test_ending_another_browser(self, visit, session, person):
        here, there = visit.as_(person), visit.as_(person)
        other = next(each for each in here.get("accounts.account").soup.select("main li form"))
        session_id = other["action"].split("/")[3]
        assert here.post("accounts.end_session", session_id=session_id).location == "/account"
        assert there.get("accounts.account").status == 302
        assert here.get("accounts.account").status == 200

    def test_signing_out_everywhere(self, visit, person):
        here, there = visit.as_(person), visit.as_(person)
        assert here.post("accounts.sign_out_everywhere").location == "/sign-in"
        assert here.get("accounts.account").status == 302
        assert there.get("accounts.account").status == 302


class TestWhoMaySee:
    def test_a_session_of_somebody_else_cannot_be_ended(self, visit, session, person):
        other = make_person(session, Role.TUTOR, make_organisation(session))
        theirs = sessions.open_session(session, other, browser="", at=clock.now())
        assert visit.as_(person).post("accounts.end_session", session_id=theirs.id).status == 404
        assert visit.as_(person).post("accounts.end_session", session_id=uuid.uuid4()).status == 404
        assert visit.as_(other).get("accounts.account").status == 200

    @pytest.mark.parametrize("role", list(Role))
    def test_everybody_has_an_account_page(self, visit, session, role):
        organisation = make_organisation(session)
        assert visit.as_(make_person(session, role, organisation)).get("accounts.account").status == 200

    def test_it_is_not_for_the_signed_out(self, visit):
        assert visit.get("accounts.account").status == 302
        assert visit.post("accounts.sign_out_everywhere").location == "/sign-in"
