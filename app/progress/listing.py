"""Lists of apprentices: filtering and paging what has been worked out, and the sentence that sums a list up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.core.paging import PAGE_SIZE, Page
from app.progress.measuring import Progress
from app.progress.plan import Standing
from app.progress.words import STANDINGS, counted, number_word

#: Standings by what a reader would do about them, with the words for one and for several.
GROUPS: tuple[tuple[frozenset[Standing], str, str], ...] = (
    (
        frozenset({Standing.ON_COURSE, Standing.ALL_EARNED}),
        "is on course for the gateway date",
        "are on course for their gateway date",
    ),
    (frozenset({Standing.AT_GATEWAY}), "is at the gateway", "are at the gateway"),
    (frozenset({Standing.WATCH, Standing.LATE}), "needs a conversation", "need a conversation"),
    (
        frozenset({Standing.TOO_EARLY, Standing.NOT_BEGUN}),
        "has too short a record to judge",
        "have too short a record to judge",
    ),
    (frozenset({Standing.PAUSED}), "is on a break in learning", "are on a break in learning"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty or None for everybody."""

    search: str = ""
    employer_id: UUID | None = None
    standing: Standing | None = None

    def __bool__(self) -> bool:
        return bool(self.search or self.employer_id or self.standing)

    def keep(self, progress: Progress) -> bool:
        return (
            self.search.casefold() in progress.name.casefold()
            and self.employer_id in {None, progress.apprenticeship.employer_id}
            and self.standing in {None, progress.plan.standing}
        )


def employers(found: Sequence[Progress]) -> list[tuple[UUID, str]]:
    """The employers on a list, by name."""
    names = {each.apprenticeship.employer_id: each.apprenticeship.employer.name for each in found}
    return sorted(names.items(), key=lambda each: each[1].casefold())


def standings(found: Sequence[Progress]) -> list[tuple[Standing, str, int]]:
    """The standings on a list, worst first, each with its word and how many there are."""
    counts = [
        (standing, word, sum(each.plan.standing is standing for each in found))
        for standing, (word, _) in STANDINGS.items()
    ]
    return [each for each in counts if each[2]]


def page_of(found: Sequence[Progress], number: int, size: int = PAGE_SIZE) -> Page[Progress]:
    """Page `number` (from 1; smaller is read as 1) of a list that is in order."""
    number = max(1, number)
    start = (number - 1) * size
    return Page(found[start : start + size], number, len(found) > start + size)


def heading(found: Sequence[Progress]) -> str:
    """`Your five apprentices`."""
    if not found:
        return "Your apprentices"
    return "Your apprentice" if len(found) == 1 else f"Your {number_word(len(found))} apprentices"


def in_words(found: Sequence[Progress]) -> str:
    """`Two are on course for their gateway date, one needs a conversation.` Empty for an empty list."""
    parts = []
    for group, one, several in GROUPS:
        count = sum(each.plan.standing in group for each in found)
        if count:
            parts.append(f"{number_word(count)} {one if count == 1 else several}")
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def tally(found: Sequence[Progress]) -> str:
    """`42 apprentices: 3 late, 5 to watch, 2 with something to mark.` for a caseload."""
    late = sum(each.plan.standing is Standing.LATE for each in found)
    watch = sum(each.plan.standing is Standing.WATCH for each in found)
    to_mark = sum(each.waiting.to_mark is not None for each in found)
    to_decide = sum(each.waiting.to_decide is not None for each in found)
    parts = [
        (late, f"{late} late"),
        (watch, f"{watch} to watch"),
        (to_mark, f"{to_mark} with work to mark"),
        (to_decide, f"{to_decide} with evidence to decide"),
    ]
    said = ", ".join(text for count, text in parts if count)
    return f"{counted(len(found), 'apprentice')}: {said}." if said else f"{counted(len(found), 'apprentice')}."
