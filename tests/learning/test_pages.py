"""Lessons as pages: what they show, the self-check, the drawings, and who may read them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flask import Flask, url_for
from sqlalchemy.orm import Session

from app.accounts.models import Person, Role
from app.config import ROOT
from app.demonstration.factories import make_organisation, make_person
from tests.visit import Visit


@pytest.fixture
def apprentice(session: Session) -> Person:
    return make_person(session, Role.APPRENTICE, make_organisation(session))


class TestIndexPage:
    def test_lessons_stand_by_duty_and_the_rest_are_said_to_come(self, visit: Visit, apprentice: Person) -> None:
        page = visit.as_(apprentice).get("learning.index")
        titles = page.texts(".lesson-card h2")
        written = sorted((ROOT / "content/lessons").glob("[0-9][0-9]-*.md"))
        assert len(titles) == len(written)
        assert titles.index("Build a schedule that can be believed") < titles.index(
            "Keep a risk register that people act on"
        )
        assert page.text("#to-come") == "Still to come"
        assert len(page.texts(".lesson-to-come li")) == 14 - len(written)
        assert page.queries <= 3


class TestLessonPage:
    def test_it_shows_the_text_the_contents_and_the_ksbs_in_words(self, visit: Visit, apprentice: Person) -> None:
        page = visit.as_(apprentice).get("learning.lesson", slug="schedule")
        assert page.h1 == "Build a schedule that can be believed"
        anchors = [link["href"] for link in page.soup.select(".lesson-contents a")]
        assert "#open-ends" in anchors
        assert anchors[-2:] == ["#self-check", "#ksbs"]
        assert "D5.K1 Network logic: dependencies, lags, float, critical path" in page.text(".ksb-texts")
        assert "not the official list" in page.text(".lesson-body")
        assert page.queries <= 3

    def test_headings_never_skip_a_level(self, visit: Visit, apprentice: Person) -> None:
        soup = visit.as_(apprentice).get("learning.lesson", slug="risk").soup
        levels = [int(each.name[1]) for each in soup.select("h1, h2, h3, h4, h5, h6")]
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_the_drawings_it_shows_can_be_fetched(self, visit: Visit, apprentice: Person, app: Flask) -> None:
        page = visit.as_(apprentice).get("learning.lesson", slug="schedule")
        sources = [image["src"] for image in page.soup.select("figure img")]
        with app.test_request_context():
            expected = url_for("learning.drawing", name="schedule-network.svg")
        assert expected in sources
        for source in sources:
            assert visit.as_(apprentice).get("learning.drawing", name=source.rpartition("/")[2]).status == 200

    def test_an_unknown_lesson_is_not_found(self, visit: Visit, apprentice: Person) -> None:
        assert visit.as_(apprentice).get("learning.lesson", slug="nothing").status == 404


class TestSelfCheck:
    def test_before_it_is_sent_nothing_is_said(self, visit: Visit, apprentice: Person) -> None:
        page = visit.as_(apprentice).get("learning.lesson", slug="schedule")
        assert "Answers are not stored" in page.text("section[aria-labelledby=self-check] > p")
        assert page.texts(".verdict") == []

    def test_right_wrong_and_left_out_are_told_apart_in_words(self, visit: Visit, apprentice: Person) -> None:
        page = visit.as_(apprentice).get(
            "learning.lesson",
            slug="schedule",
            check="1",
            **{"dangling-finish": "1", "lag-and-overlap-float": "2 working days", "three-point-mean": "11.04"},
        )
        assert page.text("[role=status]").startswith("You have 2 of 8 right.")
        verdicts = page.texts(".verdict")
        assert verdicts[0].startswith("✗ Not quite. It should, but nothing")
        assert verdicts[1].startswith("✓ That is right. Forward: P 0–6")
        assert verdicts[2:4] == ["Not answered.", "Not answered."]
        assert verdicts[4].startswith("✓ That is right.")

    def test_each_verdict_is_tied_to_its_question_and_what_was_answered_stays(
        self, visit: Visit, apprentice: Person
    ) -> None:
        page = visit.as_(apprentice).get(
            "learning.lesson", slug="schedule", check="1", **{"dangling-finish": "2", "three-point-mean": "twelve"}
        )
        soup = page.soup
        assert soup.select_one("#question-dangling-finish-2").has_attr("checked")
        number = soup.select_one("#question-three-point-mean")
        assert number["value"] == "twelve"
        assert "could not be read as a number" in soup.select_one(f"#{number['aria-describedby']}").get_text()

    def test_what_was_typed_is_escaped(self, visit: Visit, apprentice: Person) -> None:
        page = visit.as_(apprentice).get(
            "learning.lesson", slug="schedule", check="1", **{"three-point-mean": '"><script>1</script>'}
        )
        assert "<script>1" not in page.response.text


class TestDrawing:
    def test_it_is_an_svg_that_may_run_nothing_and_is_kept(self, visit: Visit, apprentice: Person) -> None:
        response = visit.as_(apprentice).get("learning.drawing", name="schedule-gantt.svg").response
        assert response.mimetype == "image/svg+xml"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.cache_control.private
        assert response.cache_control.max_age == 3600
        assert response.headers["ETag"]

    def test_an_unchanged_drawing_is_not_sent_again(self, visit: Visit, apprentice: Person) -> None:
        browser = visit.as_(apprentice)
        first = browser.get("learning.drawing", name="schedule-gantt.svg").response
        headers = {"If-None-Match": first.headers["ETag"]}
        again = browser.open("GET", "learning.drawing", {"name": "schedule-gantt.svg"}, headers=headers).response
        assert (again.status_code, again.data) == (304, b"")

    @pytest.mark.parametrize("name", ["none.svg", "..%2F05-schedule.md", "05-schedule.md", "schedule-gantt"])
    def test_only_a_known_name_is_served(self, visit: Visit, apprentice: Person, name: str) -> None:
        assert visit.as_(apprentice).get("learning.drawing", name=name).status == 404


PAGES = (
    ("learning.index", {}),
    ("learning.lesson", {"slug": "risk"}),
    ("learning.drawing", {"name": "risk-exposure.svg"}),
)


class TestWhoMaySee:
    @pytest.mark.parametrize(("endpoint", "values"), PAGES)
    @pytest.mark.parametrize("role", [Role.APPRENTICE, Role.TUTOR, Role.INTERNAL_QUALITY_ASSURER, Role.ADMINISTRATOR])
    def test_everyone_at_a_provider_reads_lessons(
        self, visit: Visit, session: Session, role: Role, endpoint: str, values: dict[str, str]
    ) -> None:
        person = make_person(session, role, make_organisation(session))
        assert visit.as_(person).get(endpoint, **values).status == 200

    @pytest.mark.parametrize(("endpoint", "values"), PAGES)
    def test_a_line_manager_does_not(
        self, visit: Visit, session: Session, endpoint: str, values: dict[str, str]
    ) -> None:
        employer = make_organisation(session, employer_of=make_organisation(session))
        person = make_person(session, Role.LINE_MANAGER, employer)
        assert visit.as_(person).get(endpoint, **values).status == 403

    @pytest.mark.parametrize(("endpoint", "values"), PAGES)
    def test_nobody_reads_them_without_signing_in(self, visit: Visit, endpoint: str, values: dict[str, str]) -> None:
        page = visit.get(endpoint, **values)
        assert (page.status, "/sign-in" in (page.location or "")) == (302, True)
