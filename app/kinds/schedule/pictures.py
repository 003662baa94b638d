"""The schedule drawn: a Gantt chart, and other views of it where there is something to see."""

from __future__ import annotations

from app.kinds.base import Picture
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.assessment_picture import assessment_picture
from app.kinds.schedule.chance_picture import chance_pictures
from app.kinds.schedule.gantt import gantt
from app.kinds.schedule.network_diagram import network_diagram
from app.kinds.schedule.payload import ScheduleBrief


def pictures(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> tuple[Picture, ...]:
    """Nothing while no row can be placed; the Gantt chart alone while not everything can be read."""
    if analysis.network is None:
        return ()
    drawn = (
        gantt(analysis, analysis.network, brief),
        network_diagram(analysis, analysis.network),
        *chance_pictures(analysis),
        assessment_picture(analysis),
    )
    return tuple(each for each in drawn if each)
