"""One apprentice’s progress: the plan, worked out, with what the rooms below say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from app.engines.rubric import Level
from app.marking.queries import LatestState, ReleasedOutcome
from app.portfolio.models import ClaimState
from app.programmes.models import Apprenticeship
from app.programmes.standard import Standard
from app.progress import attention
from app.progress.attention import Queue, Waiting
from app.progress.plan import DutyState, Plan
from app.progress.rules import Rules
from app.scenarios.pack import Exercise
from app.submissions.models import AttemptState


@dataclass(frozen=True)
class Yardstick:
    """What progress is measured with: the day, the rules, the standard and the exercises of the packs."""

    today: date
    rules: Rules
    standard: Standard
    exercises: tuple[Exercise, ...]

    @cached_property
    def duty_of_ksb(self) -> Mapping[str, int]:
        """The duty of each KSB; behaviours have none and are left out."""
        return {each.code: duty.number for duty in self.standard.duties for each in duty.ksbs}

    @cached_property
    def nothing_done(self) -> Mapping[int, DutyState]:
        """Each duty with its exercises and KSBs, and nothing of them passed or accepted."""
        exercises = Counter(each.duty for each in self.exercises)
        return {
            duty.number: DutyState(exercises=exercises[duty.number], ksbs=len(duty.ksbs))
            for duty in self.standard.duties
        }

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every KSB of the standard, behaviours last."""
        return tuple(self.standard.ksbs)


@dataclass(frozen=True)
class Facts:
    """What the rooms below say of one apprenticeship: its claims by KSB, its results and attempts by exercise."""

    claims: Mapping[str, ClaimState]
    outcomes: Mapping[UUID, ReleasedOutcome]
    attempts: Mapping[UUID, LatestState]
    to_decide: Queue | None

    def duty_states(self, yardstick: Yardstick) -> dict[int, DutyState]:
        """What has been done in each duty. What is said of exercises that are no longer offered does not count."""
        passed = Counter(each.duty for each in yardstick.exercises if self.has_passed(each.id))
        accepted = Counter(
            yardstick.duty_of_ksb.get(code) for code, state in self.claims.items() if state is ClaimState.ACCEPTED
        )
        return {
            duty: replace(blank, passed=passed[duty], accepted=accepted[duty])
            if passed[duty] or accepted[duty]
            else blank
            for duty, blank in yardstick.nothing_done.items()
        }

    def has_passed(self, exercise_id: UUID) -> bool:
        outcome = self.outcomes.get(exercise_id)
        return outcome is not None and outcome.outcome is not Level.NOT_YET


@dataclass(frozen=True)
class Progress:
    """One apprenticeship, its plan worked out, and what there is to say beside it."""

    apprenticeship: Apprenticeship
    plan: Plan
    facts: Facts
    yardstick: Yardstick

    @property
    def name(self) -> str:
        return self.apprenticeship.apprentice.name

    @cached_property
    def accepted(self) -> int:
        return self._count(ClaimState.ACCEPTED)

    @cached_property
    def with_tutor(self) -> int:
        return self._count(ClaimState.WITH_TUTOR)

    @cached_property
    def more_needed(self) -> int:
        return self._count(ClaimState.MORE_NEEDED)

    def _count(self, state: ClaimState) -> int:
        return sum(self.facts.claims.get(code) is state for code in self.yardstick.codes)

    @property
    def ksbs(self) -> int:
        return len(self.yardstick.codes)

    @property
    def exercises(self) -> int:
        return len(self.yardstick.exercises)

    @cached_property
    def passed(self) -> int:
        return sum(self.facts.has_passed(each.id) for each in self.yardstick.exercises)

    @cached_property
    def practised(self) -> frozenset[str]:
        """KSBs that a passed exercise is marked on."""
        passed = (each for each in self.yardstick.exercises if self.facts.has_passed(each.id))
        return frozenset(code for each in passed for code in each.ksbs)

    @cached_property
    def waiting(self) -> Waiting:
        exercises = {each.id: each.title for each in self.yardstick.exercises}
        handed_in = [each.handed_in_at for each in self.facts.attempts.values() if each.state is AttemptState.HANDED_IN]
        since = [each for each in handed_in if each is not None]
        drafts = [
            (exercises.get(key, "an exercise that is no longer offered"), each.saved_at)
            for key, each in self.facts.attempts.items()
            if each.state is AttemptState.DRAFTING
        ]
        return Waiting(
            to_mark=Queue(len(since), min(since)) if since else None,
            to_decide=self.facts.to_decide,
            oldest_draft=min(drafts, key=lambda each: each[1], default=None),
            has_begun=bool(self.facts.attempts or self.facts.claims),
        )

    @cached_property
    def reasons(self) -> list[attention.Reason]:
        """Why a tutor should look, the most pressing first."""
        return attention.reasons(self.plan, self.waiting, self.yardstick.rules)
