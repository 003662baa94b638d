"""One's own account: the password, and the browsers that are signed in."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from app.accounts import bp, sessions
from app.accounts.current import actor
from app.accounts.forms import ChangePasswordForm
from app.accounts.passwords import RULE, WeakPassword
from app.accounts.routes.browser import throttle_keys
from app.accounts.services import entry
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import NotFound
from app.extensions import db


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def account() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.validate_on_submit() and _change_password(form):
        flash("Your password is changed. Your other browsers are signed out.")
        return redirect(url_for(".account"), 303)
    mine = sessions.list_sessions(db.session, actor(), at=clock.now())
    page = render_template(
        "accounts/account.html",
        form=form,
        rule=RULE,
        sessions=mine,
        this_session=UUID(actor().get_id()),
        is_demonstration=current_app.config["DEMONSTRATION"],
    )
    return page, form.http_status


def _change_password(form: ChangePasswordForm) -> bool:
    """Whether it was changed; if not, the form says why. A refusal is committed, because it was counted."""
    try:
        refusal = entry.change_password(
            db.session,
            actor(),
            form.current.data,
            form.new.data,
            keys=throttle_keys(actor().email),
            this_session=actor().get_id(),
            at=clock.now(),
        )
    except WeakPassword as weak:
        form.new.errors = [str(weak)]
        return False
    db.session.commit()
    if refusal is not None:
        form.current.errors = [refusal.message]
    return refusal is None


@bp.post("/account/sessions/<uuid:session_id>/end")
@requires(Permission.ACCOUNT_OWN)
def end_session(session_id: UUID) -> ResponseReturnValue:
    mine = {each.id for each in sessions.list_sessions(db.session, actor(), at=clock.now())}
    if session_id not in mine:
        raise NotFound("That browser is signed out already.")
    sessions.end_session(db.session, str(session_id), at=clock.now())
    db.session.commit()
    flash("That browser is signed out.")
    return redirect(url_for(".account"), 303)


@bp.post("/account/sign-out-everywhere")
@requires(Permission.ACCOUNT_OWN)
def sign_out_everywhere() -> ResponseReturnValue:
    sessions.end_all_sessions(db.session, actor(), at=clock.now())
    db.session.commit()
    logout_user()
    cookie.clear()
    flash("You are signed out everywhere.")
    return redirect(url_for(".sign_in"), 303)
