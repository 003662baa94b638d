"""Notices: what a person should know, in the product and by e-mail, which waits in an outbox until it is sent."""

from flask import Blueprint

bp = Blueprint("notices", __name__, template_folder="templates", url_prefix="/notices")

from app.notices import outbox, routes, services  # noqa: E402

outbox.keep(bp)
bp.record_once(lambda state: state.app.extensions.__setitem__("queue_email", services.queue_email))

__all__ = ["bp", "routes"]
