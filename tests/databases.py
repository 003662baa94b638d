"""A migrated database to test on: copied from one that each test process migrates once."""

from __future__ import annotations

import secrets
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from app.cli import main

#: For what no database can make different: the shared app, on SQLite alone.
on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True, scope="session")


def migrated(folder: Path, server: str | None) -> str:
    """The address of a new database at the newest revision: SQLite in `folder`, or one on the PostgreSQL server."""
    address = f"sqlite:///{folder / 'test.sqlite'}" if server is None else new_database(server)
    milepost("db", "upgrade", folder=folder, address=address)
    return address


def new_database(server: str) -> str:
    name = f"milepost_{secrets.token_hex(4)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("@/postgres?", f"@/{name}?")


def milepost(*words: str, folder: Path, address: str) -> str:
    """Run the `milepost` command against a database; its output."""
    env = {
        "MILEPOST_ENVIRONMENT": "testing",
        "MILEPOST_INSTANCE": str(folder),
        "MILEPOST_DATABASE_URL": address,
    }
    result = CliRunner().invoke(main, list(words), env=env, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output
