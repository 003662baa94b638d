"""What an apprentice can do next, the most useful first: drafts, feedback, evidence asked for, the next exercise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.core import clock
from app.core.templating import day, time_of_day
from app.marking.queries import LatestState
from app.portfolio.models import ClaimState
from app.programmes.queries import CURRENT
from app.progress.measuring import Progress
from app.progress.queries import ToDo
from app.progress.words import counted
from app.scenarios.pack import Exercise
from app.submissions.models import AttemptState

#: How many KSBs are named before the rest are counted.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do. `action` is the words of the page's button if this comes first; empty for what only waits."""

    title: str
    detail: str
    tone: str
    action: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)


def steps(progress: Progress, to_dos: Sequence[ToDo]) -> list[Step]:
    """Everything to do now, then what waits for the tutor. Nothing once the apprenticeship is over."""
    if progress.apprenticeship.status not in CURRENT:
        return []
    found = [*_drafts(progress), *_feedback(progress, to_dos), *_evidence_asked_for(progress)]
    found += _next_exercise(progress, to_dos)
    if not found or not progress.facts.claims:
        found.append(_evidence(progress))
    return [*found, *_with_tutor(progress)]


def first(found: Sequence[Step]) -> Step | None:
    """The page's one primary action."""
    return next((each for each in found if each.action), None)


def _attempts(progress: Progress, state: AttemptState) -> list[tuple[Exercise, LatestState]]:
    """The latest attempts in a state at exercises that are still offered, last saved first."""
    found = [
        (exercise, attempt)
        for exercise in progress.yardstick.exercises
        if (attempt := progress.facts.attempts.get(exercise.id)) is not None and attempt.state is state
    ]
    return sorted(found, key=lambda each: each[1].saved_at, reverse=True)


def _drafts(progress: Progress) -> Iterator[Step]:
    for exercise, attempt in _attempts(progress, AttemptState.DRAFTING):
        saved = _when(attempt.saved_at, progress.plan.today)
        yield Step(
            exercise.title,
            f"{exercise.scenario.title} · draft saved {saved}",
            "plan",
            f"Continue: {exercise.title}",
            "submissions.edit",
            {"attempt_id": attempt.attempt_id},
        )


def _feedback(progress: Progress, to_dos: Sequence[ToDo]) -> Iterator[Step]:
    """Feedback to act on, unless the answer to it has been handed in already."""
    exercises = {each.id: each for each in progress.yardstick.exercises}
    handed_in = {exercise.id for exercise, _ in _attempts(progress, AttemptState.HANDED_IN)}
    for each in to_dos:
        if each.exercise_id in exercises and each.exercise_id not in handed_in:
            title = exercises[each.exercise_id].title
            left = f"{each.left} of {counted(each.total, 'thing')} left to do"
            yield Step(
                f"Feedback to act on: {title}",
                f"{left} · from {each.marker}",
                "late",
                f"Act on feedback: {title}",
                "marking.feedback",
                {"submission_id": each.submission_id},
            )


def _evidence_asked_for(progress: Progress) -> Iterator[Step]:
    states = progress.facts.claims
    codes = [code for code in progress.yardstick.codes if states.get(code) is ClaimState.MORE_NEEDED]
    if codes:
        rest = len(codes) - MOST_NAMED
        named = ", ".join(codes[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
        yield Step(
            "More evidence is asked for",
            f"{named} · read what your tutor asks",
            "watch",
            "Answer about evidence",
            "portfolio.matrix",
            {"_anchor": codes[0]},
        )


def _next_exercise(progress: Progress, to_dos: Sequence[ToDo]) -> Iterator[Step]:
    """The first exercise, in the order of the plan, that is not passed and that nothing above speaks of."""
    begins = {each.duty: each.start for each in progress.plan.duties}
    spoken_of = {each.exercise_id for each in to_dos}
    for exercise in sorted(progress.yardstick.exercises, key=lambda each: (begins.get(each.duty, 0), each.duty)):
        attempt = progress.facts.attempts.get(exercise.id)
        is_open = attempt is not None and attempt.state is not AttemptState.RELEASED
        if is_open or exercise.id in spoken_of or progress.facts.has_passed(exercise.id):
            continue
        yield Step(
            exercise.title,
            f"{exercise.scenario.title} · about {exercise.file.minutes} minutes",
            "plan",
            f"{'Try again' if attempt else 'Start'}: {exercise.title}",
            "submissions.exercise",
            {"exercise_id": exercise.id},
        )
        return


def _evidence(progress: Progress) -> Step:
    """Always there for somebody who has claimed nothing yet; for others when nothing else is left."""
    is_first = not progress.facts.claims
    return Step(
        "Add your first evidence from work" if is_first else "Add evidence from work",
        "Each KSB that your tutor accepts earns value in its duty",
        "plan",
        "Add evidence",
        "portfolio.add",
    )


def _with_tutor(progress: Progress) -> Iterator[Step]:
    for exercise, attempt in _attempts(progress, AttemptState.HANDED_IN):
        if attempt.submission_id is not None and attempt.handed_in_at is not None:
            yield Step(
                f"With your tutor: {exercise.title}",
                f"Handed in {_when(attempt.handed_in_at, progress.plan.today)}",
                "done",
                "",
                "submissions.receipt",
                {"submission_id": attempt.submission_id},
            )


def _when(moment: datetime, today: date) -> str:
    """The time of day for today, else the day."""
    return time_of_day(moment) if clock.local(moment).date() == today else day(moment)
