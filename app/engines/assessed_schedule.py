"""A schedule as the 14-point assessment sees it: rows with their links and dates, where the project stands, the limits.

It knows nothing of calendars: times and durations are working days, times counted from 0 at the project's start.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.engines.exact import Exact, fraction
from app.engines.tie import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row as the assessment sees it.

    `start` and `finish` are actual where there is an actual, otherwise forecast. `total_float` is None where it does
    not matter any more. `is_hard` says whether it has a constraint that logic cannot move: must start on, must finish
    on, start no later than, finish no later than. `remaining` is what is left of `duration`; None means all of it.
    """

    ref: str
    duration: Exact
    ties: tuple[Tie, ...] = ()
    start: Exact
    finish: Exact
    total_float: Exact | None = None
    remaining: Exact | None = None
    baseline_duration: Exact | None = None
    baseline_finish: Exact | None = None
    actual_start: Exact | None = None
    actual_finish: Exact | None = None
    is_hard: bool = False
    is_resourced: bool = False
    is_summary: bool = False
    is_level_of_effort: bool = False
    is_rolling_wave: bool = False

    @property
    def is_detail(self) -> bool:
        """Whether it is work that can be planned and finished: no milestone, summary or level of effort."""
        return fraction(self.duration) > 0 and not self.is_summary and not self.is_level_of_effort

    @property
    def is_complete(self) -> bool:
        return self.actual_finish is not None


@dataclass(frozen=True, slots=True)
class Status:
    """Where the project stands. `target_finish` is the finish it is held to; None when it is held to none."""

    data_date: Exact
    forecast_finish: Exact
    target_finish: Exact | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits, all of them data. Shares are of 1; days are working days."""

    share: Decimal = Decimal("0.05")
    finish_to_start: Decimal = Decimal("0.90")
    #: Positive lags of so many days or less are not counted; the source excuses 5 in files of MS Project.
    excused_lag: Decimal = Decimal(0)
    high_float: Decimal = Decimal(44)
    high_duration: Decimal = Decimal(44)
    unresourced: int = 0
    added_days: int = 600
    critical_path_length: Decimal = Decimal("0.95")
    baseline_execution: Decimal = Decimal("0.95")
