"""The schedule drawn: a Gantt chart, and other views of it where there is something to see."""

from __future__ import annotations

from app.kinds.base import Picture
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.gantt import gantt
from app.kinds.schedule.payload import ScheduleBrief


def pictures(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> tuple[Picture, ...]:
    """Nothing while no row can be placed."""
    if analysis.network is None:
        return ()
    return (gantt(analysis, analysis.network, brief),)
