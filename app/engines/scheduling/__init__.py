"""Scheduling to the minute, by the rules of Microsoft Project: `schedule(Project(...))` gives a `Timeline`.

Its rules are stated where they are kept: `project` (what is read), `work` (how work lies on calendars),
`forward`, `backward` and `passes` (dates and float), `perturbation` (what if a task takes longer). They follow
Microsoft Project as its documentation and the MPXJ project’s scheduler, tested against its files, show it.
"""

from app.engines.critical_path import LinkKind as LinkKind
from app.engines.scheduling.errors import SchedulingError as SchedulingError
from app.engines.scheduling.passes import schedule as schedule
from app.engines.scheduling.perturbation import Perturbation as Perturbation
from app.engines.scheduling.perturbation import lengthened as lengthened
from app.engines.scheduling.project import Assignment as Assignment
from app.engines.scheduling.project import Constraint as Constraint
from app.engines.scheduling.project import LagUnit as LagUnit
from app.engines.scheduling.project import Link as Link
from app.engines.scheduling.project import Project as Project
from app.engines.scheduling.project import Task as Task
from app.engines.scheduling.timeline import HeldBy as HeldBy
from app.engines.scheduling.timeline import Note as Note
from app.engines.scheduling.timeline import TaskDates as TaskDates
from app.engines.scheduling.timeline import Timeline as Timeline
