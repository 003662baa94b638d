"""The schedule that the log's effects are worked out on: the dossier's, brought up to the data date.

Whose schedule it is, is said with it, for two apprentices with different schedules may rightly see different effects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.engines import wording
from app.engines.calendar import CalendarError, WorkingCalendar
from app.engines.change_impact import Change, Plan, applied
from app.engines.critical_path import Activity, Dates, Network, analyse
from app.kinds import schedule
from app.kinds.base import dossier_payload
from app.kinds.changes.payload import ChangesBrief, Progress
from app.kinds.schedule.payload import Expected, ScheduleBrief

#: Beyond so many activities a log is judged without its schedule: each change is worked out while somebody types.
MOST_ACTIVITIES = 500


@dataclass(frozen=True, slots=True)
class State:
    """A plan worked out: `finish` is that of its milestone, as an offset in working days."""

    plan: Plan
    network: Network
    finish: int


@dataclass(frozen=True)
class Outlook:
    """A schedule at the data date. `whose` begins a sentence: `your schedule`, `the reference schedule`.

    `plan` has the progress in it and the date that the project is held to as its milestone. `names` are of all rows by
    ref; `found` has the row of each item that could be found.
    """

    whose: str
    plan: Plan
    calendar: WorkingCalendar
    names: Mapping[str, str]
    found: Mapping[str, str]
    items: Mapping[str, Expected]

    def day(self, offset: int) -> date | None:
        """The day of a finish; None when no calendar reaches it."""
        try:
            return self.calendar.finish_date(offset)
        except CalendarError:
            return None

    def is_item(self, ref: str, item: str) -> bool:
        """Whether a row is an item's, or is called by its words: on some schedules an item is more rows than one."""
        return self.found.get(item) == ref or wording.matches(self.names.get(ref, ""), self.items[item].match)

    def state(self, plan: Plan) -> State:
        network = analyse(plan.activities)
        return State(plan, network, network.dates[plan.milestone].early_finish)

    def after(self, state: State, ref: str, days: int) -> State:
        """The state with so many days of work added to one row; without a row or days nothing is different."""
        if not ref or not days:
            return state
        return self.state(applied(state.plan, Change(ref, days={ref: days})))


def outlook(brief: ChangesBrief) -> Outlook | None:
    """The outlook on the dossier's schedule; None where there is no schedule, or none that can carry one.

    It must be whole, have a calendar, and have the row of the date that the project is held to.
    """
    payload = dossier_payload(brief, schedule.KIND)
    if payload is None or not brief.opening or len(payload.activities) > MOST_ACTIVITIES:
        return None
    read = schedule.KIND.analyse(payload, ScheduleBrief(items=brief.items))
    planned = analyse(read.activities).dates
    found = {item: row.ref for item, row in read.found.items() if row.ref in planned}
    if not read.is_whole or read.calendar is None or brief.opening not in found:
        return None
    told = {found[each.item]: each for each in brief.progress if each.item in found}
    now = read.calendar.finish_offset(brief.data_date) if brief.data_date else 0
    activities = tuple(
        _brought_up(each, planned[each.ref], told.get(each.ref), now, read.calendar) for each in read.activities
    )
    return Outlook(
        whose=f"{brief.dossier[schedule.KIND.key].whose} schedule",
        plan=Plan(activities, milestone=found[brief.opening]),
        calendar=read.calendar,
        names={row.ref: row.name for row in read.rows if row.ref in planned},
        found=found,
        items={item.id: item for item in brief.items},
    )


def _brought_up(
    activity: Activity, planned: Dates, told: Progress | None, now: int, calendar: WorkingCalendar
) -> Activity:
    """One activity at the data date, `now` as an offset.

    Work that is done keeps its finish and waits for nothing more; what is left of work in hand comes after the data
    date; the rest keeps its logic and begins after the data date. Work that nobody reports on is where it was planned.
    """
    if told is None:
        if planned.early_finish <= now:
            return replace(activity, links=(), start_no_earlier=planned.early_start)
        if planned.early_start < now and activity.duration:
            return replace(activity, duration=planned.early_finish - now, links=(), start_no_earlier=now)
        return replace(activity, start_no_earlier=max(activity.start_no_earlier or 0, now))
    if told.finished_on is not None:
        end = max(calendar.finish_offset(told.finished_on), 0)
        length = min(activity.duration, end)
        return replace(activity, duration=length, links=(), start_no_earlier=end - length)
    if told.remaining is not None:
        return replace(activity, duration=told.remaining, links=(), start_no_earlier=now)
    not_before = calendar.offset_of(told.not_before) if told.not_before else 0
    return replace(
        activity,
        duration=activity.duration if told.days is None else told.days,
        start_no_earlier=max(activity.start_no_earlier or 0, not_before, now),
    )
