"""How a change log is typed in: fields of where the project stands, and tables of changes, values and signals."""

from __future__ import annotations

from app.engines.control_chart import Rule
from app.kinds.changes.payload import MOST_CHANGES, MOST_POINTS, Authority, Decision, Recommendation
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Layout, Output

RECOMMENDATIONS = (
    Choice(Recommendation.APPROVE, "Approve"),
    Choice(Recommendation.REJECT, "Reject"),
    Choice(Recommendation.DEFER, "Defer"),
    Choice(Recommendation.MORE_INFORMATION, "Ask for more information"),
)
DECISIONS = (
    Choice(Decision.WAITING, "Waits for a decision"),
    Choice(Decision.APPROVED, "Approved"),
    Choice(Decision.REJECTED, "Rejected"),
    Choice(Decision.DEFERRED, "Deferred"),
    Choice(Decision.MORE_INFORMATION, "More information asked for"),
)
AUTHORITIES = (
    Choice(Authority.PROJECT_MANAGER, "Project manager"),
    Choice(Authority.SPONSOR, "Sponsor"),
    Choice(Authority.BOARD, "Board"),
)
RULES = (
    Choice(Rule.OUTSIDE, "Outside a limit"),
    Choice(Rule.RUN, "Run on one side"),
    Choice(Rule.TREND, "Trend"),
    Choice(Rule.TWO_OF_THREE, "Two of three"),
)
TIME, COST, EFFECTS, DECIDED, AFTER = "Time", "Cost", "Other effects", "Advice and decision", "Afterwards"

CHANGES = Grid(
    key="changes",
    noun="change",
    nouns="changes",
    title="Change log",
    help="One row for each request, whoever it comes from and whatever you think of it.",
    ref_prefix="C",
    layout=Layout.CARDS,
    most_rows=MOST_CHANGES,
    columns=(
        Column("title", "Change", size="l", help="What is asked for.", aliases=("Title", "Description", "Request")),
        Column("raised_by", "Raised by", aliases=("Requested by", "Originator", "Raised")),
        Column("raised_on", "Raised on", CellKind.DATE, "s", aliases=("Date raised", "Date")),
        Column("reason", "Reason", CellKind.LONG, "l", help="Why it is asked for.", aliases=("Justification", "Why")),
        Column(
            "activity",
            "Activity affected",
            size="s",
            help="The row’s number in the schedule; none if it touches no activity.",
            aliases=("Activity", "Task", "WBS"),
            group=TIME,
        ),
        Column(
            "days",
            "Days of work",
            size="xs",
            help="Working days added to that activity; −2 takes two away.",
            aliases=("Duration change", "Days added", "Time impact"),
            group=TIME,
        ),
        Column(
            "opening_days",
            "Days on the end date",
            size="xs",
            help="What that does to the date the project is held to: 0, 2, −1.",
            aliases=("Days on the opening", "Schedule impact", "Finish moved"),
            group=TIME,
        ),
        Column(
            "cost",
            "Cost, £",
            CellKind.MONEY,
            "s",
            help="Net; a saving is negative.",
            aliases=("Cost", "Cost impact", "Cost impact, £"),
            group=COST,
        ),
        Column("package", "Work package", size="s", aliases=("Package", "Cost code"), group=COST),
        Column("scope", "Scope", CellKind.LONG, help="What is delivered. None if none.", group=EFFECTS),
        Column("quality", "Quality", CellKind.LONG, help="Standards, tests, drawings. None if none.", group=EFFECTS),
        Column("benefit", "Benefit", CellKind.LONG, help="For those who use it. None if none.", group=EFFECTS),
        Column("risk", "Risk", CellKind.LONG, help="What becomes likelier or less likely.", group=EFFECTS),
        Column(
            "exposure",
            "Risk exposure, £",
            CellKind.MONEY,
            "s",
            help="Difference in expected cost; less risk is negative.",
            aliases=("Exposure",),
            group=EFFECTS,
        ),
        Column(
            "carbon",
            "Carbon, tCO2e",
            size="s",
            help="More is positive, a saving negative.",
            aliases=("Carbon", "CO2e", "Sustainability"),
            group=EFFECTS,
        ),
        Column(
            "recommendation",
            "You recommend",
            CellKind.CHOICE,
            "s",
            choices=RECOMMENDATIONS,
            aliases=("Recommendation",),
            group=DECIDED,
        ),
        Column("grounds", "Grounds", CellKind.LONG, "l", help="Why, in a sentence or two.", group=DECIDED),
        Column(
            "authority",
            "Who may decide",
            CellKind.CHOICE,
            "s",
            choices=AUTHORITIES,
            aliases=("Authority", "Decision maker", "Approver"),
            group=DECIDED,
        ),
        Column(
            "decision",
            "Decision",
            CellKind.CHOICE,
            "s",
            choices=DECISIONS,
            aliases=("Status", "Outcome"),
            group=DECIDED,
        ),
        Column("decided_on", "Decided on", CellKind.DATE, "s", aliases=("Date decided", "Approved on"), group=DECIDED),
        Column(
            "started_on",
            "Work began on",
            CellKind.DATE,
            "s",
            help="Blank until it has.",
            aliases=("Implemented on", "Started"),
            group=AFTER,
        ),
        Column(
            "baseline_after",
            "Baseline after it",
            size="s",
            help="The version that this decision makes; blank if none.",
            aliases=("Baseline version", "Baseline"),
            group=AFTER,
        ),
        Column("communicated_to", "Told to", CellKind.LONG, aliases=("Communicated to",), group=AFTER),
        Column("verified", "Verified by", CellKind.LONG, help="How it is shown to be done.", group=AFTER),
    ),
    outputs=(
        Output("activity", "Activity"),
        Output("opening", "End date if approved"),
        Output("float", "Float left there"),
        Output("left", "Change budget left"),
    ),
)

SERIES = Grid(
    key="series",
    noun="value",
    nouns="values",
    title="Measured values",
    help="In the order of time.",
    ref_prefix="S",
    most_rows=MOST_POINTS,
    columns=(
        Column("taken_on", "Taken on", CellKind.DATE, "s", aliases=("Date", "Day", "When")),
        Column("value", "Value", size="s", aliases=("Result", "Measured", "Slump", "Slump mm", "Slump_mm")),
    ),
)

SIGNALS = Grid(
    key="signals",
    noun="signal",
    nouns="signals",
    title="Signals",
    help="Only what a rule of the chart makes a signal. What is not in this table is left alone.",
    ref_prefix="G",
    most_rows=MOST_CHANGES,
    layout=Layout.CARDS,
    columns=(
        Column("rule", "Rule", CellKind.CHOICE, "s", choices=RULES),
        Column("points", "Values", help="Such as S4, or S4 to S11.", aliases=("Points",)),
        Column("meaning", "What it means", CellKind.LONG, "l", aliases=("Meaning",)),
        Column("action", "Action", CellKind.LONG, "l", help="Who does what by when."),
    ),
)

FIELDS = (
    Column("data_date", "Data date", CellKind.DATE, "s", help="The day that this log speaks of."),
    Column("baseline", "Baseline in force", size="s", help="Version, such as 1.2."),
    Column("opening", "End date forecast", CellKind.DATE, "s", help="With the approved changes in it."),
    Column("change_budget_left", "Change budget left, £", CellKind.MONEY, "s", help="After the approved changes."),
    Column("limits_from", "Limits from the first … values", CellKind.WHOLE, "xs"),
    Column("lower_limit", "Lower natural limit", size="s"),
    Column("upper_limit", "Upper natural limit", size="s"),
    Column("note", "Note to the board", CellKind.LONG, "l", help="Half a page: what you ask of them, and the figures."),
)

EDITOR = Editor(grids=(CHANGES, SIGNALS, SERIES), fields=FIELDS)

LABELS = {column.key: column.label for grid in EDITOR.grids for column in grid.columns}
LABELS |= {column.key: column.label for column in FIELDS}
