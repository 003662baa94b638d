"""Tells people things, in the product and by e-mail, in the same transaction as what happened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.links import is_own_path
from app.accounts.models import Person
from app.notices.models import Email, Notice

LONGEST_TEXT = 300
LONGEST_SUBJECT = 200
#: Set on a session that has written e-mails, so that whoever commits it knows there is something to deliver.
HAS_EMAILS = "has-emails"


def notify(
    session: Session,
    person_id: UUID,
    text: str,
    path: str,
    *,
    at: datetime,
    email: Person | None = None,
    subject: str = "",
) -> Notice:
    """Leave a person a notice; with `email`, put an e-mail with the same words in the outbox too.

    `path` is where on this site it can be seen, from the first slash. Raises `ValueError` for any other address, and
    for an e-mail without a subject. A text longer than the column is cut with an ellipsis.
    """
    if not is_own_path(path):
        raise ValueError(f"not a path of this site: {path!r}")
    notice = Notice(person_id=person_id, text=_cut(text, LONGEST_TEXT), path=path, created_at=at)
    session.add(notice)
    if email is not None:
        if not subject:
            raise ValueError("an e-mail needs a subject")
        body = f"Hello {email.first_name}\n\n{text}\n\nSign in to Milepost to see it.\n"
        queue_email(session, to=email.email, subject=subject, body=body, at=at)
    session.flush()
    return notice


def queue_email(session: Session, *, to: str, subject: str, body: str, at: datetime) -> Email:
    """Put an e-mail in the outbox. It goes out only if the transaction does."""
    email = Email(to=to, subject=_cut(" ".join(subject.split()), LONGEST_SUBJECT), body=body, created_at=at)
    session.add(email)
    session.flush()
    session.info[HAS_EMAILS] = True
    return email


def mark_read(session: Session, notice: Notice, *, at: datetime) -> None:
    """Note when it was first read; reading it again changes nothing."""
    if notice.read_at is None:
        notice.read_at = at
        session.flush()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
