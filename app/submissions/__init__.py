"""Submissions: an apprentice's attempts at an exercise, from the first draft to the receipt."""

from flask import Blueprint

bp = Blueprint("submissions", __name__, template_folder="templates", url_prefix="/work")

from app.submissions import routes  # noqa: E402, F401
