"""How a risk register is typed in: one field, and a grid of risks. Headings of other people's registers are aliases."""

from __future__ import annotations

from app.engines.risk_exposure import RiskType
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Layout, Output
from app.kinds.risks.payload import Response

TYPES = (Choice(RiskType.THREAT, "Threat"), Choice(RiskType.OPPORTUNITY, "Opportunity"))
RESPONSES = tuple(Choice(response, response.capitalize()) for response in Response)

CONTINGENCY = Column(
    "contingency",
    "Contingency asked for, £",
    CellKind.MONEY,
    "s",
    help="Set it against the threats that are left after your responses.",
    placeholder="25,000",
)

TIMING = (
    Column(
        "proximity",
        "Proximity",
        size="s",
        help="When it could strike first: a date, now, or 3 weeks from today.",
        placeholder="26 Apr 2027",
        group="Timing",
        aliases=("When", "Earliest date", "Timing", "Timescale", "Expected date", "Proximity date"),
    ),
    Column(
        "activity",
        "Activity",
        help="Of your schedule: its number, or its name. The one it would delay, or that carries the response.",
        placeholder="7",
        group="Timing",
        aliases=("Linked activity", "Activity affected", "Task", "Linked task", "Schedule activity", "Activity ID"),
    ),
    Column(
        "delay",
        "Delay, working days",
        size="s",
        help="How much longer that activity takes if it happens: 10, or 5 to 15.",
        placeholder="5 to 15",
        group="Timing",
        aliases=("Delay", "Delay if it happens", "Schedule impact", "Time impact", "Delay (days)", "Days of delay"),
    ),
)

SECONDARY = (
    Column(
        "secondary_probability",
        "Secondary probability",
        size="xs",
        help="Of what the response itself may bring.",
        placeholder="5%",
        group="Secondary risk",
        aliases=("Secondary risk probability", "Secondary likelihood", "Secondary P"),
    ),
    Column(
        "secondary_cost",
        "Secondary cost, £",
        CellKind.MONEY,
        "s",
        help="What that would cost.",
        group="Secondary risk",
        aliases=("Secondary cost", "Secondary risk cost", "Cost of secondary risk"),
    ),
)

GRID = Grid(
    key="risks",
    noun="risk",
    nouns="risks",
    ref_prefix="R",
    layout=Layout.CARDS,
    columns=(
        Column(
            "cause",
            "Cause",
            CellKind.LONG,
            "l",
            help="A fact today: because …",
            aliases=("Because", "Risk cause", "Source", "Root cause", "Trigger"),
        ),
        Column(
            "event",
            "Event",
            CellKind.LONG,
            "l",
            help="What may happen.",
            aliases=(
                "Description",
                "Risk",
                "Risk event",
                "Risk description",
                "Title",
                "Risk title",
                "Event (uncertain)",
            ),
        ),
        Column(
            "effect",
            "Effect",
            CellKind.LONG,
            "l",
            help="What it would do to an objective.",
            aliases=("Consequence", "Consequences", "Risk effect", "Impact description", "Leading to", "Outcome"),
        ),
        Column(
            "type", "Type", CellKind.CHOICE, "s", choices=TYPES, aliases=("Threat or opportunity", "Risk type", "T/O")
        ),
        Column(
            "probability",
            "Probability",
            size="xs",
            help="1 to 5, or a percentage.",
            placeholder="3 or 30%",
            aliases=("P", "Likelihood", "L", "Probability (1-5)", "Likelihood (1-5)", "Prob"),
        ),
        Column(
            "impact",
            "Impact",
            size="xs",
            help="1 to 5.",
            aliases=("I", "Severity", "Impact (1-5)", "Impact score"),
        ),
        Column(
            "cost",
            "Cost if it happens, £",
            CellKind.MONEY,
            "s",
            help="Pounds, positive for an opportunity too.",
            aliases=("Cost if it happens", "Cost impact", "Cost impact, £", "Value", "Impact (£)", "Cost"),
        ),
        Column(
            "response",
            "Response",
            CellKind.CHOICE,
            "s",
            choices=RESPONSES,
            aliases=("Response type", "Strategy", "Response strategy", "Treatment"),
        ),
        Column(
            "action",
            "Action",
            CellKind.LONG,
            "l",
            help="What will be done, concretely.",
            aliases=("Mitigation", "Mitigating action", "Mitigation action", "Actions", "Response action", "Controls"),
        ),
        Column("owner", "Owner", aliases=("Risk owner", "Responsible", "Assigned to", "Action owner", "Who")),
        Column(
            "response_cost",
            "Response cost, £",
            CellKind.MONEY,
            "s",
            help="0 if it costs nothing.",
            aliases=("Response cost", "Cost of response", "Mitigation cost", "Cost of mitigation", "Action cost"),
        ),
        Column(
            "residual_probability",
            "Probability after",
            size="xs",
            aliases=(
                "Residual probability",
                "Residual likelihood",
                "Residual P",
                "Likelihood after",
                "Target probability",
            ),
        ),
        Column(
            "residual_impact",
            "Impact after",
            size="xs",
            aliases=("Residual impact", "Residual I", "Residual severity", "Target impact"),
        ),
        Column(
            "residual_cost",
            "Cost after, £",
            CellKind.MONEY,
            "s",
            aliases=("Residual cost", "Residual cost, £", "Cost after", "Residual value"),
        ),
        *TIMING,
        *SECONDARY,
    ),
    outputs=(
        Output("score", "Score"),
        Output("exposure", "Exposure"),
        Output("residual", "Score after"),
        Output("net_gain", "Net gain"),
    ),
)

EDITOR = Editor(grids=(GRID,), fields=(CONTINGENCY,))
LABELS = {column.key: column.label for column in (CONTINGENCY, *GRID.columns)}
