"""Whether words say something at all: a plain count of words, which can be explained. Whether they convince is not."""

from __future__ import annotations

from app.engines.wording import WORD
from app.kinds.changes.reading import NOTHING

FEWEST_WORDS = 4


def says_something(text: str, fewest: int = FEWEST_WORDS) -> bool:
    """At least so many words with a letter or a figure in them, and not one that says none."""
    return text.lower() not in NOTHING and len(WORD.findall(text)) >= fewest
