"""What happens to a schedule if one task takes longer: proof of its logic, without reading links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.engines.scheduling.errors import UnknownTask
from app.engines.scheduling.forward import Dates, Forward
from app.engines.scheduling.network import Network, network
from app.engines.scheduling.passes import project_start
from app.engines.scheduling.project import Project
from app.engines.working_time import OutsideTheYears


class Perturbation:
    """A project prepared once, for any number of questions; each costs only the tasks that follow.

    A summary task stands for all the tasks below it. Work that is complete, or manually scheduled to a finish,
    does not take longer.
    """

    def __init__(self, project: Project) -> None:
        """Raises a `SchedulingError`."""
        self._network: Network = network(project)
        self._order = {at: rank for rank, at in enumerate(self._network.order)}
        self._before = Forward(self._network, project_start(self._network))
        self._before.run()

    def finish_moves(self, uid: int, minutes: int) -> int:
        """Working minutes of the project's calendar by which its finish moves, positive = later.

        A task held by its finish (FF or SF) starts sooner when it is longer, so that one that others follow by
        its start may bring the finish forward: the known oddity of such links. Raises `UnknownTask` or
        `CannotBeDated`.
        """
        project = self._network.project
        after = self._lengthened(self._below(uid), minutes)
        return project.calendars[project.calendar].between(self._before.finish(), after.finish())

    def early(self, uid: int, minutes: int) -> Mapping[int, Dates]:
        """Every task's early start and finish if one took so many minutes longer. Raises as `finish_moves`."""
        after = self._lengthened(self._below(uid), minutes)
        dates = zip(after.early_start, after.early_finish, strict=True)
        return dict(zip(self._network.outline.leaves, dates, strict=False))

    def waits_for(self, first: int, then: int, gap: int = 0) -> bool:
        """Whether logic keeps `then` from starting until `gap` working minutes after the finish of `first`.

        Proved by lengthening `first` beyond everything else, so that any chain of links which has the effect
        counts, and dates that merely fall right do not. A constraint that is honoured against logic breaks the
        chain, as it does in Microsoft Project. Raises as `finish_moves`.
        """
        project = self._network.project
        calendar = project.calendars[project.calendar]
        firsts, thens = self._below(first), self._below(then)
        try:
            end = calendar.add(self._before.finish(), abs(gap) + project.minutes_per_day)
        except OutsideTheYears as error:
            raise self._before.blamed(firsts[0], error) from error
        begin = min(self._before.early_start)
        beyond = max(self._network.works[at].most(begin, end) for at in firsts)
        after = self._lengthened(firsts, beyond)
        finish = max(after.early_finish[at] for at in firsts)
        start = min(after.early_start[at] for at in thens)
        return calendar.between(finish, start) >= gap

    def _below(self, uid: int) -> list[int]:
        """The positions of a task, or of all the tasks below a summary."""
        found = [uid]
        for each in found:
            found.extend(self._network.outline.children.get(each, ()))
        places = [self._network.places[each] for each in found if each in self._network.places]
        if not places:
            raise UnknownTask(uid)
        return places

    def _lengthened(self, places: Iterable[int], minutes: int) -> Forward:
        before = self._before
        after = Forward(self._network, before.start)
        after.early_start, after.early_finish = list(before.early_start), list(before.early_finish)
        after.minutes = list(before.minutes)
        reached = dict.fromkeys(places)
        for at in reached:
            after.minutes[at] = max(0, after.minutes[at] + minutes)
        waiting = list(reached)
        for at in waiting:
            for _, then, _, _, _ in self._network.after[at]:
                if then not in reached:
                    reached[then] = None
                    waiting.append(then)
        after.run(sorted(reached, key=self._order.__getitem__))
        return after


def lengthened(project: Project, uid: int, minutes: int) -> Project:
    """The same project with one task's duration longer, never less than nothing. Raises `UnknownTask`."""
    if all(task.uid != uid for task in project.tasks):
        raise UnknownTask(uid)
    tasks = (
        replace(task, duration=max(0, task.duration + minutes)) if task.uid == uid else task for task in project.tasks
    )
    return replace(project, tasks=tuple(tasks))
