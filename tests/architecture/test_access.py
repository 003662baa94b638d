"""The whole route map and who may reach each route, in one table to read and review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.accounts.models import GRANTS, Role
from app.core import access
from app.core.access import PUBLIC, Permission, declared_access
from app.demonstration.factories import make_organisation, make_person
from tests.databases import on_sqlite

ACCESS = {
    "accounts.accept_invitation": PUBLIC,
    "accounts.account": Permission.ACCOUNT_OWN,
    "accounts.demonstration_sign_in": PUBLIC,
    "accounts.end_session": Permission.ACCOUNT_OWN,
    "accounts.forgotten_password": PUBLIC,
    "accounts.invite": Permission.PEOPLE_MANAGE,
    "accounts.people": Permission.PEOPLE_MANAGE,
    "accounts.person": Permission.PEOPLE_MANAGE,
    "accounts.reset_password": PUBLIC,
    "accounts.session_state": PUBLIC,
    "accounts.sign_in": PUBLIC,
    "accounts.sign_out": PUBLIC,
    "accounts.sign_out_everywhere": Permission.ACCOUNT_OWN,
    "learning.drawing": Permission.LESSON_READ,
    "learning.index": Permission.LESSON_READ,
    "learning.lesson": Permission.LESSON_READ,
    "marking.act": Permission.FEEDBACK_ACT,
    "marking.comment": Permission.MARK_DECIDE,
    "marking.decide": Permission.MARK_DECIDE,
    "marking.desk": Permission.CASELOAD_READ,
    "marking.feedback": Permission.FEEDBACK_READ,
    "marking.queue": Permission.MARK_DECIDE,
    "marking.release": Permission.MARK_DECIDE,
    "marking.withdraw": Permission.MARK_DECIDE,
    "notices.index": Permission.ACCOUNT_OWN,
    "notices.read": Permission.ACCOUNT_OWN,
    "portfolio.add": Permission.EVIDENCE_ADD,
    "portfolio.add_file": Permission.EVIDENCE_ADD,
    "portfolio.answer": Permission.EVIDENCE_ADD,
    "portfolio.bring_back": Permission.EVIDENCE_ADD,
    "portfolio.claim": Permission.EVIDENCE_ADD,
    "portfolio.decide": Permission.EVIDENCE_DECIDE,
    "portfolio.evidence": Permission.EVIDENCE_READ,
    "portfolio.file": Permission.EVIDENCE_READ,
    "portfolio.index": Permission.EVIDENCE_ADD,
    "portfolio.matrix": Permission.EVIDENCE_READ,
    "portfolio.waiting": Permission.EVIDENCE_DECIDE,
    "portfolio.withdraw": Permission.EVIDENCE_ADD,
    "programmes.enrol": Permission.PEOPLE_MANAGE,
    "progress.apprentice": Permission.ACCOUNT_OWN,
    "progress.apprentices": Permission.EMPLOYMENT_READ,
    "progress.caseload": Permission.CASELOAD_READ,
    "progress.home": Permission.ACCOUNT_OWN,
    "progress.my_plan": Permission.PLAN_READ,
    "scenarios.attachment": Permission.SCENARIO_READ,
    "scenarios.index": Permission.SCENARIO_READ,
    "scenarios.note": Permission.SCENARIO_READ,
    "scenarios.room": Permission.SCENARIO_READ,
    "submissions.draft": Permission.EXERCISE_DO,
    "submissions.edit": Permission.EXERCISE_DO,
    "submissions.exercise": Permission.SCENARIO_READ,
    "submissions.export_file": Permission.SUBMISSION_READ,
    "submissions.hand_in": Permission.EXERCISE_DO,
    "submissions.history": Permission.EXERCISE_DO,
    "submissions.import_file": Permission.EXERCISE_DO,
    "submissions.open": Permission.EXERCISE_DO,
    "submissions.receipt": Permission.SUBMISSION_READ,
    "submissions.restore": Permission.EXERCISE_DO,
    "submissions.undo": Permission.EXERCISE_DO,
}

#: Pages and files to look at: they take no form.
READ_ONLY = re.compile(
    r"\.(index|show|home|queue|desk|feedback|matrix|waiting|evidence|file|caseload|apprentices?|my_plan|lesson|drawing"
    r"|room|attachment|exercise|history|receipt|export_file|people|session_state)$"
)
#: An answer to somebody who may be here: found, gone elsewhere, not found, or refused for what was sent.
ANSWERS = {200, 302, 303, 400, 404, 409, 410, 422}
AS_JSON = {"Accept": "application/json"}
STANDS_FOR = {"uuid": UUID(int=0), "string": "nothing", "int": 1}
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARAMETER = re.compile(r"<(uuid|string|int):[a-z_]+>")


def calls(app: Flask) -> Iterator[tuple[Rule, str, dict[str, object]]]:
    """Each route with each of its methods, and parameters for things that are not there."""
    for rule in app.url_map.iter_rules():
        values = {name: STANDS_FOR[kind] for kind, name in re.findall(r"<(\w+):(\w+)>", rule.rule)}
        assert set(values) == rule.arguments, rule.rule
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, values


@on_sqlite
def test_the_table_is_the_route_map(app: Flask):
    assert {rule.endpoint: declared_access(app, rule.endpoint) for rule in app.url_map.iter_rules()} == ACCESS


@on_sqlite
def test_signed_out_people_are_turned_away_from_everything_else(app, visit):
    for rule, method, values in calls(app):
        if ACCESS[rule.endpoint] != PUBLIC:
            page = visit.open(method, rule.endpoint, values)
            assert (page.status, page.location.partition("?")[0]) == (302, "/sign-in"), (method, rule.rule)


@on_sqlite
def test_signed_out_scripts_are_told_so_as_json(app, visit):
    for rule, method, values in calls(app):
        if ACCESS[rule.endpoint] != PUBLIC:
            answer = visit.open(method, rule.endpoint, values, headers=AS_JSON)
            assert (answer.status, answer.json["error"]) == (401, "signed-out"), (method, rule.rule)


@on_sqlite
@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_what_it_is_granted_and_nothing_else(app, session, visit, role):
    provider = make_organisation(session)
    where = provider if role is not Role.LINE_MANAGER else make_organisation(session, employer_of=provider)
    person = make_person(session, role, where, password="a long enough password")
    granted = GRANTS[role] | {PUBLIC}
    for rule, method, values in calls(app):
        sent = {"json": {}} if method == "PUT" else {"headers": AS_JSON}  # quicker, and refused in the same way
        status = visit.as_(person).open(method, rule.endpoint, values, **sent).status
        expected = ANSWERS if ACCESS[rule.endpoint] in granted else {403}
        assert status in expected, (method, rule.rule, status)


def test_everybody_has_an_account_of_their_own_and_every_permission_is_granted_to_somebody():
    assert all(Permission.ACCOUNT_OWN in granted for granted in GRANTS.values())
    assert set(GRANTS) == set(Role)
    assert frozenset().union(*GRANTS.values()) == set(Permission)


@on_sqlite
def test_somebody_who_has_been_switched_off_is_signed_out(session, visit):
    person = make_person(session, Role.TUTOR, make_organisation(session))
    here = visit.as_(person)
    assert here.get("accounts.account").status == 200
    person.is_active = False
    assert here.get("accounts.account").status == 302


def test_a_view_without_access_stops_the_app_from_starting():
    bare = Flask(__name__)
    bare.add_url_rule("/oops", "oops", lambda: "oops")
    with pytest.raises(RuntimeError, match="oops"):
        access.init_app(bare)


@on_sqlite
def test_addresses_are_kebab_case_and_every_parameter_has_a_type(app: Flask):
    for rule in app.url_map.iter_rules():
        parts = [part for part in rule.rule.strip("/").split("/") if part]
        assert all(KEBAB.fullmatch(part) or PARAMETER.fullmatch(part) for part in parts), rule.rule
        assert rule.rule == "/" or not rule.rule.endswith("/"), rule.rule


@on_sqlite
def test_nothing_that_only_reads_accepts_a_form(app: Flask):
    for rule in app.url_map.iter_rules():
        if READ_ONLY.search(rule.endpoint):
            assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS"}, rule.endpoint
