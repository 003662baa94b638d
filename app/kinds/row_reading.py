"""Reading the cells of one row: what cannot be read is a problem at its cell, in words that say what was typed, and the
other cells are read all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from app.kinds.base import Finding, fault

LONGEST_QUOTED = 40

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class NotRead(ValueError):
    """The text is not what the cell is for. The message begins with what was typed."""


def quoted(text: str) -> str:
    """What was typed, in quotation marks, cut to what fits in a sentence."""
    return f"“{shortened(text, LONGEST_QUOTED)}”"


def shortened(text: str, most: int) -> str:
    """The text on one line, cut if it is longer than `most` characters."""
    words = " ".join(text[: most * 4].split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@dataclass
class Reader:
    """Reads the cells of one row, or of the fields above the rows where `ref` is empty, and gathers what is wrong.

    `typed` holds the cells by key; `name` is what findings call the row, which is its reference where nothing else is.
    """

    ref: str
    typed: Mapping[str, str]
    labels: Mapping[str, str]
    name: str = ""
    problems: list[Finding] = field(default_factory=list)

    def read(self, key: str, convert: Callable[[str], T], why: str) -> T | None:
        """What `convert` makes of a cell; None when it is blank, or when `NotRead` is raised, which is noted."""
        text = self.typed[key]
        if not text:
            return None
        try:
            return convert(text)
        except NotRead as error:
            self._say(key, f"{error}.", why)
            return None

    def choice(self, key: str, choices: type[E], why: str) -> E | None:
        """One of the choices, in any case and with spaces for underscores; None when blank or not among them."""
        text = self.typed[key]
        if not text:
            return None
        try:
            return choices(text.lower().replace(" ", "_"))
        except ValueError:
            self._say(key, f"{quoted(text)} is not one of the choices. Choose from the list.", why)
            return None

    def _say(self, key: str, message: str, why: str) -> None:
        called = self.name or self.ref
        where = f"{self.ref}.{key}" if self.ref else key
        self.problems.append(fault(f"{f'{called}: ' if called else ''}{self.labels[key]}: {message}", where, why))


def shared_refs(refs: Sequence[str]) -> list[Finding]:
    """A fault for each reference that is blank or stands on more than one row."""
    problems = []
    for ref, count in Counter(refs).items():
        if not ref:
            problems.append(fault("A row has no reference. Delete it and add it again."))
        elif count > 1:
            message = f"{count} rows are called {ref}. Delete all but one and add them again, each with its own."
            problems.append(fault(message, ref))
    return problems
