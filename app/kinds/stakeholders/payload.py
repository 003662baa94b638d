"""What a stakeholder register with its communications plan is, as typed: who counts, and who hears what from whom."""

from __future__ import annotations

from app.kinds.base import Cell, Payload, Prose


class StakeholderRow(Payload):
    """One person or group. Power and interest are scored from 1 to 5."""

    ref: Cell = ""
    name: Cell = ""
    organisation: Cell = ""
    side: Cell = ""
    power: Cell = ""
    interest: Cell = ""
    present: Cell = ""
    wanted: Cell = ""
    need: Prose = ""
    strategy: Cell = ""
    action: Prose = ""
    owner: Cell = ""


class CommunicationRow(Payload):
    """One line of the plan. `audience` names rows of the register by reference, or people as they are called there."""

    ref: Cell = ""
    audience: Prose = ""
    purpose: Prose = ""
    message: Prose = ""
    method: Cell = ""
    channel: Cell = ""
    frequency: Cell = ""
    first_on: Cell = ""
    owner: Cell = ""
    feedback: Prose = ""
    accessibility: Prose = ""


class StakeholderPlan(Payload):
    """`scored_on` is the day of the scores, `rescore_on` the day on which they are to be looked at again."""

    scored_on: Cell = ""
    rescore_on: Cell = ""
    author: Cell = ""
    accessibility: Prose = ""
    note: Prose = ""
    stakeholders: tuple[StakeholderRow, ...] = ()
    communications: tuple[CommunicationRow, ...] = ()
