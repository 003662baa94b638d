"""The checks of what the report says: does it tell what is red, do its figures agree with its table, does it keep
people’s names out, and does it ask for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from app.engines import wording
from app.engines.performance import Colour
from app.kinds.base import Finding, fault, weakness
from app.kinds.performance import prose
from app.kinds.performance.analysis import Report
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.prose import Quoted, Share
from app.kinds.performance.reading import Entry
from app.kinds.performance.words import asks_for_nothing, has_a_day, shown

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
    asked = {entry.ref: each for each, entry in report.pairs(brief)}
    for entry in report.entries:
        if entry.colour not in TO_BE_TOLD and entry.rag not in TO_BE_TOLD:
            continue
        words = asked[entry.ref].match if entry.ref in asked else (_own_words(entry),)
        if not _names(report.summary, entry.ref) and not wording.matches(report.summary, words):
            yield fault(
                f"{entry.name} is red, and the summary does not speak of it. Say what happened and what it leads to.",
                "summary",
                "story",
            )


def narrative_agrees(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every percentage, share and decimal figure in the words is one of the table, rounded as it is written.

    A figure of the table set beside the number of another measure is a weakness. Figures of the papers may be quoted.
    """
    texts = [("summary", report.summary, ""), ("decision", report.decision, "")]
    texts += [(f"{entry.ref}.comment", entry.comment, entry.ref) for entry in report.entries]
    told_of = {
        (where, told.text, told.refs): (told, where, ref)
        for where, text, ref in texts
        for told in prose.figures_in(text[:LONGEST_TEXT])
    }
    for told, where, ref in list(told_of.values())[:MOST_FIGURES]:
        yield from _judged(told, report, brief, where, ref)


def names_kept_out(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """No name of a person in the data, and no e-mail address, stands anywhere in the report, which is public."""
    names = [re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in brief.private]
    for where, text in _texts(report):
        if _ADDRESS.search(text) or any(name.search(text) for name in names):
            yield fault(
                "This report is public, and it names a person who is only in the data. Say what happened, not to whom.",
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


def _judged(told: Quoted | Share, report: Report, brief: PerformanceBrief, where: str, ref: str) -> Iterator[Finding]:
    if _is_of_the_papers(told, brief) or (isinstance(told, Share) and not _is_of_a_measure(told, report)):
        return
    near = told.refs | {ref.upper()}
    if any(_is_of(told, entry) for entry in report.entries if entry.ref.upper() in near):
        return
    if not any(_is_of(told, entry) for entry in report.entries):
        yield fault(
            f"“{told.text}” is not a figure of your table. Put right the one or the other: {_table(told, report)}",
            where,
            "story",
        )
    elif told.refs:
        yield weakness(
            f"“{told.text}” stands beside {', '.join(sorted(told.refs))}, and is the figure of another measure.",
            where,
            "story",
        )


def _is_of_the_papers(told: Quoted | Share, brief: PerformanceBrief) -> bool:
    known = [Fraction(each) for each in brief.figures]
    if isinstance(told, Quoted):
        return any(told.is_of(each) for each in known)
    return any(_is_part(told, each / 100) for each in known)


def _is_of_a_measure(share: Share, report: Report) -> bool:
    """Whether it speaks of a measure at all: its sentence names one, or it is of a number on which one stands."""
    return bool(share.refs) or any(entry.base == share.whole for entry in report.entries)


def _is_of(told: Quoted | Share, entry: Entry) -> bool:
    return _is_share(told, entry) if isinstance(told, Share) else _is_figure(told, entry)


def _is_figure(quoted: Quoted, entry: Entry) -> bool:
    """Whether it is one of the row's figures: value, base, tolerance, last period, or the change between the two."""
    figures = [entry.value, entry.base, entry.target, entry.green, entry.amber, entry.last]
    if entry.value is not None:
        figures += [100 - entry.value] if entry.is_percent else []
        figures += [entry.value - entry.last] if entry.last is not None else []
    times = 100 if quoted.is_percent and not entry.is_percent else 1
    return any(quoted.is_of(each * times) for each in figures if each is not None)


def _is_share(share: Share, entry: Entry) -> bool:
    """Whether `part of whole` is the row's value on its base, or the rest of it, or its last period's."""
    times = Fraction(1, 100) if entry.is_percent else Fraction(1)
    if entry.last is not None and _is_part(share, entry.last * times):
        return True
    if entry.value is None or entry.base != share.whole:
        return False
    value = entry.value * times
    return share.part == entry.value or _is_part(share, value) or _is_part(share, 1 - value)


def _is_part(share: Share, value: Fraction) -> bool:
    """To a whole per cent."""
    return bool(share.whole) and abs(share.part / share.whole - value) <= Fraction(1, 200)


def _table(told: Quoted | Share, report: Report) -> str:
    """What the table has for the measures that the sentence names."""
    named = [entry for entry in report.entries if entry.ref.upper() in told.refs]
    if not named:
        return "each figure in the words has to be found in the table."
    return "; ".join(f"{entry.ref} is {shown(entry.value, is_percent=entry.is_percent)}" for entry in named) + "."


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    yield from (("summary", report.summary), ("decision", report.decision))
    for entry in report.entries:
        for key in ("measure", "definition", "source", "owner", "comment"):
            yield f"{entry.ref}.{key}", getattr(entry, key)
    for line in report.faults:
        for key in ("file", "record", "why"):
            yield f"{line.ref}.{key}", getattr(line, key)


def _own_words(entry: Entry) -> str:
    words = [word for word in wording.WORD.findall(entry.measure.lower()) if len(word) > 3]
    return " ".join(words[:4]) or "measure"


def _names(text: str, ref: str) -> bool:
    return bool(ref) and re.search(rf"\b{re.escape(ref)}\b", text, re.IGNORECASE) is not None
