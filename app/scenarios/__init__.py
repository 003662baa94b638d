"""Scenarios: the projects apprentices practise on, read from the packs in `scenarios/`, and the project room."""

from flask import Blueprint

bp = Blueprint("scenarios", __name__, template_folder="templates", url_prefix="/practise")

from app.scenarios import routes  # noqa: E402, F401
