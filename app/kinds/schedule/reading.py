"""From a schedule as typed to rows that can be worked with, and a problem for each cell that cannot be read.

Nothing here raises and nothing is thrown away: a row that cannot be placed in the network is kept with what is known
of it, and `ignored` says which rows' logic is not what was typed, so that nobody is shown a date that hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.engines.calendar import WorkingCalendar
from app.engines.scheduling import Constraint
from app.engines.scheduling.project import DATELESS
from app.kinds.base import Finding
from app.kinds.schedule import calendars, cells
from app.kinds.schedule.calendars import Calendars
from app.kinds.schedule.cells import Length, TypedLink
from app.kinds.schedule.outline import Place, outlined
from app.kinds.schedule.payload import Schedule, ScheduleRow
from app.kinds.schedule.problems import NOTHING, Notebook, label, problem
from app.kinds.schedule.progress_cells import read_progress
from app.kinds.schedule.row import Days, Row, RowLink, whole, working_days

__all__ = ["Reading", "Row", "has_logic", "label", "problem", "read"]

LARGEST_REF = 9999
#: Cells that by themselves make a row one that says something.
TELLING = ("name", "duration", "predecessors", "start_no_earlier", "must_finish_by", "constraint_date", "actual_start")
CONSTRAINTS = {each.name.lower(): each for each in Constraint} | {each.value: each for each in Constraint}


@dataclass(frozen=True, slots=True)
class Reading:
    """`calendar` is None without a start or when any of the calendar's fields cannot be read."""

    rows: tuple[Row, ...]
    calendars: Calendars
    problems: tuple[Finding, ...]
    #: Rows of which something that moves dates could not be used.
    ignored: frozenset[str]

    @property
    def calendar(self) -> WorkingCalendar | None:
        return self.calendars.days


def read(schedule: Schedule) -> Reading:
    """Every row and field, read once."""
    notes = Notebook()
    times = calendars.read(schedule, notes)
    typed = _named_rows(schedule.activities, notes)
    reader = _Reader(notes, times, typed)
    rows = tuple(
        reader.row(ref, row, place) for (ref, row), place in zip(typed.items(), outlined(typed, notes), strict=True)
    )
    if times.days is None:
        _dates_without_calendar(rows, notes, has_start=bool(schedule.start_on.strip()))
    _progress_without_date(rows, times, notes)
    return Reading(rows, times, tuple(notes.problems), frozenset(notes.ignored))


def _named_rows(rows: Iterable[ScheduleRow], notes: Notebook) -> dict[str, ScheduleRow]:
    """The rows with something in them, by a reference of their own."""
    named: dict[str, ScheduleRow] = {}
    for row in rows:
        if not any(getattr(row, cell).strip() for cell in TELLING):
            continue
        ref = _plain_number(row.ref)
        if ref is None:
            words = f"{cells.quoted(row.ref)} cannot be a row's number. Use a whole number from 1 to {LARGEST_REF}"
            _unplaced(row.ref, words, notes)
        elif ref in named:
            _unplaced(ref, "this number is on another row too. Give each row its own", notes)
        else:
            named[ref] = row
    return named


def _unplaced(ref: str, words: str, notes: Notebook) -> None:
    notes.problems.append(problem(ref.strip()[:12], "ref", words))
    notes.ignored.add(ref)


class _Reader:
    """Reads one row after another; lives for one `read`."""

    def __init__(self, notes: Notebook, times: Calendars, typed: Mapping[str, ScheduleRow]) -> None:
        self.notes = notes
        self.times = times
        self.typed = typed
        self.lengths = {ref: self._length(ref, row) for ref, row in typed.items()}

    def _length(self, ref: str, row: ScheduleRow) -> Length | None:
        return (
            self.notes.cell(ref, "duration", row.duration, cells.length, "durations") if row.duration.strip() else None
        )

    def row(self, ref: str, row: ScheduleRow, place: Place) -> Row:
        name = " ".join(row.name.split())
        if not name:
            words = "it has no name. Say what is done, such as “Fabricate spans”"
            self.notes.problems.append(problem(ref, "name", words))
        length = self.lengths[ref]
        if not row.duration.strip() and not place.is_summary:
            self.notes.note(ref, "duration", f"it has no duration. {cells.DURATION_HELP}", "durations")
        starts_from = self.notes.optional(ref, "start_no_earlier", row.start_no_earlier, cells.moment, "constraints")
        ends_by = self.notes.optional(ref, "must_finish_by", row.must_finish_by, cells.moment, "constraints")
        constraint = self._constraint(ref, row)
        optimistic, pessimistic = self._estimates(ref, row, length)
        return Row(
            ref,
            name,
            self._days(length),
            self._links(ref, row.predecessors),
            starts_from.day if starts_from else None,
            ends_by.day if ends_by else None,
            length,
            starts_from,
            ends_by,
            level=place.level,
            parent=place.parent,
            is_summary=place.is_summary,
            calendar=self._calendar(ref, row.calendar),
            constraint=constraint,
            constraint_at=self._constraint_date(ref, row, constraint),
            optimistic=optimistic,
            pessimistic=pessimistic,
            baseline_start=self.notes.optional(ref, "baseline_start", row.baseline_start, cells.day, "progress"),
            baseline_finish=self.notes.optional(ref, "baseline_finish", row.baseline_finish, cells.day, "progress"),
            progress=read_progress(ref, row, self.notes),
        )

    def _days(self, length: Length | None) -> Days | None:
        return None if length is None else working_days(length, self.times.per_day, self.times.days_a_week)

    def _links(self, ref: str, text: str) -> tuple[RowLink, ...]:
        typed = self.notes.cell(ref, "predecessors", text, cells.links, "network-logic") or ()
        known: list[RowLink] = []
        for link in typed:
            if str(link.number) in self.typed:
                known.append(self._link(link))
                continue
            words = f"it follows row {link.number}, but there is nothing on a row {link.number}. Check the number"
            self.notes.note(ref, "predecessors", words, "network-logic")
        return tuple(known)

    def _link(self, link: TypedLink) -> RowLink:
        before = str(link.number)
        lag = self._days(link.length) or 0
        if link.percent:
            lag = whole((self._days(self.lengths[before]) or 0) * Fraction(link.percent, 100))
        return RowLink(before, link.kind, lag, link.length, link.percent)

    def _calendar(self, ref: str, text: str) -> str:
        name = " ".join(text.lower().split())
        if name in (*NOTHING, "none"):
            return ""
        if name not in self.times.titles:
            words = f"there is no calendar called {cells.quoted(text)}. Add it to other calendars, or correct the name"
            self.notes.note(ref, "calendar", words, "calendar")
            return ""
        return name

    def _constraint(self, ref: str, row: ScheduleRow) -> Constraint:
        typed = " ".join(row.constraint.lower().split())
        found = Constraint.ASAP if typed in NOTHING else CONSTRAINTS.get(typed)
        if found is None:
            words = f"{cells.quoted(row.constraint)} is not a constraint. Choose one of the list"
            self.notes.note(ref, "constraint", words, "constraints")
        elif found is not Constraint.ASAP and row.start_no_earlier.strip().lower() not in NOTHING:
            words = "it has both a constraint and a date to start no earlier than. Keep one of them"
            self.notes.note(ref, "constraint", words, "constraints")
        return found or Constraint.ASAP

    def _constraint_date(self, ref: str, row: ScheduleRow, constraint: Constraint) -> cells.Moment | None:
        found = self.notes.optional(ref, "constraint_date", row.constraint_date, cells.moment, "constraints")
        has_text = row.constraint_date.strip().lower() not in NOTHING
        if constraint not in DATELESS and not has_text:
            words = f"“{constraint.value.capitalize()}” needs a date. {cells.DATE_HELP}"
            self.notes.note(ref, "constraint_date", words, "constraints")
        elif has_text and not row.constraint.strip():
            words = "there is a date, but no constraint that it belongs to. Choose one, or clear the date"
            self.notes.note(ref, "constraint_date", words, "constraints")
        return found if constraint not in DATELESS else None

    def _estimates(self, ref: str, row: ScheduleRow, likely: Length | None) -> tuple[Length | None, Length | None]:
        low = self.notes.optional(ref, "optimistic", row.optimistic, cells.length, "three-points")
        high = self.notes.optional(ref, "pessimistic", row.pessimistic, cells.length, "three-points")
        if (low is None) != (high is None) and "" in (row.optimistic.strip(), row.pessimistic.strip()):
            column = "optimistic" if low is None else "pessimistic"
            words = "a range has two ends. Type an optimistic and a pessimistic duration, or neither"
            self.notes.problems.append(problem(ref, column, words, "three-points"))
        if low is None or high is None or likely is None:
            return None, None
        mixed = {each.is_elapsed for each in (low, likely, high) if each.in_minutes(self.times.per_day)}
        lengths = [each.in_minutes(self.times.per_day) for each in (low, likely, high)]
        if len(mixed) > 1 or lengths != sorted(lengths):
            words = (
                "the range must go from optimistic to the duration, the most likely, to pessimistic, all in one unit"
            )
            self.notes.problems.append(problem(ref, "optimistic", words, "three-points"))
            return None, None
        return low, high


def _dates_without_calendar(rows: Iterable[Row], notes: Notebook, *, has_start: bool) -> None:
    """Dates typed on rows cannot be used without the calendar."""
    dated = [row.ref for row in rows if row.starts_from or row.ends_by or row.constraint_at or row.progress.has_begun]
    notes.ignored.update(dated)
    if dated and not has_start:
        words = f"{label(dated[0])} has a date, so the schedule needs the date it starts on. {cells.DATE_HELP}"
        notes.problems.append(problem("", "start_on", words, "calendar"))


def _progress_without_date(rows: Iterable[Row], times: Calendars, notes: Notebook) -> None:
    begun = next((row for row in rows if row.progress.has_begun), None)
    if begun and times.days is not None and times.data_date is None:
        words = f"{label(begun.ref)} has begun, so the schedule needs the last day whose progress is in"
        notes.problems.append(problem("", "data_date", words, "progress"))


def has_logic(row: ScheduleRow) -> bool:
    """Whether a duration or a predecessor is typed, readable or not."""
    return bool(row.duration.strip() or row.predecessors.strip())


def _plain_number(text: str) -> str | None:
    """The reference without leading zeros; None when it is not a whole number from 1 to 9999."""
    typed = text.strip()
    if not typed.isascii() or not typed.isdigit() or len(typed) > len(str(LARGEST_REF)) or not int(typed):
        return None
    return str(int(typed))
