"""What the runs of a simulated schedule say of its dates, in days of its calendar."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from app.core.templating import day
from app.engines.calendar import CalendarError
from app.kinds.schedule.analysis import ScheduleAnalysis

HUNDRED = 100


def chance_of_deadline(analysis: ScheduleAnalysis) -> Decimal | None:
    """The share of runs in which the deadline's item, or else the whole schedule, is done by the end of its day."""
    found, deadline, calendar = analysis.simulation, analysis.brief.deadline, analysis.calendar
    if found is None or deadline is None or calendar is None:
        return None
    return found.chance(calendar.finish_offset(deadline.finish_by))


def day_of(analysis: ScheduleAnalysis, finish: Decimal) -> str:
    """The day on which a run is done that finishes at an offset: `7 Sep 2027`, or `d112` without a calendar."""
    days = ceil(finish)
    try:
        return day(analysis.calendar.finish_date(days)) if analysis.calendar else f"d{days}"
    except CalendarError:
        return f"d{days}"


def percentile_day(analysis: ScheduleAnalysis, of: int) -> str:
    """The day by which so many per cent of the runs are done."""
    return day_of(analysis, analysis.simulation.percentile(of)) if analysis.simulation else ""


def percent(share: Decimal) -> str:
    """`43%`; never none or all unless it is so."""
    whole = int(share * HUNDRED + Decimal("0.5"))
    if whole == HUNDRED and share < 1:
        return "over 99%"
    return "under 1%" if whole == 0 and share > 0 else f"{whole}%"
