"""Who may call which view. Nothing is reachable until its view says so.

There are two questions, and they are answered in two places. *May this person ever do this kind of thing?* is a
permission, declared on the view with `@requires` and checked here. *May they do it to this one?* depends on the thing,
and is answered by the slice's `policies.py`.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


class Permission(enum.StrEnum):
    """Named `<thing>:<action>`. Roles grant permissions; no code asks what role someone has."""

    ACCOUNT_OWN = "account:own"
    PEOPLE_MANAGE = "people:manage"
    PLAN_READ = "plan:read"
    LESSON_READ = "lesson:read"
    SCENARIO_READ = "scenario:read"
    EXERCISE_DO = "exercise:do"
    SUBMISSION_READ = "submission:read"
    MARK_DECIDE = "mark:decide"
    FEEDBACK_READ = "feedback:read"
    FEEDBACK_ACT = "feedback:act"
    EVIDENCE_ADD = "evidence:add"
    EVIDENCE_READ = "evidence:read"
    EVIDENCE_DECIDE = "evidence:decide"
    CASELOAD_READ = "caseload:read"
    EMPLOYMENT_READ = "employment:read"


PUBLIC: Final = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Anyone may call this view, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def declared_access(app: Flask, endpoint: str) -> Permission | str | None:
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "access", None)


def init_app(app: Flask) -> None:
    undeclared = sorted(each for each in app.view_functions if declared_access(app, each) is None)
    if undeclared:
        raise RuntimeError(f"views without @requires or @public: {', '.join(undeclared)}")
    app.before_request(_enforce)


def _enforce() -> Any:
    if request.endpoint is None:
        return None  # routing is about to answer 404 or 405
    access = declared_access(current_app, request.endpoint)
    if access == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if access not in current_user.permissions:
        abort(403)
    return None
