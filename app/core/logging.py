"""One line for each request: id, endpoint, person, status, milliseconds. No names, e-mails or contents."""

from __future__ import annotations

import logging
import secrets
import time

from flask import Flask, Response, g, request
from flask_login import current_user

log = logging.getLogger("milepost")


def init_app(app: Flask) -> None:
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(6)
        g.request_began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if not app.testing:
            elapsed = (time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000
            person = current_user.id if current_user and current_user.is_authenticated else "-"
            log.info(
                "request=%s endpoint=%s person=%s status=%s ms=%.0f",
                g.get("request_id", ""),
                request.endpoint or "-",
                person,
                response.status_code,
                elapsed,
            )
        return response
