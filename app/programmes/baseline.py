"""When each duty is usually learnt and what it weighs, and the dates that follow for one apprenticeship. The
shares are data in `content/st0310/baseline.yaml`, the weights are counted from the standard.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Self

import yaml
from flask import Flask, current_app
from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.programmes.models import DutyBaseline
from app.programmes.standard import Standard

#: Shares of the time to gateway are whole thousandths, so that no date depends on a float.
WHOLE = 1000


class _Share(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    duty: int = Field(ge=1, le=14)
    starts: int = Field(ge=0, lt=WHOLE)
    finishes: int = Field(gt=0, le=WHOLE)

    @model_validator(mode="after")
    def starts_before_it_finishes(self) -> Self:
        if self.starts >= self.finishes:
            raise ValueError(f"duty {self.duty} finishes before it starts")
        return self


class _Shares(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    duties: tuple[_Share, ...]

    @model_validator(mode="after")
    def every_duty_is_there_once_in_order(self) -> Self:
        if [each.duty for each in self.duties] != list(range(1, 15)):
            raise ValueError("list duties 1 to 14 once each, in order")
        return self


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """One duty's place in the time to gateway, `starts` and `finishes` in thousandths, and its number of KSBs."""

    duty: int
    starts: int
    finishes: int
    weight: int


def read(folder: Path, standard: Standard) -> tuple[DutyPlan, ...]:
    """The plan of the fourteen duties, from the content folder. Raises `ValidationError` when the file is wrong."""
    text = (folder / "st0310/baseline.yaml").read_text(encoding="utf-8")
    shares = _Shares.model_validate(yaml.safe_load(text)).duties
    return tuple(DutyPlan(each.duty, each.starts, each.finishes, len(standard.duty(each.duty).ksbs)) for each in shares)


def make_baselines(plan: tuple[DutyPlan, ...], starts_on: date, gateway_on: date) -> list[DutyBaseline]:
    """The plan laid over one apprenticeship's calendar days; a share of a day is rounded down."""
    days = (gateway_on - starts_on).days
    return [
        DutyBaseline(
            duty=each.duty,
            starts_on=starts_on + timedelta(days=days * each.starts // WHOLE),
            finishes_on=starts_on + timedelta(days=days * each.finishes // WHOLE),
            weight=each.weight,
        )
        for each in plan
    ]


def gateway_after(starts_on: date, months: int) -> date:
    """The same day of the month `months` calendar months later, or that month's last day when it has no such day."""
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(starts_on.day, last_day))


def init_app(app: Flask) -> None:
    app.extensions["baseline"] = read(app.config["CONTENT_FOLDER"], app.extensions["standard"])


def current() -> tuple[DutyPlan, ...]:
    plan: tuple[DutyPlan, ...] = current_app.extensions["baseline"]
    return plan
