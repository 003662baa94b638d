"""A file of evidence is downloaded by those who may see it, and can do nothing on this site."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.demonstration.factories import make_apprenticeship, make_person
from app.demonstration.factories_portfolio import make_evidence, make_file
from app.portfolio.files import FileStore
from tests.portfolio import documents as d


@pytest.fixture
def store(app) -> FileStore:
    return FileStore(app.config["FILES_FOLDER"])


class TestPage:
    def test_it_is_always_an_attachment_in_a_sandbox(self, session, visit, store):
        file = make_file(session, make_evidence(session), name="Café “14”.pdf", store=store)
        page = visit.as_(file.evidence.apprenticeship.apprentice).get("portfolio.file", file_id=file.id)
        headers = page.response.headers
        assert (page.status, page.response.data) == (200, d.PDF)
        assert headers["Content-Disposition"].startswith("attachment; filename=")
        assert "filename*=UTF-8''Caf%C3%A9%20%E2%80%9C14%E2%80%9D.pdf" in headers["Content-Disposition"]
        assert headers["Content-Type"] == "application/pdf"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Cache-Control"] == "private, no-store"
        assert page.queries <= 12
        page.response.close()

    def test_a_file_that_is_missing_from_the_store_is_said_and_not_a_fault(self, session, visit):
        file = make_file(session, make_evidence(session), content=d.PDF + b"never kept")
        page = visit.as_(file.evidence.apprenticeship.apprentice).get("portfolio.file", file_id=file.id)
        assert page.status == 404
        assert "cannot be read just now" in page.text("main")


class TestWhoMaySee:
    def test_a_file_is_seen_by_its_apprentice_its_tutor_and_an_iqa_of_the_provider(self, session, visit, store):
        file = make_file(session, make_evidence(session), store=store)
        mine = file.evidence.apprenticeship
        assurer = make_person(session, Role.INTERNAL_QUALITY_ASSURER, mine.provider)
        for person in (mine.apprentice, mine.tutor, assurer):
            page = visit.as_(person).get("portfolio.file", file_id=file.id)
            assert (page.status, page.response.data) == (200, d.PDF)
            page.response.close()

    def test_it_does_not_exist_for_a_stranger_or_another_tutor_and_managers_have_no_such_page(
        self, session, visit, store
    ):
        file = make_file(session, make_evidence(session), store=store)
        mine = file.evidence.apprenticeship
        for person, status in (
            (make_apprenticeship(session).apprentice, 404),
            (make_person(session, Role.TUTOR, mine.provider), 404),
            (mine.line_manager, 403),
        ):
            assert visit.as_(person).get("portfolio.file", file_id=file.id).status == status

    def test_having_the_same_file_oneself_opens_nobody_else_s(self, session, visit, store):
        theirs = make_file(session, make_evidence(session), store=store)
        mine = make_file(session, make_evidence(session), store=store)
        assert mine.sha256 == theirs.sha256
        visit = visit.as_(mine.evidence.apprenticeship.apprentice)
        assert visit.get("portfolio.file", file_id=theirs.id).status == 404

    def test_somebody_who_is_not_signed_in_is_sent_to_sign_in(self, session, visit, store):
        file = make_file(session, make_evidence(session), store=store)
        page = visit.get("portfolio.file", file_id=file.id)
        assert page.status == 302
        assert "/sign-in" in page.location
