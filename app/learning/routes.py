"""Lessons over HTTP. Everything here is a GET: answers to self-check questions are looked at and forgotten."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.access import Permission, requires
from app.learning import bp, lessons
from app.learning.questions import ask
from app.learning.rendering import render_lesson
from app.programmes import standard

DRAWING_POLICY = "default-src 'none'; sandbox"
ONE_HOUR = 3600


@bp.get("")
@requires(Permission.LESSON_READ)
def index() -> ResponseReturnValue:
    found = lessons.lessons()
    by_duty = [(duty, [each for each in found if each.duty == duty.number]) for duty in standard.current().duties]
    return render_template(
        "learning/index.html",
        written=[(duty, each) for duty, each in by_duty if each],
        to_come=[duty for duty, each in by_duty if not each],
    )


@bp.get("/<string:slug>")
@requires(Permission.LESSON_READ)
def lesson(slug: str) -> ResponseReturnValue:
    found = lessons.get(slug)
    frame = standard.current()
    is_sent = "check" in request.args
    asked = ask(found.questions, request.args, is_sent=is_sent)
    return render_template(
        "learning/lesson.html",
        lesson=found,
        duty=frame.duty(found.duty),
        ksbs=[frame.ksbs[code] for code in found.header.ksbs],
        frame_notice=frame.frame_notice,
        rendered=render_lesson(found.text, url_for("learning.drawing", name="_")[:-1]),
        asked=asked,
        is_sent=is_sent,
        right=sum(each.verdict is not None and each.verdict.is_right is True for each in asked),
    )


@bp.get("/drawings/<string:name>")
@requires(Permission.LESSON_READ)
def drawing(name: str) -> Response:
    """A lesson's drawing: opened on its own it may load and run nothing; kept by the browser, checked each hour."""
    response = Response(lessons.get_drawing(name), mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = DRAWING_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.cache_control.private = True
    response.cache_control.max_age = ONE_HOUR
    response.add_etag()
    response.make_conditional(request)
    return response
