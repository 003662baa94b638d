"""From what was typed to stakeholders and messages. Nothing raises: what cannot be read is a problem at its cell, and
the other cells of the row are read all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.engines.engagement import Cadence, Stance, Strategy, gap, strategy
from app.kinds.base import Finding
from app.kinds.row_reading import Reader, shortened
from app.kinds.stakeholders import cells
from app.kinds.stakeholders.columns import COMMUNICATION_LABELS, FIELD_LABELS, STAKEHOLDER_LABELS, Method, Side
from app.kinds.stakeholders.payload import CommunicationRow, StakeholderPlan, StakeholderRow

LONGEST_NAME = 48
#: Choices made on their own are not yet a stakeholder or a message.
NOT_CONTENT = frozenset({"ref", "side", "present", "wanted", "strategy", "method"})


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """One row of the register as read. What is blank or unreadable is None; text is stripped."""

    ref: str
    name: str
    organisation: str
    need: str
    action: str
    owner: str
    side: Side | None = None
    power: int | None = None
    interest: int | None = None
    present: Stance | None = None
    wanted: Stance | None = None
    strategy: Strategy | None = None

    @property
    def title(self) -> str:
        """How findings call the row: `S3 “Access forum”`."""
        short = shortened(self.name, LONGEST_NAME)
        return f"{self.ref} “{short}”" if short else self.ref

    @property
    def searched(self) -> str:
        """The words by which it is known who is meant."""
        return f"{self.name[:300]}\n{self.organisation[:300]}"

    @property
    def quadrant(self) -> Strategy | None:
        """What its own scores call for; None until both can be read."""
        if self.power is None or self.interest is None:
            return None
        return strategy(self.power, self.interest)

    @property
    def gap(self) -> int | None:
        """Steps from the present stance to the one wanted."""
        return None if self.present is None or self.wanted is None else gap(self.present, self.wanted)


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the plan as read."""

    ref: str
    audience: str
    purpose: str
    message: str
    channel: str
    owner: str
    feedback: str
    accessibility: str
    frequency: str
    method: Method | None = None
    cadence: Cadence | None = None
    first_on: date | None = None


def has_content(row: StakeholderRow | CommunicationRow) -> bool:
    """Whether anybody has begun to write here."""
    return any(any(map(str.isalnum, value)) for key, value in row if key not in NOT_CONTENT)


def read_stakeholder(row: StakeholderRow) -> tuple[Stakeholder, list[Finding]]:
    typed = {key: value.strip() for key, value in row}
    reader = Reader(typed["ref"], typed, STAKEHOLDER_LABELS)
    made = Stakeholder(
        **{key: typed[key] for key in ("ref", "name", "organisation", "need", "action", "owner")},
        side=reader.choice("side", Side, "who"),
        power=reader.read("power", cells.score, "scores"),
        interest=reader.read("interest", cells.score, "scores"),
        present=reader.choice("present", Stance, "stance"),
        wanted=reader.choice("wanted", Stance, "stance"),
        strategy=reader.choice("strategy", Strategy, "scores"),
    )
    return made, reader.problems


def read_message(row: CommunicationRow) -> tuple[Message, list[Finding]]:
    typed = {key: value.strip() for key, value in row}
    reader = Reader(typed["ref"], typed, COMMUNICATION_LABELS)
    texts = ("ref", "audience", "purpose", "message", "channel", "owner", "feedback", "accessibility", "frequency")
    made = Message(
        **{key: typed[key] for key in texts},
        method=reader.choice("method", Method, "plan"),
        cadence=reader.read("frequency", cells.cadence, "load"),
        first_on=reader.read("first_on", cells.day, "plan"),
    )
    return made, reader.problems


def read_days(plan: StakeholderPlan) -> tuple[dict[str, date | None], list[Finding]]:
    """The days of the fields above the grids, by their keys."""
    keys = ("scored_on", "rescore_on")
    reader = Reader("", {key: getattr(plan, key).strip() for key in keys}, FIELD_LABELS)
    return {key: reader.read(key, cells.day, "rescoring") for key in keys}, reader.problems
