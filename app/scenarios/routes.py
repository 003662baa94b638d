"""The scenarios to choose from, and the project room of each: the work, the in-tray and one document of it."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from uuid import UUID

from flask import current_app, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.accounts.models import Person
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import NotFound, wants_json
from app.extensions import db
from app.scenarios import bp
from app.scenarios.forms import NoteForm
from app.scenarios.library import library
from app.scenarios.pack import Document, Scenario
from app.scenarios.queries import InTray, list_in_trays
from app.scenarios.services import keep_note, mark_read
from app.scenarios.stage_line import stage_line

State = tuple[str, str, str]


def exercise_states(person: Person) -> dict[UUID, State]:
    """Where a person stands with each exercise that they have begun: words, an address and a tone of status tags.

    Attempts belong to rooms above this one, so the room that keeps them puts a function (person) -> states into
    `app.extensions["exercise_states"]`. Without one, nothing has been begun. Whoever does no exercises has no states.
    """
    states = current_app.extensions.get("exercise_states")
    if states is None or Permission.EXERCISE_DO not in person.permissions:
        return {}
    found: dict[UUID, State] = states(person)
    return found


@bp.get("")
@requires(Permission.SCENARIO_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "scenarios/index.html",
        in_trays=list_in_trays(db.session, library().scenarios, actor=actor()),
        states=exercise_states(actor()),
        does_exercises=Permission.EXERCISE_DO in actor().permissions,
        stage_line=stage_line,
    )


@bp.get("/<string:slug>")
@requires(Permission.SCENARIO_READ)
def room(slug: str) -> ResponseReturnValue:
    scenario = library().scenario(slug)
    (in_tray,) = list_in_trays(db.session, [scenario], actor=actor())
    document = in_tray.choose(request.args.get("document"))
    return _room(in_tray, document, NoteForm(formdata=None, note=in_tray.note(document)))


@bp.post("/documents/<uuid:document_id>/note")
@requires(Permission.SCENARIO_READ)
def note(document_id: UUID) -> ResponseReturnValue:
    """Keeps a note, or, sent without one, marks the document as read."""
    scenario, document = library().document(document_id)
    form = NoteForm()
    if not form.validate_on_submit():
        (in_tray,) = list_in_trays(db.session, [scenario], actor=actor())
        return _room(in_tray, document, form), form.http_status
    if form.note.data is None:
        mark_read(db.session, document_id, actor=actor(), at=clock.now())
    else:
        keep_note(db.session, document_id, form.note.data, actor=actor(), at=clock.now())
        flash("Your note is saved.")
    db.session.commit()
    return jsonify(read=True) if wants_json() else _back_to(scenario, document)


@bp.get("/documents/<uuid:document_id>/attachment")
@requires(Permission.SCENARIO_READ)
def attachment(document_id: UUID) -> ResponseReturnValue:
    _, document = library().document(document_id)
    if document.attachment is None:
        raise NotFound("That document has no attachment.")
    content = BytesIO(document.attachment.read_bytes())
    return send_file(content, "text/csv", as_attachment=True, download_name=document.attachment.name)


def _room(in_tray: InTray, document: Document, form: NoteForm) -> str:
    return render_template(
        "scenarios/room.html",
        scenario=in_tray.scenario,
        in_tray=in_tray,
        document=document,
        form=form,
        states=exercise_states(actor()),
        does_exercises=Permission.EXERCISE_DO in actor().permissions,
        stage_line=stage_line,
    )


def _back_to(scenario: Scenario, document: Document) -> ResponseReturnValue:
    address = url_for(".room", slug=scenario.slug, document=document.stem, _anchor="document")
    return redirect(address, HTTPStatus.SEE_OTHER)
