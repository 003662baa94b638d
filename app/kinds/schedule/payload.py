"""What a schedule is, as typed, and what a scenario's author may ask of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from app.kinds.base import Brief, Cell, Payload, Prose
from app.kinds.matching import Match, Words

MOST_ROWS = 10_000
WORKING_WEEK = "Mon Tue Wed Thu Fri"


def listed(value: object) -> object:
    """A list of links in YAML or JSON is what would be typed with semicolons."""
    return "; ".join(str(each) for each in value) if isinstance(value, list) else value


class ScheduleRow(Payload):
    """One activity. `ref` is a whole number that stays with the row wherever it is moved.

    A row is a summary of the rows after it that have a deeper `level`. `duration` is the most likely one.
    """

    ref: Cell = ""
    name: Cell = ""
    duration: Cell = ""
    predecessors: Annotated[Cell, BeforeValidator(listed)] = ""
    start_no_earlier: Cell = ""
    must_finish_by: Cell = ""
    level: Cell = ""
    optimistic: Cell = ""
    pessimistic: Cell = ""
    constraint: Cell = ""
    constraint_date: Cell = ""
    calendar: Cell = ""
    baseline_start: Cell = ""
    baseline_finish: Cell = ""
    actual_start: Cell = ""
    actual_finish: Cell = ""
    percent_complete: Cell = ""
    remaining: Cell = ""


class Schedule(Payload):
    """Activities with their links, the calendars that turn working time into dates, and where the work stands.

    `hours` empty: eight hours a day, and nothing smaller than a day is shown. `calendars` are others than the
    project's, for activities that name one: a line such as `Nights: Mon-Thu 22:00-24:00`, and below it a line for each
    of its days off. `data_date` is the last day whose progress is in.
    """

    start_on: Cell = ""
    working_days: Cell = WORKING_WEEK
    hours: Cell = ""
    days_off: Prose = ""
    calendars: Prose = ""
    data_date: Cell = ""
    activities: tuple[ScheduleRow, ...] = Field(default=(), max_length=MOST_ROWS)


def from_version_1(stored: dict[str, Any]) -> dict[str, Any]:
    """A schedule of five columns and one calendar is one whose other cells are empty."""
    return dict(stored)


class Expected(Brief):
    """A piece of work or a milestone that must be in the schedule.

    `days` are the least and the most working days that the documents allow; both 0 for a milestone. `source` is
    the document of the in-tray that an apprentice without it is sent back to.
    """

    id: Words
    title: Words
    match: Match
    days: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
    source: str = ""

    @property
    def is_milestone(self) -> bool:
        return self.days == (0, 0)

    @model_validator(mode="after")
    def days_are_a_range(self) -> Self:
        least, most = self.days
        if least > most:
            raise ValueError(f"item {self.id}: the least days ({least}) are more than the most ({most})")
        return self


class Order(Brief):
    """`then` may not start until `gap` working days after the finish of `first`."""

    first: Words
    then: Words
    gap: Annotated[int, Field(ge=0)] = 0
    why: str = ""
    source: str = ""


class Window(Brief):
    """The days, both included, within which an item must start and finish."""

    item: Words
    not_before: date | None = None
    finish_by: date | None = None
    why: str = ""
    source: str = ""

    @model_validator(mode="after")
    def has_a_side(self) -> Self:
        if self.not_before is None and self.finish_by is None:
            raise ValueError(f"the window of {self.item} needs not_before or finish_by")
        if self.not_before and self.finish_by and self.not_before > self.finish_by:
            raise ValueError(f"the window of {self.item} ends before it begins")
        return self


class Deadline(Brief):
    """The last day, included, on which an item may finish."""

    item: Words
    finish_by: date


class Estimate(Brief):
    """The range that the documents give for an item, in working days: the least and the most of each end."""

    item: Words
    optimistic: tuple[Annotated[Decimal, Field(ge=0)], Annotated[Decimal, Field(ge=0)]]
    pessimistic: tuple[Annotated[Decimal, Field(ge=0)], Annotated[Decimal, Field(ge=0)]]
    source: str = ""


class Confidence(Brief):
    """How sure the deadline's date must be: the least share of runs that keep it, and how many runs are drawn."""

    least: Annotated[Decimal, Field(gt=0, le=1)]
    runs: Annotated[int, Field(ge=100, le=10_000)] = 2_000
    seed: int = 1


class Progress(Brief):
    """Where an item stood on the data date: the documents' dates, and what is left in working days."""

    item: Words
    started: date | None = None
    finished: date | None = None
    #: The least and the most working days to go of an item that has begun.
    remaining: tuple[Annotated[Decimal, Field(ge=0)], Annotated[Decimal, Field(ge=0)]] | None = None
    source: str = ""


class Baselined(Brief):
    """The dates that were agreed for an item."""

    item: Words
    start: date
    finish: date
    source: str = ""


class Quality(Brief):
    """Limits of the 14-point assessment that this exercise holds the schedule to. Shares are of 1."""

    share: Decimal = Decimal("0.05")
    finish_to_start: Decimal = Decimal("0.90")
    excused_lag: Decimal = Decimal(5)
    high_float: Decimal = Decimal(44)
    high_duration: Decimal = Decimal(44)


class ScheduleBrief(Brief):
    """The marking key. Everything in it is optional: a brief without anything asks for sound logic alone."""

    items: tuple[Expected, ...] = ()
    order: tuple[Order, ...] = ()
    windows: tuple[Window, ...] = ()
    deadline: Deadline | None = None
    #: Days that may not be worked.
    days_off: tuple[date, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    confidence: Confidence | None = None
    #: The last day whose progress the documents tell.
    data_date: date | None = None
    progress: tuple[Progress, ...] = ()
    baseline: tuple[Baselined, ...] = ()
    quality: Quality | None = None

    @property
    def needs_dates(self) -> bool:
        """Whether anything in it can only be judged by the calendar."""
        return bool(self.windows or self.deadline or self.days_off or self.data_date or self.baseline)

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        ids = [item.id for item in self.items]
        if repeated := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"more than one item is called {', '.join(repeated)}")
        for place, name in self._names():
            if name not in ids:
                raise ValueError(f"{place} names {name}, which is not among the items")
        for rule in self.order:
            if rule.first == rule.then:
                raise ValueError(f"order: {rule.first} cannot wait for itself")
        if self.confidence and not self.deadline:
            raise ValueError("confidence needs a deadline to be confident of")
        if self.progress and not self.data_date:
            raise ValueError("progress needs a data_date")
        return self

    def _names(self) -> Iterable[tuple[str, str]]:
        for rule in self.order:
            yield from (("order", rule.first), ("order", rule.then))
        yield from (("windows", window.item) for window in self.windows)
        yield from (("estimates", each.item) for each in self.estimates)
        yield from (("progress", each.item) for each in self.progress)
        yield from (("baseline", each.item) for each in self.baseline)
        if self.deadline:
            yield "deadline", self.deadline.item
