"""Earned value and earned schedule: what was planned, earned and spent, and what it foretells.

Signs: variances are positive when favourable (under cost, ahead of plan); CPI, SPI and SPI(t) above 1 are
favourable; TCPI and TSPI above 1 mean that the rest must go better than planned. Figures are exact
fractions, to be rounded only to be shown. A measure that cannot be worked out is `None`, never 0, and
`not_applicable` says why. Formulas: earned value as in ISO 21508; earned schedule as in W. Lipke,
"Schedule is Different" (2003).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from app.engines.exact import Exact, fraction

ZERO = Fraction(0)


def _ratio(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below else None


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """The four figures of a status date, in one unit of money or weight, and all that follows from them.

    Make one with `earned_value`. `bac` is the budget at completion, `pv` and `ev` are cumulative planned
    and earned value, `ac` is cumulative actual cost.
    """

    bac: Fraction
    pv: Fraction
    ev: Fraction
    ac: Fraction

    @property
    def cv(self) -> Fraction:
        """Cost variance, EV - AC; positive = under cost."""
        return self.ev - self.ac

    @property
    def sv(self) -> Fraction:
        """Schedule variance, EV - PV; positive = ahead."""
        return self.ev - self.pv

    @property
    def cpi(self) -> Fraction | None:
        """Cost performance index, EV / AC; `None` until something has been spent, credits apart."""
        return self.ev / self.ac if self.ac > 0 else None

    @property
    def spi(self) -> Fraction | None:
        """Schedule performance index, EV / PV. It drifts to 1 at the end of a late project: see `spi_t`."""
        return _ratio(self.ev, self.pv)

    @property
    def eac_trend(self) -> Fraction | None:
        """Estimate at completion if the cost trend continues: BAC / CPI."""
        return self.bac / self.cpi if self.cpi else None

    @property
    def eac_budget(self) -> Fraction:
        """Estimate at completion if the rest costs what was budgeted: AC + BAC - EV."""
        return self.ac + self.bac - self.ev

    @property
    def eac_cost_and_time(self) -> Fraction | None:
        """Estimate at completion under pressure of cost and time: AC + (BAC - EV) / (CPI x SPI)."""
        if not self.cpi or not self.spi:
            return None
        return self.ac + (self.bac - self.ev) / (self.cpi * self.spi)

    def eac_estimated(self, etc: Exact) -> Fraction:
        """Estimate at completion with the rest estimated afresh: AC + ETC."""
        return self.ac + fraction(etc)

    def etc(self, eac: Exact) -> Fraction:
        """Estimate to complete, EAC - AC."""
        return fraction(eac) - self.ac

    def vac(self, eac: Exact) -> Fraction:
        """Variance at completion, BAC - EAC; positive = under budget."""
        return self.bac - fraction(eac)

    def tcpi(self, target: Exact) -> Fraction | None:
        """To-complete performance index to finish at `target` (BAC or an EAC): (BAC - EV) / (target - AC).

        Above 1 = the rest must cost less than budgeted. `None` once the target is spent: no index reaches it.
        """
        left = fraction(target) - self.ac
        return (self.bac - self.ev) / left if left > 0 else None

    @property
    def tcpi_to_bac(self) -> Fraction | None:
        """The to-complete performance index to finish on budget."""
        return self.tcpi(self.bac)

    def forecasts(self, etc: Exact) -> dict[str, Fraction | None]:
        """The four estimates at completion by name; `etc` is the rest of the work estimated afresh.

        Which of them to believe is judgement: `trend` when what made the cost so far will last, `as_budgeted`
        when it will not, `cost_and_time` when a date must be won back as well, `estimate` when the rest is known in
        detail.
        """
        return {
            "trend": self.eac_trend,
            "as_budgeted": self.eac_budget,
            "cost_and_time": self.eac_cost_and_time,
            "estimate": self.eac_estimated(etc),
        }

    @property
    def not_applicable(self) -> dict[str, str]:
        """The measures that are `None`, by name, each with the reason."""
        no_cost = "" if self.ac > 0 else "No cost has been incurred yet."
        no_plan = "" if self.pv else "Nothing was planned to be done yet."
        no_work = "" if self.ev else "Nothing has been earned yet."
        reasons = {
            "cpi": no_cost,
            "spi": no_plan,
            "eac_trend": no_cost or no_work,
            "eac_cost_and_time": no_cost or no_plan or no_work,
            "tcpi_to_bac": "" if self.bac > self.ac else "The whole budget has been spent.",
        }
        return {name: reason for name, reason in reasons.items() if reason}


def earned_value(*, bac: Exact, pv: Exact, ev: Exact, ac: Exact) -> EarnedValue:
    """The measures of a status date. All four figures are cumulative and in the same unit."""
    return EarnedValue(fraction(bac), fraction(pv), fraction(ev), fraction(ac))


class NothingPlanned(ValueError):
    def __init__(self) -> None:
        super().__init__("There is no planned value to measure time against.")


class FallingPlan(ValueError):
    def __init__(self, period: int) -> None:
        self.period = period
        super().__init__(f"Cumulative planned value falls in period {period}; it may only rise.")


class NegativeProgress(ValueError):
    def __init__(self) -> None:
        super().__init__("Earned value and actual time cannot be negative.")


@dataclass(frozen=True, slots=True)
class EarnedSchedule:
    """Progress measured in time, in periods of the planned curve. Make one with `earned_schedule`.

    `es` is the time at which the plan would have earned what has been earned, `at` is actual time.
    """

    es: Fraction
    at: Fraction
    planned_duration: Fraction

    @property
    def sv_t(self) -> Fraction:
        """Schedule variance in time, ES - AT; positive = ahead."""
        return self.es - self.at

    @property
    def spi_t(self) -> Fraction | None:
        """Schedule performance index in time, ES / AT. It stays below 1 for work that finished late."""
        return _ratio(self.es, self.at)

    @property
    def estimated_duration(self) -> Fraction | None:
        """Duration if the trend continues: planned duration / SPI(t)."""
        return self.planned_duration / self.spi_t if self.spi_t else None

    @property
    def tspi(self) -> Fraction | None:
        """To-complete schedule performance index, (PD - ES) / (PD - AT): the pace needed to end on time.

        `None` once the planned end has come: no pace reaches it.
        """
        left = self.planned_duration - self.at
        return (self.planned_duration - self.es) / left if left > 0 else None

    @property
    def not_applicable(self) -> dict[str, str]:
        """The measures that are `None`, by name, each with the reason."""
        no_time = "" if self.at else "No time has passed yet."
        no_work = "" if self.es else "Nothing has been earned yet."
        reasons = {
            "spi_t": no_time,
            "estimated_duration": no_time or no_work,
            "tspi": "" if self.planned_duration > self.at else "The planned end has passed.",
        }
        return {name: reason for name, reason in reasons.items() if reason}


def earned_schedule(cumulative_pv: Sequence[Exact], ev: Exact, at: Exact) -> EarnedSchedule:
    """Earned schedule against cumulative planned value at the end of periods 1, 2, ...; `at` is in periods.

    ES = C + I, where C is the last period whose planned value has been earned and I the share of the next
    one. The planned duration is the first period at which everything was planned to be done, and ES is
    never more. On a level stretch of the plan ES is its end. Raises `NothingPlanned`, `FallingPlan` or
    `NegativeProgress`.
    """
    curve = [ZERO, *(fraction(value) for value in cumulative_pv)]
    for period, (before, after) in enumerate(pairwise(curve), start=1):
        if after < before:
            raise FallingPlan(period)
    return _against(range(len(curve)), curve, fraction(ev), fraction(at))


def value_at(cumulative_pv: Sequence[Exact], at: Exact) -> Fraction:
    """Planned value at a time in periods, straight between the ends of periods: the inverse of earned schedule.

    0 at time 0; after the last period all that was planned. Raises `NegativeProgress` for a time before 0.
    """
    time = fraction(at)
    if time < 0:
        raise NegativeProgress
    curve = [ZERO, *(fraction(value) for value in cumulative_pv)]
    period = int(time)
    if period >= len(curve) - 1:
        return curve[-1]
    return curve[period] + (time - period) * (curve[period + 1] - curve[period])


def _against(times: Sequence[int], curve: Sequence[Fraction], ev: Fraction, at: Fraction) -> EarnedSchedule:
    """Earned schedule against a plan that is `curve` at `times`, from 0 at time 0, and straight in between."""
    if ev < 0 or at < 0:
        raise NegativeProgress
    if not curve[-1]:
        raise NothingPlanned
    end = curve.index(curve[-1])
    reached = min(bisect_right(curve, ev) - 1, end)
    es = Fraction(times[reached])
    if reached < end:
        share = (ev - curve[reached]) / (curve[reached + 1] - curve[reached])
        es += share * (times[reached + 1] - times[reached])
    return EarnedSchedule(es, at, Fraction(times[end]))


class InvalidBaseline(ValueError):
    def __init__(self) -> None:
        super().__init__("A baseline starts on day 0 or later, finishes after it starts, and weighs 0 or more.")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A piece of the plan: `weight` is earned evenly from day `start` to day `finish`.

    Days are whole and counted from the plan's start; day n is the end of its n-th day. Raises `InvalidBaseline`.
    """

    start: int
    finish: int
    weight: Exact

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.finish or fraction(self.weight) < 0:
            raise InvalidBaseline


def planned_value(baselines: Iterable[Baseline], at_day: Exact) -> Fraction:
    """Planned value at the end of a day: nothing up to each start, all from each finish, evenly between."""
    return sum((_accrued(baseline, fraction(at_day)) for baseline in baselines), ZERO)


def planned_curve(baselines: Sequence[Baseline], days_per_period: int = 1) -> tuple[Fraction, ...]:
    """Cumulative planned value at the end of each period, up to the one in which the last baseline finishes.

    With one day a period the curve is exact; with more, it is straight within each period. Time measured
    against it by `earned_schedule` is in these periods. Empty if nothing is planned. Raises `ValueError`
    for a period of less than a day.
    """
    if days_per_period < 1:
        raise ValueError("A period is at least one day.")
    last = max((baseline.finish for baseline in baselines), default=0)
    periods = -(-last // days_per_period)
    return tuple(planned_value(baselines, period * days_per_period) for period in range(1, periods + 1))


def earned_schedule_in_days(baselines: Sequence[Baseline], ev: Exact, at_day: Exact) -> EarnedSchedule:
    """Earned schedule in days against the plan that the baselines make.

    The same as `earned_schedule` against `planned_curve` with one day a period, but quick: it looks only at
    the days on which the pace of the plan changes. Raises `NothingPlanned` or `NegativeProgress`.
    """
    days, curve = _corners(tuple(baselines))
    return _against(days, curve, fraction(ev), fraction(at_day))


@lru_cache(maxsize=512)
def _corners(baselines: tuple[Baseline, ...]) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
    """The days on which the pace of the plan changes, and the planned value at each: a cohort shares one plan."""
    days = sorted({0, *(baseline.start for baseline in baselines), *(baseline.finish for baseline in baselines)})
    return tuple(days), tuple(planned_value(baselines, day) for day in days)


def _accrued(baseline: Baseline, at_day: Fraction) -> Fraction:
    if at_day >= baseline.finish:
        return fraction(baseline.weight)
    if at_day <= baseline.start:
        return ZERO
    return fraction(baseline.weight) * (at_day - baseline.start) / (baseline.finish - baseline.start)
