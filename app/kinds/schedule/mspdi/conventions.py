"""MS Project's own conventions for late dates and free slack, where they are not the platform's.

Free slack of a task or a summary that nothing follows is its total slack (Microsoft, “Free Slack (task field)”), so a
deadline takes from it too. A milestone is late where the work after it must begin: early at 12:00 and late at 13:00,
with no slack between, as files saved by MS Project have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.engines import scheduling
from app.engines.critical_path import TO_FINISH
from app.engines.scheduling import Constraint, TaskDates, Timeline
from app.engines.scheduling.project import DATELESS
from app.kinds.schedule.mspdi.network import Prepared

_LATE_BY_DATE = frozenset(Constraint) - DATELESS - {Constraint.SNET, Constraint.FNET}


def as_stored(prepared: Prepared, line: Timeline) -> Mapping[int, TaskDates]:
    """The dates of every task as MS Project would store them."""
    conventions = _Conventions(prepared, line)
    rows: dict[int, TaskDates] = {}
    for uid in reversed(list(line.dates)):
        dates = line.dates[uid]
        rows[uid] = conventions.summary(dates, rows) if dates.summary else conventions.task(dates)
    return rows


class _Conventions:
    def __init__(self, prepared: Prepared, line: Timeline) -> None:
        self._line = line
        self._project = prepared.project
        self._tasks = {task.uid: task for task in prepared.project.tasks}
        self._below: defaultdict[int, list[int]] = defaultdict(list)
        self._after: defaultdict[int, list[scheduling.Link]] = defaultdict(list)
        for task in prepared.project.tasks:
            if task.uid not in line.dates:
                continue
            if task.parent is not None:
                self._below[task.parent].append(task.uid)
            for link in task.links:
                if task.actual_finish is None:
                    self._after[link.predecessor].append(link)

    def task(self, dates: TaskDates) -> TaskDates:
        task = self._tasks[dates.uid]
        if task.actual_finish is not None:
            return dates
        after = list(self._following(task))
        if not after:
            dates = dates._replace(free_float=max(0, dates.total_float))
        if task.duration or task.manual or task.actual_start is not None or not self._is_held_by_starts(task, after):
            return dates
        calendar = self._project.calendars[task.calendar or self._project.calendar]
        late = calendar.next_start(dates.late_finish)
        return dates if late > self._bound(task) else dates._replace(late_start=late, late_finish=late)

    def summary(self, dates: TaskDates, rows: Mapping[int, TaskDates]) -> TaskDates:
        """Rolled up again from what is below it; rows are made from the last to the first."""
        below = [rows[uid] for uid in self._below[dates.uid]]
        is_followed = any(self._following(self._tasks[dates.uid]))
        free = max(row.free_float for row in below if row.finish == dates.finish) if is_followed else dates.total_float
        return dates._replace(
            late_start=min(row.late_start for row in below),
            late_finish=max(row.late_finish for row in below),
            free_float=max(0, free),
        )

    def _following(self, task: scheduling.Task) -> Iterable[scheduling.Link]:
        """The links that lead on from a task, or from a summary that it is below."""
        uid: int | None = task.uid
        while uid is not None:
            yield from self._after[uid]
            uid = self._tasks[uid].parent

    def _is_held_by_starts(self, task: scheduling.Task, after: list[scheduling.Link]) -> bool:
        return bool(after) and not any(link.kind in TO_FINISH for link in after)

    def _bound(self, task: scheduling.Task) -> int:
        """The last instant that the project, deadlines and constraints leave a milestone, those of summaries too."""
        project = self._project
        bound = project.finish if project.from_finish and project.finish is not None else self._line.finish
        above: scheduling.Task | None = task
        while above is not None:
            dates = [above.deadline, above.constraint_date if above.constraint in _LATE_BY_DATE else None]
            bound = min([bound, *(date for date in dates if date is not None)])
            above = self._tasks[above.parent] if above.parent is not None else None
        return bound
