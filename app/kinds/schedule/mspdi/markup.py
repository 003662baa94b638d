"""Elements of MS Project XML as text; whatever people typed is escaped, and what XML cannot hold is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from app.engines.working_time import DAY, Instant, moment

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, inside: str) -> str:
    """An element around text that is markup already."""
    return f"<{name}>{inside}</{name}>"


def fields(values: Mapping[str, object]) -> str:
    """An element for each value that is not None, its text escaped."""
    written = {name: escape(_NOT_XML.sub("", str(value))) for name, value in values.items() if value is not None}
    return "".join(element(name, text) for name, text in written.items())


def iso(at: Instant) -> str:
    return moment(at).isoformat()


def length(minutes: int) -> str:
    """`PT16H30M0S`."""
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def clock(minute: int) -> str:
    """A time of day; midnight at its end is written as that at its beginning."""
    minute %= DAY
    return f"{minute // 60:02}:{minute % 60:02}:00"
