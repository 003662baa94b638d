"""The `milepost` command: run, seed, migrate, check packs, mark and analyse files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask

from app.accounts.commands import person
from app.demonstration.commands import seed
from app.notices.commands import outbox
from app.scenarios.commands import analyse, mark, packs

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


def _app() -> Flask:
    """The app with its settings, or a plain sentence about the setting that is wrong."""
    from pydantic import ValidationError

    from app import create_app

    try:
        return create_app()
    except ValidationError as error:
        raise click.ClickException("; ".join(_in_words(each) for each in error.errors())) from None


def _in_words(error: Mapping[str, Any]) -> str:
    """What is wrong with a setting, beginning with its name unless the words hold it already."""
    message = str(error["msg"]).removeprefix("Value error, ")
    return ": ".join([*(f"MILEPOST_{str(part).upper()}" for part in error["loc"]), message])


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """Milepost: learning and assessment for the associate project manager apprenticeship."""
    context.obj = _app  # commands of the rooms make the app with it, so that a wrong setting is said one way


@main.command()
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), show_default="$PORT or 8000", type=int)
@click.option("--workers", default=2, show_default=True, help="Processes; each serves four requests at a time.")
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address to listen on.")
def run(port: int, workers: int, bind: str) -> None:
    """Serve with gunicorn."""
    _app()  # a wrong setting is said here, once, and not by every worker
    gunicorn = [sys.executable, "-m", "gunicorn", "app:create_app()", "--bind", f"{bind}:{port}"]
    os.execv(sys.executable, [*gunicorn, "-w", str(workers), "-k", "gthread", "--threads", "4", "--no-control-socket"])


@main.group()
def db() -> None:
    """Migrate the database."""


@contextmanager
def _alembic() -> Iterator[Any]:
    """Alembic's configuration on a connection with foreign keys off, checked before it is committed."""
    from alembic.config import Config

    from app.extensions import db as database
    from app.extensions import foreign_keys

    with _app().app_context():
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        token = foreign_keys.set(False)
        database.engine.dispose()
        try:
            with database.engine.connect() as connection:
                config.attributes["connection"] = connection
                yield config
                if connection.dialect.name == "sqlite":
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                    if broken:
                        raise click.ClickException(f"The migration would break foreign keys: {broken[:5]}")
                connection.commit()
        finally:
            foreign_keys.reset(token)
            database.engine.dispose()


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database up to REVISION (the newest unless you say)."""
    from alembic import command

    with _alembic() as config:
        command.upgrade(config, revision)


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database down to REVISION; `base` empties it."""
    from alembic import command

    with _alembic() as config:
        command.downgrade(config, revision)


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a migration for what has changed in the models."""
    from alembic import command

    with _alembic() as config:
        number = f"{len(list((MIGRATIONS / 'versions').glob('*.py'))) + 1:03d}"
        command.revision(config, message, autogenerate=True, rev_id=number)


@db.command("check")
def check_models() -> None:
    """Fail when the models and the migrations differ."""
    from alembic import command

    with _alembic() as config:
        command.check(config)


main.add_command(person)
main.add_command(outbox)
main.add_command(seed)
for command_of_packs in (packs, mark, analyse):
    main.add_command(command_of_packs)

if __name__ == "__main__":
    main()
