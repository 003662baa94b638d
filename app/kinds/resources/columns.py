"""How a resource plan is typed in: four grids, and what it tells the project manager in fields above them."""

from __future__ import annotations

from app.engines.loading import Charge
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Output
from app.kinds.resources import payload
from app.kinds.resources.payload import ResourceType

TYPES = tuple(Choice(each, each.capitalize()) for each in ResourceType)
CHARGES = (
    Choice(Charge.WORKED, "Days worked"),
    Choice(Charge.HIRED, "First to last day"),
)
NO_SCHEDULE = "Without a schedule"
TYPE_AND_PAYMENT = "Type and payment"

RESOURCES = Grid(
    key="resources",
    noun="resource",
    nouns="resources",
    title="Resources",
    help="Skills, teams and plant: what there is on a day, and what it costs.",
    ref_prefix="R",
    most_rows=payload.MOST_RESOURCES,
    columns=(
        Column(
            "name",
            "Resource",
            size="l",
            placeholder="Bricklayers",
            aliases=("Resource name", "Name", "Role", "Skill", "Team"),
        ),
        Column(
            "capacity",
            "A day",
            size="xs",
            help="How many there are: 2, 0.5",
            aliases=("Capacity", "Max units", "Units available", "Number", "Available"),
        ),
        Column(
            "days_off",
            "Away",
            help="4 May to 21 May 2027; 1 Jun 2027",
            aliases=("Days off", "Not available", "Absent", "Leave"),
        ),
        Column(
            "rate",
            "Rate, £",
            CellKind.MONEY,
            "xs",
            help="For one, a day",
            aliases=("Rate", "Day rate", "Rate per day", "Standard rate", "Cost per day"),
        ),
        Column(
            "type",
            "Type",
            CellKind.CHOICE,
            "s",
            choices=TYPES,
            group=TYPE_AND_PAYMENT,
            aliases=("Kind", "Resource type"),
        ),
        Column(
            "charge",
            "Paid for",
            CellKind.CHOICE,
            "m",
            choices=CHARGES,
            help="If blank: days worked",
            group=TYPE_AND_PAYMENT,
            aliases=("Charge", "Charged", "Basis"),
        ),
    ),
    outputs=(
        Output("peak", "Peak"),
        Output("over", "Days over"),
        Output("cost", "Cost"),
    ),
)

ASSIGNMENTS = Grid(
    key="assignments",
    noun="assignment",
    nouns="assignments",
    title="Assignments",
    help="Which activity of the schedule needs which resource, every day that it takes.",
    ref_prefix="A",
    most_rows=payload.MOST_ASSIGNMENTS,
    columns=(
        Column(
            "activity",
            "Activity",
            size="l",
            help="Its row in the schedule; words may follow",
            placeholder="14 Lay the deck",
            aliases=("Task", "Task name", "Row", "Activity row"),
        ),
        Column(
            "resource",
            "Uses",
            help="R2, or its name",
            placeholder="R2",
            aliases=("Assigned resource", "Resource name", "Assigned to", "Resource needed"),
        ),
        Column(
            "units", "Units", size="xs", help="1, 0.5 or 50%", aliases=("Units needed", "Assignment units", "Amount")
        ),
    ),
    outputs=(Output("start", "First day"), Output("finish", "Last day"), Output("work", "Unit-days")),
)

PLAN = Grid(
    key="plan",
    noun="move",
    nouns="moves",
    title="Moves",
    help="Only what you start on another day than the schedule does. What follows it moves by logic.",
    ref_prefix="P",
    most_rows=payload.MOST_MOVES,
    columns=(
        Column("activity", "Activity moved", help="Its row in the schedule", aliases=("Activity", "Task", "Row")),
        Column(
            "start",
            "New start",
            CellKind.DATE,
            "s",
            help="A working day",
            aliases=("Start", "Levelled start", "Start on", "New date"),
        ),
        Column("reason", "Why, and what it costs in float", size="l", aliases=("Reason", "Why", "Because")),
        Column(
            "duration",
            "Duration",
            size="xs",
            help="15 or 3w",
            group=NO_SCHEDULE,
            aliases=("Days",),
        ),
        Column("predecessors", "Predecessors", size="s", help="4, 4FS+2d", group=NO_SCHEDULE),
    ),
    outputs=(Output("was", "Was"), Output("finish", "Ends now"), Output("float", "Float used")),
)

RACI = Grid(
    key="raci",
    noun="row",
    nouns="rows",
    title="Responsibilities",
    help="One row for each piece of work. Put a semicolon between two names or roles.",
    ref_prefix="M",
    most_rows=payload.MOST_DELIVERABLES,
    columns=(
        Column("work", "Work", size="l", aliases=("Deliverable", "Work package", "Task", "Product", "Activity")),
        Column("accountable", "Accountable", size="l", help="Answers for it", aliases=("A", "Owner")),
        Column("responsible", "Responsible", size="l", help="Does it", aliases=("R", "Doer")),
        Column("consulted", "Consulted", size="l", help="Asked before", aliases=("C",)),
        Column("informed", "Informed", size="l", help="Told after", aliases=("I",)),
    ),
)

FIELDS = (
    Column(
        "finish",
        "The project finishes on",
        CellKind.DATE,
        "s",
        help="The last day of your plan, with everything moved.",
        placeholder="30 Sep 2027",
    ),
    Column(
        "cost",
        "Cost of the resources, £",
        CellKind.MONEY,
        "s",
        help="All of them, over the whole plan.",
        placeholder="125,000",
    ),
    Column(
        "assumptions",
        "Assumptions",
        CellKind.LONG,
        "l",
        help="What has to be true for the plan to hold, and who knows.",
    ),
    Column(
        "note",
        "Note to the project manager",
        CellKind.LONG,
        "l",
        help="What was over-allocated, what you did, what it does to date and cost, and what you need decided by when.",
    ),
)

EDITOR = Editor(grids=(RESOURCES, ASSIGNMENTS, PLAN, RACI), fields=FIELDS)
