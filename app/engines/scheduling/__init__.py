"""Scheduling to the minute, by the rules of Microsoft Project: `schedule(Project(...))` gives a `Timeline`.

Its rules are stated where they are kept: `project` (what is read), `work` (how work lies on calendars),
`forward`, `backward` and `passes` (dates and float), `perturbation` (what if a task takes longer). They follow
Microsoft Project as its documentation and the MPXJ project’s scheduler, tested against its files, show it.
"""

from app.engines.critical_path import LinkKind
from app.engines.scheduling.errors import SchedulingError
from app.engines.scheduling.passes import schedule
from app.engines.scheduling.perturbation import Perturbation, lengthened
from app.engines.scheduling.project import Assignment, Constraint, LagUnit, Link, Project, Task
from app.engines.scheduling.timeline import HeldBy, Note, TaskDates, Timeline

__all__ = [
    "Assignment",
    "Constraint",
    "HeldBy",
    "LagUnit",
    "Link",
    "LinkKind",
    "Note",
    "Perturbation",
    "Project",
    "SchedulingError",
    "Task",
    "TaskDates",
    "Timeline",
    "lengthened",
    "schedule",
]
