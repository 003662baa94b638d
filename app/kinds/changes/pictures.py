"""The log as pictures. Only the drawings use floats; every figure shown comes from the engines."""

from __future__ import annotations

from app.kinds.base import Picture
from app.kinds.changes.analysis import Log
from app.kinds.changes.baseline_picture import baseline_picture
from app.kinds.changes.control_picture import control_picture
from app.kinds.changes.payload import ChangesBrief


def pictures(log: Log, brief: ChangesBrief) -> tuple[Picture, ...]:
    """The control chart once all values can be read, and the change budget once anything is approved."""
    drawn: list[Picture] = []
    if log.is_charted:
        drawn.append(control_picture(log))
    if log.approved:
        drawn.append(baseline_picture(log, brief))
    return tuple(drawn)
