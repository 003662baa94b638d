"""What cannot be read as typed, in words: shared by everything that reads a cell."""

from __future__ import annotations


class NotRead(ValueError):
    """The text is not what the cell is for. The message begins with what was typed."""


def quoted(text: str) -> str:
    """What was typed, in quotation marks, cut to what fits in a sentence."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"


#: Signs that word processors put in place of a hyphen, and the space that does not break.
MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "\N{NO-BREAK SPACE}": " "})
