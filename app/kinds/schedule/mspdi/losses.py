"""What an MS Project file held that the editor has no place for: one sentence for each kind of thing, task by task."""

from __future__ import annotations

from enum import StrEnum

from app.kinds.schedule.mspdi.notes import title
from app.kinds.schedule.mspdi.project import Task

#: Of one kind of loss no more tasks than these are named; the rest are counted.
MOST_NAMED = 200


class Loss(StrEnum):
    """What was lost, as the beginning of a sentence."""

    EXTERNAL = "Left out, for they belong to other projects"
    INACTIVE = "Left out, for they are inactive"
    LINKS = "Links taken out, because what they lead to is not here"
    CROSS = "Links to other projects (cross-project links) taken out"
    MANUAL = "Scheduled by hand in the file, and by their links and calendars here"
    TYPED_DATES = "Scheduled by hand in the file, without predecessors; here they start no earlier than the date typed"
    SPLIT = "Splits taken out, so that the work goes on without a pause"
    LEVELLING = "Levelling delays taken out"
    RESOURCES = "Resources and their work not carried over"
    COSTS = "Costs not carried over"
    NOTES = "Notes not carried over"
    FIELDS = "Custom fields not carried over"
    BASELINES = "Further baselines not carried over; the first one is"
    RECURRING = "Recurring tasks carried over as their occurrences, which recur no more"
    OUTLINE = "Outlined deeper than nine levels, which is the deepest here"
    CLOCK_PERCENT = "Lags in elapsed per cent carried over as plain per cent"
    CALENDARS = "Calendars of these tasks not carried over"
    PROGRESS = "Complete in part without an actual date; the file’s dates are taken for what happened"
    DATES = "Dates come out otherwise here than in the file"


class Losses:
    """Gathers losses, and says them as sentences."""

    def __init__(self) -> None:
        self._tasks: dict[Loss, list[str]] = {}
        self._sentences: list[str] = []

    def say(self, sentence: str) -> None:
        """Something that is not of one task."""
        self._sentences.append(sentence)

    def say_of(self, what: str, names: list[str]) -> None:
        """Something that is of each of these, which are not tasks; nothing where there are none."""
        if names:
            self.say(f"{what}: {_listed(names)}.")

    def of(self, task: Task, loss: Loss, detail: str = "") -> None:
        self._tasks.setdefault(loss, []).append(f"{title(task)} ({detail})" if detail else title(task))

    def sentences(self) -> tuple[str, ...]:
        return (*self._sentences, *(f"{loss}: {_listed(self._tasks[loss])}." for loss in Loss if loss in self._tasks))


def _listed(named: list[str]) -> str:
    shown = named[:MOST_NAMED]
    rest = len(named) - len(shown)
    return ", ".join(shown) + (f", and {rest:,} more" if rest else "")
