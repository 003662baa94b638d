"""The forms of the portfolio. They know shape and what a file is; what depends on the record is for the services."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from flask import current_app
from flask_wtf.file import MultipleFileField
from wtforms import (
    DateField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.forms import BaseForm
from app.portfolio.files import MEDIA_TYPES, FileRefused, Upload, examine
from app.portfolio.models import Claim, ClaimState
from app.portfolio.services import Claimed, FieldRefused, Piece
from app.programmes import standard

FILES_AT_ONCE = 5
CLAIMS_AT_ONCE = 12
FIRST_ROWS = 2
NO_CHOICE = ("", "Choose a KSB")
STATEMENT = "How this piece shows it"
LONG_STATEMENT = Length(max=1000, message="Keep this to 1,000 characters. One or two sentences are enough.")


def ksb_choices() -> dict[str, list[tuple[str, str]]]:
    """Every KSB of the frame under its duty, then the behaviours; first, under no heading, the choice of none."""
    frame = standard.current()
    groups = {f"Duty {duty.number}: {duty.title}": duty.ksbs for duty in frame.duties}
    groups["Behaviours"] = frame.behaviours
    return {"": [NO_CHOICE]} | {
        title: [(each.code, f"{each.code} – {each.text}") for each in ksbs] for title, ksbs in groups.items()
    }


def is_in_frame(_form: Any, field: Field) -> None:
    """A validator: the KSB is one of the frame."""
    if field.data and field.data not in standard.current().ksbs:
        raise ValidationError("Choose a KSB from the list.")


class PortfolioForm(BaseForm):
    """Several of these can stand on one page: `place` keeps the ids of their fields apart, and not their names."""

    def __init__(self, *args: Any, place: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self if place else ():
            field.id = field.label.field_id = f"{field.name}-{place}"

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as the id of the field and the message, rows within the form included."""
        return list(_problems(self))

    def refuse(self, error: FieldRefused) -> None:
        """Put a service's refusal beside its field; on the form as a whole when it has no such field."""
        if error.field in self:
            self[error.field].errors = [*self[error.field].errors, str(error)]
        else:
            self.form_errors.append(str(error))


def _problems(form: BaseForm) -> Iterator[tuple[str, str]]:
    for message in form.form_errors:
        yield "", message
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                yield from _problems(entry.form)
        else:
            yield from ((field.id, message) for message in field.errors)


class DayField(DateField):  # type: ignore[misc]
    """A date that says what to type when it cannot be read."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a real date, for example 18/10/2026.") from None


class FilesField(MultipleFileField):  # type: ignore[misc]
    """Files that have been looked at: `uploads` holds those that may be kept, in the order they were chosen."""

    uploads: Sequence[Upload] = ()

    @property
    def were_chosen(self) -> bool:
        return bool(self.data)

    @property
    def accept(self) -> str:
        return ",".join(f".{ending}" for ending in MEDIA_TYPES)

    def pre_validate(self, form: Any) -> None:
        """Says of every file that is refused why, and not just of the first."""
        chosen = self.data or []
        if len(chosen) > FILES_AT_ONCE:
            raise ValidationError(f"Choose {FILES_AT_ONCE} files at most at once. You can add more afterwards.")
        kept = []
        for each in chosen:
            try:
                limit = current_app.config["UPLOAD_LIMIT_MB"]
                kept.append(examine(each.filename or "", each.stream, limit_mb=limit))
            except FileRefused as refused:
                self.errors.append(str(refused))
        self.uploads = tuple(kept)


class ClaimRow(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    ksb = SelectField("KSB", [is_in_frame], choices=ksb_choices, default="", validate_choice=False)
    statement = TextAreaField(STATEMENT, [LONG_STATEMENT], default="")

    @property
    def is_blank(self) -> bool:
        return not (self.ksb.data or self.statement.data)

    def validate_ksb(self, field: Field) -> None:
        if self.statement.data and not field.data:
            raise ValidationError("Choose the KSB that your sentence is about.")

    def validate_statement(self, field: Field) -> None:
        if self.ksb.data and not field.data:
            raise ValidationError(f"Say in a sentence how this piece shows {self.ksb.data}.")

    @property
    def claimed(self) -> Claimed:
        return Claimed(standard.current().ksbs[self.ksb.data], self.statement.data)


class AddForm(PortfolioForm):
    """A new piece of evidence. `key` makes a form that is sent twice add one piece."""

    key = HiddenField(default=lambda: uuid.uuid4().hex)
    title = StringField(
        "Title",
        [InputRequired("Give this piece a title, for example “Depot move: change request 14”."), Length(max=120)],
    )
    happened_on = DayField("When it happened", [InputRequired("Enter the date it happened.")])
    account = TextAreaField(
        "What it is, and what you did",
        [
            InputRequired("Say what this is and what you did yourself."),
            Length(max=5000, message="Keep this to 5,000 characters. Put the rest in a file."),
        ],
    )
    files = FilesField("Files")
    claims = FieldList(FormField(ClaimRow), min_entries=FIRST_ROWS, max_entries=CLAIMS_AT_ONCE)
    more = SubmitField("Claim another KSB")

    @property
    def evidence_key(self) -> uuid.UUID:
        try:
            return uuid.UUID(hex=self.key.data or "")
        except ValueError:
            return uuid.uuid4()

    @property
    def piece(self) -> Piece:
        return Piece(self.title.data, self.account.data, cast(date, self.happened_on.data))

    @property
    def claimed(self) -> list[Claimed]:
        return [row.form.claimed for row in self.claims.entries if not row.form.is_blank]

    @property
    def has_room(self) -> bool:
        return len(self.claims.entries) < CLAIMS_AT_ONCE

    def validate_claims(self, field: FieldList) -> None:
        """The same KSB in two rows is one claim in two halves."""
        seen: set[str] = set()
        for entry in field.entries:
            ksb = entry.form.ksb
            if ksb.data and ksb.data in seen:
                ksb.errors = [*ksb.errors, f"{ksb.data} is claimed twice. Put both sentences in one row."]
                raise ValidationError("twice")  # the row says it; this only has the form sent back
            seen.add(ksb.data)


class ClaimForm(PortfolioForm):
    ksb = SelectField(
        "KSB",
        [InputRequired("Choose the KSB that this piece shows."), is_in_frame],
        choices=ksb_choices,
        default="",
        validate_choice=False,
    )
    statement = TextAreaField(STATEMENT, [InputRequired("Say in a sentence how this piece shows it."), LONG_STATEMENT])

    @property
    def claimed(self) -> Claimed:
        return Claimed(standard.current().ksbs[self.ksb.data], self.statement.data)


class FilesForm(PortfolioForm):
    """Files for a piece that is there already; `answers` are the claims that they answer the tutor on."""

    files = FilesField("Files", [InputRequired("Choose at least one file.")])
    answers = SelectMultipleField(
        "What they answer", option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def __init__(self, *args: Any, claims: Sequence[Claim], **more: Any) -> None:
        waiting = [claim for claim in claims if claim.needs_more]
        super().__init__(*args, data={"answers": [str(claim.id) for claim in waiting]}, **more)
        self.answers.choices = [(str(claim.id), f"{claim.ksb} – {claim.ksb_text}") for claim in waiting]
        self._waiting = waiting

    @property
    def answered(self) -> list[Claim]:
        return [claim for claim in self._waiting if str(claim.id) in (self.answers.data or [])]


class AnswerForm(PortfolioForm):
    statement = TextAreaField(STATEMENT, [InputRequired("Say in a sentence how this piece shows it."), LONG_STATEMENT])


class DecisionForm(PortfolioForm):
    """`saw` says which words and files the tutor had in front of them."""

    saw = HiddenField()
    state = HiddenField(
        "Decision",
        [AnyOf([ClaimState.ACCEPTED, ClaimState.MORE_NEEDED], message="Accept the claim or ask for more.")],
    )
    reason = TextAreaField(
        "What more is needed, or a note", [Length(max=2000, message="Keep this to 2,000 characters.")], default=""
    )

    @property
    def decision(self) -> ClaimState:
        return ClaimState(self.state.data)
