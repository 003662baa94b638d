"""Slows down guessing: failures are counted for each e-mail address and each network, in a table all workers share.

The keys are hashed with the installation's secret, so the table names nobody. Rows older than the window are removed
as new ones are written, so it stays as small as the last quarter of an hour.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.models import SignInAttempt
from app.accounts.queries import tidy_email

WINDOW = timedelta(minutes=15)
MOST_FOR_AN_ADDRESS = 5
MOST_FOR_A_NETWORK = 30


@dataclass(frozen=True, slots=True)
class Keys:
    """What a try is counted under."""

    address: str
    network: str


def make_keys(secret: str, *, purpose: str, email: str, network: str) -> Keys:
    """The keys of a try from a network address; `purpose` keeps signing in and asking for links apart."""

    def key(kind: str, value: str) -> str:
        text = f"{purpose}\0{kind}\0{value}"
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    return Keys(address=key("address", tidy_email(email)), network=key("network", _network_of(network)))


def locked_until(session: Session, keys: Keys, *, at: datetime) -> datetime | None:
    """When the next try is allowed; None when it is allowed now.

    Tries for one address take turns until their transactions end, so that a burst cannot slip past the count.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(int(keys.address[:15], 16))))
    ends = [
        _limit_lifts(session, keys.address, MOST_FOR_AN_ADDRESS, at=at),
        _limit_lifts(session, keys.network, MOST_FOR_A_NETWORK, at=at),
    ]
    return max((each for each in ends if each), default=None)


def record(session: Session, keys: Keys, *, at: datetime) -> None:
    """Count a failed try."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= at - WINDOW))
    session.add_all([SignInAttempt(key=keys.address, at=at), SignInAttempt(key=keys.network, at=at)])
    session.flush()


def clear(session: Session, keys: Keys) -> None:
    """Forget the address's failures: its owner has shown who they are. The network's stay."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == keys.address))


def _limit_lifts(session: Session, key: str, most: int, *, at: datetime) -> datetime | None:
    """When the oldest of the last `most` failures leaves the window; None when there are fewer."""
    query = (
        select(SignInAttempt.at)
        .where(SignInAttempt.key == key, SignInAttempt.at > at - WINDOW)
        .order_by(SignInAttempt.at.desc())
        .offset(most - 1)
        .limit(1)
    )
    oldest = session.scalars(query).one_or_none()
    return oldest + WINDOW if oldest else None


def _network_of(address: str) -> str:
    """An IPv4 address itself; the /64 of an IPv6 one, since a household or firm has all of that to try from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
