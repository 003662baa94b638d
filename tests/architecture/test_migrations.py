"""Migrations go up and down on both databases, leave nothing behind, and make what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from app.cli import MIGRATIONS
from app.extensions import foreign_keys, make_engine
from app.models import Base
from tests.conftest import DATABASES
from tests.databases import milepost, new_database

FUNCTIONS = text("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
BOTH = pytest.mark.parametrize("database", DATABASES)


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path, database: str) -> str:
    """An empty database."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    return new_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    token = foreign_keys.set(False)  # as `milepost db` does
    engine = make_engine(address)
    yield engine
    engine.dispose()
    foreign_keys.reset(token)


@contextmanager
def alembic(engine: Engine) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        yield config
        connection.commit()


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [each.revision for each in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def run(engine: Engine, what: Any, *words: str) -> None:
    with alembic(engine) as config:
        what(config, *words)


def left_behind(engine: Engine) -> set[str]:
    """Tables, sequences and types, but for Alembic's own note of where it is."""
    inspector = inspect(engine)
    found = set(inspector.get_table_names())
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            found |= {*inspector.get_sequence_names(), *(each["name"] for each in inspector.get_enums())}
            found |= set(connection.scalars(FUNCTIONS))
    return found - {"alembic_version"}


@BOTH
def test_each_migration_can_be_taken_back_and_made_again(engine):
    for revision in revisions():
        run(engine, command.upgrade, revision)
        before = left_behind(engine)
        run(engine, command.downgrade, "-1")
        run(engine, command.upgrade, revision)
        assert left_behind(engine) == before
    run(engine, command.check)
    assert left_behind(engine) == set(Base.metadata.tables)
    run(engine, command.downgrade, "base")
    assert left_behind(engine) == set()


@BOTH
def test_the_command_takes_a_database_up_and_down(address, engine, tmp_path):
    milepost("db", "upgrade", folder=tmp_path, address=address)
    milepost("db", "check", folder=tmp_path, address=address)
    milepost("db", "downgrade", "base", folder=tmp_path, address=address)
    assert left_behind(engine) == set()


@BOTH
def test_rules_of_the_models_are_in_the_database(engine):
    """What Alembic does not compare: every CHECK, by name, and on what it holds."""
    run(engine, command.upgrade, "head")
    inspector = inspect(engine)
    for table in Base.metadata.sorted_tables:
        made = {each["name"] for each in inspector.get_check_constraints(table.name)}
        wanted = {each.name for each in table.constraints if each.__visit_name__ == "check_constraint"}
        assert wanted <= made, f"{table}: {sorted(wanted - made)}"
        keys = {tuple(key["constrained_columns"]): key for key in inspector.get_foreign_keys(table.name)}
        for key in table.foreign_key_constraints:
            found = keys[tuple(column.name for column in key.columns)]
            assert found["options"].get("ondelete") == key.ondelete, f"{table}.{key.name}"


def test_migrations_are_in_one_line_and_numbered():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert len(script.get_heads()) == 1
    assert revisions() == [f"{number:03d}" for number in range(1, len(revisions()) + 1)]
    names = sorted(path.name[:3] for path in (MIGRATIONS / "versions").glob("*.py"))
    assert names == revisions()
