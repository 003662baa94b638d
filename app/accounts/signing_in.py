"""How Flask-Login finds the person of a request, and where it sends those who are not signed in."""

from __future__ import annotations

from flask import Flask, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import sessions
from app.accounts.models import Person
from app.core import clock
from app.core.errors import wants_json
from app.extensions import db, login_manager


def init_app(app: Flask) -> None:
    login_manager.session_protection = None  # sessions are rows that can be ended; addresses change on trains


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_person(session_id: str) -> Person | None:
    return sessions.find_person(db.session, session_id, at=clock.now())


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def unauthorized() -> ResponseReturnValue:
    if wants_json() or request.method != "GET":
        message = (
            "You have been signed out. Sign in again in another tab, then try again here; nothing you typed is lost."
        )
        if wants_json():
            return jsonify(error="signed-out", message=message), 401
    else:
        message = "Sign in to go on."
    flash(message)
    then = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", then=then))
