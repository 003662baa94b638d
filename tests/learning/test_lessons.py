"""Reading lessons: what ships is whole, and a fault is named by file and field."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.config import ROOT, Environment, Settings
from app.learning import lessons
from app.learning.lessons import LessonFault
from app.learning.rendering import render_lesson
from app.programmes import standard

STANDARD = standard.read(ROOT / "content")
SHIPPED = lessons.read(ROOT / "content", STANDARD).lessons


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content, to break."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(content: Path) -> list[str]:
    with pytest.raises(LessonFault) as caught:
        lessons.read(content, STANDARD)
    return list(caught.value.problems)


class TestShipped:
    def test_the_first_two_lessons_are_there_with_questions(self) -> None:
        assert {("schedule", 5), ("risk", 8)} <= {(lesson.slug, lesson.duty) for lesson in SHIPPED}
        assert all(len(lesson.questions) >= 3 for lesson in SHIPPED)

    @pytest.mark.parametrize("lesson", SHIPPED, ids=lambda each: each.slug)
    def test_each_renders_whole_with_every_drawing_captioned(self, lesson: lessons.Lesson) -> None:
        rendered = render_lesson(lesson.text, "/learn/drawings/")
        html = str(rendered.html)
        assert html.count("<figcaption>") == html.count("<img ") == lesson.text.count("](drawings/")
        assert html.count("<h2") == len(rendered.headings) == len(re.findall(r"^## ", lesson.text, re.MULTILINE))
        assert "<h1" not in html
        assert "](drawings/" not in html

    def test_every_anchor_that_findings_refer_to_is_a_heading(self) -> None:
        anchors = {each.slug: {h.anchor for h in render_lesson(each.text, "/").headings} for each in SHIPPED}
        schedule = (
            "network-logic open-ends links-and-lags float critical-path constraints calendar milestones durations "
            "deadline"
        )
        risk = (
            "cause-event-effect finding-risks risk-or-issue scales responses owners exposure opportunities "
            "contingency escalation"
        )
        assert anchors["schedule"] >= set(schedule.split())
        assert anchors["risk"] >= set(risk.split())


class TestRendering:
    def test_a_description_becomes_the_caption_and_its_first_sentence_the_alternative(self) -> None:
        html = str(render_lesson('![Heat map. R1 <moves> & "shrinks".](drawings/heat.svg)', "/learn/drawings/").html)
        assert '<img src="/learn/drawings/heat.svg" alt="Heat map">' in html
        assert "<figcaption>Heat map. R1 &lt;moves&gt; &amp; &#34;shrinks&#34;.</figcaption>" in html

    def test_a_table_scrolls_inside_its_own_box(self) -> None:
        html = str(render_lesson("| a |\n|---|\n| b |", "/").html)
        assert html.startswith('<div class="table-scroll" tabindex="0"')
        assert html.rstrip().endswith("</table></div>")


class TestFaults:
    def test_a_fault_stops_the_app_and_is_named_by_file_and_field(self, content: Path, tmp_path: Path) -> None:
        from app import create_app

        edit(content / "lessons/05-schedule.md", "minutes: 45", "minutes: soon")
        settings = Settings(environment=Environment.TESTING, instance=tmp_path, content_folder=content)
        with pytest.raises(LessonFault, match=r"^lessons/05-schedule\.md: minutes: "):
            create_app(settings)

    @pytest.mark.parametrize(
        ("file", "old", "new", "expected"),
        [
            ("05-schedule.md", "---\nid", "id", "lessons/05-schedule.md: front matter: must stand first"),
            ("05-schedule.md", "duty: 5", "duty: 15", "lessons/05-schedule.md: duty: "),
            ("05-schedule.md", "duty: 5", "duty: 5\ncolour: red", "lessons/05-schedule.md: colour: "),
            ("05-schedule.md", "D5.K1", "D5.K9", "lessons/05-schedule.md: ksbs: the standard has no D5.K9"),
            (
                "05-schedule.md",
                "title: Build",
                "title: [Build",
                "lessons/05-schedule.md: YAML: cannot be read near line",
            ),
            ("05-schedule.md", "slug: schedule", "slug: risk", "lessons: slug: risk belongs to two lessons"),
            (
                "05-schedule.md",
                "05-schedule.questions",
                "none",
                "lessons/05-schedule.md: questions: there is no file none.yaml",
            ),
            (
                "05-schedule.md",
                "drawings/schedule-gantt",
                "drawings/other",
                "lessons/05-schedule.md: image: there is no",
            ),
            (
                "05-schedule.md",
                "drawings/schedule-gantt.svg",
                "https://e.org/a.svg",
                "lessons/05-schedule.md: image: there",
            ),
            (
                "05-schedule.questions.yaml",
                "right: true",
                "right: false",
                "lessons/05-schedule.questions.yaml: 0: exactly one",
            ),
            (
                "05-schedule.questions.yaml",
                "id: handover-date",
                "id: dangling-finish",
                ": id: dangling-finish is used twice",
            ),
            (
                "05-schedule.questions.yaml",
                "answer: 2",
                "answer: two",
                "lessons/05-schedule.questions.yaml: 1.answer: ",
            ),
        ],
    )
    def test_a_fault_is_named_by_file_and_field(
        self, content: Path, file: str, old: str, new: str, expected: str
    ) -> None:
        edit(content / "lessons" / file, old, new)
        assert any(expected in problem for problem in problems(content)), problems(content)

    def test_a_drawing_without_words_is_a_fault(self, content: Path) -> None:
        edit(content / "lessons/05-schedule.md", "![The four link types", "![](drawings/schedule-gantt.svg) ![The four")
        assert problems(content) == ["lessons/05-schedule.md: image: drawings/schedule-gantt.svg is not described"]

    def test_a_lesson_without_words_is_a_fault(self, content: Path) -> None:
        path = content / "lessons/05-schedule.md"
        path.write_text(path.read_text(encoding="utf-8").split("---\n\n")[0] + "---\n", encoding="utf-8")
        assert problems(content) == ["lessons/05-schedule.md: text: is empty"]

    def test_only_drawings_lie_among_the_drawings(self, content: Path) -> None:
        (content / "lessons/drawings/Script.js").write_text("", encoding="utf-8")
        assert problems(content)[0].startswith("lessons/drawings/Script.js: name: ")

    def test_all_faults_are_told_at_once(self, content: Path) -> None:
        edit(content / "lessons/05-schedule.md", "duty: 5", "duty: 15")
        edit(content / "lessons/08-risk.md", "minutes: 45", "minutes: 0")
        assert len(problems(content)) == 2
