"""Marking: the tutor's queue and desk, marks against the rubric, comments, release, and the feedback that follows."""

from flask import Blueprint

bp = Blueprint("marking", __name__, template_folder="templates", url_prefix="/marking")

from app.marking import routes  # noqa: E402, F401
