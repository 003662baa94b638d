"""Notices: leaving them, counting them in the bar, reading them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.core import clock
from app.demonstration.factories import NOON, make_organisation, make_person
from app.notices.models import Email, Notice
from app.notices.queries import count_unread, list_notices
from app.notices.services import mark_read, notify


@pytest.fixture
def person(session):
    return make_person(
        session, Role.APPRENTICE, make_organisation(session), name="Priya Nair", email="priya@example.org"
    )


def tell(session, person, text="Your feedback is released.", path="/plan", *, minutes=0, **more):
    return notify(session, person.id, text, path, at=NOON + timedelta(minutes=minutes), **more)


class TestService:
    def test_a_notice_waits_to_be_read(self, session, person):
        notice = tell(session, person)
        assert (notice.text, notice.path, notice.read_at) == ("Your feedback is released.", "/plan", None)
        assert session.scalars(select(Email)).all() == []

    def test_with_an_e_mail_the_same_words_go_to_the_outbox(self, session, person):
        tell(session, person, email=person, subject="Feedback\nreleased")
        email = session.scalars(select(Email)).one()
        assert (email.to, email.subject, email.sent_at) == ("priya@example.org", "Feedback released", None)
        assert email.body.startswith("Hello Priya\n\nYour feedback is released.")

    def test_an_e_mail_needs_a_subject(self, session, person):
        with pytest.raises(ValueError, match="subject"):
            tell(session, person, email=person)

    @pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "plan", ""])
    def test_a_notice_leads_nowhere_but_into_this_site(self, session, person, path):
        with pytest.raises(ValueError, match="not a path"):
            tell(session, person, path=path)

    def test_a_long_text_is_cut_with_an_ellipsis(self, session, person):
        text = tell(session, person, "word " * 100).text
        assert len(text) <= 300
        assert text.endswith("word…")

    def test_unread_come_first_then_the_newest(self, session, person):
        first, second, third = (tell(session, person, f"Notice {n}", minutes=n) for n in range(3))
        mark_read(session, third, at=NOON)
        assert list_notices(session, actor=person).items == [second, first, third]
        assert count_unread(session, actor=person) == 2

    def test_the_first_reading_counts(self, session, person):
        notice = tell(session, person)
        mark_read(session, notice, at=NOON)
        mark_read(session, notice, at=NOON + timedelta(days=1))
        assert notice.read_at == NOON


class TestPage:
    def test_the_bar_counts_the_unread_with_one_query(self, visit, session, person):
        browser = visit.as_(person)
        none = browser.get("notices.index")
        assert none.soup.select(".unread") == []
        assert "No notices" in none.text(".empty")
        tell(session, person)
        one = browser.get("notices.index")
        assert one.text(".unread") == "1 unread notice"
        assert one.queries == none.queries <= 12
        for _ in range(30):
            tell(session, person)
        many = browser.get("notices.index")
        assert many.text(".unread") == "31 unread notices"
        assert many.queries == one.queries

    def test_opening_one_marks_it_read_and_leads_to_what_it_tells_of(self, visit, session, person):
        notice = tell(session, person)
        browser = visit.as_(person)
        page = browser.post("notices.read", notice_id=notice.id)
        assert (page.status, page.location) == (303, "/plan")
        assert session.get(Notice, notice.id).read_at <= clock.now()

    def test_one_can_be_marked_read_without_leaving(self, visit, session, person):
        notice = tell(session, person)
        browser = visit.as_(person)
        assert browser.post("notices.read", {"stay": "1"}, notice_id=notice.id).location == "/notices"
        assert browser.get("notices.index").soup.select("[name=stay]") == []

    def test_looking_at_the_list_reads_nothing(self, visit, session, person):
        tell(session, person)
        visit.as_(person).get("notices.index")
        assert count_unread(session, actor=person) == 1

    def test_older_ones_are_on_the_next_page(self, visit, session, person):
        for number in range(51):
            tell(session, person, f"Notice {number}", minutes=number)
        browser = visit.as_(person)
        assert browser.get("notices.index").soup.select_one("a[rel=next]")["href"] == "/notices?page=2"
        assert "Notice 0" in browser.get("notices.index", page=2).text("main li")


class TestWhoMaySee:
    def test_nobody_sees_or_reads_the_notices_of_somebody_else(self, visit, session, person):
        notice = tell(session, person)
        other = make_person(session, Role.APPRENTICE, make_organisation(session))
        browser = visit.as_(other)
        assert "No notices" in browser.get("notices.index").text(".empty")
        assert browser.post("notices.read", notice_id=notice.id).status == 404
        assert session.get(Notice, notice.id).read_at is None

    def test_they_are_not_for_the_signed_out(self, visit, session, person):
        notice = tell(session, person)
        assert visit.get("notices.index").location == "/sign-in?then=/notices"
        assert visit.post("notices.read", notice_id=notice.id).location == "/sign-in"
