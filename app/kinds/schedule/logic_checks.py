"""The checks of the network's logic: open ends, dangling ends, the order of work, leads and lags.

They see rows and links, not names, and they need a network without faults: `readable` comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.engines.critical_path import FROM_FINISH, TO_FINISH, Activity, Link
from app.kinds.base import Finding, fault, weakness
from app.kinds.schedule import logic
from app.kinds.schedule.analysis import ScheduleAnalysis
from app.kinds.schedule.payload import Order, ScheduleBrief
from app.kinds.schedule.words import counted, see

LONGEST_LAG = 5


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """Refs that lack a predecessor or a follower, without the one start and the one finish that every project has."""

    starts: tuple[str, ...]
    finishes: tuple[str, ...]


def open_ends(analysis: ScheduleAnalysis) -> OpenEnds:
    """The start excused is the one that most rows follow, the finish the one that follows most rows.

    Of equals, the first start and the last finish in the list. A row that is alone is the start or the finish only if
    no other could be.
    """
    before = {ref: [link.predecessor for link in links] for ref, links in analysis.links.items()}
    after = {ref: [follower for follower, _ in each] for ref, each in analysis.followers.items()}
    starts = [ref for ref in before if not before[ref]]
    finishes = [ref for ref in after if not after[ref]]
    start = max(starts, key=lambda ref: len(_reach(ref, after)), default=None)
    finish = max(reversed(finishes), key=lambda ref: len(_reach(ref, before)), default=None)
    return OpenEnds(tuple(ref for ref in starts if ref != start), tuple(ref for ref in finishes if ref != finish))


def _reach(ref: str, steps: Mapping[str, Iterable[str]]) -> set[str]:
    """Every row that can be come to from this one, itself not counted."""
    reached: set[str] = set()
    waiting = [ref]
    while waiting:
        fresh = [each for each in steps[waiting.pop()] if each not in reached]
        reached.update(fresh)
        waiting.extend(fresh)
    return reached


def no_open_ends(analysis: ScheduleAnalysis, _brief: ScheduleBrief) -> Iterator[Finding]:
    """Every row but one starts after something, and every row but one leads to something."""
    ends = open_ends(analysis)
    for row in analysis.leaves:
        if row.ref in ends.starts and row.ref in ends.finishes:
            words = "stands alone: nothing leads to it and nothing follows it. Link it both ways"
        elif row.ref in ends.starts:
            words = "has no predecessor. Only one row may start the project: link this one to what it waits for"
        elif row.ref in ends.finishes:
            words = "leads nowhere. Only one row may end the project: add this one to the predecessors of what needs it"
        else:
            continue
        yield fault(f"{row.title} {words}.", row.ref, "open-ends")


def dangling_ends(analysis: ScheduleAnalysis, _brief: ScheduleBrief) -> Iterator[Finding]:
    """An activity with predecessors has an FS or SS among them, and one with followers an FS or FF.

    Otherwise nothing drives its start, or its finish drives nothing. Milestones start when they finish. Summaries have
    no links of their own: what links them says nothing of which work waits for which.
    """
    for row in analysis.rows:
        if row.is_summary and row.links:
            yield weakness(
                f"{row.title} is a summary with predecessors of its own. Link the work below it, so that everybody "
                "sees what waits for what.",
                f"{row.ref}.predecessors",
                "outline",
            )
    for row in analysis.leaves:
        links = analysis.links[row.ref]
        followers = [link for _, link in analysis.followers[row.ref]]
        if row.is_milestone:
            continue
        if links and all(link.kind in TO_FINISH for link in links):
            yield weakness(
                f"{row.title} has only its finish tied, so nothing drives its start. Add an FS or SS predecessor.",
                f"{row.ref}.predecessors",
                "open-ends",
            )
        if followers and not any(link.kind in FROM_FINISH for link in followers):
            yield weakness(
                f"{row.title} is followed only by its start, so it could take for ever without any effect. Let "
                "something wait for its finish.",
                row.ref,
                "open-ends",
            )


def order_respected(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """What must wait does wait: proved by lengthening the one and seeing the other move, whatever the links are.

    Silent where rows were not found, and where tying an open end that is already reported would put it right.
    """
    ends, trial = open_ends(analysis), logic.Trial(analysis.in_minutes)
    for rule in brief.order:
        first, then = analysis.found.get(rule.first), analysis.found.get(rule.then)
        gap = logic.minutes(rule.gap, analysis.calendars)
        if first is None or then is None or trial.waits(first.ref, then.ref, gap):
            continue
        if logic.Trial(_tied(analysis, ends, first.ref, then.ref, gap)).waits(first.ref, then.ref, gap):
            continue
        words = f"{then.title} does not wait for {_what(first.title, rule)}. {see(rule.source)}"
        yield fault(words, then.ref, "network-logic")


def _what(first: str, rule: Order) -> str:
    return f"{first} for as long as it must" if rule.gap else first


def _tied(analysis: ScheduleAnalysis, ends: OpenEnds, first: str, then: str, gap: int) -> Sequence[Activity]:
    """The network with open starts ahead of `then` tied to `first`, and open finishes after `first` tied to `then`.

    What already leads to `first` or follows `then` stays as it is, so no tie makes a loop.
    """
    before = {activity.ref: [link.predecessor for link in activity.links] for activity in analysis.in_minutes}
    after = {ref: [follower for follower, _ in each] for ref, each in analysis.followers.items()}
    ahead, behind = _reach(first, before) | {first}, _reach(then, after) | {then}
    starts = (_reach(then, before) | {then}) & set(ends.starts) - ahead
    finishes = (_reach(first, after) | {first}) & set(ends.finishes) - behind
    more = {ref: [Link(first, lag=gap)] for ref in starts}
    more.setdefault(then, []).extend(Link(ref, lag=gap) for ref in sorted(finishes))
    return [replace(each, links=(*each.links, *more.get(each.ref, ()))) for each in analysis.in_minutes]


def leads_and_lags(analysis: ScheduleAnalysis, brief: ScheduleBrief) -> Iterator[Finding]:
    """Each lead, and each lag over five working days, is a weakness: both hide work or a wait that nobody owns.

    A lag that is no longer than a wait the brief itself asks for between the two rows is left alone.
    """
    for row in analysis.rows:
        for link in row.links:
            where, typed = f"{row.ref}.predecessors", link.words
            if link.is_lead:
                yield weakness(
                    f"{row.title} has a lead, {typed}: it starts before what it follows is done. Split the earlier "
                    "activity, or use SS with a wait.",
                    where,
                    "links-and-lags",
                )
            elif link.lag > max(LONGEST_LAG, _wait_asked_for(link.predecessor, row.ref, analysis, brief)):
                yield weakness(
                    f"{row.title} has a lag of {counted(link.lag, 'working day')}, {typed}. If something happens "
                    "in that time, make it an activity of its own.",
                    where,
                    "links-and-lags",
                )


def _wait_asked_for(first: str, then: str, analysis: ScheduleAnalysis, brief: ScheduleBrief) -> int:
    refs = {item: row.ref for item, row in analysis.found.items()}
    gaps = [rule.gap for rule in brief.order if refs.get(rule.first) == first and refs.get(rule.then) == then]
    return max(gaps, default=0)
