"""The dossier: what an exercise builds on, each the apprentice's own as last handed in, or the scenario's reference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import kinds
from app.kinds.base import DossierItem, RowOutput, Source
from app.scenarios.pack import Exercise
from app.submissions.models import Attempt, Submission
from app.submissions.queries import list_latest_submissions


def own(session: Session, attempt: Attempt, exercise: Exercise) -> Exercise:
    """The exercise as this apprentice has it: with what they have handed in of the exercises that it reads.

    Work that is blank stands for nothing, so the reference stays in its place. One query; none where nothing is read.
    """
    if not exercise.reads:
        return exercise
    titles = {each.id: each.title for each in exercise.reads}
    handed_in = list_latest_submissions(session, attempt.apprenticeship_id, list(titles))
    items = {each.exercise["kind"]: _item(each, titles) for each in handed_in if each.automark.measures}
    return exercise.with_dossier(items)


def _item(submission: Submission, titles: Mapping[UUID, str]) -> DossierItem:
    return DossierItem(
        kind=submission.exercise["kind"],
        version=submission.exercise["kind_version"],
        payload=json.loads(submission.content),
        source=Source.OWN,
        title=titles[UUID(submission.exercise["id"])],
        reference=submission.reference,
    )


@dataclass(frozen=True)
class Shown:
    """An artefact of the dossier as the editor's page shows it: whose it is, its rows, and what comes of them."""

    item: DossierItem
    kind: kinds.AnyKind
    payload: Mapping[str, Any]
    outputs: Mapping[str, RowOutput]


def shown(exercise: Exercise) -> list[Shown]:
    """What the exercise builds on, for reading beside the editor."""
    found: list[Shown] = []
    for source in exercise.reads:
        kind, item = source.kind, exercise.brief.dossier[source.kind.key]
        payload = kind.load(item.payload, item.version)
        analysis = kind.analyse(payload, source.brief)
        found.append(Shown(item, kind, payload.model_dump(mode="json"), kind.row_outputs(analysis)))
    return found
