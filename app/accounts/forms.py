"""Forms of signing in, of one's own account, and of the administrator's people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from app.accounts.models import Organisation, OrganisationKind, Role
from app.core.forms import BaseForm

#: Something, an at sign, and a host with a dot. Whether it exists is found out by sending to it.
EMAIL_PATTERN = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_EMAIL = Regexp(EMAIL_PATTERN, message="Give an e-mail address such as name@example.org.")
NEW_EMPLOYER = "new"
#: What each role is for, beside its choice.
ABOUT_ROLES = {
    Role.APPRENTICE: "does exercises, gathers evidence",
    Role.TUTOR: "marks exercises and decides on evidence",
    Role.INTERNAL_QUALITY_ASSURER: "reads the work and marks of every apprentice",
    Role.LINE_MANAGER: "sees the progress of the apprentices they manage",
    Role.ADMINISTRATOR: "invites people and enrols apprentices",
}


def _email(label: str = "E-mail address", autocomplete: str = "off") -> EmailField:
    return EmailField(
        label,
        validators=[InputRequired("Give the e-mail address."), Length(max=254, message="This is too long."), _EMAIL],
        render_kw={"autocomplete": autocomplete, "spellcheck": "false", "autocapitalize": "none"},
    )


def _password(label: str, missing: str, autocomplete: str) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(missing)], render_kw={"autocomplete": autocomplete})


class SignInForm(BaseForm):
    email = _email(autocomplete="username")
    password = _password("Password", "Give your password.", "current-password")
    then = HiddenField()


class ForgottenPasswordForm(BaseForm):
    email = _email(autocomplete="username")


class NewPasswordForm(BaseForm):
    password = _password("New password", "Choose a password.", "new-password")


class ChangePasswordForm(BaseForm):
    current = _password("Current password", "Give your current password.", "current-password")
    new = _password("New password", "Choose a new password.", "new-password")


class InviteForm(BaseForm):
    name = StringField(
        "Full name",
        validators=[InputRequired("Give their name."), Length(max=120, message="Use no more than 120 characters.")],
        render_kw={"autocomplete": "off"},
    )
    email = _email()
    role = RadioField(
        "Role",
        choices=[SelectChoice(role.value, role.title) for role in Role],
        validators=[InputRequired("Choose a role.")],
    )
    organisation = SelectField("Organisation")
    new_employer = StringField(
        "Name of the new employer",
        validators=[Length(max=120, message="Use no more than 120 characters.")],
        render_kw={"autocomplete": "off"},
    )

    def offer(self, organisations: Iterable[Organisation]) -> None:
        self.organisation.choices = [
            *_choices(organisations),
            SelectChoice(NEW_EMPLOYER, "A new employer, named below"),
        ]

    def validate_new_employer(self, field: StringField) -> None:
        if self.organisation.data == NEW_EMPLOYER and not field.data:
            raise ValidationError("Name the new employer.")


class GiveRoleForm(BaseForm):
    role = SelectField("Role", choices=[SelectChoice(role.value, role.title) for role in Role])
    organisation = SelectField("Organisation")

    def offer(self, organisations: Iterable[Organisation]) -> None:
        self.organisation.choices = _choices(organisations)


class PersonActionForm(BaseForm):
    """One button of a person's page: what to do, and to which of their roles."""

    do = HiddenField(validators=[InputRequired("Use the buttons of the page.")])
    membership = HiddenField()


def _choices(organisations: Iterable[Organisation]) -> list[SelectChoice]:
    return [
        SelectChoice(str(each.id), f"{each.name} (employer)" if each.kind is OrganisationKind.EMPLOYER else each.name)
        for each in organisations
    ]
