"""Programmes: the occupational standard, cohorts, and each apprenticeship with its baseline."""

from flask import Blueprint

bp = Blueprint("programmes", __name__, template_folder="templates", url_prefix="/apprenticeships")

from app.programmes import routes  # noqa: E402, F401
