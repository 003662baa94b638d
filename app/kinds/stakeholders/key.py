"""What a scenario's author may ask of a stakeholder register and a communications plan: the marking key.

Everything in it is optional: without it the rules that need no papers are asked alone, such as that a strategy follows
from its own scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.engines.engagement import Stance
from app.kinds.base import Brief
from app.kinds.matching import Alternative, Match, Words
from app.kinds.stakeholders.columns import Method, Side

Score = Annotated[int, Field(ge=1, le=5)]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(_Item):
    """Somebody whom the papers show. `power` and `interest` are the lowest and highest score that can be defended.

    `present` are the stances that the papers allow; none given, any is.
    """

    id: Words
    title: Words
    match: Match
    source: Words
    side: Side
    power: tuple[Score, Score] = (1, 5)
    interest: tuple[Score, Score] = (1, 5)
    present: tuple[Stance, ...] = ()

    @model_validator(mode="after")
    def ranges_rise(self) -> Self:
        if self.power[0] > self.power[1] or self.interest[0] > self.interest[1]:
            raise ValueError(f"stakeholder {self.id}: a range of scores is written from low to high")
        return self


class Need(_Item):
    """What an audience asked for so that it can take part. `method` limits it to messages that travel so."""

    audience: Words
    words: Match
    source: Words
    method: Method | None = None


class Step(_Item):
    """What has to happen with an audience by a day: a message whose purpose, text or channel has `words`."""

    audience: Words
    words: Match
    by: date
    source: Words


class Hold(_Item):
    """What may not be said yet: a sentence that says it and has none of `unless`, nor a word that denies it.

    It is said by any of `phrases`, to the letter, or by a match. It may be said from the day `until`. `audiences` are
    those who may not be told; none given, nobody may.
    """

    match: tuple[Alternative, ...] = ()
    phrases: tuple[Words, ...] = ()
    source: Words
    unless: tuple[Alternative, ...] = ()
    until: date | None = None
    audiences: tuple[Words, ...] = ()


class Limit(_Item):
    """How many messages a sender can carry in a month."""

    match: Match
    most: Annotated[int, Field(ge=0)]


class StakeholdersBrief(Brief):
    """The marking key. `order` and `holds` are of the papers; `limits` of `capacity`, the document that gives them.

    `private` are names, numbers and phrases that no message may hold. `rescore_by` is the last useful day on which to
    score again.
    """

    today: date | None = None
    stakeholders: tuple[Expected, ...] = ()
    needs: tuple[Need, ...] = ()
    order: tuple[Step, ...] = ()
    holds: tuple[Hold, ...] = ()
    limits: tuple[Limit, ...] = ()
    capacity: str = ""
    private: tuple[Words, ...] = ()
    rescore_by: date | None = None

    @model_validator(mode="after")
    def is_sound(self) -> Self:
        ids = [each.id for each in self.stakeholders]
        if repeated := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"stakeholders: the id {', '.join(repeated)} is used twice")
        if unknown := sorted(set(self._named()) - set(ids)):
            raise ValueError(f"there is no stakeholder {', '.join(unknown)}")
        return self

    def _named(self) -> Sequence[str]:
        needs, steps = [each.audience for each in self.needs], [each.audience for each in self.order]
        return [*needs, *steps, *(audience for each in self.holds for audience in each.audiences)]
