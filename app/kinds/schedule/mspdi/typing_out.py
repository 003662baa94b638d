"""Values as a person would type them into the editor: lengths, lags, days, hours and weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.engines.working_time import Shifts, WorkingException
from app.kinds.schedule.day_cells import WEEKDAYS
from app.kinds.schedule.mspdi.project import Lag, LinkType

_DAY = 1_440
_ROUND_THE_CLOCK: Shifts = ((0, _DAY),)


def length(minutes: int, per_day: int, is_elapsed: bool) -> str:
    """`15`, `4h`, `90m`; `3ed`, `12eh` by the clock. A length is never less than nothing."""
    if is_elapsed and minutes:
        return _amount(minutes, ((_DAY, "ed"), (60, "eh"), (1, "em")))
    return _amount(minutes, ((per_day, ""), (60, "h"), (1, "m")))


def _amount(minutes: int, units: Sequence[tuple[int, str]]) -> str:
    size, unit = next((size, unit) for size, unit in units if minutes % size == 0)
    return f"{minutes // size}{unit}"


def predecessor(ref: str, kind: LinkType, lag: Lag, per_day: int) -> str:
    """`4`, `4FS+2d`, `3SS+50%`."""
    if not lag.amount:
        return ref if kind is LinkType.FS else f"{ref}{kind.name}"
    sign = "-" if lag.amount < 0 else "+"
    if lag.is_percent:
        return f"{ref}{kind.name}{sign}{abs(lag.amount)}%"
    amount = length(abs(lag.amount), per_day, lag.is_elapsed)
    return f"{ref}{kind.name}{sign}{amount}{'d' if amount.isdigit() else ''}"


def moment(at: datetime, with_time: bool) -> str:
    """`2027-03-08`, or `2027-03-08 13:00`."""
    return f"{at:%Y-%m-%d %H:%M}" if with_time else f"{at:%Y-%m-%d}"


def hours(shifts: Shifts) -> str:
    """`08:00-12:00, 13:00-17:00`."""
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in shifts)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def week(shifts: Sequence[Shifts], usual: Shifts | None) -> str:
    """`Mon Tue Wed Thu Fri`, with hours where they are not the usual ones: `Mon Tue 08:00-12:00; Sat 08:00-10:00`."""
    parts: dict[Shifts, list[str]] = {}
    for number, each in enumerate(shifts):
        if each:
            parts.setdefault(each, []).append(WEEKDAYS[number].capitalize())
    return "; ".join(" ".join(days) + ("" if each == usual else f" {hours(each)}") for each, days in parts.items())


def day_off(exception: WorkingException, name: str) -> str:
    """`2027-03-26 to 2027-03-29 Easter`, `2027-12-24 works 08:00-12:00`. What would be read as a date is left out."""
    text = f"{exception.first:%Y-%m-%d}"
    if exception.last != exception.first:
        text += f" to {exception.last:%Y-%m-%d}"
    if exception.shifts:
        text += f" works {hours(exception.shifts)}"
    plain = " ".join("".join(letter if letter.isalpha() or letter in " '’.-" else " " for letter in name).split())
    return f"{text} {plain[:60]}".strip()
