"""What the tests of accounts share: a mailbox to look into, and passwords that are good enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import throttle
from app.accounts.mail import Mail
from app.accounts.models import LinkPurpose

PASSWORD = "orbit-lantern-thicket"
OTHER_PASSWORD = "gravel window seventeen"


@dataclass
class Mailbox:
    """A null mail service: keeps what it is given, with the tokens of the links."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    @property
    def mail(self) -> Mail:
        return Mail(queue=self._queue, address=self._address)

    def _queue(self, session: Session, *, to: str, subject: str, body: str, at: datetime) -> None:
        self.sent.append((to, subject, body))

    def _address(self, purpose: LinkPurpose, token: str) -> str:
        self.tokens.append(token)
        return f"https://milepost.example/{purpose.value}/{token}"


def keys(email: str, network: str = "192.0.2.7", purpose: str = "sign-in") -> throttle.Keys:
    return throttle.make_keys("secret", purpose=purpose, email=email, network=network)
