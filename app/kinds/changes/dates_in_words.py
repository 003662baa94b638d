"""Days of the year that a text names: `3 September`, `Sept 3rd`, `03/09/2027`, `2027-09-03`."""

from __future__ import annotations

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}"
_FORMS = (
    re.compile(rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b", re.IGNORECASE | re.ASCII),
    re.compile(rf"\b{_MONTH}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE | re.ASCII),
    re.compile(r"\b(?P<day>[0-9]{1,2})[/.](?P<number>[0-9]{1,2})(?:[/.][0-9]{2,4})?\b", re.ASCII),
    re.compile(r"\b[0-9]{4}-(?P<number>[0-9]{2})-(?P<day>[0-9]{2})\b", re.ASCII),
)


def days_in(text: str) -> frozenset[tuple[int, int]]:
    """Pairs of month and day. What is no day of any year does no harm, for nothing is equal to it."""
    found: set[tuple[int, int]] = set()
    for form in _FORMS:
        for match in form.finditer(text):
            named = match.groupdict().get("month")
            month = MONTHS.index(named[:3].lower()) + 1 if named else int(match["number"])
            found.add((month, int(match["day"])))
    return frozenset(found)
