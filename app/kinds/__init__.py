"""The register of artefact kinds. To add one: a folder here, and its name in the tuple below."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask

from app.kinds import budget, business_case, changes, performance, resources, risks, schedule, stakeholders
from app.kinds.base import ArtefactKind

AnyKind = ArtefactKind[Any, Any, Any]

KINDS: tuple[AnyKind, ...] = (
    business_case.KIND,
    stakeholders.KIND,
    schedule.KIND,
    resources.KIND,
    risks.KIND,
    budget.KIND,
    performance.KIND,
    changes.KIND,
)

_by_key = {kind.key: kind for kind in KINDS}


def get(key: str) -> AnyKind:
    """The kind registered under a key; `KeyError` when there is none."""
    return _by_key[key]


def known() -> Set[str]:
    return _by_key.keys()


def init_app(app: Flask) -> None:
    if len(_by_key) != len(KINDS):
        raise RuntimeError(f"two artefact kinds share a key: {[kind.key for kind in KINDS]}")
    app.register_blueprint(Blueprint("kinds", __name__, template_folder=str(Path(__file__).parent / "templates")))
    for kind in KINDS:
        app.register_blueprint(Blueprint(f"kind_{kind.key}", __name__, template_folder=str(kind.folder / "templates")))
