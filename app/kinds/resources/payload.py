"""What a resource plan is, as typed, and what a scenario's author may ask of one.

It stands on a schedule, the dossier's: activities, logic, calendar and float come from there, and only starts that are
moved are typed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.engines.loading import Charge
from app.kinds.base import Brief, Cell, Payload, Prose
from app.kinds.matching import Match, Words
from app.kinds.schedule.payload import Expected

MOST_RESOURCES, MOST_ASSIGNMENTS, MOST_MOVES, MOST_DELIVERABLES = 60, 300, 150, 60


class ResourceType(StrEnum):
    """What a resource is; stored with learners' work, so never renamed."""

    PERSON = "person"
    TEAM = "team"
    PLANT = "plant"
    MATERIAL = "material"


class ResourceRow(Payload):
    """A skill, team or machine: how many there are a day, when they are away, and what one costs a day, in pounds."""

    ref: Cell = ""
    name: Cell = ""
    type: Cell = ""
    capacity: Cell = ""
    days_off: Cell = ""
    rate: Cell = ""
    charge: Cell = ""


class AssignmentRow(Payload):
    """So many units of a resource on every day of an activity."""

    ref: Cell = ""
    activity: Cell = ""
    resource: Cell = ""
    units: Cell = ""


class MoveRow(Payload):
    """An activity that starts on another day than the schedule's, and why. `duration` and `predecessors` stand in for a
    schedule where there is none."""

    ref: Cell = ""
    activity: Cell = ""
    start: Cell = ""
    reason: Prose = ""
    duration: Cell = ""
    predecessors: Cell = ""


class ResponsibilityRow(Payload):
    """One row of a responsibility chart: names or roles, with a semicolon between two."""

    ref: Cell = ""
    work: Cell = ""
    accountable: Cell = ""
    responsible: Cell = ""
    consulted: Cell = ""
    informed: Cell = ""


class ResourcePlan(Payload):
    """Everything typed. `finish` and `cost` are what the plan tells the project manager, to be held against itself."""

    finish: Cell = ""
    cost: Cell = ""
    assumptions: Prose = ""
    note: Prose = ""
    resources: tuple[ResourceRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    plan: tuple[MoveRow, ...] = ()
    raci: tuple[ResponsibilityRow, ...] = ()


Amount = Annotated[Decimal, Field(ge=0)]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Absence(_Item):
    """Days, both included, on which a resource is not there."""

    first: date
    last: date

    @model_validator(mode="after")
    def is_in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"an absence ends ({self.last}) before it begins ({self.first})")
        return self


class ExpectedResource(_Item):
    """A resource that the documents speak of. `capacity` is the least and the most a day that they allow."""

    id: Words
    title: Words
    match: Match
    capacity: tuple[Amount, Amount]
    rate: Amount
    charge: Charge = Charge.WORKED
    away: tuple[Absence, ...] = ()
    source: Words
    #: The document that gives the rate, where it is another one.
    rate_source: str = ""

    @model_validator(mode="after")
    def capacity_is_a_range(self) -> Self:
        if self.capacity[0] > self.capacity[1]:
            raise ValueError(f"resource {self.id}: the least capacity is more than the most")
        return self


class Need(_Item):
    """What an activity needs of a resource on every day it takes: the least and the most units that are right."""

    activity: Words
    resource: Words
    units: tuple[Amount, Amount]
    source: Words


class Deliverable(_Item):
    """A piece of work that the chart must have. `accountable` are those of `people` who may answer for it."""

    id: Words
    title: Words
    match: Match
    accountable: tuple[Words, ...] = ()
    source: Words


class LatestStart(_Item):
    """A day after which an activity may not be made to start, for a reason that is in the documents."""

    activity: Words
    start_by: date
    source: Words


class ResourcesBrief(Brief):
    """The marking key. Without anything in it a plan is judged by its own load, logic and responsibilities.

    `activities` find the schedule's rows; `people` are `Name, role`, names that plans should not be made of. With
    `keep_finish` the schedule's own finish should not move (smoothing); `finish_by` may not be missed at all,
    nor may a move miss one of the `latest_starts`.
    """

    activities: tuple[Expected, ...] = ()
    resources: tuple[ExpectedResource, ...] = ()
    needs: tuple[Need, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    people: tuple[Words, ...] = ()
    latest_starts: tuple[LatestStart, ...] = ()
    finish_by: date | None = None
    keep_finish: bool = False
    source: str = ""

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        known = {
            "activities": [each.id for each in self.activities],
            "resources": [each.id for each in self.resources],
            "deliverables": [each.id for each in self.deliverables],
        }
        for place, ids in known.items():
            if repeated := sorted({each for each in ids if ids.count(each) > 1}):
                raise ValueError(f"{place}: the id {', '.join(repeated)} is used twice")
        for place, name, among in self._names():
            if name not in (known.get(among) or self.people):
                raise ValueError(f"{place} names {name}, which is not among the {among}")
        return self

    def _names(self) -> Iterable[tuple[str, str, str]]:
        for need in self.needs:
            yield "needs", need.activity, "activities"
            yield "needs", need.resource, "resources"
        for latest in self.latest_starts:
            yield "latest_starts", latest.activity, "activities"
        for deliverable in self.deliverables:
            yield from (("deliverables", person, "people") for person in deliverable.accountable)
