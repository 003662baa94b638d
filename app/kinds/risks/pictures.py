"""The register as pictures: where each risk stands on the grid before and after its response, and what it is expected
to cost. Only the drawing uses floats; every figure shown comes from the engine.
"""

from __future__ import annotations

from app.kinds.base import Picture
from app.kinds.risks.analysis import Register
from app.kinds.risks.contingency_curve import contingency_curve
from app.kinds.risks.exposure_bars import exposure_bars
from app.kinds.risks.finish_curve import finish_curve, what_moves
from app.kinds.risks.heat_map import heat_map
from app.kinds.risks.payload import RisksBrief


def pictures(register: Register, brief: RisksBrief) -> tuple[Picture, ...]:
    """The heat map once anything is scored, the bars once anything has an exposure, the contingency's curve once any
    threat is left, and the finish once a threat is linked to the schedule."""
    drawn: list[Picture] = []
    if any(entry.score is not None for entry in register.entries):
        drawn.append(heat_map(register, brief))
    if register.risks:
        drawn.append(exposure_bars(register))
    if register.left is not None:
        drawn.append(contingency_curve(register, register.left))
    if register.finishes is not None:
        drawn += [finish_curve(register.finishes), what_moves(register.finishes)]
    return tuple(drawn)
