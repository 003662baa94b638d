"""Template settings and filters: a misspelt variable is an error, and dates, money and numbers read one way."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from jinja2 import StrictUndefined

from app.core import clock, markdown, money


def day(value: date) -> str:
    """`8 Mar 2027`; a moment is shown on its London day."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """`Sun 22 Nov 2026, 16:05`, London time."""
    here = clock.local(value)
    return f"{here:%a} {here.day} {here:%b %Y, %H:%M}"


def time_of_day(value: datetime) -> str:
    return f"{clock.local(value):%H:%M}"


def figure(value: Decimal | int | None, places: int = 0) -> str:
    """A number with thousands separated; an undefined one is a dash with no pretence."""
    return "–" if value is None else f"{value:,.{places}f}"


def waiting(since: datetime, now: datetime) -> str:
    """How long something has waited: `3 d`, `5 h`, `10 min`."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes >= 24 * 60:
        return f"{minutes // (24 * 60)} d"
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"


def init_app(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.filters.update(
        day=day,
        moment=moment,
        time_of_day=time_of_day,
        figure=figure,
        pounds=money.show,
        markdown=markdown.render_plain,
        waiting=waiting,
    )
