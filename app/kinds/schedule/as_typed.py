"""A project of the scheduling engine as a person would type it here, with what could not be carried over.

For files of other tools: `from_project` is the other way round of `project.to_project`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from app.engines.scheduling import Constraint, LagUnit, Link, Project, Task
from app.engines.scheduling.project import HARD
from app.engines.working_time import DAY, Instant, WorkingTime, moment
from app.kinds.base import Imported
from app.kinds.schedule.calendars import USUAL_HOURS
from app.kinds.schedule.day_cells import WEEKDAYS, Shifts
from app.kinds.schedule.network import last_day
from app.kinds.schedule.payload import Schedule, ScheduleRow

HOUR = 60
LARGEST_REF = 9999
#: Calendar days after the project's start in which days that differ are looked for.
DAYS_AHEAD = 4 * 366
DAYS_BEHIND = 31


def from_project(
    project: Project, baselines: Mapping[int, tuple[date | None, date | None]] | None = None
) -> Imported[Schedule]:
    """The schedule that would be typed for a project; notes say what it leaves out.

    `baselines` has start and finish by task number. Numbers that no row here can have are given anew, in order.
    """
    refs = _refs(project.tasks)
    writer = _Writer(project, refs, baselines or {})
    names = {key: _calendar_name(key, place) for place, key in enumerate(project.calendars) if key != project.calendar}
    used = {task.calendar for task in project.tasks if task.calendar in names}
    own = project.calendars[project.calendar]
    first = moment(project.start).date()
    usual = _usual_hours(own, first)
    others: list[str] = []
    for key in filter(used.__contains__, names):
        others.append(f"{names[key]}: {_week_words(_week(project.calendars[key], first), usual)}")
        others.extend(_other_days(project.calendars[key], first))
    schedule = Schedule(
        start_on=first.isoformat(),
        working_days=_week_words(_week(own, first), usual),
        hours="" if usual == USUAL_HOURS else _hours_words(usual),
        days_off="\n".join(_other_days(own, first)),
        calendars="\n".join(others),
        data_date=last_day(project.status_date).isoformat() if project.status_date is not None else "",
        activities=tuple(writer.row(task, names) for task in project.tasks),
    )
    return Imported(schedule, tuple(_left_out(project)))


def _refs(tasks: Sequence[Task]) -> dict[int, str]:
    if all(1 <= task.uid <= LARGEST_REF for task in tasks):
        return {task.uid: str(task.uid) for task in tasks}
    return {task.uid: str(place) for place, task in enumerate(tasks, start=1)}


class _Writer:
    """Types one row after another."""

    def __init__(
        self, project: Project, refs: Mapping[int, str], baselines: Mapping[int, tuple[date | None, date | None]]
    ) -> None:
        self.project = project
        self.refs = refs
        self.baselines = baselines
        self.parents = {task.uid: task.parent for task in project.tasks}
        usual = _usual_hours(project.calendars[project.calendar], moment(project.start).date())
        self.is_hourly = usual != USUAL_HOURS
        self.per_day = sum(end - begin for begin, end in usual)

    def row(self, task: Task, names: Mapping[str, str]) -> ScheduleRow:
        is_summary = task.uid in self.parents.values()
        start, finish = self.baselines.get(task.uid, (None, None))
        is_plain = task.constraint is Constraint.SNET
        has_outline = any(parent is not None for parent in self.parents.values())
        return ScheduleRow(
            ref=self.refs[task.uid],
            name=" ".join(task.name.split())[:1000],
            duration="" if is_summary else self._length(task.duration, elapsed=task.elapsed),
            predecessors="; ".join(self._link(link) for link in task.links if link.predecessor in self.refs),
            start_no_earlier=self._start(task.constraint_date) if is_plain else "",
            must_finish_by=self._finish(task.deadline),
            level=str(self._level(task.uid)) if has_outline else "",
            constraint="" if is_plain or task.constraint is Constraint.ASAP else task.constraint.name.lower(),
            constraint_date="" if is_plain else self._constraint_date(task),
            calendar=names.get(task.calendar or "", ""),
            baseline_start=start.isoformat() if start else "",
            baseline_finish=finish.isoformat() if finish else "",
            **({} if is_summary or task.actual_start is None else self._progress(task)),
        )

    def _progress(self, task: Task) -> dict[str, str]:
        found = {"actual_start": self._start(task.actual_start), "percent_complete": str(task.percent_complete)}
        if task.actual_finish is not None:
            return found | {"actual_finish": self._finish(task.actual_finish), "percent_complete": "100"}
        return found if task.remaining is None else found | {"remaining": self._length(task.remaining)}

    def _level(self, uid: int) -> int:
        level = 1
        while (parent := self.parents[uid]) is not None and level < 9:
            uid, level = parent, level + 1
        return level

    def _length(self, minutes: int, *, elapsed: bool = False) -> str:
        """Minutes in the largest unit that they are whole in: `15d`, `4h`, `90m`; by the clock `3ed`."""
        by_clock = "e" if elapsed else ""
        per_day = DAY if elapsed else self.per_day
        size, unit = next(each for each in ((per_day, "d"), (HOUR, "h"), (1, "m")) if minutes % each[0] == 0)
        return f"{minutes // size}{by_clock}{unit}"

    def _link(self, link: Link) -> str:
        before, sign = f"{self.refs[link.predecessor]}{link.kind}", "-" if link.lag < 0 else "+"
        if not link.lag:
            return before
        if link.unit in {LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT}:
            return f"{before}{sign}{abs(link.lag)}%"
        return f"{before}{sign}{self._length(abs(link.lag), elapsed=link.unit is LagUnit.ELAPSED)}"

    def _constraint_date(self, task: Task) -> str:
        if task.constraint in {Constraint.FNET, Constraint.FNLT, Constraint.MFO}:
            return self._finish(task.constraint_date)
        return self._start(task.constraint_date)

    def _start(self, at: Instant | None) -> str:
        if at is None:
            return ""
        there = moment(at)
        return f"{there:%Y-%m-%d %H:%M}" if self.is_hourly and at % DAY else f"{there:%Y-%m-%d}"

    def _finish(self, at: Instant | None) -> str:
        if at is None:
            return ""
        return f"{moment(at):%Y-%m-%d %H:%M}" if self.is_hourly and at % DAY else last_day(at).isoformat()


def _calendar_name(key: str, place: int) -> str:
    name = " ".join(key.translate(str.maketrans(":;", "  ")).split())[:60]
    return name if name and not name[0].isdecimal() else f"Calendar {name or place}"


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(step) for step in range(-DAYS_BEHIND, DAYS_AHEAD))


def _week(calendar: WorkingTime, first: date) -> tuple[Shifts, ...]:
    """The shifts that each day of the week has most often."""
    seen: list[Counter[Shifts]] = [Counter() for _ in WEEKDAYS]
    for day in _days(first):
        seen[day.weekday()][calendar.shifts_on(day)] += 1
    return tuple(each.most_common(1)[0][0] for each in seen)


def _usual_hours(calendar: WorkingTime, first: date) -> Shifts:
    """The hours that most of the days that are worked have."""
    worked = Counter(shifts for shifts in _week(calendar, first) if shifts)
    return worked.most_common(1)[0][0] if worked else USUAL_HOURS


def _week_words(week: Sequence[Shifts], usual: Shifts) -> str:
    """`Mon Tue Wed Thu Fri`, or with other hours `Mon Tue Wed Thu; Fri 08:00-12:00`."""
    groups: dict[Shifts, list[str]] = {}
    for name, shifts in zip(WEEKDAYS, week, strict=True):
        if shifts:
            groups.setdefault(shifts, []).append(name.capitalize())
    hours = {shifts: "" if shifts == usual else f" {_hours_words(shifts)}" for shifts in groups}
    return "; ".join(" ".join(days) + hours[shifts] for shifts, days in groups.items())


def _hours_words(shifts: Shifts) -> str:
    return ", ".join("-".join(f"{edge // HOUR:02}:{edge % HOUR:02}" for edge in shift) for shift in shifts)


def _other_days(calendar: WorkingTime, first: date) -> Iterator[str]:
    """A line for each run of days that differ alike from their weekday's usual shifts."""
    week = _week(calendar, first)
    runs: list[tuple[date, date, Shifts]] = []
    for day in _days(first):
        shifts = calendar.shifts_on(day)
        if shifts == week[day.weekday()]:
            continue
        if runs and runs[-1][1] == day - timedelta(1) and runs[-1][2] == shifts:
            runs[-1] = (runs[-1][0], day, shifts)
        else:
            runs.append((day, day, shifts))
    for begin, end, shifts in runs:
        days = begin.isoformat() if begin == end else f"{begin.isoformat()} to {end.isoformat()}"
        yield f"{days} works {_hours_words(shifts)}" if shifts else days


def _left_out(project: Project) -> Iterator[str]:
    """Sentences on what a schedule here cannot say."""
    counts = {
        "{} scheduled by hand; here logic decides their dates": sum(task.manual for task in project.tasks),
        "{} split; here they are worked without a break": sum(bool(task.split) for task in project.tasks),
        "{} delayed by levelling; the delay is left out": sum(bool(task.levelling_delay) for task in project.tasks),
        "{} inactive; here they are like all others": sum(not task.active for task in project.tasks),
        "{} worked on the calendars of resources; here the task’s calendar alone counts": sum(
            bool(task.assignments) for task in project.tasks
        ),
    }
    for words, count in counts.items():
        if count:
            yield f"{words.format('1 task was' if count == 1 else f'{count:,} tasks were')}."
    if project.from_finish:
        yield "The file is scheduled backwards from its finish; here the schedule runs forwards from its start."
    if project.honour_constraints and any(task.constraint in HARD for task in project.tasks):
        yield "Hard constraints move work in the file; here a date that cannot be met shows as negative float."
