"""Who owns a risk: one person or role, among those who could act. Names are matched loosely, as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.engines.wording import WORD
from app.kinds.risks.statements import words


class Ownership(Enum):
    """What an owner's cell says."""

    ONE = "one"
    NOBODY = "nobody"
    SEVERAL = "several"
    STRANGER = "stranger"


#: Words that name nobody who could be asked on a Monday morning.
_NOBODY = frozenset(
    WORD.findall(
        """all any anybody anyone everybody everyone na nobody none one somebody someone staff tba tbc tbd team teams
        them unassigned unknown us various we whoever"""
    )
)
_ROLES = frozenset(
    WORD.findall(
        """adviser advisor agent analyst architect assistant authority board buyer chair chairman clerk client
        consultant contractor controller coordinator council designer director ecologist engineer estimator executive
        foreman head inspector lead leader manager officer owner partner planner representative secretary specialist
        sponsor supervisor supplier surveyor team"""
    )
)
_TITLES = frozenset(("dr", "miss", "mr", "mrs", "ms", "prof", "sir"))
#: Between a name and a role of one person.
_BESIDE = re.compile(r"[,()\[\]–—:]| - ")
#: Between one owner and another.
_AND = re.compile(r"[/&+;\n]|\band\b|\bor\b|\bwith\b", re.IGNORECASE)
#: An associate project manager is the one who escalates.
_UPWARDS = re.compile(
    r"\bescalat\w*|(?<!associate )(?<!assistant )\bproject manager\b|\bsponsor\b|\bboard\b", re.IGNORECASE
)
_SHORTEST_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class _Title:
    """A name or a role, as words."""

    words: tuple[str, ...]
    is_person: bool

    def occurs_in(self, text: Sequence[str]) -> bool:
        """All its words are there. A role may also be abbreviated: `Site eng`, `PM`."""
        if self.is_person:
            return set(self.words) <= set(text)
        initials = "".join(word[0] for word in self.words)
        return all(_begun(word, text) for word in self.words) or (len(initials) > 1 and initials in text)

    def surname_in(self, text: Sequence[str]) -> bool:
        return self.is_person and self.words[-1] in text


def judge(owner: str, known: Sequence[str]) -> Ownership:
    """What an owner's cell says, given the names and roles of those who could act.

    One of `known` is meant if all words of its name or of its role occur, or the surname. Without `known`, anything but
    a word such as team, everyone or TBC stands.
    """
    text = words(owner)
    parties = [_titles(each) for each in known]
    meant = _meant(text, parties)
    if _names_nobody(text, [title for place in meant for title in parties[place]]):
        return Ownership.NOBODY
    if not known:
        return Ownership.ONE
    if not meant:
        return Ownership.STRANGER
    return Ownership.SEVERAL if _are_several(owner, parties) else Ownership.ONE


def goes_upwards(action: str, known: Sequence[str]) -> bool:
    """Whether an action escalates: it says so, or names the project manager, the sponsor or a board.

    They may be named by their role or, if `known` gives it as `Name, role`, by their name.
    """
    if _UPWARDS.search(action):
        return True
    text = words(action)
    above = [title for each in known if _UPWARDS.search(each) for title in _titles(each)]
    return any(title.occurs_in(text) or title.surname_in(text) for title in above if title.is_person)


def _names_nobody(text: Sequence[str], titles: Sequence[_Title]) -> bool:
    """No word at all, only N/A, or a word that names nobody and is not part of the title of somebody meant."""
    own = {word for title in titles for word in title.words}
    return not text or text == ["n", "a"] or any(word in _NOBODY and word not in own for word in text)


def _meant(text: Sequence[str], parties: Sequence[Sequence[_Title]]) -> set[int]:
    """The places in `parties` of those meant. A surname counts only if nobody with it is named in full."""
    named = {place for place, titles in enumerate(parties) if any(title.occurs_in(text) for title in titles)}
    taken = {word for place in named for title in parties[place] if title.is_person for word in title.words}
    rest = [word for word in text if word not in taken]
    return named | {place for place, titles in enumerate(parties) if any(title.surname_in(rest) for title in titles)}


def _are_several(owner: str, parties: Sequence[Sequence[_Title]]) -> bool:
    """Two people's names; or owners joined by and, or, with, `/`, `&`, `+` or `;`, each of whom is somebody else.

    A name and a role with a comma or in brackets are one person, who is known by both.
    """
    people = [[title for title in titles if title.is_person] for titles in parties]
    if len(_meant(words(owner), people)) > 1:
        return True
    parts = [meant for part in _AND.split(owner) if (meant := _meant(words(part), parties))]
    return len(parts) > 1 and len(set.union(*parts)) > 1


def _titles(known: str) -> tuple[_Title, ...]:
    parts = (part.strip() for part in _BESIDE.split(known))
    return tuple(_title(part) for part in parts if words(part))


def _title(part: str) -> _Title:
    plain = tuple(word for word in words(part) if word not in _TITLES) or tuple(words(part))
    capitals = all(word[:1].isupper() for word in part.split())
    return _Title(plain, len(plain) > 1 and capitals and not _ROLES & set(plain))


def _begun(word: str, text: Sequence[str]) -> bool:
    return any(word == each or (len(each) >= _SHORTEST_ABBREVIATION and word.startswith(each)) for each in text)
