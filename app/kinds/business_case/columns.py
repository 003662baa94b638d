"""How a review of a business case is typed in: the terms of the appraisal and the recommendation as fields, and four
grids of rows: options, cash flows, faults found, and tests of the answer."""

from __future__ import annotations

from app.engines.discount_rates import SCHEDULES
from app.kinds.business_case.payload import Basis, Meets, Nature, OptionType, StreamType
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Layout, Output

OPTION_TYPES = (
    Choice(OptionType.DO_NOTHING, "Do nothing"),
    Choice(OptionType.DO_MINIMUM, "Do minimum"),
    Choice(OptionType.INTERVENTION, "Do something"),
    Choice(OptionType.LARGER, "Do more"),
)
STREAM_TYPES = (
    Choice(StreamType.CAPITAL, "Capital"),
    Choice(StreamType.RUNNING, "Running"),
    Choice(StreamType.BENEFIT, "Benefit"),
)
NATURES = (
    Choice(Nature.NOMINAL_AT_REAL, "Inflated figures at a real rate"),
    Choice(Nature.WRONG_RATE, "Wrong discount rate or factor"),
    Choice(Nature.SUNK_COST, "Sunk cost counted"),
    Choice(Nature.COST_LEFT_OUT, "Cost left out"),
    Choice(Nature.NO_OPTIMISM_BIAS, "No optimism bias"),
    Choice(Nature.OVERSTATED, "Quantity overstated"),
    Choice(Nature.COUNTED_TWICE, "Benefit counted twice"),
    Choice(Nature.UNOWNED, "Benefit without owner or measure"),
    Choice(Nature.OPTION_MISSING, "Option left out"),
    Choice(Nature.UNEQUAL_PERIODS, "Unequal or wrong period"),
    Choice(Nature.ARITHMETIC, "Arithmetic wrong"),
    Choice(Nature.UNTESTED, "Weak assumption not tested"),
    Choice(Nature.REASONING, "Conclusion does not follow"),
    Choice(Nature.OTHER, "Something else"),
)
RATES = tuple(Choice(each.key, each.title) for each in SCHEDULES.values())

FIELDS = (
    Column("base_year", "Base year", size="s", help="Year 0, which is not discounted.", placeholder="2027/28"),
    Column("rates", "Discount rates", CellKind.CHOICE, "m", choices=RATES),
    Column(
        "basis",
        "Prices",
        CellKind.CHOICE,
        "m",
        choices=(Choice(Basis.REAL, "Real: prices of the base year"), Choice(Basis.NOMINAL, "Nominal: with inflation")),
    ),
    Column("inflation", "Inflation, % a year", size="s", help="For nominal prices only."),
    Column("optimism_bias", "Optimism bias, %", size="s", help="Added to every capital cost below.", placeholder="15"),
    Column("recommended", "Option recommended", size="s", help="Its reference, such as O3.", placeholder="O3"),
    Column(
        "recommendation",
        "Recommendation",
        CellKind.LONG,
        "l",
        help="Who is asked to decide what, by when, and on what conditions.",
    ),
    Column("reasons", "Reasons", CellKind.LONG, "l", help="Why this option and not the others, and how sure you are."),
)

OPTIONS = Grid(
    key="options",
    noun="option",
    nouns="options",
    title="Options",
    help="The figures you state stand beside those worked out from your cash flows.",
    ref_prefix="O",
    most_rows=12,
    layout=Layout.CARDS,
    columns=(
        Column("name", "Option", size="l", aliases=("Name", "Option name", "Description")),
        Column("type", "Kind of option", CellKind.CHOICE, "m", choices=OPTION_TYPES, aliases=("Type", "Option type")),
        Column(
            "npv",
            "Net present value, £",
            CellKind.MONEY,
            "s",
            help="Yours.",
            aliases=("NPV", "NPV, £", "NPSV", "Net present value", "Net present social value"),
        ),
        Column("bcr", "BCR", size="xs", help="Yours.", aliases=("Benefit-cost ratio", "Benefit cost ratio", "B/C")),
        Column(
            "meets",
            "Meets the objective",
            CellKind.CHOICE,
            "s",
            choices=(Choice(Meets.YES, "Yes"), Choice(Meets.NO, "No")),
            aliases=("Meets objective", "Objective met"),
        ),
        Column("remark", "Why, in a few words", CellKind.LONG, "l", aliases=("Remark", "Comment", "Notes")),
    ),
    outputs=(
        Output("pv_costs", "PV costs"),
        Output("pv_benefits", "PV benefits"),
        Output("npv", "NPV worked out"),
        Output("bcr", "BCR worked out"),
        Output("payback", "Payback"),
    ),
)

FLOWS = Grid(
    key="flows",
    noun="cash flow",
    nouns="cash flows",
    title="Cash flows",
    help=(
        "One row for each cost or benefit of an option, in pounds a year, always positive. Years count from the base "
        "year: 0, or 1-30, or 8, 16, 24."
    ),
    ref_prefix="F",
    most_rows=120,
    columns=(
        Column("option", "Option", size="xs", placeholder="O1", aliases=("Option ref", "Opt")),
        Column("stream", "Cost or benefit", size="l", aliases=("Stream", "Description", "Item", "Name")),
        Column("type", "Type", CellKind.CHOICE, "s", choices=STREAM_TYPES, aliases=("Stream type", "Kind")),
        Column("years", "Years", size="s", placeholder="1-30", aliases=("Year", "In years", "When")),
        Column("amount", "£ a year", CellKind.MONEY, "s", aliases=("Amount", "Amount a year", "Amount, £", "£")),
        Column("growth", "Growth, % a year", size="xs", aliases=("Growth", "Growth %", "Inflated by")),
        Column("owner", "Owner of the benefit", aliases=("Owner", "Benefit owner"), group="Who owns it, how measured"),
        Column(
            "measure",
            "How it is measured",
            CellKind.LONG,
            "m",
            aliases=("Measure", "Measured by"),
            group="Who owns it, how measured",
        ),
    ),
    outputs=(Output("pv", "Present value"),),
)

FAULTS = Grid(
    key="faults",
    noun="fault",
    nouns="faults",
    title="Faults in the draft",
    help="What you would send back to its author. Name the numbered paragraph or table.",
    ref_prefix="X",
    most_rows=40,
    layout=Layout.CARDS,
    columns=(
        Column("place", "Place", size="s", placeholder="4.1", aliases=("Paragraph", "Section", "Where", "Reference")),
        Column("nature", "Nature", CellKind.CHOICE, "m", choices=NATURES, aliases=("Kind of fault", "Type", "Fault")),
        Column("wrong", "What is wrong", CellKind.LONG, "l", aliases=("Problem", "Description", "Finding")),
        Column("should", "What it should be", CellKind.LONG, "l", aliases=("Correction", "Should be", "Action")),
    ),
)

SENSITIVITIES = Grid(
    key="sensitivities",
    noun="test",
    nouns="tests",
    title="Tests of the answer",
    help=(
        "Vary one thing and say what is left. Name the cash flow by its reference (F7, or F7, F8 together), or write "
        "all benefits, all costs, capital costs or discount rate (with the new rate under Change)."
    ),
    ref_prefix="S",
    most_rows=40,
    columns=(
        Column("option", "Option", size="xs", placeholder="O3", aliases=("Option ref", "Opt")),
        Column("varies", "What is varied", size="l", placeholder="F7 crossings", aliases=("Variable", "Assumption")),
        Column("change", "Change, %", size="s", placeholder="−20%", aliases=("Change", "Variation", "By")),
        Column("npv", "Net present value left, £", CellKind.MONEY, "s", aliases=("NPV", "NPV left", "Resulting NPV")),
        Column(
            "switching",
            "Switching value, %",
            size="s",
            help="The change at which it is worth 0.",
            aliases=("Switching value", "Switches at"),
        ),
    ),
    outputs=(Output("npv", "NPV worked out"),),
)

EDITOR = Editor(grids=(OPTIONS, FLOWS, FAULTS, SENSITIVITIES), fields=FIELDS)


def label(grid: Grid, key: str) -> str:
    """What a column is called in a finding: its label without the unit."""
    return next(column.label for column in grid.columns if column.key == key).split(",")[0]
