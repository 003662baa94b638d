"""Alembic's entry: the connection is given by `milepost db`, which controls its foreign keys and commit."""

from typing import Any, Literal

from alembic import context

from app.core.db import UtcDateTime
from app.models import Base


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations stand alone: they name the database's types and not ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
