"""From what was typed to measures with figures. Nothing raises: what cannot be read is a problem at its cell, and the
other cells of the row are read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from app.engines.data_quality import Nature
from app.engines.performance import Colour, Direction, InvalidThresholds, Thresholds, Timing, Trend, trend
from app.kinds.base import Finding
from app.kinds.performance import cells
from app.kinds.performance.cells import Figure
from app.kinds.performance.columns import FAULT_LABELS, FIELD_LABELS, MEASURE_LABELS, Treatment
from app.kinds.performance.payload import DataFaultRow, MeasureRow
from app.kinds.row_reading import Reader, shortened

LONGEST_NAME = 48
#: Choices made on their own are not yet a measure or a fault.
NOT_CONTENT = frozenset({"ref", "timing", "rag", "direction", "nature", "treatment"})
FIGURES = ("value", "target", "green", "amber", "last")
#: Units that say that a figure is in hundredths, and those that leave it open.
PERCENT_UNITS = frozenset(("%", "per cent", "percent", "percentage", "pc"))
SHARE_UNITS = frozenset(("", "share", "ratio", "proportion", "fraction", "index"))


@dataclass(frozen=True)
class Entry:
    """One measure as read. What is blank or unreadable is None; text is stripped, otherwise as typed.

    Figures are in the row's unit; where any of them has a per cent sign, or the unit is one, all are per cents.
    `has_no_data` is that nothing stands for a value, or that it says so.
    """

    ref: str
    measure: str
    definition: str
    source: str
    owner: str
    unit: str
    comment: str
    timing: Timing | None = None
    direction: Direction | None = None
    rag: Colour | None = None
    base: Fraction | None = None
    value: Fraction | None = None
    target: Fraction | None = None
    green: Fraction | None = None
    amber: Fraction | None = None
    last: Fraction | None = None
    data_to: date | None = None
    has_no_data: bool = False
    is_percent: bool = False

    @property
    def name(self) -> str:
        """How findings call the row: `K3 “Deliveries in slot”`."""
        title = shortened(self.measure.rstrip(" ."), LONGEST_NAME)
        return f"{self.ref} “{title}”" if title else self.ref

    @property
    def searched(self) -> str:
        """The words by which it is known for what it measures."""
        return f"{self.measure[:400]}\n{self.definition[:600]}"

    @cached_property
    def thresholds(self) -> Thresholds | None:
        """Its own, as typed; None while one is missing, or when amber is better than green."""
        if self.direction is None or self.green is None or self.amber is None:
            return None
        try:
            return Thresholds(self.direction, self.green, self.amber)
        except InvalidThresholds:
            return None

    @property
    def colour(self) -> Colour | None:
        """What its own figures say; None while that cannot be told."""
        if self.has_no_data:
            return Colour.GREY
        if self.value is None or self.thresholds is None:
            return None
        return self.thresholds.colour(self.value)

    @property
    def trend(self) -> Trend:
        return Trend.UNKNOWN if self.direction is None else trend(self.value, self.last, self.direction)


@dataclass(frozen=True, slots=True)
class FoundFault:
    """One line of the list of data faults, as read."""

    ref: str
    file: str
    record: str
    why: str
    nature: Nature | None = None
    treatment: Treatment | None = None


def has_content(row: MeasureRow | DataFaultRow) -> bool:
    """Whether anybody has begun to write here."""
    return any(any(map(str.isalnum, value)) for key, value in row if key not in NOT_CONTENT)


def read_measure(row: MeasureRow) -> tuple[Entry, list[Finding]]:
    """The row as an entry, and a fault for each cell that cannot be read."""
    typed = {key: value.strip() for key, value in row}
    title = shortened(typed["measure"].rstrip(" ."), LONGEST_NAME)
    reader = Reader(typed["ref"], typed, MEASURE_LABELS, f"{typed['ref']} “{title}”" if title else "")
    no_data = not typed["value"] or cells.says_no_data(typed["value"])
    found = {key: reader.read(key, cells.figure, "values") for key in FIGURES if not cells.says_no_data(typed[key])}
    is_percent = typed["unit"].lower() in PERCENT_UNITS or any(each.is_percent for each in found.values() if each)
    sizes = {key: each.size if each else None for key, each in found.items()}
    entry = Entry(
        **{key: typed[key] for key in ("ref", "measure", "definition", "source", "owner", "unit", "comment")},
        timing=reader.choice("timing", Timing, "lead-and-lag"),
        direction=reader.choice("direction", Direction, "tolerance"),
        rag=reader.choice("rag", Colour, "tolerance"),
        base=_base(typed, reader, found.get("value")),
        value=sizes.get("value"),
        target=sizes.get("target"),
        green=sizes.get("green"),
        amber=sizes.get("amber"),
        last=sizes.get("last"),
        data_to=reader.read("data_to", cells.day, "data-date"),
        has_no_data=no_data,
        is_percent=is_percent,
    )
    return entry, reader.problems


def read_fault(row: DataFaultRow) -> tuple[FoundFault, list[Finding]]:
    typed = {key: value.strip() for key, value in row}
    reader = Reader(typed["ref"], typed, FAULT_LABELS)
    found = FoundFault(
        **{key: typed[key] for key in ("ref", "file", "record", "why")},
        nature=reader.choice("nature", Nature, "data-faults"),
        treatment=reader.choice("treatment", Treatment, "data-faults"),
    )
    return found, reader.problems


def read_data_date(text: str) -> tuple[date | None, list[Finding]]:
    reader = Reader("", {"data_date": text.strip()}, FIELD_LABELS)
    return reader.read("data_date", cells.day, "data-date"), reader.problems


def _base(typed: Mapping[str, str], reader: Reader, value: Figure | None) -> Fraction | None:
    """The base cell, or else the whole of a share typed as the value."""
    if not typed["base"] or cells.says_no_data(typed["base"]):
        return value.of if value else None
    return reader.read("base", cells.base, "bases")
