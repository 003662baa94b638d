"""The cast of the demonstration: everybody in it, in one place. All of them are invented, and their names say so.

An apprentice's `story` says what they have done, as steps that `seeding` plays in order; weeks are counted back from
the day the demonstration is made, so it always looks alive.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.accounts.models import Role

DOMAIN = "milepost.example"
PROVIDER = "Fellside Project Academy"


@dataclass(frozen=True, slots=True)
class Staff:
    key: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Employer:
    key: str
    name: str
    line_managers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One attempt at an exercise (`05-schedule`, `08-risks`) with a sample's content.

    `days_ago` is when it was last saved or handed in. `state` is drafting, handed-in or released; a tutor who has begun
    to mark is `marking`. `act_on` ticks so many of the feedback's to-dos.
    """

    exercise: str
    sample: str
    state: str
    days_ago: int
    act_on: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of workplace evidence. `claims` maps a KSB to what became of it: accepted, more-needed or with-tutor."""

    title: str
    account: str
    days_ago: int
    claims: dict[str, str]


@dataclass(frozen=True, slots=True)
class Apprentice:
    key: str
    name: str
    employer: str
    line_manager: str
    tutor: str
    weeks_in: int
    months: int = 18
    status: str = "on-programme"
    work: tuple[Work, ...] = ()
    #: How many whole duties, from the first, have all their KSBs accepted; `pieces` come on top.
    duties_evidenced: float = 0
    pieces: tuple[Piece, ...] = field(default=())


STAFF = (
    Staff("mercy", "Mercy Ledger", Role.TUTOR),
    Staff("owen", "Owen Gantry", Role.TUTOR),
    Staff("ines", "Ines Keystone", Role.TUTOR),
    Staff("ruth", "Ruth Plumbline", Role.INTERNAL_QUALITY_ASSURER),
    Staff("alan", "Alan Register", Role.ADMINISTRATOR),
)

EMPLOYERS = (
    Employer("northway", "Northway Rail", (("tom", "Tom Signalbox"), ("edie", "Edie Ballast"))),
    Employer("harbour", "Harbour Water", (("grace", "Grace Sluice"),)),
    Employer("larkfield", "Larkfield Health Trust", (("dev", "Dev Corridor"),)),
    Employer("millbrook", "Millbrook Foods", (("nora", "Nora Silo"),)),
)

RISK_WORKSHOP = Piece(
    "Risk workshop, depot roof renewal",
    "I prepared and ran the second risk workshop for the depot roof. Nine people came; we turned fourteen worries into "
    "eight risks with owners, and I wrote up the register the same day.",
    12,
    {"D8.K1": "accepted", "D8.S1": "with-tutor", "B2": "with-tutor"},
)
CHANGE_REQUEST = Piece(
    "Change request 14, racking moved to the second supplier",
    "The supplier lost its slot. I worked out that moving to the second one added nine days to the critical path and "
    "£4,180, checked both with the site manager, and asked the sponsor to decide because it was above my authority.",
    20,
    {"D12.S2": "accepted", "D1.S3": "accepted", "B5": "more-needed"},
)
STAGE_PLAN = Piece(
    "Stage plan for the pumping station controls",
    "I built the stage plan with the control engineers: 46 activities, linked, on our own calendar. It is the plan the "
    "team works to; I update it on Thursdays.",
    30,
    {"D5.K1": "accepted", "D5.S1": "accepted", "D5.S3": "more-needed"},
)
LESSONS_LOG = Piece(
    "Lessons from the clinic move",
    "I collected lessons from the five teams that moved, found the cause of the two-day overrun with them, and had the "
    "order template changed so that it does not happen again.",
    9,
    {"D13.S2": "with-tutor", "B6": "with-tutor"},
)

APPRENTICES = (
    Apprentice(
        "priya",
        "Priya Trestle",
        "northway",
        "tom",
        "mercy",
        31,
        work=(
            Work("08-risks", "only-watching", "released", 9, act_on=1),
            Work("05-schedule", "open-end", "drafting", 0),
        ),
        duties_evidenced=4.95,
        pieces=(RISK_WORKSHOP, CHANGE_REQUEST),
    ),
    Apprentice(
        "amir",
        "Amir Viaduct",
        "northway",
        "tom",
        "mercy",
        68,
        status="at-gateway",
        work=(Work("05-schedule", "distinction", "released", 200), Work("08-risks", "distinction", "released", 150)),
        duties_evidenced=14,
    ),
    Apprentice(
        "jo",
        "Jo Culvert",
        "northway",
        "tom",
        "mercy",
        32,
        work=(Work("05-schedule", "pass", "released", 20), Work("08-risks", "pass", "handed-in", 4)),
        duties_evidenced=6.2,
        pieces=(STAGE_PLAN,),
    ),
    Apprentice("sinead", "Sinead Parapet", "northway", "tom", "mercy", 40, duties_evidenced=3.4),
    Apprentice(
        "lola",
        "Lola Spandrel",
        "northway",
        "tom",
        "owen",
        44,
        work=(
            Work("05-schedule", "superseded-lead-time", "released", 40),
            Work("05-schedule", "pass", "handed-in", 2),
            Work("11-performance", "half-finished", "drafting", 1),
        ),
        duties_evidenced=8.4,
    ),
    Apprentice("marek", "Marek Girder", "northway", "edie", "owen", 6),
    Apprentice("bea", "Bea Lattice", "northway", "edie", "owen", 0),
    Apprentice(
        "hugh",
        "Hugh Cantilever",
        "harbour",
        "grace",
        "mercy",
        26,
        work=(Work("05-schedule", "half-finished", "drafting", 3),),
        duties_evidenced=3.9,
    ),
    Apprentice(
        "fatima",
        "Fatima Weir",
        "harbour",
        "grace",
        "mercy",
        52,
        work=(Work("05-schedule", "distinction", "released", 60), Work("08-risks", "pass", "released", 30)),
        duties_evidenced=10.6,
        pieces=(STAGE_PLAN,),
    ),
    Apprentice(
        "callum",
        "Callum Sluicegate",
        "harbour",
        "grace",
        "mercy",
        28,
        work=(Work("08-risks", "nobody-owns-it", "handed-in", 6),),
        duties_evidenced=4.6,
    ),
    Apprentice(
        "yusuf",
        "Yusuf Pumphouse",
        "harbour",
        "grace",
        "owen",
        35,
        work=(
            Work("05-schedule", "activity-missing", "released", 25, act_on=2),
            Work("05-schedule", "pass", "released", 8),
        ),
        duties_evidenced=6.3,
    ),
    Apprentice(
        "keira",
        "Keira Culverstone",
        "harbour",
        "grace",
        "ines",
        61,
        work=(
            Work("05-schedule", "pass", "released", 90),
            Work("08-risks", "no-cost", "released", 50),
            Work("10-budget", "ledger-alone", "handed-in", 2),
        ),
        duties_evidenced=9.3,
    ),
    Apprentice("devon", "Devon Millrace", "harbour", "grace", "ines", 12, status="break-in-learning"),
    Apprentice(
        "aisha",
        "Aisha Lintel",
        "larkfield",
        "dev",
        "ines",
        30,
        work=(Work("08-risks", "pass", "marking", 3), Work("05-schedule", "bank-holiday-worked", "released", 15)),
        duties_evidenced=4.4,
        pieces=(LESSONS_LOG,),
    ),
    Apprentice(
        "ben",
        "Ben Mortar",
        "larkfield",
        "dev",
        "mercy",
        22,
        work=(Work("05-schedule", "dates-typed", "handed-in", 1),),
        duties_evidenced=3.6,
    ),
    Apprentice(
        "chloe",
        "Chloe Buttress",
        "larkfield",
        "dev",
        "ines",
        48,
        work=(
            Work("05-schedule", "distinction", "released", 70),
            Work("08-risks", "distinction", "released", 45),
            Work("12-changes", "pass", "handed-in", 1),
        ),
        duties_evidenced=11,
    ),
    Apprentice("dan", "Dan Architrave", "larkfield", "dev", "mercy", 18, duties_evidenced=1.2),
    Apprentice("ella", "Ella Gable", "larkfield", "dev", "mercy", 3),
    Apprentice(
        "farid",
        "Farid Purlin",
        "millbrook",
        "nora",
        "owen",
        37,
        work=(
            Work("08-risks", "already-happened", "released", 33),
            Work("08-risks", "pass", "released", 12),
            Work("05-schedule", "pass", "handed-in", 5),
        ),
        duties_evidenced=5.6,
    ),
    Apprentice(
        "gwen",
        "Gwen Rafter",
        "millbrook",
        "nora",
        "owen",
        29,
        work=(Work("05-schedule", "loose-overlaps", "released", 11), Work("08-risks", "half-finished", "drafting", 1)),
        duties_evidenced=4.9,
    ),
    Apprentice(
        "ivan",
        "Ivan Dovetail",
        "millbrook",
        "nora",
        "ines",
        55,
        work=(Work("05-schedule", "pass", "released", 100), Work("06-resources", "will-work-harder", "released", 12)),
        duties_evidenced=7.2,
    ),
    Apprentice(
        "jia",
        "Jia Mezzanine",
        "millbrook",
        "nora",
        "mercy",
        24,
        work=(
            Work("05-schedule", "distinction", "released", 6),
            Work("08-risks", "too-little-contingency", "handed-in", 0),
        ),
        duties_evidenced=4.6,
    ),
    Apprentice(
        "kofi",
        "Kofi Balustrade",
        "millbrook",
        "nora",
        "mercy",
        9,
        work=(Work("05-schedule", "half-finished", "drafting", 16),),
    ),
    Apprentice(
        "lena",
        "Lena Cornice",
        "millbrook",
        "nora",
        "mercy",
        33,
        work=(Work("08-risks", "pass", "released", 18), Work("05-schedule", "gate-missing", "released", 7)),
        duties_evidenced=6.0,
    ),
)


#: Apprentices who have joined and wait to be enrolled.
NOT_ENROLLED = (("nia", "Nia Footing"),)

#: Offered on the demonstration's sign-in page: a heading, and whom to be with one line about them.
OFFERED = (
    (
        "Apprentices",
        (
            ("priya", "Drafting a schedule, with feedback to act on"),
            ("gwen", "Drafting a risk register"),
            ("lola", "Drafting a performance report"),
            ("bea", "Starts today"),
            ("chloe", "Ahead of plan"),
        ),
    ),
    ("Tutors", (("mercy", "Work to mark and evidence to decide"), ("ines", "A smaller caseload"))),
    ("Employers", (("tom", "Line manager of five apprentices"), ("nora", "Line manager of six"))),
    ("Provider", (("ruth", "Internal quality assurer"), ("alan", "Administrator: people and enrolment"))),
)


def email(key: str) -> str:
    return f"{key}@{DOMAIN}"
