"""What can go wrong in the domain, and the page or JSON answer that each of those becomes."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.extensions import db

WHAT_TO_DO = {
    HTTPStatus.BAD_REQUEST: "The page sent something we could not read. Go back, reload the page and try again.",
    HTTPStatus.FORBIDDEN: "Your role does not include this page. If you think it should, ask your training provider.",
    HTTPStatus.NOT_FOUND: (
        "There is nothing at this address, or it is not yours to see. Check the link, or start from the home page."
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: "That cannot be done here. Go back and use the buttons on the page.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "What you sent is larger than we accept. Nothing was saved. Send a smaller file or fewer rows."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "This is our fault, not yours. What you had saved is safe. Try again; if it happens twice, tell us the number "
        "below."
    ),
}


class DomainError(Exception):
    """A rule of the domain was broken by a request that was otherwise well formed.

    The message is shown to the person who made the request, so write it to them.
    """

    status = HTTPStatus.CONFLICT


class NotFound(DomainError):
    """There is no such thing, or this person may not know that there is."""

    status = HTTPStatus.NOT_FOUND


class NotAllowed(DomainError):
    """They may see it, but not do this to it."""

    status = HTTPStatus.FORBIDDEN


class Refused(DomainError):
    """What was sent cannot be used. The message says why and what to send instead."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


def wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"


def init_app(app: Flask) -> None:
    @app.errorhandler(DomainError)
    def domain_error(error: DomainError) -> ResponseReturnValue:
        db.session.rollback()
        return answer(error.status, str(error))

    @app.errorhandler(StaleDataError)
    def changed_meanwhile(error: StaleDataError) -> ResponseReturnValue:
        db.session.rollback()
        return answer(HTTPStatus.CONFLICT, "Someone changed this while you had it open. Go back and look again.")

    @app.errorhandler(CSRFError)
    def stale_form(error: CSRFError) -> ResponseReturnValue:
        return answer(
            HTTPStatus.BAD_REQUEST,
            "This page was opened in an earlier session. Go back, reload the page and send it again; your browser "
            "keeps what you typed.",
        )

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error
        status = HTTPStatus(error.code)
        return answer(status, WHAT_TO_DO.get(status, error.description or ""))


def answer(status: HTTPStatus, message: str) -> ResponseReturnValue:
    if wants_json():
        return jsonify(error=status.phrase, message=message), status
    return render_template("errors/error.html", status=status, message=message), status
