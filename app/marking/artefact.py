"""What was handed in, drawn again: its rows, worked-out cells, pictures, notes on rows, and what has changed.

The payload is restored from the frozen content. An artefact whose kind is gone is shown as it was stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app import kinds
from app.kinds.base import Picture, RowOutput
from app.kinds.editor import CellKind, Grid, RowChange, changes
from app.marking.models import Comment
from app.marking.standing import Standing
from app.submissions.models import Attempt, Submission

#: Columns that hold words, so that a row can be called by them.
_WORDY = (CellKind.LONG, CellKind.TEXT)
_LONGEST_NAME = 60

Notes = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its ref, and a short name made of the first words in it."""

    ref: str
    name: str

    @property
    def label(self) -> str:
        return f"{self.ref}: {self.name}" if self.name else self.ref


@dataclass(frozen=True, slots=True)
class Artefact:
    """`kind` is None when it is no longer known here; the payload is then as it was stored."""

    kind: kinds.AnyKind | None
    payload: Mapping[str, Any]
    rows: tuple[Row, ...] = ()
    outputs: Mapping[str, RowOutput] | None = None
    pictures: tuple[Picture, ...] = ()
    is_blank: bool = False

    @property
    def refs(self) -> frozenset[str]:
        return frozenset(row.ref for row in self.rows)

    @property
    def noun(self) -> str:
        is_of_one = self.kind is not None and len(self.kind.editor.grids) == 1
        return self.kind.editor.grid.noun if self.kind and is_of_one else "row"

    @property
    def as_stored(self) -> str:
        return json.dumps(self.payload, indent=2, ensure_ascii=False)

    def row_of(self, where: str) -> str:
        """The ref of the row that a finding's or a comment's place is in; empty when it is on none."""
        if where in self.refs:
            return where
        row = where.rpartition(".")[0]
        return row if row in self.refs else ""

    def field_of(self, where: str) -> str:
        """The key of the field above the rows that a finding is in; empty when it is in none."""
        keys = {column.key for column in self.kind.editor.fields} if self.kind else set()
        return where if where in keys else ""


def restore(submission: Submission, *, draw: bool = True) -> Artefact:
    """The artefact of a submission. `draw=False` leaves the analysis and pictures out."""
    stored = json.loads(submission.content)
    key = submission.exercise["kind"]
    if key not in kinds.known():
        return Artefact(None, stored)
    kind = kinds.get(key)
    payload = kind.load(stored, submission.exercise["kind_version"])
    shown = payload.model_dump(mode="json")
    rows = tuple(Row(row["ref"], _name(grid, row)) for grid in kind.editor.grids for row in grid.rows(shown))
    if not draw:
        return Artefact(kind, shown, rows)
    brief = kind.brief.model_validate(submission.exercise["brief"])
    analysis = kind.analyse(payload, brief)
    pictures = () if analysis.is_blank else kind.pictures(analysis, brief)
    return Artefact(kind, shown, rows, kind.row_outputs(analysis), pictures, analysis.is_blank)


def _name(grid: Grid, row: Mapping[str, str]) -> str:
    words = (" ".join(row.get(each.key, "").split()) for each in grid.columns if each.kind in _WORDY)
    name = next((each for each in words if each), "")
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def notes(artefact: Artefact, found: Iterable[Standing], comments: Iterable[Comment]) -> Notes:
    """What to show on each row or field: the tutor's comments, then each finding once, however many criteria use it."""
    shown: dict[str, list[dict[str, str]]] = {}
    for comment in comments:
        if row := artefact.row_of(comment.where):
            shown.setdefault(row, []).append({"tone": "comment", "text": comment.text})
    for finding in (finding for standing in found for finding in standing.findings):
        if row := artefact.row_of(finding.where) or artefact.field_of(finding.where):
            note = {"tone": finding.severity, "text": finding.message}
            if note not in shown.setdefault(row, []):
                shown[row].append(note)
    return shown


def changed_between(before: Submission | Attempt, after: Submission | Attempt) -> list[RowChange]:
    """What changed from one attempt's content to another's; nothing where the kind is gone."""
    old, new = _content(before), _content(after)
    if old is None or new is None or old[0] is not new[0]:
        return []
    return changes(new[0].editor, old[1], new[1])


def _content(of: Submission | Attempt) -> tuple[kinds.AnyKind, dict[str, Any]] | None:
    """The payload in the kind's current version: of a submission what was handed in, of an attempt its draft."""
    if isinstance(of, Submission):
        key, version, stored = of.exercise["kind"], of.exercise["kind_version"], json.loads(of.content)
    else:
        key, version, stored = of.kind_key, of.kind_version, of.payload
    if key not in kinds.known():
        return None
    kind = kinds.get(key)
    return kind, kind.load(stored, version).model_dump(mode="json")
