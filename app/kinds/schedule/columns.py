"""How a schedule is typed in: fields of the calendar, and a grid of activities.

An activity's first five columns are all that a plain schedule needs. The others fold away in groups.
"""

from __future__ import annotations

from app.engines.scheduling import Constraint
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Output

OUTLINE, ESTIMATES, CONSTRAINT, CALENDAR = "Outline", "Estimates", "Constraint", "Calendar"
PROGRESS = "Baseline and progress"
MORE = "Hours, other calendars and data date"

NAME = Column(
    "name",
    "Activity",
    size="l",
    placeholder="Fabricate the spans",
    aliases=("Task Name", "Task", "Name", "Activity name"),
)
DURATION = Column(
    "duration",
    "Duration",
    size="xs",
    help="15, 3w or 4h; 0 is a milestone",
    aliases=("Days", "Original Duration", "Duration (days)", "Most likely"),
)
PREDECESSORS = Column(
    "predecessors",
    "Predecessors",
    help="4, 4FS+2d, 3SS+1w",
    placeholder="4FS+2d",
    aliases=("Predecessor", "Depends on"),
)
START_NO_EARLIER = Column(
    "start_no_earlier",
    "Start no earlier than",
    CellKind.DATE,
    size="s",
    help="Only a date others decide",
    aliases=("Start No Earlier", "SNET"),
)
MUST_FINISH_BY = Column(
    "must_finish_by",
    "Must finish by",
    CellKind.DATE,
    size="s",
    help="The last day allowed",
    aliases=("Deadline", "Finish No Later Than", "FNLT"),
)
LEVEL = Column(
    "level",
    "Level",
    CellKind.WHOLE,
    size="xs",
    help="1 outermost; a row with deeper rows below it is a summary",
    aliases=("Outline Level", "WBS level", "Indent"),
    group=OUTLINE,
)
OPTIMISTIC = Column(
    "optimistic",
    "Optimistic",
    size="xs",
    help="If all goes well",
    aliases=("Optimistic Duration", "Best case", "Minimum duration"),
    group=ESTIMATES,
)
PESSIMISTIC = Column(
    "pessimistic",
    "Pessimistic",
    size="xs",
    help="If much goes badly",
    aliases=("Pessimistic Duration", "Worst case", "Maximum duration"),
    group=ESTIMATES,
)
CONSTRAINT_KIND = Column(
    "constraint",
    "Constraint",
    CellKind.CHOICE,
    help="As soon as possible if left empty",
    choices=tuple(Choice(each.name.lower(), each.value.capitalize()) for each in Constraint),
    aliases=("Constraint Type",),
    group=CONSTRAINT,
)
CONSTRAINT_DATE = Column(
    "constraint_date",
    "Constraint date",
    CellKind.DATE,
    size="s",
    help="The day it names",
    group=CONSTRAINT,
)
ROW_CALENDAR = Column(
    "calendar",
    "Calendar",
    size="s",
    help="The name of one of the other calendars; the project’s if left empty",
    aliases=("Task Calendar", "Calendar name"),
    group=CALENDAR,
)
BASELINE_START = Column(
    "baseline_start", "Baseline start", CellKind.DATE, size="s", aliases=("BL Start",), group=PROGRESS
)
BASELINE_FINISH = Column(
    "baseline_finish", "Baseline finish", CellKind.DATE, size="s", aliases=("BL Finish",), group=PROGRESS
)
ACTUAL_START = Column("actual_start", "Actual start", CellKind.DATE, size="s", group=PROGRESS)
ACTUAL_FINISH = Column("actual_finish", "Actual finish", CellKind.DATE, size="s", group=PROGRESS)
PERCENT_COMPLETE = Column(
    "percent_complete",
    "Complete, %",
    size="xs",
    help="0 to 100",
    aliases=("% Complete", "Percent Complete", "Activity % Complete"),
    group=PROGRESS,
)
REMAINING = Column(
    "remaining",
    "Remaining",
    size="xs",
    help="Working days to go",
    aliases=("Remaining Duration",),
    group=PROGRESS,
)

GRID = Grid(
    key="activities",
    noun="activity",
    nouns="activities",
    columns=(
        NAME,
        DURATION,
        PREDECESSORS,
        START_NO_EARLIER,
        MUST_FINISH_BY,
        LEVEL,
        OPTIMISTIC,
        PESSIMISTIC,
        CONSTRAINT_KIND,
        CONSTRAINT_DATE,
        ROW_CALENDAR,
        BASELINE_START,
        BASELINE_FINISH,
        ACTUAL_START,
        ACTUAL_FINISH,
        PERCENT_COMPLETE,
        REMAINING,
    ),
    outputs=(
        Output("start", "Start"),
        Output("finish", "Finish"),
        Output("float", "Total float"),
        Output("free", "Free float", group="Free float"),
    ),
)

EDITOR = Editor(
    grids=(GRID,),
    fields=(
        Column("start_on", "Starts on", CellKind.DATE, size="s", help="Day 0 of the schedule, such as 8 Mar 2027."),
        Column("working_days", "Working days", help="Such as Mon Tue Wed Thu Fri."),
        Column(
            "days_off",
            "Days off",
            CellKind.LONG,
            size="l",
            help="One a line: a date, or two with “to” between, then a name if you like.",
            placeholder="29 Mar 2027 Easter Monday",
        ),
        Column(
            "hours",
            "Hours",
            help="Such as 08:00-12:00, 13:00-17:00. Leave empty to plan in whole days.",
            group=MORE,
        ),
        Column(
            "calendars",
            "Other calendars",
            CellKind.LONG,
            size="l",
            help="For work that keeps other days or hours: one a line, with its days off below it, if any.",
            placeholder="Weekends: Sat Sun 08:00-16:00",
            group=MORE,
        ),
        Column(
            "data_date",
            "Data date",
            CellKind.DATE,
            size="s",
            help="The last day whose progress is in.",
            group=MORE,
        ),
    ),
)
