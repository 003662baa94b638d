"""The form that enrols an apprentice."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from app.accounts.models import Membership
from app.core.forms import BaseForm
from app.programmes.models import Cohort
from app.programmes.services import LONGEST_MONTHS, SHORTEST_MONTHS, USUAL_MONTHS

#: No cohort has an empty name, so none is mistaken for this choice.
NEW_COHORT = ""
CHOOSE = SelectChoice("", "Choose")


class Day(DateField):  # type: ignore[misc]
    """A date that says in plain words what it could not read."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Give a day of the calendar, for example 07/09/2026.") from None


class Months(IntegerField):  # type: ignore[misc]
    """A whole number that says in plain words what it could not read."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(f"Give {SHORTEST_MONTHS} to {LONGEST_MONTHS} months as a whole number.") from None


class EnrolForm(BaseForm):
    apprentice = SelectField("Apprentice", validators=[InputRequired("Choose the apprentice.")])
    line_manager = SelectField("Employer and line manager", validators=[InputRequired("Choose the line manager.")])
    tutor = SelectField("Tutor", validators=[InputRequired("Choose the tutor.")])
    cohort = SelectField("Cohort")
    new_cohort = StringField(
        "Name of the new cohort", validators=[Length(max=120, message="Use no more than 120 characters.")]
    )
    starts_on = Day("First day", validators=[InputRequired("Give the first day, for example 07/09/2026.")])
    months = Months(
        "Months to gateway",
        default=USUAL_MONTHS,
        validators=[
            InputRequired("Give the months to gateway."),
            NumberRange(SHORTEST_MONTHS, LONGEST_MONTHS, message=f"Give {SHORTEST_MONTHS} to {LONGEST_MONTHS} months."),
        ],
    )

    def offer(
        self,
        apprentices: list[Membership],
        line_managers: list[Membership],
        tutors: list[Membership],
        cohorts: list[Cohort],
    ) -> None:
        """Fill the lists to choose from."""
        self.apprentice.choices = [CHOOSE, *(SelectChoice(str(each.id), _label(each)) for each in apprentices)]
        self.tutor.choices = [CHOOSE, *(SelectChoice(str(each.id), _label(each)) for each in tutors)]
        self.line_manager.choices = [
            CHOOSE,
            *(SelectChoice(str(each.id), f"{each.organisation.name}: {_label(each)}") for each in line_managers),
        ]
        names = dict.fromkeys(each.name for each in cohorts)
        self.cohort.choices = [
            *(SelectChoice(name) for name in names),
            SelectChoice(NEW_COHORT, "A new cohort, named below"),
        ]

    def validate_new_cohort(self, field: StringField) -> None:
        if self.cohort.data == NEW_COHORT and not field.data:
            raise ValidationError("Name the new cohort, for example September 2026.")

    @property
    def cohort_name(self) -> str:
        return str(self.new_cohort.data if self.cohort.data == NEW_COHORT else self.cohort.data)


def _label(member: Membership) -> str:
    return f"{member.person.name} ({member.person.email})"
