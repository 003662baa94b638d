"""The checks of the plan itself: load, logic, date, float, reasons, and what it tells the project manager."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from app.core.templating import day
from app.kinds.base import Finding, fault, weakness
from app.kinds.resources.analysis import Load, PlanAnalysis, TooEarly
from app.kinds.resources.basis import Basis
from app.kinds.resources.payload import ResourcesBrief
from app.kinds.resources.words import counted, listed, number, pounds, see, span

#: A cost that is told may be out by the larger of a pound and a thousandth of the largest sum in it.
CLOSE, SHARE = Fraction(1), Fraction(1, 1000)

_WISH = re.compile(
    r"""\b(?:work|try|push|pull)(?:s|ing)?\ (?:(?:a\ (?:bit|little)|much|even|just|that\ bit)\ )?
        (?:harder|faster|longer)\b
    |\bextra\ effort\b|\bextra\ mile\b|\bsomehow\b|\b(?:squeeze|cram)(?:s|d)?\ (?:it|them|this|that|both)\ in\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED = re.compile(r"\b(?:not|never|no|without|instead of|rather than|cannot|nobody)\b|n[’']t\b", re.IGNORECASE)
_HEARD_BEFORE = 40


def no_overload(analysis: PlanAnalysis, _brief: ResourcesBrief) -> Iterator[Finding]:
    """After the moves no resource is asked for more than there is, on any day."""
    basis = analysis.basis
    if basis is None:
        return
    if (cannot := analysis.unlevellable) is not None:
        load = next(each for each in analysis.loads if each.supply.ref == cannot.resource)
        yield fault(
            f"{basis.title(cannot.activity)} asks for more of {load.supply.title} than there ever is. No move can mend "
            "that: it takes more of it, or another way to do the work.",
            load.supply.ref,
            "levelling",
        )
    for load in analysis.loads:
        yield from _overloads(basis, load)


def _overloads(basis: Basis, load: Load) -> Iterator[Finding]:
    for over in load.over_after:
        yield fault(
            f"{load.supply.title}: {number(over.load)} are needed at worst on {span(basis, over.start, over.finish)}, "
            f"and there {'is' if over.capacity == 1 else 'are'} {number(over.capacity)}. "
            f"{_rows(over.activities)} for it then.",
            load.supply.ref,
            "levelling",
        )


def _rows(refs: tuple[str, ...]) -> str:
    return f"Row {refs[0]} asks" if len(refs) == 1 else f"Rows {listed(refs)} ask"


def logic_respected(analysis: PlanAnalysis, _brief: ResourcesBrief) -> Iterator[Finding]:
    """Nothing is moved to a day on which the schedule's logic does not let it start, and nothing is moved twice."""
    basis = analysis.basis
    if basis is None:
        return
    for early in analysis.too_early:
        yield fault(
            f"{early.move.ref}: {basis.title(early.move.activity or '')} cannot start then. {_held_by(basis, early)}, "
            f"{counted(early.days, 'working day')} later.",
            f"{early.move.ref}.start",
            "levelling",
        )
    seen: dict[str, str] = {}
    for move in analysis.moves:
        first = seen.setdefault(move.activity or "", move.ref)
        if first != move.ref:
            yield fault(
                f"{move.ref}: row {move.activity} is moved in {first} already. Keep one of the two.",
                f"{move.ref}.activity",
                "levelling",
            )


def _held_by(basis: Basis, early: TooEarly) -> str:
    if early.predecessor:
        return f"{basis.title(early.predecessor)} lets it begin"
    return "Its own date in the schedule lets it begin"


def date_kept(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """With the moves the project still finishes in time, and no activity passes a date that it must start or finish by.

    The latest day is the brief's, or the schedule's own finish if that is later already: a late schedule is not marked
    down twice.
    """
    basis = analysis.basis
    if basis is None:
        return
    finish = basis.last_day(analysis.finish_after)
    if finish and brief.finish_by and finish > brief.finish_by and analysis.finish_after > analysis.finish_before:
        yield fault(
            f"The project finishes on {day(finish)} with your moves, and it must finish by {day(brief.finish_by)}. "
            f"{see(brief.source)}",
            why="date",
        )
        return
    for activity in basis.activities:
        latest = activity.finish_no_later
        if latest is None:
            continue
        before, after = (starts[activity.ref] + activity.duration for starts in (analysis.before, analysis.after))
        if after > max(latest, before):
            yield fault(
                f"{basis.title(activity.ref)} must be finished {counted(after - latest, 'working day')} sooner than it "
                f"is with your moves: {basis.whose} has a date for it.",
                why="date",
            )
    yield from _started_too_late(basis, analysis, brief)


def _started_too_late(basis: Basis, analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Only what the moves make later is told: a schedule that is late by itself is not marked down here."""
    for latest in brief.latest_starts:
        ref = basis.found.get(latest.activity, "")
        if not ref or analysis.after[ref] <= analysis.before[ref]:
            continue
        start = basis.first_day(analysis.after[ref])
        if start and start > latest.start_by:
            yield fault(
                f"{basis.title(ref)} starts on {day(start)} with your moves, and there is a reason why it cannot wait "
                f"so long. {see(latest.source)}",
                why="date",
            )


def within_float(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """Where the finish is to stay, as in smoothing, moves use float and no more: a later finish is a weakness."""
    late = analysis.finish_after - analysis.finish_before
    if brief.keep_finish and late > 0:
        yield weakness(
            f"Your moves make the finish {counted(late, 'working day')} later. You were asked to move things within "
            f"their float. {see(brief.source)}",
            why="smoothing",
        )


def moves_explained(analysis: PlanAnalysis, _brief: ResourcesBrief) -> Iterator[Finding]:
    """Every move says why. That people will work harder, or fit it in somehow, mends no over-allocation.

    Both are weaknesses: a plan may be sound all the same. Words that deny it (“nobody will work harder”) do not count.
    """
    told = {"assumptions": analysis.read.assumptions, "note": analysis.read.note}
    yield from (
        weakness(_wish_words("", wish), key, "decisions") for key, text in told.items() if (wish := wishful(text))
    )
    for move in analysis.read.moves:
        where = f"{move.ref}.reason"
        if not move.reason:
            yield weakness(f"{move.ref}: say why it moves, and how much float that leaves.", where, "decisions")
        elif wish := wishful(move.reason):
            yield weakness(_wish_words(move.ref, wish), where, "decisions")


def told_plainly(analysis: PlanAnalysis, brief: ResourcesBrief) -> Iterator[Finding]:
    """The finish and the cost that are told are those of the plan, to the day and to the larger of £1 and 0.1 %."""
    basis, read = analysis.basis, analysis.read
    if basis is None:
        return
    finish = basis.last_day(analysis.finish_after)
    if finish and read.finish is None:
        yield fault("Say on which day the project finishes with your plan.", "finish", "telling")
    elif finish and read.finish != finish:
        words = "later" if finish > (read.finish or finish) else "sooner"
        yield fault(f"Your plan finishes {words} than you tell the project manager.", "finish", "telling")
    if read.cost is None:
        yield fault("Say what the resources cost over the whole plan.", "cost", "telling")
    elif abs(Fraction(read.cost) - analysis.cost) > max(
        CLOSE, SHARE * max(analysis.costs.values(), default=Fraction(0))
    ):
        words = "more" if analysis.cost > Fraction(read.cost) else "less"
        yield fault(
            f"Your plan costs {words} than the {pounds(read.cost)} that you tell the project manager. Add up what each "
            "resource costs.",
            "cost",
            "cost",
        )


def wishful(text: str) -> str:
    """The words by which a text hopes for more than there is, empty when it does not."""
    for found in _WISH.finditer(text[:5000]):
        if not _DENIED.search(text[max(0, found.start() - _HEARD_BEFORE) : found.start()]):
            return found[0]
    return ""


def _wish_words(ref: str, wish: str) -> str:
    return f"{ref + ': ' if ref else ''}“{wish}” adds nobody to a day. Say what is moved, added or left out instead."
