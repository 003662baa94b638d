"""What a risk register is, and what a scenario's author may ask of one.

The payload keeps every cell as it was typed. Threats and opportunities share one register, as they share one exposure.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.engines.risk_exposure import InvalidScale, ProbabilityScale, RiskType
from app.kinds.base import Brief, Cell, Payload, Prose
from app.kinds.matching import Alternative, Match, Words

#: Percent for the bands 1 to 5 where no brief says otherwise.
USUAL_SCALE = (Decimal(5), Decimal(20), Decimal(40), Decimal(60), Decimal(85))


class Response(StrEnum):
    """What is done about a risk; stored with learners' work, so never renamed."""

    AVOID = "avoid"
    TRANSFER = "transfer"
    REDUCE = "reduce"
    EXPLOIT = "exploit"
    SHARE = "share"
    ENHANCE = "enhance"
    ACCEPT = "accept"
    ESCALATE = "escalate"


#: The responses that make sense for each type of risk.
FITTING = {
    RiskType.THREAT: (Response.AVOID, Response.TRANSFER, Response.REDUCE, Response.ACCEPT, Response.ESCALATE),
    RiskType.OPPORTUNITY: (Response.EXPLOIT, Response.SHARE, Response.ENHANCE, Response.ACCEPT, Response.ESCALATE),
}


class RiskRow(Payload):
    """One risk as typed. Probability is 1 to 5 or a percentage, impact 1 to 5, money in pounds and never negative.

    `proximity` is when it could strike first: a date, `now`, or a time from today. `activity` is one of the dossier's
    schedule, by its number or name, which would take `delay` working days longer. The secondary cells are what the
    response itself may bring.
    """

    ref: Cell = ""
    type: Cell = ""
    cause: Prose = ""
    event: Prose = ""
    effect: Prose = ""
    probability: Cell = ""
    impact: Cell = ""
    cost: Cell = ""
    response: Cell = ""
    action: Prose = ""
    owner: Cell = ""
    response_cost: Cell = ""
    residual_probability: Cell = ""
    residual_impact: Cell = ""
    residual_cost: Cell = ""
    proximity: Cell = ""
    activity: Cell = ""
    delay: Cell = ""
    secondary_probability: Cell = ""
    secondary_cost: Cell = ""


class RiskRegister(Payload):
    """A register as typed, and the contingency asked for, in pounds."""

    contingency: Cell = ""
    risks: tuple[RiskRow, ...] = ()


def from_version_1(stored: dict[str, Any]) -> dict[str, Any]:
    """A register that knew nothing of time and of secondary risks is one in which those cells are empty."""
    return dict(stored)


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExpectedRisk(_Item):
    """A risk that the in-tray holds. `source` is the stem of the document that gives it away."""

    id: Words
    title: Words
    type: RiskType
    match: Match
    source: Words


class KnownIssue(_Item):
    """Something that has already happened, so that logging it as a risk is a fault. `why` ends the finding."""

    title: Words
    match: Match
    why: str = ""


class RisksBrief(Brief):
    """The marking key of a risk register. Percentages are whole or decimal per cents, not fractions.

    `owners` are names or roles, or both as `Name, role`. `contingency_percent` is of what the threats left are expected
    to cost. `objectives` are alternatives to match, as in `match`: when there are some, every effect should touch one.
    `planned_from` is the score from which a threat's response must be in the plan. `today` is the day of the exercise,
    from which proximity counts; `finish_by` the last day on which the project may be done, where it has one.
    """

    expected: tuple[ExpectedRisk, ...] = ()
    issues: tuple[KnownIssue, ...] = ()
    probability_scale: tuple[Decimal, ...] = USUAL_SCALE
    escalate_at: int = Field(default=20, ge=1, le=25)
    planned_from: int = Field(default=15, ge=1, le=25)
    owners: tuple[Words, ...] = ()
    today: date | None = None
    finish_by: date | None = None
    contingency_percent: tuple[Decimal, Decimal] = (Decimal(80), Decimal(150))
    objectives: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def is_sound(self) -> Self:
        ids = [each.id for each in self.expected]
        if repeated := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"expected: the id {', '.join(repeated)} is used twice")
        try:
            ProbabilityScale(self.probability_scale)
        except InvalidScale as error:
            raise ValueError(f"probability_scale: {error}") from error
        least, most = self.contingency_percent
        if not 0 <= least <= most:
            raise ValueError("contingency_percent: give the least and the most, such as [80, 150]")
        return self

    @property
    def scale(self) -> ProbabilityScale:
        return ProbabilityScale(self.probability_scale)
