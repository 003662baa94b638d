"""Notices: what a person should know, in the product and by e-mail. E-mail waits in an outbox and is sent from there."""

from flask import Blueprint

bp = Blueprint("notices", __name__, template_folder="templates", url_prefix="/notices")

from app.notices import routes  # noqa: E402, F401
