"""What a budget report is, as typed, and what a scenario's author may ask of one.

Every figure is cumulative to the data date and in pounds. Only drawdown and causes have signs of their own: a draw is
positive, an adverse variance negative.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.engines.tolerance import InvalidTolerance, Tolerance
from app.kinds.base import Brief, Cell, Payload, Prose
from app.kinds.matching import Alternative, Match, Words

MOST_ROWS = 1_000


class Cause(StrEnum):
    """What drives a variance. Rate, volume and scope explain cost, timing explains value not yet earned. Stored."""

    RATE = "rate"
    VOLUME = "volume"
    SCOPE = "scope"
    TIMING = "timing"


class Method(StrEnum):
    """How the estimate at completion is made; the names are those of the engine's forecasts. Stored."""

    TREND = "trend"
    AS_BUDGETED = "as_budgeted"
    COST_AND_TIME = "cost_and_time"
    ESTIMATE = "estimate"


class ReportAs(StrEnum):
    """What the board is sent. Stored."""

    WITHIN = "within"
    EXCEPTION = "exception"


class Measure(StrEnum):
    """A figure that the apprentice states and the checks work out again. Stored."""

    CV = "cv"
    SV = "sv"
    CPI = "cpi"
    SPI = "spi"
    EAC_TREND = "eac_trend"
    EAC_BUDGET = "eac_budget"
    EAC_COST_AND_TIME = "eac_cost_and_time"
    EAC_ESTIMATE = "eac_estimate"
    TCPI_BUDGET = "tcpi_budget"
    TCPI_FORECAST = "tcpi_forecast"
    ES = "es"
    SPI_T = "spi_t"
    TSPI = "tspi"


class LineRow(Payload):
    """One work package. `earned` is pounds, or a percentage of the budget."""

    ref: Cell = ""
    package: Cell = ""
    budget: Cell = ""
    planned: Cell = ""
    earned: Cell = ""
    invoiced: Cell = ""
    accrual: Cell = ""
    committed: Cell = ""
    rest: Cell = ""


class CauseRow(Payload):
    """What one cause adds to the variance of one package."""

    ref: Cell = ""
    package: Cell = ""
    cause: Cell = ""
    amount: Cell = ""
    explanation: Prose = ""


class MonthRow(Payload):
    """The end of one month, in cumulative figures."""

    ref: Cell = ""
    month: Cell = ""
    planned: Cell = ""
    earned: Cell = ""
    actual: Cell = ""


class DrawRow(Payload):
    """One movement of contingency."""

    ref: Cell = ""
    approved_on: Cell = ""
    change: Cell = ""
    amount: Cell = ""
    approved_by: Cell = ""


class MeasureRow(Payload):
    """One figure as stated."""

    ref: Cell = ""
    measure: Cell = ""
    value: Cell = ""


class Budget(Payload):
    """A budget report at a data date, as typed."""

    data_date: Cell = ""
    contingency_left: Cell = ""
    method: Cell = ""
    forecast: Cell = ""
    reason: Prose = ""
    report_as: Cell = ""
    statement: Prose = ""
    differences: Prose = ""
    lines: tuple[LineRow, ...] = Field(default=(), max_length=MOST_ROWS)
    months: tuple[MonthRow, ...] = Field(default=(), max_length=MOST_ROWS)
    causes: tuple[CauseRow, ...] = Field(default=(), max_length=MOST_ROWS)
    drawdown: tuple[DrawRow, ...] = Field(default=(), max_length=MOST_ROWS)
    measures: tuple[MeasureRow, ...] = Field(default=(), max_length=MOST_ROWS)


def _month(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise ValueError("a month is written as 2027-06")
    return text


Pounds = Annotated[Decimal, Field(ge=0)]
Month = Annotated[str, AfterValidator(_month)]


class CauseFact(Brief):
    """What the papers let one work out: so much of a package's variance is due to this. Adverse is negative."""

    cause: Cause
    amount: Decimal


class Package(Brief):
    """A work package at the data date. `ledger` is what is posted to it, rightly or not; `actual` what its work cost.

    `committed` is ordered and neither invoiced nor accrued, `outstanding` what the order register shows. `to_go` are
    the least and the most that its remaining work may be forecast to cost. `activities` are words for the rows of a
    schedule that are this package, when its planned value follows them. `source` is the document that says what its
    work cost and why, and what is still to come.
    """

    id: Words
    title: Words
    match: Match
    original: Pounds
    budget: Pounds
    planned: Pounds
    earned: Pounds
    ledger: Pounds
    actual: Pounds
    committed: Pounds = Decimal(0)
    outstanding: Pounds = Decimal(0)
    to_go: tuple[Pounds, Pounds]
    causes: tuple[CauseFact, ...] = ()
    source: str = ""
    activities: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def is_sound(self) -> Self:
        if self.to_go[0] > self.to_go[1]:
            raise ValueError(f"package {self.id}: the least to go is more than the most")
        return self


class MonthEnd(Brief):
    """Cumulative planned value at the end of a month, and what was reported earned and spent, where it was."""

    month: Month
    planned: Pounds
    earned: Pounds | None = None
    actual: Pounds | None = None


class Draw(Brief):
    """An approved draw on contingency. `approver` are words for who approved it."""

    title: Words
    amount: Decimal
    approver: Match


class Pending(Brief):
    """A change that somebody has asked for and nobody has approved."""

    title: Words
    amount: Decimal


class Sources(Brief):
    """The documents of the in-tray that an apprentice is sent back to, by what is in question."""

    baseline: str = ""
    changes: str = ""
    accruals: str = ""
    orders: str = ""
    progress: str = ""
    rules: str = ""


class BudgetBrief(Brief):
    """The marking key. Everything is optional: a brief without anything asks for sound arithmetic alone."""

    data_date: date | None = None
    contingency: Pounds | None = None
    packages: tuple[Package, ...] = ()
    months: tuple[MonthEnd, ...] = ()
    draws: tuple[Draw, ...] = ()
    pending: tuple[Pending, ...] = ()
    measures: tuple[Measure, ...] = ()
    #: Per cents of the current budget that a forecast may lie above and below it.
    tolerance: tuple[Decimal, Decimal] | None = None
    #: Variances of so many pounds or more are to be explained: of cost, and of schedule.
    explain_cost: Pounds | None = None
    explain_schedule: Pounds | None = None
    sources: Sources = Sources()

    @property
    def limits(self) -> Tolerance | None:
        return Tolerance(*self.tolerance) if self.tolerance else None

    @model_validator(mode="after")
    def is_sound(self) -> Self:
        ids = [each.id for each in self.packages]
        if repeated := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"more than one package is called {', '.join(repeated)}")
        months = [each.month for each in self.months]
        if months != sorted(set(months)):
            raise ValueError("months: give each once, in order")
        try:
            _ = self.limits
        except InvalidTolerance as error:
            raise ValueError(f"tolerance: {error}") from error
        return self
