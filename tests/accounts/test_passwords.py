"""Which passwords are accepted, and how they are kept."""

from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords
from tests.accounts.people import PASSWORD


def check(password: str) -> None:
    passwords.check(password, name="Priya Nair", email="priya.nair@example.org")


class TestChoosing:
    def test_twelve_characters_are_enough(self):
        check("bright-otter")

    def test_spaces_and_any_letters_are_welcome(self):
        check("drei Bäume im Nebel")

    @pytest.mark.parametrize(
        ("password", "why"),
        [
            ("short-otter", "at least 12"),
            ("x" * 201, "no more than 200"),
            ("Password1234", "first passwords"),
            ("PASSWORD 1234", "first passwords"),
            ("project manager", "first passwords"),
            ("aaaaaaaaaaaaa", "first passwords"),
            ("121212121212", "first passwords"),
            ("priya.nair@example.org", "your own name"),
            ("Priya Nair 123", "your own name"),
            ("priyanair-2026", "your own name"),
        ],
    )
    def test_an_easy_one_is_refused_with_the_reason(self, password, why):
        with pytest.raises(passwords.WeakPassword, match=why):
            check(password)


class TestKeeping:
    def test_the_right_password_is_known_again_and_a_wrong_one_is_not(self):
        stored = passwords.hash_password(PASSWORD)
        assert PASSWORD not in stored
        assert stored.startswith("$argon2id$")
        assert passwords.is_right(stored, PASSWORD)
        assert not passwords.is_right(stored, PASSWORD + " ")

    def test_a_letter_composed_in_another_way_is_the_same_letter(self):
        stored = passwords.hash_password("caf\u00e9 au lait dehors")
        assert passwords.is_right(stored, "cafe\u0301 au lait dehors")

    def test_nobody_has_no_password(self):
        assert not passwords.is_right(None, PASSWORD)

    def test_a_damaged_hash_lets_nobody_in(self):
        assert not passwords.is_right("not a hash", PASSWORD)

    def test_the_stand_in_is_made_with_the_parameters_of_today(self):
        assert not passwords.needs_rehash(passwords._STAND_IN)

    def test_a_hash_with_weaker_parameters_is_made_again(self):
        assert passwords.needs_rehash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))

    def test_an_unknown_address_takes_as_long_as_a_known_one(self):
        stored = passwords.hash_password(PASSWORD)

        def took(hash_or_nothing: str | None) -> float:
            times = []
            for _ in range(5):
                began = time.perf_counter()
                passwords.is_right(hash_or_nothing, "a wrong password")
                times.append(time.perf_counter() - began)
            return min(times)

        assert took(None) > took(stored) / 3
