"""How far the accepted evidence covers the KSBs of the frame. Only workplace evidence counts, and only until withdrawn.

Work on simulated exercises is in another room's tables and never reaches this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.portfolio.models import Claim, ClaimState, Evidence
from app.programmes.models import Apprenticeship, DutyBaseline, StandardVersion
from app.programmes.standard import Ksb, Standard

#: From the least to the most that can be said of a KSB for which there are several claims.
RANKS = (ClaimState.MORE_NEEDED, ClaimState.WITH_TUTOR, ClaimState.ACCEPTED)


def states(session: Session, apprenticeship_ids: Iterable[UUID]) -> dict[tuple[UUID, str], ClaimState]:
    """The best state of each KSB that is claimed, by apprenticeship and code, in one query.

    Accepted is better than with the tutor, which is better than more needed. Claims on withdrawn evidence, and claims
    in another frame than the apprenticeship's, are left out. The caller has made sure that these apprenticeships may
    be seen: this asks nobody's leave.
    """
    query = (
        select(Evidence.apprenticeship_id, Claim.ksb, Claim.state)
        .join(Claim.evidence)
        .join(Evidence.apprenticeship)
        .join(Apprenticeship.standard_version)
        .where(
            Evidence.apprenticeship_id.in_(list(apprenticeship_ids)),
            Evidence.withdrawn_at.is_(None),
            Claim.frame == StandardVersion.frame,
        )
        .distinct()
    )
    best: dict[tuple[UUID, str], ClaimState] = {}
    for apprenticeship_id, ksb, state in session.execute(query):
        key = (apprenticeship_id, ksb)
        best[key] = max(best.get(key, state), state, key=RANKS.index)
    return best


@dataclass(frozen=True, slots=True)
class Cell:
    """One KSB and its best state; None when nobody has claimed it yet."""

    ksb: Ksb
    state: ClaimState | None


@dataclass(frozen=True, slots=True)
class Group:
    """The KSBs of one duty, or the behaviours, which have no number."""

    title: str
    number: int | None
    cells: tuple[Cell, ...]

    @property
    def accepted(self) -> int:
        return sum(cell.state is ClaimState.ACCEPTED for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every KSB of the frame, by duty, and then the behaviours."""

    groups: tuple[Group, ...]

    @property
    def duties(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.number is not None)

    @property
    def behaviours(self) -> tuple[Cell, ...]:
        return tuple(cell for group in self.groups if group.number is None for cell in group.cells)

    @property
    def cells(self) -> list[Cell]:
        return [cell for group in self.groups for cell in group.cells]

    def count(self, state: ClaimState | None) -> int:
        return sum(cell.state is state for cell in self.cells)

    @property
    def rows(self) -> list[tuple[str, list[Cell | None]]]:
        """The duties' KSBs as rows, `K1` to `S3`, with a cell for each duty; None where a duty has no such KSB."""
        by_place = {
            (group.number, cell.ksb.code.rpartition(".")[2]): cell for group in self.duties for cell in group.cells
        }
        places = sorted({place for _, place in by_place})
        return [(place, [by_place.get((group.number, place)) for group in self.duties]) for place in places]


def lay_out(standard: Standard, found: Mapping[tuple[UUID, str], ClaimState], apprenticeship_id: UUID) -> Coverage:
    """Every KSB of the standard with the state that `states` found for this apprenticeship."""
    ksbs = standard.ksbs
    groups = [(f"Duty {duty.number}: {duty.title}", duty.number, duty.ksbs) for duty in standard.duties]
    return Coverage(
        tuple(
            Group(
                title,
                number,
                tuple(Cell(ksbs[each.code], found.get((apprenticeship_id, each.code))) for each in part),
            )
            for title, number, part in (*groups, ("Behaviours", None, standard.behaviours))
        )
    )


def most_wanted(coverage: Coverage, baselines: Sequence[DutyBaseline], on: date) -> Cell | None:
    """The unclaimed KSB to find evidence for next: of the duties whose baseline has begun, the one due soonest.

    Skills come before knowledge, since work shows what somebody can do; None when every begun duty is claimed whole.
    """
    due = {each.duty: each.finishes_on for each in baselines if each.starts_on <= on}
    unclaimed = [cell for cell in coverage.cells if cell.state is None and cell.ksb.duty in due]
    return min(
        unclaimed,
        key=lambda cell: (due[cell.ksb.duty or 0], cell.ksb.kind != "Skill", cell.ksb.code),
        default=None,
    )
