"""What a marking key may say of words to look for: names that are there, and alternatives that can match something."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.engines import wording


def _usable(alternative: str) -> str:
    """Raises `EmptyAlternative`, a `ValueError`, for one without a word: it would match any text."""
    wording.matches("", [alternative])
    return alternative


#: A name or a line of words that is there.
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Words of which all have to be found, as `wording.matches` reads them.
Alternative = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_usable)]
#: At least one alternative.
Match = Annotated[tuple[Alternative, ...], Field(min_length=1)]
