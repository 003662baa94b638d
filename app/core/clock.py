"""The only place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: Apprenticeships are run in England, so days begin and end in London.
LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)


def today() -> date:
    return local(now()).date()
