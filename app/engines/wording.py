"""Finding expected things in free text by words, and pairing what was written with what was expected.

Plain word matching on purpose: it can be explained to the person whose work it reads. It does not judge
spelling or meaning, which is a tutor's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar
from unicodedata import combining, normalize

RowRef = TypeVar("RowRef", bound=Hashable)
ExpectedId = TypeVar("ExpectedId", bound=Hashable)

WORD = re.compile(r"[^\W_]+")

# All places of the pattern must be filled; a place by any of its options; an option by all its prefixes.
Pattern = tuple[tuple[tuple[str, ...], ...], ...]


class EmptyAlternative(ValueError):
    """An alternative, or one side of a `|`, without a word would match any text."""

    def __init__(self, alternative: str) -> None:
        self.alternative = alternative
        super().__init__(f"There is no word to look for in {alternative!r}.")


def matches(text: str, alternatives: Iterable[str]) -> bool:
    """Whether the text has all the words of at least one alternative, in any order.

    A word of an alternative is found if some word of the text begins with it; `a|b` is found if either is.
    Case and accents do not count; punctuation and hyphens part words, in alternatives as well. No
    alternatives match nothing. Raises `EmptyAlternative`.
    """
    # Every alternative is read before any is tried, so that a bad one is never hidden by a good one.
    patterns = [_pattern(alternative) for alternative in alternatives]
    words = " " + " ".join(_words(text))
    return any(_found(words, pattern) for pattern in patterns)


def best_assignment(
    rows: Sequence[RowRef], expected: Sequence[ExpectedId], matches: Callable[[RowRef, ExpectedId], bool]
) -> dict[ExpectedId, RowRef]:
    """The most expected items that can each have a row of its own among those that match it.

    `matches` is asked about a row and an item, once each. The same work is always paired alike: where not
    all can be paired, items given earlier come first. Keys are in the order of `expected`. A maximum
    bipartite matching by augmenting paths, breadth first.
    """
    candidates = {item: [row for row in rows if matches(row, item)] for item in expected}
    row_of: dict[ExpectedId, RowRef] = {}
    item_of: dict[RowRef, ExpectedId] = {}
    for item in candidates:
        _augment(item, candidates, row_of, item_of)
    return {item: row_of[item] for item in candidates if item in row_of}


def _augment(
    unpaired: ExpectedId,
    candidates: dict[ExpectedId, list[RowRef]],
    row_of: dict[ExpectedId, RowRef],
    item_of: dict[RowRef, ExpectedId],
) -> None:
    """Pair one more item if rows can be handed along a chain of items to free one; else change nothing."""
    wanted_by: dict[RowRef, ExpectedId] = {}
    asking = [unpaired]
    for item in asking:
        for row in candidates[item]:
            if row in wanted_by:
                continue
            wanted_by[row] = item
            if row not in item_of:
                _hand_along(row, unpaired, wanted_by, row_of, item_of)
                return
            asking.append(item_of[row])


def _hand_along(
    free: RowRef,
    unpaired: ExpectedId,
    wanted_by: dict[RowRef, ExpectedId],
    row_of: dict[ExpectedId, RowRef],
    item_of: dict[RowRef, ExpectedId],
) -> None:
    """Give the free row to the item that wants it, that item's old row to the next, up to the unpaired one."""
    row, item = free, wanted_by[free]
    while item != unpaired:
        given_up = row_of[item]
        row_of[item], item_of[row] = row, item
        row, item = given_up, wanted_by[given_up]
    row_of[item], item_of[row] = row, item


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return tuple(WORD.findall(plain.casefold()))


@lru_cache(maxsize=4096)
def _pattern(alternative: str) -> Pattern:
    pattern = tuple(tuple(_words(option) for option in place.split("|")) for place in alternative.split())
    if not pattern or not all(option for place in pattern for option in place):
        raise EmptyAlternative(alternative)
    return pattern


def _found(words: str, pattern: Pattern) -> bool:
    """`words` in one string, each after a space, so that a word that begins with a prefix is found in one search."""
    return all(any(all(f" {prefix}" in words for prefix in option) for option in place) for place in pattern)
