"""Learning: lessons on the duties, read from `content/lessons`, with drawings and self-check questions."""

from flask import Blueprint

bp = Blueprint("learning", __name__, template_folder="templates", url_prefix="/learn")

from app.learning import routes  # noqa: E402, F401
