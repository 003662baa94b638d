"""Handing in, importing, and the buttons of the editor. The artefact's own form is made from its kind's editor."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.core.forms import BaseForm


class HandInForm(BaseForm):
    based_on = IntegerField(widget=HiddenInput(), validators=[InputRequired("Open this page again")])
    own_work = BooleanField(
        "This is my own work, and I have said where I had help",
        [InputRequired("Confirm that this is your own work")],
    )


class ImportForm(BaseForm):
    file = FileField("File", [FileRequired("Choose a file to import")])
