"""The declarative base, and the few column types and columns that every table may have."""

from __future__ import annotations

import enum
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.core import clock

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python, UTC in the database. A naive value is a bug, so it raises."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: take the time from app.core.clock")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def values(members: type[enum.Enum]) -> list[str]:
    return [member.value for member in members]


def stored_enum(members: type[enum.Enum], *, name: str | None = None) -> Enum:
    """An enum stored by value with a CHECK, so that no hand-written UPDATE can invent a state.

    `name` tells two columns of one enum in one table apart.
    """
    settings = {"native_enum": False, "create_constraint": True, "length": 40, "values_callable": values}
    return Enum(members, **settings, **({"name": name} if name else {}))


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = {
        datetime: UtcDateTime(),
        dict[str, Any]: JSON,
        list[Any]: JSON,
        enum.Enum: stored_enum(enum.Enum),
    }


class HasId:
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-10)


class HasCreatedAt:
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=90)
