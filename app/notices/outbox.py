"""The outbox: e-mails wait in their table until they are written as files, where a mail server can pick them up.

In the demonstration that happens after each request that wrote one; elsewhere `milepost outbox deliver` does it.
Milepost does not speak to a mail server itself.
"""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.extensions import db
from app.notices.models import Email
from app.notices.services import HAS_EMAILS


def deliver(session: Session, folder: Path, at: datetime, *, sender: str = "milepost@localhost") -> int:
    """Write each waiting e-mail to a file of its own in `folder`, oldest first; how many. The caller commits.

    A body is forgotten once it is written, because it may hold a one-time link. If the commit fails, the next delivery
    writes the same files again. Deliveries at the same time share the work.
    """
    query = select(Email).where(Email.sent_at.is_(None)).order_by(Email.created_at)
    waiting = session.scalars(query.with_for_update(skip_locked=True)).all()
    if waiting:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for email in waiting:
        _write(folder / f"{email.created_at:%Y%m%dT%H%M%S}-{email.id}.eml", _message(email, sender))
        email.sent_at = at
        email.body = ""
    session.flush()
    return len(waiting)


def deliver_here() -> int:
    """Deliver into this installation's folder, and commit."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    folder: Path = current_app.config["OUTBOX_FOLDER"]
    count = deliver(db.session, folder, clock.now(), sender=f"Milepost <no-reply@{host}>")
    db.session.commit()
    return count


def keep(bp: Blueprint) -> None:
    """Deliver after each request of the demonstration that put an e-mail in the outbox."""

    @bp.after_app_request
    def deliver_after(response: Response) -> Response:
        if current_app.config["DEMONSTRATION"] and db.session.info.pop(HAS_EMAILS, False):
            db.session.close()  # what the view did not commit is not to be committed here
            deliver_here()
        return response


def _message(email: Email, sender: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = email.to
    message["Subject"] = email.subject
    message["Date"] = format_datetime(email.created_at)
    message["Message-ID"] = f"<{email.id}@milepost>"
    message.set_content(email.body, cte="8bit")  # so that a link is whole to whoever opens the file
    return message.as_bytes()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for this account's eyes only."""
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    part.replace(path)
