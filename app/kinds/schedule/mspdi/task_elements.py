"""The rows of a schedule as tasks: outline, dates and floats, constraint, links, estimates, baseline and progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.engines import scheduling
from app.engines.critical_path import LinkKind
from app.engines.scheduling import Constraint, TaskDates, Timeline
from app.engines.working_time import DAY, ROUND_THE_CLOCK, Instant, WorkingTime, day_number
from app.kinds.schedule.calendars import Calendars
from app.kinds.schedule.cells import Length
from app.kinds.schedule.mspdi.markup import element, fields, iso, length
from app.kinds.schedule.row import Row, RowLink

#: Custom fields for the two ends of a range, as schedulers have long used them: number and name by what it is called.
ESTIMATE_FIELDS = {"Optimistic": (188743783, "Duration1"), "Pessimistic": (188743785, "Duration3")}
_LINK_TYPES = {LinkKind.FF: 0, LinkKind.FS: 1, LinkKind.SF: 2, LinkKind.SS: 3}
_CONSTRAINTS = {
    Constraint.ASAP: 0,
    Constraint.ALAP: 1,
    Constraint.MSO: 2,
    Constraint.MFO: 3,
    Constraint.SNET: 4,
    Constraint.SNLT: 5,
    Constraint.FNET: 6,
    Constraint.FNLT: 7,
}
_UNTIL = frozenset({Constraint.MFO, Constraint.FNLT})
_HOURS, _DAYS, _ELAPSED_DAYS, _PERCENT = 5, 7, 8, 19
_FIXED_DURATION = 1
_COMPLETE = 100


class TaskElements:
    """Writes tasks; lives for one file."""

    def __init__(
        self,
        rows: Sequence[Row],
        times: Calendars,
        project: scheduling.Project,
        line: Timeline | None,
        uids: Mapping[str, int],
    ) -> None:
        self._rows = rows
        self._times = times
        self._tasks = {task.uid: task for task in project.tasks}
        self._line = line
        self._uids = uids
        refs = [int(row.ref) for row in rows]
        self._is_in_order = refs == sorted(refs)

    def all(self) -> Iterable[str]:
        counters: list[int] = []
        for place, row in enumerate(self._rows, start=1):
            del counters[row.level :]
            counters += [0] * (row.level - len(counters))
            counters[-1] += 1
            yield self._task(row, place, ".".join(str(number) for number in counters))

    def _task(self, row: Row, place: int, number: str) -> str:
        uid = int(row.ref)
        dates = self._line.dates.get(uid) if self._line else None
        task = self._tasks[uid]
        head = {
            "UID": uid,
            "ID": uid if self._is_in_order else place,
            "Name": row.name,
            "Active": 1,
            "Manual": 0,
            "Type": _FIXED_DURATION,
            "IsNull": 0,
            "WBS": number,
            "OutlineNumber": number,
            "OutlineLevel": row.level,
            "Priority": 500,
        }
        content = fields(head | self._dates(row, task, dates) | self._progress(row, task, dates))
        content += fields(self._constraint(row, task)) + "".join(self._link(link) for link in row.links)
        return element("Task", content + self._estimates(row) + self._baseline(row))

    def _dates(self, row: Row, task: scheduling.Task, dates: TaskDates | None) -> dict[str, object]:
        minutes = dates.duration if dates and row.is_summary else task.duration
        found: dict[str, object] = {
            "Start": iso(dates.start) if dates else None,
            "Finish": iso(dates.finish) if dates else None,
            "Duration": length(minutes),
            "DurationFormat": _format(row.length),
            "EffortDriven": 0,
            "Estimated": 0,
            "Milestone": int(row.is_milestone),
            "Summary": int(row.is_summary),
        }
        if dates:
            found |= {
                "Critical": int(dates.critical),
                "EarlyStart": iso(dates.early_start),
                "EarlyFinish": iso(dates.early_finish),
                "LateStart": iso(dates.late_start),
                "LateFinish": iso(dates.late_finish),
                "FreeSlack": dates.free_float * 10,
                "TotalSlack": dates.total_float * 10,
            }
        return found

    def _progress(self, row: Row, task: scheduling.Task, dates: TaskDates | None) -> dict[str, object]:
        done = task.actual_finish is not None
        percent = _COMPLETE if done else task.percent_complete
        left = 0 if done else task.duration - (task.duration * percent + 50) // _COMPLETE
        if not done and task.remaining is not None:
            left = task.remaining
        return {
            "PercentComplete": percent,
            "ActualStart": iso(task.actual_start) if task.actual_start is not None else None,
            "ActualFinish": iso(task.actual_finish) if task.actual_finish is not None else None,
            "ActualDuration": None if row.is_summary else length(max(0, task.duration - left)),
            "RemainingDuration": None if row.is_summary else length(left),
        }

    def _constraint(self, row: Row, task: scheduling.Task) -> dict[str, object]:
        time = ROUND_THE_CLOCK if task.elapsed else self._time(row)
        date, deadline = task.constraint_date, task.deadline
        if date is not None and task.constraint in _UNTIL:
            date = time.previous_finish(date)
        elif date is not None:
            is_point = task.is_milestone or task.constraint is Constraint.FNET
            date = time.stands(date) if is_point else time.next_start(date)
        return {
            "ConstraintType": _CONSTRAINTS[task.constraint],
            "CalendarUID": self._uids[row.calendar] if row.calendar else -1,
            "ConstraintDate": None if date is None else iso(date),
            "Deadline": None if deadline is None else iso(time.previous_finish(deadline)),
        }

    def _time(self, row: Row) -> WorkingTime:
        return self._times.by_key.get(row.calendar, self._times.project)

    def _link(self, link: RowLink) -> str:
        """Lags are written in tenths of a minute, or in per cent."""
        lag, unit = link.length.in_minutes(self._times.per_day) * 10, _DAYS
        if link.percent:
            lag, unit = link.percent, _PERCENT
        elif link.length.is_elapsed:
            unit = _ELAPSED_DAYS
        values = {"PredecessorUID": int(link.predecessor), "Type": _LINK_TYPES[link.kind], "CrossProject": 0}
        return element("PredecessorLink", fields(values | {"LinkLag": lag, "LagFormat": unit}))

    def _estimates(self, row: Row) -> str:
        if row.optimistic is None or row.pessimistic is None:
            return ""
        return "".join(
            element(
                "ExtendedAttribute",
                fields({"FieldID": number, "Value": length(self._minutes(each)), "DurationFormat": _format(each)}),
            )
            for (number, _), each in zip(ESTIMATE_FIELDS.values(), (row.optimistic, row.pessimistic), strict=True)
        )

    def _minutes(self, each: Length) -> int:
        return each.in_minutes(self._times.per_day)

    def _baseline(self, row: Row) -> str:
        if row.baseline_start is None and row.baseline_finish is None:
            return ""
        time = self._time(row)
        start = time.next_start(_begins(row.baseline_start)) if row.baseline_start else None
        finish = time.previous_finish(_begins(row.baseline_finish) + DAY) if row.baseline_finish else None
        both = start is not None and finish is not None
        minutes = max(0, time.between(start, finish)) if start is not None and finish is not None else 0
        values = {
            "Number": 0,
            "Start": None if start is None else iso(start),
            "Finish": None if finish is None else iso(finish),
            "Duration": length(minutes) if both else None,
        }
        return element("Baseline", fields(values))


def _begins(day: date) -> Instant:
    return DAY * day_number(day)


def _format(typed: Length | None) -> int:
    """The unit in which a length is shown."""
    if typed is None or (typed.days and not typed.is_elapsed):
        return _DAYS
    if typed.is_elapsed:
        return _ELAPSED_DAYS
    return _HOURS if typed.minutes else _DAYS
