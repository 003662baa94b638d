"""The base form. Every form in the system inherits from it."""

from __future__ import annotations

from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, PasswordField
from wtforms.fields.core import UnboundField

KEPT_AS_TYPED = (FieldList, FormField, PasswordField)


def strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


class BaseForm(FlaskForm):  # type: ignore[misc]
    """Strips stray spaces from everything but passwords, and knows what status a refused form goes back with."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: Any, unbound_field: UnboundField[Any], options: MutableMapping[str, Any]) -> Field:
            if not issubclass(unbound_field.field_class, KEPT_AS_TYPED):
                options["filters"] = [strip, *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, **options)

    @property
    def http_status(self) -> HTTPStatus:
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK
