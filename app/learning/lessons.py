"""Lessons as data: Markdown with front matter, questions and drawings, validated whole before the app starts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import yaml
from flask import Flask, current_app
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from app.core.errors import NotFound
from app.learning.questions import Question
from app.programmes.standard import Standard

DRAWING = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*\.svg$")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)\)")
_QUESTIONS: TypeAdapter[tuple[Question, ...]] = TypeAdapter(tuple[Question, ...])

T = TypeVar("T")


class LessonHeader(BaseModel):
    """The front matter of a lesson. `questions` names a file beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    title: str = Field(min_length=1, max_length=120)
    duty: int = Field(ge=1, le=14)
    minutes: int = Field(ge=5, le=240)
    summary: str = Field(min_length=1)
    ksbs: tuple[str, ...] = Field(min_length=1)
    questions: str = Field(default="", pattern=r"^([a-z0-9.-]+\.yaml)?$")


@dataclass(frozen=True)
class Lesson:
    """One lesson: what its header says, its Markdown, and its questions."""

    header: LessonHeader
    text: str
    questions: tuple[Question, ...]

    @property
    def slug(self) -> str:
        return self.header.slug

    @property
    def title(self) -> str:
        return self.header.title

    @property
    def duty(self) -> int:
        return self.header.duty

    @property
    def minutes(self) -> int:
        return self.header.minutes


@dataclass(frozen=True)
class Lessons:
    """Every lesson in the order of the file names, and every drawing's SVG by name."""

    lessons: tuple[Lesson, ...]
    drawings: Mapping[str, bytes]


class LessonFault(ValueError):
    """The lessons cannot be used. Each line of the message is `file: field: problem`."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def read(folder: Path, standard: Standard) -> Lessons:
    """The lessons of a content folder. Raises `LessonFault` with everything that is wrong in any of them."""
    reader = _Reader(folder / "lessons", standard)
    found = reader.read()
    if reader.problems:
        raise LessonFault(reader.problems)
    return found


class _Reader:
    """Reads one folder, gathering problems rather than stopping at the first."""

    def __init__(self, folder: Path, standard: Standard) -> None:
        self.folder = folder
        self.codes = set(standard.ksbs)
        self.problems: list[str] = []
        self.drawings: dict[str, bytes] = {}

    def read(self) -> Lessons:
        self.drawings = dict(self._drawings())
        lessons = [lesson for path in sorted(self.folder.glob("*.md")) if (lesson := self._lesson(path))]
        for name in ("slug", "id"):
            values = [getattr(lesson.header, name) for lesson in lessons]
            for value in sorted({str(each) for each in values if values.count(each) > 1}):
                self._problem(self.folder, name, f"{value} belongs to two lessons")
        return Lessons(tuple(lessons), self.drawings)

    def _drawings(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted((self.folder / "drawings").glob("*")):
            if DRAWING.match(path.name):
                yield path.name, path.read_bytes()
            else:
                self._problem(path, "name", "use lower-case letters, digits and hyphens, ending in .svg")

    def _lesson(self, path: Path) -> Lesson | None:
        source = path.read_text(encoding="utf-8")
        if (matter := _FRONT_MATTER.match(source)) is None:
            self._problem(path, "front matter", "must stand first, between two lines of ---")
            return None
        header = self._valid(path, TypeAdapter(LessonHeader), matter.group(1))
        text = source[matter.end() :].strip()
        self._check_images(path, text)
        if header is None:
            return None
        for code in sorted(set(header.ksbs) - self.codes):
            self._problem(path, "ksbs", f"the standard has no {code}")
        return Lesson(header, text, self._questions(path, header.questions))

    def _check_images(self, path: Path, text: str) -> None:
        if not text:
            self._problem(path, "text", "is empty")
        for description, source in _IMAGE.findall(text):
            if source.removeprefix("drawings/") not in self.drawings or not source.startswith("drawings/"):
                self._problem(path, "image", f"there is no {source} beside the lesson")
            if not description.strip():
                self._problem(path, "image", f"{source} is not described")

    def _questions(self, lesson: Path, name: str) -> tuple[Question, ...]:
        if not name:
            return ()
        path = self.folder / name
        if not path.is_file():
            self._problem(lesson, "questions", f"there is no file {name} beside it")
            return ()
        questions = self._valid(path, _QUESTIONS, path.read_text(encoding="utf-8")) or ()
        ids = [question.id for question in questions]
        for repeated in sorted({each for each in ids if ids.count(each) > 1}):
            self._problem(path, "id", f"{repeated} is used twice")
        return questions

    def _valid(self, path: Path, model: TypeAdapter[T], source: str) -> T | None:
        try:
            content: Any = yaml.safe_load(source)
            return model.validate_python(content)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f" near line {mark.line + 1}" if mark else ""
            self._problem(path, "YAML", f"cannot be read{line}: {getattr(error, 'problem', None) or error}")
        except ValidationError as error:
            for each in error.errors():
                field = ".".join(str(step) for step in each["loc"]) or "all of it"
                self._problem(path, field, each["msg"].removeprefix("Value error, "))
        return None

    def _problem(self, path: Path, field: str, problem: str) -> None:
        self.problems.append(f"{path.relative_to(self.folder.parent)}: {field}: {problem}")


def init_app(app: Flask) -> None:
    app.extensions["lessons"] = read(app.config["CONTENT_FOLDER"], app.extensions["standard"])


def lessons() -> tuple[Lesson, ...]:
    """Every lesson, in the order of the file names."""
    return _shelf().lessons


def get(slug: str) -> Lesson:
    """The lesson of this slug, or `NotFound`."""
    for lesson in lessons():
        if lesson.slug == slug:
            return lesson
    raise NotFound("There is no such lesson. Choose one from Learn.")


def get_drawing(name: str) -> bytes:
    """The SVG of a drawing read when the app started, or `NotFound`: a name is never made into a path."""
    if (svg := _shelf().drawings.get(name)) is None:
        raise NotFound("There is no such drawing.")
    return svg


def _shelf() -> Lessons:
    found: Lessons = current_app.extensions["lessons"]
    return found
