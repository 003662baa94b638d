"""What stands between a careless start and the public: the secret, and what only one environment may do."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from app.cli import main
from app.config import SHORTEST_SECRET, Environment, Settings
from tests.databases import on_sqlite

SECRET = "x" * SHORTEST_SECRET
SERVED = (Environment.PRODUCTION, Environment.DEMONSTRATION)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MILEPOST_{name.upper()}", raising=False)


def flask(environment: Environment, **more: object) -> dict[str, object]:
    return Settings(environment=environment, secret_key=SECRET, **more).as_flask_config()


def test_production_is_what_nobody_has_to_choose():
    assert Settings(secret_key=SECRET).environment is Environment.PRODUCTION


@pytest.mark.parametrize("environment", SERVED)
@pytest.mark.parametrize("secret", ["", "changeme", "x" * (SHORTEST_SECRET - 1)])
def test_nothing_is_served_without_a_secret(environment, secret):
    with pytest.raises(ValidationError, match="MILEPOST_SECRET_KEY"):
        Settings(environment=environment, secret_key=secret)


@pytest.mark.parametrize("command", [["run"], ["db", "upgrade"], ["seed"]])
def test_a_command_says_what_to_set_and_stops(command):
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.output.startswith("Error: MILEPOST_SECRET_KEY must be set to at least 32 random characters")
    assert "Traceback" not in result.output


def test_a_setting_that_is_wrong_is_named_in_words(monkeypatch):
    monkeypatch.setenv("MILEPOST_SECRET_KEY", SECRET)
    monkeypatch.setenv("MILEPOST_UPLOAD_LIMIT_MB", "0")
    result = CliRunner().invoke(main, ["db", "upgrade"])
    assert result.exit_code == 1
    assert result.output == "Error: MILEPOST_UPLOAD_LIMIT_MB: Input should be greater than or equal to 1\n"


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("MILEPOST_SECRET_KEY", SECRET)
    monkeypatch.setenv("MILEPOST_ENVIRONMENT", "demonstration")
    monkeypatch.setenv("MILEPOST_BASE_URL", "https://milepost.example/")
    settings = Settings()
    assert settings.is_demonstration
    assert settings.as_flask_config()["BASE_URL"] == "https://milepost.example"


def test_cookies_go_over_https_in_production_and_are_never_for_scripts():
    assert flask(Environment.PRODUCTION)["SESSION_COOKIE_SECURE"]
    assert not flask(Environment.DEMONSTRATION)["SESSION_COOKIE_SECURE"]
    for environment in Environment:
        assert flask(environment)["SESSION_COOKIE_HTTPONLY"]
        assert flask(environment)["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_only_tests_do_without_tokens_and_only_the_demonstration_offers_its_people():
    assert [each for each in Environment if not flask(each)["WTF_CSRF_ENABLED"]] == [Environment.TESTING]
    assert [each for each in Environment if flask(each)["TESTING"]] == [Environment.TESTING]
    assert [each for each in Environment if flask(each)["DEMONSTRATION"]] == [Environment.DEMONSTRATION]


@on_sqlite
def test_elsewhere_nobody_is_offered_and_the_pages_say_nothing_of_a_demonstration(app, visit):
    assert "demonstration_people" not in app.extensions
    page = visit.get("accounts.sign_in")
    assert not page.soup.select(".demonstration")
    assert not page.soup.select('form[action^="/demonstration"]')


def test_an_upload_has_a_limit_that_the_server_knows():
    config = flask(Environment.PRODUCTION, upload_limit_mb=5)
    assert config["MAX_CONTENT_LENGTH"] == 6 * 1024 * 1024
    assert config["MAX_FORM_MEMORY_SIZE"] < config["MAX_CONTENT_LENGTH"]


def test_the_embedded_database_is_in_the_instance_folder_unless_another_is_named(tmp_path):
    here = Settings(secret_key=SECRET, instance=tmp_path)
    assert here.sqlalchemy_url == f"sqlite:///{tmp_path / 'milepost.sqlite'}"
    assert Settings(secret_key=SECRET, database_url="postgresql://x/y").sqlalchemy_url == "postgresql://x/y"
