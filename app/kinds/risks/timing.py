"""When a risk could strike, and how long it would hold up an activity, as people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.kinds.schedule.day_cells import day
from app.kinds.schedule.typed import MINUS_SIGNS, NotRead, quoted

PROXIMITY_HELP = "Type a date such as 26 Apr 2027, now, or a time from today such as 3 weeks"
DELAY_HELP = "Type whole working days, such as 10, or a range such as 5 to 15"
WORKING_DAYS_A_WEEK = 5
#: Calendar days, near enough for how soon something could happen.
_CALENDAR_DAYS = {"d": 1, "w": 7, "m": 30}
_NOW = frozenset({"now", "today", "already", "immediate", "immediately", "at once"})
_FROM_TODAY = re.compile(
    r"(?:in|within|about)?\s*([0-9]{1,4})\s*(d|w|m)[a-z]*(?:\s+from\s+(?:now|today))?", re.IGNORECASE
)
_LENGTH = r"([0-9]{1,4})\s*(d|days?|working days?|w|wks?|weeks?)?"
_DELAY = re.compile(rf"{_LENGTH}(?:\s*(?:to|-|and)\s*{_LENGTH})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proximity:
    """When a risk could strike first. `on` is None where it was typed as a time from a day that nobody has said."""

    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Days:
    """Whole working days by which an activity takes longer, from `least` to `most`."""

    least: int
    most: int

    @property
    def words(self) -> str:
        """`10`, or `5 to 15`."""
        return f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"


def proximity(text: str, today: date | None) -> Proximity:
    """`26 Apr 2027`, `now`, `3 weeks`, `in 2 months`. A month is thirty days. Raises `NotRead`."""
    typed = " ".join(text.split())
    if typed.lower().rstrip(".") in _NOW:
        return Proximity(typed, today)
    if found := _FROM_TODAY.fullmatch(typed):
        days = int(found[1]) * _CALENDAR_DAYS[found[2].lower()]
        return Proximity(typed, today + timedelta(days) if today else None)
    try:
        return Proximity(typed, day(typed))
    except NotRead as error:
        raise NotRead(f"{quoted(typed)} is not a time. {PROXIMITY_HELP}") from error


def delay(text: str) -> Days:
    """`10`, `5 to 15`, `2w`, `1 to 2 weeks`; a week is five working days. Raises `NotRead`."""
    typed = " ".join(text.translate(MINUS_SIGNS).split())
    if not (found := _DELAY.fullmatch(typed)):
        raise NotRead(f"{quoted(text)} is not a delay. {DELAY_HELP}")
    least, unit, most, last_unit = found.groups()
    longest = _days(most or least, last_unit or unit)
    shortest = _days(least, unit or last_unit)
    if shortest > longest:
        raise NotRead(f"{quoted(text)} runs backwards. Type the shorter delay first")
    return Days(shortest, longest)


def _days(number: str, unit: str | None) -> int:
    is_in_weeks = (unit or "").lower() in {"w", "wk", "wks", "week", "weeks"}
    return int(number) * (WORKING_DAYS_A_WEEK if is_in_weeks else 1)
