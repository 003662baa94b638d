"""The plan to gateway, worked out: planned and earned value by duty, earned schedule, and the forecast gateway.

An apprenticeship is measured as a project. A duty's planned value accrues evenly over its baseline and weighs as much
as it has KSBs; what is earned is said in `earned_share`. Time is in calendar days from the start: day 0 is the morning
of the first day, and today counts as the days that have passed before it. Nothing here asks what day it is.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from app.engines.earned_value import Baseline, EarnedSchedule, earned_schedule_in_days, planned_value
from app.engines.exact import rounded
from app.progress.rules import Rules

NOTHING = Fraction(0)
WEEK = 7


class Standing(enum.StrEnum):
    """Where a plan stands, worst news last among those that are measured."""

    NOT_BEGUN = "not-begun"
    TOO_EARLY = "too-early"
    ON_COURSE = "on-course"
    WATCH = "watch"
    LATE = "late"
    ALL_EARNED = "all-earned"
    PAUSED = "paused"
    AT_GATEWAY = "at-gateway"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class DutyDates:
    """A duty's baseline as it was set: its dates and its weight."""

    duty: int
    starts_on: date
    finishes_on: date
    weight: int


@dataclass(frozen=True, slots=True)
class DutyState:
    """What has been done in a duty: exercises passed of those there are, KSBs with accepted evidence of its KSBs."""

    passed: int = 0
    exercises: int = 0
    accepted: int = 0
    ksbs: int = 0


NOTHING_DONE = DutyState()


@dataclass(frozen=True, slots=True)
class DutyProgress:
    """A duty's figures. `planned` and `earned` are in the unit of its weight; `share` is earned over weight."""

    dates: DutyDates
    state: DutyState
    start: int
    finish: int
    planned: Fraction
    share: Fraction

    @property
    def duty(self) -> int:
        return self.dates.duty

    @property
    def earned(self) -> Fraction:
        return self.share * self.dates.weight

    @property
    def is_whole(self) -> bool:
        return self.share == 1

    @property
    def is_behind(self) -> bool:
        return self.earned < self.planned


@dataclass(frozen=True, slots=True)
class Terms:
    """What the plan is measured against, duties in order. `unmeasured` says why it is not being measured now."""

    starts_on: date
    gateway_on: date
    duties: tuple[DutyDates, ...]
    unmeasured: Standing | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it stands on `today`.

    `at` is the days passed since the start (0 before it), `length` the days from start to baseline gateway.
    `spi_t` is None before anything has been planned or earned. `forecast_on` is None while there is no telling:
    nothing earned yet, too early, or further off than the rules give a date for (`is_beyond`).
    """

    terms: Terms
    today: date
    at: int
    duties: tuple[DutyProgress, ...]
    planned: Fraction
    earned: Fraction
    schedule: EarnedSchedule
    standing: Standing
    spi_t: Fraction | None
    forecast_on: date | None
    is_beyond: bool

    @property
    def length(self) -> int:
        return (self.terms.gateway_on - self.terms.starts_on).days

    @property
    def weight(self) -> Fraction:
        return Fraction(sum(each.dates.weight for each in self.duties))

    @property
    def earned_share(self) -> Fraction:
        return self.earned / self.weight

    @property
    def planned_share(self) -> Fraction:
        return self.planned / self.weight

    @property
    def week(self) -> int:
        """The week today is in, from 1; 0 before the start."""
        return self.at // WEEK + 1 if self.today >= self.terms.starts_on else 0

    @property
    def weeks(self) -> int:
        """The weeks from the start to the baseline gateway, a part of a week counted as one."""
        return -(-self.length // WEEK)

    @property
    def earned_weeks(self) -> Fraction:
        """The earned schedule in weeks: how far through the plan what has been earned would take one."""
        return self.schedule.es / WEEK

    @property
    def passed_weeks(self) -> Fraction:
        return Fraction(self.at, WEEK)

    @property
    def slip_weeks(self) -> int | None:
        """Whole weeks, rounded, from the baseline gateway to the forecast; positive = after it."""
        return None if self.forecast_on is None else whole_weeks((self.forecast_on - self.terms.gateway_on).days)

    @property
    def current_duty(self) -> DutyProgress:
        """Where they are: the first duty begun by now and not whole; else the first not whole; else the last."""
        unfinished = [each for each in self.duties if not each.is_whole]
        begun = [each for each in unfinished if each.start <= self.at]
        return next(iter(begun or unfinished), self.duties[-1])


def whole_weeks(days: int) -> int:
    """Days as weeks, rounded to the nearest; half a week counts away from nought."""
    size = (2 * abs(days) + WEEK) // (2 * WEEK)
    return size if days >= 0 else -size


def earned_share(state: DutyState, rules: Rules) -> Fraction:
    """The share of a duty that is earned, from 0 to 1.

    The rules' part (half) is for the share of its exercises that are passed, the rest for the share of its KSBs that
    have accepted evidence. A duty for which there is no exercise is earned by evidence alone.
    """
    if not state.passed and not state.accepted:
        return NOTHING
    evidence = Fraction(state.accepted, state.ksbs) if state.ksbs else NOTHING
    if not state.exercises:
        return evidence
    part = rules.exercise_share
    return part * Fraction(state.passed, state.exercises) + (1 - part) * evidence


def work_out(terms: Terms, states: Mapping[int, DutyState], *, today: date, rules: Rules) -> Plan:
    """The plan as it stands at the start of `today`. Raises `NothingPlanned` for a baseline without weight."""
    baselines = _baselines(terms.starts_on, terms.duties)
    at = max(0, (today - terms.starts_on).days)
    duties = tuple(
        DutyProgress(dates, state, baseline.start, baseline.finish, planned, earned_share(state, rules))
        for dates, baseline, planned in zip(terms.duties, baselines, _planned(baselines, at), strict=True)
        for state in (states.get(dates.duty, NOTHING_DONE),)
    )
    earned = sum((each.earned for each in duties if each.share), NOTHING)
    planned = sum(_planned(baselines, at), NOTHING)
    schedule = earned_schedule_in_days(baselines, earned, at)
    is_whole = all(each.is_whole for each in duties)
    # Before anything is planned or earned, earned schedule is the end of the level stretch, and says nothing.
    spi_t = schedule.spi_t if planned or earned else None
    standing = _standing(terms, today, at, spi_t, is_whole, rules)
    forecast_on, is_beyond = _forecast(terms, schedule, standing, earned, today, rules)
    return Plan(terms, today, at, duties, planned, earned, schedule, standing, spi_t, forecast_on, is_beyond)


@lru_cache(maxsize=512)
def _baselines(starts_on: date, duties: tuple[DutyDates, ...]) -> tuple[Baseline, ...]:
    """Remembered, as a cohort shares one plan."""
    return tuple(_baseline(starts_on, each) for each in duties)


@lru_cache(maxsize=512)
def _planned(baselines: tuple[Baseline, ...], at: int) -> tuple[Fraction, ...]:
    """The planned value of each duty."""
    return tuple(planned_value([each], at) for each in baselines)


def _baseline(starts_on: date, dates: DutyDates) -> Baseline:
    """In days from the start. A duty planned for a single day takes that day; none begins before the start."""
    start = max(0, (dates.starts_on - starts_on).days)
    return Baseline(start, max(start + 1, (dates.finishes_on - starts_on).days), dates.weight)


def _standing(terms: Terms, today: date, at: int, spi_t: Fraction | None, is_whole: bool, rules: Rules) -> Standing:
    if terms.unmeasured is not None:
        return terms.unmeasured
    if is_whole:
        return Standing.ALL_EARNED
    if today < terms.starts_on or spi_t is None:
        return Standing.NOT_BEGUN
    if at < rules.early_days:
        return Standing.TOO_EARLY
    return measured(spi_t, rules)


def measured(spi_t: Fraction, rules: Rules) -> Standing:
    """What the thresholds make of an SPI(t), to the two places it is shown with, so that word and figure agree."""
    shown = rounded(spi_t, 2)
    if shown >= rules.on_course:
        return Standing.ON_COURSE
    return Standing.WATCH if shown >= rules.watch else Standing.LATE


def _forecast(
    terms: Terms, schedule: EarnedSchedule, standing: Standing, earned: Fraction, today: date, rules: Rules
) -> tuple[date | None, bool]:
    """The forecast gateway, and whether it is beyond what the rules give a date for.

    The duties take their estimated duration, planned duration / SPI(t), rounded up to whole days; what the plan keeps
    between the last duty and the gateway keeps its length. Never before today.
    """
    if standing is Standing.ALL_EARNED:
        return max(terms.gateway_on, today), False
    if standing not in {Standing.ON_COURSE, Standing.WATCH, Standing.LATE}:
        return None, False
    duration = schedule.estimated_duration
    if not earned or duration is None:
        return None, False
    slip = -((schedule.planned_duration - duration) // 1)
    if slip > rules.furthest_forecast_days:
        return None, True
    return max(terms.gateway_on + timedelta(days=slip), today), False
