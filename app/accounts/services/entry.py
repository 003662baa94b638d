"""Letting people in: with a password, with an invitation, with a link to choose a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts import links, passwords, sessions, throttle
from app.accounts.mail import Mail
from app.accounts.models import LinkPurpose, OneTimeLink, Person
from app.accounts.queries import find_password_hash, find_person_by_email
from app.core import clock, events

#: The same words whether the address is unknown, the password is wrong, or the person may not come in.
WRONG = "That e-mail address and password do not go together. Check both, or choose a new password."


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sign-in that was refused. Not an exception: what was counted has to be committed."""

    message: str


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What has to be known before a password is checked: the hash to check it against, and whether to try at all."""

    stored: str | None
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """A password checked against a hash. `fresh` is the hash to keep instead, when that one is of an old kind."""

    stored: str | None
    is_right: bool
    fresh: str | None


def look_up(session: Session, email: str, *, keys: throttle.Keys, at: datetime) -> LookedUp:
    """The first step of signing in. End the transaction after it: what follows is slow, and nobody should wait."""
    is_locked = throttle.locked_until(session, keys, at=at) is not None
    return LookedUp(find_password_hash(session, email), is_locked)


def prove(found: LookedUp, password: str) -> Proof | None:
    """The second step, without the database: slow on purpose. None, at once, where no try is allowed."""
    return None if found.is_locked else _prove(found.stored, password)


def _prove(stored: str | None, password: str) -> Proof:
    is_right = passwords.is_right(stored, password)
    is_old = is_right and stored is not None and passwords.needs_rehash(stored)
    return Proof(stored, is_right, passwords.hash_password(password) if is_old else None)


def sign_in(
    session: Session,
    email: str,
    password: str,
    *,
    keys: throttle.Keys,
    browser: str,
    replaces: str | None = None,
    at: datetime,
    proof: Proof | None = None,
) -> Person | Refusal:
    """Open a session for whoever the address and password belong to; `replaces` is the browser's session so far.

    A refusal is counted against the address and the network, and says the same, in the same time, for every reason.
    Tries are counted here, one after another, so proofs made side by side learn no more than `throttle` lets them. A
    proof of a hash that is no longer the stored one is made again.
    """
    if (until := throttle.locked_until(session, keys, at=at)) is not None:
        return Refusal(_too_many(until))
    person = find_person_by_email(session, email)
    stored = person.password_hash if person else None
    if proof is None or proof.stored != stored:
        proof = _prove(stored, password)
    if person is None or not proof.is_right or not person.is_active:
        throttle.record(session, keys, at=at)
        return Refusal(WRONG)
    throttle.clear(session, keys)
    if proof.fresh:
        person.password_hash = proof.fresh
    return enter(session, person, browser=browser, replaces=replaces, at=at)


def enter(session: Session, person: Person, *, browser: str, replaces: str | None, at: datetime) -> Person:
    """A new session for somebody who has proved who they are, in place of the one this browser had."""
    if replaces:
        sessions.end_session(session, replaces, at=at)
    sessions.open_session(session, person, browser=browser, at=at)
    return person


def request_reset(session: Session, email: str, *, keys: throttle.Keys, mail: Mail, at: datetime) -> None:
    """Send a link to choose a new password, if there is such a person. The caller learns nothing either way.

    Asking is counted as failing to sign in is, so that nobody's mailbox can be filled from here.
    """
    if throttle.locked_until(session, keys, at=at) is not None:
        return
    throttle.record(session, keys, at=at)
    person = find_person_by_email(session, email)
    if person is None or not person.is_active:
        return
    token = links.make_link(session, person, LinkPurpose.PASSWORD_RESET, at=at)
    body = (
        f"Hello {person.first_name}\n\n"
        "Somebody, we hope you, asked to choose a new Milepost password for this address.\n\n"
        f"{mail.address(LinkPurpose.PASSWORD_RESET, token)}\n\n"
        "The link works once, within an hour. If it was not you, do nothing: your password stays as it is.\n"
    )
    mail.queue(session, to=person.email, subject="Choose a new Milepost password", body=body, at=at)


def reset_password(session: Session, link: OneTimeLink, password: str, *, keys: throttle.Keys, at: datetime) -> None:
    """Set a new password with a link; every browser is signed out, and the address may sign in at once.

    Raises `WeakPassword` (the link stays good) or `LinkEnded`.
    """
    _set_with_link(session, link, password, at=at)
    sessions.end_all_sessions(session, link.person, at=at)
    throttle.clear(session, keys)
    _record(session, link.person, "person.password-reset", at=at)


def accept_invitation(
    session: Session, link: OneTimeLink, password: str, *, browser: str, replaces: str | None, at: datetime
) -> Person:
    """Set the first password with an invitation, and sign in. Raises `WeakPassword` or `LinkEnded`."""
    _set_with_link(session, link, password, at=at)
    _record(session, link.person, "person.invitation-accepted", at=at)
    return enter(session, link.person, browser=browser, replaces=replaces, at=at)


def change_password(
    session: Session, person: Person, current: str, new: str, *, keys: throttle.Keys, this_session: str, at: datetime
) -> Refusal | None:
    """Change one's own password, having shown the current one; other browsers are signed out.

    A wrong current password is refused and counted, as at signing in. Raises `WeakPassword`.
    """
    if (until := throttle.locked_until(session, keys, at=at)) is not None:
        return Refusal(_too_many(until))
    if not passwords.is_right(person.password_hash, current):
        throttle.record(session, keys, at=at)
        return Refusal("This is not your current password.")
    passwords.check(new, name=person.name, email=person.email)
    person.password_hash = passwords.hash_password(new)
    throttle.clear(session, keys)
    links.end_links(session, person, at=at)
    sessions.end_all_sessions(session, person, at=at, but=this_session)
    _record(session, person, "person.password-changed", at=at)
    return None


def _set_with_link(session: Session, link: OneTimeLink, password: str, *, at: datetime) -> None:
    passwords.check(password, name=link.person.name, email=link.person.email)
    links.use_link(session, link, at=at)
    link.person.password_hash = passwords.hash_password(password)
    session.flush()


def _record(session: Session, person: Person, action: str, *, at: datetime) -> None:
    events.record(session, stream_id=person.id, action=action, subject_id=person.id, actor_id=person.id, at=at)


def _too_many(until: datetime) -> str:
    """The minute is rounded up, so that whoever waits until then is let through."""
    minute = clock.local(until + timedelta(minutes=1))
    return (
        f"There were too many tries that failed. Try again at {minute:%H:%M}. "
        "If you have forgotten your password, you can choose a new one without waiting."
    )
