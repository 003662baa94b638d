"""What a change log is, as typed, and what a scenario's author may ask of one.

The log has three tables: the changes, a series of measured values, and the signals that its chart gives.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.engines.authority import Area
from app.engines.control_chart import FEWEST_POINTS, USUAL_RUN, USUAL_TREND
from app.kinds.base import Brief, Cell, Payload, Prose
from app.kinds.matching import Alternative, Match, Words
from app.kinds.schedule.payload import Expected

MOST_CHANGES = 100
MOST_POINTS = 1_000


class Recommendation(StrEnum):
    """What the log's keeper advises; stored with learners' work, so never renamed."""

    APPROVE = "approve"
    REJECT = "reject"
    DEFER = "defer"
    MORE_INFORMATION = "more_information"


class Decision(StrEnum):
    """What was decided by whoever may; stored with learners' work, so never renamed."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    MORE_INFORMATION = "more_information"


class Authority(StrEnum):
    """Who may decide, from the lowest level to the highest; stored with learners' work, so never renamed."""

    PROJECT_MANAGER = "project_manager"
    SPONSOR = "sponsor"
    BOARD = "board"


class ChangeRow(Payload):
    """One request for change. Days are working days, positive = more or later; money in pounds, positive = more."""

    ref: Cell = ""
    title: Cell = ""
    raised_by: Cell = ""
    raised_on: Cell = ""
    reason: Prose = ""
    activity: Cell = ""
    days: Cell = ""
    opening_days: Cell = ""
    cost: Cell = ""
    package: Cell = ""
    scope: Prose = ""
    quality: Prose = ""
    benefit: Prose = ""
    risk: Prose = ""
    exposure: Cell = ""
    carbon: Cell = ""
    recommendation: Cell = ""
    grounds: Prose = ""
    authority: Cell = ""
    decision: Cell = ""
    decided_on: Cell = ""
    started_on: Cell = ""
    baseline_after: Cell = ""
    communicated_to: Prose = ""
    verified: Prose = ""


class PointRow(Payload):
    """One measured value, in the order of time."""

    ref: Cell = ""
    taken_on: Cell = ""
    value: Cell = ""


class SignalRow(Payload):
    """One signal that the chart is said to give: the rule, its points by their references, and what follows."""

    ref: Cell = ""
    rule: Cell = ""
    points: Cell = ""
    meaning: Prose = ""
    action: Prose = ""


class ChangeLog(Payload):
    """A log as typed. `baseline` is the version in force; the forecast and what is left are after approved changes."""

    data_date: Cell = ""
    baseline: Cell = ""
    opening: Cell = ""
    change_budget_left: Cell = ""
    limits_from: Cell = ""
    lower_limit: Cell = ""
    upper_limit: Cell = ""
    note: Prose = ""
    changes: tuple[ChangeRow, ...] = Field(default=(), max_length=MOST_CHANGES)
    series: tuple[PointRow, ...] = Field(default=(), max_length=MOST_POINTS)
    signals: tuple[SignalRow, ...] = Field(default=(), max_length=MOST_CHANGES)


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Progress(_Item):
    """How far an item of the schedule is at the data date, as the papers report it.

    Finished on a day; or `remaining` working days after the data date; or not begun, with a duration of `days` in place
    of the plan's, or not before a day. Work that no progress names is as far as it was planned to be.
    """

    item: Words
    finished_on: date | None = None
    remaining: Annotated[int, Field(ge=0)] | None = None
    days: Annotated[int, Field(ge=0)] | None = None
    not_before: date | None = None


class ExpectedChange(_Item):
    """A change that the papers ask for, with its effects as they can be read or worked out from them.

    `item` is the schedule's item that it adds `days` of work to; `opening_days` stands in where there is no schedule to
    recompute on. `other_costs` are sums that a part of it may rightly be logged with. `touches` are areas on which it
    has an effect in words; `breaks` those whose tolerance it would break without a figure to show it. `recommend` holds
    what may sensibly be advised, everything if empty. `begun_on` is the day that work began although nobody had
    approved it.
    """

    id: Words
    title: Words
    match: Match
    source: Words
    cost: Decimal
    other_costs: tuple[Decimal, ...] = ()
    package: tuple[Alternative, ...] = ()
    item: str = ""
    days: int = 0
    opening_days: int = 0
    carbon: Decimal = Decimal(0)
    exposure: Decimal = Decimal(0)
    touches: tuple[Area, ...] = ()
    breaks: tuple[Area, ...] = ()
    recommend: tuple[Recommendation, ...] = ()
    decision: Decision = Decision.WAITING
    decided_on: date | None = None
    begun_on: date | None = None

    @model_validator(mode="after")
    def is_dated(self) -> Self:
        if (self.decision is Decision.WAITING) is not (self.decided_on is None):
            raise ValueError(f"{self.id}: give decided_on with a decision, and only then")
        return self


class Position(_Item):
    """Where the project stands before the first change of this log: pounds, tCO2e, and the baseline's version.

    The change budget is part of contingency. `exposure` is of the risks after their responses.
    """

    budget: Decimal = Decimal(0)
    contingency: Decimal = Decimal(0)
    change_budget: Decimal = Decimal(0)
    exposure: Decimal = Decimal(0)
    carbon: Decimal = Decimal(0)
    most_carbon: Decimal | None = None
    baseline: Words = "1.0"


class Limit(_Item):
    """What one level may decide: so many pounds and working days for each change. The board has no limit."""

    level: Authority
    most_cost: Decimal
    most_days: Annotated[int, Field(ge=0)]


class ChartKey(_Item):
    """How the series is judged: limits frozen from the first `baseline` of these `values`, and the rules' lengths.

    `within` is how far a limit may be from the recomputed one, in the unit of the values.
    """

    values: tuple[Decimal, ...] = Field(min_length=FEWEST_POINTS)
    baseline: Annotated[int, Field(ge=FEWEST_POINTS)]
    run: Annotated[int, Field(ge=2)] = USUAL_RUN
    trend: Annotated[int, Field(ge=2)] = USUAL_TREND
    within: Decimal = Decimal("0.1")
    source: str = ""

    @model_validator(mode="after")
    def has_a_baseline(self) -> Self:
        if self.baseline > len(self.values):
            raise ValueError("the baseline is longer than the series")
        return self


class ChangesBrief(Brief):
    """The marking key. Everything is optional: a brief without anything asks for a log that is whole in itself.

    `items` find the activities on whatever schedule the dossier holds, as in a schedule's own brief; `opening` is the
    item whose finish is the date that the project is held to. `closed` are words of changes that were closed before
    this log: a row for one is left aside.
    """

    data_date: date | None = None
    items: tuple[Expected, ...] = ()
    progress: tuple[Progress, ...] = ()
    opening: str = ""
    position: Position = Position()
    delegation: tuple[Limit, ...] = ()
    expected: tuple[ExpectedChange, ...] = ()
    closed: tuple[Alternative, ...] = ()
    chart: ChartKey | None = None

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        ids = [each.id for each in self.expected]
        if repeated := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"expected: the id {', '.join(repeated)} is used twice")
        known = {item.id for item in self.items} | {""}
        named = [("progress", each.item) for each in self.progress]
        named += [("expected", each.item) for each in self.expected] + [("opening", self.opening)]
        for place, name in named:
            if name not in known:
                raise ValueError(f"{place} names {name}, which is not among the items")
        return self
