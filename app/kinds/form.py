"""The posted form of an editor, made from its description: what works without any script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from wtforms import Field, FieldList, Form, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.core.forms import BaseForm
from app.kinds.editor import CellKind, Column, Editor, Grid


class ChoiceField(SelectField):  # type: ignore[misc]
    """A choice that keeps and shows what was stored or posted even when it is not on the list: the analysis says so."""

    choices: list[SelectChoice]

    def __init__(self, label: str, choices: Sequence[SelectChoice], **more: Any) -> None:
        super().__init__(label, choices=choices, validate_choice=False, **more)

    def iter_choices(self) -> Iterator[Any]:
        if self.data and self.data not in {each.value for each in self.choices}:
            self.choices = [*self.choices, SelectChoice(self.data, f"{self.data} (not on the list)")]
        choices: Iterator[Any] = super().iter_choices()
        return choices


class ArtefactForm(BaseForm):
    """Can be filled from a payload and turned back into one. It judges lengths only; the analysis judges content."""

    editor: Editor

    @classmethod
    def initial(cls, payload: dict[str, Any]) -> dict[str, Any]:
        fields = {column.key: payload.get(column.key, "") for column in cls.editor.fields}
        return fields | {grid.key: grid.rows(payload) for grid in cls.editor.grids}

    def to_payload(self) -> dict[str, Any]:
        fields = {column.key: self[column.key].data or "" for column in self.editor.fields}
        return fields | {grid.key: self._rows(grid) for grid in self.editor.grids}

    def _rows(self, grid: Grid) -> list[dict[str, str]]:
        keys = ["ref", *(column.key for column in grid.columns)]
        return [{key: row[key] or "" for key in keys} for row in self[grid.key].data]


@cache
def form_for(editor: Editor) -> type[ArtefactForm]:
    grids = {grid.key: FieldList(FormField(_row_form(grid)), max_entries=grid.most_rows) for grid in editor.grids}
    fields = {column.key: _field(column) for column in editor.fields}
    return type("EditorForm", (ArtefactForm,), {"editor": editor, **grids, **fields})


def _row_form(grid: Grid) -> type[Form]:
    return type("RowForm", (Form,), {"ref": HiddenField(), **{c.key: _field(c) for c in grid.columns}})


def _field(column: Column) -> Field:
    if column.kind is CellKind.CHOICE:
        choices = [SelectChoice("", ""), *(SelectChoice(each.key, each.label) for each in column.choices)]
        return ChoiceField(column.label, choices, default="")
    if column.kind is CellKind.LONG or column.wraps:
        return TextAreaField(column.label, [Length(max=10_000)], default="")
    return StringField(column.label, [Length(max=1000)], default="")


def too_many_rows(grid: Grid, count: int) -> str:
    """What to say to somebody who sends more rows than one artefact may have; empty when it is not too many."""
    if count <= grid.most_rows:
        return ""
    return f"That is {count:,} {grid.nouns}; there can be {grid.most_rows:,} here. Nothing was changed."
