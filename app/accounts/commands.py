"""Commands for accounts: the first person of an installation."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from app.accounts.forms import EMAIL_PATTERN
from app.accounts.links import LASTS
from app.accounts.mail import link_address
from app.accounts.models import LinkPurpose
from app.accounts.services import people
from app.core import clock
from app.core.errors import Refused
from app.extensions import db


@click.group()
def person() -> None:
    """Make accounts from the command line."""


@person.command("create-administrator")
@click.argument("email")
@click.argument("name")
@click.argument("provider")
@click.pass_obj
def create_administrator(make_app: Callable[[], Flask], email: str, name: str, provider: str) -> None:
    """Make an administrator of PROVIDER, for an installation's first person. Prints their invitation link."""
    if not EMAIL_PATTERN.fullmatch(email):
        raise click.BadParameter(f"{email} is not an e-mail address.")
    if not name.strip() or not provider.strip():
        raise click.BadParameter("Give the administrator's name and the training provider's.")
    with make_app().test_request_context():  # for the addresses of pages
        try:
            token = people.first_administrator(db.session, name, email, provider, at=clock.now())
        except Refused as refused:
            raise click.ClickException(str(refused)) from None
        db.session.commit()
        days = LASTS[LinkPurpose.INVITATION].days
        click.echo(f"Open this within {days} days to choose a password. It works once:")
        click.echo(link_address(LinkPurpose.INVITATION, token))
