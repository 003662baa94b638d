"""From a plan as typed to rows that can be worked with, and a problem for each cell that cannot be read.

Nothing here raises and nothing is thrown away: the readable cells of a row are used, and `None` stands for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from app.engines import raci
from app.engines.critical_path import Activity, Link, NetworkError
from app.engines.loading import Charge
from app.kinds.base import Finding, Payload, fault
from app.kinds.resources import basis, cells, parties
from app.kinds.resources.basis import Basis
from app.kinds.resources.payload import (
    AssignmentRow,
    MoveRow,
    ResourcePlan,
    ResourceRow,
    ResourcesBrief,
    ResourceType,
    ResponsibilityRow,
)
from app.kinds.schedule import cells as schedule_cells

LONGEST_NAME = 60

T = TypeVar("T")
R = TypeVar("R", bound=Payload)


@dataclass(frozen=True, slots=True)
class Supply:
    """One resource. What is blank or cannot be read is None; blank days away are none, a blank charge is by the day."""

    ref: str
    name: str
    capacity: Fraction | None
    days_off: frozenset[date]
    rate: Decimal | None
    charge: Charge

    @property
    def title(self) -> str:
        return f"{self.ref} ({self.name})" if self.name else self.ref


@dataclass(frozen=True, slots=True)
class Assigned:
    """Units of a resource on an activity, both by reference."""

    ref: str
    activity: str | None
    resource: str | None
    units: Fraction | None


@dataclass(frozen=True, slots=True)
class Move:
    """An activity that is given a start of its own. `offset` counts working days from the schedule's start."""

    ref: str
    activity: str | None
    start: date | None
    offset: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A row of the chart: who is meant by each cell."""

    ref: str
    assignment: raci.Assignment

    @property
    def title(self) -> str:
        return f"{self.ref} ({self.assignment.work})" if self.assignment.work else self.ref


@dataclass(frozen=True, slots=True)
class Reading:
    basis: Basis | None
    resources: tuple[Supply, ...]
    assignments: tuple[Assigned, ...]
    moves: tuple[Move, ...]
    chart: tuple[Responsibility, ...]
    finish: date | None
    cost: Decimal | None
    assumptions: str
    note: str
    problems: tuple[Finding, ...]


def read(plan: ResourcePlan, brief: ResourcesBrief) -> Reading:
    """Every row and field, read once."""
    reader = _Reader()
    found, trouble = basis.from_dossier(brief)
    if trouble:
        reader.problems.append(fault(f"{trouble}.", "", "loading"))
    elif found is None:
        found = reader.own_network(plan.plan)
    names = found.names if found else {}
    supplies = tuple(reader.supply(ref, row) for ref, row in reader.rows(plan.resources, "resources"))
    by_name = {each.ref: each.name for each in supplies}
    assignments = [
        reader.assigned(ref, row, names, by_name) for ref, row in reader.rows(plan.assignments, "assignments")
    ]
    reader.no_repeats(assignments)
    moves = [reader.move(ref, row, found) for ref, row in reader.rows(plan.plan, "plan")]
    chart = tuple(_responsibility(ref, row, brief) for ref, row in reader.rows(plan.raci, "raci"))
    return Reading(
        basis=found,
        resources=supplies,
        assignments=tuple(assignments),
        moves=tuple(moves),
        chart=chart,
        finish=reader.cell("", "finish", plan.finish, cells.day, "telling"),
        cost=reader.cell("", "cost", plan.cost, cells.amount, "telling"),
        assumptions=plan.assumptions,
        note=plan.note,
        problems=tuple(reader.problems),
    )


def has_content(row: Payload) -> bool:
    """Whether anything is typed in a row. A choice on its own is not a beginning."""
    return any(value.strip() for key, value in row if key not in ("ref", "type", "charge"))


class _Reader:
    """Collects problems while reading; lives for one `read`."""

    def __init__(self) -> None:
        self.problems: list[Finding] = []
        self._seen: set[str] = set()

    def say(self, ref: str, column: str, words: str, why: str) -> None:
        place = f"{ref}.{column}" if ref else column
        self.problems.append(fault(f"{ref}: {words}." if ref else f"{words}.", place, why))

    def cell(self, ref: str, column: str, text: str, read_text: Callable[[str], T], why: str) -> T | None:
        """The value of a cell, None when it is blank; None with the problem noted when it cannot be read."""
        if not text.strip():
            return None
        try:
            return read_text(text)
        except cells.NotRead as error:
            self.say(ref, column, str(error), why)
            return None

    def needed(self, ref: str, column: str, text: str, read_text: Callable[[str], T], why: str, blank: str) -> T | None:
        """`cell` for one that may not be blank, which `blank` says."""
        if not text.strip():
            self.say(ref, column, blank, why)
        return self.cell(ref, column, text, read_text, why)

    def rows(self, rows: Iterable[R], grid: str) -> list[tuple[str, R]]:
        """The rows with something in them, by a reference of their own."""
        kept: list[tuple[str, R]] = []
        for row in rows:
            ref = getattr(row, "ref").strip()[:12]  # noqa: B009 - every row of a grid has one
            if not has_content(row):
                continue
            if not ref or ref in self._seen:
                words = f"two rows are called {ref}" if ref else f"a row of the {grid} has no reference"
                self.say(ref, "", f"{words}. Delete one and add it again", "loading")
                continue
            self._seen.add(ref)
            kept.append((ref, row))
        return kept

    def supply(self, ref: str, row: ResourceRow) -> Supply:
        if row.type.strip() and row.type.strip() not in set(ResourceType):
            self.say(ref, "type", f"{cells.quoted(row.type)} is not a type of resource. Choose one", "kinds")
        charge = self.cell(ref, "charge", row.charge, _charge, "cost")
        blank = f"how many are there on a day? {cells.UNITS_HELP}"
        if not row.name.strip():
            self.say(ref, "name", "it has no name. Say which skill, team or machine it is", "kinds")
        return Supply(
            ref=ref,
            name=_short(row.name),
            capacity=self.needed(ref, "capacity", row.capacity, _capacity, "loading", blank),
            days_off=self.cell(ref, "days_off", row.days_off, cells.days_away, "loading") or frozenset(),
            rate=self.cell(ref, "rate", row.rate, cells.amount, "cost"),
            charge=charge or Charge.WORKED,
        )

    def assigned(
        self, ref: str, row: AssignmentRow, activities: Mapping[str, str], resources: Mapping[str, str]
    ) -> Assigned:
        return Assigned(
            ref=ref,
            activity=self.needed(
                ref,
                "activity",
                row.activity,
                lambda text: cells.activity(text, activities),
                "loading",
                "which activity is it? Type the number of its row in the schedule",
            ),
            resource=self.needed(
                ref,
                "resource",
                row.resource,
                lambda text: cells.resource(text, resources),
                "loading",
                "which resource is it? Type its reference, such as R1",
            ),
            units=self.needed(ref, "units", row.units, cells.units, "loading", f"how many units? {cells.UNITS_HELP}"),
        )

    def no_repeats(self, assignments: Iterable[Assigned]) -> None:
        """The same resource twice on one activity is a slip of the pen, not twice as many."""
        first: dict[tuple[str, str], str] = {}
        for each in assignments:
            if each.activity is None or each.resource is None:
                continue
            earlier = first.setdefault((each.activity, each.resource), each.ref)
            if earlier != each.ref:
                words = f"{each.resource} is on row {each.activity} already, in {earlier}. Keep one of the two"
                self.say(each.ref, "resource", words, "loading")

    def move(self, ref: str, row: MoveRow, found: Basis | None) -> Move:
        activity = self.needed(
            ref,
            "activity",
            row.activity,
            lambda text: cells.activity(text, found.names if found else {}),
            "levelling",
            "which activity is it? Type the number of its row in the schedule",
        )
        start, offset = None, None
        if found and found.calendar:
            calendar = found.calendar
            blank = "on which day does it start now? Type a date, or delete the row"
            start = self.needed(ref, "start", row.start, cells.day, "levelling", blank)
            if start and not calendar.is_working_day(start):
                self.say(ref, "start", f"{cells.quoted(row.start)} is not worked. Type a working day", "levelling")
                start = None
            offset = calendar.finish_offset(start) - 1 if start else None
        elif found:
            offset = self.cell(ref, "start", row.start, _day_number, "levelling")
        return Move(ref, activity, start, offset, " ".join(row.reason.split()))

    def own_network(self, rows: Iterable[MoveRow]) -> Basis | None:
        """Activities typed with the moves, where there is no schedule: each by its number, with a duration."""
        typed: dict[str, tuple[MoveRow, int]] = {}
        for row in rows:
            if (found := cells.row_number(row.activity)) and row.duration.strip():
                days = self.cell(row.ref, "duration", row.duration, cells.whole_days, "loading")
                typed[found] = (row, days or 0)
        if not typed:
            return None
        names = {number: _short(row.activity).lstrip("0123456789.:) ") for number, (row, _) in typed.items()}
        activities = [Activity(number, days, self._links(row, names)) for number, (row, days) in typed.items()]
        try:
            return basis.as_typed(activities, names)
        except NetworkError as error:
            self.say("", "", str(error).rstrip("."), "loading")
            return None

    def _links(self, row: MoveRow, names: Mapping[str, str]) -> tuple[Link, ...]:
        links = self.cell(row.ref, "predecessors", row.predecessors, cells.links, "loading") or ()
        if missing := [link.predecessor for link in links if link.predecessor not in names]:
            self.say(row.ref, "predecessors", f"there is no row {missing[0]} with a duration", "loading")
        return tuple(link for link in links if link.predecessor in names)


def _responsibility(ref: str, row: ResponsibilityRow, brief: ResourcesBrief) -> Responsibility:
    letters = (
        parties.read(cell, brief.people) for cell in (row.accountable, row.responsible, row.consulted, row.informed)
    )
    return Responsibility(ref, raci.Assignment(_short(row.work), *letters))


def _capacity(text: str) -> Fraction:
    return cells.units(text, may_be_none=True)


def _charge(text: str) -> Charge:
    try:
        return Charge(text.strip())
    except ValueError as error:
        raise cells.NotRead(f"{cells.quoted(text)} is not a way of paying. Choose one") from error


def _day_number(text: str) -> int:
    """`12` or `d12`: the working day before which it does not start, counted from 0."""
    return schedule_cells.duration(text.strip().lstrip("dD"))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"
