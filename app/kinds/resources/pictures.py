"""The plan drawn: the load of each resource against what there is, moved bars, and the chart of responsibilities.

Only the drawing uses floats; every figure shown comes from the engine.
"""

from __future__ import annotations

from app.kinds.base import Picture
from app.kinds.resources.analysis import PlanAnalysis
from app.kinds.resources.histograms import histograms
from app.kinds.resources.levelled_bars import levelled_bars
from app.kinds.resources.payload import ResourcesBrief
from app.kinds.resources.raci_chart import raci_chart


def pictures(analysis: PlanAnalysis, _brief: ResourcesBrief) -> tuple[Picture, ...]:
    """Each picture once there is something in it."""
    drawn: list[Picture] = []
    if analysis.basis and any(load.before or load.after for load in analysis.loads):
        drawn.append(histograms(analysis, analysis.basis))
    if analysis.basis and analysis.whole:
        drawn.append(levelled_bars(analysis, analysis.basis))
    if analysis.read.chart:
        drawn.append(raci_chart(analysis))
    return tuple(drawn)
