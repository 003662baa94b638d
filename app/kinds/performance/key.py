"""What a scenario's author may ask of a performance report: the marking key, with each figure traceable to its records.

The accepted figures are written out, so that marking needs no raw data; each measure also gives the rule and the
records that lead to them, so that they can be worked out again from the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from app.engines.data_quality import Nature
from app.engines.performance import (
    Comparison,
    Direction,
    Formula,
    InvalidFormula,
    InvalidThresholds,
    Method,
    Quantity,
    Test,
    Thresholds,
    Timing,
)
from app.kinds.base import Brief, as_typed
from app.kinds.matching import Alternative, Match, Words

Typed = Annotated[str, BeforeValidator(as_typed)]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TestOf(_Item):
    """A test of one column, or of how much more it is than the column `since`."""

    __test__ = False

    column: Words
    since: str = ""
    comparison: Comparison
    value: Typed

    @property
    def test(self) -> Test:
        return Test(Quantity(self.column, self.since), self.comparison, self.value)


class FormulaOf(_Item):
    """How the measure follows from the records of its file; see the engine's `Formula`."""

    method: Method
    value: str = ""
    since: str = ""
    over: str = ""
    where: tuple[TestOf, ...] = ()
    meets: tuple[TestOf, ...] = ()
    rank: Decimal = Decimal(90)
    times: Decimal = Decimal(1)

    @model_validator(mode="after")
    def is_whole(self) -> Self:
        try:
            _ = self.formula
        except InvalidFormula as error:
            raise ValueError(str(error)) from error
        return self

    @property
    def formula(self) -> Formula:
        return Formula(
            self.method,
            Quantity(self.value, self.since) if self.value else None,
            tuple(each.test for each in self.where),
            tuple(each.test for each in self.meets),
            Quantity(self.over) if self.over else None,
            self.rank,
            self.times,
        )


class Accepted(_Item):
    """A figure that some defensible treatment of the faulty records gives, with the bases that may be said for it."""

    value: Decimal
    bases: Annotated[tuple[Decimal, ...], Field(min_length=1)]


class Last(_Item):
    """What may be given as the last period's figure. `misleading` was published but does not follow the definition."""

    right: Decimal
    misleading: Decimal | None = None


class Asked(_Item):
    """A measure that the papers ask for. Without `accepted` there is no data for it yet.

    `within` is how far from an accepted value a figure may be: rounding, not error. `source` is the document that gives
    the data. `data_to` is for a file that stops before the report's data date.
    """

    id: Words
    title: Words
    match: Match
    file: Words
    source: Words
    unit: str = ""
    timing: Timing | None = None
    direction: Direction
    target: Decimal
    green: Decimal
    amber: Decimal
    formula: FormulaOf
    accepted: tuple[Accepted, ...] = ()
    within: Annotated[Decimal, Field(ge=0)] = Decimal("0.05")
    last: Last | None = None
    data_to: date | None = None

    @model_validator(mode="after")
    def colours_are_sound(self) -> Self:
        try:
            _ = self.thresholds
        except InvalidThresholds as error:
            raise ValueError(f"measure {self.id}: {error}") from error
        return self

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.direction, self.green, self.amber)


class Treatment(_Item):
    """What may be done about a faulty record: leave records out, or put cells right."""

    leave_out: tuple[Words, ...] = ()
    correct: Mapping[str, Mapping[str, Typed]] = {}


class KnownFault(_Item):
    """A fault in the data. Naming any of `records` finds it; `natures` are the names that fit it."""

    id: Words
    title: Words
    file: Words
    source: Words
    records: Annotated[tuple[Words, ...], Field(min_length=1)]
    natures: Annotated[tuple[Nature, ...], Field(min_length=1)]
    treatments: tuple[Treatment, ...] = ()


class Arguable(_Item):
    """A record that may be queried without being wrong, so that doing so is no false alarm."""

    file: Words
    records: Annotated[tuple[Words, ...], Field(min_length=1)]


class PerformanceBrief(Brief):
    """The marking key of a performance report. Everything in it is optional: without it sound colours alone are asked.

    `framework` is the document with definitions and tolerances. `private` are names that the public report must not
    hold; `people` are those of the project, who own nothing by name. `figures` are those of the papers that the words
    may quote without their being in the table. `deciders` are alternatives to match: whom a decision may be asked of.
    """

    data_date: date | None = None
    framework: str = ""
    measures: tuple[Asked, ...] = ()
    faults: tuple[KnownFault, ...] = ()
    arguable: tuple[Arguable, ...] = ()
    private: tuple[Words, ...] = ()
    people: tuple[Words, ...] = ()
    figures: tuple[Decimal, ...] = ()
    deciders: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def is_sound(self) -> Self:
        for name, ids in (("measures", _ids(self.measures)), ("faults", _ids(self.faults))):
            if repeated := sorted({each for each in ids if ids.count(each) > 1}):
                raise ValueError(f"{name}: the id {', '.join(repeated)} is used twice")
        return self


def _ids(items: Iterable[Asked | KnownFault]) -> Sequence[str]:
    return [item.id for item in items]
