"""The checks of the list of data faults: were they found, is each real, and is it said what was done and why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.kinds.base import Finding, fault, weakness
from app.kinds.performance.analysis import Report
from app.kinds.performance.columns import FAULT_LABELS
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.reading import FoundFault
from app.kinds.performance.words import counted, document

#: So many documents are named at most when too little was found.
MOST_DOCUMENTS = 2
SAID = ("file", "record", "nature", "treatment", "why")


def faults_found(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """At least half of the faults in the data are listed, each by its record and by what is wrong with it.

    How many are found is a measure. The documents of which least was found are named.
    """
    found, known = len(report.found), len(brief.faults)
    if found * 2 >= known:
        return
    held: dict[str, list[bool]] = {}
    for each in brief.faults:
        held.setdefault(each.source, []).append(each.id in report.found)
    unused = [source for source in held if not all(held[source])]
    unused.sort(key=lambda source: (Fraction(sum(held[source]), len(held[source])), -len(held[source])))
    documents = " and ".join(document(source) for source in unused[:MOST_DOCUMENTS])
    yield fault(
        f"The files hold {counted(known, 'faulty record')}; your list has {found} of them, named for what is wrong. Go "
        f"through these line by line: what comes with {documents}.",
        why="data-faults",
    )


def faults_real(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """What is listed is a fault, and of that nature. A record that may fairly be queried is no false alarm.

    Each false alarm is a weakness; to list more of them than real faults is a fault, for that is no list of faults.
    """
    alarms = false_alarms(report) if brief.faults else []
    if len(alarms) > len(report.found):
        yield fault(
            f"{counted(len(alarms), 'line')} of your list cannot be shown to be at fault, which is most of it. List a "
            "record only if you can say what is wrong with it.",
            why="data-faults",
        )
    else:
        for line in alarms:
            yield weakness(
                f"{line.ref}: look at {line.record[:40]} again. Is it wrong, and is that what is wrong with it?",
                f"{line.ref}.record",
                "data-faults",
            )


def false_alarms(report: Report) -> list[FoundFault]:
    """The lines that name a record and a nature, and are not of a fault that is there."""
    return [
        line
        for place, line in enumerate(report.faults)
        if place not in report.told and line.record and line.nature is not None
    ]


def treatments_said(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every line says which record of which file, what is wrong, what was done about it, and why."""
    for line in report.faults:
        if missing := [key for key in SAID if not getattr(line, key)]:
            labels = ", ".join(FAULT_LABELS[key].lower() for key in missing)
            yield fault(
                f"{line.ref}: fill in {labels}. Whoever reads this should be able to do the same again.",
                f"{line.ref}.{missing[0]}",
                "treatment",
            )
