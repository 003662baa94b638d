"""The standard as data: duties and the KSBs of one frame, read from `content/st0310/standard.yaml`.

A KSB's code means nothing without its frame: our own `B1` is not an official `B1`. Whoever stores a code stores the
frame and the text with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from flask import Flask, current_app
from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KsbText(_Part):
    code: str = Field(pattern=r"^(D\d{1,2}\.[KS]\d|B\d)$")
    text: str = Field(min_length=1)


class Duty(_Part):
    number: int = Field(ge=1, le=14)
    title: str
    text: str
    ksbs: tuple[KsbText, ...] = Field(min_length=1)


class Standard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    version: str
    title: str
    level: int
    frame: str
    frame_notice: str
    attribution: str
    duties: tuple[Duty, ...] = Field(min_length=14, max_length=14)
    behaviours: tuple[KsbText, ...]

    @property
    def ksbs(self) -> Mapping[str, Ksb]:
        """Every KSB by code, duties first, then behaviours."""
        found = {
            each.code: Ksb(each.code, each.text, duty.number, self.frame) for duty in self.duties for each in duty.ksbs
        }
        return found | {each.code: Ksb(each.code, each.text, None, self.frame) for each in self.behaviours}

    def duty(self, number: int) -> Duty:
        return self.duties[number - 1]


@dataclass(frozen=True, slots=True)
class Ksb:
    """One knowledge, skill or behaviour of a frame; `duty` is None for a behaviour."""

    code: str
    text: str
    duty: int | None
    frame: str

    @property
    def kind(self) -> str:
        letter = self.code.rpartition(".")[2][0]
        return {"K": "Knowledge", "S": "Skill", "B": "Behaviour"}[letter]


def read(folder: Path) -> Standard:
    return Standard.model_validate(yaml.safe_load((folder / "st0310/standard.yaml").read_text(encoding="utf-8")))


def init_app(app: Flask) -> None:
    app.extensions["standard"] = read(app.config["CONTENT_FOLDER"])


def current() -> Standard:
    standard: Standard = current_app.extensions["standard"]
    return standard
