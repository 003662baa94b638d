"""How the property tests of the engines run: the same examples every time, and nothing written to disk."""

from __future__ import annotations

from hypothesis import settings

steadily = settings(max_examples=80, deadline=None, database=None, derandomize=True)
