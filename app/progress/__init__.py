"""Progress: the plan to gateway, the tutor's caseload and the employer's view. Reads from the rest; owns no tables."""

from flask import Blueprint

bp = Blueprint("progress", __name__, template_folder="templates")

from app.progress import routes  # noqa: E402, F401
