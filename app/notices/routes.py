"""One's own notices, and their number in the bar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.extensions import db
from app.notices import bp, queries, services


@bp.get("")
@requires(Permission.ACCOUNT_OWN)
def index() -> ResponseReturnValue:
    number = request.args.get("page", 1, type=int)
    found = queries.list_notices(db.session, actor=actor(), page=number)
    return render_template("notices/index.html", page=found)


@bp.post("/<uuid:notice_id>/read")
@requires(Permission.ACCOUNT_OWN)
def read(notice_id: UUID) -> ResponseReturnValue:
    """Mark a notice read, and go to what it tells of; with `stay`, come back to the list."""
    notice = queries.get_notice(db.session, notice_id, actor=actor())
    services.mark_read(db.session, notice, at=clock.now())
    db.session.commit()
    return redirect(url_for(".index") if "stay" in request.form else notice.path, 303)


@bp.app_context_processor
def provide() -> dict[str, Any]:
    """`unread_notices()` for the bar: it asks the database only where a page calls it."""
    return {"unread_notices": _count_unread}


def _count_unread() -> int:
    try:
        return queries.count_unread(db.session, actor=actor())
    except SQLAlchemyError:
        return 0  # the page being shown is the one that says that the database has failed
