"""The files of the project as its rules see them: what is kept, its text, and its Python as trees."""

from __future__ import annotations

import ast
import fnmatch
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
#: Kept, but not read as text.
PICTURES = {".png", ".jpg", ".ico", ".woff2"}


@cache
def kept() -> tuple[Path, ...]:
    """Every file that belongs to the project: all that `.gitignore` does not leave out."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()]

    def is_ignored(path: Path) -> bool:
        place = path.relative_to(ROOT).as_posix()
        return any(
            fnmatch.fnmatch(path.name, each) or fnmatch.fnmatch(place, each) or place.startswith(f"{each}/")
            for each in ignored
        )

    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = sorted(each for each in folders if each != ".git" and not is_ignored(here / each))
        found += [here / name for name in sorted(names) if not is_ignored(here / name)]
    return tuple(path for path in found if path != ROOT / ".git")


def files(*endings: str, under: str = "") -> Iterator[Path]:
    """Files with one of these endings, in one folder of the project or all of it."""
    folder = ROOT / under
    return (path for path in kept() if path.suffix in endings and path.is_relative_to(folder))


def named(path: Path) -> str:
    """A file as a failure names it."""
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(tree(path))


def at(path: Path, node: ast.AST) -> str:
    return f"{named(path)}:{getattr(node, 'lineno', 1)}"
