"""Notes on what an MS Project file had set by hand or from outside, in words to the reader of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.kinds.schedule.mspdi.project import Project, Task


class Note(NamedTuple):
    """`uid` and `ref` are of the task it is about; None and nothing for the whole project."""

    uid: int | None
    ref: str
    words: str


def title(task: Task) -> str:
    """`Task 12 “Fix the deck”`."""
    return f"Task {task.ref} “{task.name[:60]}”" if task.name else f"Task {task.ref}"


class Notes:
    """Gathers notes, in the order in which they are made."""

    def __init__(self, file: Project) -> None:
        self._notes = [Note(None, "", words) for words in file.notes]
        if not file.is_from_start:
            self.of_project("The project is scheduled from its finish date, so tasks are as late as possible.")

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)

    def of_project(self, words: str) -> None:
        self._notes.append(Note(None, "", words))

    def of(self, task: Task, words: str) -> None:
        """A note on one task: `words` go on from its title and want their full stop."""
        self._notes.append(Note(task.uid, task.ref, f"{title(task)} {words}."))

    def of_task(self, task: Task) -> None:
        """What the task says itself."""
        if task.is_manual and task.is_active:
            self.of(task, "is manually scheduled: its dates are kept as they were typed, whatever its links say")
        if not task.is_active:
            self.of(task, "is inactive: it keeps the dates of the file and holds no other task")
        if task.is_external:
            self.of(task, "belongs to another project (external task or sub-project): its dates are kept")
        if task.levelling_delay:
            delay = _length(task.levelling_delay)
            self.of(task, f"has a levelling delay of {delay}, which is kept: resources, not logic, put its start off")
        if task.is_recurring:
            self.of(task, "is a recurring task: its occurrences are scheduled as the tasks below it")
        if task.actual_start and not task.actual_finish and task.remaining_duration is None:
            self.of(
                task, "has started and says nothing of its remaining duration; it is worked out from its percentage"
            )


def _length(minutes: int) -> str:
    days, rest = divmod(abs(minutes), 1_440)
    words = [f"{days} elapsed day{'' if days == 1 else 's'}"] if days else []
    words += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest or not days else []
    return " and ".join(words)
