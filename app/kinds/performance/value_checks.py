"""The checks of figures: are the measures there, do they follow from the data, and does each colour follow from them.

A finding never gives a figure that the apprentice has not typed; it sends them back to the data or the framework.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.engines.performance import Colour, Timing, looks_both_ways
from app.kinds.base import Finding, fault, weakness
from app.kinds.performance.analysis import Report, factor, is_near
from app.kinds.performance.columns import MEASURE_LABELS
from app.kinds.performance.key import Accepted, Asked, PerformanceBrief
from app.kinds.performance.reading import Entry
from app.kinds.performance.words import counted, document, shown

#: What a threshold or a base may differ by, which is nothing but how a fraction is typed.
HAIR = Decimal("0.005")
DESCRIBED = ("measure", "definition", "source", "timing", "owner")


def readable(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every cell that is filled in can be read, and no two rows share a reference."""
    yield from report.problems


def measures_included(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every measure that the framework asks for is in the table, known by the words of its name or definition."""
    missing = len(brief.measures) - len(report.asked)
    if missing > 0:
        yield fault(
            f"The framework asks for {counted(len(brief.measures), 'measure')}; {missing} cannot be found in your "
            f"table. Read {document(brief.framework)} again, and call each by the name that it has there.",
            why="measures",
        )


def measures_described(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every measure says what it is, how it is worked out, from which file, whether it leads or lags, and who owns it.

    A missing unit is a weakness, and so is an owner by name.
    """
    for entry in report.entries:
        if missing := [key for key in DESCRIBED if not getattr(entry, key)]:
            labels = ", ".join(MEASURE_LABELS[key].lower() for key in missing)
            yield fault(f"{entry.name}: fill in {labels}.", f"{entry.ref}.{missing[0]}", "measures")
        elif not entry.unit and not entry.is_percent:
            yield weakness(f"{entry.name}: say in which unit it is counted.", f"{entry.ref}.unit", "measures")
        elif any(name.lower() in entry.owner.lower() for name in brief.people):
            yield weakness(f"{entry.name}: its owner is a role and not a person.", f"{entry.ref}.owner", "measures")


def lead_and_lag(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """There are lead and lag measures, and each is called what it is: a lead measure can still be acted on.

    Whether there are both waits until every measure is called one or the other.
    """
    timings = [entry.timing for entry in report.entries]
    if all(timings) and not looks_both_ways(timings):
        yield fault(
            "The table looks one way only. A board needs to see what has come about and what is coming.",
            why="lead-and-lag",
        )
    for asked, entry in report.pairs(brief):
        if asked.timing and entry.timing and entry.timing is not asked.timing:
            said = "foretells" if entry.timing is Timing.LEAD else "follows"
            yield weakness(
                f"{entry.name}: ask whether it {said} the outcome that the board cares about, or the other way round.",
                f"{entry.ref}.timing",
                "lead-and-lag",
            )


def values_agree(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every value follows from its file by its definition, under some defensible treatment of the faulty records.

    Accepted is a difference that comes of rounding. A measure with data needs a value.
    """
    for asked, entry in report.pairs(brief):
        if not asked.accepted:
            continue
        where = f"{entry.ref}.value"
        if entry.value is None:
            yield fault(f"{entry.name}: {asked.file} has data for it. Work the value out.", where, "values")
        elif not _agreeing(asked, entry):
            yield fault(
                f"{entry.name}: {entry_value(entry)} does not follow from {asked.file} by the definition. Ask of each "
                f"record whether it counts, and what you did with those that cannot be right. {_see(brief)}",
                where,
                "values",
            )


def bases_right(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every value says on how many it stands, and it is the number that counts after the faulty records are dealt with.

    Where the value is right, the base must be that of the same treatment.
    """
    for entry in report.entries:
        if entry.base is None and not entry.has_no_data:
            yield fault(
                f"{entry.name}: of how many? A figure without its base cannot be judged.", f"{entry.ref}.base", "bases"
            )
    for asked, entry in report.pairs(brief):
        if entry.base is None or not asked.accepted:
            continue
        rows = _agreeing(asked, entry) or asked.accepted
        if not any(is_near(entry.base, base, HAIR) for each in rows for base in each.bases):
            yield fault(
                f"{entry.name}: {shown(entry.base)} is not the number that counts. Go through {asked.file} once more: "
                "who belongs in the base by the definition, and which records cannot be used?",
                f"{entry.ref}.base",
                "bases",
            )


def thresholds_agreed(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Direction, target and tolerances are those of the framework. A measure of one's own needs some as well."""
    asked_of = {entry.ref: asked for asked, entry in report.pairs(brief)}
    for entry in report.entries:
        asked = asked_of.get(entry.ref)
        missing = [key for key in ("direction", "target", "green", "amber") if getattr(entry, key) is None]
        if missing:
            labels = ", ".join(MEASURE_LABELS[key].lower() for key in missing)
            yield fault(f"{entry.name}: fill in {labels}.", f"{entry.ref}.{missing[0]}", "tolerance")
        elif asked is None:
            if entry.thresholds is None:
                yield fault(f"{entry.name}: amber is better than green.", f"{entry.ref}.amber", "tolerance")
        elif others := list(_other_than_agreed(asked, entry)):
            labels = ", ".join(MEASURE_LABELS[key].lower() for key in others)
            yield fault(
                f"{entry.name}: {labels} {'is' if len(others) == 1 else 'are'} not what was agreed. {_see(brief)}",
                f"{entry.ref}.{others[0]}",
                "tolerance",
            )


def rag_follows(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """Every measure has a colour, and it is the one that its own value and its own thresholds give."""
    for entry in report.entries:
        where = f"{entry.ref}.rag"
        if entry.rag is None:
            yield fault(f"{entry.name}: choose a colour.", where, "tolerance")
        elif not entry.has_no_data and entry.colour is not None and entry.rag is not entry.colour:
            yield fault(
                f"{entry.name}: {entry_value(entry)} is not {entry.rag} by this row’s tolerances. A colour follows "
                "from the figures, not from how anybody feels about them.",
                where,
                "tolerance",
            )


def no_data_grey(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """A measure without data is grey, whatever else speaks for it, and has no figure that its file does not give."""
    without = {entry.ref for asked, entry in report.pairs(brief) if not asked.accepted}
    for entry in report.entries:
        if entry.has_no_data and entry.rag not in (None, Colour.GREY):
            yield fault(
                f"{entry.name}: there is no value, so nothing is known. It cannot be {entry.rag}.",
                f"{entry.ref}.rag",
                "no-data",
            )
        elif entry.ref in without and entry.value is not None:
            yield fault(
                f"{entry.name}: {entry_value(entry)} is not a result of what this measures. Look at the dates in its "
                "file: what could be known by the data date?",
                f"{entry.ref}.value",
                "no-data",
            )


def last_period_agrees(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """The last period’s figure is the one that the same definition gives.

    One that was published on another base is a weakness, so is leaving it blank; any other is a fault.
    """
    for asked, entry in report.pairs(brief):
        if asked.last is None:
            continue
        where = f"{entry.ref}.last"
        if entry.last is None:
            yield weakness(f"{entry.name}: say what it was last period.", where, "last-period")
            continue
        last = entry.last * factor(entry, asked)
        if is_near(last, asked.last.right, asked.within):
            continue
        if asked.last.misleading is not None and is_near(last, asked.last.misleading, asked.within):
            yield weakness(
                f"{entry.name}: that figure was published. Does it follow the definition? Read on in that report.",
                where,
                "last-period",
            )
        else:
            yield fault(f"{entry.name}: that is not what it was last period.", where, "last-period")


def data_dates_stated(report: Report, brief: PerformanceBrief) -> Iterator[Finding]:
    """The report says up to which day its data runs, and a measure whose data stops on another day says so.

    A measure that says so says why in its comment; otherwise it is a weakness.
    """
    if report.data_date is None:
        yield fault("Say up to which day the data runs.", "data_date", "data-date")
    elif brief.data_date and report.data_date != brief.data_date:
        yield fault(f"That is not the data date that was agreed. {_see(brief)}", "data_date", "data-date")
    agreed = report.data_date if report.data_date == brief.data_date else None
    for asked, entry in report.pairs(brief):
        where = f"{entry.ref}.data_to"
        stated = entry.data_to or agreed
        ends = asked.data_to or brief.data_date
        if asked.accepted and stated and ends and stated != ends:
            yield fault(
                f"{entry.name}: its data does not run to that day. Read {document(asked.source)} again.",
                where,
                "data-date",
            )
        elif entry.data_to and entry.data_to != report.data_date and not entry.comment:
            yield weakness(f"{entry.name}: say why its data ends on another day.", where, "data-date")


def entry_value(entry: Entry) -> str:
    """The row's value as it is spoken of."""
    return shown(entry.value, is_percent=entry.is_percent)


def _agreeing(asked: Asked, entry: Entry) -> list[Accepted]:
    """The accepted figures that the row's value is."""
    if entry.value is None:
        return []
    value = entry.value * factor(entry, asked)
    return [each for each in asked.accepted if is_near(value, each.value, asked.within)]


def _other_than_agreed(asked: Asked, entry: Entry) -> Iterator[str]:
    if entry.direction is not asked.direction:
        yield "direction"
    for key in ("target", "green", "amber"):
        if not is_near(getattr(entry, key) * factor(entry, asked), getattr(asked, key), HAIR):
            yield key


def _see(brief: PerformanceBrief) -> str:
    return f"Read {document(brief.framework)} again."
