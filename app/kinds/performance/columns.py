"""How a performance report is typed in: its words, a card for each measure, and a table of the faults in the data."""

from __future__ import annotations

from enum import StrEnum

from app.engines.data_quality import Nature
from app.engines.performance import Colour, Direction, Timing
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Layout, Output


class Treatment(StrEnum):
    """What was done about a faulty record; stored with learners' work, so never renamed."""

    CORRECTED = "corrected"
    LEFT_OUT = "left_out"
    QUERIED = "queried"


TIMINGS = (Choice(Timing.LEAD, "Lead"), Choice(Timing.LAG, "Lag"))
DIRECTIONS = (Choice(Direction.HIGHER, "Higher is better"), Choice(Direction.LOWER, "Lower is better"))
COLOURS = (
    Choice(Colour.GREEN, "Green"),
    Choice(Colour.AMBER, "Amber"),
    Choice(Colour.RED, "Red"),
    Choice(Colour.GREY, "Grey: no data"),
)
NATURES = (
    Choice(Nature.MISSING, "Missing"),
    Choice(Nature.DUPLICATE, "Duplicate"),
    Choice(Nature.OUT_OF_RANGE, "Out of range"),
    Choice(Nature.WRONG_PERIOD, "Wrong period"),
    Choice(Nature.UNITS, "Another unit"),
    Choice(Nature.IMPOSSIBLE_DATE, "Impossible date"),
    Choice(Nature.INCONSISTENT, "Contradicts itself"),
)
TREATMENTS = tuple(Choice(each, each.capitalize().replace("_", " ")) for each in Treatment)

PERIOD = Column("period", "Reporting period", size="s", placeholder="April 2027")
DATA_DATE = Column(
    "data_date", "Data date", CellKind.DATE, "s", help="The last day that the data covers.", placeholder="30 April 2027"
)
SUMMARY = Column(
    "summary",
    "Summary for the board",
    CellKind.LONG,
    "l",
    help="What changed, what is not as it should be, and what it means. Call measures by their number: K1, K2 …",
)
DECISION = Column(
    "decision", "Decision wanted", CellKind.LONG, "l", help="Who is asked to decide what, and by which day."
)

_BEFORE = "Last period, another data date, comment"

MEASURES = Grid(
    key="measures",
    noun="measure",
    nouns="measures",
    title="Measures",
    help="Each worked out again from the raw records, on a base that is said.",
    ref_prefix="K",
    most_rows=60,
    layout=Layout.CARDS,
    columns=(
        Column("measure", "Measure", CellKind.LONG, "l", aliases=("Name", "KPI", "Indicator", "Measure name")),
        Column(
            "definition",
            "Definition or formula",
            CellKind.LONG,
            "l",
            help="What is counted, over what.",
            aliases=("Definition", "Formula", "Calculation"),
        ),
        Column("source", "Source file", aliases=("Source", "Data source", "File")),
        Column("timing", "Lead or lag", CellKind.CHOICE, "s", choices=TIMINGS, aliases=("Type", "Lead/lag")),
        Column("owner", "Owner", help="A role.", aliases=("Measure owner", "Responsible")),
        Column("base", "Base (n)", size="xs", aliases=("Base", "n", "Number", "Sample")),
        Column(
            "value",
            "Value",
            size="s",
            help="A figure, “47 of 50”, or “no data”.",
            aliases=("Actual", "Result", "Current", "This period"),
        ),
        Column("unit", "Unit", size="s", placeholder="%", aliases=("Units", "Unit of measure")),
        Column("rag", "RAG", CellKind.CHOICE, "s", choices=COLOURS, aliases=("Status", "RAG status", "Colour")),
        Column(
            "direction",
            "Direction",
            CellKind.CHOICE,
            "m",
            choices=DIRECTIONS,
            aliases=("Polarity", "Good is"),
        ),
        Column("target", "Target", size="s", aliases=("Goal",)),
        Column("green", "Green from", size="s", aliases=("Green", "Green threshold", "Green tolerance")),
        Column("amber", "Amber from", size="s", aliases=("Amber", "Amber threshold", "Amber tolerance")),
        Column(
            "last",
            "Last period",
            size="s",
            aliases=("Previous", "Last month", "Previous period", "Last value"),
            group=_BEFORE,
        ),
        Column(
            "data_to",
            "Data to",
            CellKind.DATE,
            "s",
            help="If not the report’s data date.",
            aliases=("As at", "Data date"),
            group=_BEFORE,
        ),
        Column("comment", "Comment", CellKind.LONG, "l", aliases=("Comments", "Notes", "Narrative"), group=_BEFORE),
    ),
    outputs=(Output("colour", "RAG by its figures"), Output("change", "Since last period")),
)

DATA_FAULTS = Grid(
    key="data_faults",
    noun="data fault",
    nouns="data faults",
    title="Faults found in the data",
    help="One line for each fault: the file, the record, what is wrong, what you did, and why.",
    ref_prefix="F",
    most_rows=120,
    columns=(
        Column("file", "File", aliases=("Source", "Source file", "Data file")),
        Column(
            "record",
            "Record",
            size="s",
            help="The record’s own number.",
            aliases=("Record id", "Row", "Line", "Reference"),
        ),
        Column("nature", "Nature", CellKind.CHOICE, "m", choices=NATURES, aliases=("Fault", "Type", "Problem")),
        Column("treatment", "Treatment", CellKind.CHOICE, "s", choices=TREATMENTS, aliases=("Action",)),
        Column("why", "Why", CellKind.LONG, "l", aliases=("Reason", "Explanation", "Comment")),
    ),
)

EDITOR = Editor(grids=(MEASURES, DATA_FAULTS), fields=(PERIOD, DATA_DATE, SUMMARY, DECISION))
FIELD_LABELS = {column.key: column.label for column in EDITOR.fields}
MEASURE_LABELS = {column.key: column.label for column in MEASURES.columns}
FAULT_LABELS = {column.key: column.label for column in DATA_FAULTS.columns}
