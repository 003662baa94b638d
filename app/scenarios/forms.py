"""The form of the project room."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import Length

from app.core.forms import BaseForm

LONGEST_NOTE = 5000


class NoteForm(BaseForm):
    """A note on a document. Sent without the field, it says no more than that the document has been read."""

    note = TextAreaField(
        "Your note on this document",
        [Length(max=LONGEST_NOTE, message=f"Shorten your note to {LONGEST_NOTE:,} characters or fewer")],
    )
