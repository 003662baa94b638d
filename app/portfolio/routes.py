"""The portfolio's pages: one's own pieces, adding and answering, what waits for a tutor, and the claims matrix."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, send_file, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.core import clock
from app.core.access import Permission, requires
from app.core.errors import NotFound
from app.extensions import db
from app.portfolio import bp, coverage, deciding, queries, services
from app.portfolio.files import MEGABYTE, FileStore
from app.portfolio.forms import FILES_AT_ONCE, AddForm, AnswerForm, ClaimForm, DecisionForm, FilesForm, PortfolioForm
from app.portfolio.models import Claim, ClaimState, Evidence
from app.portfolio.room import Room, look_at
from app.portfolio.services import FieldRefused
from app.programmes import standard
from app.programmes.models import Apprenticeship

NO_APPRENTICESHIP = "You have no apprenticeship here yet. Ask your training provider to enrol you."
#: The order of the legend; None is what nobody has claimed yet.
STATES = (ClaimState.ACCEPTED, ClaimState.WITH_TUTOR, ClaimState.MORE_NEEDED, None)
TAKES_FILES = {"portfolio.add", "portfolio.add_file"}


@bp.url_value_preprocessor
def _expect_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let several files arrive at once, so that one that is too large is refused by name and with the form kept.

    Only for somebody whose cookie says they signed in; this is before anything asks the database.
    """
    if endpoint in TAKES_FILES and "_user_id" in session:
        request.max_content_length = (FILES_AT_ONCE * current_app.config["UPLOAD_LIMIT_MB"] + 1) * MEGABYTE


def _store() -> FileStore:
    return FileStore(current_app.config["FILES_FOLDER"])


def _own() -> Apprenticeship:
    if (found := queries.find_own_apprenticeship(db.session, actor=actor())) is None:
        raise NotFound(NO_APPRENTICESHIP)
    return found


@bp.get("")
@requires(Permission.EVIDENCE_ADD)
def index() -> ResponseReturnValue:
    apprenticeship = _own()
    pieces = queries.list_evidence(db.session, apprenticeship.id, actor=actor())
    newest = next((piece for piece in pieces if not piece.is_withdrawn), None)
    shown = queries.get_evidence(db.session, newest.id, actor=actor()) if newest else None
    covered = _coverage(apprenticeship)
    return render_template(
        "portfolio/index.html",
        pieces=pieces,
        room=_room(shown) if shown else None,
        coverage=covered,
        states=STATES,
        wanted=coverage.most_wanted(covered, apprenticeship.baselines, clock.today()),
        frame_notice=standard.current().frame_notice,
    )


def _coverage(apprenticeship: Apprenticeship) -> coverage.Coverage:
    found = coverage.states(db.session, [apprenticeship.id])
    return coverage.lay_out(standard.current(), found, apprenticeship.id)


def _room(evidence: Evidence, **forms: Any) -> Room:
    answers = queries.list_answers(db.session, evidence)
    return look_at(evidence, actor=actor(), answers=answers, limit_mb=current_app.config["UPLOAD_LIMIT_MB"], **forms)


def _show(evidence: Evidence, form: PortfolioForm | None = None, **forms: Any) -> ResponseReturnValue:
    """The page of one piece; given a form that was refused, with its status."""
    pieces = queries.list_evidence(db.session, evidence.apprenticeship_id, actor=actor())
    page = render_template("portfolio/evidence.html", room=_room(evidence, **forms), pieces=pieces, refused=form)
    return page, form.http_status if form else HTTPStatus.OK


@bp.get("/<uuid:evidence_id>")
@requires(Permission.EVIDENCE_READ)
def evidence(evidence_id: UUID) -> ResponseReturnValue:
    return _show(queries.get_evidence(db.session, evidence_id, actor=actor()))


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
def add() -> ResponseReturnValue:
    form = AddForm()
    apprenticeship = _own()
    if form.more.data:
        form.claims.append_entry()
    elif form.validate_on_submit():
        try:
            added = services.add_evidence(
                db.session,
                apprenticeship,
                form.piece,
                claims=form.claimed,
                uploads=form.files.uploads,
                store=_store(),
                key=form.evidence_key,
                actor=actor(),
                at=clock.now(),
            )
        except FieldRefused as refused:
            form.refuse(refused)
        else:
            db.session.commit()
            flash("Added to your portfolio. Your tutor decides on what you claim with it.")
            return redirect(url_for(".evidence", evidence_id=added.id), HTTPStatus.SEE_OTHER)
    limit = current_app.config["UPLOAD_LIMIT_MB"]
    page = render_template(
        "portfolio/add.html",
        form=form,
        limit_mb=limit,
        frame_notice=standard.current().frame_notice,
        starts_on=apprenticeship.starts_on,
        today=clock.today(),
    )
    return page, form.http_status


@bp.post("/<uuid:evidence_id>/claims")
@requires(Permission.EVIDENCE_ADD)
def claim(evidence_id: UUID) -> ResponseReturnValue:
    piece = queries.get_evidence(db.session, evidence_id, actor=actor(), locked=True)
    form = ClaimForm(place="claim")
    if form.validate_on_submit():
        try:
            made = services.add_claim(db.session, piece, form.claimed, actor=actor(), at=clock.now())
        except FieldRefused as refused:
            form.refuse(refused)
        else:
            db.session.commit()
            flash(f"Claimed {made.ksb}. It is with your tutor now.")
            return _back_to(made)
    return _show(piece, form, claim_form=form)


@bp.post("/<uuid:evidence_id>/files")
@requires(Permission.EVIDENCE_ADD)
def add_file(evidence_id: UUID) -> ResponseReturnValue:
    piece = queries.get_evidence(db.session, evidence_id, actor=actor(), locked=True)
    form = FilesForm(place="add", claims=piece.claims)
    if form.validate_on_submit():
        try:
            services.add_files(
                db.session,
                piece,
                form.files.uploads,
                answers=form.answered,
                store=_store(),
                actor=actor(),
                at=clock.now(),
            )
        except FieldRefused as refused:
            form.refuse(refused)
        else:
            db.session.commit()
            names = ", ".join(upload.name for upload in form.files.uploads)
            flash(f"Added {names}." + (" Your tutor has been asked to look again." if form.answered else ""))
            return redirect(url_for(".evidence", evidence_id=piece.id), HTTPStatus.SEE_OTHER)
    return _show(piece, form, files_form=form)


@bp.post("/claims/<uuid:claim_id>/answer")
@requires(Permission.EVIDENCE_ADD)
def answer(claim_id: UUID) -> ResponseReturnValue:
    answered = queries.get_claim(db.session, claim_id, actor=actor())
    form = AnswerForm(place=answered.id.hex)
    if form.validate_on_submit():
        try:
            services.answer_claim(db.session, answered, form.statement.data, actor=actor(), at=clock.now())
        except FieldRefused as refused:
            form.refuse(refused)
        else:
            db.session.commit()
            flash(f"{answered.ksb} is with your tutor again.")
            return _back_to(answered)
    return _show(answered.evidence, form, by_claim={answered.id: form})


@bp.post("/<uuid:evidence_id>/withdraw")
@requires(Permission.EVIDENCE_ADD)
def withdraw(evidence_id: UUID) -> ResponseReturnValue:
    piece = queries.get_evidence(db.session, evidence_id, actor=actor(), locked=True)
    services.withdraw(db.session, piece, actor=actor(), at=clock.now())
    db.session.commit()
    flash(f"Withdrew “{piece.title}”. It stays in the record, and you can bring it back.")
    return redirect(url_for(".evidence", evidence_id=piece.id), HTTPStatus.SEE_OTHER)


@bp.post("/<uuid:evidence_id>/bring-back")
@requires(Permission.EVIDENCE_ADD)
def bring_back(evidence_id: UUID) -> ResponseReturnValue:
    piece = queries.get_evidence(db.session, evidence_id, actor=actor(), locked=True)
    services.bring_back(db.session, piece, actor=actor(), at=clock.now())
    db.session.commit()
    flash(f"“{piece.title}” is back in your portfolio.")
    return redirect(url_for(".evidence", evidence_id=piece.id), HTTPStatus.SEE_OTHER)


@bp.get("/files/<uuid:file_id>")
@requires(Permission.EVIDENCE_READ)
def file(file_id: UUID) -> ResponseReturnValue:
    """Always to be saved, never shown in the page: nothing in it can act on this site."""
    found = queries.get_file(db.session, file_id, actor=actor())
    place = _store().find(found.sha256, found.size)
    if place is None:
        current_app.logger.error("file %s is missing from the store or damaged", found.id)
        raise NotFound("This file cannot be read just now. Tell your training provider; its record is safe.")
    response = send_file(place, mimetype=found.media_type, as_attachment=True, download_name=found.name, etag=False)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/matrix")
@requires(Permission.EVIDENCE_READ)
def matrix() -> ResponseReturnValue:
    chosen = request.args.get("apprenticeship", type=UUID)
    apprenticeship = queries.get_apprenticeship(db.session, chosen, actor=actor()) if chosen else _own()
    claims: dict[str, list[Claim]] = {}
    for each in queries.list_claims(db.session, apprenticeship.id, actor=actor()):
        claims.setdefault(each.ksb, []).append(each)
    return render_template(
        "portfolio/matrix.html",
        apprenticeship=apprenticeship,
        coverage=_coverage(apprenticeship),
        states=STATES,
        claims=claims,
        standard=standard.current(),
        is_own=apprenticeship.apprentice_id == actor().id,
    )


@bp.get("/waiting")
@requires(Permission.EVIDENCE_DECIDE)
def waiting() -> ResponseReturnValue:
    page = queries.list_waiting(db.session, request.args.get("page", 1, type=int), actor=actor())
    return render_template(
        "portfolio/waiting.html",
        page=page,
        since=queries.waiting_since(db.session, page.items),
        count=queries.waiting_claims_count(db.session, actor()),
        now=clock.now(),
    )


@bp.post("/claims/<uuid:claim_id>/decision")
@requires(Permission.EVIDENCE_DECIDE)
def decide(claim_id: UUID) -> ResponseReturnValue:
    claimed = queries.get_claim(db.session, claim_id, actor=actor())
    form = DecisionForm(place=claimed.id.hex)
    if form.validate_on_submit():
        try:
            deciding.decide(
                db.session,
                claimed,
                form.decision,
                reason=form.reason.data,
                saw=form.saw.data,
                actor=actor(),
                at=clock.now(),
            )
        except FieldRefused as refused:
            form.refuse(refused)
            form.saw.raw_data, form.saw.data = None, deciding.seen(claimed)
        else:
            db.session.commit()
            flash(f"{claimed.ksb}: {claimed.state.phrase}. The apprentice has been told.")
            return _back_to(claimed)
    return _show(claimed.evidence, form, by_claim={claimed.id: form})


def _back_to(claimed: Claim) -> ResponseReturnValue:
    address = url_for(".evidence", evidence_id=claimed.evidence_id, _anchor=f"claim-{claimed.id}")
    return redirect(address, HTTPStatus.SEE_OTHER)
