"""How a schedule is typed in: three fields of the calendar, and a grid of activities."""

from __future__ import annotations

from app.kinds.editor import CellKind, Column, Editor, Grid, Output

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
    help="15 or 3w; 0 is a milestone",
    aliases=("Days", "Original Duration", "Duration (days)"),
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

GRID = Grid(
    key="activities",
    noun="activity",
    nouns="activities",
    columns=(NAME, DURATION, PREDECESSORS, START_NO_EARLIER, MUST_FINISH_BY),
    outputs=(Output("start", "Start"), Output("finish", "Finish"), Output("float", "Total float")),
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
    ),
)
