"""A link as the assessment and the simulation of a network take it: its lag need not be a whole number of days."""

from __future__ import annotations

from dataclasses import dataclass

from app.engines.critical_path import LinkKind
from app.engines.exact import Exact


@dataclass(frozen=True, slots=True)
class Tie:
    """A link to one predecessor. `lag` in working days: positive waits, negative is a lead."""

    predecessor: str
    kind: LinkKind = LinkKind.FS
    lag: Exact = 0
