"""The 14-point schedule assessment: signals for enquiry into a network, each with its base, never a verdict.

After the Defense Contract Management Agency's assessment (revision of November 2009). Tools differ in what they count,
so every metric carries its numerator, its denominator, its threshold and the tasks behind it. Times and durations are
working days, times counted from 0 at the project's start.

A *task* here is unfinished, has a duration, and is neither a summary nor a level of effort. *Links* are those whose
successor is unfinished, milestones included. One open start and one open finish are excused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from app.engines.assessed_schedule import Status, Task, Thresholds
from app.engines.critical_path import FROM_FINISH, TO_FINISH, LinkKind
from app.engines.exact import Exact, fraction
from app.engines.tie import Tie


class Verdict(StrEnum):
    PASSES = "passes"
    FAILS = "fails"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Metric:
    """One of the assessment's measures.

    `numerator` of `denominator`; `value` is their quotient, or a count or an index by itself. `limit` is what the
    value is held against: at most it, or at least it when `is_least`. `refs` are the rows that were counted: the ones
    to look at, except in 4 (those that are not finish to start) and 14 (those due and not complete). `reason` says
    why it is not applicable.
    """

    number: str
    title: str
    base: str
    verdict: Verdict
    numerator: Exact | None = None
    denominator: Exact | None = None
    value: Fraction | None = None
    limit: Decimal = Decimal(0)
    is_least: bool = False
    refs: tuple[str, ...] = ()
    reason: str = ""


#: The finish of the project, in working days, when the task is so many working days longer.
Lengthened = Callable[[str, int], Exact]

TITLES: Mapping[str, tuple[str, str]] = {
    "1": ("Logic", "tasks without a predecessor or a successor, of unfinished tasks"),
    "1b": ("Dangling ends", "tasks whose start nothing drives or whose finish drives nothing, of unfinished tasks"),
    "2": ("Leads", "links with a negative lag, of links to unfinished rows"),
    "3": ("Lags", "links with a positive lag, of links to unfinished rows"),
    "4": ("Link types", "finish-to-start links, of links to unfinished rows"),
    "5": ("Hard constraints", "tasks with a date that logic cannot move, of unfinished tasks"),
    "6": ("High float", "tasks with more total float than the limit, of unfinished tasks"),
    "7": ("Negative float", "tasks with less than no float, of unfinished tasks"),
    "8": ("High duration", "tasks with longer to go than the limit, of unfinished tasks"),
    "9": ("Invalid dates", "tasks forecast before the data date or actual after it, of all tasks"),
    "10": ("Resources", "tasks without a resource, of unfinished tasks"),
    "11": ("Missed tasks", "tasks finishing later than their baseline, of those due by the data date"),
    "12": ("Critical path test", "days the finish moves, of days added to a critical task"),
    "13": ("Critical path length index", "days to the forecast finish and float to the target, by days to the finish"),
    "14": ("Baseline execution index", "tasks complete, of those due by the data date or without a baseline"),
}
NO_TASKS = "there is no unfinished task"
NO_LINKS = "no unfinished row has a predecessor"


def assess(
    tasks: Sequence[Task],
    status: Status,
    thresholds: Thresholds | None = None,
    lengthened: Lengthened | None = None,
    critical: str = "",
) -> tuple[Metric, ...]:
    """The fourteen metrics and the sub-check 1b, in their order.

    `lengthened` answers the critical path test; without it that test is not applicable. It is made on the task
    `critical`, or without such a task on the first with the least float. A share or an index whose base
    is empty is not applicable either: it is not zero. Every predecessor must be among the tasks.
    """
    seen = _Assessment(tuple(tasks), status, thresholds or Thresholds(), lengthened, critical)
    return (
        seen.logic(),
        seen.dangling(),
        seen.leads(),
        seen.lags(),
        seen.link_types(),
        seen.hard_constraints(),
        seen.high_float(),
        seen.negative_float(),
        seen.high_duration(),
        seen.invalid_dates(),
        seen.resources(),
        seen.missed_tasks(),
        seen.critical_path_test(),
        seen.critical_path_length(),
        seen.baseline_execution(),
    )


@dataclass(frozen=True)
class _Assessment:
    rows: tuple[Task, ...]
    status: Status
    limits: Thresholds
    lengthened: Lengthened | None
    critical: str

    @cached_property
    def tasks(self) -> list[Task]:
        return [row for row in self.rows if row.is_detail and not row.is_complete]

    @cached_property
    def details(self) -> list[Task]:
        """Complete or not."""
        return [row for row in self.rows if row.is_detail]

    @cached_property
    def links(self) -> list[tuple[str, Tie]]:
        return [(row.ref, tie) for row in self.rows if not row.is_summary and not row.is_complete for tie in row.ties]

    @cached_property
    def followed_by(self) -> dict[str, list[tuple[str, Tie]]]:
        """For each row that is no summary, who follows it and by which link."""
        followers: dict[str, list[tuple[str, Tie]]] = {row.ref: [] for row in self.rows}
        for row in self.rows:
            for tie in row.ties:
                followers[tie.predecessor].append((row.ref, tie))
        return followers

    def logic(self) -> Metric:
        before = {row.ref: [tie.predecessor for tie in row.ties] for row in self.rows if not row.is_summary}
        after = {ref: [follower for follower, _ in self.followed_by[ref]] for ref in before}
        open_ends = {*_open(before, after, last=False), *_open(after, before, last=True)}
        return self._share("1", [row.ref for row in self.tasks if row.ref in open_ends])

    def dangling(self) -> Metric:
        return self._share("1b", [row.ref for row in self.tasks if self._dangles(row)])

    def _dangles(self, row: Task) -> bool:
        followers = [tie for _, tie in self.followed_by[row.ref]]
        is_start_loose = bool(row.ties) and all(tie.kind in TO_FINISH for tie in row.ties)
        is_finish_loose = bool(followers) and not any(tie.kind in FROM_FINISH for tie in followers)
        return is_start_loose or is_finish_loose

    def leads(self) -> Metric:
        leads = [ref for ref, tie in self.links if fraction(tie.lag) < 0]
        return self._count("2", leads, len(self.links), 0, NO_LINKS)

    def lags(self) -> Metric:
        excused = fraction(self.limits.excused_lag)
        return self._at_most("3", [ref for ref, tie in self.links if fraction(tie.lag) > excused])

    def link_types(self) -> Metric:
        if not self.links:
            return _not_applicable("4", NO_LINKS, self.limits.finish_to_start, is_least=True)
        others = [ref for ref, tie in self.links if tie.kind is not LinkKind.FS]
        return _metric(
            "4",
            len(self.links) - len(others),
            len(self.links),
            self.limits.finish_to_start,
            is_least=True,
            refs=others,
        )

    def hard_constraints(self) -> Metric:
        return self._share("5", [row.ref for row in self.tasks if row.is_hard])

    def high_float(self) -> Metric:
        most = fraction(self.limits.high_float)
        return self._share(
            "6", [row.ref for row in self.tasks if row.total_float is not None and fraction(row.total_float) > most]
        )

    def negative_float(self) -> Metric:
        below = [row.ref for row in self.tasks if row.total_float is not None and fraction(row.total_float) < 0]
        return self._count("7", below, len(self.tasks), 0, NO_TASKS)

    def high_duration(self) -> Metric:
        most = fraction(self.limits.high_duration)
        return self._share("8", [row.ref for row in self.tasks if not row.is_rolling_wave and _to_go(row) > most])

    def invalid_dates(self) -> Metric:
        wrong = [row.ref for row in self.details if self._has_invalid_date(row)]
        return self._count("9", wrong, len(self.details), 0, "there is no task")

    def _has_invalid_date(self, row: Task) -> bool:
        now = fraction(self.status.data_date)
        actual = [fraction(each) for each in (row.actual_start, row.actual_finish) if each is not None]
        forecast = [] if row.is_complete else [fraction(row.finish)]
        if row.actual_start is None and not row.is_complete:
            forecast.append(fraction(row.start))
        return any(each > now for each in actual) or any(each < now for each in forecast)

    def resources(self) -> Metric:
        if not any(row.is_resourced for row in self.rows):
            return _not_applicable("10", "the schedule has no resources", Decimal(self.limits.unresourced))
        without = [row.ref for row in self.tasks if not row.is_resourced]
        return self._count("10", without, len(self.tasks), self.limits.unresourced, NO_TASKS)

    @cached_property
    def due(self) -> list[Task]:
        """Tasks, complete or not, whose baseline finishes by the data date."""
        now = fraction(self.status.data_date)
        return [row for row in self.details if row.baseline_finish is not None and fraction(row.baseline_finish) <= now]

    def missed_tasks(self) -> Metric:
        if not self.due:
            return _not_applicable("11", self._why_nothing_is_due(), self.limits.share)
        late = [row.ref for row in self.due if fraction(row.finish) > fraction(row.baseline_finish or 0)]
        return _metric("11", len(late), len(self.due), self.limits.share, refs=late)

    def _why_nothing_is_due(self) -> str:
        if any(row.baseline_finish is not None for row in self.details):
            return "no task was due by the data date"
        return "there is no baseline"

    def critical_path_test(self) -> Metric:
        added = self.limits.added_days
        tested = min(
            (row for row in self.tasks if row.total_float is not None),
            key=lambda row: (row.ref != self.critical, fraction(row.total_float or 0)),
            default=None,
        )
        if tested is None or self.lengthened is None:
            reason = NO_TASKS if tested is None else "the network cannot be worked out again"
            return _not_applicable("12", reason, Decimal(1), is_least=True)
        moved = fraction(self.lengthened(tested.ref, added)) - fraction(self.status.forecast_finish)
        verdict = Verdict.PASSES if moved == added else Verdict.FAILS
        return _titled(
            "12",
            verdict,
            numerator=moved,
            denominator=added,
            value=moved / added,
            limit=Decimal(1),
            is_least=True,
            refs=(tested.ref,),
        )

    def critical_path_length(self) -> Metric:
        finish = fraction(self.status.forecast_finish)
        length = finish - fraction(self.status.data_date)
        limit = self.limits.critical_path_length
        if length <= 0:
            return _not_applicable("13", "nothing is left between the data date and the finish", limit, is_least=True)
        target = finish if self.status.target_finish is None else fraction(self.status.target_finish)
        return _metric("13", length + target - finish, length, limit, is_least=True)

    def baseline_execution(self) -> Metric:
        limit = self.limits.baseline_execution
        if not self.due:
            return _not_applicable("14", self._why_nothing_is_due(), limit, is_least=True)
        unplanned = [row for row in self.details if row.baseline_finish is None]
        late = [row.ref for row in self.due if not row.is_complete]
        complete = len(self.due) - len(late)
        return _metric("14", complete, len(self.due) + len(unplanned), limit, is_least=True, refs=late)

    def _share(self, number: str, refs: Sequence[str]) -> Metric:
        """Of unfinished tasks, at most the usual share."""
        if not self.tasks:
            return _not_applicable(number, NO_TASKS, self.limits.share)
        return _metric(number, len(refs), len(self.tasks), self.limits.share, refs=refs)

    def _at_most(self, number: str, refs: Sequence[str]) -> Metric:
        """Of links, at most the usual share."""
        if not self.links:
            return _not_applicable(number, NO_LINKS, self.limits.share)
        return _metric(number, len(refs), len(self.links), self.limits.share, refs=refs)

    @staticmethod
    def _count(number: str, refs: Sequence[str], of: int, most: int, reason: str) -> Metric:
        """A number of rows held against a number of rows; the share is told, not judged."""
        if not of:
            return _not_applicable(number, reason, Decimal(most))
        verdict = Verdict.PASSES if len(refs) <= most else Verdict.FAILS
        return _titled(
            number,
            verdict,
            numerator=len(refs),
            denominator=of,
            value=Fraction(len(refs)),
            limit=Decimal(most),
            refs=tuple(dict.fromkeys(refs)),
        )


def _to_go(row: Task) -> Fraction:
    """What is left of a task that has begun; the baseline duration of one that has not, if there is a baseline."""
    if row.actual_start is None and row.baseline_duration is not None:
        return fraction(row.baseline_duration)
    return fraction(row.duration if row.remaining is None else row.remaining)


def _open(towards: Mapping[str, Sequence[str]], away: Mapping[str, Sequence[str]], *, last: bool) -> list[str]:
    """The refs with nothing on one side, without the one from which most can be reached on the other.

    Of equals the first is excused, or the last when `last`.
    """
    ends = [ref for ref, others in towards.items() if not others]
    if not ends:
        return []
    excused = max(reversed(ends) if last else ends, key=lambda ref: _reach(ref, away))
    return [ref for ref in ends if ref != excused]


def _reach(ref: str, steps: Mapping[str, Sequence[str]]) -> int:
    reached: set[str] = set()
    waiting = [ref]
    while waiting:
        fresh = [each for each in steps.get(waiting.pop(), ()) if each not in reached]
        reached.update(fresh)
        waiting.extend(fresh)
    return len(reached)


def _metric(
    number: str,
    numerator: Exact,
    denominator: Exact,
    limit: Decimal,
    *,
    is_least: bool = False,
    refs: Sequence[str] = (),
) -> Metric:
    """A quotient held against its limit: at most it, or at least it."""
    value = fraction(numerator) / fraction(denominator)
    is_kept = value >= fraction(limit) if is_least else value <= fraction(limit)
    return _titled(
        number,
        Verdict.PASSES if is_kept else Verdict.FAILS,
        numerator=numerator,
        denominator=denominator,
        value=value,
        limit=limit,
        is_least=is_least,
        refs=tuple(dict.fromkeys(refs)),
    )


def _not_applicable(number: str, reason: str, limit: Decimal, *, is_least: bool = False) -> Metric:
    return _titled(number, Verdict.NOT_APPLICABLE, reason=reason, limit=limit, is_least=is_least)


def _titled(number: str, verdict: Verdict, **more: object) -> Metric:
    title, base = TITLES[number]
    return Metric(number, title, base, verdict, **more)  # type: ignore[arg-type]
