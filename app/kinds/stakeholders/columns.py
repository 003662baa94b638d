"""How stakeholders are typed in: a card for each, a card for each line of the communications plan, a note."""

from __future__ import annotations

from enum import StrEnum

from app.engines.engagement import Stance, Strategy
from app.kinds.editor import CellKind, Choice, Column, Editor, Grid, Layout, Output


class Side(StrEnum):
    """Whether somebody belongs to the organisation whose project it is; stored, so never renamed."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Method(StrEnum):
    """How a message travels; stored, so never renamed."""

    FACE_TO_FACE = "face_to_face"
    PHYSICAL = "physical"
    VIRTUAL = "virtual"


def words_of(each: StrEnum) -> str:
    """A choice as it is shown: `Manage closely`."""
    return each.value.capitalize().replace("_", " ")


SIDES = tuple(Choice(each, words_of(each)) for each in Side)
STANCES = tuple(Choice(each, words_of(each)) for each in Stance)
STRATEGIES = tuple(Choice(each, words_of(each)) for each in Strategy)
METHODS = tuple(Choice(each, words_of(each)) for each in Method)

FIELDS = (
    Column("scored_on", "Scored on", CellKind.DATE, "s", placeholder="21 April 2027"),
    Column("rescore_on", "Score again on", CellKind.DATE, "s", help="The day on which you look afresh."),
    Column("author", "Author", help="Your role."),
    Column(
        "accessibility",
        "Approach to accessibility",
        CellKind.LONG,
        "l",
        help="What you do so that everybody can take part, and how you know what they need.",
    ),
    Column(
        "note",
        "Note to the project manager",
        CellKind.LONG,
        "l",
        help="What you would do first and why, and what has to be agreed with whom.",
    ),
)

STAKEHOLDERS = Grid(
    key="stakeholders",
    noun="stakeholder",
    nouns="stakeholders",
    title="Stakeholders",
    help="Everybody who can help, harm or feel this project. 4 and 5 are high.",
    ref_prefix="S",
    most_rows=80,
    layout=Layout.CARDS,
    columns=(
        Column("name", "Name or group", size="l", aliases=("Name", "Stakeholder", "Group", "Stakeholder name")),
        Column("organisation", "Organisation", aliases=("Organization", "Company")),
        Column(
            "side", "Internal or external", CellKind.CHOICE, "s", choices=SIDES, aliases=("Type", "Internal/external")
        ),
        Column("power", "Power", CellKind.WHOLE, "xs", help="1 to 5", aliases=("Influence", "Power (1-5)")),
        Column("interest", "Interest", CellKind.WHOLE, "xs", help="1 to 5", aliases=("Interest (1-5)",)),
        Column(
            "present",
            "Present stance",
            CellKind.CHOICE,
            "s",
            choices=STANCES,
            aliases=("Current", "Current attitude", "Attitude", "Current engagement"),
        ),
        Column(
            "wanted",
            "Wanted stance",
            CellKind.CHOICE,
            "s",
            choices=STANCES,
            aliases=("Desired", "Desired attitude", "Target", "Desired engagement"),
        ),
        Column("need", "Need or concern", CellKind.LONG, "l", aliases=("Need", "Concern", "Expectations", "Needs")),
        Column("strategy", "Strategy", CellKind.CHOICE, "m", choices=STRATEGIES, aliases=("Approach",)),
        Column(
            "action",
            "Action",
            CellKind.LONG,
            "l",
            help="What you do next with them.",
            aliases=("Next action", "Actions", "Engagement action"),
        ),
        Column("owner", "Owner", help="One person or role.", aliases=("Lead", "Relationship owner", "Responsible")),
    ),
    outputs=(Output("quadrant", "Quadrant"), Output("gap", "Steps to move")),
)

COMMUNICATIONS = Grid(
    key="communications",
    noun="communication",
    nouns="communications",
    title="Communications plan",
    help="Name the audience by reference, such as S3, or as you call them above.",
    ref_prefix="C",
    most_rows=120,
    layout=Layout.CARDS,
    columns=(
        Column("audience", "Audience", CellKind.LONG, "m", aliases=("Who", "Recipients", "To")),
        Column("purpose", "Purpose", CellKind.LONG, "l", aliases=("Why", "Objective", "Aim")),
        Column("message", "Message", CellKind.LONG, "l", aliases=("Key message", "Content", "What")),
        Column("method", "Method", CellKind.CHOICE, "s", choices=METHODS, aliases=("Medium",)),
        Column("channel", "Channel", help="Site meeting, letter, call …", aliases=("How", "Vehicle", "Format")),
        Column(
            "frequency", "How often", size="s", help="Weekly, twice a month, once …", aliases=("Frequency", "Timing")
        ),
        Column("first_on", "First on", CellKind.DATE, "s", aliases=("Date", "First date", "Start", "When")),
        Column("owner", "Sender", help="One person or role.", aliases=("Owner", "From", "Responsible")),
        Column("feedback", "Feedback route", CellKind.LONG, "m", aliases=("Feedback", "Response")),
        Column(
            "accessibility",
            "Made accessible by",
            CellKind.LONG,
            "m",
            aliases=("Accessibility", "Accessible", "Inclusive"),
        ),
    ),
    outputs=(Output("load", "Messages per month"),),
)

EDITOR = Editor(grids=(STAKEHOLDERS, COMMUNICATIONS), fields=FIELDS)
FIELD_LABELS = {column.key: column.label for column in EDITOR.fields}
STAKEHOLDER_LABELS = {column.key: column.label for column in STAKEHOLDERS.columns}
COMMUNICATION_LABELS = {column.key: column.label for column in COMMUNICATIONS.columns}
