"""Commands for the outbox."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from app.notices.outbox import deliver_here


@click.group()
def outbox() -> None:
    """E-mails waiting to be sent."""


@outbox.command("deliver")
@click.pass_obj
def deliver(make_app: Callable[[], Flask]) -> None:
    """Write the waiting e-mails to the outbox folder, one file each."""
    app = make_app()
    with app.app_context():
        count = deliver_here()
    click.echo(f"{count} written to {app.config['OUTBOX_FOLDER']}" if count else "Nothing is waiting.")
