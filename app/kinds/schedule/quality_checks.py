"""The check that holds a schedule to the 14-point assessment: its signals, each with its base."""

from __future__ import annotations

from collections.abc import Iterator

from app.engines.schedule_quality import Metric, Verdict
from app.kinds.base import Finding, weakness
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.assessment_words import against, measured
from app.kinds.schedule.payload import ScheduleBrief
from app.kinds.schedule.words import listed_rows

#: The metrics that no other check speaks of, and what to ask of the rows behind them.
ASKED = {
    "4": "Start-to-start and finish-to-finish links are harder to follow: is each of them what really happens?",
    "5": "A date that logic cannot move hides delay: who has imposed it?",
    "6": "So much float often means that a follower is missing: what needs this work done?",
    "8": "What takes so long cannot be seen to be late until it is too late: can it be parted at a delivery?",
    "12": "The finish does not follow the work that drives it: look for a date or a link that holds it.",
}


def fourteen_points(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Where the brief asks for it: no signal of the 14-point assessment that the other checks leave aside."""
    if brief.quality is None:
        return
    for metric in analysis.assessment:
        if metric.verdict is Verdict.FAILS and metric.number in ASKED:
            where = metric.refs[0] if metric.refs else ""
            rows = f" {listed_rows(metric.refs)}." if metric.refs else ""
            yield weakness(f"{metric.title}: {told(metric)}.{rows} {ASKED[metric.number]}", where, "fourteen-points")


def told(metric: Metric) -> str:
    """A metric with its base: `1 of 9 (11.1%), at most 5%`."""
    return f"{measured(metric)}, {against(metric)}"
