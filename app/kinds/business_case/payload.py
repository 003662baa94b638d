"""What a review of a business case is, and what a scenario's author may ask of one.

The payload keeps every cell as it was typed: the options with the figures stated for them, the cash flows behind them,
the faults found in the draft, and the tests of what would change the answer.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.engines.discount_rates import SCHEDULES, STANDARD
from app.kinds.base import Brief, Cell, Payload, Prose
from app.kinds.matching import Alternative, Match, Words

_NUMBERED = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class OptionType(StrEnum):
    """What part an option plays in the comparison; stored with learners' work, so never renamed."""

    DO_NOTHING = "do_nothing"
    DO_MINIMUM = "do_minimum"
    INTERVENTION = "intervention"
    LARGER = "larger"


class StreamType(StrEnum):
    """What a cash flow is. Only capital, what is built, renewed or taken down, is raised by optimism bias."""

    CAPITAL = "capital"
    RUNNING = "running"
    BENEFIT = "benefit"


class Basis(StrEnum):
    """Prices of the base year throughout, or money of each year's day."""

    REAL = "real"
    NOMINAL = "nominal"


class Meets(StrEnum):
    """Whether an option meets the project's objective, as the apprentice judges."""

    YES = "yes"
    NO = "no"


class Nature(StrEnum):
    """What kind of fault a draft has; stored with learners' work, so never renamed."""

    NOMINAL_AT_REAL = "nominal_at_real"
    WRONG_RATE = "wrong_rate"
    SUNK_COST = "sunk_cost"
    COST_LEFT_OUT = "cost_left_out"
    NO_OPTIMISM_BIAS = "no_optimism_bias"
    OVERSTATED = "overstated"
    COUNTED_TWICE = "counted_twice"
    UNOWNED = "unowned"
    OPTION_MISSING = "option_missing"
    UNEQUAL_PERIODS = "unequal_periods"
    ARITHMETIC = "arithmetic"
    UNTESTED = "untested"
    REASONING = "reasoning"
    OTHER = "other"


class OptionRow(Payload):
    """One option and what the apprentice states of it: net present value in pounds and the benefit-cost ratio."""

    ref: Cell = ""
    name: Cell = ""
    type: Cell = ""
    npv: Cell = ""
    bcr: Cell = ""
    meets: Cell = ""
    remark: Prose = ""


class FlowRow(Payload):
    """A cost or benefit of one option: pounds a year, positive, in the years from the base year that it falls in.

    `growth` is per cent a year from the first of those years on, blank for none.
    """

    ref: Cell = ""
    option: Cell = ""
    stream: Cell = ""
    type: Cell = ""
    years: Cell = ""
    amount: Cell = ""
    growth: Cell = ""
    owner: Cell = ""
    measure: Prose = ""


class FaultRow(Payload):
    """A fault found in the draft: the numbered paragraph or table, its nature, what is wrong and what it should be."""

    ref: Cell = ""
    place: Cell = ""
    nature: Cell = ""
    wrong: Prose = ""
    should: Prose = ""


class SensitivityRow(Payload):
    """One test: what is varied and by how many per cent, the net present value left, and the switching value."""

    ref: Cell = ""
    option: Cell = ""
    varies: Cell = ""
    change: Cell = ""
    npv: Cell = ""
    switching: Cell = ""


class BusinessCase(Payload):
    """A review of a business case as typed."""

    base_year: Cell = ""
    rates: Cell = ""
    basis: Cell = ""
    inflation: Cell = ""
    optimism_bias: Cell = ""
    recommended: Cell = ""
    recommendation: Prose = ""
    reasons: Prose = ""
    options: tuple[OptionRow, ...] = ()
    flows: tuple[FlowRow, ...] = ()
    faults: tuple[FaultRow, ...] = ()
    sensitivities: tuple[SensitivityRow, ...] = ()


def _place(text: str) -> str:
    if not _NUMBERED.fullmatch(text.removeprefix("table ")):
        raise ValueError(f"{text!r} is not a place: write a paragraph as 4.1, or a table as 'table 2'")
    return text


Places = Annotated[tuple[Annotated[str, AfterValidator(_place)], ...], Field(min_length=1)]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExpectedOption(_Item):
    """An option that the papers ask for. Present values are pounds, costs with optimism bias, both positive.

    `match` is looked for in the option's name, unless its type is `type` and no other expected option has that type.
    """

    id: Words
    title: Words
    type: OptionType
    match: Match
    meets: bool
    pv_costs: Annotated[Decimal, Field(ge=0)]
    pv_benefits: Annotated[Decimal, Field(ge=0)]


class PlantedFault(_Item):
    """A fault of the draft. A row finds it that names one of its places, and its nature or words that match.

    `part` is where in the draft to look again, in words that do not give it away.
    """

    id: Words
    title: Words
    places: Places
    natures: Annotated[tuple[Nature, ...], Field(min_length=1)]
    match: Match
    part: Words


class SoundPlace(_Item):
    """A paragraph that is right and may look wrong. `why` ends the finding for a row that calls it a fault.

    A row whose nature is one of `but` is left alone: it may mean a fault of the whole that shows here as well.
    """

    places: Places
    why: Words
    but: tuple[Nature, ...] = ()


class SunkCost(_Item):
    """Money already spent, by the words it goes by in a stream's name. `why` ends the finding."""

    match: Match
    why: Words


class Weakest(_Item):
    """The assumption that most needs testing: words for the streams that rest on it, or for the assumption.

    `least_change` is the smallest change, in per cent, that tests it.
    """

    match: Match
    least_change: Annotated[Decimal, Field(gt=0)] = Decimal(10)


class BusinessCaseBrief(Brief):
    """The marking key of a review.

    `base_year` is the calendar year in which year 0 begins; `horizon` the last year counted. `optimism_bias` and
    `inflation` are per cents. Present values agree within `tolerance_percent` of the expected one, or £1. `objective`
    are words of which a text that speaks of the objective has some. `passing_owners` are those who will not be there to
    see a benefit through.
    """

    base_year: int | None = Field(default=None, ge=1900, le=2200)
    horizon: int | None = Field(default=None, ge=1, le=125)
    rates: str = STANDARD.key
    inflation: Decimal = Decimal(0)
    optimism_bias: Decimal = Field(default=Decimal(0), ge=0, le=300)
    tolerance_percent: Decimal = Field(default=Decimal("0.5"), ge=0, le=10)
    options: tuple[ExpectedOption, ...] = ()
    planted: tuple[PlantedFault, ...] = ()
    sound: tuple[SoundPlace, ...] = ()
    sunk: tuple[SunkCost, ...] = ()
    weakest: Weakest | None = None
    objective: tuple[Alternative, ...] = ()
    passing_owners: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def is_sound(self) -> Self:
        for name, ids in (
            ("options", [each.id for each in self.options]),
            ("planted", [each.id for each in self.planted]),
        ):
            if repeated := sorted({each for each in ids if ids.count(each) > 1}):
                raise ValueError(f"{name}: the id {', '.join(repeated)} is used twice")
        if self.rates not in SCHEDULES:
            raise ValueError(f"rates: choose one of {', '.join(SCHEDULES)}")
        planted = {place for each in self.planted for place in each.places}
        if both := sorted(planted.intersection(place for each in self.sound for place in each.places)):
            raise ValueError(f"sound: {', '.join(both)} has a planted fault as well")
        return self
