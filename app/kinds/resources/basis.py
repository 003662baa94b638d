"""What a resource plan stands on: activities, logic and calendar, from the dossier's schedule or else as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from app.engines import critical_path
from app.engines.calendar import WorkingCalendar
from app.engines.critical_path import Activity, Network
from app.kinds import schedule
from app.kinds.base import dossier_payload
from app.kinds.resources.payload import ResourcesBrief
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import Expected, Schedule, ScheduleBrief

#: Beyond so many days loads are not drawn up day by day: no project here lasts twelve years.
MOST_DAYS = 3_000


@dataclass(frozen=True)
class Basis:
    """The network that resources are laid over. `whose` begins a phrase: `your`, `the reference`.

    `found` has the activity of each that the brief names. Without a calendar days are only numbered.
    """

    whose: str
    activities: tuple[Activity, ...]
    names: Mapping[str, str]
    calendar: WorkingCalendar | None
    found: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def network(self) -> Network:
        return critical_path.analyse(self.activities)

    @cached_property
    def durations(self) -> Mapping[str, int]:
        return {activity.ref: activity.duration for activity in self.activities}

    def title(self, ref: str) -> str:
        """How a sentence names an activity: `Row 14 (Build the diversion)`."""
        return f"Row {ref} ({self.names[ref]})" if self.names[ref] else f"Row {ref}"

    def first_day(self, offset: int) -> date | None:
        return self.calendar.start_date(offset) if self.calendar else None

    def last_day(self, offset: int) -> date | None:
        return self.calendar.finish_date(offset) if self.calendar else None


def from_dossier(brief: ResourcesBrief) -> tuple[Basis | None, str]:
    """The schedule of the dossier, or None and what is wrong with it: nothing where the dossier has none."""
    typed = dossier_payload(brief, schedule.KIND)
    if typed is None:
        return None, ""
    item = brief.dossier[schedule.KIND.key]
    analysis = _analysed(_Question(typed, brief.activities))
    whose = f"{item.whose} schedule"
    if analysis.is_blank or analysis.problems or analysis.network is None or analysis.calendar is None:
        return None, f"{whose.capitalize()} cannot be worked out, and this plan stands on it. Put it right there first"
    if analysis.network.finish > MOST_DAYS:
        return (
            None,
            f"{whose.capitalize()} is longer than {MOST_DAYS:,} working days. Check its durations and its dates",
        )
    activities = tuple(analysis.activities)
    rows = {row.ref: row for row in analysis.rows}
    names = {activity.ref: rows[activity.ref].name for activity in activities}
    found = {key: row.ref for key, row in analysis.found.items()}
    return Basis(whose, activities, names, analysis.calendar, found), ""


@dataclass(frozen=True)
class _Question:
    """A schedule and the activities that are looked for in it, compared by all that they say."""

    typed: Schedule
    items: tuple[Expected, ...] = field(compare=False)
    _said: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_said", "\n".join(each.model_dump_json() for each in self.items))


@lru_cache(maxsize=32)
def _analysed(question: _Question) -> ScheduleAnalysis:
    """The schedule does not change while somebody types resources, so it is worked out once."""
    return schedule.KIND.analyse(question.typed, ScheduleBrief(items=question.items))


def as_typed(activities: Sequence[Activity], names: Mapping[str, str]) -> Basis:
    """A network that was typed with the moves. Raises as `critical_path.analyse` does."""
    basis = Basis("your plan", tuple(activities), names, None)
    critical_path.analyse(basis.activities)
    return basis
