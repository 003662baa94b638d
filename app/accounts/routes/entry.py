"""Signing in and out, and the links that let people choose a password. Anybody may call these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from flask_wtf.csrf import generate_csrf

from app.accounts import bp, links, sessions
from app.accounts.forms import ForgottenPasswordForm, NewPasswordForm, SignInForm
from app.accounts.mail import current_mail
from app.accounts.models import LinkPurpose, OneTimeLink, Person
from app.accounts.passwords import RULE, WeakPassword
from app.accounts.queries import find_active_person
from app.accounts.routes.browser import browser_name, hand_session, own_path, session_so_far, throttle_keys
from app.accounts.services import entry
from app.core import clock
from app.core.access import public
from app.extensions import db


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(own_path(request.args.get("then")), 303)
    form = SignInForm(then=request.args.get("then", ""))
    if form.validate_on_submit():
        keys, at = throttle_keys(form.email.data), clock.now()
        found = entry.look_up(db.session, form.email.data, keys=keys, at=at)
        db.session.commit()  # nothing to keep: it lets others write while the password is checked
        outcome = entry.sign_in(
            db.session,
            form.email.data,
            form.password.data,
            keys=keys,
            browser=browser_name(),
            replaces=session_so_far(),
            at=at,
            proof=entry.prove(found, form.password.data),
        )
        db.session.commit()
        if isinstance(outcome, Person):
            return hand_session(outcome, form.then.data)
        form.password.errors = [outcome.message]
    return render_template("accounts/sign_in.html", form=form, groups=_demonstration_people()), form.http_status


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    if (session_id := session_so_far()) is not None:
        sessions.end_session(db.session, session_id, at=clock.now())
        db.session.commit()
    logout_user()
    cookie.clear()
    flash("You have signed out.")
    return redirect(url_for(".sign_in"), 303)


@bp.get("/session")
@public
def session_state() -> ResponseReturnValue:
    """For a page that has been open for long: who is signed in now, and the token that its next request needs."""
    name = current_user.name if current_user.is_authenticated else None
    response = jsonify(signed_in=name is not None, person=name, csrf=generate_csrf())
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    form = ForgottenPasswordForm()
    if form.validate_on_submit():
        keys = throttle_keys(form.email.data, purpose="reset")
        entry.request_reset(db.session, form.email.data, keys=keys, mail=current_mail(), at=clock.now())
        db.session.commit()
        return render_template("accounts/reset_sent.html", email=form.email.data)
    return render_template("accounts/forgotten_password.html", form=form), form.http_status


@bp.route("/reset-password/<string:token>", methods=["GET", "POST"])
@public
def reset_password(token: str) -> ResponseReturnValue:
    purpose = LinkPurpose.PASSWORD_RESET
    try:
        link = links.get_link(db.session, token, purpose, at=clock.now())
        form = NewPasswordForm()
        keys = throttle_keys(link.person.email)
        if _chosen(form, lambda: entry.reset_password(db.session, link, form.password.data, keys=keys, at=clock.now())):
            cookie.clear()
            flash("Your new password is set. Sign in with it.")
            return redirect(url_for(".sign_in"), 303)
    except links.LinkEnded as ended:
        return _ended(ended, purpose)
    return _choose(form, link)


@bp.route("/invitation/<string:token>", methods=["GET", "POST"])
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    purpose = LinkPurpose.INVITATION
    try:
        link = links.get_link(db.session, token, purpose, at=clock.now())
        form = NewPasswordForm()
        if _chosen(form, lambda: _accept(form, link)):
            return hand_session(link.person)
    except links.LinkEnded as ended:
        return _ended(ended, purpose)
    return _choose(form, link)


def _accept(form: NewPasswordForm, link: OneTimeLink) -> Person:
    return entry.accept_invitation(
        db.session,
        link,
        form.password.data,
        browser=browser_name(),
        replaces=session_so_far(),
        at=clock.now(),
    )


@bp.post("/demonstration/<uuid:person_id>")
@public
def demonstration_sign_in(person_id: UUID) -> ResponseReturnValue:
    offered = {each for _, people in _demonstration_people() for each, _, _ in people}
    person = find_active_person(db.session, person_id) if person_id in offered else None
    if person is None:
        abort(404)
    entry.enter(db.session, person, browser=browser_name(), replaces=session_so_far(), at=clock.now())
    db.session.commit()
    return hand_session(person, request.form.get("then"))


def _demonstration_people() -> list[tuple[str, list[tuple[UUID, str, str]]]]:
    """Whom the demonstration offers to sign in as: headings with (person's id, name, a line about them).

    The list comes from the function that the demonstration put in `app.extensions["demonstration_people"]`.
    """
    find: Callable[[Any], list[tuple[str, list[tuple[UUID, str, str]]]]] | None
    find = current_app.extensions.get("demonstration_people")
    if find is None or not current_app.config["DEMONSTRATION"]:
        return []
    return [(heading, people) for heading, people in find(db.session) if people]


def _chosen(form: NewPasswordForm, save: Callable[[], object]) -> bool:
    """Save a valid password and commit; one that is too easy to guess goes back with the reason."""
    if not form.validate_on_submit():
        return False
    try:
        save()
    except WeakPassword as weak:
        form.password.errors = [str(weak)]
        return False
    db.session.commit()
    return True


def _choose(form: NewPasswordForm, link: OneTimeLink) -> ResponseReturnValue:
    return render_template("accounts/choose_password.html", form=form, link=link, rule=RULE), form.http_status


def _ended(ended: links.LinkEnded, purpose: LinkPurpose) -> ResponseReturnValue:
    db.session.rollback()
    is_invitation = purpose is LinkPurpose.INVITATION
    page = render_template("accounts/link_ended.html", message=str(ended), is_invitation=is_invitation)
    return page, ended.status
