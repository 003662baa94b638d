"""Who is meant in a cell of names: people and roles as the brief knows them, or as they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.engines.wording import WORD

_BETWEEN = re.compile(r"[;,\n&+/]|\band\b", re.IGNORECASE)
_BLANK = re.compile(r"[\s\-–—]*(?:none|nobody|tbc|tbd)?[\s.\-–—]*", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"\bn/?a\b", re.IGNORECASE)
#: Nobody who could answer for anything.
EVERYBODY = frozenset(
    {"all", "everybody", "everyone", "team", "the team", "project team", "the project team", "us", "we"}
)
_TITLES = frozenset({"councillor", "cllr", "dr", "miss", "mr", "mrs", "ms"})


def read(cell: str, people: Sequence[str]) -> tuple[str, ...]:
    """The parties of a cell, each by one name however it was written: `Name, role` of `people`, or the words as typed.

    They stand between semicolons, commas, slashes, new lines, `&` and `and`. Somebody's name with their role beside it
    is one party. A dash, N/A and TBC are nobody.
    """
    known = _known(tuple(people))
    plain = _NOT_APPLICABLE.sub("", cell.replace("(", ","))
    parts = (" ".join(part.split()).strip("()[] .") for part in _BETWEEN.split(plain))
    return tuple(dict.fromkeys(_identity(part, known) for part in parts if not _BLANK.fullmatch(part)))


def short(party: str) -> str:
    """A party as a sentence names it: without the role."""
    return party.partition(",")[0]


def is_person(text: str, people: Sequence[str]) -> bool:
    """Whether a text is the name of one of the people, alone or with more words."""
    words = set(_words(text))
    return any(name and name <= words for name, _, _ in (each[1:] for each in _known(tuple(people))))


def _identity(part: str, known: Sequence[tuple[str, frozenset[str], frozenset[str], str]]) -> str:
    words = set(_words(part)) - _TITLES
    named = [party for party, name, _, _ in known if name and name <= words]
    by_role = sorted(
        ((len(role), party) for party, _, role, _ in known if role and role <= words), key=lambda each: -each[0]
    )
    by_surname = [party for party, _, _, surname in known if surname and surname in words]
    meant = named or [party for _, party in by_role[:1]] or by_surname
    return meant[0] if meant else part.casefold().capitalize()


@lru_cache(maxsize=16)
def _known(people: tuple[str, ...]) -> tuple[tuple[str, frozenset[str], frozenset[str], str], ...]:
    """Each of the people with the words of the name, those of the role, and the surname."""
    known = []
    for each in people:
        name, _, role = each.partition(",")
        words = [word for word in _words(name) if word not in _TITLES]
        is_name = len(words) > 1 and all(part[:1].isupper() for part in name.split())
        surname = words[-1] if is_name else ""
        roles = _words(role) if is_name else _words(each)
        known.append((each, frozenset(words if is_name else ()), frozenset(roles), surname))
    return tuple(known)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
