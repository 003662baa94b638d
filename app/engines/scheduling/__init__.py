"""Scheduling to the minute, by the rules of Microsoft Project: `schedule(Project(...))` gives a `Timeline`."""

from app.engines.critical_path import LinkKind
from app.engines.scheduling.errors import SchedulingError
from app.engines.scheduling.passes import schedule
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
    "Project",
    "SchedulingError",
    "Task",
    "TaskDates",
    "Timeline",
    "schedule",
]
