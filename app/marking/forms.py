"""The forms of the desk: a decision, a comment, the release, a tick. They judge shape; services judge the rest."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange

from app.core.forms import BaseForm
from app.engines.rubric import Level
from app.marking.services import LONGEST_COMMENT, LONGEST_REASON

_OUT_OF_DATE = "This page is out of date. Reload it and decide again; what you typed is still here to copy."


def sent() -> MultiDict[str, str]:
    """What was sent, from a form or as a JSON object; anything else counts as nothing."""
    if not request.is_json:
        return request.form
    body = request.get_json(silent=True)
    pairs = body.items() if isinstance(body, dict) else ()
    return MultiDict((name, str(value)) for name, value in pairs if isinstance(value, str | int))


class DecideForm(BaseForm):
    level = StringField(
        validators=[
            DataRequired("Choose a level for this criterion."),
            AnyOf([each.value for each in Level], "Choose one of the levels shown."),
        ]
    )
    reason = TextAreaField(
        default="",
        validators=[Length(max=LONGEST_REASON, message=f"Keep the reason under {LONGEST_REASON:,} letters.")],
    )
    based_on = IntegerField(validators=[InputRequired(_OUT_OF_DATE), NumberRange(min=0, message=_OUT_OF_DATE)])

    @property
    def problem(self) -> str:
        """The first thing that is wrong, in words; empty when nothing is."""
        return next((str(each) for name, found in self.errors.items() if name for each in found), "")


class CommentForm(BaseForm):
    text = TextAreaField(
        "Comment",
        id="comment-text",
        validators=[
            DataRequired("Write the comment first."),
            Length(max=LONGEST_COMMENT, message=f"Keep a comment under {LONGEST_COMMENT:,} letters."),
        ],
    )
    criterion_id = SelectField("On", id="comment-criterion", default="")
    where = SelectField("Pin to", id="comment-where", default="")

    def offer(self, criteria: Iterable[tuple[str, str]], rows: Iterable[tuple[str, str]]) -> None:
        """The places a comment can be put: (value, words) of the criteria and of the rows."""
        self.criterion_id.choices = [("", "The whole of the work"), *criteria]
        self.where.choices = [("", "No row"), *rows]

    @property
    def problem(self) -> str:
        """As `DecideForm.problem`."""
        return next((str(each) for name, found in self.errors.items() if name for each in found), "")


class ReleaseForm(BaseForm):
    shown = HiddenField()


class ActForm(BaseForm):
    done = StringField(validators=[AnyOf(["yes", "no"], "Choose done or not done.")])
