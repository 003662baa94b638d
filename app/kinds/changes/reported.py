"""What the dossier's budget report said before this log: the current budget and the contingency left.

Nothing is judged by it. The papers of the day say where the log begins; that the report said otherwise is worth
knowing, and is shown beside the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.kinds import budget
from app.kinds.base import dossier_payload
from app.kinds.budget.payload import BudgetBrief
from app.kinds.changes.payload import ChangesBrief


@dataclass(frozen=True, slots=True)
class Reported:
    """`whose` begins a phrase: `your budget report`. A sum that the report does not give is None."""

    whose: str
    budget: Decimal | None
    contingency: Decimal | None


def reported(brief: ChangesBrief) -> Reported | None:
    """The dossier's report; None without one that can be read. The budget is the sum of its packages."""
    payload = dossier_payload(brief, budget.KIND)
    if payload is None:
        return None
    read = budget.KIND.analyse(payload, BudgetBrief()).read
    sums = [line.budget for line in read.lines]
    known = [each for each in sums if each is not None]
    total = sum(known, Decimal(0)) if known and len(known) == len(sums) else None
    return Reported(f"{brief.dossier[budget.KIND.key].whose} budget report", total, read.contingency_left)
