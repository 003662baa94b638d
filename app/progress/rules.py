"""The rules by which progress is scored and called late, as data from `content/st0310/progress.yaml`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Self

import yaml
from flask import Flask, current_app
from pydantic import BaseModel, ConfigDict, Field, model_validator


class Rules(BaseModel):
    """`on_course` and `watch` are values of SPI(t); the rest are days and a percentage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exercise_percent: int = Field(ge=0, le=100)
    on_course: Decimal = Field(gt=0, le=1)
    watch: Decimal = Field(gt=0, le=1)
    early_days: int = Field(ge=0, le=180)
    furthest_forecast_days: int = Field(ge=90, le=3650)
    idle_draft_days: int = Field(ge=1)

    @model_validator(mode="after")
    def watch_comes_before_late(self) -> Self:
        if self.watch >= self.on_course:
            raise ValueError("watch must be below on_course")
        return self

    @property
    def exercise_share(self) -> Fraction:
        """The share of a duty's value that its exercises earn."""
        return Fraction(self.exercise_percent, 100)


def read(folder: Path) -> Rules:
    """The rules of a content folder. Raises `ValidationError` when the file is wrong."""
    return Rules.model_validate(yaml.safe_load((folder / "st0310/progress.yaml").read_text(encoding="utf-8")))


def init_app(app: Flask) -> None:
    app.extensions["progress_rules"] = read(app.config["CONTENT_FOLDER"])


def current() -> Rules:
    rules: Rules = current_app.extensions["progress_rules"]
    return rules
