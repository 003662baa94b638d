"""From a budget report as typed to figures that can be worked with, and a problem for each cell that cannot be read.

Nothing raises. A blank cell of invoiced, accrued or committed means nothing: £0. Any other blank is a figure that is
missing, `None`, and the checks that need it say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from app.engines.exact import Exact, fraction
from app.engines.outturn import CostLine, cost_line
from app.kinds.base import Finding, Payload, fault
from app.kinds.budget import cells
from app.kinds.budget.cells import MonthOf
from app.kinds.budget.columns import GRIDS, LABELS
from app.kinds.budget.payload import (
    Budget,
    Cause,
    CauseRow,
    DrawRow,
    LineRow,
    Measure,
    MeasureRow,
    Method,
    MonthRow,
    ReportAs,
)
from app.kinds.editor import Grid
from app.kinds.schedule.cells import NotRead, day, quoted

LONGEST_NAME = 48
#: What a row may hold before anybody has put work into it.
NOT_CONTENT = frozenset({"ref", "package", "month", "measure"})
MONEY_MEASURES = frozenset(
    {
        Measure.CV,
        Measure.SV,
        Measure.EAC_TREND,
        Measure.EAC_BUDGET,
        Measure.EAC_COST_AND_TIME,
        Measure.EAC_ESTIMATE,
    }
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Line:
    """One package as read. `earned` is in pounds; a share typed is a share of the budget."""

    ref: str
    package: str
    budget: Decimal | None
    planned: Decimal | None
    earned: Fraction | None
    cost: CostLine
    has_rest: bool
    #: Nothing but its name is typed.
    is_empty: bool = False

    @property
    def name(self) -> str:
        return f"{self.ref} “{shortened(self.package)}”" if self.package else self.ref

    @property
    def is_complete(self) -> bool:
        """Whether all that earned value and a forecast need is there."""
        return None not in (self.budget, self.planned, self.earned) and self.has_rest

    @property
    def cv(self) -> Fraction | None:
        return None if self.earned is None else self.earned - self.cost.actual

    @property
    def sv(self) -> Fraction | None:
        return None if self.earned is None or self.planned is None else self.earned - fraction(self.planned)


@dataclass(frozen=True, slots=True)
class Month:
    ref: str
    month: MonthOf | None
    planned: Decimal | None
    earned: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class CauseEntry:
    ref: str
    package: str
    cause: Cause | None
    amount: Decimal | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Movement:
    ref: str
    approved_on: date | None
    change: str
    amount: Decimal | None
    approved_by: str

    @property
    def name(self) -> str:
        return f"{self.ref} “{shortened(self.change)}”" if self.change else self.ref


@dataclass(frozen=True, slots=True)
class Stated:
    """A measure as stated. `value` is None where it was said not to be defined."""

    ref: str
    measure: Measure
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything once. Rows without content are left out of everything."""

    data_date: date | None
    contingency_left: Decimal | None
    forecast: Decimal | None
    method: Method | None
    report_as: ReportAs | None
    reason: str
    statement: str
    differences: str
    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    causes: tuple[CauseEntry, ...]
    movements: tuple[Movement, ...]
    stated: tuple[Stated, ...]
    problems: tuple[Finding, ...]
    is_blank: bool


def read(budget: Budget) -> Reading:
    """Every field and row, read once."""
    reader = _Reader()
    lines = tuple(reader.line(row) for row in _with_content(budget.lines, more=("package",)))
    return Reading(
        data_date=reader.field("data_date", budget.data_date, day, "data-date"),
        contingency_left=reader.field("contingency_left", budget.contingency_left, cells.pounds, "contingency"),
        forecast=reader.field("forecast", budget.forecast, cells.pounds, "forecast"),
        method=reader.choice("", "method", budget.method, Method, "four-forecasts"),
        report_as=reader.choice("", "report_as", budget.report_as, ReportAs, "exception"),
        reason=budget.reason.strip(),
        statement=budget.statement.strip(),
        differences=budget.differences.strip(),
        lines=lines,
        months=tuple(reader.month(row) for row in _with_content(budget.months, more=("month",))),
        causes=tuple(reader.cause(row) for row in _with_content(budget.causes, more=("package",))),
        movements=tuple(reader.movement(row) for row in _with_content(budget.drawdown)),
        stated=tuple(each for row in _with_content(budget.measures) if (each := reader.stated(row))),
        problems=(*_bad_refs(budget), *reader.problems),
        is_blank=_is_blank(budget),
    )


def _with_content(rows: Iterable[T], more: Sequence[str] = ()) -> list[T]:
    return [row for row in rows if _has_content(row, more)]


def _has_content(row: object, more: Sequence[str]) -> bool:
    cells_of = row.model_dump() if isinstance(row, Payload) else {}
    return any(str(text).strip() for key, text in cells_of.items() if key not in NOT_CONTENT or key in more)


def _is_blank(budget: Budget) -> bool:
    """Nobody has begun: packages, months and measures named, or a date alone, are not a report."""
    rows = (*budget.lines, *budget.months, *budget.causes, *budget.drawdown, *budget.measures)
    typed = [getattr(budget, key) for key in LABELS if key != "data_date"]
    return not any(text.strip() for text in typed) and not _with_content(rows)


def _bad_refs(budget: Budget) -> list[Finding]:
    problems: list[Finding] = []
    seen: set[str] = set()
    for grid in GRIDS:
        for row in getattr(budget, grid.key):
            ref = row.ref.strip()
            if not ref:
                problems.append(fault(f"A row of {grid.nouns} has no reference. Delete it and add it again."))
            elif ref in seen:
                problems.append(fault(f"{shortened(ref)}: two rows are called that. Delete one and add it again.", ref))
            seen.add(ref)
    return problems


class _Reader:
    """Collects problems while reading; lives for one `read`."""

    def __init__(self) -> None:
        self.problems: list[Finding] = []

    def line(self, row: LineRow) -> Line:
        ref = row.ref.strip()
        budget = self._money(ref, "budget", row.budget, "baseline")
        earned = self._cell(ref, "earned", row.earned, cells.share_or_pounds, "earned-value")
        if isinstance(earned, Fraction):
            earned = None if budget is None else earned * fraction(budget)
        rest = self._money(ref, "rest", row.rest, "forecast")
        cost = cost_line(
            invoiced=self._money(ref, "invoiced", row.invoiced, "accruals") or Decimal(0),
            accrual=self._cell(ref, "accrual", row.accrual, cells.signed_pounds, "accruals") or Decimal(0),
            committed=self._money(ref, "committed", row.committed, "commitments") or Decimal(0),
            rest=rest or Decimal(0),
        )
        planned = self._money(ref, "planned", row.planned, "planned-value")
        name = " ".join(row.package.split())
        is_empty = not _has_content(row, ())
        return Line(ref, name, budget, planned, _fraction(earned), cost, rest is not None, is_empty)

    def month(self, row: MonthRow) -> Month:
        ref = row.ref.strip()
        if not row.month.strip():
            self._say(ref, "month", f"it has no month. {cells.MONTH_HELP}", "planned-value")
        return Month(
            ref,
            self._cell(ref, "month", row.month, cells.month, "planned-value"),
            self._money(ref, "planned", row.planned, "planned-value"),
            self._money(ref, "earned", row.earned, "earned-value"),
            self._money(ref, "actual", row.actual, "accruals"),
        )

    def cause(self, row: CauseRow) -> CauseEntry:
        ref = row.ref.strip()
        return CauseEntry(
            ref,
            " ".join(row.package.split()),
            self.choice(ref, "cause", row.cause, Cause, "variances"),
            self._cell(ref, "amount", row.amount, cells.signed_pounds, "variances"),
            row.explanation.strip(),
        )

    def movement(self, row: DrawRow) -> Movement:
        ref = row.ref.strip()
        return Movement(
            ref,
            self._cell(ref, "approved_on", row.approved_on, day, "contingency"),
            " ".join(row.change.split()),
            self._cell(ref, "amount", row.amount, cells.signed_pounds, "contingency"),
            " ".join(row.approved_by.split()),
        )

    def stated(self, row: MeasureRow) -> Stated | None:
        ref = row.ref.strip()
        if not row.measure.strip():
            self._say(ref, "measure", "say which measure it is", "indices")
        measure = self.choice(ref, "measure", row.measure, Measure, "indices")
        if measure is None:
            return None
        if " ".join(row.value.lower().split()) in cells.NOT_DEFINED:
            return Stated(ref, measure, None)
        read_value = cells.signed_pounds if measure in MONEY_MEASURES else cells.index
        value = self._cell(ref, "value", row.value, read_value, "indices")
        return None if value is None else Stated(ref, measure, value)

    def field(self, key: str, text: str, read_text: Callable[[str], T], why: str) -> T | None:
        return self._cell("", key, text, read_text, why)

    def choice(self, ref: str, column: str, text: str, options: type[E], why: str) -> E | None:
        def read_choice(typed: str) -> E:
            try:
                return options(typed.strip().lower())
            except ValueError as error:
                raise NotRead(f"{quoted(typed)} is not on the list. Choose one that is") from error

        return self._cell(ref, column, text, read_choice, why)

    def _money(self, ref: str, column: str, text: str, why: str) -> Decimal | None:
        return self._cell(ref, column, text, cells.pounds, why)

    def _cell(self, ref: str, column: str, text: str, read_text: Callable[[str], T], why: str) -> T | None:
        """The value of a cell, None when it is blank or cannot be read; then the problem is noted."""
        if not text.strip():
            return None
        try:
            return read_text(text)
        except NotRead as error:
            self._say(ref, column, str(error), why)
            return None

    def _say(self, ref: str, column: str, words: str, why: str) -> None:
        label = _column_label(ref, column)
        place, where = (f"{ref}, {label}", f"{ref}.{column}") if ref else (label, column)
        self.problems.append(fault(f"{place}: {words}.", where, why))


def _column_label(ref: str, column: str) -> str:
    grid: Grid | None = next((each for each in GRIDS if ref.startswith(each.ref_prefix)), None)
    labels = {each.key: each.label for each in grid.columns} if ref and grid else LABELS
    return labels.get(column, column).removesuffix(", £")


def _fraction(value: Exact | None) -> Fraction | None:
    return None if value is None else fraction(value)


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
