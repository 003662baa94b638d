"""Portfolio: evidence from the workplace, its files, the KSBs it is claimed to show, and the tutor's decisions."""

from flask import Blueprint

bp = Blueprint("portfolio", __name__, template_folder="templates", url_prefix="/portfolio")

from app.portfolio import routes  # noqa: E402, F401
