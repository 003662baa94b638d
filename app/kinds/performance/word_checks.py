"""The checks of what the report says: does it tell what is red, do its figures agree with its table, does it keep
people’s names out, and does it ask for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engines import wording
from app.engines.performance import Colour
from app.kinds.base import Finding, fault, weakness
from app.kinds.performance.analysis import Report
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.narrative import name_words, names
from app.kinds.performance.words import asks_for_nothing, has_a_day

#: What has to be said of a colour that is not green.
TO_BE_TOLD = (Colour.RED,)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}")
LONGEST_TEXT = 10_000
#: A report of more figures in words than this is no summary; the rest are left alone.
MOST_FIGURES = 300


def reds_told(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """There is a summary, and it speaks of every measure that is red, by its reference or its name."""
    if not report.summary:
        yield fault("Say in a few sentences what changed, and what that means.", "summary", "story")
        return
    words = name_words(report, brief)
    for entry in report.entries:
        if entry.colour not in TO_BE_TOLD and entry.rag not in TO_BE_TOLD:
            continue
        if not names(report.summary, entry, words):
            yield fault(
                f"{entry.name} is red, and the summary does not speak of it. Say what happened and what it leads to.",
                "summary",
                "story",
            )


def names_kept_out(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """No name of a private person, and no e-mail address, stands anywhere in the report, which is public."""
    private = [re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in brief.private]
    for where, text in _texts(report):
        if _ADDRESS.search(text) or any(name.search(text) for name in private):
            yield fault(
                "This report is public, and it names somebody who did not ask it to. Say what happened, not to whom.",
                where,
                "personal-data",
            )


def decision_asked(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """The report asks somebody who may decide for more than to note it. To leave out by which day is a weakness.

    A sentence that would only have the report noted, received or accepted asks for nothing.
    """
    if not report.decision:
        yield fault("Say what you want decided, or nobody will decide it.", "decision", "decision")
    elif asks_for_nothing(report.decision):
        yield fault(
            "That asks for nothing. Say what should be done differently because of these figures, and by whom.",
            "decision",
            "decision",
        )
    elif brief.deciders and not wording.matches(report.decision, brief.deciders):
        yield fault("Say who is to decide it.", "decision", "decision")
    elif not has_a_day(report.decision):
        yield weakness("Say by which day it has to be decided.", "decision", "decision")


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    yield from (("summary", report.summary), ("decision", report.decision))
    for entry in report.entries:
        for key in ("measure", "definition", "source", "owner", "comment"):
            yield f"{entry.ref}.{key}", getattr(entry, key)
    for line in report.faults:
        for key in ("file", "record", "why"):
            yield f"{line.ref}.{key}", getattr(line, key)
