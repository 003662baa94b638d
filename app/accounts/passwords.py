"""Passwords: hashing with argon2id, checking in the same time whoever is asked for, and which ones are too easy."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Refused

SHORTEST = 12
LONGEST = 200
RULE = f"At least {SHORTEST} characters. Three or four unrelated words are easy to remember and hard to guess."

_hasher = PasswordHasher()
#: Checked when there is no such person, so that the answer takes as long; nobody knows its password. Its parameters
#: are the hasher's (a test says so).
_STAND_IN = "$argon2id$v=19$m=65536,t=3,p=4$EMOT3FaYhi7HJE5lnHS7pA$Y3z28R9gUqlRb+XXvaT39o9RP9Ga1ZKp4xfCgcxfhP4"
#: Long enough to be accepted, and among the first that anybody tries.
_COMMON = frozenset((Path(__file__).parent / "common-passwords.txt").read_text(encoding="utf-8").split())
_FEWEST_DIFFERENT_CHARACTERS = 5
_FEWEST_BESIDE_A_NAME = 6


class WeakPassword(Refused):
    """The password is too easy to guess; the message says why, to whoever is choosing it."""


def hash_password(password: str) -> str:
    """A salted argon2id hash with today's parameters."""
    return _hasher.hash(_normal(password))


def is_right(stored: str | None, password: str) -> bool:
    """Whether this is the password that was stored. With nothing stored the answer is no, after as much work."""
    try:
        matches = _hasher.verify(stored or _STAND_IN, _normal(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return matches and stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def check(password: str, *, name: str, email: str) -> None:
    """Raise `WeakPassword` unless the password is fit for this person."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"Use at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise WeakPassword(f"Use no more than {LONGEST} characters.")
    if _is_common(password):
        raise WeakPassword("This is one of the first passwords that others would try. Choose another.")
    if _is_about(password, (name, email, email.partition("@")[0])):
        raise WeakPassword("This is your own name or e-mail address. Choose something that others cannot look up.")


def _is_common(password: str) -> bool:
    plain = _compact(password)
    return password.casefold() in _COMMON or plain in _COMMON or len(set(password)) < _FEWEST_DIFFERENT_CHARACTERS


def _is_about(password: str, words: tuple[str, ...]) -> bool:
    """Whether little is left of the password once a name or address is taken out of it."""
    plain = _compact(password)
    known = [_compact(word) for word in words]
    return any(word and len(plain.replace(word, "")) < _FEWEST_BESIDE_A_NAME for word in known if word in plain)


def _compact(text: str) -> str:
    return "".join(each for each in _normal(text).casefold() if each.isalnum())


def _normal(password: str) -> str:
    """One spelling for letters that keyboards compose in different ways."""
    return unicodedata.normalize("NFKC", password)
