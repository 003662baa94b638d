"""The marking room over HTTP: the queue, the desk with its decisions and comments, the release, and the feedback."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import DomainError, Refused, wants_json
from app.engines.rubric import Level
from app.extensions import db
from app.marking import bp, releasing, services
from app.marking.desk import Desk, Refusal, as_json, decision_as_json, read_marks, set_out
from app.marking.feedback import gather
from app.marking.forms import ActForm, CommentForm, DecideForm, ReleaseForm, sent
from app.marking.queries import get_action, get_comment, get_submission_for_desk
from app.marking.standing import LEVEL_WORDS
from app.marking.waiting import list_exercises_waiting, list_queue
from app.submissions.models import Submission
from app.submissions.queries import get_submission


@bp.context_processor
def words() -> dict[str, object]:
    return {"level_words": LEVEL_WORDS, "now": clock.now()}


@bp.get("")
@requires(Permission.MARK_DECIDE)
def queue() -> ResponseReturnValue:
    exercise_id = request.args.get("exercise", type=UUID)
    page = list_queue(db.session, actor=actor(), exercise_id=exercise_id, number=request.args.get("page", 1, type=int))
    exercises = list_exercises_waiting(db.session, actor=actor())
    return render_template("marking/queue.html", page=page, exercises=exercises, exercise_id=exercise_id)


@bp.get("/<uuid:submission_id>")
@requires(Permission.CASELOAD_READ)
def desk(submission_id: UUID) -> ResponseReturnValue:
    submission = get_submission_for_desk(db.session, submission_id, actor=actor())
    return _desk_page(submission)


@bp.route("/<uuid:submission_id>/criteria/<string:criterion_id>", methods=["PUT", "POST"])
@requires(Permission.MARK_DECIDE)
def decide(submission_id: UUID, criterion_id: str) -> ResponseReturnValue:
    submission = get_submission_for_desk(db.session, submission_id, actor=actor())
    form = DecideForm(sent())
    if not form.validate_on_submit():
        return _refused(submission, criterion_id, form, Refused(form.problem))
    try:
        services.decide(
            db.session,
            submission,
            criterion_id,
            level=Level(form.level.data),
            reason=form.reason.data or "",
            based_on=form.based_on.data,
            actor=actor(),
            at=clock.now(),
        )
    except (services.MarkConflict, Refused) as problem:
        return _refused(submission, criterion_id, form, problem)
    db.session.commit()
    if wants_json():
        return jsonify(as_json(read_marks(db.session, submission), criterion_id))
    flash("Saved.")
    return redirect(url_for("marking.desk", submission_id=submission.id, _anchor=f"criterion-{criterion_id}"), 303)


def _refused(submission: Submission, criterion_id: str, form: DecideForm, problem: DomainError) -> ResponseReturnValue:
    """The message in its place, with everything typed still there: in the page, or as JSON for script."""
    conflict = problem if isinstance(problem, services.MarkConflict) else None
    if wants_json():
        theirs = decision_as_json(conflict.standing) | {"by": conflict.decider} if conflict else None
        return jsonify(error=type(problem).__name__, message=str(problem), theirs=theirs), problem.status
    refusal = Refusal(
        criterion_id=criterion_id,
        message=str(problem),
        level=form.level.data or "",
        reason=form.reason.data or "",
        based_on=conflict.standing.revision if conflict else form.based_on.data or 0,
        decider=conflict.decider if conflict else "",
        is_conflict=conflict is not None,
    )
    return _desk_page(submission, refusal=refusal, status=problem.status)


@bp.post("/<uuid:submission_id>/comments")
@requires(Permission.MARK_DECIDE)
def comment(submission_id: UUID) -> ResponseReturnValue:
    submission = get_submission_for_desk(db.session, submission_id, actor=actor())
    laid_out = set_out(db.session, submission, actor=actor())
    form = _comment_form(laid_out)
    if not form.validate_on_submit():
        if wants_json():
            return jsonify(error="invalid", message=form.problem), HTTPStatus.UNPROCESSABLE_ENTITY
        return _desk_page(submission, comment_form=form, status=form.http_status)
    services.comment(
        db.session,
        submission,
        text=form.text.data,
        criterion_id=form.criterion_id.data,
        where=form.where.data,
        actor=actor(),
        at=clock.now(),
    )
    db.session.commit()
    return _comments_changed(submission, "Comment added.")


@bp.post("/comments/<uuid:comment_id>/withdraw")
@requires(Permission.MARK_DECIDE)
def withdraw(comment_id: UUID) -> ResponseReturnValue:
    made, submission = get_comment(db.session, comment_id, actor=actor())
    services.withdraw(db.session, submission, made, actor=actor(), at=clock.now())
    db.session.commit()
    return _comments_changed(submission, "Comment withdrawn. It stays in the record; the apprentice does not see it.")


def _comments_changed(submission: Submission, message: str) -> ResponseReturnValue:
    if wants_json():
        laid_out = set_out(db.session, submission, actor=actor())
        html = render_template("marking/_comments.html", desk=laid_out, marks=laid_out.marks)
        return jsonify(message=message, html=html)
    flash(message)
    return redirect(url_for("marking.desk", submission_id=submission.id, _anchor="comments"), 303)


def _comment_form(laid_out: Desk) -> CommentForm:
    form = CommentForm(sent())
    form.offer(laid_out.criteria_choices, laid_out.row_choices)
    return form


def _desk_page(
    submission: Submission,
    *,
    refusal: Refusal | None = None,
    comment_form: CommentForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    laid_out = set_out(db.session, submission, actor=actor())
    page = render_template(
        "marking/desk.html",
        desk=laid_out,
        marks=laid_out.marks,
        submission=submission,
        refusal=refusal,
        comment_form=comment_form or _comment_form(laid_out),
    )
    return page, status


@bp.route("/<uuid:submission_id>/release", methods=["GET", "POST"])
@requires(Permission.MARK_DECIDE)
def release(submission_id: UUID) -> ResponseReturnValue:
    submission = get_submission_for_desk(db.session, submission_id, actor=actor())
    form = ReleaseForm()
    problem: DomainError | None = None
    if form.validate_on_submit():
        try:
            releasing.release(db.session, submission, shown=form.shown.data or "", actor=actor(), at=clock.now())
        except (releasing.StillUndecided, releasing.ShownOtherwise) as refused:
            problem = refused
        else:
            db.session.commit()
            flash("Feedback released. The apprentice has been told.")
            return redirect(url_for("marking.feedback", submission_id=submission.id), 303)
    marks = read_marks(db.session, submission)
    page = render_template("marking/release.html", marks=marks, submission=submission, problem=problem)
    return page, problem.status if problem else form.http_status


@bp.get("/feedback/<uuid:submission_id>")
@requires(Permission.FEEDBACK_READ)
def feedback(submission_id: UUID) -> ResponseReturnValue:
    submission = get_submission(db.session, submission_id, actor=actor())
    return render_template(
        "marking/feedback.html", feedback=gather(db.session, submission, actor=actor()), submission=submission
    )


@bp.post("/actions/<uuid:action_id>")
@requires(Permission.FEEDBACK_ACT)
def act(action_id: UUID) -> ResponseReturnValue:
    action, submission = get_action(db.session, action_id, actor=actor())
    form = ActForm()
    if form.validate_on_submit():
        releasing.act(db.session, action, submission, done=form.done.data == "yes", actor=actor(), at=clock.now())
        db.session.commit()
    return redirect(url_for("marking.feedback", submission_id=submission.id, _anchor="to-do"), 303)
