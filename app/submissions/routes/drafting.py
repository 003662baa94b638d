"""The editor, and what can be done with a draft: save, undo, go back, import, export."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import NotFound, Refused
from app.core.templating import time_of_day
from app.extensions import db
from app.kinds.base import Imported, Unreadable
from app.kinds.editor import changes
from app.kinds.form import form_for
from app.scenarios.library import library
from app.scenarios.pack import Exercise
from app.submissions import bp, dossier, queries, row_operations, services, workspace
from app.submissions.forms import ImportForm
from app.submissions.models import Attempt
from app.submissions.routes.own import own_draft, submission_id_of

MOST_DRAFT_BYTES = 3 * 1024 * 1024
FILE_TYPES = {
    "csv": "CSV whose first line holds headings, at most 2 MB",
    "xlsx": "an Excel workbook (.xlsx) as exported here, or with one sheet that has headings, at most 2 MB",
    "xml": "MS Project XML, as MS Project, ProjectLibre and GanttProject save it, at most 10 MB",
}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.route("/<uuid:attempt_id>", methods=["GET", "POST"])
@requires(Permission.EXERCISE_DO)
def edit(attempt_id: UUID) -> ResponseReturnValue:
    attempt, found = own_draft(attempt_id)
    if not attempt.is_drafting:
        return redirect(url_for(".receipt", submission_id=submission_id_of(attempt)))
    if request.method == "POST":
        return _save_form(attempt, found)
    return _editor(attempt, found, attempt.payload)


def _save_form(attempt: Attempt, found: Exercise) -> ResponseReturnValue:
    """Save what a plain form sent, then do what its button says."""
    payload, based_on = _posted(found)
    try:
        payload, next_ref = row_operations.apply(found.kind.editor, payload, request.form.get("do", ""))
        services.save_draft(
            db.session, attempt, payload, exercise=found, based_on=based_on, actor=actor(), at=clock.now()
        )
        db.session.commit()
    except services.DraftConflict:
        db.session.rollback()
        return _conflict(attempt, found, payload), HTTPStatus.CONFLICT
    except Refused as error:
        db.session.rollback()
        flash(str(error))
        return _editor(attempt, found, payload, analysed=attempt.payload), HTTPStatus.UNPROCESSABLE_ENTITY
    if request.form.get("do") == "hand-in":
        return redirect(url_for(".hand_in", attempt_id=attempt.id), HTTPStatus.SEE_OTHER)
    flash("Saved and checked.")
    anchor = f"row-{next_ref}" if next_ref else None
    return redirect(url_for(".edit", attempt_id=attempt.id, _anchor=anchor), HTTPStatus.SEE_OTHER)


def _posted(found: Exercise) -> tuple[dict[str, Any], int]:
    """The payload and base revision of a posted editor; `content` carries one whole from the conflict page."""
    based_on = request.form.get("based_on", type=int, default=0)
    if content := request.form.get("content"):
        try:
            payload = json.loads(content)
        except (ValueError, RecursionError):
            raise Refused("What was sent is not readable. Go back and press the button again.") from None
        return services.checked_payload(found, payload if isinstance(payload, dict) else {}), based_on
    return form_for(found.kind.editor)().to_payload(), based_on


def _editor(
    attempt: Attempt, found: Exercise, payload: dict[str, Any], *, analysed: dict[str, Any] | None = None
) -> str:
    """The editor over a payload. `analysed` is what the checks read where that payload could not be saved."""
    seen = workspace.read(found, payload if analysed is None else analysed, attempt.kind_version)
    make_form = form_for(found.kind.editor)
    one_blank = {grid.key: [grid.blank_row("__ref__")] for grid in found.kind.editor.grids}
    previous = queries.find_previous_submission(db.session, attempt) if attempt.number > 1 else None
    return render_template(
        "submissions/edit.html",
        attempt=attempt,
        exercise=found,
        kind=found.kind,
        form=make_form(MultiDict(), data=make_form.initial(payload)),
        blank=make_form(MultiDict(), data=one_blank, prefix="blank-"),
        dossier=dossier.shown(found),
        seen=seen,
        previous=previous,
        changed=changes(found.kind.editor, json.loads(previous.content), payload) if previous else [],
    )


def _conflict(attempt: Attempt, found: Exercise, mine: dict[str, Any]) -> str:
    return render_template(
        "submissions/conflict.html",
        attempt=attempt,
        exercise=found,
        mine=json.dumps(mine, ensure_ascii=False),
        differences=changes(found.kind.editor, attempt.payload, mine),
    )


@bp.put("/<uuid:attempt_id>/draft")
@requires(Permission.EXERCISE_DO)
def draft(attempt_id: UUID) -> ResponseReturnValue:
    """Autosave: `{"based_on": revision, "payload": {…}}` in; the new revision and everything worked out anew back."""
    request.max_content_length = MOST_DRAFT_BYTES
    sent = request.get_json()
    if not isinstance(sent, dict) or not isinstance(sent.get("payload"), dict):
        raise Refused("The draft did not arrive whole. It will be sent again.")
    attempt, found = own_draft(attempt_id)
    based_on = sent.get("based_on")
    payload = sent["payload"]
    try:
        services.save_draft(
            db.session,
            attempt,
            payload,
            exercise=found,
            based_on=based_on if isinstance(based_on, int) else 0,
            actor=actor(),
            at=clock.now(),
        )
        db.session.commit()
    except services.DraftConflict as conflict:
        db.session.rollback()
        differences = changes(found.kind.editor, attempt.payload, services.checked_payload(found, payload))
        html = render_template("submissions/_differences.html", differences=differences)
        return jsonify(
            error="conflict", message=str(conflict), revision=attempt.revision, html=html
        ), HTTPStatus.CONFLICT
    return jsonify(_answer(attempt, found))


def _answer(attempt: Attempt, found: Exercise) -> dict[str, Any]:
    seen = workspace.read(found, attempt.payload, attempt.kind_version)
    return {
        "revision": attempt.revision,
        "saved_at": time_of_day(attempt.saved_at),
        "outputs": {ref: {"cells": dict(each.cells), "flag": each.flag} for ref, each in seen.outputs.items()},
        "cell_errors": dict(seen.cell_errors),
        "row_flags": dict(seen.row_flags),
        "html": {
            "findings": render_template("submissions/_findings.html", seen=seen, exercise=found),
            "pictures": render_template("submissions/_pictures.html", seen=seen),
        },
    }


@bp.post("/<uuid:attempt_id>/undo")
@requires(Permission.EXERCISE_DO)
def undo(attempt_id: UUID) -> ResponseReturnValue:
    attempt, found = own_draft(attempt_id)
    services.undo(db.session, attempt, exercise=found, actor=actor(), at=clock.now())
    db.session.commit()
    flash("Went back to the version before. Undo again to return to what you had.")
    return redirect(url_for(".edit", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)


@bp.get("/<uuid:attempt_id>/history")
@requires(Permission.EXERCISE_DO)
def history(attempt_id: UUID) -> ResponseReturnValue:
    attempt, found = own_draft(attempt_id)
    revisions = queries.list_revisions(db.session, attempt)
    newer = [attempt.payload, *(each.payload for each in revisions)]
    rows = [
        (revision, changes(found.kind.editor, revision.payload, after))
        for revision, after in zip(revisions, newer, strict=False)
    ]
    return render_template("submissions/history.html", attempt=attempt, exercise=found, rows=rows)


@bp.post("/<uuid:attempt_id>/restore/<int:revision>")
@requires(Permission.EXERCISE_DO)
def restore(attempt_id: UUID, revision: int) -> ResponseReturnValue:
    attempt, found = own_draft(attempt_id)
    services.restore(db.session, attempt, revision, exercise=found, actor=actor(), at=clock.now())
    db.session.commit()
    flash(f"Version {revision} is your draft again. What you had is kept in the history.")
    return redirect(url_for(".edit", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)


@bp.route("/<uuid:attempt_id>/import", methods=["GET", "POST"])
@requires(Permission.EXERCISE_DO)
def import_file(attempt_id: UUID) -> ResponseReturnValue:
    attempt, found = own_draft(attempt_id)
    form = ImportForm()
    if form.validate_on_submit():
        try:
            imported = _imported(attempt, found, form.file.data)
        except Unreadable as error:
            form.file.errors = [f"{form.file.data.filename}, line {error.line}: {error}"]
        else:
            return _keep_imported(attempt, found, imported)
    page = render_template(
        "submissions/import.html",
        attempt=attempt,
        exercise=found,
        form=form,
        file_types=[FILE_TYPES[each] for each in found.kind.importers],
    )
    return page, form.http_status


def _keep_imported(attempt: Attempt, found: Exercise, imported: Imported[Any]) -> ResponseReturnValue:
    """Save what a file held, and show what it held besides that has no place here."""
    payload = imported.payload.model_dump(mode="json")
    services.save_draft(
        db.session, attempt, payload, exercise=found, based_on=attempt.revision, actor=actor(), at=clock.now()
    )
    db.session.commit()
    rows = len(found.kind.editor.rows(payload))
    if imported.notes:
        return render_template(
            "submissions/imported.html", attempt=attempt, exercise=found, rows=rows, notes=imported.notes
        )
    flash(f"Imported {rows} rows. Undo brings back what you had.")
    return redirect(url_for(".edit", attempt_id=attempt.id), HTTPStatus.SEE_OTHER)


def _imported(attempt: Attempt, found: Exercise, file: Any) -> Imported[Any]:
    ending = (file.filename or "").rpartition(".")[2].lower()
    kind = found.kind
    if ending not in kind.importers:
        known = ", ".join(f".{each}" for each in kind.importers)
        raise Unreadable(f"a file ending .{ending} cannot be imported here. Use one of: {known}")
    return kind.read_file(ending, file.read(), kind.load(attempt.payload, attempt.kind_version))


@bp.get("/<uuid:attempt_id>/export/<string:ending>")
@requires(Permission.SUBMISSION_READ)
def export_file(attempt_id: UUID, ending: str) -> ResponseReturnValue:
    attempt = queries.get_attempt(db.session, attempt_id, actor=actor())
    found = library().exercise(attempt.exercise_id)
    if ending not in found.kind.exporters:
        raise NotFound("This cannot be exported to that kind of file.")
    content = found.kind.exporters[ending](found.kind.load(attempt.payload, attempt.kind_version))
    name = f"{found.scenario.slug}-{found.kind.key}-attempt-{attempt.number}.{ending}"
    headers = {"Content-Type": CONTENT_TYPES[ending], "Content-Disposition": f'attachment; filename="{name}"'}
    return content, HTTPStatus.OK, headers
