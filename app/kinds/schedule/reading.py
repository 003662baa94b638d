"""From a schedule as typed to rows that can be worked with, and a problem for each cell that cannot be read.

Nothing here raises and nothing is thrown away: a row that cannot be placed in the network is kept with what is known
of it, and `ignored` says which rows' logic is not what was typed, so that nobody is shown a date that hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.engines.calendar import WorkingCalendar
from app.engines.critical_path import Link
from app.kinds.base import Finding, fault
from app.kinds.schedule import cells
from app.kinds.schedule.payload import Schedule, ScheduleRow

LARGEST_REF = 9999
NO_DATE = ("", "na", "n/a")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One activity that says something. `duration` is None when it cannot be read; links are to known rows only."""

    ref: str
    name: str
    duration: int | None
    links: tuple[Link, ...] = ()
    start_no_earlier: date | None = None
    must_finish_by: date | None = None

    @property
    def title(self) -> str:
        """How a sentence names it: `Row 4 (Fabricate spans)`."""
        return f"{label(self.ref)} ({self.name})" if self.name else label(self.ref)

    @property
    def is_milestone(self) -> bool:
        return self.duration == 0


@dataclass(frozen=True, slots=True)
class Reading:
    """`calendar` is None without a start or when any of its fields cannot be read."""

    rows: tuple[Row, ...]
    calendar: WorkingCalendar | None
    problems: tuple[Finding, ...]
    #: Rows of which something that moves dates could not be used.
    ignored: frozenset[str]


def label(ref: str) -> str:
    return f"Row {ref}"


def problem(ref: str, column: str, words: str, why: str = "") -> Finding:
    """A fault at one cell, beginning with its row; with no row, at a field above the grid."""
    return fault(f"{label(ref)}: {words}." if ref else f"{words}.", f"{ref}.{column}" if ref else column, why)


def read(schedule: Schedule) -> Reading:
    """Every row and field, read once."""
    reader = _Reader()
    calendar = reader.calendar(schedule)
    typed = reader.named_rows(schedule.activities)
    rows = tuple(reader.row(ref, row, typed) for ref, row in typed.items())
    if calendar is None:
        reader.dates_without_calendar(rows, has_start=bool(schedule.start_on.strip()))
    return Reading(rows, calendar, tuple(reader.problems), frozenset(reader.ignored))


class _Reader:
    """Collects problems while reading; lives for one `read`."""

    def __init__(self) -> None:
        self.problems: list[Finding] = []
        self.ignored: set[str] = set()

    def cell(self, ref: str, column: str, text: str, read_text: Callable[[str], T], why: str) -> T | None:
        """The value of a cell, or None with the problem noted and the row marked as not wholly used."""
        try:
            return read_text(text)
        except cells.NotRead as error:
            self.problems.append(problem(ref, column, str(error), why))
            self.ignored.add(ref)
            return None

    def calendar(self, schedule: Schedule) -> WorkingCalendar | None:
        before = len(self.problems)
        start = self.cell("", "start_on", schedule.start_on, _optional_day, "calendar")
        week = self.cell("", "working_days", schedule.working_days, cells.weekdays, "calendar")
        off: set[date] = set()
        for line in schedule.days_off.splitlines():
            if line.strip():
                off |= self.cell("", "days_off", line, cells.days_off, "calendar") or frozenset()
        self.ignored.discard("")
        if start is None or week is None or len(self.problems) > before:
            return None
        return WorkingCalendar(week, frozenset(off), start)

    def named_rows(self, rows: Iterable[ScheduleRow]) -> dict[str, ScheduleRow]:
        """The rows with something in them, by a reference of their own."""
        named: dict[str, ScheduleRow] = {}
        for row in rows:
            if not any((row.name.strip(), has_logic(row), row.start_no_earlier.strip(), row.must_finish_by.strip())):
                continue
            ref = _plain_number(row.ref)
            if ref is None:
                words = f"{cells.quoted(row.ref)} cannot be a row's number. Use a whole number from 1 to {LARGEST_REF}"
                self._unplaced(row.ref, words)
            elif ref in named:
                self._unplaced(ref, "this number is on another row too. Give each row its own")
            else:
                named[ref] = row
        return named

    def _unplaced(self, ref: str, words: str) -> None:
        self.problems.append(problem(ref.strip()[:12], "ref", words))
        self.ignored.add(ref)

    def row(self, ref: str, row: ScheduleRow, rows: Mapping[str, ScheduleRow]) -> Row:
        name = " ".join(row.name.split())
        if not name:
            self.problems.append(problem(ref, "name", "it has no name. Say what is done, such as “Fabricate spans”"))
        return Row(
            ref,
            name,
            self._duration(ref, row.duration),
            self._links(ref, row.predecessors, rows),
            self.cell(ref, "start_no_earlier", row.start_no_earlier, _optional_day, "constraints"),
            self.cell(ref, "must_finish_by", row.must_finish_by, _optional_day, "constraints"),
        )

    def _duration(self, ref: str, text: str) -> int | None:
        if text.strip():
            return self.cell(ref, "duration", text, cells.duration, "durations")
        self.problems.append(problem(ref, "duration", f"it has no duration. {cells.DURATION_HELP}", "durations"))
        self.ignored.add(ref)
        return None

    def _links(self, ref: str, text: str, rows: Mapping[str, ScheduleRow]) -> tuple[Link, ...]:
        typed = self.cell(ref, "predecessors", text, cells.links, "network-logic") or ()
        known: list[Link] = []
        for link in typed:
            if str(link.number) in rows:
                known.append(Link(str(link.number), link.kind, link.lag))
                continue
            words = f"it follows row {link.number}, but there is nothing on a row {link.number}. Check the number"
            self.problems.append(problem(ref, "predecessors", words, "network-logic"))
            self.ignored.add(ref)
        return tuple(known)

    def dates_without_calendar(self, rows: Iterable[Row], *, has_start: bool) -> None:
        """Dates typed on rows cannot be used without the calendar."""
        dated = [row.ref for row in rows if row.start_no_earlier or row.must_finish_by]
        self.ignored.update(dated)
        if dated and not has_start:
            words = f"{label(dated[0])} has a date, so the schedule needs the date it starts on. {cells.DATE_HELP}"
            self.problems.append(problem("", "start_on", words, "calendar"))


def has_logic(row: ScheduleRow) -> bool:
    """Whether a duration or a predecessor is typed, readable or not."""
    return bool(row.duration.strip() or row.predecessors.strip())


def _optional_day(text: str) -> date | None:
    return None if text.strip().lower() in NO_DATE else cells.day(text)


def _plain_number(text: str) -> str | None:
    """The reference without leading zeros; None when it is not a whole number from 1 to 9999."""
    typed = text.strip()
    if not typed.isascii() or not typed.isdigit() or len(typed) > len(str(LARGEST_REF)) or not int(typed):
        return None
    return str(int(typed))
