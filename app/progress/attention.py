"""Who needs a tutor's attention first, and why, in words. Pure: what waits is given, and so is the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from fractions import Fraction

from app.core import clock
from app.core.templating import day
from app.progress import words
from app.progress.plan import Plan, Standing
from app.progress.rules import Rules


class Need(IntEnum):
    """Reasons to look, the most pressing first."""

    LATE = 0
    MARKING = 1
    EVIDENCE = 2
    WATCH = 3
    IDLE_DRAFT = 4
    NEVER_STARTED = 5


@dataclass(frozen=True, slots=True)
class Queue:
    """How many things wait, and since when the oldest does."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one apprenticeship waits for somebody. `has_begun`: anything has been opened or claimed at all."""

    to_mark: Queue | None = None
    to_decide: Queue | None = None
    oldest_draft: tuple[str, datetime] | None = None
    has_begun: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. Among those of one need, the smallest `urgency` comes first."""

    need: Need
    text: str
    tone: str
    urgency: Fraction = field(default=Fraction(0))


def days_since(moment: datetime, today: date) -> int:
    """Whole days from a moment's London day to today; 0 on the day itself."""
    return max(0, (today - clock.local(moment).date()).days)


def reasons(plan: Plan, waiting: Waiting, rules: Rules) -> list[Reason]:
    """Every reason to look at this apprentice, the most pressing first; none for somebody who needs nothing."""
    found = (
        _behind(plan),
        _queue(Need.MARKING, waiting.to_mark, "piece of work to mark", "pieces of work to mark", plan.today),
        _queue(Need.EVIDENCE, waiting.to_decide, "claim to decide", "claims to decide", plan.today),
        _idle_draft(plan, waiting, rules),
        _never_started(plan, waiting),
    )
    return sorted((each for each in found if each is not None), key=lambda each: each.need)


def order(found: list[Reason], name: str) -> tuple[int, Fraction, int, str]:
    """The place on a list that is ordered by need: the first reason, how pressing it is, more reasons, the name."""
    if not found:
        return len(Need), Fraction(0), 0, name.casefold()
    return found[0].need, found[0].urgency, -len(found), name.casefold()


def _behind(plan: Plan) -> Reason | None:
    if plan.standing not in {Standing.LATE, Standing.WATCH}:
        return None
    is_late = plan.standing is Standing.LATE
    need, tone = (Need.LATE, "late") if is_late else (Need.WATCH, "watch")
    pace = words.pace(plan)
    text = f"{words.standing(plan)[0]}: {pace[0].lower()}{pace[1:]}"
    return Reason(need, text, tone, plan.spi_t or Fraction(0))


def _queue(need: Need, queue: Queue | None, thing: str, things: str, today: date) -> Reason | None:
    if queue is None:
        return None
    waited = days_since(queue.since, today)
    since = f"waiting {words.counted(waited, 'day')}" if waited else "since today"
    oldest = since if queue.count == 1 else f"the oldest {since}"
    return Reason(need, f"{words.counted(queue.count, thing, things)}, {oldest}", "plan", Fraction(-waited))


def _idle_draft(plan: Plan, waiting: Waiting, rules: Rules) -> Reason | None:
    if waiting.oldest_draft is None or plan.terms.unmeasured is not None:
        return None
    title, saved_at = waiting.oldest_draft
    idle = days_since(saved_at, plan.today)
    if idle < rules.idle_draft_days:
        return None
    return Reason(
        Need.IDLE_DRAFT, f"Draft of “{title}” untouched for {words.counted(idle, 'day')}", "off", Fraction(-idle)
    )


def _never_started(plan: Plan, waiting: Waiting) -> Reason | None:
    if waiting.has_begun or not plan.at or plan.terms.unmeasured is not None:
        return None
    text = f"Nothing opened or claimed since the start on {day(plan.terms.starts_on)}"
    return Reason(Need.NEVER_STARTED, text, "off", Fraction(-plan.at))
