"""What a page of signing in has to know of the browser, and how it hands the browser its session."""

from __future__ import annotations

from flask import current_app, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from app.accounts import browsers, throttle
from app.accounts.links import is_own_path
from app.accounts.models import Person


def throttle_keys(email: str, *, purpose: str = "sign-in") -> throttle.Keys:
    secret: str = current_app.config["SECRET_KEY"]
    return throttle.make_keys(secret, purpose=purpose, email=email, network=request.remote_addr or "")


def browser_name() -> str:
    return browsers.describe(request.user_agent.string)


def session_so_far() -> str | None:
    """The id of the session that this browser is about to leave."""
    return current_user.get_id() if current_user.is_authenticated else None


def own_path(address: str | None) -> str:
    """Where to go next: an address of this site, or the home page."""
    return address if address and is_own_path(address) else "/"


def hand_session(person: Person, then: str | None = None) -> ResponseReturnValue:
    """Give the browser its new session and nothing of the old one, and send it on. Call it after the commit."""
    cookie.clear()
    cookie.permanent = True  # it outlives the browser's window; the row in the database says until when
    login_user(person)
    return redirect(own_path(then), 303)
