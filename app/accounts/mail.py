"""How accounts send an e-mail without knowing who carries it: the outbox is another room's, above this one.

The room that keeps the outbox puts its function in `app.extensions["queue_email"]`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import current_app, url_for
from sqlalchemy.orm import Session

from app.accounts.models import LinkPurpose

_PAGES = {LinkPurpose.INVITATION: "accounts.accept_invitation", LinkPurpose.PASSWORD_RESET: "accounts.reset_password"}


class QueueEmail(Protocol):
    def __call__(self, session: Session, *, to: str, subject: str, body: str, at: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Mail:
    """What a service needs to send a link: the outbox, and the whole address of a token's page."""

    queue: QueueEmail
    address: Callable[[LinkPurpose, str], str]


def link_address(purpose: LinkPurpose, token: str) -> str:
    """Links begin with the configured address, never with what the request claims to have been sent to."""
    base: str = current_app.config["BASE_URL"]
    return base + url_for(_PAGES[purpose], token=token)


def current_mail() -> Mail:
    return Mail(queue=current_app.extensions["queue_email"], address=link_address)
