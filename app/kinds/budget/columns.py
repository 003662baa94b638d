"""How a budget report is typed in: what is said of the whole, and five tables."""

from __future__ import annotations

from app.kinds.budget.payload import Cause, Measure, Method, ReportAs
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Output

CAUSES = (
    Choice(Cause.RATE, "Rate"),
    Choice(Cause.VOLUME, "Volume"),
    Choice(Cause.SCOPE, "Scope"),
    Choice(Cause.TIMING, "Timing"),
)
METHODS = (
    Choice(Method.TREND, "The cost so far goes on: BAC ÷ CPI"),
    Choice(Method.AS_BUDGETED, "The rest costs its budget: AC + BAC − EV"),
    Choice(Method.COST_AND_TIME, "Cost and lost time go on: AC + (BAC − EV) ÷ (CPI × SPI)"),
    Choice(Method.ESTIMATE, "The rest is estimated afresh: AC + committed + rest"),
)
REPORTS = (
    Choice(ReportAs.WITHIN, "Within tolerance: progress report"),
    Choice(ReportAs.EXCEPTION, "Outside tolerance: exception report"),
)
MEASURES = (
    Choice(Measure.CV, "CV, cost variance, £"),
    Choice(Measure.SV, "SV, schedule variance, £"),
    Choice(Measure.CPI, "CPI, cost performance index"),
    Choice(Measure.SPI, "SPI, schedule performance index"),
    Choice(Measure.EAC_TREND, "EAC if the cost so far goes on, £"),
    Choice(Measure.EAC_BUDGET, "EAC if the rest costs its budget, £"),
    Choice(Measure.EAC_COST_AND_TIME, "EAC if cost and lost time go on, £"),
    Choice(Measure.EAC_ESTIMATE, "EAC with the rest estimated afresh, £"),
    Choice(Measure.TCPI_BUDGET, "TCPI to finish on budget"),
    Choice(Measure.TCPI_FORECAST, "TCPI to finish on your forecast"),
    Choice(Measure.ES, "ES, earned schedule, months"),
    Choice(Measure.SPI_T, "SPI(t), ES ÷ actual time"),
    Choice(Measure.TSPI, "TSPI to finish on time"),
)

LINES = Grid(
    key="lines",
    title="Packages",
    help="One row a package, each figure to the data date. Contingency is not a package.",
    noun="package",
    nouns="packages",
    ref_prefix="L",
    most_rows=200,
    columns=(
        Column("package", "Package", size="l", placeholder="WP1 Design", aliases=("Work package", "WP", "Cost line")),
        Column(
            "budget",
            "Budget, £",
            CellKind.MONEY,
            "s",
            help="Original and approved changes",
            aliases=("Budget", "Current budget", "Current budget, £", "Revised budget", "BAC"),
        ),
        Column(
            "planned",
            "Planned, £",
            CellKind.MONEY,
            "s",
            help="To the data date",
            aliases=("Planned", "Planned value", "PV", "BCWS", "Budget to date"),
        ),
        Column(
            "earned",
            "Earned, £ or %",
            size="s",
            help="By the rule for measuring",
            placeholder="12,000 or 60%",
            aliases=("Earned", "Earned value", "Earned, £", "EV", "BCWP", "% complete", "Percent complete"),
        ),
        Column(
            "invoiced",
            "Invoiced, £",
            CellKind.MONEY,
            "s",
            help="Posted in the ledger",
            aliases=("Invoiced", "Ledger", "Posted", "Actual invoiced"),
        ),
        Column(
            "accrual",
            "Accrued, £",
            CellKind.MONEY,
            "s",
            help="Done, not invoiced",
            aliases=("Accrual", "Accruals", "Accrued", "Accrual, £"),
        ),
        Column(
            "committed",
            "Committed, £",
            CellKind.MONEY,
            "s",
            help="Ordered, not yet done",
            aliases=("Committed", "Commitment", "Commitments", "Commitment, £"),
        ),
        Column(
            "rest",
            "Rest, £",
            CellKind.MONEY,
            "s",
            help="Not done and not ordered",
            aliases=("Rest", "Remaining", "Estimate to complete", "Estimate to complete, £", "ETC"),
        ),
    ),
    outputs=(
        Output("actual", "Actual"),
        Output("cv", "CV"),
        Output("cpi", "CPI"),
        Output("forecast", "Forecast"),
        Output("variance", "Budget − forecast"),
        Output("share", "% of budget"),
    ),
)

MONTHS = Grid(
    key="months",
    title="Month by month",
    help="The whole project at each month end: planned to the end, earned and actual as far as they are known.",
    noun="month",
    nouns="months",
    ref_prefix="M",
    most_rows=120,
    columns=(
        Column("month", "Month", size="s", placeholder="Jan 2027", aliases=("Period", "Month end")),
        Column("planned", "Planned, £", CellKind.MONEY, "s", help="Cumulative", aliases=("Planned", "PV", "Plan")),
        Column("earned", "Earned, £", CellKind.MONEY, "s", help="Cumulative", aliases=("Earned", "EV")),
        Column(
            "actual",
            "Actual, £",
            CellKind.MONEY,
            "s",
            help="Cumulative, with accruals",
            aliases=("Actual", "AC", "Actual cost"),
        ),
    ),
    outputs=(Output("in_month", "Planned in the month"),),
)

VARIANCES = Grid(
    key="causes",
    title="Variances by cause",
    help="Rate, volume and scope add up to a package’s cost variance; timing is its schedule variance.",
    noun="cause",
    nouns="causes",
    ref_prefix="C",
    most_rows=200,
    columns=(
        Column("package", "Package", placeholder="L4, or its name", aliases=("Work package", "WP", "Line")),
        Column(
            "cause",
            "Cause",
            CellKind.CHOICE,
            "m",
            help="Rate is price, volume quantity",
            choices=CAUSES,
            aliases=("Driver", "Type"),
        ),
        Column(
            "amount",
            "Amount, £",
            CellKind.MONEY,
            "s",
            help="Adverse is negative",
            aliases=("Amount", "Variance", "Value"),
        ),
        Column("explanation", "Explanation", CellKind.LONG, "l", aliases=("Why", "Reason", "Narrative", "Comment")),
    ),
    outputs=(Output("of", "Variance"), Output("left", "Still to explain")),
)

DRAWDOWN = Grid(
    key="drawdown",
    title="Contingency",
    help="What has been drawn, change by change.",
    noun="movement",
    nouns="movements of contingency",
    ref_prefix="D",
    most_rows=200,
    columns=(
        Column("approved_on", "Date", CellKind.DATE, "m", aliases=("Approved on", "On")),
        Column("change", "Change", size="l", aliases=("Description", "What for", "Change request")),
        Column(
            "amount", "Amount, £", CellKind.MONEY, "s", help="A draw is positive", aliases=("Amount", "Draw", "Value")
        ),
        Column("approved_by", "Approved by", size="l", aliases=("Approver", "Approved", "Authority")),
    ),
    outputs=(Output("balance", "Balance"),),
)

STATED = Grid(
    key="measures",
    title="Measures you report",
    help="Work them out from the totals above. Type n/a for one that is not defined.",
    noun="measure",
    nouns="measures",
    ref_prefix="K",
    most_rows=60,
    columns=(
        Column("measure", "Measure", CellKind.CHOICE, "l", choices=MEASURES, aliases=("Name", "Index")),
        Column("value", "Value", size="s", help="Indices to 2 places or more", aliases=("Figure", "Result")),
    ),
)

FIELDS = (
    Column("data_date", "Data date", CellKind.DATE, "s", help="The day to which everything is counted."),
    Column(
        "contingency_left",
        "Contingency left, £",
        CellKind.MONEY,
        "s",
        help="At the data date, after approved draws only.",
    ),
    Column("forecast", "Forecast outturn, £", CellKind.MONEY, "s", help="By your method, without contingency."),
    Column("method", "Estimate at completion by", CellKind.CHOICE, "l", choices=METHODS),
    Column("report_as", "Reported to the board as", CellKind.CHOICE, "l", choices=REPORTS),
    Column("reason", "Why that method", CellKind.LONG, "l", help="What in the papers makes the rest likely to go so."),
    Column(
        "statement",
        "Forecast statement to the board",
        CellKind.LONG,
        "l",
        help="Where it stands, what it will cost, why, and what you ask of whom by when.",
    ),
    Column(
        "differences",
        "Differences from the schedule and the resource plan",
        CellKind.LONG,
        "l",
        help="Name the package and say why. Leave it empty when they agree.",
    ),
)

GRIDS = (LINES, MONTHS, VARIANCES, DRAWDOWN, STATED)
LABELS = {column.key: column.label for column in FIELDS}
MEASURE_LABELS = {Measure(choice.key): choice.label for choice in MEASURES}


EDITOR = Editor(grids=GRIDS, fields=FIELDS)
