"""The checks of a schedule that is under way: its data date, what has happened, what is left, and its baseline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.core.templating import day
from app.kinds.base import Finding, fault
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import Progress, ScheduleBrief
from app.kinds.schedule.row import Row
from app.kinds.schedule.words import document


def progress_is_told(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Nothing has happened after the data date; and where the documents tell of progress, it is as they say."""
    data_date = analysis.calendars.data_date
    if brief.data_date and data_date != brief.data_date:
        words = (
            "The data date is not the day whose progress the documents tell" if data_date else "There is no data date"
        )
        yield fault(f"{words}. It is the last day that was reported on.", "data_date", "progress")
    for row in analysis.leaves:
        yield from _from_the_future(row, data_date)
    for told in brief.progress:
        if found := analysis.found.get(told.item):
            yield from _against_documents(found, told, analysis)


def _from_the_future(row: Row, data_date: date | None) -> Iterator[Finding]:
    for column, at in (("actual_start", row.progress.actual_start), ("actual_finish", row.progress.actual_finish)):
        if at and data_date and at.day > data_date:
            yield fault(
                f"{row.title} is said to have happened on {day(at.day)}, after the data date. Only what is reported is "
                "actual; what is expected is for the schedule to work out.",
                f"{row.ref}.{column}",
                "progress",
            )


def _against_documents(row: Row, told: Progress, analysis: ScheduleAnalysis) -> Iterator[Finding]:
    start, finish = row.progress.actual_start, row.progress.actual_finish
    typed = {"actual_start": start.day if start else None, "actual_finish": finish.day if finish else None}
    for column, expected in (("actual_start", told.started), ("actual_finish", told.finished)):
        if typed[column] == expected or (row.is_milestone and column == "actual_start"):
            continue
        what = "start" if column == "actual_start" else "finish"
        if typed[column] is None:
            words = f"its actual {what} is not typed, but {document(told.source)} tells it"
        elif expected is None:
            words = f"an actual {what} is typed, but by {document(told.source)} it has not happened yet"
        else:
            words = f"its actual {what} is another day than {document(told.source)} tells"
        yield fault(f"{row.title}: {words.rstrip(',')}.", f"{row.ref}.{column}", "progress")
    if told.remaining and start and not finish:
        least, most = told.remaining
        left = _days_left(row, analysis)
        if not least <= left <= most:
            words = f"{row.title}: what is left of it is not what {document(told.source)} leaves to do. "
            yield fault(
                f"{words}Work out the days to go from the work that is done, not from the days that have passed.",
                f"{row.ref}.remaining",
                "progress",
            )


def _days_left(row: Row, analysis: ScheduleAnalysis) -> Fraction:
    progress = row.progress
    if progress.remaining is not None:
        return progress.remaining.in_days(analysis.calendars.per_day)
    return Fraction(row.duration or 0) * (100 - (progress.percent or 0)) / 100


def baseline_kept(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """The baseline is what was agreed, word for word: it does not move with the forecast."""
    for agreed in brief.baseline:
        row = analysis.found.get(agreed.item)
        if row is None:
            continue
        typed = {"baseline_start": row.baseline_start, "baseline_finish": row.baseline_finish}
        for column, expected in (("baseline_start", agreed.start), ("baseline_finish", agreed.finish)):
            if typed[column] == expected or (row.is_milestone and column == "baseline_start"):
                continue
            what = column.replace("_", " ")
            words = "is not typed" if typed[column] is None else f"is not the one that {document(agreed.source)} gives"
            yield fault(f"{row.title}: its {what} {words.rstrip(',')}.", f"{row.ref}.{column}", "baseline")
