"""The exercise page, opening an attempt, handing in and the receipt."""

from __future__ import annotations

import json
from http import HTTPStatus
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import kinds
from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.extensions import db
from app.scenarios.library import library
from app.scenarios.pack import Exercise
from app.submissions import bp, queries, services, workspace
from app.submissions.forms import HandInForm
from app.submissions.models import Attempt
from app.submissions.routes.own import own_draft


@bp.get("/exercise/<uuid:exercise_id>")
@requires(Permission.SCENARIO_READ)
def exercise(exercise_id: UUID) -> ResponseReturnValue:
    found = library().exercise(exercise_id)
    attempts = queries.list_attempts(db.session, [exercise_id], actor=actor())
    may_do = Permission.EXERCISE_DO in actor().permissions
    return render_template("submissions/exercise.html", exercise=found, attempts=attempts, may_do=may_do)


@bp.post("/open/<uuid:exercise_id>")
@requires(Permission.EXERCISE_DO)
def open(exercise_id: UUID) -> ResponseReturnValue:
    apprenticeship = queries.get_own_apprenticeship(db.session, actor=actor())
    found = library().exercise(exercise_id)
    attempt = services.open_attempt(db.session, apprenticeship, found, actor=actor(), at=clock.now())
    db.session.commit()
    return redirect(url_for(".edit", attempt_id=attempt.id), HTTPStatus.SEE_OTHER)


@bp.route("/<uuid:attempt_id>/hand-in", methods=["GET", "POST"])
@requires(Permission.EXERCISE_DO)
def hand_in(attempt_id: UUID) -> ResponseReturnValue:
    attempt, found = own_draft(attempt_id)
    if attempt.submission is not None:  # a second click, or the page opened again
        return redirect(url_for(".receipt", submission_id=attempt.submission.id), HTTPStatus.SEE_OTHER)
    form = HandInForm(based_on=attempt.revision)
    if form.validate_on_submit():
        try:
            submission = services.hand_in(
                db.session, attempt, exercise=found, based_on=form.based_on.data, actor=actor(), at=clock.now()
            )
            db.session.commit()
        except (StaleDataError, IntegrityError):  # two clicks at the very same moment: one of them has handed it in
            db.session.rollback()
            return redirect(url_for(".hand_in", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)
        except services.DraftConflict:
            db.session.rollback()
            form.own_work.errors = ["The draft has changed since you opened this page. Look at it below, then confirm."]
            form.based_on.data = attempt.revision
            form.based_on.raw_data = None
            return _hand_in_page(attempt, found, form), HTTPStatus.CONFLICT
        return redirect(url_for(".receipt", submission_id=submission.id), HTTPStatus.SEE_OTHER)
    return _hand_in_page(attempt, found, form), form.http_status


def _hand_in_page(attempt: Attempt, found: Exercise, form: HandInForm) -> str:
    seen = workspace.read(found, attempt.payload, attempt.kind_version)
    return render_template("submissions/hand_in.html", attempt=attempt, exercise=found, form=form, seen=seen)


@bp.get("/submissions/<uuid:submission_id>/receipt")
@requires(Permission.SUBMISSION_READ)
def receipt(submission_id: UUID) -> ResponseReturnValue:
    submission = queries.get_submission(db.session, submission_id, actor=actor())
    rows = len(kinds.get(submission.exercise["kind"]).editor.rows(json.loads(submission.content)))
    return render_template("submissions/receipt.html", submission=submission, rows=rows)
