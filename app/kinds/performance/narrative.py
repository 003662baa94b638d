"""Do the words of a report agree with its table: each figure is held against the measure that its sentence is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from app.engines import wording
from app.kinds.base import Finding, fault, weakness
from app.kinds.performance import prose
from app.kinds.performance.analysis import Report
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.prose import Quoted, Share
from app.kinds.performance.reading import Entry
from app.kinds.performance.words import shown

LONGEST_TEXT = 10_000
#: A report of more figures in words than this is no summary; the rest are left alone.
MOST_FIGURES = 300


def narrative_agrees(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """In a sentence that speaks of a measure, every percentage, share and decimal is one of the table’s, as rounded.

    A measure is spoken of by its reference or its name, and in its own comment. A figure of another measure than those
    spoken of is a weakness. Figures of the papers may be quoted, and those of the data itself.
    """
    texts = [("summary", report.summary, ""), ("decision", report.decision, "")]
    texts += [(f"{entry.ref}.comment", entry.comment, entry.ref) for entry in report.entries]
    told_of = {
        (where, told.text, told.sentence): (told, where, ref)
        for where, text, ref in texts
        for told in prose.figures_in(text[:LONGEST_TEXT])
    }
    words = name_words(report, brief)
    spoken_of: dict[str, list[Entry]] = {}
    for told, where, ref in list(told_of.values())[:MOST_FIGURES]:
        if told.sentence not in spoken_of:
            spoken_of[told.sentence] = [each for each in report.entries if names(told.sentence, each, words)]
        near = spoken_of[told.sentence] + [each for each in report.entries if ref and each.ref == ref]
        if near and not _is_of_the_papers(told, brief):
            yield from _judged(told, report, near, where)


def name_words(report: Report, brief: PerformanceBrief) -> Mapping[str, Sequence[str]]:
    """By reference, the words by which a text speaks of each measure: the brief’s, or else those of its own name."""
    asked = {entry.ref: each.match for each, entry in report.pairs(brief)}
    return {entry.ref: asked.get(entry.ref) or (_own_words(entry),) for entry in report.entries}


def names(text: str, entry: Entry, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text speaks of a measure, by its reference or by its words."""
    by_ref = bool(entry.ref) and re.search(rf"\b{re.escape(entry.ref)}\b", text, re.IGNORECASE) is not None
    return by_ref or wording.matches(text, words[entry.ref])


def _judged(told: Quoted | Share, report: Report, near: Sequence[Entry], where: str) -> Iterator[Finding]:
    if any(_is_of(told, entry) for entry in near):
        return
    if any(_is_of(told, entry) for entry in report.entries):
        refs = ", ".join(dict.fromkeys(entry.ref for entry in near))
        yield weakness(
            f"“{told.text}” is in a sentence on {refs}, and is the figure of another measure.", where, "story"
        )
        return
    table = "; ".join(
        dict.fromkeys(f"{entry.ref} is {shown(entry.value, is_percent=entry.is_percent)}" for entry in near)
    )
    yield fault(
        f"“{told.text}” is not a figure of your table. Put right the one or the other: {table}.", where, "story"
    )


def _is_of_the_papers(told: Quoted | Share, brief: PerformanceBrief) -> bool:
    known = [Fraction(each) for each in brief.figures]
    if isinstance(told, Quoted):
        return any(told.is_of(each) for each in known)
    return any(_is_part(told, each / 100) for each in known)


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


def _own_words(entry: Entry) -> str:
    words = [word for word in wording.WORD.findall(entry.measure.lower()) if len(word) > 3]
    return " ".join(words[:4]) or "measure"
