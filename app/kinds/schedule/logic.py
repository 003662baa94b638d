"""The logic of a schedule without its summaries, and as plain networks that can be tried out and levelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from app.engines import critical_path
from app.engines.calendar import WorkingCalendar
from app.engines.critical_path import FROM_FINISH, Activity, Link, LinkKind
from app.kinds.schedule.calendars import Calendars
from app.kinds.schedule.row import Days, Row, RowLink


@dataclass(frozen=True, slots=True)
class LeafLink:
    """A wait of one activity for another. `lag` is in working days; `typed` is the link it comes from."""

    predecessor: str
    kind: LinkKind
    lag: Days
    typed: RowLink


def leaf_links(rows: Sequence[Row]) -> dict[str, tuple[LeafLink, ...]]:
    """For each leaf what it waits for, among the rows given.

    A leaf waits for what its summaries wait for. To wait for the finish of a summary is to wait for all that is below
    it; to wait for its start, for the first row below it.
    """
    by_ref = {row.ref: row for row in rows}
    below = _below(rows)
    found: dict[str, tuple[LeafLink, ...]] = {}
    for row in rows:
        if row.is_summary:
            continue
        links = [link for each in _upwards(row, by_ref) for link in each.links]
        found[row.ref] = tuple(
            leaf for link in links for leaf in _leaves(link, by_ref, below) if leaf.predecessor != row.ref
        )
    return found


def _below(rows: Iterable[Row]) -> dict[str, list[str]]:
    """The leaves under each summary, in order."""
    below: dict[str, list[str]] = {}
    by_ref: dict[str, Row] = {}
    for row in rows:
        by_ref[row.ref] = row
        above = row.parent
        while above in by_ref and not row.is_summary:
            below.setdefault(above, []).append(row.ref)
            above = by_ref[above].parent
    return below


def _upwards(row: Row, by_ref: Mapping[str, Row]) -> Iterable[Row]:
    yield row
    while row.parent in by_ref:
        row = by_ref[row.parent]
        yield row


def _leaves(link: RowLink, by_ref: Mapping[str, Row], below: Mapping[str, list[str]]) -> Iterable[LeafLink]:
    before = by_ref.get(link.predecessor)
    if before is None:
        return
    refs = below.get(before.ref, []) if before.is_summary else [before.ref]
    for ref in refs if link.kind in FROM_FINISH else refs[:1]:
        yield LeafLink(ref, link.kind, link.lag, link)


def in_whole_days(rows: Sequence[Row], calendar: WorkingCalendar | None) -> tuple[Activity, ...]:
    """A network of whole working days: durations and lags that are none are rounded up. Dates need a calendar."""
    return tuple(
        Activity(
            row.ref,
            ceil(row.duration or 0),
            tuple(Link(link.predecessor, link.kind, ceil(link.lag)) for link in links),
            calendar.offset_of(row.start_no_earlier) if calendar and row.start_no_earlier else None,
            calendar.finish_offset(row.must_finish_by) if calendar and row.must_finish_by else None,
        )
        for row, links in _with_links(rows)
    )


def in_minutes(rows: Sequence[Row], times: Calendars) -> tuple[Activity, ...]:
    """A network of working minutes without calendars or dates: what waits for what, and for how long at least."""
    return tuple(
        Activity(
            row.ref,
            minutes(row.duration or 0, times),
            tuple(Link(link.predecessor, link.kind, minutes(link.lag, times)) for link in links),
        )
        for row, links in _with_links(rows)
    )


class Trial:
    """Lengthens one activity after another of a network beyond everything else, to see what waits for it.

    Proves what `critical_path.waits_for` proves, but lengthens each activity once however many questions there are.
    """

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.activities = activities
        lags = sum(abs(link.lag) for each in activities for link in each.links)
        self.beyond = sum(each.duration for each in activities) + lags + 1
        self.lengthened: dict[tuple[str, int], critical_path.Network] = {}

    def waits(self, first: str, then: str, gap: int) -> bool:
        """Whether logic keeps `then` from starting until `gap` after the finish of `first`, come what may."""
        extra = self.beyond + abs(gap)
        if (first, extra) not in self.lengthened:
            longer = critical_path.perturbed(self.activities, first, extra)
            self.lengthened[first, extra] = critical_path.analyse(longer)
        dates = self.lengthened[first, extra].dates
        return dates[then].early_start >= dates[first].early_finish + gap


def minutes(days: Days, times: Calendars) -> int:
    return int(days * times.per_day)


def _with_links(rows: Sequence[Row]) -> Iterable[tuple[Row, tuple[LeafLink, ...]]]:
    links = leaf_links(rows)
    return ((row, links[row.ref]) for row in rows if not row.is_summary)
