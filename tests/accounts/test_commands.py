"""The first person of an installation, from the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.databases import migrated


@pytest.fixture
def run(tmp_path):
    settings = {
        "MILEPOST_ENVIRONMENT": "testing",
        "MILEPOST_INSTANCE": str(tmp_path),
        "MILEPOST_DATABASE_URL": migrated(tmp_path, None),
        "MILEPOST_BASE_URL": "https://milepost.example",
    }
    return lambda *words: CliRunner().invoke(main, list(words), env=settings)


class TestCreateAdministrator:
    def test_it_prints_a_link_that_lets_them_in(self, run):
        result = run("person", "create-administrator", "Ada@Example.org", "Ada Lowe", "Calder College")
        assert result.exit_code == 0
        assert "within 14 days" in result.output
        assert "https://milepost.example/invitation/" in result.output

    def test_an_address_in_use_is_refused(self, run):
        words = ("person", "create-administrator", "ada@example.org", "Ada Lowe", "Calder College")
        assert run(*words).exit_code == 0
        again = run(*words)
        assert again.exit_code == 1
        assert "has an account already" in again.output

    @pytest.mark.parametrize(("email", "name"), [("no address", "Ada Lowe"), ("ada@example.org", " ")])
    def test_what_cannot_be_a_person_is_refused(self, run, email, name):
        assert run("person", "create-administrator", email, name, "Calder College").exit_code == 2
