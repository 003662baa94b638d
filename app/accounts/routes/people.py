"""The administrator's people: the list, inviting somebody, and one person's roles and access."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import bp, policies, queries, sessions
from app.accounts.current import actor
from app.accounts.forms import ABOUT_ROLES, NEW_EMPLOYER, GiveRoleForm, InviteForm, PersonActionForm
from app.accounts.mail import current_mail
from app.accounts.models import Organisation, OrganisationKind, Person, Role
from app.accounts.services import people as services
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import Refused
from app.extensions import db


@bp.get("/people")
@requires(Permission.PEOPLE_MANAGE)
def people() -> ResponseReturnValue:
    search = request.args.get("search", "").strip()
    role = next((each for each in Role if each.value == request.args.get("role")), None)
    number = request.args.get("page", 1, type=int)
    found = queries.list_people(db.session, actor=actor(), search=search, role=role, page=number)
    rows = [(each, policies.roles_seen(actor(), each)) for each in found.items]
    return render_template("accounts/people.html", page=found, rows=rows, search=search, role=role, roles=list(Role))


@bp.route("/people/invite", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def invite() -> ResponseReturnValue:
    form = InviteForm()
    organisations = queries.list_organisations(db.session, actor=actor())
    form.offer(organisations)
    known: UUID | None = None
    if form.validate_on_submit():
        try:
            with db.session.begin_nested():  # a refusal takes back a new employer, and keeps what this page has read
                person = _invite(form, organisations)
        except services.AlreadyYours as already:
            known, form.email.errors = already.person_id, [str(already)]
        except services.AddressTaken as taken:
            form.email.errors = [str(taken)]
        except Refused as refused:
            form.organisation.errors = [str(refused)]
        else:
            db.session.commit()
            flash(f"An invitation is on its way to {person.email}.")
            return redirect(url_for(".person", person_id=person.id), 303)
    return render_template("accounts/invite.html", form=form, known=known, about=ABOUT_ROLES), form.http_status


def _invite(form: InviteForm, organisations: list[Organisation]) -> Person:
    invitation = services.Invitation(name=form.name.data, email=form.email.data, role=Role(form.role.data))
    if form.organisation.data == NEW_EMPLOYER:
        provider = next(each for each in organisations if each.kind is OrganisationKind.PROVIDER)
        organisation = services.employer_named(db.session, form.new_employer.data, provider, actor=actor())
    else:
        organisation = next(each for each in organisations if str(each.id) == form.organisation.data)
    return services.invite(db.session, invitation, organisation, actor=actor(), mail=current_mail(), at=clock.now())


@bp.route("/people/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def person(person_id: UUID) -> ResponseReturnValue:
    someone = queries.get_person(db.session, person_id, actor=actor())
    role_form = GiveRoleForm()
    role_form.offer(queries.list_organisations(db.session, actor=actor()))
    form = PersonActionForm()
    if form.validate_on_submit() and (do := _ACTIONS.get(form.do.data)) is not None:
        try:
            said = do(someone, form, role_form)
        except Refused as refused:
            role_form.role.errors = [str(refused)]
        else:
            db.session.commit()
            flash(said)
            return redirect(url_for(".person", person_id=person_id), 303)
    return _show(person_id, role_form)


def _show(person_id: UUID, role_form: GiveRoleForm) -> ResponseReturnValue:
    someone = queries.get_person(db.session, person_id, actor=actor())
    page = render_template(
        "accounts/person.html",
        person=someone,
        roles=policies.roles_seen(actor(), someone),
        may_manage_access=policies.may_manage_access(actor(), someone),
        is_self=someone.id == actor().id,
        browsers=sessions.list_sessions(db.session, someone, at=clock.now()),
        role_form=role_form,
    )
    return page, role_form.http_status


def _resend(person: Person, _form: PersonActionForm, _roles: GiveRoleForm) -> str:
    services.resend_invitation(db.session, person, actor=actor(), mail=current_mail(), at=clock.now())
    return f"A new invitation is on its way to {person.email}."


def _deactivate(person: Person, _form: PersonActionForm, _roles: GiveRoleForm) -> str:
    services.deactivate(db.session, person, actor=actor(), at=clock.now())
    return f"{person.name} can no longer sign in, and is signed out everywhere."


def _reactivate(person: Person, _form: PersonActionForm, _roles: GiveRoleForm) -> str:
    services.reactivate(db.session, person, actor=actor(), at=clock.now())
    return f"{person.name} can sign in again."


def _sign_out(person: Person, _form: PersonActionForm, _roles: GiveRoleForm) -> str:
    services.sign_out(db.session, person, actor=actor(), at=clock.now())
    return f"{person.name} is signed out everywhere."


def _give_role(person: Person, _form: PersonActionForm, roles: GiveRoleForm) -> str:
    if not roles.validate():
        raise Refused("Choose a role and an organisation from the lists.")
    organisation = queries.get_organisation(db.session, UUID(roles.organisation.data), actor=actor())
    services.give_role(db.session, person, Role(roles.role.data), organisation, actor=actor(), at=clock.now())
    return f"{person.name} has the role of {Role(roles.role.data).title.lower()} at {organisation.name}."


def _take_role(person: Person, form: PersonActionForm, _roles: GiveRoleForm) -> str:
    try:
        membership_id = UUID(form.membership.data)
    except ValueError:
        raise Refused("Use the buttons beside the roles.") from None
    services.take_role(db.session, person, membership_id, actor=actor(), at=clock.now())
    return f"The role is taken from {person.name}."


_Action = Callable[[Person, PersonActionForm, GiveRoleForm], str]
_ACTIONS: dict[Any, _Action] = {
    "resend": _resend,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "sign-out": _sign_out,
    "give-role": _give_role,
    "take-role": _take_role,
}
