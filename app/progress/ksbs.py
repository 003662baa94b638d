"""The KSBs as a grid of small cells: where each stands, in a shape and in words."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.portfolio.models import ClaimState
from app.programmes.standard import Ksb
from app.progress.measuring import Progress


class CellState(enum.StrEnum):
    """From the most that can be said of a KSB to the least."""

    ACCEPTED = "accepted"
    WITH_TUTOR = "with-tutor"
    MORE_NEEDED = "more-needed"
    PRACTISED = "practised"
    NOT_STARTED = "not-started"

    @property
    def words(self) -> str:
        return {
            "accepted": "evidence accepted",
            "with-tutor": "evidence with the tutor",
            "more-needed": "more evidence needed",
            "practised": "practised only",
            "not-started": "not started",
        }[self.value]


#: What each shape of a cell means, for the line below the grid.
LEGEND = (
    (CellState.ACCEPTED, "accepted evidence"),
    (CellState.WITH_TUTOR, "with the tutor"),
    (CellState.MORE_NEEDED, "more needed"),
    (CellState.PRACTISED, "practised only"),
    (CellState.NOT_STARTED, "not started"),
)
FROM_CLAIM = {
    ClaimState.ACCEPTED: CellState.ACCEPTED,
    ClaimState.WITH_TUTOR: CellState.WITH_TUTOR,
    ClaimState.MORE_NEEDED: CellState.MORE_NEEDED,
}


@dataclass(frozen=True, slots=True)
class KsbCell:
    ksb: Ksb
    state: CellState

    @property
    def place(self) -> str:
        """The code without its duty: `K1`."""
        return self.ksb.code.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class KsbRow:
    """The KSBs of one duty, or the behaviours, which have no number."""

    number: int | None
    title: str
    cells: tuple[KsbCell, ...]


def grid(progress: Progress) -> list[KsbRow]:
    """A row for each duty and one for the behaviours, with the state of each KSB."""
    standard = progress.yardstick.standard
    ksbs = standard.ksbs
    parts = [(duty.number, duty.title, duty.ksbs) for duty in standard.duties]
    return [
        KsbRow(number, title, tuple(KsbCell(ksbs[each.code], _state(progress, each.code)) for each in part))
        for number, title, part in (*parts, (None, "Behaviours", standard.behaviours))
    ]


def _state(progress: Progress, code: str) -> CellState:
    claim = progress.facts.claims.get(code)
    if claim is not None:
        return FROM_CLAIM[claim]
    return CellState.PRACTISED if code in progress.practised else CellState.NOT_STARTED
