"""`milepost seed`: the demonstration's cohort, made once."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from app.core import clock
from app.demonstration import cast, seeding
from app.extensions import db
from app.scenarios.library import library


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when the cohort is there already.")
@click.pass_obj
def seed(make_app: Callable[[], Flask], if_empty: bool) -> None:
    """Make the demonstration's cohort: 24 apprentices of four employers, with work in every state."""
    app = make_app()
    if not app.config["DEMONSTRATION"] and not app.testing:
        raise click.ClickException(
            "The demonstration's people can be signed in as by anybody, so they are made only where "
            "MILEPOST_ENVIRONMENT is demonstration."
        )
    with app.app_context():
        if not seeding.is_seeded(db.session):
            click.echo("Making the demonstration cohort …")
            seeding.seed(db.session, library(), now=clock.now())
            db.session.commit()
        elif not if_empty:
            raise click.ClickException("The cohort is there already. `python3 dev.py reset` starts it afresh.")
    names = {each.key: each.name for each in (*cast.STAFF, *cast.APPRENTICES)} | {
        key: name for employer in cast.EMPLOYERS for key, name in employer.line_managers
    }
    click.echo("Sign in with one click on the first page, as any of:")
    for heading, people in cast.OFFERED:
        for key, line in people:
            click.echo(f"  {heading:<12} {names[key]:<18} {line}")
