"""Schedules of discount rates, as dated data: what a public body discounts at, year by year from the base year.

The rates are under review, so a newer schedule is added here with its date and nothing else changes. Each schedule
says where it comes from; work that was marked under one keeps its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from app.engines.exact import Exact, fraction

HUNDRED = 100


class RateError(ValueError):
    """A discount rate that cannot be used."""


class NoSuchYear(RateError):
    def __init__(self, year: int) -> None:
        super().__init__(f"Year {year} is before the base year, which is year 0.")


class TooNegative(RateError):
    def __init__(self, rate: Exact) -> None:
        super().__init__(f"A rate of {rate} would leave nothing, or less than nothing, of next year’s money.")


@dataclass(frozen=True, slots=True)
class Band:
    """Years up to and including `last_year` (None: for ever) are discounted at `percent` a year."""

    last_year: int | None
    percent: Decimal


@dataclass(frozen=True, slots=True)
class RateSchedule:
    """Real rates by years from the base year. `key` is stored with learners' work, so it is never renamed."""

    key: str
    title: str
    source: str
    published_on: date
    bands: tuple[Band, ...]

    def rate(self, year: int) -> Fraction:
        """The yearly rate of that year's band: 0.035 for 3.5%. Raises `NoSuchYear` before year 0."""
        if year < 0:
            raise NoSuchYear(year)
        band = next(each for each in self.bands if each.last_year is None or year <= each.last_year)
        return Fraction(band.percent) / HUNDRED


_LAST_YEARS = (30, 75, 125, 200, 300, None)
_SOURCE = "HM Treasury, The Green Book: discount rates by year, as reprinted for transport appraisal"


def _green_book(key: str, title: str, percents: str) -> RateSchedule:
    bands = zip(_LAST_YEARS, map(Decimal, percents.split()), strict=True)
    return RateSchedule(key, title, _SOURCE, date(2026, 2, 1), tuple(Band(*each) for each in bands))


#: Social time preference, 0.5% + 1% + 1 x 2% = 3.5% real, falling with distance in time.
STANDARD = _green_book("green_book_2026", "Green Book standard", "3.50 3.00 2.50 2.00 1.50 1.00")
#: For effects on health, whose value grows with income.
HEALTH = _green_book("green_book_2026_health", "Green Book health", "1.50 1.29 1.07 0.86 0.64 0.43")
#: A further test for cases that look beyond 50 years; never in place of the standard rates.
LOWER = _green_book("green_book_2026_lower", "Green Book lower-rate sensitivity", "3.00 2.57 2.14 1.71 1.29 0.86")

SCHEDULES: Mapping[str, RateSchedule] = MappingProxyType({each.key: each for each in (STANDARD, HEALTH, LOWER)})


def flat(percent: Decimal, published_on: date) -> RateSchedule:
    """One rate for every year: an organisation's own, as it stood on a date."""
    return RateSchedule("flat", f"{percent}% a year", "The organisation’s own", published_on, (Band(None, percent),))


def nominal_rate(real: Exact, inflation: Exact) -> Fraction:
    """(1 + real)(1 + inflation) - 1: the rate for money of the day. All three are yearly fractions, 0.035 for 3.5%."""
    return (1 + fraction(real)) * (1 + fraction(inflation)) - 1


def real_rate(nominal: Exact, inflation: Exact) -> Fraction:
    """(1 + nominal) / (1 + inflation) - 1. Raises `TooNegative` for inflation of -100% or less."""
    if fraction(inflation) <= -1:
        raise TooNegative(inflation)
    return (1 + fraction(nominal)) / (1 + fraction(inflation)) - 1


def discount_factors(schedule: RateSchedule, last_year: int, inflation: Exact = 0) -> tuple[Fraction, ...]:
    """What £1 in each year from 0 to `last_year` is worth in year 0, chained through the bands.

    DF(0) = 1; DF(t) = DF(t-1) / (1 + r(t)), r(t) being the rate of year t's band: so a later, lower rate never
    re-prices the years before it. With `inflation` the flows are in money of the day and the rate is nominal.
    Raises `TooNegative` for a rate of -100% or less and `NoSuchYear` for a last year before 0.
    """
    if last_year < 0:
        raise NoSuchYear(last_year)
    factors = [Fraction(1)]
    for year in range(1, last_year + 1):
        rate = nominal_rate(schedule.rate(year), inflation)
        if rate <= -1:
            raise TooNegative(rate)
        factors.append(factors[-1] / (1 + rate))
    return tuple(factors)
